"""Writes into the runs of a Word file what a reader sees of them, before anything is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from aimed_desktop.application.pasting.symbol_fonts import UNKNOWN, is_symbol_font, shown_code
from aimed_desktop.document.word.read.losses import lost_element
from aimed_desktop.document.word.read.run_looks import RunLook, RunLooks
from aimed_desktop.document.word.read.word_styles import read_styles, value_of
from aimed_desktop.document.word.xml import Element, qualified, w

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PROPERTIES, _TEXT, _SYMBOL = map(qualified, ("w:rPr", "w:t", "w:sym"))
LOOK, LOST = "look", "lost"  # attributes of ours on `w:t`: `sup`, `sub`, `bold`; `hidden`, `struck`
# Boxes of Microsoft's symbol fonts, in the shapes that our own paper prints.
_BOXES = {0xA8: "□", 0xA3: "□", 0x6F: "□", 0xFE: "☑", 0x52: "☑", 0xFD: "☒", 0x54: "☒", 0xFC: "√"}


def settle_runs(body: Element, styles: Element | None) -> None:
    """Give every `w:t` of `body` its characters after their font, and mark its look and what is not seen."""
    looks = RunLooks(read_styles(styles))
    known: dict[tuple[Any, ...], _Settled] = {}
    style, style_of = "", None
    for run in body.iter(qualified("w:r")):
        paragraph = next(run.iterancestors(qualified("w:p")), None)
        if paragraph is not style_of:
            style, style_of = value_of(paragraph, "w:pPr/w:pStyle"), paragraph
        properties = run.find(_PROPERTIES)
        key = (style, *_said(properties))
        if key not in known:
            known[key] = _settled(looks.look(properties, style), looks.look(None, style))
        _settle(run, known[key])


def _said(properties: Element | None) -> Iterator[Any]:
    """What tells the properties of one run from those of another."""
    for said in () if properties is None else properties:
        yield said.tag, tuple(said.attrib.items())


class _Settled(NamedTuple):
    """What is done to the runs of one look."""

    look: RunLook
    has_other_characters: bool  # than those of Unicode, or capitals in their place
    said: str
    lost: str


def _settled(look: RunLook, of_style: RunLook) -> _Settled:
    fonts = (look.ascii_font, look.latin_font, look.wide_font)
    return _Settled(
        look,
        look.has_capitals or any(map(is_symbol_font, fonts)),
        look.rise or ("bold" if look.is_bold and not of_style.is_bold else ""),
        "hidden" if look.is_hidden else "struck" if look.is_struck else "",
    )


def _settle(run: Element, settled: _Settled) -> None:
    for symbol in run.findall(_SYMBOL):
        made = _written_out(symbol)
        run.replace(symbol, made)
        if made.text == UNKNOWN:
            made.addnext(lost_element("symbol"))
    for leaf in run.findall(_TEXT):
        text = leaf.text or ""
        if settled.has_other_characters or _PRIVATE.search(text):
            shown = settled.look.shown(text)
            leaf.text = shown.text
            if shown.unknown:
                leaf.addnext(lost_element("symbol"))
        if settled.said:
            leaf.set(LOOK, settled.said)
        if settled.lost:
            leaf.set(LOST, settled.lost)


def _written_out(symbol: Element) -> Element:
    """`w:t` in the place of `w:sym`."""
    font, code = symbol.get(qualified("w:font"), ""), symbol.get(qualified("w:char"), "")
    try:
        number = int(code[:6], 16)
    except ValueError:
        number = 0
    made = w("t")
    is_box = font.casefold().startswith("wingdings") and number & 0xFF in _BOXES
    made.text = _BOXES[number & 0xFF] if is_box else shown_code(number, font).text
    return made
