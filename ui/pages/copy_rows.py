"""Words to be carried elsewhere: each with its label and a button that copies it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QPushButton, QWidget

from ui.pages.page import words_label


class CopyRows(QWidget):
    """Rows of a label and its words; those named in `copied` have a 复制 button."""

    def __init__(self, rows: Iterable[tuple[str, str]], copied: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        can_copy = frozenset(copied)
        for row, (label, words) in enumerate(rows):
            name = words_label(label, "quiet", self)
            name.setMinimumWidth(64)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            shown = words_label(words, "", self)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignTop)
            if label in can_copy:
                button = QPushButton("复制", self)
                button.setObjectName(f"copy_{label}")
                button.setAccessibleName(f"复制{label}")
                button.clicked.connect(partial(_copy, button, shown))
                grid.addWidget(button, row, 2, Qt.AlignmentFlag.AlignTop)


def _copy(button: QPushButton, shown: QLabel, _checked: bool = False) -> None:
    QApplication.clipboard().setText(shown.text())
    button.setText("已复制")
