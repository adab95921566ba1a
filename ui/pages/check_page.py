"""检查: every finding under its section, leading to its field, with a button where one click mends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.services.finding_groups import Group, Grouping, count_errors, tally
from aimed_desktop.services.finding_words import CLEAN, SEVERITY, TONE
from ui.findings.fixing import FixOf
from ui.findings.list_view import SeverityFilter
from ui.widgets import theme
from ui.widgets.buttons import quiet_button
from ui.widgets.long_names import show_ends
from ui.widgets.page_parts import StepPage, words_label
from ui.widgets.shortcuts import hint

if TYPE_CHECKING:
    from aimed_desktop.application.checks.fixes import Fix
    from aimed_desktop.definition.model import Form

SureFixes = Callable[[Sequence[Finding]], "list[Fix]"]
_FINDING = Qt.ItemDataRole.UserRole
_COLUMNS = ("", "栏目", "问题", "怎样改", "")
_MARK, _LABEL, _MESSAGE, _MEND, _FIX = range(5)
_WIDTHS = {_MARK: 56, _LABEL: 150, _MEND: 220, _FIX: 190}


class _FindingTable(QTableWidget):
    """Always has a current finding while it has the keys: from none, Qt's arrows lead to the head of the
    first group alone, which takes no cursor. It is the heir of the buttons in it, too.
    """

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.stand_at(max(self.currentRow(), 0))

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Past the heads of groups, at which Qt would stop."""
        steps = {QAbstractItemView.CursorAction.MoveDown: 1, QAbstractItemView.CursorAction.MoveUp: -1}
        if (step := steps.get(action)) is None:
            return super().moveCursor(action, modifiers)
        row = self.currentRow() + step
        while 0 <= row < self.rowCount() and not self._is_finding(row):
            row += step
        return self.model().index(row if 0 <= row < self.rowCount() else self.currentRow(), _MESSAGE)

    def heir(self) -> QWidget | None:
        return self

    def row_in_use(self) -> int | None:
        """Where the keys are: the current row, or that of the button that has the focus."""
        for row in range(self.rowCount()):
            button = self.cellWidget(row, _FIX)
            if button is not None and button.hasFocus():
                return row
        return self.currentRow() if self.hasFocus() else None

    def stand_at(self, row: int) -> None:
        """Put the cursor on that row, else on the next finding, else on the last one."""
        rows = [each for each in range(self.rowCount()) if self._is_finding(each)]
        if rows:
            self.setCurrentCell(next((each for each in rows if each >= row), rows[-1]), _MESSAGE)

    def _is_finding(self, row: int) -> bool:
        item = self.item(row, _MESSAGE)
        return item is not None and item.data(_FINDING) is not None


class CheckPage(StepPage):
    """`finding_chosen` tells the path of the field that a finding is about, `fix_wanted` a Fix, `all_wanted`
    that everything that is sure shall be mended, `numbers_wanted` that 数字一览 is asked for.
    """

    finding_chosen = Signal(str)
    fix_wanted = Signal(object)
    all_wanted = Signal()
    numbers_wanted = Signal()

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(
            "检查", "必改的问题不改，不能正式导出或打包；双击一行或按回车，跳到对应的栏目。", parent
        )
        self._grouping = Grouping(form)
        self._findings: list[Finding] = []
        self._fix_of: FixOf = lambda _finding: None
        self._sure: SureFixes = lambda _findings: []
        self.next = self.lead_on("下一步：附材料", "next_step")
        self.summary = words_label("", "card_title", self)
        self.column.addWidget(self.summary)
        row = QHBoxLayout()
        self.filter = SeverityFilter(self)
        self.filter.changed.connect(self._refresh)
        self.numbers = quiet_button("数字一览", "numbers_from_check", self.numbers_wanted.emit, self)
        self.numbers.setToolTip(f"全部数字和所在的地方，同一名称而数字不同的在前{hint('numbers')}")
        self.all = QPushButton("全部修正", self)
        self.all.setObjectName("fix_all")
        self.all.clicked.connect(self.all_wanted)
        row.addWidget(self.filter, 1)
        row.addStretch(0)  # while there is nothing to filter
        row.addWidget(self.numbers)
        row.addWidget(self.all)
        self.column.addLayout(row)
        self.table = self._table()
        self.column.addWidget(self.table, 1000)
        self.column.addStretch(1)  # what is left while there is nothing to list
        theme.follow(self._refresh)
        self._refresh()

    def set_fixes(self, fix_of: FixOf, sure: SureFixes) -> None:
        """Where the fix of a finding comes from, and those that may be done together."""
        self._fix_of, self._sure = fix_of, sure

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """List the findings."""
        self._findings = list(findings)
        self._refresh()

    def _table(self) -> _FindingTable:
        table = _FindingTable(0, len(_COLUMNS), self)
        table.setObjectName("all_findings")
        table.setAccessibleName("问题清单")
        table.setHorizontalHeaderLabels(_COLUMNS)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(True)
        show_ends(table)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setMinimumWidth(760)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_MESSAGE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        table.itemActivated.connect(self._on_activated)
        return table

    def _refresh(self) -> None:
        passing = self.filter.passing(self._findings)
        groups = self._grouping.errors_first(passing)
        row = self.table.row_in_use()
        self.summary.setText(tally(self._findings) or CLEAN)
        self.filter.setVisible(bool(self._findings))
        sure = self._sure(self._findings)
        self.all.setText(f"全部修正（{len(sure)} 处）")
        self.all.setToolTip("改好标点、空格和写法不规范的号码、日期；要您决定的不动。可以撤销。")
        self.all.setVisible(bool(sure))
        self.table.setVisible(bool(groups))
        self.next.setVisible(not count_errors(self._findings))
        self.table.clearSpans()
        self.table.setRowCount(0)
        for group in groups:
            self._add_group(group)
        has_fix = any(self.table.cellWidget(row, _FIX) for row in range(self.table.rowCount()))
        self.table.setColumnHidden(_FIX, not has_fix)
        self.table.resizeRowsToContents()
        if row is not None:
            self.table.stand_at(row)

    def _add_group(self, group: Group) -> None:
        row = self._new_row()
        head = QTableWidgetItem(f"{group.title}　{tally(group.findings)}")
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setForeground(QBrush(theme.colour("quiet")))
        font = self.table.font()
        font.setBold(True)
        head.setFont(font)
        self.table.setItem(row, 0, head)
        for column in range(1, len(_COLUMNS)):
            self.table.setItem(row, column, QTableWidgetItem())
        self.table.setSpan(row, 0, 1, len(_COLUMNS))
        for finding in group.findings:
            self._add_finding(finding)

    def _add_finding(self, finding: Finding) -> None:
        row = self._new_row()
        cells = (SEVERITY[finding.severity], finding.label, finding.message, finding.fix, "")
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setData(_FINDING, finding)
            if column == _MARK:
                item.setForeground(QBrush(theme.colour(TONE[finding.severity])))
            self.table.setItem(row, column, item)
        fix = self._fix_of(finding)
        if fix is not None:
            self.table.setCellWidget(row, _FIX, self._fix_button(fix))

    def _fix_button(self, fix: Fix) -> QWidget:
        """As tall as any button, in the middle of a row that may be taller."""
        holder = QWidget(self.table)
        button = QPushButton(fix.label, holder)
        button.setObjectName("fix")
        button.setToolTip(fix.label)
        button.clicked.connect(lambda: self.fix_wanted.emit(fix))
        row = QHBoxLayout(holder)
        row.setContentsMargins(4, 0, 4, 0)  # a row has room for it and no more
        row.addWidget(button)
        return holder

    def _new_row(self) -> int:
        row = self.table.rowCount()
        self.table.insertRow(row)
        return row

    def _on_activated(self, item: QTableWidgetItem) -> None:
        finding = item.data(_FINDING)
        if finding is not None and finding.field:
            self.finding_chosen.emit(finding.field)
