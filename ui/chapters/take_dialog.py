"""收回章节: what the file says beside what the application says, field by field; nothing is taken unasked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.editing.word_marks import MarkKind
from aimed_desktop.application.values.shapes import block_entries
from aimed_desktop.services.chapters import Offer, ReturnedChapter
from aimed_desktop.services.operation import Failure, Kind, Operation
from ui.chapters.compared_text import ComparedText
from ui.chapters.notes import Notes
from ui.pictures.picture_dialog import PictureDialog
from ui.platform.window_place import resize_within
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.jobs import Jobs
from ui.widgets.labels import lead_to
from ui.widgets.long_names import show_ends
from ui.widgets.page_parts import words_label

_WIDTH, _HEIGHT = 1120, 640
_LIST_WIDTH: Final = 300
_THUMBNAIL: Final = QSize(120, 90)
_SHELF_HEIGHT: Final = 148  # a thumbnail, its words and a bar to scroll
_MOST_NAMED: Final = 6
_OF_ANOTHER: Final = (
    "这个文件是从另一份申报件分发出去的，不是现在打开的这一份（也可能是在别的电脑上分发的）。"
    "请先核对项目，再决定采不采用；这里一栏都没有替您勾上。"
)


class TakeDialog(QDialog):
    """`taken` tells the ticked offers, and for each new picture in them its bytes and what is said of it."""

    taken = Signal(list, dict)

    def __init__(self, found: ReturnedChapter, jobs: Jobs, failed: Failure, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("take_dialog")
        self.setWindowTitle(f"收回章节：{found.name}")
        resize_within(self, _WIDTH, _HEIGHT)
        self._offers = found.offers
        self._found = found
        self._jobs = jobs
        self._failed = failed
        self._confirmed: dict[str, tuple[bytes, dict[str, Any]]] = {}
        box = QVBoxLayout(self)
        box.setSpacing(8)
        if found.back.is_of_another:
            box.addWidget(words_label(_OF_ANOTHER, "warn", self))
        box.addWidget(words_label(_summary(found), "quiet", self))
        box.addWidget(self._middle(), 1)
        self.state = words_label("", "warn", self)
        box.addWidget(self.state)
        box.addLayout(self._foot())
        self.fields.setCurrentRow(0)
        self._refresh()

    def ticked(self) -> list[Offer]:
        """The offers that the clerk wants."""
        return [
            offer
            for row, offer in enumerate(self._offers)
            if self.fields.item(row).checkState() is Qt.CheckState.Checked
        ]

    def tick(self, row: int, *, wanted: bool) -> None:
        """Tick an offer, or not."""
        self.fields.item(row).setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)

    def look_at(self, name: str) -> None:
        """Show a new picture large, to be redacted and confirmed."""
        data, said = self._confirmed.get(name, (self._found.back.pictures[name], {}))
        dialog = PictureDialog(lambda: data, self._jobs, self._failed, self, said or self._said_of(name))
        dialog.done_with.connect(lambda made, words: self._on_confirmed(name, made, words))
        dialog.open()

    def _middle(self) -> QWidget:
        middle = QSplitter(Qt.Orientation.Horizontal, self)
        self.fields = _offer_list(self._offers, self, is_of_another=self._found.back.is_of_another)
        self.fields.currentRowChanged.connect(self._show)
        self.fields.itemChanged.connect(lambda _item: self._refresh())
        middle.addWidget(self.fields)
        right = QWidget(self)
        box = QVBoxLayout(right)
        box.setContentsMargins(8, 0, 0, 0)
        self.counts = words_label("", "strong", right)
        box.addWidget(self.counts)
        self.notes = Notes(right)
        box.addWidget(self.notes)
        sides = QHBoxLayout()
        self.old = self._side(sides, "gone", "现在的")
        self.new = self._side(sides, "new", "收回的")
        box.addLayout(sides, 1)
        self._shelf = QWidget(right)
        self._pictures = QHBoxLayout(self._shelf)
        self._pictures.setContentsMargins(0, 0, 0, 0)
        self._shelf_area = _scrolling(self._shelf, right)
        self._shelf_area.setFixedHeight(_SHELF_HEIGHT)
        box.addWidget(self._shelf_area)
        middle.addWidget(right)
        middle.setStretchFactor(1, 1)
        middle.setSizes([_LIST_WIDTH, _WIDTH - _LIST_WIDTH])
        return middle

    def _side(self, sides: QHBoxLayout, kind: MarkKind, words: str) -> ComparedText:
        column = QVBoxLayout()
        label = QLabel(words, self)
        side = ComparedText(kind, words, self)
        lead_to(label, side)
        column.addWidget(label)
        column.addWidget(side, 1)
        sides.addLayout(column, 1)
        return side

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.all = quiet_button("全部勾选", "tick_all", partial(self._tick_all, wanted=True), self)
        self.none = quiet_button("全部不勾", "tick_none", partial(self._tick_all, wanted=False), self)
        foot.addWidget(self.all)
        foot.addWidget(self.none)
        foot.addStretch(1)
        foot.addWidget(quiet_button("不采用，关闭", "close", self.reject, self))
        self.go = primary_button("采用", "take_over", self)
        self.go.clicked.connect(self._on_go)
        foot.addWidget(self.go)
        return foot

    def _tick_all(self, *, wanted: bool) -> None:
        self.fields.blockSignals(True)
        for row in range(len(self._offers)):
            self.tick(row, wanted=wanted)
        self.fields.blockSignals(False)
        self._refresh()

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._offers):
            return
        offer = self._offers[row]
        told = f"提示 {len(offer.field.notes)} 条" if offer.field.notes else ""
        self.counts.setText("　".join(filter(None, (offer.field.label.rstrip("。："), offer.counts, told))))
        self.notes.show_notes(offer.field.notes, beside_pictures=bool(offer.pictures))
        for side in (self.old, self.new):
            side.show_marks(offer.comparison.marks)
        self._show_pictures(offer)

    def _show_pictures(self, offer: Offer) -> None:
        while (item := self._pictures.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, name in enumerate(offer.pictures, 1):
            self._pictures.addWidget(self._picture(number, name))
        self._pictures.addStretch(1)
        self._shelf_area.setVisible(bool(offer.pictures))

    def _picture(self, number: int, name: str) -> QToolButton:
        data, _ = self._confirmed.get(name, (self._found.back.pictures[name], {}))
        words = "已确认脱敏" if name in self._confirmed else "点开确认脱敏"
        button = QToolButton(self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(_THUMBNAIL)
        drawn = Operation(
            Kind.COMPUTES,
            partial(_small, data),
            done=lambda picture: button.setIcon(QIcon(QPixmap.fromImage(picture))),
            failed=self._failed,
        )
        self._jobs.run(button, drawn)
        button.setText(words)
        button.setObjectName(f"new_picture:{number}")
        button.setAccessibleName(f"新图片 {number}，{words}")
        button.clicked.connect(lambda _checked: self.look_at(name))
        return button

    def _said_of(self, name: str) -> dict[str, Any]:
        """The caption and width that the file gives a new picture."""
        for offer in self._offers:
            if name in offer.pictures:
                entry = next(e for e in block_entries(offer.field.new) if e.get("image") == name)
                return {key: said for key, said in entry.items() if key in ("caption", "width_mm")}
        return {}

    def _on_confirmed(self, name: str, made: bytes, said: dict[str, Any]) -> None:
        self._confirmed[name] = made, said
        self._show(self.fields.currentRow())
        self._refresh()

    def _unconfirmed(self) -> list[str]:
        return [name for offer in self.ticked() for name in offer.pictures if name not in self._confirmed]

    def _refresh(self) -> None:
        ticked, waiting = self.ticked(), len(self._unconfirmed())
        self.go.setText(f"采用勾选的 {len(ticked)} 栏" if ticked else "采用")
        self.go.setEnabled(bool(ticked) and not waiting)
        self.all.setEnabled(len(ticked) < len(self._offers))
        self.none.setEnabled(bool(ticked))
        self.state.setText(
            f"还有 {waiting} 张新图片没有确认脱敏：选中带图的栏目，点图片查看。" if waiting else ""
        )
        self.state.setVisible(bool(waiting))

    def _on_go(self) -> None:
        ticked = self.ticked()
        pictures = {name: self._confirmed[name] for offer in ticked for name in offer.pictures}
        self.taken.emit(ticked, pictures)
        self.accept()


def _offer_list(offers: Sequence[Offer], parent: QWidget, *, is_of_another: bool) -> QListWidget:
    """An offer for an empty field is ticked; what would replace a text waits for the clerk, and so does
    all that was written for another application.
    """
    listed = QListWidget(parent)
    listed.setObjectName("chapter_list")
    listed.setAccessibleName("有改动的栏目")
    listed.setWordWrap(True)
    show_ends(listed)
    for offer in offers:
        item = QListWidgetItem(offer.field.label.rstrip("。："), listed)
        item.setToolTip(offer.counts)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        is_sure = offer.field.old is None and not is_of_another
        item.setCheckState(Qt.CheckState.Checked if is_sure else Qt.CheckState.Unchecked)
    return listed


def _summary(found: ReturnedChapter) -> str:
    ticked = "" if found.back.is_of_another else "原来空着的已替您勾上，原来有内容的请先对照。"
    lines = [f"有改动的 {len(found.offers)} 栏，勾选要采用的；{_same(found)}{ticked}采用后可以撤销。"]
    if found.back.untouched:
        lines.append(f"作者没有改、这里后来改过的，保留这里的：{_named(found.back.untouched)}。")
    if found.back.blank:
        lines.append(f"文件里空着、这里已填的不会被清空：{_named(found.back.blank)}。")
    if found.back.missing:
        lines.append(f"文件里找不到（可能被作者删去）：{_named(found.back.missing)}。")
    return "\n".join(lines)


def _same(found: ReturnedChapter) -> str:
    return f"其余 {found.back.same} 栏没有改动。" if found.back.same else ""


def _named(labels: Sequence[str]) -> str:
    shown = "、".join(label.rstrip("。：") for label in labels[:_MOST_NAMED])
    return shown if len(labels) <= _MOST_NAMED else f"{shown}等 {len(labels)} 栏"


def _scrolling(shelf: QWidget, parent: QWidget) -> QScrollArea:
    """A place as wide as there is room, however many pictures stand on `shelf`."""
    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to the pictures themselves
    area.setAccessibleName("收回的图片")
    area.setWidgetResizable(True)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(shelf)
    return area


def _small(data: bytes) -> QImage:
    """A picture as large as its button shows it."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer)
    size = reader.size()
    if size.isValid():  # a photo is then decoded no larger than it is wanted
        reader.setScaledSize(size.scaled(_THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
