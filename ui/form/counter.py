"""The live 字数 beside a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from aimed_desktop.definition.fields import Field, FieldType, Limit
from ui.theme import repolish

if TYPE_CHECKING:
    from aimed_desktop.application.counting import Count

_NEAR = 0.9
_BAND = 0.2
_LONG = (FieldType.MULTILINE, FieldType.NARRATIVE)


def has_counter(field: Field) -> bool:
    """Whether the 字数 of `field` is shown while typing."""
    return field.limit is not None or field.type in _LONG


class CounterLabel(QLabel):
    """字数 and limit; the other two figures of Word on hovering."""

    def __init__(self, limit: Limit | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._limit = limit
        self._state = ""
        self.setObjectName("counter")
        self.setText(_words(0, limit))

    def show_count(self, count: Count) -> None:
        """Show what was counted."""
        self.setText(_words(count.words, self._limit))
        self.setToolTip(
            f"字数 {count.words}（与 Word“字数统计”相同）\n"
            f"字符数（不计空格） {count.chars_no_spaces}\n字符数（计空格） {count.chars}"
        )
        state = _state(count.words, self._limit)
        if state != self._state:
            self._state = state
            self.setProperty("counter", state)
            repolish(self)


def _words(words: int, limit: Limit | None) -> str:
    if limit is None:
        return f"{words} 字"
    if limit.kind == "about":
        return f"{words} 字，{limit.max} 字左右"
    over = words - limit.max
    return f"{words} / {limit.max} 字" + (f"，超出 {over} 字" if over > 0 else "")


def _state(words: int, limit: Limit | None) -> str:
    if limit is None:
        return "quiet"
    if limit.kind == "about":
        return "near" if words and abs(words - limit.max) > limit.max * _BAND else "quiet"
    if words > limit.max:
        return "over"
    return "near" if words > limit.max * _NEAR else "quiet"
