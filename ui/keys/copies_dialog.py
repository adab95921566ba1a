"""自动备份: the newest copy and its age, where the copies stand, and a second place for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.platform.window_place import grow
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.page_parts import repaint_role, words_label

if TYPE_CHECKING:
    from aimed_desktop.archive.copies_report import CopiesReport

_WORDS: Final = (
    "打开申报助手时，程序每天自动给档案库留一份备份，每一份都读回核对过，仍是加密的。"
    "保留最近 7 天、4 周、12 个月；磁盘快满时先删最旧的，至少留两份。"
)
_SECOND_WORDS: Final = "电脑坏了，本机的备份也会一起丢。请另选U盘、移动硬盘或共享盘上的文件夹，再存一份。"
_WIDTH: Final = 560
_MEGABYTE: Final = 1024**2


class CopiesDialog(QDialog):
    """`copy_wanted`, `place_chosen`, `place_dropped` tell what is asked for; `show_told` is the answer."""

    copy_wanted = Signal()
    place_chosen = Signal(Path)
    place_dropped = Signal()

    def __init__(self, told: CopiesReport, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("自动备份")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(words_label(_WORDS, "quiet", self))
        self.newest, self.folder, self.second = (words_label("", "text", self) for _ in range(3))
        form = QFormLayout()
        form.setSpacing(8)
        for words, label in (("最近一份", self.newest), ("放在", self.folder), ("第二份放在", self.second)):
            name = QLabel(words, self)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)  # beside the first of two lines
            form.addRow(name, label)
        box.addLayout(form)
        self.plea = words_label(_SECOND_WORDS, "quiet", self)
        box.addWidget(self.plea)
        self.problem = words_label("", "bad", self)
        self.problem.hide()
        box.addWidget(self.problem)
        box.addLayout(self._actions())
        self.show_told(told)
        self.choose.setFocus()

    def show_told(self, told: CopiesReport, problem: str = "") -> None:
        """Show what there is now."""
        size = f"（共 {told.count} 份，{max(told.octets / _MEGABYTE, 0.1):.1f} MB）" if told.count else ""
        self.newest.setText(f"{told.age}{size}")
        self.folder.setText(str(told.folder))
        self.second.setText(second_words(told))
        repaint_role(self.second, "warn" if told.is_second_stale else "text")
        self.plea.setVisible(told.second_place is None)
        self.drop.setVisible(told.second_place is not None)
        told_aloud = f"最近一份：{self.newest.text()}。第二份：{self.second.text()}"
        self.choose.setAccessibleDescription(told_aloud)
        self._set_busy(busy=False)
        self._say("bad", problem)

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.choose = quiet_button("选第二个文件夹…", "choose_second_place", self._choose, self)
        self.drop = quiet_button("不再存第二份", "drop_second_place", self.place_dropped.emit, self)
        self.now = quiet_button("现在备份一份", "copy_now", self._copy, self)
        for button in (self.choose, self.drop, self.now):
            row.addWidget(button)
        row.addStretch(1)
        close = primary_button("关闭", "close_copies", self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        return row

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "第二份备份放在哪个文件夹")
        if name:
            self._begin()
            self.place_chosen.emit(Path(name))

    def _copy(self) -> None:
        self._begin()
        self.copy_wanted.emit()

    def _begin(self) -> None:
        self._set_busy(busy=True)
        self._say("quiet", "正在备份……")

    def _say(self, role: str, words: str) -> None:
        repaint_role(self.problem, role)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        grow(self)

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self.choose, self.drop, self.now):
            button.setEnabled(not busy)


def second_words(told: CopiesReport) -> str:
    """Where the second copies go, and whether the place is still reached."""
    place = told.second_place
    if place is None:
        return "没有"
    if told.is_second_stale:
        days = f"已经 {told.days_since_second} 天没有存入"
        return f"{place.folder}\n{days}：请插上U盘、连上移动硬盘，或另选一个文件夹。"
    if place.reached is None:
        return f"{place.folder}\n还没有存入"
    return f"{place.folder}\n最近存入：{place.reached.month}月{place.reached.day}日 {place.reached:%H:%M}"
