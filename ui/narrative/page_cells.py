"""Edits the cells of a table where it stands in the text: a line over the cell that is written in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication

from aimed_desktop.application.editing import table_edits
from aimed_desktop.application.editing.table_edits import PlacedCell, PlacedTable
from aimed_desktop.application.values.words import Words
from ui.narrative import inserting, objects
from ui.narrative.block_text import BlockText
from ui.narrative.cell_text import CellText
from ui.narrative.object_cards import CAPTION_HEIGHT, room_of
from ui.narrative.table_layout import table_on_screen
from ui.widgets import shortcuts

_ONE_LINE = "表格的一格里只写一段，不能换行"
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_COMES_BACK = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class PageCells(QObject):
    """The cell of `editor` that is written in. Every change is one of the text, to be undone with it.

    `moved` tells that a cell was entered or left.
    """

    moved = Signal()

    def __init__(self, editor: BlockText) -> None:
        super().__init__(editor)
        self._editor = editor
        self._at: tuple[int, int] | None = None  # row and column of the cell that is written in
        self._seen: Words = ""  # what the table says there
        self._acts = {"row_add": self.add_row, "row_delete": self.delete_row}  # keys that the window has, too
        self.line = CellText(editor.viewport())
        self.line.hide()
        self.line.typed.connect(self._on_typed)
        self.line.lost.connect(self._tell)
        self.line.object_changed.connect(self._on_cursor_moved)
        self.line.installEventFilter(self)
        editor.viewport().installEventFilter(self)
        editor.object_changed.connect(self._refresh)
        editor.document().documentLayout().documentSizeChanged.connect(lambda _size: self._put_line())
        editor.verticalScrollBar().valueChanged.connect(lambda _value: self._put_line())

    @property
    def is_open(self) -> bool:
        """Whether a cell is written in."""
        return self._at is not None

    def begin(self) -> bool:
        """Write in the first cell of the current table; False where there is none."""
        return self._open(0, 0, at_end=True)

    def leave(self) -> None:
        """Back to the text, the table being the current object."""
        if self._at is not None:
            self.close()
            self._editor.setFocus()

    def add_row(self) -> None:
        """One more row under the current one."""
        self._reshape(table_edits.row_added, 0, step=1)

    def add_column(self) -> None:
        """One more column to the right of the current one."""
        self._reshape(table_edits.column_added, 1, step=1)

    def delete_row(self) -> None:
        """Take the current row out; the last one stays."""
        self._reshape(table_edits.row_removed, 0)

    def delete_column(self) -> None:
        """Take the current column out; the last one stays."""
        self._reshape(table_edits.column_removed, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line:
            return self._filter_line(event)
        is_click = isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton
        if is_click and event.type() is QEvent.Type.MouseButtonRelease and not event.modifiers():  # type: ignore[attr-defined]  # a QMouseEvent
            place = event.position()  # type: ignore[attr-defined]
            if not self._editor.textCursor().hasSelection() and self._open_at(place):
                return True
        return super().eventFilter(watched, event)

    def _filter_line(self, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            has_focus = event.type() is QEvent.Type.FocusIn
            if has_focus or event.reason() not in _COMES_BACK:
                self._editor.focus_changed.emit(has_focus)
            return False
        if not isinstance(event, QKeyEvent):
            return False
        act = next((act for name, act in self._acts.items() if shortcuts.is_pressed(name, event)), None)
        if event.type() is QEvent.Type.ShortcutOverride and act is not None:
            event.accept()  # comes again as a key press
            return True
        if event.type() is not QEvent.Type.KeyPress:
            return False
        if act is not None:
            act()
            return True
        return self._handle_key(event)

    def _handle_key(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if not held & ~Qt.KeyboardModifier.ShiftModifier:
                self._step(1 if key == Qt.Key.Key_Tab and not held else -1)
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif key in _RETURNS:
            self._end_line(is_break=bool(held))
        elif event.matches(QKeySequence.StandardKey.Paste):
            return self._paste()
        elif key in _ARROWS and not held and self.line.is_at_edge(key):
            return self._beside(*_ARROWS[key], at_end=key in (Qt.Key.Key_Left, Qt.Key.Key_Up))
        else:
            return False
        return True

    def _end_line(self, *, is_break: bool) -> None:
        """To the cell below, or on in the text; a cell knows no second line."""
        if is_break:
            self._tell(_ONE_LINE)
        elif not self._beside(1, 0):
            self._go_on()

    def _open_at(self, place: QPointF) -> bool:
        """Write in the cell under the mouse."""
        table = self._table()
        if table is None or self._editor.isReadOnly():
            return False
        cell = next((cell for cell in table.cells if self._area(cell).contains(place)), None)
        if cell is None or not self._open(cell.row, cell.column):
            return False
        self.line.click(self._editor.viewport().mapToGlobal(place.toPoint()))
        return True

    def _open(self, row: int, column: int, *, at_end: bool = True) -> bool:
        table = self._table()
        cell = table.at(row, column) if table is not None else None
        if cell is None or self._editor.isReadOnly():
            return False
        self._at = cell.row, cell.column
        self.line.typing_look = None
        self._show(cell)
        self.line.setAccessibleName(f"表格第 {cell.row + 1} 行第 {cell.column + 1} 列")
        self.line.setFont(self._editor.document().defaultFont())
        self._editor.cell = self.line
        self._put_line()
        self.line.show()
        self.line.raise_()
        self.line.put_cursor(at_end=at_end)
        self.line.setFocus()
        self.moved.emit()
        return True

    def _show(self, cell: PlacedCell) -> None:
        self._seen = cell.words
        self.line.show_words(cell.words)
        self.line.set_centred()

    def close(self) -> None:
        """Write in no cell any more."""
        self._at = None
        self._editor.cell = None
        self.line.hide()
        self.moved.emit()

    def _table(self) -> PlacedTable | None:
        found = objects.current(self._editor)
        return table_edits.placed(found.entry) if found is not None else None

    def _step(self, step: int) -> None:
        """The cell behind or before this one; behind the last cell a new row, or out of an empty one."""
        table = self._table()
        if table is None or self._at is None:
            return
        here = table.at(*self._at)
        assert here is not None
        there = table.cells.index(here) + step
        if 0 <= there < len(table.cells):
            self._open(table.cells[there].row, table.cells[there].column)
        elif step < 0:
            self.leave()
        elif any(cell.words for cell in table.cells if cell.below == table.rows):
            before = table.rows
            self._at = table.rows - 1, 0
            self.add_row()
            if (now := self._table()) is not None and now.rows == before:  # there is no room for more
                self._go_on()
        else:
            self._go_on()

    def _beside(self, down: int, right: int, *, at_end: bool = False) -> bool:
        """The cell in a direction; False where the table ends."""
        table = self._table()
        here = table.at(*self._at) if table is not None and self._at is not None else None
        if table is None or here is None:
            return False
        row = here.below if down > 0 else here.row + down
        column = here.right if right > 0 else here.column + right
        if row < 0 or column < 0 or (there := table.at(row, column)) is None:
            return False
        return self._open(there.row, there.column, at_end=at_end or down > 0)

    def _go_on(self) -> None:
        """Into the text behind the table."""
        found = objects.current(self._editor)
        self.close()
        self._editor.setFocus()
        if found is not None:
            objects.go_behind(self._editor, found)

    def _on_typed(self) -> None:
        found = objects.current(self._editor)
        if found is not None and self._at is not None:
            self._seen = self.line.words
            entry = table_edits.with_words(found.entry, *self._at, self._seen)
            objects.replace(self._editor, found, entry)

    def _reshape(
        self, edit: Callable[[dict[str, Any], int], dict[str, Any]], axis: int, step: int = 0
    ) -> None:
        found = objects.current(self._editor)
        table = self._table()
        if found is None or table is None or self._at is None:
            return
        here = table.at(*self._at)
        assert here is not None
        last = (here.below if axis == 0 else here.right) - 1
        entry = edit(found.entry, last if step else self._at[axis])
        if entry == found.entry:
            return
        there = [*self._at]
        there[axis] = last + step if step else there[axis]
        self._at = None  # what is shown is another table for a moment
        objects.replace(self._editor, found, entry)
        if (now := self._table()) is not None:
            self._open(min(there[0], now.rows - 1), min(there[1], now.columns - 1))

    def _paste(self) -> bool:
        """Put copied cells in from this one on; False where one cell or none was copied."""
        from aimed_desktop.application.pasting.losses import message
        from aimed_desktop.application.pasting.table import read_cells

        data = QApplication.clipboard().mimeData()
        found = objects.current(self._editor)
        copied = read_cells(data.text(), data.html())
        if copied is None or found is None or self._at is None:
            return False
        at = self._at
        self._at = None
        objects.replace(self._editor, found, table_edits.pasted(found.entry, *at, copied.rows))
        self._open(*at)
        self._tell(message([*table_edits.left_out(*at, copied.rows), *copied.losses]))
        return True

    def _tell(self, words: str) -> None:
        if words:
            inserting.bar_of(self._editor).tell(words, is_long=True)

    def _refresh(self) -> None:
        """Show what another has written in the cell; leave where it is gone."""
        if self._at is None:
            return
        table = None if self._editor.isReadOnly() else self._table()
        cell = table.at(*self._at) if table is not None else None
        if cell is None:
            if self.line.hasFocus():
                self.leave()
            else:
                self.close()
            return
        if cell.words != self._seen and not self.line.is_composing:
            self._show(cell)
        self._put_line()

    def _on_cursor_moved(self) -> None:
        if self._at is None:
            return
        self._editor.object_changed.emit()
        if self.line.hasFocus():
            corner = self.line.viewport().mapTo(self._editor, QPoint(0, 0))
            caret = self.line.cursorRect().translated(corner)
            self._editor.context.reveal(self._editor, caret)

    def _area(self, cell: PlacedCell) -> QRectF:
        """Where a cell is drawn, in the viewport; empty where it is not."""
        found, area = objects.current(self._editor), objects.current_area(self._editor)
        document = self._editor.document()
        if found is None or area is None:
            return QRectF()
        shown = table_on_screen(found.entry, room_of(document), document.defaultFont())
        if shown is None:
            return QRectF()
        left, right = shown.columns[cell.column], shown.columns[cell.right]
        top, bottom = shown.rows[cell.row], shown.rows[cell.below]
        corner = QPointF(area.x(), area.y() + CAPTION_HEIGHT)
        return QRectF(left, top, right - left, bottom - top).translated(corner)

    def _put_line(self) -> None:
        table = self._table() if self._at is not None else None
        cell = table.at(*self._at) if table is not None and self._at is not None else None
        if cell is not None:
            area: QRect = self._area(cell).toAlignedRect()
            self.line.setGeometry(area.adjusted(1, 1, -1, -1))
