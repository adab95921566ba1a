"""Describes the first lines of a form for its still page: printed words, nothing typed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, islice
from typing import Any

from aimed_desktop.definition.layout import CellText, Cover, Heading, Narrative, Part, Row, Table, Title
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.sections import sections


def describe(form: Form, most: int) -> dict[str, Any]:
    """The outline and at most `most` lines of the first document, as JSON data."""
    parts = form.documents[0].parts if form.documents else ()
    lines = (line for part in parts if not part.blank_only for line in _lines(form, part))
    return {
        "form": form.id,
        "title": form.title,
        "outline": [[section.level, section.title] for section in sections(form)],
        "lines": list(islice(lines, most)),
    }


def _lines(form: Form, part: Part) -> Iterator[list[Any]]:
    match part.body:
        case Cover(title=title, lines=lines, foot=foot):
            yield from (["title", text.plain] for text in title)
            yield from (["line", line.label, line.suffix or ""] for line in lines)
            yield from (["foot", text.plain] for text in foot)
        case Title(text=text):
            yield ["title", text.plain]
        case Heading(text=text):
            yield ["heading", text.plain]
        case Narrative(field=path):
            field = form.field(path)
            yield ["chapter", field.label if field else ""]
        case Table(widths=widths, rows=rows):
            edges = [0.0, *accumulate(width / sum(widths) for width in widths)]
            yield from (_row(row, edges) for row in rows if isinstance(row, Row) and not row.blank_only)


def _row(row: Row, edges: list[float]) -> list[Any]:
    """The label cells of a row; a cell from the row above leaves its room at the left."""
    column = len(edges) - 1 - sum(cell.span for cell in row.cells)
    cells: list[Any] = []
    for cell in row.cells:
        left, right = edges[max(column, 0)], edges[min(max(column, 0) + cell.span, len(edges) - 1)]
        words = "".join(p.text.plain for p in cell.parts if isinstance(p, CellText) and p.role == "label")
        if words:
            cells.append([words, round(left, 4), round(right - left, 4)])
        column += cell.span
    return ["row", *cells]
