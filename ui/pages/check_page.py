"""检查: every finding in one list, each leading to its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from aimed_desktop.application.finding import Finding
from ui import theme
from ui.pages.page import Page, words_label

_FIELD = Qt.ItemDataRole.UserRole
_COLUMNS = ("", "栏目", "问题", "怎样改")
_SEVERITY = {"error": "必改", "warning": "建议"}


class CheckPage(Page):
    """`finding_chosen` tells the path of the field that a finding is about."""

    finding_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("检查", "必改的问题不改，不能正式导出或打包；双击一行，跳到对应的栏目。", parent)
        self.summary = words_label("", "card_title", self)
        self.column.addWidget(self.summary)
        self.table = QTableWidget(0, len(_COLUMNS), self)
        self.table.setObjectName("all_findings")
        self.table.setAccessibleName("问题清单")
        self.table.setHorizontalHeaderLabels(_COLUMNS)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setMinimumWidth(760)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 60), (1, 170), (3, 260)):
            self.table.setColumnWidth(column, width)
        self.table.itemActivated.connect(self._on_activated)
        self.column.addWidget(self.table, 1)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """List the findings, errors first."""
        errors = sum(finding.severity == "error" for finding in findings)
        self.summary.setText(
            f"必改 {errors} 项，建议 {len(findings) - errors} 项" if findings else "没有发现问题。"
        )
        self.table.setRowCount(len(findings))
        for row, finding in enumerate(findings):
            cells = (_SEVERITY[finding.severity], finding.label, finding.message, finding.fix or "")
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setData(_FIELD, finding.field or "")
                if column == 0:
                    item.setForeground(theme.colour("bad" if finding.severity == "error" else "warn"))
                self.table.setItem(row, column, item)
        self.table.resizeRowsToContents()

    def _on_activated(self, item: QTableWidgetItem) -> None:
        if path := str(item.data(_FIELD)):
            self.finding_chosen.emit(path)
