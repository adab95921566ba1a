"""What an author wrote at length, as paragraphs, lists, figures and small tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aimed_desktop.application.model import Value
from aimed_desktop.application.values import narrative
from aimed_desktop.document.pictures.images import normalise, size_mm
from aimed_desktop.document.plan.context import Context
from aimed_desktop.document.plan.plan import Figure, Grid, GridCell, GridRow, Paragraph, PlanBlock, Run
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
            case [narrative.TextBlock(text=text)] if len(text) <= _ONE_WORD and self.styles is _IN_CELL:
                return [self._paragraph(text, "body", indent=0)]
        return [block for piece in pieces for block in self._block(piece)]

    def _block(self, piece: Any) -> Iterator[PlanBlock]:
        match piece:
            case narrative.TextBlock(text=text):
                for line in text.split("\n"):
                    yield self._paragraph(line, "body", indent=2)
            case narrative.HeadingBlock(heading=heading):
                yield self._paragraph(heading, "heading", indent=2)
            case narrative.ListBlock(items=items, numbered=numbered):
                for number, item in enumerate(items, 1):
                    mark = f"{number}." if numbered else "•"
                    runs = (Run(item, "answer", field=self.path),)
                    style = self.styles["list_item"]
                    yield Paragraph(runs, style, indent_chars=2, item=mark, long=True, begins=True)
            case narrative.ImageBlock():
                yield self._figure(piece)
            case narrative.TableBlock():
                yield self._table(piece)

    def _paragraph(self, text: str, style: str, indent: float) -> Paragraph:
        return Paragraph(
            (Run(text, "answer", field=self.path),),
            self.styles[style],
            align="justify" if style == "body" else None,
            indent_chars=indent,
            long=True,
            begins=True,
        )

    def _figure(self, piece: narrative.ImageBlock) -> Figure | Paragraph:
        self.context.counters.figures += 1
        try:
            data = normalise(self.context.app.files.read(piece.image), piece.width_mm or self.width_mm)
        except UserProblem:
            if not self.context.hints:  # a draft is written with what is there
                raise
            words = "".join(filter(None, [piece.caption, "（图片缺失）"]))
            return self._caption("图", self.context.counters.figures, words, begins=True)
        width, height = size_mm(data, piece.width_mm, self.width_mm)
        if height > FIGURE_MAX_HEIGHT_MM:
            width, height = width * FIGURE_MAX_HEIGHT_MM / height, FIGURE_MAX_HEIGHT_MM
        caption = self._caption("图", self.context.counters.figures, piece.caption)
        return Figure(data, width, height, caption, self.path)

    def _caption(self, kind: str, number: int, words: str | None, *, begins: bool = False) -> Paragraph:
        text = f"{kind}{number}" + (f" {words}" if words else "")
        return Paragraph((Run(text, "answer", field=self.path),), self.styles["caption"], begins=begins)

    def _table(self, piece: narrative.TableBlock) -> Grid:
        self.context.counters.tables += 1
        columns = max(len(row) for row in piece.table)
        rows = tuple(
            GridRow(
                tuple(
                    GridCell(column, (self._table_cell(row[column] if column < len(row) else ""),))
                    for column in range(columns)
                ),
                header=index == 0,
            )
            for index, row in enumerate(piece.table)
        )
        caption = self._caption("表", self.context.counters.tables, piece.caption, begins=True)
        return Grid((self.width_mm / columns,) * columns, rows, caption)

    def _table_cell(self, text: str) -> Paragraph:
        runs = (Run(text, "answer", field=self.path),)
        return Paragraph(runs, "cell_answer", align="center", begins=False)
