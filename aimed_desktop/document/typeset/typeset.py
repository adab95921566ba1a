"""Typesets a plan: each part alone into a galley, then the galleys into pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from aimed_desktop.document.plan.plan import (
    CoverPage,
    Figure,
    FigureRow,
    Grid,
    Paragraph,
    Plan,
    PlanBlock,
    PlanPart,
    SignatureBlock,
)
from aimed_desktop.document.plan.styles import BELOW_GRID_PT, TALLEST_IN_CELL_SHARE
from aimed_desktop.document.typeset.blocks import (
    cover_strips,
    figure_row_strip,
    figure_strips,
    signature_strips,
)
from aimed_desktop.document.typeset.boxes import MM, Placed, Strip
from aimed_desktop.document.typeset.grid import (
    GridState,
    SetGrid,
    fits_or_may_be_cut,
    is_done,
    next_piece,
    set_grid,
    whole_rows,
)
from aimed_desktop.document.typeset.text import paragraph_strips

_EPSILON = 0.01
GalleyPiece = Strip | SetGrid
BlockPieces = dict[PlanBlock, tuple[GalleyPiece, ...]]


@dataclass(frozen=True, slots=True)
class Galley:
    """A part set to the width of the page, not yet cut into pages."""

    part: PlanPart
    pieces: tuple[GalleyPiece, ...]
    blocks: BlockPieces


@dataclass(slots=True)
class Page:
    """Marks of one page; x and y count from the upper left corner of the text area."""

    placed: list[Placed] = field(default_factory=list)
    parts: list[tuple[str, float]] = field(default_factory=list)  # parts that start here, with their y


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper of a plan, in pt."""

    width: float
    height: float
    left: float
    top: float
    text_width: float
    text_height: float


def sheet_of(plan: Plan) -> Sheet:
    """Paper and text area of the plan's pages."""
    page = plan.page
    width, height = page.width_mm, page.height_mm
    if page.landscape:
        width, height = height, width
    return Sheet(
        width * MM,
        height * MM,
        (page.left_mm + page.binding_mm) * MM,
        page.top_mm * MM,
        plan.text_width_mm * MM,
        (height - page.top_mm - page.bottom_mm) * MM,
    )


def set_part(
    part: PlanPart, text_width: float, text_height: float, before: BlockPieces | None = None
) -> Galley:
    """The part set in a column; depends on nothing but its arguments, so it can be cached.

    `before`: how its blocks were set last, so that those which did not change are not set again.
    """
    known = before or {}
    blocks: BlockPieces = {}
    for block in part.blocks:
        if block not in blocks:
            blocks[block] = known.get(block) or tuple(_pieces(block, text_width, text_height))
    return Galley(part, tuple(piece for block in part.blocks for piece in blocks[block]), blocks)


def paginate(galleys: Sequence[Galley], sheet: Sheet) -> list[Page]:
    """The pages of the galleys in order; at least one."""
    paginator = _Paginator(sheet)
    paginator.place_all(list(_entries(galleys)))
    return paginator.pages


def typeset(plan: Plan) -> list[Page]:
    """The pages of the plan."""
    sheet = sheet_of(plan)
    return paginate([set_part(part, sheet.text_width, sheet.text_height) for part in plan.parts], sheet)


def _pieces(block: PlanBlock, width: float, height: float) -> Iterator[GalleyPiece]:
    match block:
        case Paragraph():
            yield from paragraph_strips(block, width)
        case Figure():
            room = height - (sum(s.height for s in figure_strips(block, width, height)[1:]) + 12)
            yield from figure_strips(block, width, room)
        case FigureRow():
            yield figure_row_strip(block, height)
        case SignatureBlock():
            yield from signature_strips(block, width)
        case CoverPage():
            yield from cover_strips(block, width, height)
        case Grid():
            if block.caption:
                for strip in paragraph_strips(block.caption, width):
                    yield strip._replace(keep_next=True)
            yield set_grid(block, width, lambda blocks, room: _cell_strips(blocks, room, height))


def _cell_strips(blocks: tuple[PlanBlock, ...], room: float, height: float) -> list[Strip]:
    """The content of a cell; a grid inside it is cut between its rows only."""
    strips: list[Strip] = []
    for block in blocks:
        for piece in _pieces(block, room, height * TALLEST_IN_CELL_SHARE):
            strips.extend(
                whole_rows(piece, height * TALLEST_IN_CELL_SHARE) if isinstance(piece, SetGrid) else [piece]
            )
    return strips


class _Entry(NamedTuple):
    """A piece on its way to a page, with the parts that start with it."""

    piece: GalleyPiece
    parts: tuple[str, ...] = ()
    starts_page: bool = False


def _entries(galleys: Sequence[Galley]) -> Iterator[_Entry]:
    """The pieces of all parts; a part without content starts with the next one that has some."""
    waiting: list[str] = []
    after_cover = False
    for galley in galleys:
        waiting.append(galley.part.id)
        cover = any(isinstance(block, CoverPage) for block in galley.part.blocks)
        for index, piece in enumerate(galley.pieces):
            first = index == 0
            starts_page = first and (galley.part.starts_page or cover or after_cover)
            yield _Entry(piece, tuple(waiting), starts_page)
            waiting.clear()
        after_cover = cover if galley.pieces else after_cover
    if waiting:
        yield _Entry(Strip(0, ()), tuple(waiting))


class _Paginator:
    """Places pieces on pages, one after the other."""

    def __init__(self, sheet: Sheet) -> None:
        self.room = sheet.text_height
        self.pages: list[Page] = [Page()]
        self.y = 0.0
        self.after = 0.0

    def place_all(self, entries: Sequence[_Entry]) -> None:
        start = 0
        while start < len(entries):
            end = _chain_end(entries, start)
            first = entries[start]
            if self.pages[-1].placed and (
                first.starts_page or not self._fits([entry.piece for entry in entries[start:end]])
            ):
                self._new_page()
            for entry in entries[start:end]:
                self._place(entry)
            start = end

    def _new_page(self) -> None:
        self.pages.append(Page())
        self.y = 0.0
        self.after = 0.0

    def _fits(self, chain: Sequence[GalleyPiece]) -> bool:
        """Whether pieces that are kept together have room; of a grid its first rows are enough."""
        y, after = self.y, self.after
        for piece in chain:
            if isinstance(piece, SetGrid):
                return fits_or_may_be_cut(piece, self.room - y - after, self.room)
            y += after + (piece.before if self.pages[-1].placed else 0) + piece.height
            after = piece.after
        return y <= self.room + _EPSILON

    def _place(self, entry: _Entry) -> None:
        piece = entry.piece
        if isinstance(piece, SetGrid):
            self._start(entry.parts)
            self._place_grid(piece)
            return
        gap = self.after + piece.before if self.pages[-1].placed else 0.0
        if self.y + gap + piece.height > self.room + _EPSILON and self.pages[-1].placed:
            self._new_page()
            gap = 0.0
        self._start(entry.parts)
        self._put(piece, gap)
        self.after = piece.after

    def _start(self, parts: tuple[str, ...]) -> None:
        self.pages[-1].parts.extend((part, self.y) for part in parts)

    def _put(self, strip: Strip, gap: float) -> None:
        self.y += gap
        self.pages[-1].placed.append((0, self.y, strip))
        self.y += strip.height

    def _place_grid(self, grid: SetGrid) -> None:
        state = GridState()
        gap = self.after
        while not is_done(grid, state):
            empty = not self.pages[-1].placed
            strip, state = next_piece(grid, state, self.room - self.y - gap, forced=empty)
            if strip is not None:
                self._put(strip, gap)
            if not is_done(grid, state):
                self._new_page()
                gap = 0.0
        self.after = BELOW_GRID_PT


def _chain_end(entries: Sequence[_Entry], start: int) -> int:
    """The end of the pieces from `start` that are kept on one page."""
    end = start
    while end < len(entries) - 1:
        piece = entries[end].piece
        if isinstance(piece, SetGrid) or not piece.keep_next or entries[end + 1].starts_page:
            break
        end += 1
    return end + 1
