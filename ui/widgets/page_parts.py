"""What the pages beside the form have in common: a title, a sentence, a card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.buttons import primary_button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.in_sight import keep_in_sight
from ui.widgets.reading_order import ReadingOrder
from ui.widgets.theme import repolish

_WIDTH = 900


class StepPage(QWidget):
    """A column in the middle of the window; `column` takes the page's own widgets.

    `next_wanted` tells that the clerk goes on to the next step.
    """

    next_wanted = Signal()

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea(self)
        area.setObjectName("page_scroll")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area)
        desk = QWidget(area)
        desk.setObjectName("page_desk")
        row = QHBoxLayout(desk)
        row.setContentsMargins(24, 20, 24, 20)
        holder = QWidget(desk)
        holder.setMaximumWidth(_WIDTH)
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self._head = QHBoxLayout()
        self._head.addWidget(words_label(title, "page_title", holder), 1)
        self.column.addLayout(self._head)
        self.column.addWidget(words_label(words, "quiet", holder))
        row.addStretch(1)
        row.addWidget(holder, 100)
        row.addStretch(1)
        area.setWidget(desk)
        keep_in_sight(area)
        ReadingOrder(desk)

    def lead_on(self, words: str, name: str) -> QPushButton:
        """A button beside the title, in sight however long the page is, that goes on to the next step."""
        button = primary_button(words, name, self)
        button.clicked.connect(lambda _checked: self.next_wanted.emit())
        self._head.addWidget(button)
        return button

    def card(self) -> QVBoxLayout:
        """A new card at the end of the column; its layout."""
        frame = QFrame(self)
        frame.setObjectName("card")
        box = QVBoxLayout(frame)
        box.setContentsMargins(18, 16, 18, 16)
        box.setSpacing(10)
        self.column.addWidget(frame)
        return box


def words_label(text: str, role: str, parent: QWidget) -> QLabel:
    """A label that breaks its lines, coloured by its role."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label


def button_row(*buttons: QWidget) -> FlowLayout:
    """Buttons side by side, in a second line where there is no room."""
    row = FlowLayout(None, spacing_px=8, line_spacing_px=8)
    for button in buttons:
        row.addWidget(button)
    return row


def rest(page: QWidget, buttons: Sequence[QPushButton], *, busy: bool, then: QPushButton) -> None:
    """While what was asked for is done, its buttons are disabled and `page` has their focus: a second Space
    presses nothing beside them. After it, `then` has it, also behind a dialog that is still open.
    """
    if busy and any(button.hasFocus() for button in buttons):
        page.setProperty("rests", True)
        page.setFocus()
    for button in buttons:
        button.setEnabled(not busy)
    if not busy and page.property("rests"):
        page.setProperty("rests", False)
        focused = QApplication.focusWidget()
        if focused is None or focused is page or focused.window() is not page.window():
            then.setFocus()


def repaint_role(label: QLabel, role: str) -> None:
    """Colour a label by another role."""
    if label.property("role") != role:
        label.setProperty("role", role)
        repolish(label)
