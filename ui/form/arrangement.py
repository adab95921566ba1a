"""How the width of the window is shared between outline, paper and right panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aimed_desktop.desktop.window_settings import WindowSettings
from ui.widgets import theme

HANDLE: Final = 12  # px between two columns
RAIL: Final = 44  # px of the strip that stands for what is folded
DESK_MARGIN: Final = 12  # px at each side of the paper
_SCROLL_BAR: Final = 12
_AIR: Final = 84  # px beside the paper that the outline leaves when it stands alone
_LEAST_OUTLINE, _MOST_OUTLINE = 180, 400
_LEAST_SIDE, _MOST_SIDE = 280, 900
_USUAL_OUTLINE: Final = (200, 240)
_USUAL_SIDE: Final = (theme.SIDE_WIDTH, 560)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Widths in px; an outline or side of 0 is folded into its rail. `is_narrow`: both do not fit."""

    outline: int
    side: int
    is_narrow: bool


def arrange(width: int, sheet_width: int, settings: WindowSettings) -> Arrangement:
    """The columns for a page of `width` that shows sheets of `sheet_width`, as the clerk left them.

    What does not fit beside the whole sheet folds by itself; the side opened all the same squeezes the sheet.
    """
    paper = sheet_width + 2 * DESK_MARGIN + _SCROLL_BAR
    both = _LEAST_OUTLINE + _LEAST_SIDE + 2 * HANDLE + paper
    is_narrow = width < both
    has_outline = not settings.outline_folded and (
        not is_narrow or width >= _LEAST_OUTLINE + HANDLE + paper + RAIL + _AIR
    )
    has_side = settings.side_wanted if is_narrow else not settings.side_folded
    if is_narrow and has_side:
        has_outline = False
    spare = (
        width - paper - HANDLE * (has_outline + has_side) - RAIL * (not has_outline) - RAIL * (not has_side)
    )
    outline = _outline(spare, settings.outline_width, has_side) if has_outline else 0
    side = _side(spare - outline, settings.side_width) if has_side else 0
    return Arrangement(outline, side, is_narrow)


def _outline(spare: int, remembered: int, has_side: bool) -> int:
    least, most = _USUAL_OUTLINE
    wanted = remembered or max(least, min(most, spare // 3))
    room = spare - (_LEAST_SIDE if has_side else 0)
    return max(_LEAST_OUTLINE, min(wanted, room, _MOST_OUTLINE))


def _side(spare: int, remembered: int) -> int:
    least, most = _USUAL_SIDE
    wanted = remembered or max(least, min(most, round(spare * 0.85)))
    return max(_LEAST_SIDE, min(wanted, max(spare, _LEAST_SIDE), _MOST_SIDE))
