"""The characters that a PDF file names, as people type them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from aimed_desktop.application.pasting.symbol_fonts import UNKNOWN, is_symbol_font, shown_text

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_SHAPES = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f\ufb00-\ufb06]")
_BLANKS = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f]")
_NOTHING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
# Bullets of Symbol and Wingdings that were drawn in another font, which stood in for them.
_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf075": "◆",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
}
_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd\ufffe\uffff\U000f0000-\U0010ffff]")
# Radicals that Unicode gives no equal character (its EquivalentUnifiedIdeograph), with those people mean.
_RADICALS = dict(
    zip(
        "⺁⺄⺇⺋⺎⺏⺐⺒⺓⺔⺕⺗⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺨⺩⺫⺬⺭⺮⺱⺲⺳⺴⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻄⻅⻆⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻲⻳",
        "厂乛几㔾兀尣尢巳幺彑彐㣺攵旡曰月歺母民氵氺灬爫爫丬犭王罒示礻竹罓罒罓冈羊羊羊耂肀聿月臼艹艹艹虎衤西见角贝𧾷车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜龟",
        strict=True,
    )
)


@lru_cache(4096)
def shown(code: int, font: str, *, is_lost: bool) -> str:
    """What a reader sees of the character `code` of `font`; UNKNOWN where the file does not tell.

    Nothing for what is not drawn. `is_lost`: the file maps it to no character.
    """
    if not 0 < code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF or is_lost:
        return UNKNOWN
    name = _SUBSET.sub("", font)
    text = chr(code)
    text = shown_text(text, name).text if is_symbol_font(name) else _BULLETS.get(text, text)
    if _NOTHING.fullmatch(text):
        return ""
    if _UNKNOWN.fullmatch(text):
        return UNKNOWN
    return usual(_BLANKS.sub(" ", text))


def usual(text: str) -> str:
    """`text` without the shapes that only fonts have: radicals, ligatures, doubled ideographs."""
    return _SHAPES.sub(lambda found: _RADICALS.get(found[0]) or unicodedata.normalize("NFKC", found[0]), text)


@lru_cache(256)
def is_hei(font: str) -> bool:
    """Whether a font is of the family of 黑体, by its name."""
    name = _SUBSET.sub("", font).casefold()
    return any(
        word in name
        for word in ("simhei", "黑体", "heiti", "yahei", "xihei", "sanssc", "sanscjk", "sourcehan")
    )


@lru_cache(256)
def is_bold(font: str, weight: int) -> bool:
    """Whether a font is bold, by its name or what the file says of it."""
    return weight >= 600 or "bold" in font.casefold() or "heavy" in font.casefold()
