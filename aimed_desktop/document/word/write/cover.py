"""The cover page: title, lines to write on, issuer and year at the foot."""

from __future__ import annotations

from copy import deepcopy

from aimed_desktop.document.plan.plan import Align, CoverPage, CoverRow, Paragraph, Run
from aimed_desktop.document.plan.styles import STYLES, StyleName
from aimed_desktop.document.typeset.cover_fit import CoverFit, CoverStep, SetRow, fit_cover
from aimed_desktop.document.word.write.estimate import POINTS, one_line_size_pt
from aimed_desktop.document.word.write.tables import grid_columns, table_properties
from aimed_desktop.document.word.write.text import (
    HAIRLINE_TWIPS,
    Drawing,
    ParagraphSetting,
    hairline,
    paragraph_element,
)
from aimed_desktop.document.word.xml import Element, millimetres, twips, w


def cover_elements(cover: CoverPage, width_mm: float, height_mm: float, drawing: Drawing) -> list[Element]:
    """The blocks of the cover, in the order in which they are read."""
    fit = fit_cover(cover, width_mm * POINTS, height_mm * POINTS)
    title = _texts(cover.title, "cover_title", drawing, None)
    foot = _texts(cover.foot, "cover_foot", drawing, _foot_frame(width_mm) if fit.fits else None)
    rows = [_rows_table(fit, width_mm, drawing)] if cover.rows else []
    return [spacer(fit.above_title / POINTS), *title, spacer(fit.above_rows / POINTS), *rows, *foot]


def spacer(height_mm: float) -> Element:
    """An empty paragraph of exactly this height."""
    return hairline(height_twips=max(twips(height_mm), HAIRLINE_TWIPS))


def _texts(
    texts: tuple[str, ...], style: StyleName, drawing: Drawing, frame: Element | None
) -> list[Element]:
    """A paragraph a line, all of one size."""
    size = one_line_size_pt(texts, style, drawing.room_mm)
    return [
        paragraph_element(
            Paragraph((Run(text),), style), drawing, ParagraphSetting(size_pt=size, frame=deepcopy(frame))
        )
        for text in texts
    ]


def _foot_frame(width_mm: float) -> Element:
    return w(
        "framePr",
        w=twips(width_mm),
        wrap="notBeside",
        vAnchor="margin",
        hAnchor="margin",
        xAlign="center",
        yAlign="bottom",
    )


def _rows_table(fit: CoverFit, width_mm: float, drawing: Drawing) -> Element:
    """Label, value and suffix; a value without a suffix, or with the whole line, has two columns."""
    edges = [0, *sorted({twips(edge / POINTS) for row in fit.rows for edge in (row.left, row.right)} - {0})]
    edges += [] if edges[-1] >= twips(width_mm) else [twips(width_mm)]
    table = w("tbl", None, table_properties(edges[-1], ruled=False), grid_columns(edges))
    outside = drawing.room_mm
    for row in fit.rows:
        table.append(_row(row, edges, fit.step, drawing))
    drawing.room_mm = outside
    return table


def _row(row: SetRow, edges: list[int], step: CoverStep, drawing: Drawing) -> Element:
    left, right = twips(row.left / POINTS), twips(row.right / POINTS)
    places = ((0, left, "label"), (left, right, "value"), (right, edges[-1], "suffix"))
    made = w("tr", None, w("trPr", None, w("cantSplit")))
    for start, end, part in places:
        if end > start:
            made.append(_cell(row, part, edges, (start, end), step, drawing))
    return made


def _cell(
    row: SetRow, part: str, edges: list[int], place: tuple[int, int], step: CoverStep, drawing: Drawing
) -> Element:
    start, end = place
    properties = w("tcPr", None, w("tcW", w=end - start, type="dxa"))
    span = sum(start < edge <= end for edge in edges)
    if span > 1:
        properties.append(w("gridSpan", span))
    is_value = part == "value"
    if is_value:
        properties.append(w("tcBorders", None, w("bottom", "single", sz=4, space=0, color="000000")))
    below = part == "suffix" or (is_value and "\n" in row.row.label)
    properties.append(w("vAlign", "bottom" if below else "top"))
    drawing.room_mm = millimetres(end - start)
    align: Align = "center" if is_value else "left"
    words = Paragraph((_run(row.row, part),), "cover_line", align)
    setting = ParagraphSetting(
        before_mm=row.above / POINTS,
        line_pt=step.line,
        size_pt=step.size if step.size != STYLES["cover_line"].size_pt else None,
        sides_mm=max(row.right - row.left - row.column, 0) / 2 / POINTS if is_value else None,
    )
    return w("tc", None, properties, paragraph_element(words, drawing, setting))


def _run(row: CoverRow, part: str) -> Run:
    if part == "value":
        return Run(row.value, "hint" if row.is_empty and row.value else "answer", field=row.field)
    return Run(row.label if part == "label" else row.suffix)
