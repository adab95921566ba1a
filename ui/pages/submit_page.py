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
from ui.pages.letter_card import LetterCard
from ui.pages.online_card import OnlineCard
from ui.pages.packing_card import PackingCard
from ui.pages.records_card import RecordsCard
from ui.pages.supplement_card import SupplementCard
from ui.widgets.buttons import quiet_button, set_primary
from ui.widgets.folding import Folding
from ui.widgets.page_parts import StepPage, button_row, words_label

_ANSWERS = {Status.SUBMITTED: "标记为已报送…", Status.ACCEPTED: "已受理…", Status.REJECTED: "未通过…"}


class SubmitPage(StepPage):
    """`mark_wanted` tells the status to be noted."""

    finished = Signal(object)  # Result
    packet_wanted = Signal(int, str, Path)  # a kept one: number, name, where to
    final_wanted = Signal()
    mark_wanted = Signal(object)  # Status
    back_wanted = Signal()
    return_wanted = Signal()
    amend_wanted = Signal()
    settings_chosen = Signal(object)  # UserSettings

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("报送归档", "连同扫描件和材料打成报送包，按通知报送；包同时存进档案库。", parent)
        self._is_handed_in = False
        self._settings = UserSettings()
        self._add_state(self.card())
        self.records = RecordsCard(self)
        self.supplement = SupplementCard(self)
        self.online = OnlineCard(self)
        self.packing = PackingCard(folder, self)
        self.folder_line, self.folder = self.packing.folder_line, self.packing.folder_line.line
        self.go, self.state, self.files = self.packing.go, self.packing.state, self.packing.files
        self.packing.mail_limit.chosen.connect(self._on_limit_chosen)
        self.packing.judged.connect(self._lead_on)
        self._letter, self.handover = LetterCard(self), HandoverCard(self)
        self._editor: MakeEditor | None = None
        self._blocks: Sequence[tuple[str, Sequence[CopyRow]]] = []
        self._rows: list[QWidget] = []
        self._packets: Sequence[tuple[int, str, str]] = []
        self._kept_rows: list[QWidget] = []
        self.rest = Folding("报送要求、报送包", "unfold_packing", self, folds=False)
        for each in (self.supplement, self.records, self.rest):
            self.column.addWidget(each)
        self._add_terms(self.card())
        self._kept = self.card()
        self._kept.addWidget(words_label("存档的报送包", "card_title", self))
        _frame(self._kept).hide()
        terms, kept = _frame(self._terms), _frame(self._kept)
        for card in (terms, self.online, self.packing, self._letter, self.handover, kept):
            self.rest.box.addWidget(card)
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
        self._is_handed_in = standing.reached(Status.SUBMITTED)
        self.rest.show_folding(folds=self._is_handed_in)
        self.packing.setVisible(locked)
        if locked:
            self.packing.show_version(version, is_handed_in=self._is_handed_in)
        self._lead_on()

    def show_routes(self, blocks: Sequence[tuple[str, Sequence[CopyRow]]]) -> None:
        """Each way of handing in: its title and rows; what stands already keeps the focus."""
        if blocks == self._blocks:
            return
        self.packing.show_part("routes", blocks)
        self._blocks = blocks
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._route(title, rows) for title, rows in blocks]
        for row in self._rows:
            self._routes.addWidget(row)

    def _route(self, title: str, rows: Sequence[CopyRow]) -> QWidget:
        """A way of handing in; a later one, where the papers go on from there, is folded."""
        if title.startswith(self._blocks[0][0].split("→")[0]):
            return CopyRows(title, rows, self, self._editor)
        folding = Folding(title, "unfold_route", self)
        folding.box.addWidget(CopyRows("", rows, folding.body, self._editor))
        folding.unfold(unfolded=any(row.path for row in rows))  # something is to be typed there
        return folding

    def show_terms(self, terms: QWidget, editor: MakeEditor) -> None:
        """What the clerk types of what the authority said: apart, and with an `editor` in a route's row."""
        self._terms.addWidget(terms)
        self._editor = editor

    def show_settings(self, settings: UserSettings) -> None:
        """Show how large one mail may be."""
        self._settings = settings
        self.packing.mail_limit.show_limit(settings.mail_limit_mb)
        self.packing.show_part("mail limit", settings.mail_limit_mb)

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
        self.packing.show_words(f"已取出到“{folder}”。", [folder])

    def show_result(self, result: Produced) -> None:
        """Say what was made, or why nothing was."""
        self.packing.show_result(result)
        self.finished.emit(result)

    def show_failed(self, words: str = "没有打包成功。") -> None:
        """The packet could not be made or kept; a dialog says why."""
        self.packing.show_failed(words)

    def _lead_on(self) -> None:
        """Offer first what comes next: the packet, and once it is made, the mark that it was handed in.

        A mail is shown with the packet that it carries, and with no other.
        """
        is_done = self.packing.is_packed or self._is_handed_in
        set_primary(self.go, not is_done)
        set_primary(self.marks[Status.SUBMITTED], is_done)
        self._letter.setVisible(self.go.isEnabled() and bool(self._letter.rows) and self.packing.is_packed)

    def _add_terms(self, box: QVBoxLayout) -> None:
        box.addWidget(words_label("报送要求", "card_title", self))
        self._terms, self._routes = QVBoxLayout(), QVBoxLayout()
        box.addLayout(self._terms)
        box.addLayout(self._routes)
        amend = quiet_button("记录补充通知…", "amend_routes", self.amend_wanted.emit, self)
        amend.setToolTip("日期、邮箱或地点变了，记在这里，这个通知的所有申报件都按新的来")
        box.addLayout(button_row(amend))

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

    def show_letter(self, rows: Sequence[CopyRow]) -> None:
        """The mails of the packet, to be copied field by field; none where the notice wants none."""
        self._letter.show_rows(rows)
        self._lead_on()

    def chosen_folder(self) -> Path | None:
        """Where files go; without one, the line that it is typed in is shown."""
        folder = self.folder_line.folder(self.state)
        if folder is None:
            self.rest.unfold(unfolded=True)
            self.folder.setFocus()
        return folder

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


def _frame(box: QVBoxLayout) -> QWidget:
    frame = box.parentWidget()
    assert frame is not None
    return frame
