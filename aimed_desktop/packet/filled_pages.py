"""Pages that nobody scanned, taken from the fixed PDF: which may be, and how that is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.pile import Pile, PrintedPage

FILLED = "取自定稿PDF，未扫描"
_NUMBERED = re.compile("(.*)第([0-9]+)页")


def fillable(pile: Pile, paper: FixedPaper, stop_count: int) -> tuple[PrintedPage, ...]:
    """The missing pages on which nothing is stamped, signed or dated by hand.

    None where no page was scanned, or where it is not known of each place on which pages it may stand.
    """
    is_known = len(paper.places) == stop_count and all(place.pages for place in paper.places)
    if not is_known or not any(pile.in_order()):
        return ()
    by_hand = {(place.document, index + 1) for place in paper.places for index in place.pages}
    return tuple(page for page in pile.missing if (page.document, page.page) not in by_hand)


def filled_words(pages: Sequence[PrintedPage]) -> str:
    """第3、4页取自定稿PDF，未扫描."""
    named = []
    for (before, is_numbered), run in groupby((_parts(page.name) for page in pages), lambda each: each[:2]):
        ends = "、".join(end for _, _, end in run)
        named.append(f"{before}第{ends}页" if is_numbered else ends)
    return f"{'、'.join(named)}{FILLED}"


def _parts(name: str) -> tuple[str, bool, str]:
    numbered = _NUMBERED.fullmatch(name)
    return (numbered[1], True, numbered[2]) if numbered else ("", False, name)
