"""The line in which one cell of a table is written, with its looks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QWidget

from aimed_desktop.application.values.narrative_table import one_line
from aimed_desktop.application.values.words import Words, joined
from aimed_desktop.services.typed_text import clean_line
from ui.narrative import look_keys, looks, text_looks
from ui.narrative.block_clipboard import blocks_of, words_in
from ui.narrative.look_text import LookText
from ui.narrative.table_layout import CELL_X
from ui.widgets.dropped import are_only_files

_COMES_BACK = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class CellText(LookText):
    """`typed` tells of each change by the clerk, `lost` what of a paste had no place.

    Words stand in the middle of its height, as in the cell that it covers.
    """

    typed = Signal()
    lost = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_composing = False
        self._shown: Words = ""
        self.setObjectName("table_cell")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)  # the order of changes is that of the whole table
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._centre())
        self.textChanged.connect(self._on_text_changed)

    @property
    def words(self) -> Words:
        """What stands in it, as a table keeps it."""
        blocks = []
        block = self.document().begin()
        while block.isValid():
            blocks.append(text_looks.words_of(block))
            block = block.next()
        return one_line(joined(blocks, " "))

    def show_words(self, words: Words) -> None:
        """Show what another has written; the cursor stays where it can."""
        self._shown = words
        if self.words == words:
            return
        place = self.textCursor().position()
        self.blockSignals(True)
        self.clear()
        looks.insert(self, words)
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.blockSignals(False)
        self._shown = self.words

    def set_centred(self) -> None:
        """Each line in the middle of its width, as it is printed."""
        look = QTextBlockFormat()
        look.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(look)

    def put_cursor(self, *, at_end: bool) -> None:
        """Begin at the first or behind the last character."""
        self.moveCursor(QTextCursor.MoveOperation.End if at_end else QTextCursor.MoveOperation.Start)

    def is_at_edge(self, key: int) -> bool:
        """Whether an arrow key has nowhere to go here."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return cursor.atStart() if key == Qt.Key.Key_Left else cursor.atEnd()
        moved = QTextCursor(cursor)
        up = key == Qt.Key.Key_Up
        return not moved.movePosition(QTextCursor.MoveOperation.Up if up else QTextCursor.MoveOperation.Down)

    def event(self, event: QEvent) -> bool:
        """The keys of looks are taken here before the window enlarges its words by them."""
        is_override = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride
        if is_override and looks.look_of_key(event):  # type: ignore[arg-type]  # a QKeyEvent
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_back = event.key() == Qt.Key.Key_Backspace and not event.modifiers()
        if look_keys.handle_key(self, event) or (is_back and looks.give_power_back(self)):
            event.accept()
            return
        if event.text() and event.text().isprintable():
            looks.prepare_typing(self)
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.typing_look = None
        super().mousePressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not self.is_composing and (event.preeditString() or event.commitString()):
            looks.prepare_typing(self)
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.is_composing and event.reason() not in _COMES_BACK:
            self.inputMethodEvent(QInputMethodEvent())  # the input method forgot it; else it ended it itself

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._centre()

    def click(self, place: QPoint) -> None:
        """Put the cursor where the mouse is on the screen."""
        self.setTextCursor(self.cursorForPosition(self.viewport().mapFromGlobal(place)))

    def createMimeDataFromSelection(self) -> QMimeData:
        return blocks_of(self.textCursor(), "")

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return (source.hasText() or source.hasHtml()) and not are_only_files(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the words of what is pasted or dropped, as one line with its looks."""
        looks.prepare_typing(self)
        words = words_in(source)
        if words is None and source.hasHtml():
            words = self._words_of_html(source)
        looks.insert(self, clean_line(source.text()) if words is None else words)

    def _words_of_html(self, source: QMimeData) -> Words | None:
        from aimed_desktop.application.pasting.clipboard import (
            losses_without_pictures,
            read_clipboard,
            word_lines,
        )
        from aimed_desktop.application.pasting.losses import message

        pasted = read_clipboard(source.html(), source.text())
        lines = word_lines(pasted)
        self.lost.emit(message(losses_without_pictures(pasted)))
        return joined(lines, " ") if lines else None

    def _on_text_changed(self) -> None:
        self._centre()
        if self.words == self._shown:  # a composition that is not committed
            return
        self._shown = self.words
        self.raised_power = ""
        self.typed.emit()

    def _centre(self) -> None:
        free = self.height() - self.document().size().height()
        above = max(int(free / 2), 0)
        if self.viewportMargins().top() != above:
            self.setViewportMargins(CELL_X, above, CELL_X, 0)
