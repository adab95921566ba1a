"""报送包 on the page 报送归档: where it goes, what goes into it, what was made, whether that still holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from aimed_desktop.services.produced import Produced
from ui.pages.made_files import FolderLine, MadeFiles
from ui.pages.mail_limit import MailLimit
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.folding import Folding
from ui.widgets.in_sight import bring_into_sight, tell_in_sight
from ui.widgets.later import call_later
from ui.widgets.page_parts import button_row, repaint_role, rest, words_label

_DATA = ("definition/", "application.json")
_TOLD = ("material", "signature", "version", "image")  # rules of what is told of a packet that was made
_OUTDATED = "这个报送包已过时，请重新生成。"


class PackingCard(QFrame):
    """`wanted` tells the folder that the packet goes into; `judged` that the packet may hold no longer,
    or again.
    """

    wanted = Signal(Path)
    judged = Signal()
    check_wanted = Signal()
    stamp_wanted = Signal()
    pictures_wanted = Signal()

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._parts: dict[str, object] = {}
        self._asked_of: dict[str, object] = {}
        self._packed_of: dict[str, object] | None = None
        self._told = ""
        self._is_handed_in = False
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 16)
        box.setSpacing(10)
        box.addWidget(words_label("报送包放在", "card_title", self))
        self.folder_line = FolderLine(folder, "packet_folder", "报送包放在哪个文件夹", self)
        box.addWidget(self.folder_line)
        self.mail_limit = MailLimit(self)
        box.addWidget(self.mail_limit)
        self.scans = words_label("", "quiet", self)
        self.looked = words_label("", "quiet", self)
        self.looked.hide()
        for label in (self.scans, self.looked):
            box.addWidget(label)
        self._add_buttons(box)
        self.state = words_label("", "quiet", self)
        self.files = MadeFiles("报送包", self)
        self.contents = Folding("", "unfold_contents", self)
        self._names = words_label("", "quiet", self.contents.body)
        self.contents.box.addWidget(self._names)
        for widget in (self.state, self.files, self.contents):
            box.addWidget(widget)
        self.contents.hide()

    @property
    def is_packed(self) -> bool:
        """Whether a packet was made of what stands here now."""
        return self._packed_of is not None and self._packed_of == self._parts

    def show_part(self, name: str, part: object) -> None:
        """What a packet would be made of now; a packet of anything else is outdated."""
        if name not in self._parts:  # it is known only now: it was no other when the packet was made
            for made_of in filter(None, (self._asked_of, self._packed_of)):
                made_of.setdefault(name, part)
        if self._parts.get(name) != part:
            self._parts[name] = part
            self._judge()

    def show_version(self, version: int, *, is_handed_in: bool) -> None:
        """Of another version nothing is told any more of what was made of the last one. What was handed in
        is not outdated by what came later.
        """
        self._is_handed_in = is_handed_in
        if self._parts.get("version") not in (None, version):
            self._packed_of = None
            self.show_words("")
        self.show_part("version", version)

    def show_scans(self, numbers: Sequence[int]) -> None:
        """Which stamped scans go into the packet."""
        self.scans.setText(
            f"会放入盖章扫描件，共 {len(numbers)} 个文件；各页都对上的合成一个 PDF。"
            if numbers
            else "还没有盖章扫描件：可以先打包看看，盖章扫描后再打一次。"
        )
        self.to_stamp.setVisible(not numbers)
        self.show_part("scans", tuple(numbers))

    def show_looked(self, words: str, role: str) -> None:
        """Whether the pictures were looked at; nothing where there are none."""
        self.looked.setText(words)
        self.looked.setVisible(bool(words))
        repaint_role(self.looked, role)

    def show_result(self, result: Produced) -> None:
        """Say what was made, or why nothing was."""
        self.show_busy(busy=False)
        self.to_check.setVisible(result.refused)
        if result.refused:
            tell_in_sight(self.state, f"还有 {result.errors} 项必改问题，没有打包。请到“检查”里逐项改好。")
            return
        warnings = [finding.message for finding in result.findings if finding.rule in _TOLD]
        personal = ["文件含身份证号码且未加密，请妥善保管。"] if result.personal else []
        made = "报送包已生成，并已存进档案库。"
        self._told = "\n".join([made, *result.told, *personal, *warnings[:4], *result.leftovers])
        self.files.show_files([*result.paths, *([result.mail] if result.mail is not None else [])])
        shown = [name for name in result.contents if not name.startswith(_DATA)]
        data = f"另有数据文件 {len(result.contents) - len(shown)} 个，供归档和区里汇总用。"
        self.contents.show_title(f"包内有 {len(shown)} 个文件")
        self.contents.unfold(unfolded=False)
        self._names.setText("\n".join([*shown, data]))
        self._packed_of = dict(self._asked_of)
        self._judge()
        call_later(self, partial(bring_into_sight, self.state))  # once the page has made room for it

    def show_failed(self, words: str) -> None:
        """Nothing was packed or kept."""
        self.show_busy(busy=False)
        self.show_words(words)
        tell_in_sight(self.state, words)

    def show_words(self, words: str, paths: Sequence[Path] = ()) -> None:
        """A word in place of what was told of a packet."""
        self.state.setText(words)
        repaint_role(self.state, "quiet")
        self.files.show_files(list(paths))
        self.contents.hide()

    def show_busy(self, *, busy: bool) -> None:
        """While the packet is made."""
        rest(self, [self.go], busy=busy, then=self.go)
        if busy:
            self._asked_of, self._packed_of = dict(self._parts), None
            self.show_words("正在打包……")
            self.judged.emit()

    def _judge(self) -> None:
        if self._packed_of is not None:
            is_good = self.is_packed or self._is_handed_in
            self.state.setText(self._told if is_good else _OUTDATED)
            repaint_role(self.state, "quiet" if is_good else "warn")
            for widget in (self.files, self.contents):
                widget.setVisible(is_good)
        self.judged.emit()

    def _add_buttons(self, box: QVBoxLayout) -> None:
        self.go = primary_button("生成报送包并归档", "pack", self)
        self.go.clicked.connect(self._want)
        self.to_stamp = quiet_button("去加扫描件", "to_stamp", self.stamp_wanted.emit, self)
        self.pictures = quiet_button("图片一览…", "picture_sheet", self.pictures_wanted.emit, self)
        self.pictures.setToolTip("打包前逐张看一遍图片和材料，确认没有患者姓名、住院号、人脸")
        self.to_check = quiet_button("去检查", "submit_to_check", self.check_wanted.emit, self)
        self.to_check.hide()
        box.addLayout(button_row(self.go, self.pictures, self.to_stamp, self.to_check))

    def _want(self) -> None:
        if (folder := self.folder_line.folder(self.state)) is not None:
            self.show_busy(busy=True)
            self.wanted.emit(folder)
