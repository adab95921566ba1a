"""What pdfium tells of a page: each character with its place, size and font, ruled lines, pictures."""

from __future__ import annotations

import math
from collections import Counter
from ctypes import c_double, c_int, c_void_p, cast, create_string_buffer
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from aimed_desktop.application.pasting.symbol_fonts import UNKNOWN
from aimed_desktop.document.pdf.reading import words_of
from aimed_desktop.document.pdf.text import characters
from aimed_desktop.document.pdf.text.marks import Area, Glyph, PageMarks, Rule
from aimed_desktop.document.pdf.text.objects import page_objects

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST_CHARACTERS = 30_000  # of a page: a newspaper has half as many
_UNSEEN = (3, 7)  # render modes: nothing is drawn
_STROKED = 2  # filled and stroked: how programs embolden
_UPRIGHT_DEGREES = 3.0
_MOST_NAME = 128
_HYPHEN, _HYPHEN_AT_END = ord("-"), 2  # as pdfium names one at the end of a line


class _Look(NamedTuple):
    """What all characters of one text object have in common. `turn`: counter-clockwise, in degrees."""

    font: str
    size: float
    turn: float
    is_bold: bool
    is_hei: bool
    is_unseen: bool


@dataclass(frozen=True, slots=True)
class _Raw:
    text: str
    x: float
    y: float
    box: Area  # its advance, in the file's own axes
    look: _Look
    is_apart: bool = False


def marks_of(page: PdfPage) -> PageMarks:
    """All that stands on `page`, upright: a page whose words lie on their side is turned."""
    raws, is_full = _raw(page)
    turn = _usual_turn(raws)
    upright = [raw for raw in raws if _differs(raw.look.turn, turn) <= _UPRIGHT_DEGREES]
    frame = _Frame.of(page, turn)
    found = page_objects(page)
    pictures = [frame.area(picture) for picture in found.pictures]
    marks = PageMarks(frame.width, frame.height, pictures=pictures)
    is_scan = marks.is_picture
    seen = [raw for raw in upright if is_scan or not raw.look.is_unseen]
    glyphs = [glyph for raw in seen if (glyph := frame.glyph(raw)) is not None]
    return PageMarks(
        frame.width,
        frame.height,
        glyphs,
        [frame.rule(rule) for rule in found.rules],
        pictures,
        unknown=sum(glyph.text == UNKNOWN for glyph in glyphs),
        turned=_said(raws) - _said(upright),
        unseen=_said(upright) - _said(seen),
        is_recognised=is_scan and any(raw.look.is_unseen for raw in seen),
        is_full=is_full or found.is_full,
    )


def _said(raws: list[_Raw]) -> int:
    """How many characters say something; underscores that are not drawn hold a blank open."""
    return sum(bool(raw.text.strip("_ \u3000")) for raw in raws)


def _raw(page: PdfPage) -> tuple[list[_Raw], bool]:
    import pypdfium2.raw as pdfium

    words = words_of(page)
    count = pdfium.FPDFText_CountChars(words)
    looks: dict[int | None, _Look] = {}
    x, y, box = c_double(), c_double(), pdfium.FS_RECTF()
    found: list[_Raw] = []
    is_apart = False
    for index in range(min(count, MOST_CHARACTERS)):
        if pdfium.FPDFText_IsGenerated(words, index) == 1:
            is_apart = True
            continue
        key = cast(pdfium.FPDFText_GetTextObject(words, index), c_void_p).value
        if (look := looks.get(key)) is None:
            look = looks[key] = _look(pdfium, words, index)
        is_lost = pdfium.FPDFText_HasUnicodeMapError(words, index) == 1
        code = pdfium.FPDFText_GetUnicode(words, index)
        code = _HYPHEN if code == _HYPHEN_AT_END else code
        text = characters.shown(code, look.font, is_lost=is_lost)
        if not text or not pdfium.FPDFText_GetCharOrigin(words, index, x, y):
            continue
        pdfium.FPDFText_GetLooseCharBox(words, index, box)
        advance = Area(box.left, box.top, box.right, box.bottom)
        found.append(_Raw(text, x.value, y.value, advance, look, is_apart))
        is_apart = False
    words.close()
    return found, count > MOST_CHARACTERS


def _look(pdfium: Any, words: Any, index: int) -> _Look:
    name, flags, matrix = create_string_buffer(_MOST_NAME), c_int(), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetFontInfo(words, index, name, _MOST_NAME, flags)
    font = name.value.decode("utf-8", "replace")
    size, turn = pdfium.FPDFText_GetFontSize(words, index), 0.0
    if pdfium.FPDFText_GetMatrix(words, index, matrix):
        size *= math.hypot(matrix.c, matrix.d)
        turn = math.degrees(math.atan2(matrix.b, matrix.a))
    mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(words, index))
    is_bold = mode == _STROKED or characters.is_bold(font, pdfium.FPDFText_GetFontWeight(words, index))
    return _Look(font, abs(size), turn, is_bold, characters.is_hei(font), mode in _UNSEEN)


def _usual_turn(raws: list[_Raw]) -> float:
    """How most characters stand: one of four quarters."""
    turns = Counter(round(raw.look.turn / 90) % 4 * 90.0 for raw in raws if _is_quarter(raw.look.turn))
    return turns.most_common(1)[0][0] if turns else 0.0


def _is_quarter(turn: float) -> bool:
    return _differs(turn, round(turn / 90) * 90.0) <= _UPRIGHT_DEGREES


def _differs(one: float, other: float) -> float:
    return abs((one - other + 180) % 360 - 180)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns what the file says into pt from the top left of the page as it is read."""

    cos: int
    sin: int
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, page: PdfPage, turn: float) -> _Frame:
        import pypdfium2.raw as pdfium

        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        cos, sin = round(math.cos(math.radians(turn))), round(math.sin(math.radians(turn)))
        plain = cls(cos, sin, 0.0, 0.0, 0.0, 0.0)
        corners = [plain.place(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return cls(cos, sin, min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point, from the top left."""
        return x * self.cos + y * self.sin - self.left, -(y * self.cos - x * self.sin) - self.top

    def glyph(self, raw: _Raw) -> Glyph | None:
        """The character at its place; None where that is outside the page."""
        left, base = self.place(raw.x, raw.y)
        box = raw.box
        far = max(self.place(box.left, box.bottom)[0], self.place(box.right, box.top)[0])
        right = max(far, left + _LEAST_WIDTH * raw.look.size)
        inside = (
            -_OUTSIDE_PT <= left <= self.width + _OUTSIDE_PT
            and -_OUTSIDE_PT <= base <= self.height + _OUTSIDE_PT
        )
        look = raw.look
        if not inside:
            return None
        return Glyph(raw.text, left, right, base, look.size, look.is_bold, look.is_hei, raw.is_apart)

    def area(self, area: Area) -> Area:
        """A rectangle of the file."""
        x, y = zip(self.place(area.left, area.top), self.place(area.right, area.bottom), strict=True)
        return Area(max(min(x), 0), max(min(y), 0), min(max(x), self.width), min(max(y), self.height))

    def rule(self, rule: Rule) -> Rule:
        """A straight line of the file."""
        ends = [(p, rule.at) if rule.is_level else (rule.at, p) for p in (rule.start, rule.end)]
        (x, y), (to_x, to_y) = (self.place(*end) for end in ends)
        if rule.is_level == (self.sin == 0):
            return Rule(True, y, min(x, to_x), max(x, to_x))
        return Rule(False, x, min(y, to_y), max(y, to_y))


_LEAST_WIDTH = 0.05  # of the size
_OUTSIDE_PT = 2.0
