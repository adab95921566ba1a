"""A small table in a dialog of its own: cells, rows, columns, caption."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.values.narrative_shape import share, whole
from aimed_desktop.application.values.powers import raised, retyped, written
from aimed_desktop.application.values.words import Look, plain
from aimed_desktop.services.typed_text import clean_line
from ui.narrative import looks, table_cells
from ui.narrative.look_keys import LOOK_TOOLS
from ui.narrative.table_grid import TableGrid
from ui.narrative.text_formats import BlockEntry
from ui.widgets import shortcuts
from ui.widgets.buttons import quiet_button, set_primary, tool_button
from ui.widgets.labels import lead_to
from ui.widgets.line import Line

_HINT = "Tab 到下一格，在最后一格按 Tab 加一行。从 Excel、WPS 表格复制的，直接按 Ctrl+V。"
_TOOLS_APART = 12
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
        self._looks: dict[Look, QToolButton] = {}
        self.setWindowTitle("插入表格" if entry is None else "编辑表格")
        self.resize(_WIDTH, _HEIGHT)
        box = QVBoxLayout(self)
        self.caption = Line(plain(written(self._kept.get("caption") or "")), self)
        self.caption.setPlaceholderText("如：系统使用前后对比（编号由程序加）")
        self.caption.setAccessibleName("表题")
        line = QHBoxLayout()
        line.addWidget(_label("表题", self.caption, self))
        line.addWidget(self.caption, 1)
        box.addLayout(line)
        self.grid = TableGrid(self._kept.get("table") or [], self)
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
        shortcuts.tell_keys(done, "完成", shortcuts.hint("next_field"))
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

    def _show_look(self) -> None:
        line = self.grid.written()
        now = looks.look_here(line) if line is not None else ""
        for look, button in self._looks.items():
            button.setChecked(look == now)

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
        for look, (icon, name) in LOOK_TOOLS.items():
            words = dict(shortcuts.shortcuts())[name].words
            button = tool_button(icon, words + shortcuts.hint(name), self, partial(self.grid.give_look, look))
            button.setObjectName(f"table:{icon}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the cursor stays in its cell
            self._looks[look] = button
            line.addWidget(button)
        self.grid.writing_changed.connect(self._show_look)
        line.addSpacing(_TOOLS_APART)
        for words, name, action in (
            ("下面加一行", "table_add_row", self.grid.add_row),
            ("右边加一列", "table_add_column", self.grid.add_column),
            ("删除此行", "table_delete_row", self.grid.delete_row),
            ("删除此列", "table_delete_column", self.grid.delete_column),
        ):
            line.addWidget(quiet_button(words, name, action, self))
        line.addStretch(1)
        return line


def _head_words(entry: BlockEntry) -> str:
    rows = whole(entry.get("header_rows"))
    return "" if rows == 0 else "第一行是表头。" if rows in (None, 1) else f"前 {rows} 行是表头。"


def _label(words: str, buddy: QWidget, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    lead_to(label, buddy)
    return label
