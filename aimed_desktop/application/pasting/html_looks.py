"""What elements and properties of pasted HTML say of their words: taken over, harmless, or told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from aimed_desktop.application.pasting.css import Declarations, declarations
from aimed_desktop.application.pasting.symbol_fonts import is_symbol_font
from aimed_desktop.application.values.words import Look

Silence = Literal["", "nothing", "hidden", "comment", "drawing", "choices"]

_BOLD = frozenset({"b", "strong"})
_STRUCK = frozenset({"s", "strike"})
_RISES: dict[str, Look] = {"sup": "sup", "sub": "sub"}
_ALIGNED: dict[str, Look] = {"super": "sup", "sub": "sub"}
_NO_WORDS = frozenset({"head", "style", "script", "title", "xml", "noscript", "template", "rp", "annotation"})
_EMPTY = "br img hr meta link col input wbr base area embed param source track basefont bgsound frame"
EMPTY_ELEMENTS = frozenset(_EMPTY.split())
_DELETED = frozenset({"del"})
_GONE_CLASSES = frozenset({"msodel", "msocomanchor", "katex-html"})  # a revision, a mark, a twin of a formula
_DRAWN = frozenset({"svg", "canvas", "video", "audio", "iframe", "object", "embed", "applet"})
_CHOICES = frozenset({"select", "datalist"})
_COMMENTS = frozenset({"comment", "comment-list"})
_CELLS = frozenset({"td", "th"})
_KEEPING_LINES = frozenset({"pre", "xmp", "listing", "textarea"})
_LEAST_RAISE_PT = 2.0
_LENGTH = re.compile(r"([+-]?[0-9]*\.?[0-9]+)(pt|px|em|ex|rem|%|in|cm|mm)?")
_WEIGHT = re.compile("[0-9]{1,4}")
_SIZE_IN_FONT = re.compile(r"[0-9.]+(?:pt|px|em|rem|%|cm|mm|in)(?:/\S+)?\s+(.+)")

_MAPPED = (
    "p div li h1 h2 h3 h4 h5 h6 blockquote pre dt dd section ul ol table tr td th br img b strong s strike"
    " sup sub ruby rt rb rtc font span col colgroup thead tbody tfoot caption input math mfrac msup msub"
    " msubsup msqrt mroot article aside main header"
    " footer nav address figure figcaption hr dl center fieldset"
    " legend details summary form hgroup menu dir textarea button option optgroup tt xmp listing plaintext"
    " q output meter progress dialog search picture map"
)
MAPPED_ELEMENTS = frozenset(_MAPPED.split())
HARMLESS_ELEMENTS = {  # the reason why no word or meaning is lost
    "a abbr acronym cite dfn em i u ins kbd mark samp small big var code time data label bdi bdo nobr"
    " o:p blink marquee tt slot": "a look, or a link whose words are kept",
    "html body meta link base wbr basefont area param source track bgsound": "frames the page",
    "semantics mrow mi mn mo mtext mstyle mspace mpadded mphantom mfenced mover munder munderover merror"
    " mtable mtr mtd maction menclose ms": "parts of a formula, which is told as a whole",
}
_HARMLESS = frozenset(name for names in HARMLESS_ELEMENTS for name in names.split())
_HARMLESS_PREFIXES = ("st1:", "w:", "u1:", "u2:", "u3:", "o:")  # smart tags and content controls of Office

_MEANT = (
    "display visibility opacity mso-hide mso-element vertical-align mso-text-raise font-weight font"
    " font-family font-size mso-char-type mso-symbol-font-family text-decoration text-decoration-line"
    " text-line-through mso-list mso-outline-level"
    " list-style list-style-type text-transform white-space text-emphasis"
    " text-emphasis-style mso-ignore mso-footnote-id mso-endnote-id height width"
)
MEANT_PROPERTIES = frozenset(_MEANT.split())
HARMLESS_PROPERTIES = {  # beginnings of names, and why no word or meaning is lost
    "margin padding border outline box- background color fill stroke opacity- shadow text-shadow filter"
    " mix-blend backdrop accent- caret- cursor pointer- user- touch- will- transform transition animation"
    " perspective zoom image- object- clip mask shape- layout- page tab- size -webkit- -moz- -ms- -o- --"
    " punctuation-": "colours, frames and how a page behaves",
    "line- text-align text-indent text-justify text-autospace text-rendering text-size text-underline"
    " text-overflow text-kashida text-wrap text-box text-anchor text-combine text-orientation"
    " text-decoration- text-effect text-fit text-spacing letter- word- hyphen"
    " overflow orphans widows break- hanging- font- writing- direction unicode-bidi quotes ruby- white-space-"
    " vnd": "how lines are set",
    "position top left right bottom inset z-index float clear min- max- inline- block- flex grid gap row-"
    " column order align- justify- place- aspect- table- caption- empty- content contain isolation appearance"
    " resize scroll all list- counter- behavior overscroll- print- math- src nav- speak volume"
    " offset anchor- container interpolate- timeline- view- forced- color- rotate scale translate x- y r cx"
    " cy rx ry d lang": "where a box stands; generated text is not on the clipboard",
    "mso-": "Office's own twin of a look; those with a meaning are read",
}
_HARMLESS_BEGINNINGS = tuple(name for names in HARMLESS_PROPERTIES for name in names.split())


@dataclass(frozen=True, slots=True)
class HtmlLook:
    """How the words of an element are seen; what is inside inherits it."""

    rise: Look = ""
    is_bold: bool = False
    is_struck: bool = False
    is_capital: bool = False
    keeps_lines: bool = False
    is_marker: bool = False  # the label that Word writes before an item
    font: str = ""  # "" unless its codes mean characters of its own
    silence: Silence = ""  # why its words are left out
    losses: tuple[str, ...] = ()  # what is told of its words

    @property
    def look(self) -> Look:
        """The look of a piece: where words are raised and bold, that they are raised says more."""
        return self.rise or ("bold" if self.is_bold else "")


def is_known(tag: str) -> bool:
    """Whether what `tag` means is taken over, or known to lose nothing."""
    return (
        tag in MAPPED_ELEMENTS
        or tag in _HARMLESS
        or tag in _NO_WORDS | _DELETED | _DRAWN | _CHOICES
        or tag.startswith(_HARMLESS_PREFIXES)
    )


@lru_cache(maxsize=1024)
def has_unknown_property(style: str) -> bool:
    """Whether a style attribute holds a property of which nobody has thought."""
    names = declarations(style)
    return any(name not in MEANT_PROPERTIES and not name.startswith(_HARMLESS_BEGINNINGS) for name in names)


def look_within(
    outer: HtmlLook, tag: str, classes: Sequence[str], known: Mapping[str, str], style: Declarations
) -> HtmlLook:
    """The look of the words of an element inside `outer`."""
    if outer.silence:
        return outer
    if silence := _silence(tag, classes, known, style):
        return replace(outer, silence=silence)
    made = replace(outer, rise="", is_bold=False) if tag in _CELLS else outer
    changed: dict[str, object] = {}
    if rise := _RISES.get(tag) or _rise(tag, style):
        changed["rise"] = rise
    bold = _is_bold(tag, style)
    if bold is not None:
        changed["is_bold"] = bold
    font = _font(known, style)
    if font is not None:
        changed["font"] = font
    if tag in _STRUCK or _is_struck(style):
        changed["is_struck"] = True
    if transform := style.get("text-transform"):
        changed["is_capital"] = transform == "uppercase"
    if space := style.get("white-space"):
        changed["keeps_lines"] = space.startswith(("pre", "break-spaces"))
    elif tag in _KEEPING_LINES:
        changed["keeps_lines"] = True
    if style.get("mso-list", "").startswith("ignore"):
        changed["is_marker"] = True
    lost = _losses(style)
    if lost:
        changed["losses"] = tuple(dict.fromkeys((*outer.losses, *lost)))
    return replace(made, **changed) if changed else made  # type: ignore[arg-type]


def is_hidden(known: Mapping[str, str], style: Declarations) -> bool:
    """Whether an element is not seen at all."""
    return (
        "hidden" in known
        or style.get("display", "").startswith("none")
        or style.get("mso-hide", "").startswith("all")
        or style.get("visibility", "") in ("hidden", "collapse")
        or style.get("opacity", "") in ("0", "0.0", "0%")
        or _is_zero(style.get("font-size", ""))
    )


def is_flat(known: Mapping[str, str], style: Declarations, side: str) -> bool:
    """Whether a row has no height, or a column no width."""
    return known.get(side, "").strip() in ("0", "0px") or _is_zero(style.get(side, ""))


def _silence(tag: str, classes: Sequence[str], known: Mapping[str, str], style: Declarations) -> Silence:
    if tag in _NO_WORDS or tag in _DELETED or not _GONE_CLASSES.isdisjoint(classes):
        return "nothing"
    if style.get("mso-element", "") in _COMMENTS:
        return "comment"
    if is_hidden(known, style):
        return "hidden"
    if tag in _DRAWN:
        return "drawing"
    return "choices" if tag in _CHOICES else ""


def _rise(tag: str, style: Declarations) -> Look:
    aligned = style.get("vertical-align", "")
    if tag not in _CELLS and tag != "tr" and aligned:
        if aligned in _ALIGNED:
            return _ALIGNED[aligned]
        if amount := _amount(aligned):
            return "sup" if amount > 0 else "sub"
    raised = _amount(style.get("mso-text-raise", ""))
    if abs(raised) >= _LEAST_RAISE_PT:
        return "sup" if raised > 0 else "sub"
    return ""


def _amount(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) if found else 0.0


def _is_zero(length: str) -> bool:
    found = _LENGTH.fullmatch(length)
    return found is not None and float(found[1]) == 0


def _is_bold(tag: str, style: Declarations) -> bool | None:
    weight = style.get("font-weight", "")
    if not weight and (shorthand := style.get("font", "")):
        words = shorthand.split()
        weight = next((word for word in words if word in ("bold", "bolder") or _WEIGHT.fullmatch(word)), "")
    if weight:
        number = _WEIGHT.fullmatch(weight)
        return int(weight) >= 600 if number else weight in ("bold", "bolder")
    return True if tag in _BOLD else None


def _font(known: Mapping[str, str], style: Declarations) -> str | None:
    """The font of the words; "" for one whose codes are Unicode's, None where nothing is said."""
    named = style.get("font-family") or known.get("face")
    if style.get("mso-char-type") == "symbol":
        named = style.get("mso-symbol-font-family") or named
    elif not named and (found := _SIZE_IN_FONT.search(style.get("font", ""))):
        named = found[1]
    if not named:
        return None
    return named if is_symbol_font(named) else ""


def _is_struck(style: Declarations) -> bool:
    lines = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    return "line-through" in lines or style.get("text-line-through", "none") not in ("none", "")


def _losses(style: Declarations) -> list[str]:
    lost = []
    if style.get("text-emphasis", style.get("text-emphasis-style", "none")).split(" ")[0] not in ("none", ""):
        lost.append("emphasis")
    if "mso-footnote-id" in style or "mso-endnote-id" in style:
        lost.append("loose_note")
    return lost
