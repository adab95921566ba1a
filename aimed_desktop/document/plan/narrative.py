"""What an author wrote at length, as paragraphs, lists, figures and small tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aimed_desktop.application.values import narrative
from aimed_desktop.application.values.figure_rows import widths_beside, with_rows
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.application.values.words import Words, joined, spans
from aimed_desktop.document.pictures.images import normalise, size_mm
from aimed_desktop.document.plan.context import Context
from aimed_desktop.document.plan.plan import (
    Figure,
    FigureRow,
    Grid,
    GridCell,
    GridRow,
    Paragraph,
    PlanBlock,
    Run,
)
from aimed_desktop.document.plan.styles import StyleName
from aimed_desktop.errors import UserProblem

_IN_CELL: dict[str, StyleName] = {
    "body": "cell_answer",
    "heading": "cell_heading",
    "list_item": "cell_item",
    "caption": "cell_caption",
}
_ON_PAGE: dict[str, StyleName] = {
    "body": "body",
    "heading": "heading3",
    "list_item": "list_item",
    "caption": "caption",
}
FIGURE_MAX_HEIGHT_MM = 160
_ONE_WORD = 4  # characters: 无


class NarrativePlanner:
    """Turns one narrative into blocks that fit a column of `width_mm`."""

    def __init__(self, context: Context, path: str, width_mm: float, in_cell: bool) -> None:
        self.context = context
        self.path = path
        self.width_mm = width_mm
        self.styles = _IN_CELL if in_cell else _ON_PAGE

    def blocks(self, value: Value) -> list[PlanBlock]:
        """Every block of the value, in order; none when it is empty."""
        pieces = narrative.blocks(value)
        match pieces:
            case [narrative.TextBlock(text=text, words=words)] if (
                len(text) <= _ONE_WORD and self.styles is _IN_CELL
            ):
                return [self._paragraph(words, "body", indent=0)]
        return [block for piece in with_rows(pieces, self.width_mm) for block in self._block(piece)]

    def _block(self, piece: Any) -> Iterator[PlanBlock]:
        match piece:
            case narrative.TextBlock(words=words):
                yield self._paragraph(words, "body", indent=2)
            case narrative.HeadingBlock(words=words):
                yield self._paragraph(words, "heading", indent=2)
            case narrative.ListBlock(entries=items):
                for item in items:
                    yield Paragraph(
                        self._runs(item.words),
                        self.styles["list_item"],
                        indent_chars=2 + 2 * item.depth,
                        item=item.mark,
                        long=True,
                        begins=True,
                    )
            case narrative.ImageBlock():
                yield self._figure(piece, piece.width_mm, self.width_mm)
            case narrative.TableBlock():
                yield self._table(piece)
            case tuple():
                yield from self._figure_row(piece)

    def _runs(self, words: Words, before: str = "") -> tuple[Run, ...]:
        """The runs of an answer; an empty one where there are no words."""
        parts = spans(joined([before, words]))
        made = tuple(Run(part.text, "answer", field=self.path, look=part.look) for part in parts)
        return made or (Run("", "answer", field=self.path),)

    def _paragraph(self, words: Words, style: str, indent: float) -> Paragraph:
        return Paragraph(
            self._runs(words),
            self.styles[style],
            align="justify" if style == "body" else None,
            indent_chars=indent,
            long=True,
            begins=True,
        )

    def _figure_row(self, pieces: tuple[narrative.ImageBlock, ...]) -> Iterator[PlanBlock]:
        """Under one another where the picture of one is missing."""
        widths = widths_beside([piece.width_mm for piece in pieces], self.width_mm)
        assert widths is not None, "they were found to fit"
        made = [
            self._figure(piece, piece.width_mm, width) for piece, width in zip(pieces, widths, strict=True)
        ]
        figures = tuple(figure for figure in made if isinstance(figure, Figure))
        if len(figures) < len(made):
            yield from made
            return
        spare = (self.width_mm - sum(figure.width_mm for figure in figures)) / len(figures)
        yield FigureRow(figures, tuple(figure.width_mm + spare for figure in figures))

    def _figure(
        self, piece: narrative.ImageBlock, width_mm: float | None, room_mm: float
    ) -> Figure | Paragraph:
        self.context.counters.figures += 1
        try:
            data = normalise(self.context.app.files.read(piece.image), width_mm or room_mm)
        except UserProblem:
            if not self.context.hints:  # a draft is written with what is there
                raise
            words = joined([piece.title or "", "（图片缺失）"])
            return self._caption("图", self.context.counters.figures, words, begins=True)
        width, height = size_mm(data, width_mm, room_mm)
        if height > FIGURE_MAX_HEIGHT_MM:
            width, height = width * FIGURE_MAX_HEIGHT_MM / height, FIGURE_MAX_HEIGHT_MM
        caption = self._caption("图", self.context.counters.figures, piece.title)
        return Figure(data, width, height, caption, self.path)

    def _caption(self, kind: str, number: int, words: Words | None, *, begins: bool = False) -> Paragraph:
        runs = self._runs(words or "", f"{kind}{number} " if words else f"{kind}{number}")
        return Paragraph(runs, self.styles["caption"], begins=begins)

    def _table(self, piece: narrative.TableBlock) -> Grid:
        self.context.counters.tables += 1
        header_rows = 1 if piece.header_rows is None else piece.header_rows
        cells: list[list[GridCell]] = [[] for _ in range(piece.rows)]
        for cell in piece.cells:
            made = GridCell(cell.column, (self._table_cell(cell.words),), cell.span, cell.down)
            cells[cell.row].append(made)
        rows = tuple(GridRow(tuple(row), header=at < header_rows) for at, row in enumerate(cells))
        caption = self._caption("表", self.context.counters.tables, piece.title, begins=True)
        return Grid(self._widths(piece), rows, caption)

    def _widths(self, piece: narrative.TableBlock) -> tuple[float, ...]:
        """The columns in mm: as the author set them, else as their content asks for."""
        whole = sum(piece.shares)
        return tuple(self.width_mm * share / whole for share in piece.shares)

    def _table_cell(self, words: Words) -> Paragraph:
        return Paragraph(self._runs(words), "cell_answer", align="center", begins=False)
