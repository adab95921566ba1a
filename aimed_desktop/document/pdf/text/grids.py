"""Tables by their ruled lines: which rectangles they part a page into. A grid that does not close is none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from aimed_desktop.application.bounds import MAX_COLUMNS, MAX_TABLE_CELLS
from aimed_desktop.document.pdf.text.marks import Area, Glyph, Rule

_NEAR_PT = 2.5  # lines as close are one; ends as close meet
_MOST_RULES = 4_000  # of one table
_COVERED = 0.8  # of an edge


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: row and column of its top left, how many it takes, and the characters in it."""

    row: int
    column: int
    down: int
    span: int
    area: Area
    glyphs: list[Glyph] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grid:
    """A closed table. `xs` and `ys` are its lines."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def area(self) -> Area:
        """The rectangle around it."""
        return Area(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that `rules` enclose, from top to bottom."""
    found = [grid for group in _connected(rules) if (grid := _grid(group)) is not None]
    outer = [
        one for one in found if not any(_holds(other.area, one.area) for other in found if other is not one)
    ]
    return sorted(outer, key=lambda grid: grid.area.top)


def fill(grid: Grid, glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Put the characters into the cells that they stand in; those that stand in none are given back."""
    at = {(row, column): cell for cell in grid.cells for row, column in _places(cell)}
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.base - 0.35 * glyph.size
        place = bisect_right(grid.ys, y) - 1, bisect_right(grid.xs, x) - 1
        cell = at.get(place)
        (outside if cell is None else cell.glyphs).append(glyph)
    return outside


def _places(cell: GridCell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.down):
        for column in range(cell.column, cell.column + cell.span):
            yield row, column


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch each other, by sweeping from the top."""
    level = sorted((rule for rule in rules if rule.is_level), key=lambda rule: rule.at)
    upright = [rule for rule in rules if not rule.is_level]
    if len(rules) > _MOST_RULES:
        return []
    group: dict[int, int] = {}
    several = [*level, *upright]

    def root(index: int) -> int:
        while group.get(index, index) != index:
            group[index] = group.get(group[index], group[index])
            index = group[index]
        return index

    heights = [rule.at for rule in level]
    for number, rule in enumerate(upright, len(level)):
        first = bisect_right(heights, rule.start - _NEAR_PT)
        last = bisect_right(heights, rule.end + _NEAR_PT)
        for index in range(first, last):
            if level[index].start - _NEAR_PT <= rule.at <= level[index].end + _NEAR_PT:
                group[root(index)] = root(number)
    found: dict[int, list[Rule]] = {}
    for index, rule in enumerate(several):
        found.setdefault(root(index), []).append(rule)
    return list(found.values())


def _grid(rules: list[Rule]) -> Grid | None:
    xs = _merged(rule.at for rule in rules if not rule.is_level)
    ys = _merged(rule.at for rule in rules if rule.is_level)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns > MAX_COLUMNS or columns * rows > MAX_TABLE_CELLS:
        return None
    level = _edges([rule for rule in rules if rule.is_level], ys, xs)
    upright = _edges([rule for rule in rules if not rule.is_level], xs, ys)
    if not (all(level[0]) and all(level[-1]) and all(upright[0]) and all(upright[-1])):
        return None
    cells = _cells(level, upright, xs, ys)
    return None if cells is None else Grid(tuple(xs), tuple(ys), tuple(cells))


def _merged(places: Iterable[float]) -> list[float]:
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][-1] <= _NEAR_PT:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


def _edges(rules: list[Rule], lines: list[float], across: list[float]) -> list[list[bool]]:
    """For each line, whether each stretch between two lines across is drawn."""
    drawn: list[list[float]] = [[0.0] * (len(across) - 1) for _ in lines]
    for rule in rules:
        number = min(range(len(lines)), key=lambda index: abs(lines[index] - rule.at))
        for place, (start, end) in enumerate(pairwise(across)):
            drawn[number][place] += max(0.0, min(rule.end, end) - max(rule.start, start))
    widths = [end - start for start, end in pairwise(across)]
    return [[length >= _COVERED * w for length, w in zip(line, widths, strict=True)] for line in drawn]


def _cells(
    level: list[list[bool]], upright: list[list[bool]], xs: list[float], ys: list[float]
) -> list[GridCell] | None:
    """The rectangles; None where what is enclosed is none."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken = [[False] * columns for _ in range(rows)]
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            span, down = 1, 1
            while column + span < columns and not upright[column + span][row]:
                span += 1
            while row + down < rows and not level[row + down][column]:
                down += 1
            inside = [(r, c) for r in range(row, row + down) for c in range(column, column + span)]
            if any(taken[r][c] for r, c in inside) or not _is_whole(level, upright, row, column, down, span):
                return None
            for r, c in inside:
                taken[r][c] = True
            area = Area(xs[column], ys[row], xs[column + span], ys[row + down])
            cells.append(GridCell(row, column, down, span, area))
    return cells


def _is_whole(
    level: list[list[bool]], upright: list[list[bool]], row: int, column: int, down: int, span: int
) -> bool:
    """Whether no line goes through the rectangle, and all four sides are drawn."""
    rows, columns = range(row, row + down), range(column, column + span)
    through = any(level[r][c] for r in rows[1:] for c in columns)
    through |= any(upright[c][r] for c in columns[1:] for r in rows)
    sides = all(level[row][c] and level[row + down][c] for c in columns)
    return not through and sides and all(upright[column][r] and upright[column + span][r] for r in rows)


def _holds(outer: Area, inner: Area) -> bool:
    return (
        outer.left - _NEAR_PT <= inner.left
        and outer.right + _NEAR_PT >= inner.right
        and outer.top - _NEAR_PT <= inner.top
        and outer.bottom + _NEAR_PT >= inner.bottom
    )
