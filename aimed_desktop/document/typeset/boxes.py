"""What typesetting produces: marks at places, in strips that stand under one another."""

from __future__ import annotations

from typing import NamedTuple

MM = 72 / 25.4  # points in a millimetre


class TextMark(NamedTuple):
    """Characters of one font file on one base line; `spacing` follows each of them."""

    x: float
    y: float
    file: str
    size: float
    text: str
    spacing: float = 0
    hidden: bool = False  # read by a machine, not drawn
    bold: bool = False


class RuledLine(NamedTuple):
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    width: float


class Picture(NamedTuple):
    """A JPEG or PNG; `y` is its upper edge."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


class FieldRoom(NamedTuple):
    """Where a field stands; nothing is drawn. `y` is its upper edge.

    `start`: the character at which a line of a narrative's block begins, 0 being its first line;
    GOES_ON where it has none of its own; None in any other field.
    """

    x: float
    y: float
    width: float
    height: float
    field: str
    start: int | None = None


GOES_ON = -1  # a caption under its figure, a cell of a table


class HandSpot(NamedTuple):
    """Where the words of a place to sign, stamp or date stand; nothing is drawn."""

    x: float
    y: float
    place: str  # `Run.spot`


PageMark = TextMark | RuledLine | Picture | FieldRoom | HandSpot


class Strip(NamedTuple):
    """What is never cut: a line, a picture, a signature line. Lengths in pt, `y` grows downwards.

    `before` and `after` are the blank that must stand above and below it within a page.
    """

    height: float
    marks: tuple[PageMark, ...]
    keep_next: bool = False
    before: float = 0
    after: float = 0


Placed = tuple[float, float, Strip]  # x and y of a strip's upper left corner


def stack_height(strips: tuple[Strip, ...] | list[Strip]) -> float:
    """Height of strips under one another, without the blank above the first and below the last."""
    if not strips:
        return 0.0
    inner = sum(strip.before + strip.after + strip.height for strip in strips)
    return inner - strips[0].before - strips[-1].after


def stacked(strips: tuple[Strip, ...] | list[Strip], x: float, y: float) -> list[Placed]:
    """The strips under one another from (x, y), without the blank above the first."""
    placed: list[Placed] = []
    for index, strip in enumerate(strips):
        y += strip.before if index else 0
        placed.append((x, y, strip))
        y += strip.height + strip.after
    return placed


def moved(mark: PageMark, x: float, y: float) -> PageMark:
    """`mark` shifted by (x, y)."""
    if isinstance(mark, RuledLine):
        return mark._replace(x=mark.x + x, y=mark.y + y, to_x=mark.to_x + x, to_y=mark.to_y + y)
    return mark._replace(x=mark.x + x, y=mark.y + y)


def merged(placed: list[Placed], height: float, keep_next: bool = False) -> Strip:
    """One strip of `height` that holds all of `placed`."""
    marks = tuple(moved(mark, x, y) for x, y, strip in placed for mark in strip.marks)
    return Strip(height, marks, keep_next)
