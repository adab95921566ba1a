"""What the pages beside the form have in common: a title, a sentence, a card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

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
