"""Draws resources/fonts/AimedTick.ttf: the empty and the ticked box that no Chinese font has together.

Run it from the project's virtual environment: `.venv/bin/python scripts/make_tick_font.py [TARGET]`.
The same source gives the same bytes, so a test can compare the shipped file with a fresh one.
"""

import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

UNITS_PER_EM = 1000
ASCENT, DESCENT = 880, -120
LEFT, RIGHT, BOTTOM, TOP = 90, 910, -30, 790  # centred on the Chinese character body (880 … -120)
LINE = 44  # 0.6 pt at 14 pt, as heavy as the lines of a printed form
TICK = ((230, 415), (420, 190), (790, 660), (738, 702), (416, 292), (284, 458))
FIXED_DATE = 3_786_912_000  # 2024-01-01 in seconds since 1904: the file must not carry the clock
FAMILY = "AimedTick"
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."

Point = tuple[int, int]


def rectangle(left: int, bottom: int, right: int, top: int) -> list[Point]:
    """The corners clockwise, as TrueType wants an outer contour."""
    return [(left, bottom), (left, top), (right, top), (right, bottom)]


def outline(*contours: list[Point]) -> Glyph:
    """A glyph of straight contours."""
    pen = TTGlyphPen(None)
    for first, *rest in contours:
        pen.moveTo(first)
        for point in rest:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def box_contours() -> list[list[Point]]:
    """The square ring: outer contour clockwise, the hole counter-clockwise."""
    hole = rectangle(LEFT + LINE, BOTTOM + LINE, RIGHT - LINE, TOP - LINE)
    return [rectangle(LEFT, BOTTOM, RIGHT, TOP), hole[::-1]]


def tick_font() -> FontBuilder:
    """The whole font: .notdef, box (□ ☐) and ticked (☑), each a full em wide."""
    glyphs = {
        ".notdef": outline(*box_contours()),
        "box": outline(*box_contours()),
        "ticked": outline(*box_contours(), list(TICK)[::-1]),
    }
    builder = FontBuilder(UNITS_PER_EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({0x25A1: "box", 0x2610: "box", 0x2611: "ticked"})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (UNITS_PER_EM, LEFT)))
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupNameTable(
        {
            "copyright": "Copyright 2026 The AIMed Desktop contributors",
            "familyName": FAMILY,
            "styleName": "Regular",
            "uniqueFontIdentifier": f"{FAMILY}-Regular;1.000",
            "fullName": f"{FAMILY} Regular",
            "psName": f"{FAMILY}-Regular",
            "version": "Version 1.000",
            "licenseDescription": LICENCE,
            "licenseInfoURL": "https://openfontlicense.org",
        }
    )
    builder.setupOS2(
        sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT, fsType=0
    )
    builder.setupPost()
    builder.updateHead(created=FIXED_DATE, modified=FIXED_DATE)
    builder.font.recalcTimestamp = False
    return builder


def main() -> None:
    """Write the font where the first argument says, else where it is shipped."""
    shipped = Path(__file__).resolve().parents[1] / "resources" / "fonts" / f"{FAMILY}.ttf"
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else shipped
    tick_font().save(target)


if __name__ == "__main__":
    main()
