"""Looking after what is kept: back up the archive, read it through, verify a packet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMenu

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.operation import Kind, Operation, Result
from aimed_desktop.services.verifying import verify_packet
from ui.keys.daily_copies import Copying
from ui.widgets.message_box import tell

if TYPE_CHECKING:
    from aimed_desktop.archive.entries import ArchiveProblem
    from aimed_desktop.packet.verify import PacketReport
    from ui.desk.window_context import WindowContext

_BACKUP: Final = "申报助手备份.aimed"
_TOLD: Final = 8  # problems in one message


class ArchiveMaintenance(QObject):
    """Does what the entries of the menu ask for, beside the window."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context.window)
        self._window = context.window
        self._desk = context.desk
        self._jobs = context.jobs
        self._failed = context.failed
        self.copying = Copying(context)

    def add_to(self, menu: QMenu) -> None:
        """Put the entries at the end of `menu`."""
        for words, action in (
            ("备份档案库…", self.ask_for_backup),
            ("核对档案库", self.check),
            ("核对报送包…", self.ask_for_packet),
        ):
            menu.addAction(words).triggered.connect(partial(self._when_open, action))
            if action == self.ask_for_backup:
                self.copying.add_to(menu)

    def ask_for_backup(self) -> None:
        """Ask where the backup is to be written."""
        name, _ = QFileDialog.getSaveFileName(self._window, "备份档案库到", _BACKUP, "备份 (*.aimed)")
        if name:
            self.back_up(Path(name))

    def back_up(self, path: Path) -> None:
        """Everything in one encrypted file; never over an existing one."""

        def done(made: Path) -> None:
            words = "备份仍是加密的：在别的电脑上打开，要用口令或恢复码。请存到U盘等另外的地方。"
            tell(self._window, f"已备份到“{made}”。\n{words}")

        self._reading("正在备份档案库……", partial(self._desk.archive.backup, path), done)

    def check(self) -> None:
        """Read everything that is kept and compare it with its check sums."""

        def done(problems: list[ArchiveProblem]) -> None:
            told = [problem.message for problem in problems[:_TOLD]]
            tell(self._window, "\n".join(told) or "档案库完好：每一件申报件、每一份文件都与存入时相同。")

        self._reading("正在核对档案库……", self._desk.archive.verify, done)

    def ask_for_packet(self) -> None:
        """Ask which packet is to be verified."""
        name, _ = QFileDialog.getOpenFileName(self._window, "选择报送包", "", "报送包 (*.zip)")
        if name:
            self.verify(Path(name))

    def verify(self, path: Path) -> None:
        """Compare the packet with its manifests and with itself."""

        def done(report: PacketReport) -> None:
            told = [problem.message for problem in report.problems[:_TOLD]]
            whole = f"报送包完整：{report.title or path.name}（核对码 {report.fingerprint or '无'}）。"
            tell(self._window, "\n".join([whole, *told] if report.ok and not report.is_foreign else told))

        operation = Operation(
            Kind.READS_FILES,
            partial(verify_packet, path, self._desk.data_dir),
            words="正在核对报送包……",
            done=done,
            failed=self._failed,
            only_shows=True,
        )
        self._jobs.run(self._window, operation)

    def _reading(self, words: str, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        operation = Operation(Kind.READS_ARCHIVE, work, words=words, done=done, failed=self._failed)
        self._jobs.run(self._window, operation)

    def _when_open(self, action: Callable[[], None]) -> None:
        if self._desk.is_open:
            action()
        else:
            self._failed(UserProblem("archive_no_key"))
