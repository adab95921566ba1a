"""One printing on its way: made, with the printer, turned where a hand does that, on paper, noted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from aimed_desktop.desktop.printers import JobState, Queued, job_news, take_back
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.print_choices import Printable, PrintChoice, Sides
from aimed_desktop.services.ready_sets import ReadySet, backs_of, ready_set, save_for_reader
from ui.desk.session import Session
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.pages.final_page import FinalPage
from ui.platform.paper_printing import give

if TYPE_CHECKING:
    from aimed_desktop.application.life.lifecycle import LifeStanding
    from aimed_desktop.archive.archive import Archive

_LOOK_MS: Final = 2000
_NOTHING_SENT: Final = "已取消打印，没有文件送到打印机。"
_UNSURE: Final = "已取消打印。取消时正在传送，请看一眼打印机有没有收到。"
_SAY: Final = "纸都出齐了，请点“已打出”；点了才记为已打印。"
_DROPPED: Final = "打印任务没有打完就从打印系统里取消了，没有记为已打印。已经印出的纸请作废。"
_NOT_FOLLOWED: Final = f"打印系统没有说打完没有。{_SAY}"


@dataclass(slots=True)
class _Printing:
    """What is printed where. `made`: None until it is; `queued`: what the printer has of it now, None where
    it is printed from a file; `is_turning`: its fronts are out, the backs are still to come.
    """

    printed: Printable
    choice: PrintChoice
    printer: str
    folder: Path
    made: ReadySet | None = None
    queued: Queued | None = None
    is_turning: bool = False


class PrintJob(QObject):
    """Tells the page how far it is. It is noted when the queue says that it is done, or the clerk does.

    `sent` tells that a printer has taken it.
    """

    sent = Signal(object)  # PrintChoice

    def __init__(self, session: Session, controller: LifecycleController, page: FinalPage) -> None:
        super().__init__(page)
        self._session, self._controller, self._page = session, controller, page
        self._card = page.printing
        self._now: _Printing | None = None
        self._timer = QTimer(self, interval=_LOOK_MS, singleShot=True)
        self._timer.timeout.connect(self._look)
        self._card.backs_wanted.connect(self._on_backs_wanted)
        self._card.printed_said.connect(self._note)
        self._card.stop_wanted.connect(self._on_stop_wanted)
        controller.changed.connect(self._on_changed)

    @property
    def is_with_printer(self) -> bool:
        """Whether something may still come out of a printer."""
        return self._now is not None and bool(self._now.printer)

    def begin(self, printed: Printable, choice: PrintChoice, printer: str, folder: Path) -> None:
        """Make it and give it to the printer; `folder`: where a file goes that a reader prints."""
        self._now = _Printing(printed, choice, printer, folder)
        operation = Operation(
            Kind.COMPUTES,
            partial(ready_set, printed, choice),
            words="正在合成打印文件……",
            done=self._on_made,
            failed=self._on_failed,
            stopped=partial(self._end, _NOTHING_SENT),
        )
        self._session.jobs.run(self._page, operation)

    def wait_for_word(self, printed: Printable, choice: PrintChoice, path: Path, made: ReadySet) -> None:
        """It is printed from a file, by another program: the clerk says when."""
        if made.is_noted:
            self._now = _Printing(printed, choice, "", path.parent, made)
            self._card.show_waiting("打印用 PDF 已存好", f"在别的程序里打印。{_SAY}")

    def _on_made(self, made: ReadySet) -> None:
        if self._now is not None:
            self._now.made = made
            self._now.is_turning = made.backs_wanted
            self._give(made.content, f"{made.title}（正面）" if made.backs_wanted else made.title)

    def _on_backs_wanted(self) -> None:
        if self._now is None or self._now.made is None:
            return
        self._now.is_turning = False
        self._card.setEnabled(False)  # a second press brings no second set
        operation = Operation(
            Kind.COMPUTES,
            partial(backs_of, self._now.printed, self._now.choice),
            words="正在合成背面……",
            done=partial(self._give, title=f"{self._now.made.title}（背面）"),
            failed=self._on_failed,
            stopped=partial(self._end, "已取消打印，背面没有打，没有记为已打印。"),
        )
        self._session.jobs.run(self._page, operation)

    def _give(self, content: bytes, title: str) -> None:
        now = self._now
        if now is None or now.made is None:
            return
        self._timer.stop()
        save = partial(save_for_reader, now.printed, title, content, now.folder)
        is_two_sided = now.made.is_two_sided
        operation = Operation(
            Kind.WRITES_FILES,
            partial(give, now.printer, content, title, save, is_two_sided=is_two_sided),
            words=f"正在送到打印机“{now.printer}”……",
            done=self._on_given,
            failed=self._on_failed,
            stopped=partial(self._end, _UNSURE),
        )
        self._session.jobs.run(self._page, operation)

    def _on_given(self, queued: Queued) -> None:
        now = self._now
        if now is None or now.made is None:
            return
        if queued.is_stopped:
            self._end(queued.answer or _NOTHING_SENT)
            return
        if now.queued is None:
            self.sent.emit(now.choice)
        now.queued = queued
        self._card.setEnabled(True)
        answer = f"打印机的回答：{queued.answer}。" if queued.request else queued.answer
        words = f"已送到打印机“{now.printer}”，{now.made.counted.words}。{answer}"
        if now.is_turning:
            is_drawer = now.choice.sides is Sides.DRAWER
            self._card.show_turning("手动双面：先打正面", words, is_drawer=is_drawer)
        else:
            self._card.show_waiting("正在打印", words if queued.request else f"{words}{_SAY}")
        if queued.request:
            self._timer.start()

    def _look(self) -> None:
        if self._now is None or self._now.queued is None:
            return
        queued = self._now.queued
        operation = Operation(
            Kind.READS_FILES,
            partial(job_news, queued),
            done=partial(self._on_news, queued),
            failed=self._session.failed,
        )
        self._session.jobs.run(self, operation)

    def _on_news(self, queued: Queued, news: tuple[JobState, str]) -> None:
        now, (state, trouble) = self._now, news
        if now is None or now.made is None or now.queued is not queued:
            return
        if state is JobState.WAITS or self._controller.is_busy:
            if trouble:
                self._card.show_words(f"打印机“{now.printer}”{trouble}：恢复以后会接着打，也可以取消打印。")
            self._timer.start()
        elif state is JobState.DROPPED:
            self._end(_DROPPED)
        elif state is JobState.LEFT:
            self._card.show_words(_NOT_FOLLOWED)
        elif now.is_turning:
            self._card.show_words("打印机说正面已打完。")
        else:
            self._note()

    def _note(self) -> None:
        """It is on paper."""
        now, entry = self._now, self._session.id
        if now is None or now.made is None:
            return
        if not now.made.is_noted:
            self._end(f"已打出：{now.made.what}。")
            return
        made, printer = now.made, now.printer

        def note(archive: Archive) -> LifeStanding:
            from aimed_desktop.archive.printings import keep_printing

            return keep_printing(archive, entry, made.what, printer, is_set=made.is_set)

        self._controller.do(note, partial(self._end, f"已打出，并已记下：{made.what}。"))

    def _on_stop_wanted(self) -> None:
        now = self._now
        if now is None or now.queued is None or not now.queued.request:
            is_given = now is not None and now.queued is not None
            told = "已交给打印机的，请到打印机上取消。" if is_given else ""
            self._end(f"没有记为已打印。{told}")
            return
        self._timer.stop()
        operation = Operation(
            Kind.WRITES_FILES,
            partial(take_back, now.queued),
            done=partial(self._on_taken_back, now.printer),
            failed=self._session.failed,
        )
        self._session.jobs.run(self, operation)

    def _on_taken_back(self, printer: str, is_dropped: bool) -> None:
        if is_dropped:
            words = f"已从打印机“{printer}”撤回，没有记为已打印；已经印出的纸请作废。"
        else:
            words = f"没能从打印机“{printer}”撤回，请到打印机上取消。没有记为已打印。"
        self._end(words)

    def _on_failed(self, error: BaseException) -> None:
        self._end("没有打印。")
        self._session.failed(error)

    def _on_changed(self) -> None:
        """What was printed of a version that is open again is paper of no use."""
        standing = self._controller.standing
        if self._now is None or self._now.made is None:
            return
        if not standing.is_locked or standing.version != self._now.made.version:
            self._end(f"第{self._now.made.version}版已退回修改，这次打印没有记下。")

    def _end(self, words: str) -> None:
        self._timer.stop()
        self._now = None
        self._card.setEnabled(True)
        self._card.show_nothing()
        self._page.state.setText(words)
