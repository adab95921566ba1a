"""What is told of a text that comes back: a few lines at once, all of them by scrolling."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.read_text import ReadText

_LINES, _FEW_LINES = 5, 3  # in sight, the second beside pictures: the texts below keep their room
_AROUND: Final = 2  # px: the frame that the style sheet draws


class Notes(ReadText):
    """Notes line by line, to be read, selected and copied; no taller than a few of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = _LINES
        self.setObjectName("notes")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def show_notes(self, notes: Sequence[str], *, beside_pictures: bool) -> None:
        """Show other notes; without any, nothing is shown."""
        self._lines = _FEW_LINES if beside_pictures else _LINES
        self.setPlainText("\n".join(notes))
        self.setAccessibleName(f"请核对，{len(notes)} 条")
        self.setVisible(bool(notes))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        first = self.document().firstBlock().layout()
        line = first.lineAt(0).height() if first.lineCount() else self.fontMetrics().lineSpacing()
        self.setFixedHeight(ceil(min(self.document().size().height(), self._lines * line)) + _AROUND)
