"""A scanned page that wants a hand: which page it is, by a line and a button or by dragging it there."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QMouseEvent, QTransform
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aimed_desktop.services.pile_view import PairLine
from ui.pages.scan_cards import picture
from ui.widgets.buttons import quiet_button
from ui.widgets.page_parts import button_row, words_label
from ui.widgets.steady_choice import SteadyChoice

DRAGGED: Final = "application/x-aimed-scanned-page"
NONE, BACK = -1, -2
_ROW_PX = 64
_NO_PAGE = "这是第几页？"


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
        self.dragged = f"{line.scan}/{line.index}".encode()
        self._can_be_placed = line.can_be_placed
        self._pressed: QPoint | None = None
        self._page = picture(line.scanned or b"", _ROW_PX, self)
        if line.can_be_placed and line.scanned:
            self._page.setCursor(Qt.CursorShape.OpenHandCursor)
            self._page.setToolTip("可以拖到下面对应的那一页上")
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
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # else a click gives the focus to the page behind it
        self.setFocusProxy(self.choice if line.can_be_placed else self.back if line.is_aside else self.aside)

    def put_on(self, choice: int) -> None:
        """Say which page it is, as by its own line and button: a good one is not replaced unasked."""
        self.choice.setCurrentIndex(choice + 1)
        self._place()

    def drag_data(self) -> QMimeData:
        """What the page is while it is dragged."""
        data = QMimeData()
        data.setData(DRAGGED, self.dragged)
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        is_page = self._page.isVisible() and self._page.geometry().contains(at)
        is_left = event.button() is Qt.MouseButton.LeftButton
        self._pressed = at if is_page and is_left and self._can_be_placed else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = QApplication.startDragDistance()
        if self._pressed is None or (event.position().toPoint() - self._pressed).manhattanLength() < far:
            return
        self._pressed = None
        drag = QDrag(self)
        drag.setMimeData(self.drag_data())
        drag.setPixmap(self._page.pixmap())
        drag.exec(Qt.DropAction.MoveAction)

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
