"""How wide the columns of an author's table are where nobody set them: as their content asks for.

Measured in half-width characters, of which a page has about eighty across; the shares hold for any room.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_ACROSS = 80  # half-width characters of a line across the page
_PADDING = 2  # of each column, left and right
_LONGEST_PIECE = 40  # that is kept whole
_UNBROKEN = re.compile(r"[^\s\u2e80-\uffef]+")  # words of Latin letters, numbers with their units
_NARROW, _WIDE = 1, 2


def fitted_shares(cells: Iterable[tuple[int, int, str]], columns: int) -> tuple[float, ...]:
    """The share of each column, from the column, span and words of each cell.

    A column holds its longest unbreakable piece first; then those that need little more get it, and the long
    ones share what is left. A cell over several columns asks each of them for its part.
    """
    least, wanted = [float(_WIDE)] * columns, [float(_WIDE)] * columns
    for column, span, text in cells:
        lines = text.split("\n")
        piece = max((_width(found) for found in _UNBROKEN.findall(text)), default=_WIDE)
        whole = max(map(_width, lines))
        for each in range(column, min(column + span, columns)):
            least[each] = max(least[each], min(piece, _LONGEST_PIECE) / span)
            wanted[each] = max(wanted[each], min(whole, _ACROSS) / span)
    least = [width + _PADDING for width in least]
    wanted = [max(width + _PADDING, low) for width, low in zip(wanted, least, strict=True)]
    spare = _ACROSS - sum(wanted)
    if spare >= 0:
        return tuple(width + spare / columns for width in wanted)
    spare = _ACROSS - sum(least)
    if spare <= 0:
        return tuple(least)
    made = list(least)
    by_need = sorted(range(columns), key=lambda each: wanted[each] - least[each])
    for number, each in enumerate(by_need):  # who needs little gets all of it; the long ones share the rest
        given = min(wanted[each] - least[each], spare / (columns - number))
        made[each] += given
        spare -= given
    return tuple(made)


def _width(text: str) -> int:
    return sum(_WIDE if unicodedata.east_asian_width(each) in "WFA" else _NARROW for each in text)
