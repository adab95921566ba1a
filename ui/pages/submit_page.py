"""报送归档: where and by when, the packet with its mail, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from aimed_desktop.application.life.lifecycle import LifeStanding, next_marks
from aimed_desktop.application.model import Status
from aimed_desktop.services.produced import Produced
from aimed_desktop.services.route_words import CopyRow
from aimed_desktop.settings import UserSettings
from ui.pages.copy_rows import CopyRows, MakeEditor
from ui.pages.handover_card import HandoverCard
from ui.pages.made_files import FolderLine, MadeFiles
from ui.pages.mail_limit import MailLimit
from ui.pages.online_card import OnlineCard
from ui.pages.records_card import RecordsCard
from ui.pages.supplement_card import SupplementCard
from ui.widgets.buttons import primary_button, quiet_button, set_primary
from ui.widgets.page_parts import StepPage, button_row, rest, words_label

_DATA = ("definition/", "application.json")
_TOLD = ("material", "signature", "version", "image")  # rules of what is told of a packet that was made
_ANSWERS = {Status.SUBMITTED: "标记为已报送…", Status.ACCEPTED: "已受理…", Status.REJECTED: "未通过…"}


class SubmitPage(StepPage):
    """`wanted` tells the folder that the packet goes into; `mark_wanted` the status to be noted."""

    finished = Signal(object)  # Result
    wanted = Signal(Path)
    packet_wanted = Signal(int, str, Path)  # a kept one: number, name, where to
    final_wanted = Signal()
    check_wanted = Signal()
    stamp_wanted = Signal()
    mark_wanted = Signal(object)  # Status
    back_wanted = Signal()
    return_wanted = Signal()
    amend_wanted = Signal()
    settings_chosen = Signal(object)  # UserSettings
    pictures_wanted = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("报送归档", "连同扫描件和材料打成报送包，按通知报送；包同时存进档案库。", parent)
        self._is_packed = False
        self._settings = UserSettings()
        self._add_state(self.card())
        self.records = RecordsCard(self)
        self.supplement = SupplementCard(self)
        self.online = OnlineCard(self)
        for each in (self.supplement, self.records, self.online):
            self.column.addWidget(each)
        self._packing = self.card()
        self._add_packing(self._packing, folder)
        self._letter = self.card()
        self._letter.addWidget(words_label("邮件", "card_title", self))
        self._letter_rows: CopyRows | None = None
        _frame(self._letter).hide()
        self.handover = HandoverCard(self)
        self.column.addWidget(self.handover)
        card = self.card()
        card.addWidget(words_label("报送要求", "card_title", self))
        self._terms, self._routes = QVBoxLayout(), QVBoxLayout()
        card.addLayout(self._terms)
        card.addLayout(self._routes)
        amend = quiet_button("记录补充通知…", "amend_routes", self.amend_wanted.emit, self)
        amend.setToolTip("日期、邮箱或地点变了，记在这里，这个通知的所有申报件都按新的来")
        card.addLayout(button_row(amend))
        self._editor: MakeEditor | None = None
        self._blocks: Sequence[tuple[str, Sequence[CopyRow]]] = []
        self._rows: list[QWidget] = []
        self._kept = self.card()
        self._kept.addWidget(words_label("存档的报送包", "card_title", self))
        self._packets: Sequence[tuple[int, str, str]] = []
        self._kept_rows: list[QWidget] = []
        _frame(self._kept).hide()
        self.column.addStretch(1)
        self.show_standing(LifeStanding())

    def show_standing(self, standing: LifeStanding) -> None:
        """What can be done now."""
        locked, version = standing.is_locked, standing.version
        if not locked:
            self.title.setText("还没有定稿，不能生成报送包。先到“定稿打印”定稿。")
        elif standing.reached(Status.SUBMITTED):
            self.title.setText(f"第{version}版{standing.status}")
        else:
            self.title.setText(f"第{version}版（{standing.status}）还没有报送。")
        self.to_final.setVisible(not locked)
        offered = next_marks(standing.status)
        for status, button in self.marks.items():
            button.setVisible(status in offered)
        self.back.setText(f"撤回“{standing.status}”")
        self.back.setVisible(locked and standing.reached(Status.SUBMITTED))
        self.give_back.setVisible(locked)
        self.go.setEnabled(locked)
        self._lead_on(is_packed=locked and (self._is_packed or standing.reached(Status.SUBMITTED)))
        _frame(self._packing).setVisible(locked)
        _frame(self._letter).setVisible(
            locked and self._letter_rows is not None and bool(self._letter_rows.rows)
        )

    def show_routes(self, blocks: Sequence[tuple[str, Sequence[CopyRow]]]) -> None:
        """Each way of handing in: its title and rows; what stands already keeps the focus."""
        if blocks == self._blocks:
            return
        self._blocks = blocks
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [CopyRows(title, rows, self, self._editor) for title, rows in blocks]
        for row in self._rows:
            self._routes.addWidget(row)

    def show_terms(self, terms: QWidget, editor: MakeEditor) -> None:
        """What the clerk types of what the authority said: apart, and with an `editor` in a route's row."""
        self._terms.addWidget(terms)
        self._editor = editor

    def show_settings(self, settings: UserSettings) -> None:
        """Show how large one mail may be."""
        self._settings = settings
        self.mail_limit.show_limit(settings.mail_limit_mb)

    def show_scans(self, number: int) -> None:
        """How many stamped scans go into the packet."""
        words = (
            f"会放入盖章扫描件，共 {number} 个文件；各页都对上的合成一个 PDF。"
            if number
            else "还没有盖章扫描件：可以先打包看看，盖章扫描后再打一次。"
        )
        self.scans.setText(words)
        self.to_stamp.setVisible(not number)

    def show_kept(self, packets: Sequence[tuple[int, str, str]]) -> None:
        """The packets that are kept with the application, the latest first: number, name, words."""
        if packets == self._packets:
            return
        self._packets = packets
        for row in self._kept_rows:
            row.hide()
            row.deleteLater()
        self._kept_rows = [self._kept_row(*packet) for packet in packets]
        for row in self._kept_rows:
            self._kept.addWidget(row)
        _frame(self._kept).setVisible(bool(packets))

    def show_taken_out(self, folder: Path) -> None:
        """Say where a kept packet was written."""
        self.state.setText(f"已取出到“{folder}”。")
        self.files.show_files([folder])

    def show_result(self, result: Produced) -> None:
        """Say what was made, or why nothing was."""
        self.show_busy(busy=False)
        self.to_check.setVisible(result.refused)
        if result.refused:
            self.state.setText(f"还有 {result.errors} 项必改问题，没有打包。请到“检查”里逐项改好。")
            self.finished.emit(result)
            return
        warnings = [finding.message for finding in result.findings if finding.rule in _TOLD]
        personal = ["文件含身份证号码且未加密，请妥善保管。"] if result.personal else []
        self.state.setText(
            "\n".join(
                ["报送包已生成，并已存进档案库。", *result.told, *personal, *warnings[:4], *result.leftovers]
            )
        )
        self.files.show_files([*result.paths, *([result.mail] if result.mail is not None else [])])
        self.contents.setText(_contents(result.contents))
        self.contents.show()
        self._lead_on(is_packed=True)
        self.finished.emit(result)

    def _lead_on(self, *, is_packed: bool) -> None:
        """Offer first what comes next: the packet, and once it is made, the mark that it was handed in."""
        self._is_packed = is_packed
        set_primary(self.go, not is_packed)
        set_primary(self.marks[Status.SUBMITTED], is_packed)

    def show_failed(self, words: str = "没有打包成功。") -> None:
        """The packet could not be made or kept; a dialog says why."""
        self.show_busy(busy=False)
        self.state.setText(words)

    def show_busy(self, *, busy: bool) -> None:
        """While the packet is made."""
        rest(self, [self.go], busy=busy, then=self.go)

    def _add_state(self, box: QVBoxLayout) -> None:
        self.title = words_label("", "card_title", self)
        box.addWidget(self.title)
        self.marks = {
            status: quiet_button(
                words, f"mark_{status.name.lower()}", partial(self.mark_wanted.emit, status), self
            )
            for status, words in _ANSWERS.items()
        }
        self.back = quiet_button("", "take_back_submitted", self.back_wanted.emit, self)
        self.give_back = quiet_button("退回修改…", "return_after_submitting", self.return_wanted.emit, self)
        self.to_final = quiet_button("去定稿打印", "submit_to_final", self.final_wanted.emit, self)
        set_primary(self.to_final, True)  # it is shown only where nothing else can be done
        box.addLayout(button_row(*self.marks.values(), self.back, self.give_back, self.to_final))

    def _add_packing(self, box: QVBoxLayout, folder: Path) -> None:
        box.addWidget(words_label("报送包放在", "card_title", self))
        self.folder_line = FolderLine(folder, "packet_folder", "报送包放在哪个文件夹", self)
        self.folder = self.folder_line.line
        box.addWidget(self.folder_line)
        self.mail_limit = MailLimit(self)
        self.mail_limit.chosen.connect(self._on_limit_chosen)
        box.addWidget(self.mail_limit)
        self.scans = words_label("", "quiet", self)
        box.addWidget(self.scans)
        self.go = primary_button("生成报送包并归档", "pack", self)
        self.go.clicked.connect(self._want)
        self.to_stamp = quiet_button("去加扫描件", "to_stamp", self.stamp_wanted.emit, self)
        self.pictures = quiet_button("图片一览…", "picture_sheet", self.pictures_wanted.emit, self)
        self.pictures.setToolTip("打包前逐张看一遍图片和材料，确认没有患者姓名、住院号、人脸")
        self.to_check = quiet_button("去检查", "submit_to_check", self.check_wanted.emit, self)
        self.to_check.hide()
        box.addLayout(button_row(self.go, self.pictures, self.to_stamp, self.to_check))
        self.state = words_label("", "quiet", self)
        self.files = MadeFiles("报送包", self)
        self.contents = words_label("", "quiet", self)
        for widget in (self.state, self.files, self.contents):
            box.addWidget(widget)
        self.contents.hide()

    def show_letter(self, rows: Sequence[CopyRow]) -> None:
        """The mails of the packet, to be copied field by field; none where the notice wants none."""
        if self._letter_rows is not None:
            if rows == self._letter_rows.rows:
                return
            self._letter_rows.hide()
            self._letter_rows.deleteLater()
        self._letter_rows = CopyRows("", rows, self)
        self._letter.addWidget(self._letter_rows)
        _frame(self._letter).setVisible(bool(rows))

    def _kept_row(self, number: int, name: str, words: str) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words_label(words, "quiet", holder), 1)
        take = quiet_button("取出…", "take_packet_out", partial(self._take_out, number, name), holder)
        take.setAccessibleName(f"取出 {name}")
        row.addWidget(take)
        return holder

    def _take_out(self, number: int, name: str) -> None:
        folder = QFileDialog.getExistingDirectory(self, "取出到哪个文件夹", self.folder.text())
        if folder:
            self.packet_wanted.emit(number, name, Path(folder))

    def _on_limit_chosen(self, megabytes: int) -> None:
        self._settings = replace(self._settings, mail_limit_mb=megabytes)
        self.settings_chosen.emit(self._settings)

    def _want(self) -> None:
        if (folder := self.folder_line.folder(self.state)) is not None:
            self.show_busy(busy=True)
            self.state.setText("正在打包……")
            self.files.show_files([])
            self.contents.hide()
            self.wanted.emit(folder)


def _contents(names: Sequence[str]) -> str:
    """What a clerk looks for in the packet, one a line; of the data only how many files there are."""
    shown = [name for name in names if not name.startswith(_DATA)]
    more = f"另有数据文件 {len(names) - len(shown)} 个，供归档和区里汇总用。"
    return "\n".join([f"包内有 {len(shown)} 个文件：", *shown, more])


def _frame(box: QVBoxLayout) -> QWidget:
    frame = box.parentWidget()
    assert frame is not None
    return frame
