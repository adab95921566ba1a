"""What the pages beside the form have in common: a title, a sentence, a card."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.form.flow import FlowLayout
from ui.theme import repolish

_WIDTH = 900


class Page(QWidget):
    """A column in the middle of the window; `column` takes the page's own widgets."""

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
        self.column.addWidget(words_label(title, "page_title", holder))
        self.column.addWidget(words_label(words, "quiet", holder))
        row.addStretch(1)
        row.addWidget(holder, 100)
        row.addStretch(1)
        area.setWidget(desk)

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


def primary_button(words: str, name: str, parent: QWidget) -> QPushButton:
    """The one button of a page that goes on."""
    button = QPushButton(words, parent)
    button.setObjectName(name)
    button.setProperty("primary", "true")
    return button


def set_primary(button: QPushButton, is_primary: bool) -> None:
    """Make a button the one that goes on, or one beside it."""
    button.setProperty("primary", "true" if is_primary else "false")
    repolish(button)


def quiet_button(words: str, name: str, clicked: Callable[[], object], parent: QWidget) -> QPushButton:
    """A button beside the primary one."""
    button = QPushButton(words, parent)
    button.setObjectName(name)

    def on_clicked() -> None:  # without Qt's own argument
        clicked()

    button.clicked.connect(on_clicked)
    return button


def button_row(*buttons: QWidget) -> FlowLayout:
    """Buttons side by side, in a second line where there is no room."""
    row = FlowLayout(None, spacing_px=8, line_spacing_px=8)
    for button in buttons:
        row.addWidget(button)
    return row


def repaint_role(label: QLabel, role: str) -> None:
    """Colour a label by another role."""
    if label.property("role") != role:
        label.setProperty("role", role)
        repolish(label)
