"""Words to be carried elsewhere: each with its label and a button that copies it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from aimed_desktop.services.route_words import CopyRow
from ui.widgets import icons
from ui.widgets.clipboard import copy
from ui.widgets.page_parts import words_label

_LABEL_WIDTH = 64
MakeEditor = Callable[[str, QWidget], QWidget]  # of the field at a path


class CopyRows(QWidget):
    """Rows under one another, under a title of their own where there is one. `editor` makes what stands in a
    row that is typed.
    """

    def __init__(
        self, title: str, rows: Sequence[CopyRow], parent: QWidget, editor: MakeEditor | None = None
    ) -> None:
        super().__init__(parent)
        self.rows = rows
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        if title:
            grid.addWidget(words_label(title, "", self), 0, 0, 1, 3)
        for number, row in enumerate(rows, 1):
            name = QLabel(row.label, self)
            name.setProperty("role", "quiet")
            name.setMinimumWidth(_LABEL_WIDTH)
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            if row.path and editor is not None:
                grid.addWidget(editor(row.path, self), number, 1)
                continue
            shown = words_label(row.words, "", self)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(shown, number, 1, Qt.AlignmentFlag.AlignTop)
            if row.copied:
                grid.addWidget(self._button(row), number, 2, Qt.AlignmentFlag.AlignTop)

    def _button(self, row: CopyRow) -> QToolButton:
        button = QToolButton(self)
        button.setText("复制")
        button.setObjectName(f"copy_{row.label}")
        button.setAccessibleName(f"复制{row.label}")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.put(button, "copy", size=14)
        button.setMaximumHeight(button.fontMetrics().height() + 6)
        button.clicked.connect(partial(_copy, button, row.copied))
        return button


def _copy(button: QToolButton, words: str, _checked: bool = False) -> None:
    button.setText("已复制" if copy(words) else "没有复制成，再点一次")
