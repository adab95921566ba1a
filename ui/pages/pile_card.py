"""The pile of scanned pages put in order, page beside page, and what of it wants a hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QIcon,
    QImage,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.services.pile_view import PairLine, PileView
from ui.pages.hand_row import DRAGGED, HandRow
from ui.pages.thumbnails import PAGE, Thumbnails, fitted
from ui.widgets.in_sight import bring_into_sight
from ui.widgets.later import call_later
from ui.widgets.long_names import show_ends
from ui.widgets.page_parts import words_label
from ui.widgets.theme import colour, follow

_BETWEEN, _EDGE = 4, 2
_STRIP_PX = 20
_ICON = QSize(2 * PAGE.width() + _BETWEEN + 2 * _EDGE, PAGE.height() + 2 * _EDGE)
_CELL = QSize(_ICON.width() + 24, _ICON.height() + 30)
_MARKS = {"good": "✓", "bad": "✗", "warn": "？"}
_FRAMES = {"good": "line", "bad": "bad", "warn": "warn"}  # by the tone


class PileCard(QWidget):
    """`placed` tells file, page in it, which of `PileView.choices` it is, `NONE`: it is set aside, `BACK`: no
    longer, and by how many degrees clockwise it is turned; `pair_opened` a pair that is to be looked at.
    """

    placed = Signal(int, int, int, int)
    pair_opened = Signal(object)  # PairLine

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._taken: set[int | None] = set()  # choices of which there is a good page
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.notes = words_label("", "warn", self)
        self.size_words = words_label("", "quiet", self)
        self.hands = QVBoxLayout()
        self.pairs = PairList(self)
        self.asides = QVBoxLayout()
        box.addWidget(self.notes)
        box.addLayout(self.hands)
        self._head = words_label("逐页对照：左边是定稿，右边是扫描件。选中一页按回车放大。", "quiet", self)
        box.addWidget(self._head)
        box.addWidget(self.pairs)
        box.addLayout(self.asides)
        box.addWidget(self.size_words)
        self.pairs.opened.connect(self.pair_opened)
        self.pairs.given.connect(self._put_by_hand)
        self.hide()

    def show_pile(self, view: PileView | None, small: Thumbnails | None = None) -> None:
        """Show it; None: nothing was recognised, and nothing is shown. `small`: pages that are decoded."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.setVisible(view is not None)
        for rows in (self.hands, self.asides):
            _empty(rows)
        self.size_words.clear()
        self.size_words.hide()
        if view is None:
            return
        self.notes.setText("\n".join(view.notes))
        self.notes.setVisible(bool(view.notes))
        names = [choice.name for choice in view.choices]
        self._taken = {line.choice for line in view.pairs if line.tone == "good"}
        wanting = [line for line in (*view.pairs, *view.rest) if line.wants_hand]
        for line in wanting:
            self.hands.addWidget(self._row(line, names))
        for line in view.rest:
            if not line.wants_hand:
                self.asides.addWidget(self._row(line, names))
        self.pairs.show_pairs(view.pairs, small or {})
        if had_focus:
            first = self.hands.itemAt(0)
            row = first.widget() if first is not None else None
            (row if isinstance(row, HandRow) else self.pairs).setFocus()

    def show_size(self, words: str) -> None:
        """What is said of the one file that comes of it."""
        self.size_words.setText(words)
        self.size_words.setVisible(bool(words))

    def _put_by_hand(self, dragged: bytes, choice: int) -> None:
        """A page was dragged onto another: the same as choosing that one in its row."""
        for row in self.findChildren(HandRow):
            if row.dragged == dragged:
                row.put_on(choice)
                return

    def _row(self, line: PairLine, names: Sequence[str]) -> HandRow:
        row = HandRow(line, names, self._taken, self)
        row.placed.connect(partial(self._place, line))
        row.opened.connect(partial(self.pair_opened.emit, line))
        return row

    def _place(self, line: PairLine, choice: int, turn: int) -> None:
        if line.scan is not None:
            self.placed.emit(line.scan, line.index, choice, turn)


class PairList(QListWidget):
    """Every page of the paper beside its scan; arrows lead through them, Enter opens one. `given` tells that
    a scanned page was dropped, as `HandRow.dragged`, and on which choice.
    """

    opened = Signal(object)  # PairLine
    given = Signal(bytes, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pair_list")
        show_ends(self)
        self.setAccessibleName("逐页对照")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)  # a static list refuses there
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setIconSize(_ICON)
        self.setGridSize(_CELL)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines: tuple[PairLine, ...] = ()
        self._small: Thumbnails = {}
        follow(self._draw_again)
        self.itemActivated.connect(lambda item: self.opened.emit(self._lines[self.row(item)]))
        self.currentItemChanged.connect(self._on_current)

    def show_pairs(self, lines: Sequence[PairLine], small: Thumbnails) -> None:
        """Show them in their order; the one that was current stays so."""
        current = max(0, self.currentRow())
        self.clear()
        self._lines, self._small = tuple(lines), small
        for line in lines:
            item = QListWidgetItem(self._icon(line), f"{_MARKS.get(line.tone, '')} {line.name}")
            item.setToolTip(line.words or f"{line.name}对上了")
            said = f"{line.name}，{line.words or '对上了'}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.addItem(item)
        if lines:
            self.setCurrentRow(min(current, len(lines) - 1))
        self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(DRAGGED):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The page under the mouse is the one that it would be put on."""
        item = self.itemAt(event.position().toPoint())
        if not event.mimeData().hasFormat(DRAGGED) or item is None or self._choice(item) is None:
            event.ignore()
            return
        self.setCurrentItem(item)
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        choice = self._choice(item) if item is not None else None
        if choice is None or not event.mimeData().hasFormat(DRAGGED):
            event.ignore()
            return
        event.acceptProposedAction()
        data = event.mimeData().data(DRAGGED).data()
        call_later(self, partial(self.given.emit, data, choice))  # the drag has ended by then

    def _choice(self, item: QListWidgetItem) -> int | None:
        return self._lines[self.row(item)].choice

    def _on_current(self, item: QListWidgetItem | None) -> None:
        """The page scrolls, not the list: arrows lead to nothing that is out of sight."""
        if item is not None and self.hasFocus():
            bring_into_sight(self, self.visualItemRect(item))

    def _draw_again(self) -> None:
        for row, line in enumerate(self._lines):
            self.item(row).setIcon(self._icon(line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as all lines: the page scrolls, not the list."""
        across = max(1, (self.width() - 4) // _CELL.width())
        lines = -(-self.count() // across)
        height = lines * _CELL.height() + 6
        if height != self.height():
            self.setFixedHeight(height)

    def _icon(self, line: PairLine) -> QIcon:
        """The same whether it is selected or not: a page is no darker for it."""
        pixels, icon = self._pair(line), QIcon()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            icon.addPixmap(pixels, mode)
        return icon

    def _page(self, data: bytes | None, ratio: float) -> QImage:
        if not data:
            return QImage()
        known = self._small.get(data)
        return known if known and known.devicePixelRatio() == ratio else fitted(QImage.fromData(data), ratio)

    def _pair(self, line: PairLine) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixels = QPixmap(_ICON * ratio)
        pixels.setDevicePixelRatio(ratio)
        pixels.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixels)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        right = _EDGE + PAGE.width() + _BETWEEN
        _draw(painter, self._page(line.ours, ratio), _EDGE, colour("line"))
        _draw(painter, self._page(line.scanned, ratio), right, colour(_FRAMES.get(line.tone, "line")))
        if line.by_hand:
            strip = QRect(right, _EDGE + PAGE.height() - _STRIP_PX, PAGE.width(), _STRIP_PX)
            painter.fillRect(strip, colour("warn_soft"))
            painter.setPen(colour("warn"))
            painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, "由您指明")
        painter.end()
        return pixels


def _draw(painter: QPainter, page: QImage, left: int, frame: QColor) -> None:
    """A page in its frame; a broken frame where there is none."""
    pen = QPen(frame, 1)
    if page.isNull():
        pen.setStyle(Qt.PenStyle.DashLine)
        pen.setWidth(2)
        painter.setPen(pen)
        painter.drawRect(left, _EDGE, PAGE.width(), PAGE.height() - 1)
        painter.drawText(left, _EDGE, PAGE.width(), PAGE.height(), Qt.AlignmentFlag.AlignCenter, "缺")
        return
    ratio = page.devicePixelRatio()
    wide, tall = round(page.width() / ratio), round(page.height() / ratio)
    at_x, at_y = left + (PAGE.width() - wide) // 2, _EDGE + (PAGE.height() - tall) // 2
    painter.drawImage(at_x, at_y, page)
    painter.setPen(pen)
    painter.drawRect(at_x, at_y, wide, tall - 1)


def _empty(rows: QVBoxLayout) -> None:
    while (item := rows.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
