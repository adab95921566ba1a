"""材料: the notice's list as slots, with the files put into them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from aimed_desktop.application.life.supplement import instead_of, open_supplement
from aimed_desktop.application.model import HANDED_IN, MaterialFile, Status
from aimed_desktop.definition.model import Material
from aimed_desktop.packet.file_words import brief_name, size_words
from aimed_desktop.services.material_words import normalised, validity_told
from aimed_desktop.services.supplementing import asked_words
from ui.binding.bindings import Bindings
from ui.desk.session import Session
from ui.pages.file_row import FileRow
from ui.pages.material_facts import MaterialFacts
from ui.pages.preview_dialog import MaterialPreview
from ui.pages.slot_card import SlotCard, dropped_files
from ui.widgets.bar import Bar
from ui.widgets.buttons import set_primary
from ui.widgets.page_parts import StepPage, words_label

if TYPE_CHECKING:
    from aimed_desktop.packet.material_files import FileFacts

_MUCH_BYTES: Final = 20 * 1024 * 1024  # what many mailboxes take
_MOST_TOLD: Final = 4  # lines of one message
_MOST_NAMED: Final = 4  # files of its last line
_CLOSED: Final = "已报送，材料不能再改。受理单位要求补材料的，请到“报送归档”点“材料补正”。"
_INTRODUCTION: Final = "按通知的清单附上证明材料；可把文件拖到对应的一项上。文件会复制进档案库，原文件不动。"


class MaterialsPage(StepPage):
    """`files_chosen` tells a slot, files (Path) for it, and the name of the kept one that is replaced
    (empty: none).
    """

    files_chosen = Signal(str, list, str)

    def __init__(self, session: Session, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__("材料", _INTRODUCTION, parent)
        self._app = session.app
        self._bindings = bindings
        self._facts = MaterialFacts(session.app, session.jobs, session.failed, self)
        self._facts.found.connect(self._on_facts_found)
        self.next = self.lead_on("下一步：定稿打印", "materials_to_final")
        self.asked = words_label("", "warn", self)
        self.asked.hide()
        self.total = words_label("", "quiet", self)
        for label in (self.asked, self.total):
            self.column.addWidget(label)
        self.cards: list[SlotCard] = []  # made when the page is first shown
        self.bar = Bar(self)
        self.setAcceptDrops(True)
        bindings.changed.connect(self._on_changed)
        bindings.locked_changed.connect(lambda _is_locked: self._show_lock())

    def add(self, slot: str, replaced: str, name: str) -> None:
        """Note a file that is kept by now, where the one that it replaces stands; else behind the others."""
        entries = self._in(slot)
        fresh = MaterialFile(slot, name)
        place = next((index for index, entry in enumerate(entries) if entry.file == replaced), None)
        if place is None:
            self._write(slot, [*entries, fresh])
            return
        gone, entries[place] = entries[place], fresh
        self._write(slot, entries)
        self._tell(f"已把“{_shown(replaced)}”换成“{_shown(name)}”", gone, place, fresh)

    def tell_left_out(
        self,
        refused: Sequence[tuple[str, str]],
        twins: Sequence[tuple[str, str]],
        add: Callable[[], None],
        noted: Sequence[str] = (),
    ) -> None:
        """Say which files were not kept: why (name and words of each), or what they are the same as, with
        the offer to `add` those; and what was `noted` of those that were.
        """
        same = [f"“{_shown(name)}”与已附的“{_shown(twin)}”内容相同，没有再添加。" for name, twin in twins]
        lines = [*(words for _, words in refused), *same]
        if len(lines) > _MOST_TOLD:
            left = [name for name, _ in (*refused, *twins)][_MOST_TOLD:]
            lines = [*lines[:_MOST_TOLD], f"{_several(left)}也没有添加。"]
        lines += noted[: max(1, _MOST_TOLD - len(lines))]
        if lines:
            is_long = bool(refused or noted)
            self.bar.tell("\n".join(lines), "仍要添加" if twins else "", add, is_long=is_long)

    def refresh(self) -> None:
        """Show every slot with its files."""
        for card in self.cards:
            names = [entry.file for entry in self._in(card.material.id)]
            if names != [row.name for row in card.rows] or not card.state.text():
                card.show_files(names, is_required=self._is_required(card.material))
            self._show_validity(card)
        self._show_total()
        if self.isVisible():
            self._ask_facts()

    def left(self) -> int:
        """How many required slots are still empty."""
        filled = {material.slot for material in self._app.materials}
        return sum(
            self._is_required(material) and not material.in_document and material.id not in filled
            for material in self._app.form.materials
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.cards:
            self.cards = [self._card(material) for material in self._app.form.materials]
            self.column.addStretch(1)
        self._show_lock()
        for card in self.cards:  # an answer may have made a paper required
            names = [entry.file for entry in self._in(card.material.id)]
            card.show_files(names, is_required=self._is_required(card.material))
            self._show_validity(card)
        self._show_total()
        self._ask_facts()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Beside the cards nobody knows which paper it is; after handing in no card takes any."""
        event.acceptProposedAction()
        self.bar.tell(_CLOSED if self._is_closed() else "请把文件放到对应的那一项材料上。")

    def _card(self, material: Material) -> SlotCard:
        card = SlotCard(material, self._facts, self)
        slot = material.id
        card.files_given.connect(lambda paths: self.files_chosen.emit(slot, paths, ""))
        card.replacement_given.connect(lambda kept, path: self.files_chosen.emit(slot, [path], kept))
        card.previewed.connect(self._preview)
        card.removed.connect(partial(self._remove, slot))
        card.moved.connect(partial(self._move, slot))
        card.line_made.connect(self._bindings.add_writer)
        card.validity_typed.connect(partial(self._note_validity, slot))
        self.column.addWidget(card)
        return card

    def _remove(self, slot: str, place: int) -> None:
        """Take a file out; out of a fixed version once the clerk has said so."""
        gone = self._in(slot)[place]
        if not self._app.is_locked:
            self._take_out(gone)
            return
        instead = instead_of(self._app, gone)
        words = f"换回“{_shown(instead.file)}”" if instead else f"移出“{_shown(gone.file)}”"
        box = QMessageBox(
            QMessageBox.Icon.Question,
            "移出材料",
            f"这一版已经定稿。要{words}吗？\n"
            f"申报书不变，但报送包和附件清单里不再有“{_shown(gone.file)}”。"
            "移出后，可马上按下方的“撤销”放回。",
            QMessageBox.StandardButton.NoButton,
            self,
        )
        box.setObjectName("ask_to_take_out")
        take = box.addButton("移出", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
        take.clicked.connect(lambda: self._take_out(gone))
        box.finished.connect(box.deleteLater)
        box.open()

    def _take_out(self, gone: MaterialFile) -> None:
        instead = instead_of(self._app, gone)
        put_back = [instead] if instead is not None else []
        entries = self._in(gone.slot)
        place = entries.index(gone)
        self._write(gone.slot, [*entries[:place], *put_back, *entries[place + 1 :]])
        self._tell(f"已移出“{_shown(gone.file)}”", gone, place, instead)

    def _note_validity(self, slot: str, place: int, typed: str) -> None:
        """Keep until when the licence at `place` is good."""
        entries = self._in(slot)
        entries[place] = replace(entries[place], valid_until=normalised(typed))
        self._write(slot, entries)

    def _show_validity(self, card: SlotCard) -> None:
        for row, entry in zip(card.rows, self._in(card.material.id), strict=True):
            if row.validity is not None:
                row.validity.show_kept(entry.valid_until, *validity_told(self._app, entry.valid_until))

    def _move(self, slot: str, place: int, to: int) -> None:
        entries = self._in(slot)
        if not 0 <= to < len(entries):
            return
        focused = QApplication.focusWidget()
        name = focused.objectName() if focused is not None else ""
        entries.insert(to, entries.pop(place))
        self._write(slot, entries)
        row = next(card.rows[to] for card in self.cards if card.material.id == slot)
        _focus(row, name)

    def _write(self, slot: str, entries: list[MaterialFile]) -> None:
        """Let the slot hold `entries`, the other slots what they hold."""
        kept = [entry for entry in self._app.materials if entry.slot != slot]
        order = {material.id: index for index, material in enumerate(self._app.form.materials)}
        made = sorted([*kept, *entries], key=lambda entry: order.get(entry.slot, len(order)))
        self._app.set_materials(tuple(made))

    def _is_closed(self) -> bool:
        return self._app.status in HANDED_IN and open_supplement(self._app) is None

    def _in(self, slot: str) -> list[MaterialFile]:
        return [entry for entry in self._app.materials if entry.slot == slot]

    def _preview(self, name: str) -> None:
        dialog = MaterialPreview(name, self._facts.of(name), self.window())
        self._facts.pages(name, dialog.show_pages)
        dialog.open()

    def _tell(self, words: str, gone: MaterialFile, place: int, instead: MaterialFile | None) -> None:
        """Say what became of a file, with the offer to put that one back."""
        put_back = partial(self._put_back, gone, place, instead)
        self.bar.tell(words, "撤销", put_back, is_long=self._app.is_locked)  # there Ctrl+Z does nothing

    def _put_back(self, gone: MaterialFile, place: int, instead: MaterialFile | None) -> None:
        """Put a file back where it stood, or where `instead` stands by now; all else stays."""
        if self._is_closed():
            self.bar.tell(_CLOSED)
            return
        self._bindings.flush()
        entries = self._in(gone.slot)
        names = [entry.file for entry in entries]
        if gone.file in names:
            return
        if instead is not None and instead.file in names:
            entries[names.index(instead.file)] = gone
        else:
            entries.insert(place, gone)
        self._write(gone.slot, entries)

    def _ask_facts(self) -> None:
        for entry in self._app.materials:
            self._facts.ask(entry.file)

    def _show_total(self) -> None:
        required = [card for card in self.cards if self._is_required(card.material)]
        required = [card for card in required if not card.material.in_document]
        met = sum(bool(card.rows) for card in required)
        known = [facts for entry in self._app.materials if (facts := self._facts.of(entry.file)) is not None]
        words = (
            f"必需 {len(required)} 项，已附 {met} 项；共 {len(self._app.materials)} 个文件{_sizes(known)}。"
        )
        if sum(facts.size for facts in known) > _MUCH_BYTES:
            words += "通知没有写邮件大小限制，但不少邮箱收不了这么大，请先问受理单位。"
        self.total.setText(words)
        set_primary(self.next, not self.left())

    def _is_required(self, material: Material) -> bool:
        if isinstance(material.required, bool):
            return material.required
        return self._bindings.holds(material.required)

    def _on_facts_found(self, name: str) -> None:
        for card in self.cards:
            for row in card.rows:
                if row.name == name:
                    row.show_look()
        self._show_total()

    def _on_changed(self, change: object) -> None:
        if getattr(change, "path", None) == "materials":
            self.refresh()

    def _show_lock(self) -> None:
        """A fixed version still takes papers until it is handed in; while it is being fixed nothing moves."""
        status = self._app.status
        is_being_fixed = status is Status.DRAFT and self._bindings.is_locked
        asked = open_supplement(self._app)
        self.asked.setText(asked_words(self._app))
        self.asked.setVisible(asked is not None)
        self.next.setVisible(asked is None)  # 定稿 is behind these papers
        handed_in = frozenset(entry.file for entry in asked.before) if asked is not None else None
        is_locked = is_being_fixed or (status in HANDED_IN and asked is None)
        for card in self.cards:
            card.show_locked(is_locked=is_locked, handed_in=handed_in)


def _sizes(known: list[FileFacts]) -> str:
    if not known:
        return ""
    pages = sum(facts.pages or 0 for facts in known if facts.is_pdf)
    return f"，{size_words(sum(facts.size for facts in known))}" + (f"，PDF 共 {pages} 页" if pages else "")


def _focus(row: FileRow, name: str) -> None:
    """Put the cursor on the button of that name in a row, or on its picture."""
    button = row.findChild(QWidget, name) if name else None
    wanted = button if button is not None and button.isEnabled() else row.picture
    wanted.setFocus()


def _several(names: Sequence[str]) -> str:
    """“甲.pdf”、“乙.pdf”等 9 个文件."""
    shown = "、".join(f"“{_shown(name)}”" for name in names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown}等 {len(names)} 个文件"


def _shown(name: str) -> str:
    return brief_name(PurePosixPath(name).name)
