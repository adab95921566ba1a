"""Tables that only place pictures side by side, their captions in the same cells or in the row below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from aimed_desktop.application.values.words import Words, plain

_LONGEST = 120  # characters of what can be a caption
Picture = TypeVar("Picture")


@dataclass(frozen=True, slots=True)
class SeenCell(Generic[Picture]):
    """What a cell shows: at most one picture, and words behind it."""

    column: int
    picture: Picture | None = None
    said: Words = ""

    @property
    def is_empty(self) -> bool:
        """Whether it shows nothing."""
        return self.picture is None and not plain(self.said)


@dataclass(slots=True)
class FigureInTable(Generic[Picture]):
    """A picture, and the words below it."""

    picture: Picture
    caption: Words = ""


@dataclass(slots=True)
class FigureRows(Generic[Picture]):
    """Rows of pictures from above; `below` the words that stand under all of a row."""

    rows: list[list[FigureInTable[Picture]]] = field(default_factory=list)
    below: dict[int, Words] = field(default_factory=dict)


def figure_rows(rows: Iterable[Sequence[SeenCell[Picture] | None]]) -> FigureRows[Picture] | None:
    """The pictures of a table that is there to place them; None for any other table.

    A cell that shows more than a picture and a caption is None.
    """
    made = FigureRows[Picture]()
    above: dict[int, FigureInTable[Picture]] = {}  # by column: whose captions the next row may hold
    for row in rows:
        seen = [cell for cell in row if cell is not None and len(plain(cell.said)) <= _LONGEST]
        if len(seen) < len(row):
            return None
        shown = [cell for cell in seen if not cell.is_empty]
        figures = {
            cell.column: FigureInTable(cell.picture, cell.said) for cell in shown if cell.picture is not None
        }
        if figures and len(figures) == len(shown):
            made.rows.append(list(figures.values()))
            above = figures
        elif shown and (figures or not _take_captions(shown, above, made, is_one=len(row) == 1)):
            return None
    return made if made.rows else None


def _take_captions(
    shown: Sequence[SeenCell[Picture]],
    above: Mapping[int, FigureInTable[Picture]],
    made: FigureRows[Picture],
    *,
    is_one: bool,
) -> bool:
    """Give the words of a row to the pictures above them; False where they belong to none."""
    if is_one and len(above) > 1:
        at = len(made.rows) - 1
        if at in made.below:  # words of their own under the caption: an ordinary table
            return False
        made.below[at] = shown[0].said
        return True
    if not all(cell.column in above and not above[cell.column].caption for cell in shown):
        return False
    for cell in shown:
        above[cell.column].caption = cell.said
    return True
