"""The panel at the right: what the notice says of the field, its printed page, what is still wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from aimed_desktop.definition.model import Notice
from aimed_desktop.desktop.window_settings import WindowSettings
from aimed_desktop.services.finding_groups import Grouping, count_errors
from ui.binding.bindings import Bindings
from ui.findings.finding_cards import FieldFindings
from ui.findings.fixing import FixOf
from ui.findings.list_view import FindingList
from ui.narrative.coverage_list import CoverageList
from ui.narrative.guidance_view import GuidanceView
from ui.preview.pane import PreviewPane

if TYPE_CHECKING:
    from aimed_desktop.application.checks.finding import Finding

HINT, PREVIEW, FINDINGS = "hint", "preview", "findings"
_LEAST_WIDTH = 260
_BOTH_WIDTH, _BOTH_HEIGHT = 400, 680  # from here on guidance and preview stand above one another
_GUIDANCE_HEIGHT = 240  # above the preview, until the clerk drags it
_ALONE = ((HINT, "说明"), (PREVIEW, "预览"), (FINDINGS, "问题"))
_TOGETHER = ((HINT, "说明与预览"), (FINDINGS, "问题"))


class SidePanel(QFrame):
    """`finding_chosen` tells the path of the field that a finding is about, `fix_wanted` a Fix."""

    finding_chosen = Signal(str)
    fix_wanted = Signal(object)

    def __init__(self, bindings: Bindings, notice: Notice | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self._settings = WindowSettings()
        self._path: str | None = None
        self._shown: list[Finding] = []
        self._fix_of: FixOf = lambda _finding: None
        self._tabs: tuple[tuple[str, str], ...] = ()
        self.setObjectName("side_panel")
        self.setMinimumWidth(_LEAST_WIDTH)
        self.guidance = GuidanceView(notice, self)
        self.cards = FieldFindings(self.guidance)
        self.guidance.top.addWidget(self.cards)
        self.coverage = CoverageList(bindings, self.guidance)
        self.guidance.bottom.addWidget(self.coverage)
        self.preview = PreviewPane(self)
        self.list = FindingList(Grouping(bindings.app.form), self)
        self.title, self.hint, self.findings = self.guidance.title, self.guidance.words, self.list.rows
        self._both = QSplitter(Qt.Orientation.Vertical, self)
        self._both.setChildrenCollapsible(False)
        self._both.addWidget(self.guidance)
        self._both.addWidget(self.preview)
        self._both.setStretchFactor(1, 1)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._both)
        self._pages.addWidget(self.list)
        self.bar = QTabBar(self)
        self.bar.setObjectName("side_tabs")
        self.bar.setAccessibleName("右栏：说明、预览、问题")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(True)
        self.bar.currentChanged.connect(self._on_tab)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 10, 10)
        box.setSpacing(8)
        box.addWidget(self.bar)
        box.addWidget(self._pages, 1)
        self.list.finding_chosen.connect(self.finding_chosen)
        for source in (self.cards.fix_wanted, self.list.fix_wanted):
            source.connect(self.fix_wanted)
        self.preview.zoomed.connect(self._on_zoomed)
        self._arrange()
        self.show_field(None)

    def show_as(self, settings: WindowSettings) -> None:
        """Show the tab that `settings` remember; what the clerk chooses is written into them."""
        self._settings = settings
        self.preview.set_zoom(settings.preview_zoom / 100)
        self.show_tab(settings.side_tab)

    def show_tab(self, name: str) -> None:
        """Bring 说明 (hint), 预览 (preview) or 问题 (findings) to the front."""
        names = [each for each, _ in self._tabs]
        if name == PREVIEW and PREVIEW not in names:
            name = HINT
        if name in names:
            self.bar.setCurrentIndex(names.index(name))

    def set_fixes(self, fix_of: FixOf) -> None:
        """Where the fix of a finding comes from."""
        self._fix_of = fix_of
        self.list.set_fixes(fix_of)

    def show_field(self, path: str | None) -> None:
        """The hint, note, guidance and findings of the field at `path`."""
        self._path = path
        field = self._bindings.app.form.field(path) if path else None
        self.guidance.show_field(field)
        self.coverage.show_field(field, path or "")
        self._show_cards()

    def show_findings(self, found: Sequence[Finding], *, is_asked: bool = True) -> None:
        """List what the checks say; `is_asked`: nothing is held back."""
        self._shown = list(found)
        self.list.show_findings(found, is_asked=is_asked)
        self._show_cards()
        self._name_tabs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show_cards(self) -> None:
        own = [finding for finding in self._shown if self._path and finding.field == self._path]
        self.cards.show_findings(own, self._fix_of)

    def _arrange(self) -> None:
        """Guidance and preview together where there is room, else each under its own tab."""
        has_room = self.width() >= _BOTH_WIDTH and self.height() >= _BOTH_HEIGHT
        tabs = _TOGETHER if has_room else _ALONE
        if tabs == self._tabs:
            return
        wanted = self._settings.side_tab
        self._tabs = tabs
        self.bar.blockSignals(True)
        while self.bar.count():
            self.bar.removeTab(0)
        for _name, words in tabs:
            self.bar.addTab(words)
        self.bar.blockSignals(False)
        if has_room:
            self._both.setSizes([_GUIDANCE_HEIGHT, max(self.height() - _GUIDANCE_HEIGHT, 1)])
        self._name_tabs()
        self.show_tab(wanted)
        self._show_current()

    def _name_tabs(self) -> None:
        count = len(self._shown)
        words = f"问题 {count} 条" if count else "问题"
        at = len(self._tabs) - 1
        self.bar.setTabText(at, words)
        errors = count_errors(self._shown)
        self.bar.setTabToolTip(at, f"必改 {errors} 项，建议 {count - errors} 项" if count else "")

    def _on_zoomed(self, zoom: float) -> None:
        self._settings.preview_zoom = round(zoom * 100)

    def _on_tab(self, index: int) -> None:
        if 0 <= index < len(self._tabs):
            self._settings.side_tab = self._tabs[index][0]
            self._show_current()

    def _show_current(self) -> None:
        name = self._tabs[max(self.bar.currentIndex(), 0)][0]
        is_together = self._tabs is _TOGETHER
        self._pages.setCurrentWidget(self.list if name == FINDINGS else self._both)
        self.guidance.setVisible(is_together or name == HINT)
        self.preview.setVisible(is_together or name == PREVIEW)
