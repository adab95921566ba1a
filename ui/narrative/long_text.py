"""A text box as tall as its text."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRect, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QFocusEvent, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from aimed_desktop.services.typed_text import clean_text
from ui.narrative.look_text import LookText
from ui.widgets import theme
from ui.widgets.dropped import are_only_files

_MARGIN = 5
_STEP_LINES = 4  # a long text grows by several lines at once, so that few keys move the page
_STEPS_FROM_PX = 900
_MOST_PX = 16_000_000  # Qt's own limit


class LongText(LookText):
    """Plain typing and pasting; grows with its text, or scrolls inside while it does not `grow`."""

    cursor_shown = Signal(QRect)  # where the cursor stands, after it was moved by typing

    def __init__(self, least_lines: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._least_lines = least_lines
        self._grows = True
        self._height = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(_MARGIN)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self._following = QTimer(self, singleShot=True, interval=0)
        self._following.timeout.connect(self._show_cursor)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the words of what is pasted or dropped, cleaned."""
        if source.hasText():
            cursor = self.textCursor()
            cursor.insertText(clean_text(source.text()))
            self.setTextCursor(cursor)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not are_only_files(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def dropEvent(self, event: QDropEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)  # who drops a text goes on in it
        super().dropEvent(event)

    def set_least_lines(self, lines: int) -> None:
        """How tall the box is while it is empty."""
        self._least_lines = lines
        self._fit()

    def set_growing(self, grows: bool) -> None:
        """Be as tall as the text, or as tall as the place that is given, scrolling inside."""
        self._grows = grows
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if grows else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)
        self._height = 0
        if grows:
            self._fit()
        else:
            self.setMinimumHeight(0)
            self.setMaximumHeight(_MOST_PX)

    def _on_size_changed(self, size: QSizeF) -> None:
        self._set_height(size.height())

    def _fit(self) -> None:
        self._set_height(self.document().size().height())

    def _set_height(self, needed: float) -> None:
        if not self._grows:
            return
        line = self.fontMetrics().lineSpacing()
        height = max(int(needed) + 2, self._least_lines * line + 2 * _MARGIN)
        if height > _STEPS_FROM_PX:
            step = _STEP_LINES * line
            height = -(-height // step) * step
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
        self._show_cursor()
        self._following.start()  # once more when the text has its lines

    def _show_cursor(self) -> None:
        if self.hasFocus():
            self.cursor_shown.emit(self.cursorRect())


def mark(editor: QTextEdit, start: int, end: int, tone: str) -> QTextEdit.ExtraSelection:
    """The characters from `start` to `end` (UTF-16) on a background of the theme."""
    selection = QTextEdit.ExtraSelection()
    cursor = QTextCursor(editor.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    selection.cursor = cursor  # type: ignore[attr-defined]
    selection.format.setBackground(theme.colour(tone))  # type: ignore[attr-defined]
    return selection
