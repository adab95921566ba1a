"""How large the words on the paper are."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from ui.widgets import theme

SMALLEST: Final = 80
LARGEST: Final = 180
STEP: Final = 10
_ROLES: Final = {"cover_title": 18.0, "title": 16.0, "heading1": 13.0, "heading2": 11.5, "heading3": 11.5}


def stepped(percent: int, steps: int) -> int:
    """`percent` made larger or smaller by so many steps, within what can be read."""
    return max(SMALLEST, min(LARGEST, percent + steps * STEP))


def zoom(desk: QWidget, percent: int) -> None:
    """Show everything on `desk` at `percent` of the usual size of its words.

    By a style sheet: Qt hands no font down to children once the program has one.
    """
    sizes = {"#paper *": theme.FONT_POINTS} | {
        f'#paper QLabel[role="{role}"]': _ROLES[role] for role in _ROLES
    }
    rules = [f"{what} {{ font-size: {points * percent / 100:.2f}pt; }}" for what, points in sizes.items()]
    desk.setStyleSheet("\n".join(rules) if percent != 100 else "")
