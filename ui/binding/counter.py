"""The live 字数 beside a field, with a ring that fills towards the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from aimed_desktop.definition.fields import Field, Limit
from ui.widgets import theme

if TYPE_CHECKING:
    from aimed_desktop.application.values.counting import Count

_NEAR = 0.9
_BAND = 0.2
_RING_PX = 14
_RING_ROOM_PX = 20
_TURN = 360 * 16  # of QPainter.drawArc
_TONES = {"quiet": "quiet", "good": "good", "near": "warn", "over": "bad"}


def has_counter(field: Field) -> bool:
    """Whether the 字数 of `field` is shown while typing."""
    return field.limit is not None or field.is_long


class CounterLabel(QLabel):
    """字数 and limit: green within it, amber near it, red over it; all figures of Word on hovering."""

    def __init__(self, limit: Limit | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._limit = limit
        self._words = 0
        self._state = ""
        self.setObjectName("counter")
        self._make_room()
        self._show_words(0)

    def show_count(self, count: Count) -> None:
        """Show what was counted."""
        self._show_words(count.words)
        self.setToolTip(
            f"字数 {count.words}（与 Word“字数统计”相同）\n"
            f"字符数（不计空格） {count.chars_no_spaces}\n字符数（计空格） {count.chars}"
        )

    def set(self, count: Count, limit: Limit | None) -> None:
        """Show what was counted against another limit."""
        self._limit = limit
        self._make_room()
        self.show_count(count)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._limit is None:
            return
        ring = QRectF(2, (self.height() - _RING_PX) / 2, _RING_PX, _RING_PX)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("soft_line"), 3))
        painter.drawEllipse(ring)
        painter.setPen(QPen(theme.colour(_TONES[self._state]), 3, c=Qt.PenCapStyle.FlatCap))
        share = min(self._words / self._limit.max, 1.0)
        painter.drawArc(ring, _TURN // 4, -round(_TURN * share))
        painter.end()

    def _make_room(self) -> None:
        self.setContentsMargins(_RING_ROOM_PX if self._limit else 0, 0, 0, 0)

    def _show_words(self, words: int) -> None:
        self._words = words
        self.setText(_sentence(words, self._limit))
        state = _state(words, self._limit)
        if state != self._state:
            self._state = state
            self.setProperty("counter", state)
            theme.repolish(self)
        self.update()


def _sentence(words: int, limit: Limit | None) -> str:
    if limit is None:
        return f"{words} 字"
    if limit.kind == "about":
        return f"{words} 字，{limit.max} 字左右"
    over = words - limit.max
    return f"{words} / {limit.max} 字" + (f"，超出 {over} 字" if over > 0 else "")


def _state(words: int, limit: Limit | None) -> str:
    if limit is None or not words:
        return "quiet"
    if limit.kind == "about":
        return "near" if abs(words - limit.max) > limit.max * _BAND else "good"
    if words > limit.max:
        return "over"
    return "near" if words > limit.max * _NEAR else "good"
