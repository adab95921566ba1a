"""The steps after filling: what their pages show of the life of the application, and what they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.model import HANDED_IN, Status
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus
from aimed_desktop.services import life_words
from aimed_desktop.services.life_steps import is_whole_by_default
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.problem_words import words_of
from aimed_desktop.services.route_words import route_blocks
from aimed_desktop.services.supplementing import told_of
from ui.desk.session import Session
from ui.lifecycle.fill_page import FillPage
from ui.lifecycle.finalising import Finalising
from ui.lifecycle.handing_in import HandingIn
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.lifecycle.own_sheets import OwnSheets
from ui.lifecycle.picture_looking import PictureLooking
from ui.lifecycle.printing import Printing
from ui.lifecycle.producing import Producing
from ui.lifecycle.stamping import Stamping
from ui.lifecycle.step_dialogs import MarkDialog, ReturnDialog, WhyDialog
from ui.lifecycle.supplementing import Supplementing
from ui.lifecycle.terms import Terms
from ui.pages.final_page import FinalPage
from ui.pages.stamp_page import StampPage
from ui.pages.submit_page import SubmitPage

if TYPE_CHECKING:
    from aimed_desktop.archive.entries import PacketEntry


class LaterSteps(QObject):
    """`status_changed` tells the chip's words, its kind and the story behind it; `left_changed` that
    the numbers of what is left may be others.
    """

    status_changed = Signal(str, str, str)
    left_changed = Signal()
    check_wanted = Signal()
    final_wanted = Signal()
    stamp_wanted = Signal()
    form_wanted = Signal()
    materials_wanted = Signal()
    due_changed = Signal()
    folder_used = Signal(str)

    def __init__(self, session: Session, fill: FillPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._fill = fill
        self._window = parent
        self._is_fixed = False  # the version, as the pages show it
        self.final = FinalPage(session.folder, parent)
        self.stamp = StampPage(parent)
        self.submit = SubmitPage(session.folder, parent)
        self.controller = LifecycleController(session, self.final)
        self.producing = Producing(session, self.controller, self.final, self.submit)
        self.finalising = Finalising(session, fill, self.controller, self.final)
        self.finalising.fixed.connect(self.producing.export)
        self.finalising.look_wanted.connect(self._look_at)
        self.finalising.let_go.connect(self._show_lock)
        self.finalising.failed.connect(self._on_step_failed)
        self.printing = Printing(session, self.controller, self.final)
        self.stamping = Stamping(session, self.controller, self.stamp)
        self.supplementing = Supplementing(session, self.controller, self.submit)
        self.sheets = OwnSheets(session, self.controller, self.final, self.stamp, self.submit)
        self.handing_in = HandingIn(session, self.controller, self.submit, self.sheets.online)
        for maker in (self.producing, self.supplementing, self.sheets):
            maker.folder_used.connect(self.folder_used)
        self.supplementing.changed.connect(self._on_supplement_changed)
        self.pictures = PictureLooking(session, self.submit)
        for noting in (self.sheets, self.pictures):
            noting.changed.connect(self._on_noted)
        self.terms = Terms(session.app, session.notice, self.submit)
        self.submit.show_terms(self.terms, self.terms.editor)
        self.terms.bindings.settled.connect(self._on_answered)
        self._connect_pages()
        self.controller.changed.connect(self._on_changed)
        self.controller.failed.connect(self._on_step_failed)
        self.controller.stopped.connect(self._on_step_stopped)
        self._show_status()
        self.controller.refresh()

    def close(self) -> None:
        """Let go of the application."""
        self.terms.bindings.close()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """What stands in the way of 定稿."""
        blocking = [finding for finding in findings if finding.blocks == "export"]
        errors = sum(finding.severity == "error" for finding in blocking)
        self.final.show_findings(errors, len(blocking) - errors)

    def show_routes(self) -> None:
        """What was answered decides where the application goes and in how many copies."""
        app, notice = self._session.app, self._session.notice
        self.final.show_copies(app, notice)
        self.submit.show_routes(route_blocks(app, notice))
        self.stamping.go_on()
        self.supplementing.show()
        self.sheets.show()
        self.pictures.show()

    def _on_answered(self) -> None:
        """Another route may be taken now."""
        if self.submit.isVisible():
            self.show_routes()

    def left(self) -> tuple[int | None, int | None, int | None]:
        """What is left at 定稿打印, 盖章扫描 and 报送归档; None before it is their turn."""
        standing = self.controller.standing
        if not standing.is_locked:
            return None, None, None
        stamped = 0 if standing.reached(Status.STAMPED) else self.stamp.left or 1
        return (
            int(not standing.reached(Status.PRINTED)),
            stamped,
            int(not standing.reached(Status.SUBMITTED)),
        )

    def ask_return(self) -> None:
        """Ask by whom and why, then open the form again."""
        from aimed_desktop.packet.routes import binding

        standing, app, notice = self.controller.standing, self._session.app, self._session.notice
        if standing.is_locked:
            dialog = ReturnDialog(
                standing.version,
                self._window,
                is_whole=is_whole_by_default(app, notice, standing),
                binding=binding(app, notice),
                is_handed_in=(told := told_of(app)) is not None and told.can_ask,
            )
            dialog.supplement_wanted.connect(self.supplementing.ask)
            dialog.given.connect(self.controller.return_for_changes)
            dialog.open()

    def _connect_pages(self) -> None:
        controller, final, stamp, submit = self.controller, self.final, self.stamp, self.submit
        final.whole_wanted.connect(controller.answer)
        final.print_wanted.connect(self.printing.ask)
        self.printing.copies_changed.connect(self._on_copies_changed)
        self.printing.settings_kept.connect(self.producing.show_settings)
        final.check_wanted.connect(self.check_wanted)
        submit.packing.check_wanted.connect(self.check_wanted)
        for page in (stamp, submit):
            page.final_wanted.connect(self.final_wanted)
        submit.supplement.materials_wanted.connect(self.materials_wanted)
        submit.packing.stamp_wanted.connect(self.stamp_wanted)
        submit.packet_wanted.connect(self._on_packet_wanted)
        for asking in (final.return_wanted, submit.return_wanted):
            asking.connect(self.ask_return)
        for each in (final, stamp, submit):
            each.mark_wanted.connect(self._on_mark_wanted)
            each.back_wanted.connect(controller.take_back)
        stamp.left_changed.connect(self.left_changed)
        self.stamping.scans_known.connect(submit.packing.show_scans)

    def _look_at(self, path: str) -> None:
        self.form_wanted.emit()
        self._fill.form.focus_field(path)

    def _on_mark_wanted(self, status: Status) -> None:
        if status not in HANDED_IN:  # those ask for a date and a remark
            self.controller.mark(status)
            return
        if status is Status.SUBMITTED:
            self.handing_in.ask()
            return
        dialog = MarkDialog(status, self._window)
        dialog.given.connect(lambda date, note: self.controller.mark(status, date, note))
        dialog.open()

    def _ask_why(self, doubts: UserProblem) -> None:
        """Mark as stamped all the same, once the clerk says why."""
        dialog = WhyDialog("标记为已盖章", str(doubts.context["words"]).splitlines(), self._window)
        dialog.given.connect(lambda why: self.controller.mark(Status.STAMPED, why=why))
        dialog.open()

    def _on_step_failed(self, error: BaseException) -> None:
        """What is refused is told on the page where it was asked for; all else, in a dialog."""
        self._show_lock()
        if isinstance(error, UserProblem) and error.code == "stamp_doubts":
            self._ask_why(error)
            return
        told = None
        if isinstance(error, UserProblem) and error.status is ExitStatus.REFUSED:
            told = words_of(error)
        self.final.show_failed(told or "没有完成，请再试一次。")
        if told is None or not self.final.isVisible():
            self._session.failed(error)

    def _on_step_stopped(self) -> None:
        self._show_lock()
        self.final.show_failed("已取消，什么都没有改。")

    def _on_changed(self) -> None:
        was_fixed = self._is_fixed
        self._show_status()
        if was_fixed and not self._is_fixed:
            self.form_wanted.emit()

    def _show_status(self) -> None:
        standing, told = self.controller.standing, self.controller.told
        self._is_fixed = standing.is_locked
        self._show_lock()
        story = life_words.story(standing)
        self.final.show_standing(standing, story)
        self.stamp.show_standing(standing)
        self.submit.show_standing(standing)
        self.handing_in.show()
        self.final.show_void(told)
        self.stamp.show_void(told)
        self.show_routes()
        self._show_kept()
        self.status_changed.emit(*life_words.chip(standing), story)
        self.left_changed.emit()

    def _show_lock(self) -> None:
        if not self.controller.is_busy and not self._session.app.is_held:
            self._fill.show_locked(life_words.locked_words(self.controller.standing))

    def _on_supplement_changed(self) -> None:
        self._on_noted()
        self.due_changed.emit()

    def _on_noted(self) -> None:
        """Whatever was saved in between may not know of it yet."""
        self._fill.form.bindings.kept.emit()

    def _on_copies_changed(self) -> None:
        """As many seals more or less: the lists of them follow, that among the files, too."""
        self._fill.form.bindings.kept.emit()
        self.show_routes()
        self.stamping.refresh()
        if self.final.files.paths:
            self.producing.renew_sheet(self.final.files.paths[0].parent)

    def _show_kept(self) -> None:
        desk, entry = self._session.desk, self._session.id
        versions = {event.fingerprint: event.version for event in self.controller.standing.events}

        def show(kept: Sequence[PacketEntry]) -> None:
            self.submit.show_kept(
                [(each.number, each.name, life_words.packet_line(each, versions)) for each in reversed(kept)]
            )

        work = partial(desk.archive.packets, entry)
        operation = Operation(Kind.READS_ARCHIVE, work, done=show, failed=self._session.failed)
        self._session.jobs.run(self, operation)

    def _on_packet_wanted(self, number: int, name: str, folder: Path) -> None:
        from aimed_desktop.archive.packets import take_packet_out

        operation = Operation(
            Kind.READS_ARCHIVE,
            partial(take_packet_out, self._session.desk.archive, number, name, folder),
            words="正在取出报送包……",
            done=self.submit.show_taken_out,
            failed=self._session.failed,
        )
        self._session.jobs.run(self.submit, operation)
