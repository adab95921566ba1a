"""The cover page: title, lines to write on, issuer and year at the foot."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise

from aimed_desktop.document.docx_estimate import POINTS, line_count, one_line_size_pt, width_chars
from aimed_desktop.document.docx_tables import grid_columns, table_properties
from aimed_desktop.document.docx_text import HAIRLINE_TWIPS, Drawing, Setting, hairline, paragraph_element
from aimed_desktop.document.docx_xml import Element, millimetres, twips, w
from aimed_desktop.document.plan import Align, CoverPage, CoverRow, Paragraph, Run
from aimed_desktop.document.styles import (
    COVER_FOOT_TOP_MM,
    COVER_ROW_PITCH_MM,
    COVER_ROWS_TOP_MM,
    COVER_SEAL_PITCH_MM,
    COVER_SUFFIX_GAP_MM,
    COVER_TITLE_TOP_MM,
    STYLES,
    StyleName,
)


def cover_elements(cover: CoverPage, width_mm: float, height_mm: float, drawing: Drawing) -> list[Element]:
    """The blocks of the cover, in the order in which they are read."""
    title = _texts(cover.title, "cover_title", drawing, None)
    foot = _texts(cover.foot, "cover_foot", drawing, _foot_frame(width_mm))
    columns = _columns(cover.rows, width_mm)
    spare = max(height_mm - _height_mm(cover, columns, width_mm), 0)
    tightness = min(1, spare / (COVER_TITLE_TOP_MM + COVER_ROWS_TOP_MM + COVER_FOOT_TOP_MM))
    above, between = COVER_TITLE_TOP_MM * tightness, COVER_ROWS_TOP_MM * tightness
    rows = [_rows_table(cover.rows, columns, drawing)] if cover.rows else []
    return [spacer(above), *title, spacer(between), *rows, *foot]


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
            Paragraph((Run(text),), style), drawing, Setting(size_pt=size, frame=deepcopy(frame))
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


def _columns(rows: tuple[CoverRow, ...], width_mm: float) -> tuple[float, float, float]:
    """Widths of label, value and suffix; every value starts at the same place."""
    size_mm = STYLES["cover_line"].size_pt / POINTS
    labels = (line for row in rows for line in row.label.split("\n"))
    label_mm = (max(map(width_chars, labels), default=0) + 0.5) * size_mm
    suffix_mm = max((width_chars(row.suffix) for row in rows), default=0) * size_mm
    suffix_mm += COVER_SUFFIX_GAP_MM if suffix_mm else 0
    return label_mm, width_mm - label_mm - suffix_mm, suffix_mm


def _height_mm(cover: CoverPage, columns: tuple[float, float, float], width_mm: float) -> float:
    """The height of what is printed, without the blank around it."""
    line = STYLES["cover_line"]
    height = sum(_lines_pt(text, "cover_title", width_mm) for text in cover.title)
    height += sum(_lines_pt(text, "cover_foot", width_mm) for text in cover.foot)
    for row, above in _spaced(cover.rows):
        room_mm = columns[1] + (0 if row.suffix else columns[2])
        height += above * POINTS + _lines_pt(row.value, "cover_line", room_mm)
        height += row.label.count("\n") * line.line_pt
    return (height + line.line_pt / 2) / POINTS


def _lines_pt(text: str, style: StyleName, room_mm: float) -> float:
    return line_count(text, STYLES[style].size_pt, room_mm) * STYLES[style].line_pt


def _spaced(rows: tuple[CoverRow, ...]) -> Iterator[tuple[CoverRow, float]]:
    """Each row with the blank above it in mm: below a name that is sealed there is more."""
    pitch: float = COVER_ROW_PITCH_MM
    for row in rows:
        yield row, pitch - STYLES["cover_line"].line_pt / POINTS
        pitch = COVER_SEAL_PITCH_MM if row.stamp else COVER_ROW_PITCH_MM


def _rows_table(rows: tuple[CoverRow, ...], columns: tuple[float, ...], drawing: Drawing) -> Element:
    edges = [0, *(twips(sum(columns[: count + 1])) for count in range(3 if columns[2] else 2))]
    table = w("tbl", None, table_properties(edges[-1], ruled=False), grid_columns(edges))
    outside = drawing.room_mm
    for row, above_mm in _spaced(rows):
        value = Run(row.value, "hint" if row.is_empty and row.value else "answer", field=row.field)
        runs = (Run(row.label), value, Run(row.suffix))
        made = w("tr", None, w("trPr", None, w("cantSplit")))
        own_edges = edges if row.suffix else [*edges[:2], edges[-1]]  # without a suffix the line is longer
        for index, (left, right) in enumerate(pairwise(own_edges)):
            properties = w("tcPr", None, w("tcW", w=right - left, type="dxa"))
            if len(own_edges) < len(edges) and index == 1:
                properties.append(w("gridSpan", 2))
            if index == 1:
                properties.append(w("tcBorders", None, w("bottom", "single", sz=4, space=0, color="000000")))
            below = index == 2 or (index == 1 and "\n" in row.label)
            properties.append(w("vAlign", "bottom" if below else "top"))
            align: Align = "center" if index == 1 else "left"
            words = Paragraph((runs[index],), "cover_line", align)
            drawing.room_mm = millimetres(right - left)
            made.append(
                w("tc", None, properties, paragraph_element(words, drawing, Setting(before_mm=above_mm)))
            )
        table.append(made)
    drawing.room_mm = outside
    return table
