"""A text box as tall as its text."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from ui import theme
from ui.form.cleaning import clean_text

_MARGIN = 5


class LongText(QTextEdit):
    """Plain typing and pasting; grows with its text instead of scrolling inside."""

    cursor_shown = Signal(QRect)  # where the cursor stands, after it was moved by typing

    def __init__(self, least_lines: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._least_lines = least_lines
        self._height = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(_MARGIN)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the words of what is pasted or dropped, cleaned."""
        if source.hasText():
            cursor = self.textCursor()
            cursor.insertText(clean_text(source.text()))
            self.setTextCursor(cursor)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def set_least_lines(self, lines: int) -> None:
        """How tall the box is while it is empty."""
        self._least_lines = lines
        self._fit()

    def mark(self, spans: list[tuple[int, int]], background: str) -> None:
        """Shade the characters from start to end (UTF-16 positions) of each span."""
        marks = []
        for start, end in spans:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor  # type: ignore[attr-defined]
            selection.format.setBackground(theme.colour(background))  # type: ignore[attr-defined]
            marks.append(selection)
        self.setExtraSelections(marks)

    def _fit(self, *_: object) -> None:
        line = self.fontMetrics().lineSpacing()
        height = max(int(self.document().size().height()) + 2, self._least_lines * line + 2 * _MARGIN)
        if self.document().isEmpty():
            height = max(height, self._hint_height())
        if height != self._height:
            self._height = height
            self.setFixedHeight(height)

    def _hint_height(self) -> int:
        width = max(self.viewport().width() - 2 * _MARGIN, 40)
        flags = int(Qt.TextFlag.TextWordWrap)
        area = self.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), flags, self.placeholderText())
        return area.height() + 2 * _MARGIN + 4

    def _on_cursor_moved(self) -> None:
        if self.hasFocus():
            self.cursor_shown.emit(self.cursorRect())
