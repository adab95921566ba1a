"""A page with its words in lines and its tables in cells, before it is known in which order they are read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aimed_desktop.document.pdf.text.grids import Grid, fill, grids_of
from aimed_desktop.document.pdf.text.lines import Line, lines_of
from aimed_desktop.document.pdf.text.marks import PageMarks
from aimed_desktop.document.pdf.text.three_rules import tables_between


@dataclass(frozen=True, slots=True)
class PageSheet:
    """`number` from 1; `lines` outside of tables, from top to bottom; `notes` those of footnotes."""

    number: int
    marks: PageMarks
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    notes: tuple[Line, ...] = ()

    def without(self, gone: set[int]) -> PageSheet:
        """The same without some of its lines, by their place."""
        return replace(self, lines=tuple(line for at, line in enumerate(self.lines) if at not in gone))


def sheet_of(number: int, marks: PageMarks) -> PageSheet:
    """The lines and tables of a page. A frame around words is no table."""
    glyphs = marks.glyphs
    grids = []
    for grid in grids_of(marks.rules):
        if len(grid.cells) > 1 and len(grid.xs) > 2:
            glyphs = fill(grid, glyphs)
            if any(cell.glyphs for cell in grid.cells):
                grids.append(grid)
    for grid in tables_between(marks.rules, glyphs):
        glyphs = fill(grid, glyphs)
        grids.append(grid)
    return PageSheet(number, marks, tuple(lines_of(glyphs, marks.rules)), tuple(grids))
