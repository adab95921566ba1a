"""定稿打印: the version is fixed, Word, PDF and 路线单 go into a folder and to the printer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from aimed_desktop.application.life.lifecycle import LifeStanding, version_on_paper
from aimed_desktop.application.model import Application, Status
from aimed_desktop.definition.model import Notice
from aimed_desktop.services.produced import Produced
from aimed_desktop.settings import UserSettings
from ui.pages.made_files import FolderLine, MadeFiles
from ui.pages.print_card import PrintCard
from ui.widgets.buttons import primary_button, quiet_button, set_primary
from ui.widgets.in_sight import tell_in_sight
from ui.widgets.page_parts import StepPage, button_row, repaint_role, rest, words_label

if TYPE_CHECKING:
    from aimed_desktop.packet.void_words import VoidWords

_SETTINGS = {
    "plain_word": "Word 不带填写框（WPS 打开不正常时用）",
    "tick_as_square": "Word 里打勾的方框印成 ■（显示不出 ☑ 时用）",
    "print_fingerprint": "页脚加印核对码，8个字符，每一版不同（受理单位没有要求时不印）",
}


class FinalPage(StepPage):
    """`finalise_wanted` asks for 定稿, `wanted` for files in a folder, as a draft or not."""

    finished = Signal(object)  # Result; None where nothing came of it
    finalise_wanted = Signal(Path)
    wanted = Signal(Path, bool)
    print_wanted = Signal()
    check_wanted = Signal()
    mark_wanted = Signal(object)  # Status
    back_wanted = Signal()
    return_wanted = Signal()
    whole_wanted = Signal(bool)  # all of the paper that was sent back is made again, or what changes
    settings_chosen = Signal(object)  # Settings

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(
            "定稿打印", "定稿锁定内容、编定版本；Word 和 PDF 与通知的表式一致，打印请用 PDF。", parent
        )
        self._standing = LifeStanding()
        self._errors: int | None = None
        self.settings = UserSettings()
        self._add_state(self.card())
        self.printing = PrintCard(self)
        self.printing.changed.connect(self._on_printing_changed)
        self.column.addWidget(self.printing)
        self._add_scope(self.card())
        self._add_void(self.card())
        self._add_files(self.card(), folder)
        self._add_settings(self.card())
        self.story_card = self.card()
        self.story_card.addWidget(words_label("经过", "card_title", self))
        self.story = words_label("", "quiet", self)
        self.story_card.addWidget(self.story)
        self.column.addStretch(1)
        self.show_standing(LifeStanding())

    @property
    def is_busy(self) -> bool:
        """Whether the version is being fixed, or files are made."""
        return not self.go.isEnabled()

    def show_standing(self, standing: LifeStanding, story: str = "") -> None:
        """What can be done now, and what was done."""
        locked = standing.is_locked
        if not locked and self._standing.is_locked:
            self.files.show_files([])
            self.state.setText("")
        self._standing = standing
        is_unprinted = locked and not standing.reached(Status.PRINTED)
        is_printing = not self.printing.isHidden()  # it has the word that all has come out
        self.go.setText("重新导出文件" if locked else f"定稿（第{max(standing.version, 1)}版）")
        set_primary(self.go, not locked)
        set_primary(self.print, is_unprinted and not is_printing)
        for widget, is_shown in (
            (self.draft, not locked),
            (self.print, locked),
            (self.mark, is_unprinted and not is_printing),
            (self.back, locked and standing.status is Status.PRINTED),
            (self.give_back, locked),
            (self.reprint, locked and standing.reached(Status.PRINTED)),
        ):
            widget.setVisible(is_shown)
        self._show_scope(standing)
        self._show_settings_open(is_open=not locked)
        self.story.setText(story)
        _card_of(self.story).setVisible(bool(story))
        self._show_words()

    def show_findings(self, errors: int, warnings: int) -> None:
        """How much stands in the way of 定稿."""
        self._errors, self._warnings = errors, warnings
        self._show_words()

    def show_void(self, words: VoidWords | None) -> None:
        """What of the paper before is printed and stamped again, and what of it stays."""
        _card_of(self.void).setVisible(words is not None)
        if words is None:
            return
        again = (*words.pages, *words.notes, *words.again, *words.more)
        self.void_title.setText(f"与已印的第{words.since}版相比")
        self.void.setText("\n".join(again) or "打印出来的内容没有变化：已打印、盖章、签字的各页继续有效。")
        repaint_role(self.void, "warn" if again else "good")
        self.kept.setText("\n".join(words.kept))
        self.kept.setVisible(bool(words.kept))
        self.void_note.setVisible(bool(words.pages) and not words.is_whole)

    def show_copies(self, app: Application, notice: Notice) -> None:
        """Say how many copies this application is printed in, and for whom."""
        self.copies.setText(_copies(app, notice))

    def show_settings(self, settings: UserSettings) -> None:
        """Show how files are written."""
        self.settings = settings
        self._boxes["plain_word"].setChecked(not settings.word_controls)
        self._boxes["tick_as_square"].setChecked(settings.tick_as_square)
        self._boxes["print_fingerprint"].setChecked(settings.print_fingerprint)

    def show_result(self, result: Produced) -> None:
        """Say what was made, or why nothing was."""
        self.show_busy(busy=False)
        if result.refused:
            tell_in_sight(self.state, f"还有 {result.errors} 项必改问题，没有导出。请到“检查”里逐项改好。")
        else:
            words = f"已导出 {len(result.paths)} 个文件，双击可打开。"
            if result.personal:
                words += "文件含身份证号码且未加密，请妥善保管。"
            tell_in_sight(self.state, "\n".join([words, *result.leftovers]))
            self.files.show_files(list(result.paths))
        self.finished.emit(result)

    def show_failed(self, words: str = "没有导出成功。") -> None:
        """The files could not be made; a dialog says why."""
        self.show_busy(busy=False)
        tell_in_sight(self.state, words)
        self.finished.emit(None)

    def show_busy(self, *, busy: bool) -> None:
        """While the version is fixed, or files are made."""
        then = self.print if self._standing.is_locked else self.go
        rest(self, self._buttons, busy=busy, then=then)

    def _add_state(self, box: QVBoxLayout) -> None:
        self.title = words_label("", "card_title", self)
        self.words = words_label("", "quiet", self)
        self.copies = words_label("", "quiet", self)
        for label in (self.title, self.words, self.copies):
            box.addWidget(label)
        self.go = primary_button("", "finalise", self)
        self.go.clicked.connect(self._on_go)
        self.to_check = quiet_button("去检查", "to_check", self.check_wanted.emit, self)
        self.draft = quiet_button("导出草稿（带“草稿”字样）", "export_draft", self._on_draft, self)
        self.print = quiet_button("整套打印…", "print", self.print_wanted.emit, self)
        self.reprint = quiet_button("补打…", "print_again", self.print_wanted.emit, self)
        self.mark = quiet_button(
            "标记为已打印", "mark_printed", lambda: self.mark_wanted.emit(Status.PRINTED), self
        )
        self.back = quiet_button("撤回“已打印”", "take_back_printed", self.back_wanted.emit, self)
        self.give_back = quiet_button("退回修改…", "return_for_changes", self.return_wanted.emit, self)
        marks = (self.mark, self.back, self.give_back)
        self._buttons = (self.go, self.to_check, self.draft, self.print, self.reprint, *marks)
        box.addLayout(button_row(*self._buttons))

    def _add_scope(self, box: QVBoxLayout) -> None:
        self.scope_title = words_label("", "card_title", self)
        self.scope = words_label("", "quiet", self)
        self.other_scope = quiet_button("", "other_scope", self._on_other_scope, self)
        for widget in (self.scope_title, self.scope):
            box.addWidget(widget)
        box.addLayout(button_row(self.other_scope))

    def _show_scope(self, standing: LifeStanding) -> None:
        """Of a version that was sent back: what was answered about its paper, and the way to the other."""
        paper = version_on_paper(standing.events)
        _card_of(self.scope).setVisible(paper is not None and not standing.is_locked)
        is_whole = standing.is_made_whole_again
        self.scope_title.setText("整套重做" if is_whole else "只换有变化的页")
        self.scope.setText(
            f"第{paper}版已胶装、盖骑缝章或原件已交出：再定稿后，整套重新打印、盖章、签字。"
            if is_whole
            else "再定稿后，只重新打印、盖章有变化的页，其余继续有效。"
            f"第{paper}版已胶装、盖骑缝章或原件已交出的，请改为整套重做。"
        )
        self.other_scope.setText("改为只换有变化的页" if is_whole else "改为整套重做")

    def _on_printing_changed(self) -> None:
        self.show_standing(self._standing, self.story.text())

    def _on_other_scope(self) -> None:
        self.whole_wanted.emit(not self._standing.is_made_whole_again)

    def _add_void(self, box: QVBoxLayout) -> None:
        self.void_title = words_label("", "card_title", self)
        self.void = words_label("", "warn", self)
        self.void_note = words_label("双面打印的，同一张纸的另一面也要重印；每一份都要换。", "quiet", self)
        self.kept = words_label("", "good", self)
        for label in (self.void_title, self.void, self.kept, self.void_note):
            box.addWidget(label)
        _card_of(self.void).hide()

    def _add_files(self, box: QVBoxLayout, folder: Path) -> None:
        box.addWidget(words_label("文件放在", "card_title", self))
        self.folder_line = FolderLine(folder, "export_folder", "导出到的文件夹", self)
        self.folder = self.folder_line.line
        box.addWidget(self.folder_line)
        self.state = words_label("", "quiet", self)
        box.addWidget(self.state)
        self.files = MadeFiles("导出的文件", self)
        box.addWidget(self.files)

    def _add_settings(self, box: QVBoxLayout) -> None:
        self.settings_title = words_label("", "card_title", self)
        box.addWidget(self.settings_title)
        self._boxes = {name: QCheckBox(words, self) for name, words in _SETTINGS.items()}
        for name, check_box in self._boxes.items():
            check_box.setObjectName(f"setting_{name}")
            check_box.clicked.connect(self._on_setting_clicked)
            box.addWidget(check_box)

    def _show_settings_open(self, *, is_open: bool) -> None:
        """A fixed version has the files that it was fixed with."""
        words = "一般不用改" if is_open else "已随定稿定下，退回修改后可改"
        self.settings_title.setText(f"文件的写法（{words}）")
        for check_box in self._boxes.values():
            check_box.setEnabled(is_open)

    def _show_words(self) -> None:
        standing, errors = self._standing, self._errors
        self.to_check.setVisible(bool(errors) and not standing.is_locked)
        if standing.is_locked:
            self.title.setText(f"第{standing.version}版已定稿")
            self.words.setText("内容已锁定。要修改请点“退回修改”，改好后再定稿。")
            return
        version = standing.version
        self.title.setText(
            f"第{version - 1}版已退回修改，第{version}版还没有定稿" if version else "还没有定稿"
        )
        if errors is None:
            self.words.setText("正在检查……")
        elif errors:
            self.words.setText(f"还有 {errors} 项必改问题，改好后才能定稿；现在可以先导出草稿看一看。")
        else:
            more = f"另有 {self._warnings} 项建议，不影响定稿。" if self._warnings else ""
            self.words.setText(f"没有必改问题，可以定稿。定稿后内容锁定。{more}")

    def _on_go(self) -> None:
        if (folder := self._folder("正在导出……" if self._standing.is_locked else "正在定稿……")) is None:
            return
        if self._standing.is_locked:
            self.wanted.emit(folder, False)
        else:
            self.finalise_wanted.emit(folder)

    def _on_draft(self) -> None:
        if (folder := self._folder("正在导出……")) is not None:
            self.wanted.emit(folder, True)

    def _folder(self, words: str) -> Path | None:
        folder = self.folder_line.folder(self.state)
        if folder is not None:
            self.show_busy(busy=True)
            self.state.setText(words)
            self.files.show_files([])
        return folder

    def _on_setting_clicked(self) -> None:
        chosen = {name: check_box.isChecked() for name, check_box in self._boxes.items()}
        plain = chosen.pop("plain_word")
        self.settings = replace(self.settings, word_controls=not plain, **chosen)
        self.settings_chosen.emit(self.settings)


def _card_of(widget: QWidget) -> QWidget:
    card = widget.parentWidget()
    assert card is not None
    return card


def _copies(app: Application, notice: Notice) -> str:
    from aimed_desktop.application.life.copies import own_copies
    from aimed_desktop.packet.routes import copies, routes  # not needed before this page is shown

    number, own = copies(app, notice), own_copies(app)
    if not number:
        return "通知没有写明份数，以受理单位的要求为准。"
    to = next((f"（{route.to}）" for route in routes(app, notice) if route.copies == number), "")
    kept = f"，另打 {own} 份留底，共 {number + own} 份" if own else ""
    return f"应打印 {number} 份{to}{kept}。"
