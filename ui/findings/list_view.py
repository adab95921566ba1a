"""问题: the findings that are shown, under the sections of the paper; the chosen one can be mended below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.services.finding_groups import Group, Grouping, tally
from aimed_desktop.services.finding_words import CLEAN, ICON, TONE, finding_words, sentence
from ui.findings.fixing import FixOf
from ui.widgets import theme
from ui.widgets.icons import icon
from ui.widgets.long_names import show_ends

if TYPE_CHECKING:
    from aimed_desktop.application.checks.fixes import Fix

_FINDING = Qt.ItemDataRole.UserRole
_ICON = 16  # px
_NOT_YET = "填过的栏目离开后会自动检查。按 F8 可以马上检查全部。"
FILTERS = (("全部", None), ("必改", "error"), ("建议", "warning"))


class SeverityFilter(QWidget):
    """全部 / 必改 / 建议; `changed` tells that another was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("severity_filter")
        self.severity: str | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        group = QButtonGroup(self)
        for words, severity in FILTERS:
            button = QToolButton(self)
            button.setText(words)
            button.setCheckable(True)
            button.setAutoExclusive(True)  # so that a screen reader calls it one of several
            button.setChecked(severity is None)
            button.setAccessibleName(f"只看{words}" if severity else "看全部问题")
            button.clicked.connect(lambda _checked=False, chosen=severity: self._on_chosen(chosen))
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)

    def passing(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that are let through."""
        return [f for f in findings if self.severity is None or f.severity == self.severity]

    def _on_chosen(self, severity: str | None) -> None:
        self.severity = severity
        self.changed.emit()


class FindingList(QWidget):
    """`finding_chosen` tells the path of the field that a finding is about, `fix_wanted` a Fix."""

    finding_chosen = Signal(str)
    fix_wanted = Signal(object)

    def __init__(self, grouping: Grouping, parent: QWidget) -> None:
        super().__init__(parent)
        self._grouping = grouping
        self._fix_of: FixOf = lambda _finding: None
        self._findings: list[Finding] = []
        self._is_asked = False
        self._fix: Fix | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self.summary = QLabel(self)
        self.summary.setObjectName("side_title")
        self.summary.setWordWrap(True)
        self.filter = SeverityFilter(self)
        self.filter.changed.connect(self._refresh)
        self.rows = QListWidget(self)
        self.rows.setObjectName("findings")
        self.rows.setAccessibleName("问题清单")
        self.rows.setWordWrap(True)
        show_ends(self.rows)
        self.rows.setIconSize(QSize(_ICON, _ICON))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemClicked.connect(self._on_chosen)
        self.rows.itemActivated.connect(self._on_chosen)
        self.rows.currentItemChanged.connect(lambda _now, _before: self._offer_fix())
        self.fix = QPushButton(self)
        self.fix.setObjectName("fix")
        self.fix.clicked.connect(self._on_fix)
        self.fix.hide()
        for widget in (self.summary, self.filter):
            box.addWidget(widget)
        box.addWidget(self.rows, 1)
        box.addWidget(self.fix)
        self._rest = QWidget(self)  # holds the words at the top while nothing is listed
        box.addWidget(self._rest, 1)
        theme.follow(self._refresh)
        self._refresh()

    def set_fixes(self, fix_of: FixOf) -> None:
        """Where the fix of a finding comes from."""
        self._fix_of = fix_of

    def show_findings(self, findings: Sequence[Finding], *, is_asked: bool = True) -> None:
        """List `findings`; `is_asked`: they are all that there are."""
        if (self._findings, self._is_asked) != (list(findings), is_asked):
            self._findings, self._is_asked = list(findings), is_asked
            self._refresh()

    def select(self, finding: Finding) -> None:
        """Make the row of `finding` the current one."""
        for row in range(self.rows.count()):
            if self.rows.item(row).data(_FINDING) == finding:
                self.rows.setCurrentRow(row)

    def _refresh(self) -> None:
        current = self.rows.currentItem()
        chosen = current.data(_FINDING) if current is not None else None
        self.rows.clear()
        passing = self.filter.passing(self._findings)
        for group in self._grouping.grouped(passing):
            self._add_group(group)
        if chosen is not None:
            self.select(chosen)
        self.summary.setText(self._summary())
        self.summary.setProperty("calm", "false" if self._findings else "true")
        theme.repolish(self.summary)
        self.filter.setVisible(bool(self._findings))
        self.rows.setVisible(bool(passing))
        self._rest.setVisible(not passing)
        self._offer_fix()

    def _summary(self) -> str:
        if self._findings:
            return tally(self._findings)
        return CLEAN if self._is_asked else _NOT_YET

    def _add_group(self, group: Group) -> None:
        head = QListWidgetItem(f"{group.title}　{tally(group.findings)}", self.rows)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.rows.font()
        font.setBold(True)
        head.setFont(font)
        head.setForeground(QBrush(theme.colour("quiet")))
        for finding in group.findings:
            item = QListWidgetItem(icon(ICON[finding.severity], TONE[finding.severity]), sentence(finding))
            item.setData(_FINDING, finding)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, finding_words(finding))
            item.setToolTip(f"{finding_words(finding)}\n{finding.fix}")
            self.rows.addItem(item)

    def _offer_fix(self) -> None:
        current = self.rows.currentItem()
        finding = current.data(_FINDING) if current is not None else None
        self._fix = self._fix_of(finding) if finding is not None else None
        self.fix.setVisible(self._fix is not None)
        if self._fix is not None:
            self.fix.setText(self._fix.label)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        finding = item.data(_FINDING)
        if finding is not None and finding.field:
            self.finding_chosen.emit(finding.field)

    def _on_fix(self) -> None:
        if self._fix is not None:
            self.fix_wanted.emit(self._fix)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)
