"""A small table in a dialog of its own: cells, rows, columns, caption."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.values.narrative_shape import share, whole
from aimed_desktop.application.values.powers import raised, retyped, written
from aimed_desktop.application.values.words import has_looks, plain
from aimed_desktop.services.typed_text import clean_line
from ui.narrative import table_cells
from ui.narrative.drawn_words import draw
from ui.narrative.text_formats import BlockEntry
from ui.widgets import shortcuts, theme
from ui.widgets.buttons import quiet_button, set_primary
from ui.widgets.labels import lead_to

_ROWS, _COLUMNS = 3, 3
_HINT = "Tab 到下一格，在最后一格按 Tab 加一行。从 Excel、WPS 表格复制的，直接按 Ctrl+V。"
_CELL_MARGIN = 3  # px that the style leaves beside the words of a cell
MOST_ROWS, MOST_COLUMNS = 60, 12
_WIDTH, _HEIGHT = 720, 460


def ask_table(entry: BlockEntry | None, parent: QWidget) -> dict[str, Any] | None:
    """Let the clerk fill a new table, or change `entry`; None when nothing is wanted."""
    dialog = TableDialog(entry, parent)
    wanted = dialog.exec() == QDialog.DialogCode.Accepted
    made = dialog.entry() if wanted else None
    dialog.deleteLater()
    return made


class TableDialog(QDialog):
    """Edits a copy; `entry` is what stands in it."""

    def __init__(self, entry: BlockEntry | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._kept = dict(entry or {})
        self.setWindowTitle("插入表格" if entry is None else "编辑表格")
        self.resize(_WIDTH, _HEIGHT)
        box = QVBoxLayout(self)
        self.caption = QLineEdit(plain(written(self._kept.get("caption") or "")), self)
        self.caption.setPlaceholderText("表题，如：系统使用前后对比（编号由程序加）")
        self.caption.setAccessibleName("表题")
        line = QHBoxLayout()
        line.addWidget(_label("表题", self.caption, self))
        line.addWidget(self.caption, 1)
        box.addLayout(line)
        self.grid = _Grid(self._kept.get("table") or [], self)
        box.addWidget(self.grid, 1)
        box.addLayout(self._tools())
        self.told = QLabel("", self)
        self.told.setWordWrap(True)
        self.told.setProperty("role", "warn")
        self.told.hide()
        self.grid.told.connect(self._tell)
        box.addWidget(self.told)
        hint = QLabel(_head_words(self._kept) + _HINT, self)
        hint.setWordWrap(True)
        hint.setProperty("role", "quiet")
        box.addWidget(hint)
        buttons = QDialogButtonBox(self)
        done = buttons.addButton("完成", QDialogButtonBox.ButtonRole.AcceptRole)
        set_primary(done, True)
        done.setToolTip(f"完成{shortcuts.hint('next_field')}")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        shortcuts.bind("next_field", self, self.accept)
        shortcuts.bind("row_add", self, self.grid.add_row)
        shortcuts.bind("row_delete", self, self.grid.delete_row)
        self.grid.setFocus()
        self.grid.setCurrentCell(0, 0)
        self._cells = self.grid.cells()
        self._widths: list[Any] = list(self._kept.get("widths") or [])
        self.grid.model().columnsInserted.connect(self._on_columns_inserted)
        self.grid.model().columnsRemoved.connect(self._on_columns_removed)
        self._begun = self.entry()

    def accept(self) -> None:
        self.grid.setFocus()  # what is written in a cell becomes its words
        super().accept()

    def reject(self) -> None:
        """Esc in haste throws nothing away."""
        self.grid.setFocus()
        if self.entry() == self._begun or self._may_drop():
            super().reject()

    def _may_drop(self) -> bool:
        box = QMessageBox(
            QMessageBox.Icon.Question, self.windowTitle(), "表格改过了，要放弃这些改动吗？", parent=self
        )
        drop = box.addButton("放弃改动", QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("继续编辑", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is drop

    def _tell(self, words: str) -> None:
        """Say what a paste has lost, or nothing."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def entry(self) -> dict[str, Any]:
        """The table as a block; keys of a newer version stay."""
        cells = self.grid.cells()
        made = dict(self._kept) if cells == self._cells else self._kept | {"table": cells}
        if self._widths != (self._kept.get("widths") or []):
            made["widths"] = self._widths[: table_cells.size_of(cells)[1]]
        was = self._kept.get("caption") or ""
        caption = clean_line(self.caption.text()).strip()
        if caption == plain(written(was)):
            return made
        made.pop("caption", None)
        return made | ({"caption": raised(retyped(written(was), caption))} if caption else {})

    def _on_columns_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        """The author's widths go with their columns; a new one is as wide as they are on average."""
        if len(self._widths) == self.grid.columnCount() - (last - first + 1):
            shares = [found for width in self._widths if (found := share(width))]
            if shares:
                average = round(sum(shares) / len(shares), 2)
                self._widths[first:first] = [average] * (last - first + 1)

    def _on_columns_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        if len(self._widths) == self.grid.columnCount() + (last - first + 1):
            del self._widths[first : last + 1]

    def _tools(self) -> QHBoxLayout:
        line = QHBoxLayout()
        for words, name, action in (
            ("下面加一行", "table_add_row", self.grid.add_row),
            ("右边加一列", "table_add_column", self.grid.add_column),
            ("删除此行", "table_delete_row", self.grid.delete_row),
            ("删除此列", "table_delete_column", self.grid.delete_column),
        ):
            line.addWidget(quiet_button(words, name, action, self))
        line.addStretch(1)
        return line


class _Grid(QTableWidget):
    """Cells of plain words. `told` says what could not be pasted as it was."""

    told = Signal(str)

    def __init__(self, rows: list[list[Any]], parent: QWidget) -> None:
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
                self.setItem(row, column, QTableWidgetItem(clean_line(words)))
        has_room = top + len(cells) <= MOST_ROWS and left + max(map(len, cells)) <= MOST_COLUMNS
        full = () if has_room else (f"最多 {MOST_ROWS} 行 {MOST_COLUMNS} 列，多出的没有放进来",)
        self.told.emit(message([*full, *copied.losses]))
        return True

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item is not None else ""


class _CellWriter(QStyledItemDelegate):
    """The line in which a cell is written; cells that are pasted into it go to the grid."""

    def __init__(self, grid: _Grid) -> None:
        super().__init__(grid)
        self._grid = grid

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
        is_paste = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
        if is_paste and event.type() is QEvent.Type.KeyPress and isinstance(watched, QWidget):
            before = self._grid.currentIndex()
            if self._grid.paste():
                self.setEditorData(watched, before)  # the line would write its old words again
                return True
        return super().eventFilter(watched, event)


def _head_words(entry: BlockEntry) -> str:
    rows = whole(entry.get("header_rows"))
    return "" if rows == 0 else "第一行是表头。" if rows in (None, 1) else f"前 {rows} 行是表头。"


def _label(words: str, buddy: QWidget, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    lead_to(label, buddy)
    return label
