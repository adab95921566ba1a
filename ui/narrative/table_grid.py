"""The cells of a table in a dialog, each written in a line with its looks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from shiboken6 import isValid

from aimed_desktop.application.editing.table_edits import MOST_COLUMNS, MOST_ROWS, left_out
from aimed_desktop.application.values.words import Look, has_looks
from ui.narrative import looks, table_cells
from ui.narrative.cell_text import CellText
from ui.narrative.drawn_words import draw
from ui.widgets import theme

_ROWS, _COLUMNS = 3, 3
_CELL_MARGIN = 3  # px that the style leaves beside the words of a cell
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_END = QAbstractItemDelegate.EndEditHint
_LEAVING = {
    Qt.Key.Key_Return: _END.SubmitModelCache,
    Qt.Key.Key_Enter: _END.SubmitModelCache,
    Qt.Key.Key_Tab: _END.EditNextItem,
    Qt.Key.Key_Backtab: _END.EditPreviousItem,
}


class TableGrid(QTableWidget):
    """Cells of one line. `told` says what could not be pasted as it was."""

    told = Signal(str)
    writing_changed = Signal()  # another cell is written in, or its cursor stands elsewhere

    def __init__(self, rows: list[list[Any]], parent: QWidget) -> None:
        self.line: CellText | None = None  # the last one that was written in
        self._least = table_cells.size_of(rows)  # what came stays, even where it says nothing
        shown = rows if all(self._least) else [[""] * _COLUMNS] * _ROWS
        super().__init__(*table_cells.size_of(shown), parent)
        self.setAccessibleName("表格内容")
        self.setWordWrap(True)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(self.horizontalHeader().ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.ResizeToContents)
        self.setEditTriggers(self.EditTrigger.AllEditTriggers)
        self.setItemDelegate(_CellWriter(self))
        table_cells.fill(self, shown)

    def written(self) -> CellText | None:
        """The line in which the current cell is written; None where none is."""
        return self.line if self.line is not None and isValid(self.line) and self.line.isVisible() else None

    def give_look(self, look: Look) -> None:
        """Give the words of the current cell a look or take it: those selected, those typed, or all."""
        if self.written() is None and (item := self.currentItem()) is not None:
            self.editItem(item)
            if (line := self.written()) is not None:
                line.selectAll()
        if (line := self.written()) is not None:
            looks.toggle(line, look)

    def cells(self) -> list[list[Any]]:
        """The cells as a value holds them, up to the last row and the last column that say something."""
        return table_cells.read(self, *(max(least, 1) for least in self._least))

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes from cell to cell, from the last into a new row; behind an empty row to what follows."""
        if self._is_at_end(is_next):
            if is_next and self._goes_on():
                return True
            return QWidget.focusNextPrevChild(self, is_next)
        return super().focusNextPrevChild(is_next)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """The same for Tab while a cell is written in."""
        steps = {hint.EditNextItem: True, hint.EditPreviousItem: False}
        if hint in steps and self._is_at_end(steps[hint]):
            super().closeEditor(editor, hint.NoHint)
            if steps[hint] and self._goes_on():
                return
            QWidget.focusNextPrevChild(self, steps[hint])
            return
        super().closeEditor(editor, hint)

    def spoken(self, row: int, column: int) -> str:
        """What a screen reader calls a cell: its place and what stands over it."""
        over = self._text(0, column).strip() if row else ""
        return f"表格第 {row + 1} 行第 {column + 1} 列{f'，{over}' if over else ''}"

    def _is_at_end(self, is_next: bool) -> bool:
        row, column = self.currentRow(), self.currentColumn()
        if not is_next or row < 0 or column < 0:
            return (row, column) == (0, 0)
        last = (row + self.rowSpan(row, column), column + self.columnSpan(row, column))
        return last == (self.rowCount(), self.columnCount())

    def _goes_on(self) -> bool:
        """Begin another row, unless the last one is still empty."""
        last = self.rowCount() - 1
        if self.rowCount() >= MOST_ROWS or not any(self._text(last, at) for at in range(self.columnCount())):
            return False
        self.insertRow(last + 1)
        self._go_to(last + 1, 0)
        return True

    def _go_to(self, row: int, column: int) -> None:
        self.setFocus()
        self.setCurrentCell(row, column)

    def add_row(self) -> None:
        """One more row under the current one."""
        if self.rowCount() < MOST_ROWS:
            row = self.currentRow() + 1
            self.insertRow(row)
            self._go_to(row, max(self.currentColumn(), 0))

    def add_column(self) -> None:
        """One more column to the right of the current one."""
        if self.columnCount() < MOST_COLUMNS:
            column = self.currentColumn() + 1
            self.insertColumn(column)
            self._go_to(max(self.currentRow(), 0), column)

    def delete_row(self) -> None:
        """Take the current row out; the last one stays."""
        if self.rowCount() > 1:
            self._least = max(self._least[0] - 1, 0), self._least[1]
            self.removeRow(max(self.currentRow(), 0))
            self.setFocus()

    def delete_column(self) -> None:
        """Take the current column out; the last one stays."""
        if self.columnCount() > 1:
            self._least = self._least[0], max(self._least[1] - 1, 0)
            self.removeColumn(max(self.currentColumn(), 0))
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self.paste():
            return
        if event.key() == Qt.Key.Key_Delete and self.currentItem() is not None:
            for item in self.selectedItems():
                item.setText("")
        else:
            super().keyPressEvent(event)

    def paste(self) -> bool:
        """Put copied cells in from the current cell on; False where no cells were copied."""
        from aimed_desktop.application.pasting.html_words import without_bold
        from aimed_desktop.application.pasting.losses import message
        from aimed_desktop.application.pasting.table import read_cells

        data = QApplication.clipboard().mimeData()
        copied = read_cells(data.text(), data.html())
        if copied is None:
            return False
        cells = copied.rows
        top, left = max(self.currentRow(), 0), max(self.currentColumn(), 0)
        self.setRowCount(max(self.rowCount(), min(top + len(cells), MOST_ROWS)))
        self.setColumnCount(max(self.columnCount(), min(left + max(map(len, cells)), MOST_COLUMNS)))
        table_cells.part(self, top, left, len(cells), max(map(len, cells)))
        for row, line in enumerate(cells[: self.rowCount() - top], top):
            for column, words in enumerate(line[: self.columnCount() - left], left):
                item = QTableWidgetItem()
                table_cells.put(item, without_bold(words) if row == 0 else words)
                self.setItem(row, column, item)
        self.told.emit(message([*left_out(top, left, cells), *copied.losses]))
        return True

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item is not None else ""


class _CellWriter(QStyledItemDelegate):
    """The line in which a cell is written; cells that are pasted into it go to the grid."""

    def __init__(self, grid: TableGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def createEditor(
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        line = CellText(parent)
        line.setAccessibleName(self._grid.spoken(index.row(), index.column()))
        line.lost.connect(self._grid.told)
        line.object_changed.connect(self._grid.writing_changed)
        self._grid.line = line
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        assert isinstance(editor, CellText)
        editor.show_words(table_cells.words_of(self._grid.item(index.row(), index.column())))
        editor.put_cursor(at_end=True)

    def setModelData(
        self, editor: QWidget, _model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        assert isinstance(editor, CellText)
        words = editor.words  # first: the line shows the cell again whenever that changes
        item = self._grid.item(index.row(), index.column())
        if item is None:
            item = QTableWidgetItem()
            self._grid.setItem(index.row(), index.column(), item)
        if words != table_cells.words_of(item):
            table_cells.put(item, words)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Words with looks as they are printed; the line in which they are written shows 10^9."""
        words = table_cells.words_of(self._grid.item(index.row(), index.column()))
        if not has_looks(words):
            super().paint(painter, option, index)
            return
        look = QStyleOptionViewItem(option)
        self.initStyleOption(look, index)
        look.text = ""  # type: ignore[attr-defined]
        style = self._grid.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, look, painter, self._grid)
        part = QStyle.SubElement.SE_ItemViewItemText
        look.text = "字"  # type: ignore[attr-defined]
        painter.save()
        painter.setPen(theme.colour("text"))
        painter.setFont(self._grid.font())
        area = QRectF(style.subElementRect(part, look, self._grid)).adjusted(
            _CELL_MARGIN, 0, -_CELL_MARGIN, 0
        )
        draw(painter, area, words, centred=False)
        painter.restore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            hint = _LEAVING.get(Qt.Key(event.key()))
            if hint is not None and isinstance(watched, QWidget) and not event.modifiers() & _HELD:
                self.commitData.emit(watched)  # Qt leaves these keys to a text of several lines
                self.closeEditor.emit(watched, hint)
                return True
        is_paste = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
        if is_paste and event.type() is QEvent.Type.KeyPress and isinstance(watched, QWidget):
            before = self._grid.currentIndex()
            if self._grid.paste():
                self.setEditorData(watched, before)  # the line would write its old words again
                return True
        return super().eventFilter(watched, event)
