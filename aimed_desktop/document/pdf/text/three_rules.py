"""Tables between level rules alone (三线表): above the head, below it, at the end; gaps part the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from aimed_desktop.application.bounds import MAX_COLUMNS, MAX_TABLE_CELLS
from aimed_desktop.document.pdf.text.grids import Grid, GridCell
from aimed_desktop.document.pdf.text.lines import Line, lines_of
from aimed_desktop.document.pdf.text.marks import Area, Glyph, Rule

_SAME_PT = 3.0  # where rules of one table begin and end
_SHORTEST_PT = 60.0
_MOST_RULES = 40  # of a page: with more it is no such table
_FEWEST = 3
_SAME_LINE = 0.25  # of the size
_LONGEST = 16  # letters of half the cells of a column: longer ones are prose in columns
_LEAST_GAP = 0.5  # of the size, between columns


def tables_between(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Grid]:
    """The tables that are surely such: one row of head, each row with the same columns, one line a row."""
    long = [rule for rule in _whole(rules) if rule.end - rule.start >= _SHORTEST_PT]
    if not _FEWEST <= len(long) <= _MOST_RULES:
        return []
    upright = [rule for rule in rules if not rule.is_level]
    return [grid for several in _alike(long) for grid in _tables(several, upright, glyphs)]


def _whole(rules: Sequence[Rule]) -> list[Rule]:
    """The level rules, those that are drawn cell by cell put together."""
    made: list[Rule] = []
    level = [rule._replace(at=round(rule.at, 0)) for rule in rules if rule.is_level]
    for rule in sorted(level, key=lambda rule: (rule.at, rule.start)):
        last = made[-1] if made else None
        if last is not None and last.at == rule.at and rule.start <= last.end + _SAME_PT:
            made[-1] = last._replace(end=max(last.end, rule.end))
        else:
            made.append(rule)
    return made


def _alike(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules that begin and end at the same places, from above; those drawn twice once."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        group = next((group for group in groups if _is_alike(group[0], rule)), None)
        if group is None:
            groups.append([rule])
        elif rule.at - group[-1].at > _SAME_PT:
            group.append(rule)
    yield from (group for group in groups if len(group) >= _FEWEST)


def _is_alike(one: Rule, other: Rule) -> bool:
    return abs(one.start - other.start) <= _SAME_PT and abs(one.end - other.end) <= _SAME_PT


def _tables(rules: list[Rule], upright: Sequence[Rule], glyphs: Sequence[Glyph]) -> Iterator[Grid]:
    """Each from the first rule that begins one, as far as its columns go on."""
    bands = [_rows(_between(one, other, glyphs)) for one, other in pairwise(rules)]
    first = 0
    while first + 1 < len(bands):
        last = _last(bands, first)
        area = Area(rules[first].start, rules[first].at, rules[first].end, rules[last].at)
        is_open = not any(_crosses(rule, area) for rule in upright)
        rows = [row for band in bands[first:last] for row in band]
        grid = _table(rows, area) if is_open and last - first + 1 >= _FEWEST else None
        if grid is not None:
            yield grid
            first = last - 1
        first += 1


def _last(bands: Sequence[list[list[Line]]], first: int) -> int:
    """The rule that ends a table whose head, of one row, is the band `first`; itself where there is none."""
    if len(bands[first]) != 1 or len(bands[first][0]) < 2:
        return first
    columns, last = len(bands[first][0]), first + 1
    while last < len(bands) and bands[last] and all(len(row) == columns for row in bands[last]):
        last += 1
    return last


def _table(rows: list[list[Line]], area: Area) -> Grid | None:
    columns = list(zip(*rows, strict=True))
    if len(columns) > MAX_COLUMNS or len(columns) * len(rows) > MAX_TABLE_CELLS:
        return None
    edges = _edges(columns) if all(map(_is_short, columns)) else None
    return None if edges is None else _grid(rows, [area.left, *edges, area.right], area)


def _crosses(rule: Rule, area: Area) -> bool:
    is_across = area.left - _SAME_PT <= rule.at <= area.right + _SAME_PT
    return is_across and rule.start < area.bottom and rule.end > area.top


def _between(one: Rule, other: Rule, glyphs: Sequence[Glyph]) -> list[Glyph]:
    return [
        glyph
        for glyph in glyphs
        if one.at <= glyph.base - 0.35 * glyph.size <= other.at
        and one.start - _SAME_PT <= glyph.left <= one.end
    ]


def _rows(glyphs: Sequence[Glyph]) -> list[list[Line]]:
    """The cells of each row from the left."""
    rows: list[list[Line]] = []
    for line in lines_of(glyphs):
        if rows and abs(line.base - rows[-1][0].base) <= _SAME_LINE * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _is_short(column: Sequence[Line]) -> bool:
    return median(len(line.letters) for line in column) <= _LONGEST


def _edges(columns: Sequence[Sequence[Line]]) -> list[float] | None:
    """Where the columns part; None where a cell reaches into the next column."""
    made: list[float] = []
    for left, right in pairwise(columns):
        ends, begins = max(line.right for line in left), min(line.left for line in right)
        if begins - ends < _LEAST_GAP * right[0].size:
            return None
        made.append((ends + begins) / 2)
    return made


def _grid(rows: list[list[Line]], xs: list[float], area: Area) -> Grid:
    middles = [row[0].base - 0.35 * row[0].size for row in rows]
    ys = [area.top, *((one + other) / 2 for one, other in pairwise(middles)), area.bottom]
    cells = tuple(
        GridCell(row, column, 1, 1, Area(left, top, right, bottom))
        for row, (top, bottom) in enumerate(pairwise(ys))
        for column, (left, right) in enumerate(pairwise(xs))
    )
    return Grid(tuple(xs), tuple(ys), cells)
