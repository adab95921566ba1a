"""Sets ruled tables: cells with spans, rows cut at line ends when a page is full, headers repeated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aimed_desktop.document.plan.plan import Grid, GridCell, PlanBlock
from aimed_desktop.document.plan.styles import (
    CELL_PADDING_MM,
    CELL_PADDING_VERTICAL_MM,
    RULE_PT,
    SMALL_GRID_SHARE,
    WHOLE_ROW_PT,
)
from aimed_desktop.document.typeset.boxes import (
    MM,
    FieldRoom,
    PageMark,
    Placed,
    RuledLine,
    Strip,
    merged,
    stack_height,
    stacked,
)

SetBlocks = Callable[[tuple[PlanBlock, ...], float], list[Strip]]

_SIDE = CELL_PADDING_MM * MM
_PAD = CELL_PADDING_VERTICAL_MM * MM
_LEAST_PIECE_PT = 60  # a piece of a cut row is at least so high
_LEAST_SHARE = 0.6  # of the minimum height: an answer that fits so far is not carried to the next page
_BELOW_INNER_GRID = 3.0
_EPSILON = 0.01


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell with its content set; rows are counted from the top of the grid."""

    left: float
    right: float
    row: int
    last_row: int
    middle: bool
    strips: tuple[Strip, ...]
    field: str | None


@dataclass(frozen=True, slots=True)
class SetGrid:
    """A grid whose cells are set, ready to be cut into pieces. Cells in reading order."""

    width: float
    cells: tuple[SetCell, ...]
    minimums: tuple[float, ...]  # of the rows' heights
    headers: int  # leading rows that are repeated on each page


@dataclass(slots=True)
class GridState:
    """How far a grid has been printed."""

    row: int = 0
    printed: float = 0  # height of `row` on earlier pages
    taken: dict[int, int] = field(default_factory=dict)  # strips printed of each cell

    def left_over(self, grid: SetGrid, index: int) -> tuple[Strip, ...]:
        return grid.cells[index].strips[self.taken.get(index, 0) :]


def set_grid(grid: Grid, room: float, set_blocks: SetBlocks) -> SetGrid:
    """The grid with every cell's content set to its width, centred in `room`."""
    edges = [0.0]
    for width in grid.widths_mm:
        edges.append(edges[-1] + width * MM)
    inset = max((room - edges[-1]) / 2, 0)
    edges = [edge + inset for edge in edges]
    cells = [
        _set_cell(cell, row, len(grid.rows), edges, set_blocks)
        for row, grid_row in enumerate(grid.rows)
        for cell in grid_row.cells
    ]
    headers = next((i for i, row in enumerate(grid.rows) if not row.header), len(grid.rows))
    minimums = tuple(row.min_height_mm * MM for row in grid.rows)
    return SetGrid(edges[-1], tuple(cells), minimums, headers if headers < len(grid.rows) else 0)


def _set_cell(cell: GridCell, row: int, rows: int, edges: Sequence[float], set_blocks: SetBlocks) -> SetCell:
    left, right = edges[cell.column], edges[min(cell.column + cell.span, len(edges) - 1)]
    strips = tuple(set_blocks(cell.blocks, right - left - 2 * _SIDE))
    last = min(row + cell.down, rows) - 1
    return SetCell(left, right, row, last, cell.vertical == "middle", strips, cell.field)


def next_piece(
    grid: SetGrid, state: GridState, room: float, *, forced: bool = False
) -> tuple[Strip | None, GridState]:
    """As much of the grid as fits in `room`, and the state after it; no strip when nothing fits.

    `forced`: on an empty page something is placed even where it does not fit well.
    """
    piece = _Piece(grid, state, room)
    piece.fill(forced)
    return piece.strip(), piece.after()


def is_done(grid: SetGrid, state: GridState) -> bool:
    """Whether the whole grid has been printed."""
    return state.row >= len(grid.minimums)


def fits_or_may_be_cut(grid: SetGrid, room: float, page: float) -> bool:
    """Whether the grid may begin in `room`: a small one only as a whole, others if two rows fit."""
    piece, state = next_piece(grid, GridState(), room)
    if piece is None or is_done(grid, state):
        return piece is not None
    if state.row <= grid.headers + 1 and not state.printed:
        return False  # one row alone under its heading
    whole, state = next_piece(grid, GridState(), SMALL_GRID_SHARE * page)
    return whole is None or not is_done(grid, state)


def whole_rows(grid: SetGrid, tallest: float) -> list[Strip]:
    """The grid as strips, for a grid inside a cell: rows that spans tie together stay in one strip.

    Only what is higher than `tallest` is cut.
    """
    strips: list[Strip] = []
    state = GridState()
    for row in range(len(grid.minimums)):
        if any(cell.row <= row < cell.last_row for cell in grid.cells):
            continue
        while state.row <= row:
            piece = _Piece(grid, state, tallest, last=row + 1)
            piece.fill(forced=True)
            state = piece.after()
            strip = piece.strip()
            if strip is not None:
                strips.append(strip._replace(keep_next=row < grid.headers))
    if not strips:
        return []
    small = stack_height(strips) <= SMALL_GRID_SHARE * tallest
    kept = [strip._replace(keep_next=small or strip.keep_next) for strip in strips[:-1]]
    return [*kept, strips[-1]._replace(keep_next=False, after=_BELOW_INNER_GRID)]


class _Piece:
    """The rows of a grid that stand on one page."""

    def __init__(self, grid: SetGrid, state: GridState, room: float, last: int | None = None) -> None:
        self.grid = grid
        self.start = state
        self.room = room
        self.last = len(grid.minimums) if last is None else last
        self.tops: dict[int, float] = {}
        self.heights: dict[int, float] = {}
        self.row = state.row
        self.printed = state.printed
        self.forced = False  # the only row here is cut where strips want to be kept together
        self.y = 0.0
        self.header: list[Placed] = []
        if last is None and grid.headers and state.row >= grid.headers:
            self._repeat_header()

    def fill(self, forced: bool) -> None:
        """Take rows until the room is used up."""
        while self.row < self.last:
            need = self._need(self.row)
            if self.y + need <= self.room + _EPSILON:
                self._take(need)
                continue
            left = self.room - self.y
            self.forced = forced and not self.heights
            height = self._cut_height(need, left)
            if height is not None:
                self._take(height, cut=not self._fits(height))
            elif self.forced:
                self._take(need)
                continue
            self._give_back()
            return

    def _give_back(self) -> None:
        """Leave a row that opens a cell of several rows to the page that holds the others."""
        last = self.row - 1
        opens = any(cell.row == last < cell.last_row for cell in self.grid.cells)
        if opens and last > self.start.row and not self.printed:
            self.row = last
            self.y -= self.heights.pop(last)
            del self.tops[last]

    def strip(self) -> Strip | None:
        """Everything on this page as one strip."""
        if not self.heights:
            return None
        placed = list(self.header)
        for index, cell in enumerate(self.grid.cells):
            placed.extend(self._cell(index, cell))
        return merged(placed, self.y)

    def after(self) -> GridState:
        """The state behind this piece."""
        if not self.heights:
            return self.start
        taken = dict(self.start.taken)
        for index, cell in enumerate(self.grid.cells):
            rows = self._rows_here(cell)
            if rows:
                taken[index] = taken.get(index, 0) + len(self._content(index, cell))
        return GridState(self.row, self.printed, taken)

    def _repeat_header(self) -> None:
        strip, _ = next_piece(_head_of(self.grid), GridState(), float("inf"))
        if strip is not None:
            self.header = [(0, 0, strip)]
            self.y = strip.height

    def _need(self, row: int) -> float:
        """The height that `row` needs here: its minimum, and what the cells that end in it still hold."""
        minimum = self.grid.minimums[row]
        if row == self.start.row:
            minimum -= self.start.printed
        return max(minimum, self._content_height(row))

    def _content_height(self, row: int) -> float:
        heights = [2 * _PAD]
        for index, cell in enumerate(self.grid.cells):
            rest = self.start.left_over(self.grid, index) if cell.last_row == row else ()
            if rest:
                heights.append(stack_height(rest) + 2 * _PAD - self._above(cell, row))
        return max(heights)

    def _above(self, cell: SetCell, row: int) -> float:
        """Height of the cell's rows on this page that stand above `row`."""
        return sum(self.heights.get(r, 0) for r in range(cell.row, row))

    def _cut_height(self, need: float, left: float) -> float | None:
        """The height of the piece of a row that does not fit, None where it should move as a whole."""
        if self._content_height(self.row) <= left and left >= _LEAST_SHARE * need:
            return left
        if not self.forced and (need <= WHOLE_ROW_PT or left < _LEAST_PIECE_PT):
            return None
        used = 2 * _PAD
        for index, cell in enumerate(self.grid.cells):
            rest = self.start.left_over(self.grid, index) if cell.last_row == self.row else ()
            if rest:
                above = self._above(cell, self.row)
                fitting = _fitting(rest, above + left - 2 * _PAD, self.forced)
                if not fitting and (self.forced or cell.row == self.row):
                    return None
                used = max(used, stack_height(fitting) + 2 * _PAD - above)
        return min(used, left)

    def _fits(self, height: float) -> bool:
        return self._content_height(self.row) <= height + _EPSILON

    def _take(self, height: float, cut: bool = False) -> None:
        self.tops[self.row] = self.y
        self.heights[self.row] = height
        self.y += height
        if cut:
            self.printed = height + (self.start.printed if self.row == self.start.row else 0)
        else:
            self.row += 1
            self.printed = 0

    def _rows_here(self, cell: SetCell) -> list[int]:
        return [row for row in range(cell.row, cell.last_row + 1) if row in self.heights]

    def _content(self, index: int, cell: SetCell) -> tuple[Strip, ...]:
        """What stands in the visible piece of the cell."""
        rest = self.start.left_over(self.grid, index)
        ends_here = cell.last_row < self.row
        if ends_here:
            return rest
        height = sum(self.heights[row] for row in self._rows_here(cell))
        return _fitting(rest, height - 2 * _PAD, self.forced)

    def _cell(self, index: int, cell: SetCell) -> list[Placed]:
        rows = self._rows_here(cell)
        if not rows:
            return []
        top = self.tops[rows[0]]
        bottom = top + sum(self.heights[row] for row in rows)
        content = self._content(index, cell)
        free = bottom - top - 2 * _PAD - stack_height(content)
        y = top + _PAD + (max(free, 0) / 2 if cell.middle else 0)
        return [(0, 0, _border(cell, top, bottom)), *stacked(content, cell.left + _SIDE, y)]


def _head_of(grid: SetGrid) -> SetGrid:
    cells = tuple(cell for cell in grid.cells if cell.last_row < grid.headers)
    return SetGrid(grid.width, cells, grid.minimums[: grid.headers], 0)


def _fitting(strips: Sequence[Strip], room: float, forced: bool = False) -> tuple[Strip, ...]:
    """The leading strips that fit in `room`, not parted from what they are kept with unless `forced`."""
    taken, used, allowed = 0, 0.0, 0
    for index, strip in enumerate(strips):
        used += strip.height + (strip.before if index else 0)
        if used > room + _EPSILON:
            break
        used += strip.after
        taken = index + 1
        if not strip.keep_next:
            allowed = taken
    whole = taken == len(strips) or (forced and not allowed)
    return tuple(strips[: taken if whole else allowed])


def _border(cell: SetCell, top: float, bottom: float) -> Strip:
    corners = [(cell.left, top), (cell.right, top), (cell.right, bottom), (cell.left, bottom)]
    sides = zip(corners, [*corners[1:], corners[0]], strict=True)
    marks: list[PageMark] = [RuledLine(*start, *end, RULE_PT) for start, end in sides]
    if cell.field:
        marks.append(FieldRoom(cell.left, top, cell.right - cell.left, bottom - top, cell.field))
    return Strip(bottom - top, tuple(marks))
