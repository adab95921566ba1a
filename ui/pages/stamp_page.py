"""盖章扫描: where to stamp and sign, and the stamped scans that come back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.model import Status
from aimed_desktop.services.pile_view import PileView
from aimed_desktop.services.stamping import ScanLine, StampLine
from ui.pages.joint_card import JointCard
from ui.pages.pile_card import PileCard
from ui.pages.scan_cards import ScanCard
from ui.pages.seal_card import SealCard
from ui.pages.thumbnails import Thumbnails
from ui.widgets.buttons import primary_button, quiet_button, set_primary
from ui.widgets.folding import Folding
from ui.widgets.page_parts import StepPage, button_row, repaint_role, words_label

if TYPE_CHECKING:
    from aimed_desktop.packet.void_words import VoidWords

_KINDS = "扫描件 (*.pdf *.jpg *.jpeg *.jfif *.jpe *.png *.tif *.tiff);;所有文件 (*)"
_ABOVE_LIST = 3  # title, what is done again, what stays


class StampPage(StepPage):
    """`ticked` tells place, copy and whether it is ticked; `scans_chosen` the files that come in."""

    ticked = Signal(int, int, bool)
    scans_chosen = Signal(list)  # Paths
    scan_removed = Signal(int)
    scan_replaced = Signal(int, Path)
    scan_opened = Signal(int)
    final_wanted = Signal()
    mark_wanted = Signal(object)  # Status
    back_wanted = Signal()
    left_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("盖章扫描", "打印件按路线单逐处盖章、签字，再扫描成 PDF 加到这里。", parent)
        self._boxes: list[QCheckBox] = []
        self._box_of: dict[tuple[int, int], QCheckBox] = {}  # by place and copy
        self._seen_of: dict[int, QLabel] = {}
        self._cards: dict[int, ScanCard] = {}
        self._seen: Mapping[int, bool] = {}
        self._shared: frozenset[int] = frozenset()
        self._grid: QWidget | None = None
        self._add_state(self.card())
        self.list_card = self.card()
        self.list_title = words_label("盖章签字路线单", "card_title", self)
        self.customs = words_label("", "quiet", self)
        self.again = words_label("", "warn", self)
        self.kept = words_label("", "good", self)
        for label in (self.list_title, self.again, self.kept, self.customs):
            self.list_card.addWidget(label)
        self.same = quiet_button("其余各份同样盖好", "tick_other_copies", self._tick_other_copies, self)
        self.same.setToolTip("第1份打了勾的地方，其余各份也打勾")
        self.list_card.addLayout(button_row(self.same))
        self.show_void(None)
        self.seals, self.joint = SealCard(self), JointCard(self)
        self.rest = Folding("用印和签字、联合单位盖章", "unfold_seals", self, folds=False)
        for card in (self.seals, self.joint):
            self.rest.box.addWidget(card)
        self.column.addWidget(self.rest)
        self._add_scans(self.card())
        self.column.addStretch(1)
        self.show_standing(LifeStanding())

    @property
    def left(self) -> int:
        """How many places are not ticked."""
        return sum(not box.isChecked() for box in self._boxes)

    @property
    def scan_count(self) -> int:
        """How many scans are shown."""
        return self._scans.count()

    def show_standing(self, standing: LifeStanding) -> None:
        """What can be done now."""
        locked = standing.is_locked
        is_stamped = standing.reached(Status.STAMPED)
        if not locked:
            kept = "已加的扫描件仍保留，定稿后会核对。" if standing.version else ""
            words = f"还没有定稿，没有要盖章的打印件。先到“定稿打印”定稿、打印。{kept}"
        elif is_stamped:
            words = f"第{standing.version}版已标记为{standing.status}。"
        else:
            words = f"第{standing.version}版盖章、签字完成后，点“标记为已盖章”。"
        self.state.setText(words)
        self.to_final.setVisible(not locked)
        self.mark.setVisible(locked and not is_stamped)
        self.back.setVisible(standing.status is Status.STAMPED)
        self.add.setEnabled(locked)
        self.setAcceptDrops(locked)
        self.rest.show_folding(folds=is_stamped)
        for widget in (self.list_title, self.pages):
            _card_of(widget).setVisible(locked)

    def show_places(
        self, places: Sequence[StampLine], copies: Sequence[str], ticked: frozenset[tuple[int, int]]
    ) -> None:
        """The checklist: a box for each place on each copy; `copies`: what they are called."""
        if self._grid is not None:
            self._grid.hide()
            self._grid.deleteLater()
        self._boxes = []
        self._box_of.clear()
        self._seen_of.clear()
        self.same.setVisible(len(copies) > 1)
        self._grid = QFrame(self)
        self._grid.setObjectName("stamp_list")
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        for column, words in enumerate(["", "位置", "纸面文字", "单位或签字人", *copies, "扫描件"]):
            grid.addWidget(words_label(words, "quiet", self._grid), 0, column)
        for row, place in enumerate(places, 1):
            self._add_place(grid, row, place, copies, ticked)
        for column, stretch in ((1, 3), (2, 3), (3, 4)):
            grid.setColumnStretch(column, stretch)
        self.list_card.insertWidget(_ABOVE_LIST, self._grid)
        self._show_seen()
        self._show_same()
        self.left_changed.emit()

    def show_void(self, words: VoidWords | None) -> None:
        """What is stamped and signed again, and what stays ticked off, before the list itself."""
        self.again.setVisible(words is not None)
        self.kept.setVisible(words is not None and bool(words.kept))
        if words is None:
            return
        pages = words.pages or ("打印出来的内容没有变化，盖过章、签过字的地方继续有效。",)
        self.again.setText(f"与第{words.since}版相比：" + "".join(pages))
        repaint_role(self.again, "warn" if words.pages else "good")
        ticks = f"第{words.since}版打的勾已带过来。" if words.had_ticks else ""
        self.kept.setText("".join(words.kept) + ticks)

    def show_customs(self, customs: Sequence[str], note: str = "") -> None:
        """What is only the custom, to be asked about; `note`: which number of a page is meant."""
        words = "惯例（通知未要求，请问受理单位）：" + "".join(customs)
        self.customs.setText("\n".join(filter(None, (note, words))))

    def show_scans(self, scans: Sequence[ScanLine], tone: str, words: str) -> None:
        """The scans with what can be told of each, and of all together."""
        while (item := self._scans.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._cards.clear()
        for scan in scans:
            card = ScanCard(scan, self)
            card.removed.connect(partial(self.scan_removed.emit, scan.number))
            card.opened.connect(partial(self.scan_opened.emit, scan.number))
            card.replaced.connect(partial(self._replace, scan.number))
            self._scans.addWidget(card)
            self._cards[scan.number] = card
        self.tell(tone, words)

    def show_pile(self, view: PileView | None, small: Thumbnails | None = None) -> None:
        """The scans page by page, beside the printed ones; None: nothing of them was recognised."""
        self.pile.show_pile(view, small)
        if view is not None:
            self.tell(view.tone, view.words)
            for line in view.files:
                if (card := self._cards.get(line.scan)) is not None:
                    card.show_found(line.tone, line.words)
        self._seen = view.seen if view is not None else {}
        self._shared = view.shared if view is not None else frozenset()
        self._show_seen()

    def tick_seen(self, places: Collection[int]) -> None:
        """The first copy was ticked there in the archive, as marks were seen on its scan."""
        for place in places:
            if (box := self._box_of.get((place, 0))) is not None:
                box.blockSignals(True)
                box.setChecked(True)
                box.blockSignals(False)
        self._show_same()
        self.left_changed.emit()

    def tell(self, tone: str, words: str) -> None:
        """What is to be said of all scans together."""
        self.pages.setText(words)
        repaint_role(self.pages, tone)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.scans_chosen.emit(_dropped(event))
        event.acceptProposedAction()

    def _add_state(self, box: QVBoxLayout) -> None:
        self.state = words_label("", "card_title", self)
        box.addWidget(self.state)
        self.mark = primary_button("标记为已盖章", "mark_stamped", self)
        self.mark.clicked.connect(lambda: self.mark_wanted.emit(Status.STAMPED))
        self.back = quiet_button("撤回“已盖章”", "take_back_stamped", self.back_wanted.emit, self)
        self.to_final = quiet_button("去定稿打印", "to_final", self.final_wanted.emit, self)
        set_primary(self.to_final, True)  # it is shown only where nothing else can be done
        box.addLayout(button_row(self.mark, self.back, self.to_final))

    def _add_scans(self, box: QVBoxLayout) -> None:
        box.addWidget(words_label("盖章扫描件", "card_title", self))
        self.pages = words_label("", "quiet", self)
        box.addWidget(self.pages)
        self.pile = PileCard(self)
        box.addWidget(self.pile)
        self._scans = QVBoxLayout()
        box.addLayout(self._scans)
        self.add = quiet_button("＋ 添加扫描件", "add_scan", self._choose, self)
        words = words_label(
            "也可以把 PDF 或图片拖到这一页上。扫描件复制进档案库，原文件不动。", "quiet", self
        )
        box.addLayout(button_row(self.add))
        box.addWidget(words)

    def _add_place(
        self,
        grid: QGridLayout,
        row: int,
        place: StampLine,
        copies: Sequence[str],
        ticked: frozenset[tuple[int, int]],
    ) -> None:
        assert self._grid is not None
        act = f"重新{place.act}" if place.again else place.act
        for column, (words, role) in enumerate(
            ((act, "warn" if place.again else ""), (place.where, ""), (place.label, ""), (place.owner, ""))
        ):
            grid.addWidget(words_label(words, role, self._grid), row, column)
        for copy, name in enumerate(copies):
            box = QCheckBox(self._grid)
            box.setObjectName(f"tick_{place.number}_{copy}")
            box.setAccessibleName(f"{name} {place.where} {place.label} {place.owner} {act}")
            box.setChecked((place.number, copy) in ticked)
            box.toggled.connect(partial(self._on_ticked, place.number, copy))
            grid.addWidget(box, row, 4 + copy)
            self._boxes.append(box)
            self._box_of[place.number, copy] = box
        self._seen_of[place.number] = words_label("", "", self._grid)
        grid.addWidget(self._seen_of[place.number], row, 4 + len(copies))

    def _show_seen(self) -> None:
        """已见 beside each place that has a mark on its scan, and where there is none."""
        for place, label in self._seen_of.items():
            seen = self._seen.get(place)
            words = "" if seen is None else "已见" if seen else "没看到"
            label.setText("有痕迹，请逐个核对" if place in self._shared else words)
            repaint_role(label, "good" if seen else "warn")

    def _tick_other_copies(self) -> None:
        for (place, copy), box in self._box_of.items():
            if copy and self._box_of[place, 0].isChecked():
                box.setChecked(True)

    def _show_same(self) -> None:
        boxes = self._box_of
        self.same.setEnabled(
            any(boxes[place, 0].isChecked() and not box.isChecked() for (place, _), box in boxes.items())
        )

    def _on_ticked(self, place: int, copy: int, is_ticked: bool) -> None:
        self._show_same()
        self.ticked.emit(place, copy, is_ticked)
        self.left_changed.emit()

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "选择扫描件", "", _KINDS)
        if names:
            self.scans_chosen.emit([Path(name) for name in names])

    def _replace(self, number: int) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "换成哪个扫描件", "", _KINDS)
        if name:
            self.scan_replaced.emit(number, Path(name))


def _dropped(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]  # what is no scan is told


def _card_of(widget: QWidget) -> QWidget:
    card = widget.parentWidget()
    assert card is not None
    return card
