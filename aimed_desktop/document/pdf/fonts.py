"""Embeds the characters that a document uses: one composite font for each font file."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from aimed_desktop.document.fonts.fonts import truetype

_PER_BLOCK = 100  # entries of a bfchar block, Adobe Technical Note 5411
_SYMBOLIC = 4


class EmbeddedFont:
    """One font file in one document. Every character gets its own code, in order of first use.

    So a copied text has the characters that were drawn, even where two share one glyph, and those outside
    the BMP come back as they were.
    """

    def __init__(self, file: str, resource: str) -> None:
        self.font = truetype(Path(file))
        self.resource = resource  # name in the pages' font dictionary
        self._codes: dict[str, int] = {}
        self._glyphs = [0]

    def encode(self, text: str) -> str:
        """`text` as the hexadecimal string of a Tj operator."""
        return "".join([f"{self._code(character):04X}" for character in text])

    def add_to(self, document: Any) -> None:
        """Write the font's objects into a reportlab `PDFDocument`."""
        from reportlab.pdfbase import pdfdoc

        name = f"{self._tag()}+{self.font.name}"
        descendant = _dictionary(
            Type="/Font",
            Subtype="/CIDFontType2",
            BaseFont=f"/{name}",
            CIDSystemInfo=_dictionary(
                Registry=pdfdoc.PDFString("Adobe"), Ordering=pdfdoc.PDFString("Identity"), Supplement=0
            ),
            FontDescriptor=document.Reference(self._descriptor(name, document)),
            DW=1000,
            W=pdfdoc.PDFArray([0, pdfdoc.PDFArray([_number(w) for w in self._widths()])]),
            CIDToGIDMap="/Identity",
        )
        font = _dictionary(
            Type="/Font",
            Subtype="/Type0",
            BaseFont=f"/{name}",
            Encoding="/Identity-H",
            DescendantFonts=pdfdoc.PDFArray([document.Reference(descendant)]),
            ToUnicode=document.Reference(_stream(self._to_unicode().encode("ascii"))),
        )
        document.idToObject["BasicFonts"].dict[self.resource] = document.Reference(font)

    def _code(self, character: str) -> int:
        code = self._codes.get(character)
        if code is None:
            code = self._codes[character] = len(self._glyphs)
            shown = " " if character in "\t\xa0\u2028\u2029" else character
            self._glyphs.append(self.font.characters.get(ord(shown), 0))
        return code

    def _widths(self) -> list[float]:
        return [self.font.advance(glyph) for glyph in self._glyphs]

    def _tag(self) -> str:
        """Six letters that differ when the subset differs (ISO 32000-1, 9.6.4)."""
        digest = hashlib.sha256("".join(self._codes).encode("utf-8")).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])

    def _descriptor(self, name: str, document: Any) -> Any:
        from reportlab.pdfbase import pdfdoc

        data = self.font.subset(self._glyphs)
        return _dictionary(
            Type="/FontDescriptor",
            FontName=f"/{name}",
            Flags=_SYMBOLIC,
            FontBBox=pdfdoc.PDFArray([_number(v) for v in self.font.bbox]),
            ItalicAngle=0,
            Ascent=_number(self.font.ascent),
            Descent=_number(self.font.descent),
            CapHeight=_number(self.font.ascent),
            StemV=80,
            FontFile2=document.Reference(_stream(data, Length1=len(data))),
        )

    def _to_unicode(self) -> str:
        entries = [
            f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>"
            for character, code in self._codes.items()
        ]
        blocks = [entries[at : at + _PER_BLOCK] for at in range(0, len(entries), _PER_BLOCK)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
        )


def _dictionary(**entries: object) -> Any:
    from reportlab.pdfbase import pdfdoc

    return pdfdoc.PDFDictionary(entries)


def _stream(data: bytes, **entries: object) -> Any:
    from reportlab.pdfbase import pdfdoc

    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), data, [pdfdoc.PDFZCompress])


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 2)
