"""A small table in a dialog of its own: cells, rows, columns, caption."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.buttons import quiet_button, set_primary
from ui.form.cleaning import clean_line
from ui.narrative.cards import rows_of
from ui.narrative.looks import Entry

_ROWS, _COLUMNS = 3, 3
MOST_ROWS, MOST_COLUMNS = 60, 12
_WIDTH, _HEIGHT = 720, 460


def ask_table(entry: Entry | None, parent: QWidget) -> dict[str, Any] | None:
    """Let the clerk fill a new table, or change `entry`; None when nothing is wanted."""
    dialog = TableDialog(entry, parent)
    wanted = dialog.exec() == QDialog.DialogCode.Accepted
    made = dialog.entry() if wanted else None
    dialog.deleteLater()
    return made


class TableDialog(QDialog):
    """Edits a copy; `entry` is what stands in it."""

    def __init__(self, entry: Entry | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._kept = dict(entry or {})
        self.setWindowTitle("插入表格" if entry is None else "编辑表格")
        self.resize(_WIDTH, _HEIGHT)
        box = QVBoxLayout(self)
        self.caption = QLineEdit(str(self._kept.get("caption") or ""), self)
        self.caption.setPlaceholderText("表题，如：系统使用前后对比（编号由程序加）")
        self.caption.setAccessibleName("表题")
        line = QHBoxLayout()
        line.addWidget(_label("表题", self.caption, self))
        line.addWidget(self.caption, 1)
        box.addLayout(line)
        rows = rows_of(self._kept) or (("",) * _COLUMNS,) * _ROWS
        self.grid = _Grid(rows, self)
        box.addWidget(self.grid, 1)
        box.addLayout(self._tools())
        hint = QLabel("第一行是表头。可以从 Excel、WPS 表格复制后，在格子里按 Ctrl+V 粘贴。", self)
        hint.setProperty("role", "quiet")
        box.addWidget(hint)
        buttons = QDialogButtonBox(self)
        done = buttons.addButton("完成", QDialogButtonBox.ButtonRole.AcceptRole)
        set_primary(done, True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        self.grid.setFocus()
        self.grid.setCurrentCell(0, 0)

    def entry(self) -> dict[str, Any]:
        """The table as a block; keys of a newer version stay."""
        made = self._kept | {"table": self.grid.cells()}
        caption = clean_line(self.caption.text()).strip()
        made.pop("caption", None)
        return made | ({"caption": caption} if caption else {})

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
    """Cells of plain words."""

    def __init__(self, rows: tuple[tuple[str, ...], ...], parent: QWidget) -> None:
        super().__init__(len(rows), len(rows[0]), parent)
        self.setAccessibleName("表格内容")
        self.setWordWrap(True)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(self.horizontalHeader().ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.ResizeToContents)
        self.setEditTriggers(self.EditTrigger.AllEditTriggers)
        for row, words in enumerate(rows):
            for column, text in enumerate(words):
                self.setItem(row, column, QTableWidgetItem(text))

    def cells(self) -> list[list[str]]:
        """The words of every cell, up to the last row and the last column that hold any."""
        words = [
            [clean_line(self._text(row, column)).strip() for column in range(self.columnCount())]
            for row in range(self.rowCount())
        ]
        rows = max((row for row, cells in enumerate(words) if any(cells)), default=0) + 1
        columns = max((at for cells in words for at, text in enumerate(cells) if text), default=0) + 1
        return [cells[:columns] for cells in words[:rows]]

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes from cell to cell, and from the last one on to what follows the table."""
        if self._is_at_end(is_next):
            return QWidget.focusNextPrevChild(self, is_next)
        return super().focusNextPrevChild(is_next)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """The same for Tab while a cell is written in."""
        steps = {hint.EditNextItem: True, hint.EditPreviousItem: False}
        if hint in steps and self._is_at_end(steps[hint]):
            super().closeEditor(editor, hint.NoHint)
            QWidget.focusNextPrevChild(self, steps[hint])
            return
        super().closeEditor(editor, hint)

    def _is_at_end(self, is_next: bool) -> bool:
        last = (self.rowCount() - 1, self.columnCount() - 1)
        return (self.currentRow(), self.currentColumn()) == (last if is_next else (0, 0))

    def add_row(self) -> None:
        """One more row under the current one."""
        if self.rowCount() < MOST_ROWS:
            self.insertRow(self.currentRow() + 1)

    def add_column(self) -> None:
        """One more column to the right of the current one."""
        if self.columnCount() < MOST_COLUMNS:
            self.insertColumn(self.currentColumn() + 1)

    def delete_row(self) -> None:
        """Take the current row out; the last one stays."""
        if self.rowCount() > 1:
            self.removeRow(max(self.currentRow(), 0))

    def delete_column(self) -> None:
        """Take the current column out; the last one stays."""
        if self.columnCount() > 1:
            self.removeColumn(max(self.currentColumn(), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Delete and self.currentItem() is not None:
            for item in self.selectedItems():
                item.setText("")
        else:
            super().keyPressEvent(event)

    def _paste(self, text: str) -> None:
        """Rows by lines, columns by tabs, from the current cell on."""
        top, left = max(self.currentRow(), 0), max(self.currentColumn(), 0)
        for row, line in enumerate(text.rstrip("\r\n").splitlines(), top):
            if row == self.rowCount() and row < MOST_ROWS:
                self.insertRow(row)
            for column, words in enumerate(line.split("\t"), left):
                if column == self.columnCount() and column < MOST_COLUMNS:
                    self.insertColumn(column)
                if row < self.rowCount() and column < self.columnCount():
                    self.setItem(row, column, QTableWidgetItem(clean_line(words)))

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item is not None else ""


def _label(words: str, buddy: QWidget, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setBuddy(buddy)
    return label
