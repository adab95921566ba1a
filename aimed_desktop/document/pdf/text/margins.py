"""Running heads, running feet, page numbers and footnotes: what stands on a page beside its text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from aimed_desktop.document.pdf.text.lines import Line
from aimed_desktop.document.pdf.text.sheets import PageSheet

_ZONE = 0.115  # of the height of the page
_STANDS_OFF = 2.1  # of the size: the distance to the text
_LARGEST = 1.05  # of the size of the text
_NUMBER_ZONE = 0.1
_OUTERMOST = 4  # lines of a page that are looked at, from each end
_SAME_PT = 3.0
_NUMBER = re.compile(
    r"[—–\-·•~\s]*(第\s*)?([0-9]{1,4}|[ivxlc]{1,6})\s*(页)?\s*([/／,，]?\s*(共|of)?\s*[0-9]{1,4}\s*页?)?[—–\-·•~\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9]+")
_NOTE_SIZE = 0.93  # of the text
_NOTE_FROM = 0.45  # of the height of the page
_NOTE_MARK = re.compile(r"[①-⑳*＊†‡]|[0-9]{1,3}(?=[^0-9.,%])")


def without_margins(sheets: Sequence[PageSheet], size: float) -> tuple[list[PageSheet], list[int]]:
    """The pages without what runs along their ends, and the numbers of those that had any.

    `size` is that of the text.
    """
    gone: dict[int, set[int]] = defaultdict(set)
    seen: dict[tuple[str, bool], list[tuple[int, int, float]]] = defaultdict(list)
    for place, sheet in enumerate(sheets):
        for at, line, is_top in _ends(sheet, size):
            key = _DIGITS.sub("#", "".join(line.text.split()))
            seen[key, is_top].append((place, at, line.base))
    for found in seen.values():
        for place, at, height in found:
            pages = {other for other, _, its in found if abs(its - height) <= _SAME_PT}
            if len(pages) > 1:
                gone[place].add(at)
    for place, sheet in enumerate(sheets):
        gone[place] |= set(_numbers(sheet, gone[place], size))
    made = [sheet.without(gone[place]) for place, sheet in enumerate(sheets)]
    return made, [sheet.number for place, sheet in enumerate(sheets) if gone[place]]


def with_notes(sheet: PageSheet, text_size: float) -> PageSheet:
    """The page with its footnotes apart: small lines at its end, the first of which begins with a mark."""
    lines = sheet.lines
    first = len(lines)
    while first and _is_small(lines[first - 1], sheet, text_size):
        first -= 1
    marked = [at for at in range(first, len(lines)) if _begins_note(lines[at])]
    if not marked or not first:
        return sheet
    return replace(sheet, lines=lines[: marked[0]], notes=lines[marked[0] :])


def text_size(sheets: Sequence[PageSheet]) -> float:
    """The size of most characters outside of tables, and in them where there are no others."""
    sizes = Counter[float]()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size, 1)] += len(line.letters)
    if not sizes:
        sizes.update(
            round(glyph.size, 1) for s in sheets for g in s.grids for c in g.cells for glyph in c.glyphs
        )
    return sizes.most_common(1)[0][0] if sizes else 10.5


def _ends(sheet: PageSheet, size: float) -> Iterator[tuple[int, Line, bool]]:
    """The lines at both ends of a page that stand off from its text and are no larger.

    Each with its place, and whether it stands at the top.
    """
    height = max(sheet.marks.height, 1.0)
    places = range(len(sheet.lines))
    for several, is_top in ((places, True), (places[::-1], False)):
        outer = _outer(sheet, several, size)
        shares = [sheet.lines[at].base / height for at in outer]
        if all(share < _ZONE if is_top else share > 1 - _ZONE for share in shares):
            yield from ((at, sheet.lines[at], is_top) for at in outer)


def _outer(sheet: PageSheet, places: Sequence[int], size: float) -> Sequence[int]:
    """Those of the outermost lines, counted inwards, that a gap parts from the rest, or their small size."""
    several = [sheet.lines[at] for at in places[: _OUTERMOST + 1]]
    small = 0
    for number, line in enumerate(several[:_OUTERMOST]):
        if line.size > _LARGEST * size:
            break
        following = several[number + 1] if number + 1 < len(several) else None
        larger = max(line.size, following.size if following is not None else 0.0)
        if following is None or abs(following.base - line.base) > _STANDS_OFF * larger:
            return places[: number + 1]
        small = number + 1 if line.size < _NOTE_SIZE * size else small
    return places[:small]


def _numbers(sheet: PageSheet, gone: set[int], size: float) -> Iterator[int]:
    """A page number that stands alone, though no other page has one at its place."""
    for at, line, _is_top in _ends(sheet, size):
        share = line.base / max(sheet.marks.height, 1.0)
        is_out = share < _NUMBER_ZONE or share > 1 - _NUMBER_ZONE
        is_alone = all(
            other is line or place in gone or abs(other.base - line.base) > line.size
            for place, other in enumerate(sheet.lines)
        )
        if is_out and is_alone and _NUMBER.fullmatch(line.text.strip()):
            yield at


def _is_small(line: Line, sheet: PageSheet, size: float) -> bool:
    return line.size <= _NOTE_SIZE * size and line.base > _NOTE_FROM * sheet.marks.height


def _begins_note(line: Line) -> bool:
    return line.letters[0].look == "sup" or _NOTE_MARK.match(line.text) is not None
