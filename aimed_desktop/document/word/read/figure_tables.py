"""Tables that only place pictures side by side, their captions in the same cells or in the row below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from aimed_desktop.application.values.words import Span, Words, joined, of, plain, stripped
from aimed_desktop.document.word.read.tables import WordCell, WordTable
from aimed_desktop.document.word.read.text import (
    TABLE,
    Lost,
    PlacedPicture,
    blocks_in,
    is_deleted,
    pieces,
    with_joined_losses,
)

_BLANKS = " \t\u3000\xa0\n"
_LONGEST = 120  # characters of what can be a caption


@dataclass(slots=True)
class FigureInTable:
    """A picture, and the words below it."""

    picture: PlacedPicture
    caption: Words = ""


@dataclass(slots=True)
class FigureRows:
    """Rows of pictures from above; `below` the words that stand under all of a row."""

    rows: list[list[FigureInTable]] = field(default_factory=list)
    below: dict[int, Words] = field(default_factory=dict)
    lost: list[Lost] = field(default_factory=list)


@dataclass(slots=True)
class _Seen:
    """What a cell shows: at most one picture, and words behind it."""

    column: int
    picture: PlacedPicture | None = None
    said: Words = ""


def figure_rows(table: WordTable) -> FigureRows | None:
    """The pictures of a table that is there to place them; None for any other table."""
    if table.unseen:
        return None
    made = FigureRows()
    above: dict[int, FigureInTable] = {}  # by column: whose captions the next row may hold
    for row in table.rows:
        seen = [_seen(cell, made.lost) for cell in row]
        shown = [each for each in seen if each is not None and (each.picture or each.said)]
        if None in seen:
            return None
        figures = {each.column: FigureInTable(each.picture, each.said) for each in shown if each.picture}
        if figures and len(figures) == len(shown):
            made.rows.append(list(figures.values()))
            above = figures
        elif shown and (figures or not _take_captions(shown, above, made, is_one=len(row) == 1)):
            return None
    return made if any(len(row) > 1 for row in made.rows) else None


def _take_captions(
    shown: Sequence[_Seen], above: dict[int, FigureInTable], made: FigureRows, *, is_one: bool
) -> bool:
    """Give the words of a row to the pictures above them; False where they belong to none."""
    if is_one and above and len(above) > 1:
        at = len(made.rows) - 1
        if at in made.below:  # words of their own under the caption: an ordinary table
            return False
        made.below[at] = shown[0].said
        return True
    if not all(each.column in above and not above[each.column].caption for each in shown):
        return False
    for each in shown:
        above[each.column].caption = each.said
    return True


def _seen(cell: WordCell, lost: list[Lost]) -> _Seen | None:
    """None where a cell shows more than a picture and a caption."""
    seen = _Seen(cell.column)
    if cell.node is None or is_deleted(cell.node):
        return seen
    if cell.covered:
        return None
    said: list[Words] = []
    for block in blocks_in(cell.node):
        text: list[Span] = []
        if block.tag == TABLE:
            return None
        for piece in with_joined_losses(pieces(block)):
            if isinstance(piece, Span):
                text.append(piece)
            elif isinstance(piece, Lost):
                lost.append(piece)
            elif not isinstance(piece, PlacedPicture) or seen.picture or said or plain(of(text)).strip():
                return None
            else:
                seen.picture = piece
        if words := stripped(of(text), _BLANKS):
            said.append(words)
    seen.said = joined(said, " ")
    return seen if len(plain(seen.said)) <= _LONGEST else None
