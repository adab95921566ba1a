"""What the look of a run says: fonts of its characters, raised or lowered, bold, struck, hidden, capitals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from aimed_desktop.application.pasting.symbol_fonts import ShownText, is_symbol_font, shown_text
from aimed_desktop.document.word.read.word_styles import WordStyles, is_on, number_of, value_of
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified

Rise = Literal["sup", "sub"]

_RISES: dict[str, Rise | None] = {"superscript": "sup", "subscript": "sub", "baseline": None}
_USUAL_HALF_POINTS = 20
_WIDE = ((0x1100, 0x11FF), (0x2E80, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF))
_CODES = ((0xF000, 0xF0FF),)  # of symbol fonts
_HINTED = (
    *((0xA1, 0xA1), (0xA4, 0xA4), (0xA7, 0xA8), (0xAA, 0xAA), (0xAD, 0xAD), (0xAF, 0xAF), (0xB0, 0xB4)),
    *((0xB6, 0xBA), (0xBC, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7), (0x2C7, 0x2DD), (0x370, 0x4FF)),
    *((0x2000, 0x2BFF), (0xE000, 0xF8FF)),
)


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run is drawn, as far as it changes what it says; a font of the theme is ""."""

    ascii_font: str = ""
    latin_font: str = ""  # w:hAnsi
    wide_font: str = ""  # w:eastAsia
    prefers_wide: bool = False  # w:hint: signs that both have are of the wide font
    rise: Rise | None = None
    is_bold: bool = False
    is_struck: bool = False
    is_hidden: bool = False
    has_capitals: bool = False

    def font_of(self, character: str) -> str:
        """The font that draws a character (ECMA-376 Part 1, 17.3.2.26)."""
        code = ord(character)
        if code < 0x80:
            return self.ascii_font
        if _is_within(code, _CODES):  # no other font draws them, whatever the hint says
            fonts = (self.latin_font, self.ascii_font, self.wide_font)
            return next(filter(is_symbol_font, fonts), self.latin_font)
        if _is_within(code, _WIDE) or code > 0xFFFF or (self.prefers_wide and _is_within(code, _HINTED)):
            return self.wide_font
        return self.latin_font

    def shown(self, text: str) -> ShownText:
        """What a reader sees of the text of the run, and how many of its characters no table knows."""
        parts = [shown_text("".join(run), font) for font, run in groupby(text, self.font_of)]
        seen = "".join(part.text for part in parts)
        return ShownText(seen.upper() if self.has_capitals else seen, sum(part.unknown for part in parts))


@dataclass(slots=True)
class RunLooks:
    """The looks of the runs of a file with these styles; what table styles add is left out."""

    _styles: WordStyles
    _chains: dict[tuple[str, str], list[list[Element]]] = field(default_factory=dict)

    def look(self, properties: Element | None, paragraph_style: str) -> RunLook:
        """The look of a run with these `w:rPr` in a paragraph of that style id."""
        layers = self._layers(value_of(properties, "w:rStyle"), paragraph_style)
        own = [] if properties is None else [properties]
        nearest = [own, *layers]
        return RunLook(
            _font(nearest, "ascii"),
            _font(nearest, "hAnsi"),
            _font(nearest, "eastAsia"),
            _attribute(nearest, "hint") == "eastAsia",
            _rise(nearest),
            _toggled(nearest, "w:b"),
            _toggled(nearest, "w:strike") or _toggled(nearest, "w:dstrike"),
            _toggled(nearest, "w:vanish"),
            _toggled(nearest, "w:caps") or _toggled(nearest, "w:smallCaps"),
        )

    def _layers(self, run_style: str, paragraph_style: str) -> list[list[Element]]:
        """The `w:rPr` of the character style, of the paragraph style, and what all rest on; nearest first."""
        key = (run_style, paragraph_style)
        if key not in self._chains:
            chains = (self._styles.character_chain(run_style), self._styles.chain(paragraph_style))
            layers = [
                [look for _, style in chain if (look := style.find("w:rPr", NAMESPACES)) is not None]
                for chain in chains
            ]
            defaults = self._styles.defaults
            self._chains[key] = [*layers, [] if defaults is None else [defaults]]
        return self._chains[key]


def _is_within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def _all(layers: list[list[Element]]) -> Iterator[Element]:
    return (look for layer in layers for look in layer)


def _font(layers: list[list[Element]], slot: str) -> str:
    """The nearest font of a slot, "" for one of the theme or none."""
    for look in _all(layers):
        fonts = look.find("w:rFonts", NAMESPACES)
        if fonts is not None and fonts.get(qualified(f"w:{slot}Theme")):
            return ""
        if fonts is not None and (named := fonts.get(qualified(f"w:{slot}"))):
            return named
    return ""


def _attribute(layers: list[list[Element]], name: str) -> str:
    fonts = (look.find("w:rFonts", NAMESPACES) for look in _all(layers))
    values = (found.get(qualified(f"w:{name}")) for found in fonts if found is not None)
    return next(filter(None, values), "")


def _toggled(layers: list[list[Element]], name: str) -> bool:
    """A switch: the run's own word holds; styles of run and paragraph turn each other off (17.7.3)."""
    own, *styled, defaults = [_nearest(layer, name) for layer in layers]
    if own is not None:
        return own
    said = [switch for switch in styled if switch is not None]
    return sum(said) % 2 == 1 if any(said) else bool(defaults) and not said


def _nearest(layer: list[Element], name: str) -> bool | None:
    return next((switch for look in layer if (switch := is_on(look, name)) is not None), None)


def _rise(layers: list[list[Element]]) -> Rise | None:
    """By `w:vertAlign`; by `w:position` where the run is also smaller than its paragraph."""
    named = next((said for look in _all(layers) if (said := value_of(look, "w:vertAlign"))), "")
    if named in _RISES:
        return _RISES[named]
    position = next((moved for look in _all(layers) if (moved := number_of(look, "w:position"))), 0)
    if not position or _half_points(layers) >= _half_points(layers[2:]):
        return None
    return "sup" if position > 0 else "sub"


def _half_points(layers: list[list[Element]]) -> int:
    sizes = (size for look in _all(layers) if (size := number_of(look, "w:sz")))
    return next(sizes, _USUAL_HALF_POINTS)
