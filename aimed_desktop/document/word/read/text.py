"""What stands in a paragraph of a Word file: its words and pictures, insertions taken, deletions dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from aimed_desktop.application.values.words import Look, Span
from aimed_desktop.document.word.read.losses import KIND, MARK
from aimed_desktop.document.word.read.settled_runs import LOOK, LOST
from aimed_desktop.document.word.read.word_styles import is_on
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified, w

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_O = "{urn:schemas-microsoft-com:office:office}"
_EMU_PER_MM = 36000
_MOST_DIGITS = 9
_SHAPE_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([0-9]{1,5}(?:\.[0-9]{1,6})?)(pt|in|mm|cm)")
_MM_PER = {"pt": 25.4 / 72, "in": 25.4, "mm": 1.0, "cm": 10.0}
_CROP_WHOLE = 100_000  # of a:srcRect: a thousandth of a percent
PARAGRAPH = qualified("w:p")
TABLE = qualified("w:tbl")
CONTROL = qualified("w:sdt")
_START, _END = qualified("w:bookmarkStart"), qualified("w:bookmarkEnd")
_GONE = frozenset(
    map(
        qualified,
        (
            "w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:tblPr", "w:tcPr", "w:trPr",
            "w:instrText", "w:delText", "mc:Fallback",
        ),
    )
)  # fmt: skip
_DRAWN = frozenset(map(qualified, ("w:drawing", "w:pict", "w:object")))
_SPLIT = frozenset(("hidden", "struck", "inserted", "deleted"))  # losses of several runs
_SIGNS = {
    qualified("w:tab"): "\t",
    qualified("w:ptab"): "\t",
    qualified("w:cr"): "\n",
    qualified("w:noBreakHyphen"): "-",
}


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture as it stands in the text; `crop` are the shares cut off left, top, right, bottom.

    `program`: whose object it shows, as Equation.3; "" for a mere picture. `floats`: words flow around it.
    """

    relation: str
    width_mm: float | None = None
    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    program: str = ""
    floats: bool = False


@dataclass(frozen=True, slots=True)
class Untakable:
    """Something that is neither words nor a picture, as 图表; `relation` leads to its part."""

    kind: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that is not taken as it stands: its kind, as `losses` names it, and its words."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class TextBox:
    """A box with paragraphs and tables of its own, anchored in the text."""

    content: Element


TextPiece = Span | PlacedPicture | Untakable | Lost | TextBox


@dataclass(frozen=True, slots=True)
class BookmarkSpan:
    """The two ends of a bookmark."""

    start: Element
    end: Element


def pieces(node: Element, span: BookmarkSpan | None = None) -> Iterator[TextPiece]:
    """The words and pictures below `node` in order; with `span`, only what lies inside it."""
    inside = span is None
    for leaf in _leaves(node):
        if span is not None and leaf is span.start:
            inside = True
        elif span is not None and leaf is span.end:
            return
        elif inside:
            yield from _pieces_of(leaf)


def words(node: Element, span: BookmarkSpan | None = None) -> str:
    """The words alone."""
    return "".join(piece.text for piece in spans_of(pieces(node, span)))


def spans_of(found: Iterable[TextPiece]) -> Iterator[Span]:
    """The words among the pieces, those of a text box on lines of their own."""
    for piece in found:
        if isinstance(piece, Span):
            yield piece
        elif isinstance(piece, TextBox):
            yield Span("\n")
            yield from spans_of(pieces(piece.content))


def with_joined_losses(found: Iterable[TextPiece]) -> Iterator[TextPiece]:
    """The pieces, where one thing that Word has split into runs is told once, behind its words."""
    waiting: Lost | None = None
    own = ""  # what is still to come of its words
    for piece in found:
        if isinstance(piece, Lost) and waiting is not None and piece.kind == waiting.kind:
            waiting, own = Lost(piece.kind, waiting.words + piece.words), piece.words
            continue
        if isinstance(piece, Span) and waiting is not None and own.startswith(piece.text):
            own = own[len(piece.text) :]
            yield piece
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if isinstance(piece, Lost) and piece.kind in _SPLIT:
            waiting, own = piece, piece.words
        else:
            yield piece
    if waiting is not None:
        yield waiting


def words_before(node: Element, mark: Element) -> str:
    """The words below `node` that stand before `mark`."""
    said = ""
    for leaf in _leaves(node):
        if leaf is mark:
            break
        said += "".join(piece.text for piece in spans_of(_pieces_of(leaf)))
    return said


def blocks_in(node: Element) -> Iterator[Element]:
    """The paragraphs and tables directly inside `node`, whatever wraps them; no deleted ones."""
    for child in node:
        if child.tag in (PARAGRAPH, TABLE):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _GONE:
            yield from blocks_in(child)


def is_deleted(node: Element) -> bool:
    """Whether a tracked change took `node` away, or an older program alone is meant to see it."""
    return any(above.tag in _GONE for above in node.iterancestors())


def is_placeholder(node: Element) -> bool:
    """Whether Word shows `node` only while nothing is typed."""
    return any(
        above.find("w:sdtPr/w:showingPlcHdr", NAMESPACES) is not None for above in node.iterancestors(CONTROL)
    )


def joins_next(paragraph: Element) -> bool:
    """Whether the mark of the paragraph is hidden, or a tracked change took it away."""
    mark = paragraph.find("w:pPr/w:rPr", NAMESPACES)
    if mark is None or is_on(mark, "w:specVanish"):
        return False
    is_gone = any(mark.find(name, NAMESPACES) is not None for name in ("w:del", "w:moveFrom"))
    return is_gone or bool(is_on(mark, "w:vanish"))


def _leaves(node: Element) -> Iterator[Element]:
    for child in node:
        if not isinstance(child.tag, str) or child.tag in _GONE:
            continue
        if child.tag in _DRAWN or not len(child):
            yield child
        elif child.tag == PARAGRAPH:
            yield from _leaves(child)
            yield _line_break()
        else:
            yield from _leaves(child)


def _line_break() -> Element:
    return w("cr")


def _pieces_of(leaf: Element) -> Iterator[TextPiece]:
    if leaf.tag == qualified("w:t") or leaf.tag == f"{_M}t":
        if leaf.get(LOST) and (leaf.text or "").strip():
            yield Lost(leaf.get(LOST, ""), leaf.text or "")
        if leaf.get(LOST) != "hidden":
            yield Span(leaf.text or "", cast(Look, leaf.get(LOOK, "")))
    elif leaf.tag == MARK:
        yield Lost(leaf.get(KIND, ""), leaf.text or "")
    elif leaf.tag in _SIGNS:
        yield Span(_SIGNS[leaf.tag])
    elif leaf.tag == qualified("w:br"):
        yield Span("\n" if leaf.get(qualified("w:type")) in (None, "textWrapping") else "")
    elif leaf.tag in _DRAWN:
        yield from _drawn(leaf)


def _drawn(drawing: Element) -> Iterator[TextPiece]:
    """The pictures of a drawing, its words, and what is neither."""
    found = [*_objects(drawing), *_pictures(drawing), *_word_art(drawing), *_boxes(drawing)]
    yield from found
    if all(isinstance(piece, Lost) for piece in found):
        yield Untakable("图形或嵌入的对象")


def _pictures(drawing: Element) -> list[TextPiece]:
    blips = [(blip, blip.get(qualified("r:embed"))) for blip in drawing.iter(qualified("a:blip"))]
    program = next((found.get("ProgID", "") for found in drawing.iter(f"{_O}OLEObject")), "")
    placed: list[TextPiece] = [
        PlacedPicture(relation, _width_mm(drawing), _crop(blip), program, _floats(drawing))
        for blip, relation in blips
        if relation and not is_deleted(blip)
    ]
    images = [(image, image.get(qualified("r:id"))) for image in drawing.iter(f"{_V}imagedata")]
    return placed or [
        PlacedPicture(relation, _shape_width_mm(drawing), program=program, floats=_floats(drawing))
        for image, relation in images
        if relation and not is_deleted(image)
    ]


def _objects(drawing: Element) -> Iterator[TextPiece]:
    """Charts and SmartArt by their parts."""
    for chart in drawing.iter(f"{_C}chart"):
        yield Untakable("图表", chart.get(qualified("r:id"), ""))
    for diagram in drawing.iter(f"{_DGM}relIds"):
        yield Untakable("SmartArt", diagram.get(qualified("r:dm"), ""))


def _word_art(drawing: Element) -> Iterator[TextPiece]:
    for path in drawing.iter(f"{_V}textpath"):
        if (said := path.get("string", "")) and not is_deleted(path):
            yield Span(said)
            yield Lost("art", said)


def _boxes(drawing: Element) -> Iterator[TextPiece]:
    """The text boxes that stand in no other of the drawing."""
    for box in drawing.iter(qualified("w:txbxContent")):
        around = box.iterancestors(drawing.tag, box.tag)
        if next(around, drawing) is drawing and not is_deleted(box):
            yield TextBox(box)


def _floats(drawing: Element) -> bool:
    """Whether a drawing has its place on the page, not among the words."""
    if next(drawing.iter(qualified("wp:anchor")), None) is not None:
        return True
    styles = (shape.get("style", "") for shape in drawing.iter(f"{_V}shape"))
    return any("position:absolute" in style.replace(" ", "") for style in styles)


def _width_mm(drawing: Element) -> float | None:
    extent = next(drawing.iter(qualified("wp:extent")), None)
    width = "" if extent is None else extent.get("cx", "")
    return int(width) / _EMU_PER_MM if width.isdecimal() and len(width) <= _MOST_DIGITS else None


def _shape_width_mm(drawing: Element) -> float | None:
    """The width of a shape as older Word and WPS write it: `width:36.5pt` of its style."""
    styles = (shape.get("style", "") for shape in drawing.iter(f"{_V}shape"))
    found = next(filter(None, map(_SHAPE_WIDTH.search, styles)), None)
    return float(found[1]) * _MM_PER[found[2]] if found else None


def _crop(blip: Element) -> tuple[float, float, float, float]:
    parent = blip.getparent()
    shown = None if parent is None else parent.find("a:srcRect", NAMESPACES)
    if shown is None:
        return (0, 0, 0, 0)
    left, top, right, bottom = (_share(shown.get(side)) for side in "ltrb")
    return (left, top, right, bottom) if left + right < 1 and top + bottom < 1 else (0, 0, 0, 0)


def _share(thousandths: str | None) -> float:
    text = thousandths or ""
    return min(int(text) / _CROP_WHOLE, 1) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0
