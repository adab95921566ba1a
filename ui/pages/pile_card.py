"""The pile of scanned pages put in order, page beside page, and what of it wants a hand."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPen, QPixmap, QResizeEvent, QTransform
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.services.pile_view import PairLine, PileView
from ui.pages.scan_cards import picture
from ui.pages.thumbnails import PAGE, Thumbnails, fitted
from ui.widgets.buttons import quiet_button
from ui.widgets.in_sight import bring_into_sight
from ui.widgets.long_names import show_ends
from ui.widgets.page_parts import button_row, words_label
from ui.widgets.steady_choice import SteadyChoice
from ui.widgets.theme import colour, follow

_BETWEEN, _EDGE = 4, 2
_ROW_PX, _STRIP_PX = 64, 20
_ICON = QSize(2 * PAGE.width() + _BETWEEN + 2 * _EDGE, PAGE.height() + 2 * _EDGE)
_CELL = QSize(_ICON.width() + 24, _ICON.height() + 30)
_MARKS = {"good": "✓", "bad": "✗", "warn": "？"}
_FRAMES = {"good": "line", "bad": "bad", "warn": "warn"}  # by the tone
_NO_PAGE = "这是第几页？"
NONE, BACK = -1, -2


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

    def _row(self, line: PairLine, names: Sequence[str]) -> HandRow:
        row = HandRow(line, names, self._taken, self)
        row.placed.connect(partial(self._place, line))
        row.opened.connect(partial(self.pair_opened.emit, line))
        return row

    def _place(self, line: PairLine, choice: int, turn: int) -> None:
        if line.scan is not None:
            self.placed.emit(line.scan, line.index, choice, turn)


class HandRow(QFrame):
    """A scanned page that wants a hand, or was set aside: what it is, and what can be done with it.

    `taken`: pages of which there is a good one; it is replaced only by somebody who was asked.
    """

    placed = Signal(int, int)
    opened = Signal()

    def __init__(
        self, line: PairLine, names: Sequence[str], taken: Container[int | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("scan")
        self._taken, self._asked_of = taken, NONE
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        self._turn = 0
        self._page = picture(line.scanned or b"", _ROW_PX, self)
        self._page.setVisible(bool(line.scanned))
        row.addWidget(self._page, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        where = f"“{line.file}”第{line.index + 1}张"
        column.addWidget(words_label(f"{where}：{line.words}", line.tone, self))
        self.choice = SteadyChoice(self)
        self.choice.setObjectName("which_page")
        self.choice.setAccessibleName(f"{where}是第几页")
        self.choice.addItem(_NO_PAGE)
        self.choice.addItems(list(names))
        self.choice.setCurrentIndex(0 if line.choice is None else line.choice + 1)
        self._put_words = "对照过，就是这一页" if line.is_doubtful else "放到这一页"
        self.put = quiet_button(self._put_words, "place_page", self._place, self)
        self.put.setEnabled(line.choice is not None)
        self.question = words_label("", "warn", self)
        self.question.hide()
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self.aside = quiet_button("另放，不用", "set_aside", partial(self.placed.emit, NONE, 0), self)
        self.aside.setVisible(line.wants_hand)
        look = quiet_button("对照看", "look_at_pair", self.opened.emit, self)
        self.turn = quiet_button("转 90°", "turn_page", self._turn_on, self)
        self.turn.setVisible(bool(line.scanned) and line.wants_hand and line.can_be_placed)
        self.back = quiet_button("放回", "put_back", partial(self.placed.emit, BACK, 0), self)
        self.back.setVisible(line.is_aside)
        for widget in (self.choice, self.put):
            widget.setVisible(line.can_be_placed)
        for button in (self.put, self.turn, self.aside, self.back, look):
            button.setAccessibleName(f"{button.text()} {where}")
        acts = (self.choice, self.put, self.turn, self.aside, self.back, look)
        column.addLayout(button_row(*acts))
        for before, after in pairwise(acts):
            QWidget.setTabOrder(before, after)
        column.addWidget(self.question)
        row.addLayout(column, 1)
        self.setFocusProxy(self.choice if line.can_be_placed else self.back if line.is_aside else self.aside)

    def _place(self) -> None:
        page = self.choice.currentIndex() - 1
        if page in self._taken and self._asked_of != page:
            self._ask(page)
        elif page >= 0:
            self.placed.emit(page, self._turn)

    def _ask(self, page: int) -> None:
        self._asked_of = page
        name = self.choice.currentText()
        self.question.setText(f"{name}已经对上一张。换成这一张吗？原来的那张会另放。不换的，请选别的页。")
        self.question.show()
        self.put.setText("换成这一张")
        self.put.setAccessibleName(f"{self.question.text()}换成这一张")

    def _on_chosen(self, index: int) -> None:
        self.put.setEnabled(index > 0)
        self.put.setText(self._put_words)
        self._asked_of = NONE
        self.question.hide()

    def _turn_on(self) -> None:
        self._turn = (self._turn + 90) % 360
        self._page.setPixmap(self._page.pixmap().transformed(QTransform().rotate(90)))


class PairList(QListWidget):
    """Every page of the paper beside its scan; arrows lead through them, Enter opens one."""

    opened = Signal(object)  # PairLine

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pair_list")
        show_ends(self)
        self.setAccessibleName("逐页对照")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
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
