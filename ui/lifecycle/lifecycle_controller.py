"""Takes an application along its life, and tells the window how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
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
        self._asked: list[tuple[Hashable, Callable[[], None]]] = []  # the steps under way and waiting
        self._is_at_work = False

    @property
    def is_busy(self) -> bool:
        """Whether a step is under way, or waits for its turn."""
        return bool(self._asked)

    def refresh(self) -> None:
        """Ask the archive how the application came here."""
        from aimed_desktop.archive.lifecycle import standing

        entry, desk = self._session.id, self._session.desk
        operation = Operation(
            Kind.WRITES_ARCHIVE,  # after what was asked before
            lambda: take_step(desk.archive, entry, lambda archive: standing(archive, entry)),
            done=self._show,
            failed=self.failed.emit,
        )
        self._session.jobs.run(self, operation)

    def finalise(self, done: Callable[[], None]) -> None:
        """定稿 of what has been typed; `done` once it is fixed."""
        self._ask("finalise", partial(self._finalise, done))

    def _finalise(self, done: Callable[[], None]) -> None:
        opened, desk = self._session.opened, self._session.desk
        opened.app.is_held = True
        app = opened.app.snapshot()
        self._take(lambda archive: finalise_kept(archive, opened.id, app, desk.data_dir), done, "正在定稿……")

    def mark(self, status: Status, date: str = "", note: str = "", why: str = "") -> None:
        """The paper is printed, stamped, handed in, accepted or rejected.

        `failed` tells a UserProblem stamp_doubts where something speaks against it and `why` is empty.
        """
        asked = (status, date, note, why)
        self.do(lambda archive: mark_application(archive, self._session.id, *asked), key=asked)

    def take_back(self) -> None:
        """The last mark was a mistake."""
        from aimed_desktop.archive.lifecycle import take_back

        self.do(lambda archive: take_back(archive, self._session.id), key="take back")

    def return_for_changes(self, who: str, why: str, is_whole: bool | None = None) -> None:
        """退回修改: the form can be written again. `is_whole`: all of the paper is to be made again."""
        from aimed_desktop.archive.lifecycle import return_for_changes

        self.do(
            lambda archive: return_for_changes(archive, self._session.id, who, why, is_whole=is_whole),
            key="return",
        )

    def answer(self, is_whole: bool) -> None:
        """All of the paper that was sent back is made again, or only the pages that change."""
        from aimed_desktop.archive.lifecycle import answer

        self.do(lambda archive: answer(archive, self._session.id, is_whole=is_whole), key=is_whole)

    def do(self, step: LifeStep, done: Callable[[], None] | None = None, *, key: Hashable = None) -> None:
        """Take a step, after those that were asked for before; `done` once it is taken.

        The same `key` right after, while the first is not done, is the second click of a double click.
        """
        self._ask(key, partial(self._take, step, done))

    def _ask(self, key: Hashable, take: Callable[[], None]) -> None:
        if key is not None and self._asked and self._asked[-1][0] == key:
            return
        self._asked.append((key, take))
        self._go_on()

    def _go_on(self) -> None:
        if self._asked and not self._is_at_work:
            self._is_at_work = True
            self._asked[0][1]()

    def _take(self, step: LifeStep, done: Callable[[], None] | None, words: str = "") -> None:
        """With `words` it takes long: it is shown and can be stopped."""

        def finished(found: StepResult) -> None:
            self._end()
            self._show(found)
            if done is not None:
                done()
            self._go_on()

        entry, desk = self._session.id, self._session.desk
        operation = Operation(
            Kind.WRITES_ARCHIVE,
            lambda: take_step(desk.archive, entry, step),
            words=words,
            done=finished,
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
        self._asked.pop(0)
        self._is_at_work = False
        self._session.app.is_held = False

    def _on_stopped(self) -> None:
        self._end()
        self.stopped.emit()
        self._go_on()

    def _on_failed(self, error: BaseException) -> None:
        self._end()
        self.failed.emit(error)
        self._go_on()
