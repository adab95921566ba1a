"""数字一览 under the form: which numbers there are, of which kind, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.numbers.stated import NumberGroup
from aimed_desktop.services.number_list import KINDS, as_text, tally
from ui.search.number_table import NAME, NUMBER, PLACE, NumberDelegate, NumberModel
from ui.widgets import shortcuts, theme
from ui.widgets.buttons import quiet_button, tool_button
from ui.widgets.long_names import show_ends

_HEIGHT, _LEAST_HEIGHT = 280, 170
_WIDTHS: Final = {NAME: 220, NUMBER: 190}
_ALL, _DIFFERENT = "all", "different"
_FILTERS: Final[dict[str, str]] = {_ALL: "全部", _DIFFERENT: "数字不同"} | {**KINDS}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NumberPanel(QFrame):
    """Shows; it reads nothing. `chosen` tells a number that is to be shown in the form, `copy_wanted` the
    list as text, `left` that the panel was closed.
    """

    chosen = Signal(object)
    copy_wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("number_panel")
        self._groups: list[NumberGroup] = []
        self._filter = _ALL
        self.summary = QLabel("", self)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 10, 8)
        box.setSpacing(6)
        box.addLayout(self._head())
        self.model = NumberModel(self)
        self.table = self._table()  # behind the buttons for Tab, too
        box.addWidget(self.table, 1)
        theme.follow(self.table.viewport().update)

    def show_reading(self) -> None:
        """Say that the numbers are being listed."""
        if not self._groups:
            self.summary.setText("正在列出……")

    def show_groups(self, groups: Sequence[NumberGroup]) -> None:
        """List `groups`; the line that was chosen stays so where it is still there."""
        self._groups = list(groups)
        self._refresh()

    def sizeHint(self) -> QSize:
        window = self.window().height()
        return QSize(0, min(_HEIGHT, max(_LEAST_HEIGHT, window * 2 // 5)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in _ENTER and self.table.hasFocus():
            self._on_chosen(self.table.currentIndex())
        else:
            super().keyPressEvent(event)

    def close_panel(self) -> None:
        """Put the panel away."""
        self.hide()
        self.left.emit()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        title = QLabel("数字一览", self)
        title.setProperty("role", "card_title")
        self.summary.setProperty("role", "quiet")
        row.addWidget(title)
        row.addSpacing(10)
        row.addWidget(self.summary)
        row.addSpacing(10)
        group = QButtonGroup(self)
        self._filters: dict[str, QToolButton] = {}
        for name, words in _FILTERS.items():
            button = QToolButton(self)
            button.setObjectName(f"numbers:{name}")
            button.setText(words)
            button.setCheckable(True)
            button.setChecked(name == _ALL)
            button.setAccessibleName("看全部数字" if name == _ALL else f"只看{words}")
            button.clicked.connect(lambda _checked=False, chosen=name: self._on_filter(chosen))
            group.addButton(button)
            self._filters[name] = button
            row.addWidget(button)
        row.addStretch(1)
        self.copy = quiet_button("复制清单", "copy_numbers", self._on_copy, self)
        row.addWidget(self.copy)
        close = tool_button("x", "关闭数字一览（Esc）", self, self.close_panel)
        row.addWidget(close)
        return row

    def _table(self) -> QTableView:
        table = QTableView(self)
        show_ends(table)
        table.setObjectName("numbers")
        table.setAccessibleName(f"数字清单，回车跳到所在的地方{shortcuts.hint('numbers')}")
        table.setModel(self.model)
        table.setItemDelegateForColumn(PLACE, NumberDelegate(table))
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 12)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(PLACE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        table.clicked.connect(self._on_chosen)
        return table

    def _passing(self) -> list[NumberGroup]:
        """The groups that the filter lets through."""
        return [
            group
            for group in self._groups
            if self._filter in (_ALL, group.kind) or (self._filter == _DIFFERENT and group.differs)
        ]

    def _refresh(self) -> None:
        at = max(self.table.currentIndex().row(), 0)
        before = self.model.number(at)
        filled: set[str] = {_ALL, self._filter, *(group.kind for group in self._groups)}
        filled |= {_DIFFERENT} if any(group.differs for group in self._groups) else set()
        for name, button in self._filters.items():
            button.setEnabled(name in filled)
        shown = self._passing()
        self.model.show_groups(shown)
        self.table.clearSpans()
        for row in self.model.headings():
            self.table.setSpan(row, 0, 1, self.model.columnCount())
        self.summary.setText(tally(self._groups))
        self.copy.setEnabled(bool(shown))
        if shown:
            self.table.setCurrentIndex(self.model.index(self.model.row_like(before, at), NAME))

    def _on_filter(self, name: str) -> None:
        self._filter = name
        self._refresh()

    def _on_chosen(self, index: QModelIndex) -> None:
        number = self.model.number(index.row())
        if number is not None:
            self.table.scrollTo(index)
            self.chosen.emit(number)

    def _on_copy(self) -> None:
        self.copy_wanted.emit(as_text(self._passing()))
