"""One printing on its way: made, with the printer, turned where a hand does that, on paper, noted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from aimed_desktop.desktop.printers import JobState, Queued, job_news, taken_back
from aimed_desktop.services.one_printing import OnePrinting
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.print_choices import Printable, PrintChoice, Sides
from aimed_desktop.services.ready_sets import ReadySet, backs_of, ready_set, save_for_reader
from ui.desk.session import Session
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.pages.final_page import FinalPage
from ui.platform.paper_printing import give
from ui.widgets.in_sight import tell_in_sight

if TYPE_CHECKING:
    from aimed_desktop.application.life.lifecycle import LifeStanding
    from aimed_desktop.archive.archive import Archive

_LOOK_MS: Final = 2000
_NOTHING_SENT: Final = "已取消打印，没有文件送到打印机。"
_UNSURE: Final = "已取消打印。取消时正在传送，请看一眼打印机有没有收到。"
_BACKS_UNSURE: Final = (
    "取消时正在传送背面，请看一眼打印机有没有收到：收到了，等纸出齐点“已打出”；没有收到，放好纸再打背面。"
)
_BACKS_STOPPED: Final = "背面还没有送到打印机，正面的纸请留好，可以再打背面。"
_BACKS_FAILED: Final = "背面没有送到打印机，正面的纸请留好，可以再打背面。"
_BACKS_DROPPED: Final = (
    "背面没有打完就从打印系统里取消了。印坏的纸请作废；都还没有印上背面的，放好纸可以再打。"
)
_DROPPED: Final = "打印任务没有打完就从打印系统里取消了，没有记为已打印。已经印出的纸请作废。"
_FRONTS_OUT: Final = "打印机说正面已打完。"
_FRONTS_LOST: Final = "打印系统没有说正面打完没有，请看打印机。"


class PrintJob(QObject):
    """Tells the page how far it is. It is noted when the queue says that it is done, or the clerk does.

    `sent` tells that a printer has taken it, `told` what has to be known on whichever page is shown.
    """

    sent = Signal(object)  # PrintChoice
    told = Signal(str)

    def __init__(self, session: Session, controller: LifecycleController, page: FinalPage) -> None:
        super().__init__(page)
        self._session, self._controller, self._page = session, controller, page
        self._card = page.printing
        self._now: OnePrinting | None = None
        self._timer = QTimer(self, interval=_LOOK_MS, singleShot=True)
        self._timer.timeout.connect(self._look)
        self._card.backs_wanted.connect(self._on_backs_wanted)
        self._card.printed_said.connect(self._note)
        self._card.stop_wanted.connect(self._on_stop_wanted)
        controller.changed.connect(self._on_changed)
        for not_noted in (controller.failed, controller.stopped):
            not_noted.connect(self._on_not_noted)

    @property
    def is_with_printer(self) -> bool:
        """Whether something may still come out of a printer."""
        return self._now is not None and bool(self._now.printer)

    def begin(self, printed: Printable, choice: PrintChoice, printer: str, folder: Path) -> None:
        """Make it and give it to the printer; `folder`: where a file goes that a reader prints."""
        self._now = now = OnePrinting(printed, choice, printer, folder)
        self._card.show_making("正在准备打印", f"正在合成打印文件，好了就送到打印机“{printer}”。")
        operation = Operation(
            Kind.COMPUTES,
            partial(ready_set, printed, choice),
            words="正在合成打印文件……",
            done=partial(self._on_made, now),
            failed=partial(self._on_failed, now),
            stopped=partial(self._on_stopped, now, _NOTHING_SENT),
        )
        self._session.jobs.run(self._page, operation)

    def wait_for_word(self, printed: Printable, choice: PrintChoice, path: Path, made: ReadySet) -> None:
        """It is printed from a file, by another program: the clerk says when."""
        if made.is_noted:
            self._now = now = OnePrinting(printed, choice, "", path.parent, made, is_held=False)
            self._card.show_waiting("打印用 PDF 已存好", f"在别的程序里打印。{now.say}")

    def _on_made(self, now: OnePrinting, made: ReadySet) -> None:
        if self._now is now:
            now.made = made
            now.is_turning = made.backs_wanted
            title = f"{made.title}（正面）" if made.backs_wanted else made.title
            self._give(now, made.content, title=title, is_back=False)

    def _on_backs_wanted(self) -> None:
        now = self._now
        if now is None or now.made is None or now.is_held:  # a second press brings no second set
            return
        self._hold(now)
        self._card.show_making("手动双面：再打背面", "正在合成背面，好了就送到打印机。")
        title = f"{now.made.title}（背面）"
        operation = Operation(
            Kind.COMPUTES,
            partial(backs_of, now.printed, now.choice),
            words="正在合成背面……",
            done=partial(self._give, now, title=title, is_back=True),
            failed=partial(self._on_failed, now),
            stopped=partial(self._on_stopped, now, _BACKS_STOPPED),
        )
        self._session.jobs.run(self._page, operation)

    def _give(self, now: OnePrinting, content: bytes, *, title: str, is_back: bool) -> None:
        if self._now is not now or now.made is None:
            return
        save = partial(save_for_reader, now.printed, title, content, now.folder)
        is_two_sided = now.made.is_two_sided
        operation = Operation(
            Kind.WRITES_FILES,
            partial(give, now.printer, content, title, save, is_two_sided=is_two_sided),
            words=f"正在送到打印机“{now.printer}”……",
            done=partial(self._on_given, now, is_back),
            failed=partial(self._on_failed, now),
            stopped=partial(self._on_stopped, now, _BACKS_UNSURE if is_back else _UNSURE, may_be_out=is_back),
        )
        self._session.jobs.run(self._page, operation)

    def _on_given(self, now: OnePrinting, is_back: bool, queued: Queued) -> None:
        if queued.file is not None:
            self._page.files.add_file(queued.file)
        if self._now is not now or now.made is None:
            return
        if queued.is_stopped:
            if is_back and not queued.answer:
                self._turn_again(now, _BACKS_STOPPED)
            else:
                self._end(f"{queued.answer or _NOTHING_SENT}{now.spoiled}")
            return
        if not is_back:
            self.sent.emit(now.choice)
        now.is_turning = now.made.backs_wanted and not is_back
        now.queued, now.state, now.is_held = queued, JobState.WAITS, False
        answer = f"打印机的回答：{queued.answer}。" if queued.request else queued.answer
        words = f"已送到打印机“{now.printer}”，{now.made.counted.words}。{answer}"
        if now.is_turning:
            self._show_turning(now, "手动双面：先打正面", words, is_ready=not queued.request)
        else:
            self._card.show_waiting("正在打印", words if queued.request else f"{words}{now.say}")
        if queued.request:
            self._timer.start()

    def _show_turning(
        self, now: OnePrinting, title: str, words: str, *, is_ready: bool, may_be_out: bool = False
    ) -> None:
        is_drawer = now.choice.sides is Sides.DRAWER
        self._card.show_turning(title, words, is_drawer=is_drawer, is_ready=is_ready, may_be_out=may_be_out)

    def _turn_again(self, now: OnePrinting, why: str, *, may_be_out: bool = False) -> None:
        """The fronts are out, and the backs have not come: they can be printed once more."""
        self._timer.stop()
        now.is_turning, now.is_held = True, False
        self._show_turning(now, "手动双面：背面还没有打", why, is_ready=True, may_be_out=may_be_out)

    def _look(self) -> None:
        now = self._now
        if now is None or now.queued is None:
            return
        queued = now.queued

        def failed(error: BaseException) -> None:
            self._on_news(now, queued, (JobState.LEFT, ""))  # the clerk alone can say how it ends
            self._session.failed(error)

        operation = Operation(
            Kind.READS_FILES,
            partial(job_news, queued),
            done=partial(self._on_news, now, queued),
            failed=failed,
        )
        self._session.jobs.run(self, operation)

    def _on_news(self, now: OnePrinting, queued: Queued, news: tuple[JobState, str]) -> None:
        state, trouble = news
        if self._now is not now or now.is_held or now.queued is not queued:
            return
        if state is JobState.WAITS:
            told = f"打印机“{now.printer}”{trouble}：恢复以后会接着打，也可以取消打印。" if trouble else ""
            self._card.show_news(told, is_trouble=True)
            self._timer.start()
            return
        now.state = state
        if state is JobState.DROPPED:
            self._on_dropped(now)
        elif now.is_turning:
            self._card.show_news(_FRONTS_OUT if state is JobState.DONE else _FRONTS_LOST)
            self._card.show_ready()
        elif state is JobState.LEFT:
            self._card.show_news(f"打印系统没有说打完没有。{now.say}")
        else:
            self._note()

    def _on_dropped(self, now: OnePrinting) -> None:
        are_backs = now.made is not None and now.made.backs_wanted and not now.is_turning
        if are_backs:
            self._turn_again(now, _BACKS_DROPPED)
        else:
            self._end(_DROPPED)

    def _note(self) -> None:
        """It is on paper: what a printer has taken, or a file was printed of by another program."""
        now, entry = self._now, self._session.id
        if now is None or now.made is None or now.is_held:
            return
        if not now.made.is_noted:
            self._end(f"已打出：{now.made.what}。")
            return
        made, printer = now.made, now.printer

        def note(archive: Archive) -> LifeStanding:
            from aimed_desktop.archive.printings import keep_printing

            return keep_printing(archive, entry, made.what, printer, is_set=made.is_set)

        self._hold(now)
        now.is_noting = True
        self._controller.do(note, partial(self._end, f"已打出，并已记下：{made.what}。"), key=now)

    def _on_not_noted(self) -> None:
        """The archive has refused it, which is told: it can be said once more."""
        now = self._now
        if now is not None and now.is_noting:
            now.is_noting = now.is_held = False
            self._card.setEnabled(True)
            self._card.show_news(f"没有记下。{now.say}", is_trouble=True)

    def _on_stop_wanted(self) -> None:
        now = self._now
        if now is None or now.is_held:
            return
        if now.queued is None or not now.queued.request:
            told = "已交给打印机的，请到打印机上取消。" if now.queued is not None else ""
            self._end(f"没有记为已打印。{told}{now.spoiled}")
        elif now.state in (JobState.DONE, JobState.DROPPED):
            self._end(f"没有记为已打印。{now.spoiled}")
        else:
            self._hold(now)
            self._take_back(now, lambda words: self._end(words) if self._now is now else None)

    def _take_back(self, now: OnePrinting, say: Callable[[str], None]) -> None:
        assert now.queued is not None

        def failed(error: BaseException) -> None:
            say(now.taken_words(JobState.WAITS))
            self._session.failed(error)

        operation = Operation(
            Kind.WRITES_FILES,
            partial(taken_back, now.queued),
            done=lambda state: say(now.taken_words(state)),
            failed=failed,
        )
        self._session.jobs.run(self, operation)

    def _hold(self, now: OnePrinting) -> None:
        """Nothing is pressed or noted in between."""
        self._timer.stop()
        now.is_held = True
        self._card.setEnabled(False)

    def _on_failed(self, now: OnePrinting, error: BaseException) -> None:
        self._on_stopped(now, _BACKS_FAILED if now.queued is not None else "没有打印。")
        self._session.failed(error)

    def _on_stopped(self, now: OnePrinting, words: str, *, may_be_out: bool = False) -> None:
        if self._now is not now:
            return
        if now.queued is not None:
            self._turn_again(now, words, may_be_out=may_be_out)
        else:
            self._end(words)

    def _on_changed(self) -> None:
        """What was printed of a version that is open again is paper of no use."""
        now, standing = self._now, self._controller.standing
        if now is None or (standing.is_locked and standing.version == now.printed.version):
            return
        words = f"第{now.printed.version}版已退回修改，这次打印没有记下。"
        is_queued = now.queued is not None and bool(now.queued.request) and not now.is_held
        if is_queued and now.state is JobState.WAITS:
            self._take_back(now, lambda more: self.told.emit(f"{words}{more}"))
        elif now.printer and now.made is not None:
            is_out = now.state in (JobState.DONE, JobState.DROPPED)
            still = f"打印机里还在打的第{now.printed.version}版，请到打印机上取消。"
            words += "已经印出的纸请作废。" if is_out else still
            self.told.emit(words)
        self._end(words)

    def _end(self, words: str) -> None:
        self._timer.stop()
        self._now = None
        self._card.show_nothing()
        tell_in_sight(self._page.state, words)
