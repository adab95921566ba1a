"""Where a long text is written: several lines in a cell, or a chapter with figures and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import Any, cast

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTextEdit, QWidget

from aimed_desktop.application.values.shapes import Value
from aimed_desktop.application.values.words import joined
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType
from ui.binding.context import FormContext
from ui.narrative import blocks, commands, edges, figure_rows, lists, looks, moving, nesting, objects, pasting
from ui.narrative.block_clipboard import blocks_of, words_in
from ui.narrative.block_reading import BlockSpan, read_spans
from ui.narrative.block_text import BlockText
from ui.narrative.item_labels import paint_labels
from ui.narrative.list_blocks import Steps
from ui.narrative.long_text import mark
from ui.narrative.paragraph_counts import BlockCounts
from ui.widgets import theme

READABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_COMES_BACK = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_AT_ONCE = 2000  # characters: a longer text becomes the value when the hands pause
_PAUSE_MS = 150
_LONGEST_MS = 400  # of typing without a pause that is not yet the value


class NarrativeEditor(BlockText):
    """Writes blocks (`narrative`) or a text of several lines (`multiline`) while it is typed.

    `counted` tells the Count after each change. A long text becomes the value by a debounce: when the hands
    pause, or after `_LONGEST_MS` of typing on.
    """

    counted = Signal(object)  # Count

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(field, path, context, parent)
        self._value: Value = None  # as it was last written or shown
        self._is_dirty = False
        self._is_changed = False  # whether a change under way touches words or looks
        self._is_touched = False  # whether something was changed while something else comes in
        self._has_labels = False
        self._late: tuple[Value] | None = None  # what another has written during a composition
        self._found: list[QTextEdit.ExtraSelection] = []
        self._over: tuple[int, int] | None = None
        self._counts = BlockCounts(self.document())
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.write_typed)
        self._longest = QTimer(self, singleShot=True, interval=_LONGEST_MS)
        self._longest.timeout.connect(self.write_typed)
        self.cursor_shown.connect(self._on_cursor_shown)
        context.bindings.bind(path, self)
        context.bindings.add_writer(self)
        self.document().contentsChange.connect(self._on_contents_change)
        self.textChanged.connect(self._on_text_changed)
        theme.follow(self._follow_theme)

    def show_value(self, value: Value) -> None:
        """Show what another has written; what stands there already stays, and so does its undo."""
        if value == self._value:
            return
        if self.is_composing:
            self._late = (value,)
            return
        if self.coming is not None:
            self.coming.cancel()
        is_large = self.arrival is not None or any(map(blocks.is_large, (self._value, value)))
        self._value = value
        if is_large:
            self.show_again()
            return
        document = self.document()
        if document.isEmpty() and not document.isUndoAvailable():
            self.blockSignals(True)
            blocks.write_document(document, value)
            self.blockSignals(False)
        else:
            blocks.patch_document(document, value)
        self._counts.recount()
        self._on_shown()

    def show_again(self) -> None:
        document = self.document()
        held: Sequence[QEvent] = ()
        if self.arrival is not None:
            held = self.arrival.stop()
            self.arrival = None
            self._counts.recount()
        if document.isEmpty() and not document.isUndoAvailable():
            steps = blocks.entries_steps(blocks.emptied(document), blocks.entries_of(self._value))
        else:
            steps = blocks.show_steps(document, self._value, self.paragraphs(), lambda: self._is_touched)
        self._settle()
        self.arrive(steps, self._on_shown, held)

    def _on_shown(self) -> None:
        self._settle()
        self._fit()
        self.tell()

    def set_locked(self, is_locked: bool) -> None:
        """Only to be read and copied, or to be written in."""
        self.setReadOnly(is_locked)
        if is_locked:  # the keyboard may select, too
            self.setTextInteractionFlags(READABLE)
        self.object_changed.emit()

    def flush(self) -> None:
        """Let what is typed be the value now, and what is being pasted."""
        if self.coming is not None:
            self.coming.finish()
        if self._is_dirty or self._is_touched:
            self.finish_arrival()
        self.write_typed()

    def write_pasted(self) -> None:
        self._is_dirty = True
        self.tell()
        self.write_typed()

    def write_typed(self) -> None:
        if not self._is_dirty or self.arrival is not None:
            return
        if not self.is_composing and any(found and "items" in found[0] for found in self.paragraphs()):
            lists.part_interrupted(self.document())
        self._settle()
        value = self._read()
        if value != self._value:
            self._value = value
            self.context.bindings.write(self.path, value, self)

    def tell(self) -> None:
        """Tell the count, and mark what is over the limit."""
        self._mark_over()
        self.counted.emit(self._counts.total)

    def show_found(self, spans: list[tuple[int, int]], now: int | None) -> None:
        """Shade what a search has found, the one that it stands at more strongly."""
        self._found = [
            mark(self, start, end, "mark_now" if number == now else "mark")
            for number, (start, end) in enumerate(spans)
        ]
        self._mark()

    def event(self, event: QEvent) -> bool:
        """The keys of looks are taken here before the window enlarges its words by them."""
        is_taken = (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and not self.isReadOnly()
            and bool(looks.look_of_key(event))
        )
        if is_taken or (isinstance(event, QKeyEvent) and self._nests(event)):
            event.accept()
            return True
        return super().event(event)

    def _nests(self, event: QKeyEvent) -> bool:
        """Tab at the start of an item; anywhere else it leaves the text."""
        is_tab = event.type() is QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if not is_tab or not self.is_narrative or self.isReadOnly() or event.modifiers() & ~_SHIFT:
            return False
        return nesting.shift(self, deeper=event.key() == Qt.Key.Key_Tab and not event.modifiers())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.typing_look = None
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not event.modifiers():
            objects.press(self, event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_page = moving.turn_page(self, event)
        if is_page or (not self.isReadOnly() and commands.handle_key(self, event)):
            event.accept()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not self.is_composing and (event.preeditString() or event.commitString()):
            objects.step_out(self)
            looks.prepare_typing(self)
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self.is_composing and self._late is not None:
            (late,), self._late = self._late, None
            if not event.commitString():
                self.show_value(late)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)
        self.object_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.is_composing and event.reason() not in _COMES_BACK:
            self.inputMethodEvent(QInputMethodEvent())  # the input method forgot it; else it ended it itself
        self.write_typed()
        self.focus_changed.emit(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        cursor = self.cursorForPosition(event.position().toPoint())
        moving.select_word(cursor)
        if cursor.hasSelection():
            self.setTextCursor(cursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._has_labels = paint_labels(self, event.rect())
        area = objects.current_area(self) if self.hasFocus() else None
        if area is not None:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(area.adjusted(-2, -2, 2, 2))
            painter.end()

    def createMimeDataFromSelection(self) -> QMimeData:
        return blocks_of(self.textCursor(), self.owner)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return pasting.can_take(self, source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted or dropped: our own blocks whole, of anything else words and tables."""
        self.finish_arrival()
        looks.prepare_typing(self)
        words = words_in(source)
        if words is not None and objects.current(self) is None:
            looks.insert(self, words)
            return
        pasting.take(self, source)

    def _on_cursor_shown(self, area: QRect) -> None:
        self.context.reveal(self, area.adjusted(0, 0, 0, theme.LONG_FOOT_HEIGHT))

    def paragraphs(self) -> list[list[dict[str, Any]]]:
        """What each paragraph of the text says, as `block_entries` tells it."""
        return self._counts.entries()

    def printed_before(self, number: int) -> int:
        """How many blocks of the paper the paragraphs before that of this number become."""
        return self._counts.printed_before(number)

    def spans(self) -> list[BlockSpan]:
        """The blocks of the text with their places; a paragraph is read once, when it has changed."""
        return read_spans(self.document(), self.paragraphs())

    def arrive(self, steps: Steps, done: Callable[[], None], held: Sequence[QEvent] = ()) -> None:
        self.finish_arrival()
        self._is_touched = False
        super().arrive(chain(steps, self._counts.recount_steps()), partial(self._on_arrived, done), held)

    def _on_arrived(self, done: Callable[[], None]) -> None:
        is_touched, self._is_touched = self._is_touched, False
        if is_touched:  # a button or the mouse has changed what the steps had counted
            self._counts.recount()
        done()
        if is_touched:
            self.write_pasted()

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        if self.arrival is not None:  # counted at the end: a list that grows tells of all its items each time
            self._is_touched |= not self.arrival.is_writing
        elif self._counts.update(position, removed, added):
            self._is_changed = True

    def _on_text_changed(self) -> None:
        if not self._is_changed:  # a composition that is not committed, or a mere look
            return
        self._is_changed = False
        self._is_dirty = True
        if self._has_labels or figure_rows.is_near_figure(self.textCursor().block()):
            # items and figures that stay where they are may have another number, another place in their row
            self.viewport().update()
        self.typed_mark = self.raised_power = ""
        if not self.is_composing:
            edges.tidy(self, is_emptied=self.document().isEmpty() and self._value is not None)
        self.tell()
        self.object_changed.emit()
        if self.document().characterCount() <= _AT_ONCE:
            self.write_typed()
            return
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _settle(self) -> None:
        """Nothing is left to be written."""
        self._is_dirty = self._is_changed = False
        self._pause.stop()
        self._longest.stop()

    def _read(self) -> Value:
        entries = [span.entry for span in self.spans()]
        if not entries:
            return None
        if self.field.type is FieldType.MULTILINE and all(set(entry) == {"text"} for entry in entries):
            return cast("Value", joined([entry["text"] for entry in entries], "\n"))
        return [*entries]

    def _mark_over(self) -> None:
        limit = self.field.limit
        start = self._counts.place_of(limit.max) if limit is not None and limit.kind == "cap" else None
        over = None if start is None else (start, self.document().characterCount() - 1)
        if over != self._over:
            self._over = over
            self._mark()

    def _mark(self) -> None:
        over = [mark(self, *self._over, "bad_soft")] if self._over else []
        self.setExtraSelections(over + self._found)

    def _follow_theme(self) -> None:
        self._mark()
        self.viewport().update()
