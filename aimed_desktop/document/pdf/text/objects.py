"""The ruled lines and pictures of a page, as the file draws them."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float, c_int
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aimed_desktop.document.pdf.text.marks import Area, Rule

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST_OBJECTS = 30_000  # of a page
_MOST_SEGMENTS = 20_000
_THIN_PT = 3.0  # a filled rectangle as thin is a line
_SHORTEST_PT = 4.0
_SLANT_PT = 0.5
_Point = tuple[float, float]


@dataclass(slots=True)
class PageObjects:
    """Lines along the axes, and where pictures stand, in the file's own axes (y upwards)."""

    rules: list[Rule] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)
    is_full: bool = False  # there are more


def page_objects(page: PdfPage) -> PageObjects:
    """The ruled lines and pictures of `page`."""
    import pypdfium2.raw as pdfium

    found = PageObjects()
    count = pdfium.FPDFPage_CountObjects(page)
    found.is_full = count > MOST_OBJECTS
    segments = 0
    for index in range(min(count, MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH and segments < _MOST_SEGMENTS:
            segments += max(pdfium.FPDFPath_CountSegments(item), 0)
            found.rules += _rules(pdfium, item)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            edges = [c_float() for _ in range(4)]
            if pdfium.FPDFPageObj_GetBounds(item, *edges):
                left, bottom, right, top = (edge.value for edge in edges)
                found.pictures.append(Area(left, top, right, bottom))
    found.is_full |= segments >= _MOST_SEGMENTS
    return found


def _rules(pdfium: Any, path: Any) -> Iterator[Rule]:
    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:  # it only clips
        return
    for points, is_closed in _outlines(pdfium, path):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if high <= _THIN_PT and wide >= _SHORTEST_PT:
            yield Rule(True, (min(ys) + max(ys)) / 2, min(xs), max(xs))
        elif wide <= _THIN_PT and high >= _SHORTEST_PT:
            yield Rule(False, (min(xs) + max(xs)) / 2, min(ys), max(ys))
        elif stroke.value:
            ends = [*points[1:], points[0]] if is_closed else points[1:]
            yield from _edges(points, ends)


def _edges(points: list[_Point], ends: list[_Point]) -> Iterator[Rule]:
    for (x, y), (to_x, to_y) in zip(points, ends, strict=False):
        if abs(y - to_y) <= _SLANT_PT and abs(x - to_x) >= _SHORTEST_PT:
            yield Rule(True, y, min(x, to_x), max(x, to_x))
        elif abs(x - to_x) <= _SLANT_PT and abs(y - to_y) >= _SHORTEST_PT:
            yield Rule(False, x, min(y, to_y), max(y, to_y))


def _outlines(pdfium: Any, path: Any) -> Iterator[tuple[list[_Point], bool]]:
    """The corners of each outline of a path in the page's axes, and whether it is closed; no curves."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    points: list[_Point] = []
    is_closed = is_curved = False
    x, y = c_float(), c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not is_curved:
                yield points, is_closed
            points, is_closed, is_curved = [], False, False
        is_curved |= kind == pdfium.FPDF_SEGMENT_BEZIERTO
        is_closed |= bool(pdfium.FPDFPathSegment_GetClose(segment))
        points.append(
            (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
        )
    if len(points) > 1 and not is_curved:
        yield points, is_closed
