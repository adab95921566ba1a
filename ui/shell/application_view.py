"""One open application: the pages of its steps, saved and checked while it is filled."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.life.back_plan import Milestone, set_planned_day
from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.life.progress import Progress, progress_of
from aimed_desktop.errors import UserProblem
from aimed_desktop.services.due_words import Due, due_words
from aimed_desktop.services.plan_words import PlanTold, plan_told
from ui.chapters.chapter_flow import Chapters
from ui.desk.file_keeper import FileKeeper
from ui.desk.saving import Saver
from ui.desk.session import Session
from ui.form.tab_order import focus_next_field
from ui.lifecycle.fill_page import FillPage
from ui.narrative.pictures import KeptPictures
from ui.pages.check_page import CheckPage
from ui.pages.materials_page import MaterialsPage
from ui.profile.profile_assistant import FormProfile
from ui.search.numbers import Numbers
from ui.search.searching import Searching
from ui.shell.hands import Hands
from ui.shell.top_bar import STEPS
from ui.widgets.bar import Bar
from ui.widgets.progress import PATIENCE_SECONDS, under_way
from ui.workspace.carried_over import CarriedOverMarks
from ui.workspace.checking import Checker
from ui.workspace.editing import Editing
from ui.workspace.form_page import FormPage
from ui.workspace.others import read_others, read_past
from ui.workspace.previewing import Previewing
from ui.workspace.reviewing import Reviewing
from ui.workspace.undo import Undo

if TYPE_CHECKING:
    from ui.lifecycle.after_filling import LaterSteps
    from ui.pages.final_page import FinalPage
    from ui.pages.stamp_page import StampPage
    from ui.pages.submit_page import SubmitPage
    from ui.workspace.history_flow import HistoryFlow

FILL, CHECK, MATERIALS, FINAL, STAMP, SUBMIT = range(6)
_BLANK_RULES = ("required", "rows")  # what is still to be filled in; all else is checked


class ApplicationView(QStackedWidget):
    """`step_shown` tells which page is shown, `left_changed` how much is left to do at a step
    (None: not known)."""

    step_shown = Signal(int)
    left_changed = Signal(int, object)
    title_changed = Signal(str)
    folder_used = Signal(str)
    status_changed = Signal(str, str, str)  # words and kind of the chip, the story behind it
    due_changed = Signal(object)  # two Due
    plan_changed = Signal(object)  # PlanTold, or None
    amend_wanted = Signal()  # a supplementary notice is to be recorded
    passphrase_wanted = Signal()  # 定稿 waits for `later.finalising.go_on`

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._due: tuple[Due, Due] | None = None
        self._plan: PlanTold | None = None  # 倒排计划
        self.opened = session.opened
        self._progress: Progress | None = None  # as the start page will list it
        self._has_later = False
        self._hands = Hands(self)
        self.currentChanged.connect(lambda index: self.setAccessibleName(STEPS[index]))
        self._findings: list[Finding] | None = None
        self._build_form()
        self._build_tools()
        self._build_pages()
        self._read_others()
        self.checker.check_now()
        self.carried_over.tell()

    def _build_form(self) -> None:
        """The form, saved, previewed and checked while it is filled."""
        session = self.session
        self.saver = Saver(session, self)
        self.files = FileKeeper(session, self)
        pictures = KeptPictures(session, self.files, self)
        self.form = FormPage(session.app, session.notice, self, pictures, session.jobs)
        self.saver.about_to_save.connect(self.form.bindings.write_typed)
        self.form.bindings.kept.connect(self.saver.touch)
        self.preview = Previewing(session, self.form, self)
        self.checker = Checker(session, self.preview, self)
        self.fill = FillPage(self.form, self)
        self.fill.return_wanted.connect(self._on_return_wanted)
        self.form.bindings.changed.connect(self._on_changed)
        self.checker.checked.connect(self._on_checked)

    def _build_tools(self) -> None:
        """What works on the whole form: undo, chapters, search."""
        self.bar = Bar(self.form.paper)
        writing = self.form.writing
        writing.moved.connect(self._place_bar)
        self.form.bindings.told.connect(self.bar.tell)
        self.undo = Undo(self.session, self.form, self.bar, self)
        self.undo.led.connect(self.jump)
        self._editing = Editing(self.form, self.undo, self.bar)
        self.carried_over = CarriedOverMarks(self.form, self.bar, self)
        self.chapters = Chapters(self.session, self._editing, self.files, self)
        self.searching = Searching(self._editing, self.fill, self)
        self.numbers = Numbers(self.session, self._editing, self.fill, self)
        for tool in (self.searching, self.numbers):
            tool.page_wanted.connect(partial(self.show_step, FILL))

    def _build_pages(self) -> None:
        """The pages of the first three steps; the later ones are built when they are wanted."""
        session, editing = self.session, self._editing
        self.check = CheckPage(session.app.form, self)
        self.review = Reviewing(editing, self.check, self.checker, self)
        self.review.led.connect(self.jump)
        self.profile = FormProfile(editing, session.desk.profile)
        self.profile.changed.connect(self.review.set_profile)
        self.profile.changed.connect(self.checker.set_profile)
        self.materials = MaterialsPage(session, self.form.bindings, self)
        for page in (self.fill, self.check, self.materials, *(QWidget(self) for _ in range(3))):
            self.addWidget(page)
        self.check.numbers_wanted.connect(self.numbers.show)
        self.check.next_wanted.connect(partial(self.show_step, MATERIALS))
        self.materials.next_wanted.connect(partial(self.show_step, FINAL))
        self.materials.files_chosen.connect(self._on_files_chosen)

    @property
    def title(self) -> str:
        """What the application is called: its project, else its form."""
        app = self.opened.app
        return app.text_of(app.form.project_name) or app.form.listed

    def show_step(self, index: int) -> None:
        """Show the page of a step."""
        self.form.bindings.flush()
        if index != FILL:
            self.form.writing.close_room()
            # a form that was left before it was painted is never completed
            self.preview.typesetter.begin()
        if index == CHECK:
            self._read_others()
            self.review.ask()
        if index >= FINAL:
            self.later.show_routes()
        self._hands.leave()
        self.setCurrentIndex(index)
        if index >= FINAL:
            self._hands.arrive()
        self._place_bar()
        self._tell_due()  # another day may have come
        self.step_shown.emit(index)

    def jump(self, path: str) -> None:
        """Show the field, or the material slot, that a finding is about."""
        if path.startswith("materials"):
            self.show_step(MATERIALS)
            return
        self.show_step(FILL)
        self.form.focus_field(path)

    def ask_plan(self) -> None:
        """Ask for other days of 倒排计划."""
        from ui.lifecycle.plan_dialog import PlanDialog

        if self._plan is not None:
            dialog = PlanDialog(self._plan, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.given.connect(self._on_planned)
            dialog.open()

    def show_history(self) -> None:
        """历史版本, what was typed just now included."""
        self.saver.save_now()
        self.history.show()

    @cached_property
    def history(self) -> HistoryFlow:
        """The earlier versions of the application, read when they are asked for."""
        from ui.workspace.history_flow import HistoryFlow

        return HistoryFlow(self.session, self._editing, self)

    @cached_property
    def later(self) -> LaterSteps:
        """The steps after filling, built when the first of them is wanted, or where a version is fixed."""
        from ui.lifecycle.after_filling import LaterSteps

        later = LaterSteps(self.session, self.fill, self)
        for index, page in ((FINAL, later.final), (STAMP, later.stamp), (SUBMIT, later.submit)):
            self.removeWidget(self.widget(index))
            self.insertWidget(index, page)
        later.folder_used.connect(self.folder_used)
        later.status_changed.connect(self.status_changed)
        later.status_changed.connect(self._tell_due)
        later.due_changed.connect(self._tell_due)
        later.submit.amend_wanted.connect(self.amend_wanted)
        later.finalising.passphrase_wanted.connect(self.passphrase_wanted)
        later.left_changed.connect(self._show_left)
        for wanted, step in (
            (later.check_wanted, CHECK),
            (later.materials_wanted, MATERIALS),
            (later.final_wanted, FINAL),
            (later.stamp_wanted, STAMP),
        ):
            wanted.connect(partial(self.show_step, step))
        later.form_wanted.connect(self._on_form_wanted)
        later.printing.told.connect(partial(self.bar.tell, is_long=True))
        self._has_later = True
        if self._findings is not None:
            later.show_findings(self._findings)
        return later

    @property
    def final(self) -> FinalPage:
        """定稿打印."""
        return self.later.final

    @property
    def stamp(self) -> StampPage:
        """盖章扫描."""
        return self.later.stamp

    @property
    def submit(self) -> SubmitPage:
        """报送归档."""
        return self.later.submit

    def tell_status(self) -> None:
        """Say how far the application has come, and lock it where a version is fixed."""
        from aimed_desktop.services.life_words import chip, locked_words

        app = self.opened.app
        standing = LifeStanding(app.status, app.version)
        self.fill.show_locked(locked_words(standing))
        self.status_changed.emit(*chip(standing), "")
        self._tell_due()
        if standing.is_locked:
            self.form.paper.completed.connect(lambda: self.later)  # its numbers, once the form stands

    @property
    def is_printing(self) -> bool:
        """Whether a print is followed that will not be once the application is left."""
        return self._has_later and self.later.printing.is_with_printer

    @property
    def is_settled(self) -> bool:
        """Whether nothing is under way and everything is saved."""
        return self.saver.is_clean and not under_way(self)

    def settle(self) -> BaseException | None:
        """Let what is under way end, then save what is left; the error where one did not come about."""
        self.form.bindings.flush()
        if not self.session.jobs.wait_until(lambda: not under_way(self), PATIENCE_SECONDS):
            return UserProblem("still_working", what=under_way(self)[0].words)
        return self.saver.flush()

    def let_go(self) -> None:
        """Close everything that works on the application, saved or given up."""
        self.saver.close()
        self.checker.close()
        self.review.close_review()
        self.preview.close()
        self.profile.close()
        self.undo.close()
        if self._has_later:
            self.later.close()
        self.form.close_form()

    def _place_bar(self) -> None:
        """What is told is told on the page that is shown."""
        alone = self.form.writing.room
        page = self.form.paper if self.currentIndex() == FILL else self.currentWidget()
        self.bar.stand_over(alone or page)

    def _on_form_wanted(self) -> None:
        """Write on where it was written last, and not in whatever box comes next, which Space would tick."""
        self.show_step(FILL)
        self._hands.forget()
        if not (self.form.field_path and self.form.focus_field(self.form.field_path)):
            focus_next_field(self.form.paper)

    def _on_return_wanted(self) -> None:
        self.later.ask_return()

    def _show_left(self) -> None:
        for step, left in zip((FINAL, STAMP, SUBMIT), self.later.left(), strict=True):
            self.left_changed.emit(step, left)

    def _tell_due(self) -> None:
        due = due_words(self.opened.app, self.opened.notice)
        if due != self._due:
            self._due = due
            self.due_changed.emit(due)
        plan = plan_told(self.opened.app, self.opened.notice)
        self._plan = plan
        self.plan_changed.emit(plan)

    def _on_planned(self, days: dict[Milestone, str]) -> None:
        for milestone, day in days.items():
            set_planned_day(self.opened.app, milestone, day)
        self.form.bindings.kept.emit()
        self._tell_due()

    def _on_changed(self, change: object) -> None:
        if any(field.is_due for field in self.opened.app.form.fields):
            self._tell_due()
        if getattr(change, "path", None) == self.opened.app.form.project_name:
            self.title_changed.emit(self.title)

    def _on_checked(self, findings: list[Finding]) -> None:
        self._findings = findings
        if self._has_later:
            self.later.show_findings(findings)
        errors = sum(finding.severity == "error" for finding in findings)
        self.left_changed.emit(FILL, sum(f.rule in _BLANK_RULES and f.severity == "error" for f in findings))
        self.left_changed.emit(CHECK, errors)
        self.left_changed.emit(MATERIALS, self.materials.left())
        progress = progress_of(self.opened.app, findings)
        if progress != self._progress:
            self._progress = progress
            self.session.desk.keep_progress(self.opened.id, progress, self._on_progress_refused)

    def _on_progress_refused(self, error: BaseException) -> None:
        """It is noted after the next check; that the disk is full, the saver tells, once."""
        self._progress = None
        if not isinstance(error, UserProblem):
            self.session.failed(error)

    def _on_files_chosen(self, slot: str, paths: list[Path], replaced: str) -> None:
        from ui.workspace.adding_materials import keep_materials

        keep_materials(self.materials, self.session, self.files, slot, paths, replaced)

    def _read_others(self) -> None:
        read_others(self.checker, self.session, self.checker.set_others)
        read_past(self.checker, self.session, self.checker.set_past)
