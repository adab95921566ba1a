"""Brings the checks of one application to everything that shows them, and its fixes into it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.services.finding_groups import Grouping
from aimed_desktop.services.finding_words import CLEAN, sentence
from aimed_desktop.services.next_finding import FindingNavigator
from ui.findings.fixing import Fixing
from ui.findings.visibility import VisibleFindings
from ui.pages.check_page import CheckPage
from ui.widgets.qt_application import qt_application
from ui.widgets.shortcuts import bind
from ui.workspace.checking import Checker
from ui.workspace.editing import Editing

if TYPE_CHECKING:
    from aimed_desktop.application.checks.fixes import Fix


class Reviewing(QWidget):
    """An unseen child of the view that it serves, for the shortcuts live in the window.

    `led` tells the path of the field or material slot that a finding is about, for the window to show.
    """

    led = Signal(str)

    def __init__(
        self,
        editing: Editing,
        page: CheckPage,
        checker: Checker,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.hide()
        self._page, self._checker = page, checker
        form = self._form = editing.form
        self._bar, self._journal = editing.bar, editing.undo.journal
        self.shown = VisibleFindings(form.app, self)
        self.fixing = Fixing(form.bindings, self)
        self._walk = FindingNavigator(Grouping(form.app.form), lambda: form.field_path)
        form.side.set_fixes(self.fixing.fix_of)
        page.set_fixes(self.fixing.fix_of, self.fixing.sure)
        checker.checked.connect(self._on_checked)
        self.shown.changed.connect(self._on_shown)
        for source in (form.side.fix_wanted, page.fix_wanted):
            source.connect(self._on_fix)
        page.all_wanted.connect(self._on_all_wanted)
        page.finding_chosen.connect(self.led)
        form.field_entered.connect(self.shown.enter)
        form.bindings.locked_changed.connect(lambda _locked: self._on_checked(self.shown.all))
        qt_application().focusChanged.connect(self._on_focus_changed)
        bind("next_finding", parent, lambda: self.go_to_finding(1))
        bind("previous_finding", parent, lambda: self.go_to_finding(-1))

    def set_profile(self, profile: Mapping[str, Any]) -> None:
        """What the unit profile offers."""
        self.fixing.set_profile(profile)

    def ask(self) -> None:
        """The clerk wants to see everything."""
        self._form.bindings.flush()
        self.shown.ask()
        self._checker.check_now()

    def go_to_finding(self, step: int) -> None:
        """Go to the next finding (1) or the one before (-1); asking for it shows them all."""
        self.ask()
        finding = self._walk.next_of(self.shown.shown, step)
        if finding is None or finding.field is None:
            self._bar.tell(CLEAN)
            return
        self.led.emit(finding.field)
        self._walk.went_to(finding)
        self._form.side.list.select(finding)
        if not self._form.side.isVisible():
            self._say_beside(finding)

    def close_review(self) -> None:
        """Listen no more."""
        qt_application().focusChanged.disconnect(self._on_focus_changed)

    def _say_beside(self, finding: Finding) -> None:
        """The sentence under the editor, where the panel that would say it is folded."""
        widget = QApplication.focusWidget()
        if widget is not None:
            QToolTip.showText(
                widget.mapToGlobal(QPoint(0, widget.height())), f"{sentence(finding)}{finding.fix}", widget
            )

    def _on_checked(self, findings: list[Finding]) -> None:
        self.shown.show(findings)
        self._page.show_findings(findings)

    def _on_shown(self, shown: list[Finding]) -> None:
        is_all = self.shown.is_asked or not self.shown.all
        self._form.show_findings(shown, is_asked=is_all)

    def _on_fix(self, fix: Fix) -> None:
        with self._journal.together():
            self.fixing.write(fix)
        self._checker.check_now()
        if self.fixing.is_note(fix):
            self._bar.tell("知道了，这一份里不再提示", "撤销", lambda: self._on_note_back(fix))

    def _on_note_back(self, fix: Fix) -> None:
        self.fixing.take_note_back(fix)
        self._checker.check_now()

    def _on_all_wanted(self) -> None:
        with self._journal.together():
            count = self.fixing.write_all(self.shown.all)
        self._bar.tell(f"已改好 {count} 处，按 Ctrl+Z 可以一起撤销。")
        self._checker.check_now()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The cursor has gone to another part of the window: the field that had it is left."""
        if new is not None and new.window() is self.window() and not self._form.paper.isAncestorOf(new):
            self.shown.enter(None)
