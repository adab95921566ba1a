"""Takes an application along its life, and tells the window how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.model import Status
from aimed_desktop.services.life_steps import LifeStep, StepResult, finalise_kept, mark_application, take_step
from aimed_desktop.services.operation import Kind, Operation
from ui.desk.session import Session

if TYPE_CHECKING:
    from aimed_desktop.packet.void_pages import VoidPages
    from aimed_desktop.packet.void_words import VoidWords


class LifecycleController(QObject):
    """`changed` tells after each step, and once the archive was asked; `failed` the error of a step
    that did not come about, `stopped` that the clerk has stopped it.
    """

    changed = Signal()
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        """`parent`: in whose window a step that takes long is shown."""
        super().__init__(parent)
        self._session = session
        self._widget = parent
        self.standing = LifeStanding(session.app.status, session.app.version)
        self.void: VoidPages | None = None
        self.told: VoidWords | None = None  # the same in words
        self.is_busy = False  # whether a step is under way

    def refresh(self) -> None:
        """Ask the archive how the application came here."""
        from aimed_desktop.archive.lifecycle import standing

        self._run(lambda archive: standing(archive, self._session.id), self._show)

    def finalise(self, done: Callable[[], None]) -> None:
        """定稿 of what has been typed; `done` once it is fixed."""
        opened, desk = self._session.opened, self._session.desk
        if self.is_busy:
            return
        opened.app.is_held = True
        app = opened.app.snapshot()
        self.do(lambda archive: finalise_kept(archive, opened.id, app, desk.data_dir), done, "正在定稿……")

    def mark(self, status: Status, date: str = "", note: str = "", why: str = "") -> None:
        """The paper is printed, stamped, handed in, accepted or rejected.

        `failed` tells a UserProblem stamp_doubts where something speaks against it and `why` is empty.
        """
        self.do(lambda archive: mark_application(archive, self._session.id, status, date, note, why))

    def take_back(self) -> None:
        """The last mark was a mistake."""
        from aimed_desktop.archive.lifecycle import take_back

        self.do(lambda archive: take_back(archive, self._session.id))

    def return_for_changes(self, who: str, why: str, is_whole: bool | None = None) -> None:
        """退回修改: the form can be written again. `is_whole`: all of the paper is to be made again."""
        from aimed_desktop.archive.lifecycle import return_for_changes

        self.do(lambda archive: return_for_changes(archive, self._session.id, who, why, is_whole=is_whole))

    def answer(self, is_whole: bool) -> None:
        """All of the paper that was sent back is made again, or only the pages that change."""
        from aimed_desktop.archive.lifecycle import answer

        self.do(lambda archive: answer(archive, self._session.id, is_whole=is_whole))

    def do(self, step: LifeStep, done: Callable[[], None] | None = None, words: str = "") -> None:
        """One step at a time: a second click on a button that is still at work does nothing."""
        if self.is_busy:
            return
        self.is_busy = True

        def finished(found: StepResult) -> None:
            self._end()
            self._show(found)
            if done is not None:
                done()

        self._run(step, finished, words)

    def _run(self, step: LifeStep, done: Callable[[StepResult], None], words: str = "") -> None:
        """A step with `words` takes long: it is shown and can be stopped."""
        entry, desk = self._session.id, self._session.desk
        operation = Operation(
            Kind.WRITES_ARCHIVE,
            lambda: take_step(desk.archive, entry, step),
            words=words,
            done=done,
            failed=self._on_failed,
            stopped=self._on_stopped,
        )
        self._session.jobs.run(self._widget if words else self, operation)

    def _show(self, found: StepResult) -> None:
        standing = found.standing
        self.standing, self.void, self.told = standing, found.void, found.told
        self._session.app.status, self._session.app.version = standing.status, standing.version
        self.changed.emit()

    def _end(self) -> None:
        self.is_busy = self._session.app.is_held = False

    def _on_stopped(self) -> None:
        self._end()
        self.stopped.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._end()
        self.failed.emit(error)
