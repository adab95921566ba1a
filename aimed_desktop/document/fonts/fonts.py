"""Which font file draws which character: system fonts of official papers first, else the bundled ones."""

from __future__ import annotations

import os
import sys
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from aimed_desktop.document.fonts.truetype import TrueTypeError, TrueTypeFile
from aimed_desktop.document.plan.styles import FontRole
from aimed_desktop.paths import FONTS

FONTS_VARIABLE = "AIMED_FONTS"  # `bundled`: never look at the system's fonts

_SERIF, _SERIF_BOLD = "NotoSerifSC_400Regular.ttf", "NotoSerifSC_700Bold.ttf"
_SANS, _KAI, _TICK = "NotoSansSC_400Regular.ttf", "LXGWWenKai-Regular.ttf", "AimedTick.ttf"

_SYSTEM_NAMES: dict[FontRole, tuple[str, ...]] = {
    "xiaobiaosong": (
        "fzxbsjw.ttf",
        "fzxbsjw--gb1-0.ttf",
        "fzxbsk.ttf",
        "方正小标宋简体.ttf",
        "方正小标宋_gbk.ttf",
    ),
    "hei": ("simhei.ttf", "黑体.ttf", "fzhtk.ttf", "方正黑体_gbk.ttf"),
    "kai": ("simkai.ttf", "楷体_gb2312.ttf", "楷体.ttf", "fzktk.ttf", "方正楷体_gbk.ttf"),
    "fangsong": ("simfang.ttf", "仿宋_gb2312.ttf", "仿宋.ttf", "fzfsk.ttf", "方正仿宋_gbk.ttf"),
    "song": ("simsun.ttc", "simsun.ttf", "宋体.ttf", "fzssk.ttf", "方正书宋_gbk.ttf"),
}
_BUNDLED: dict[FontRole, str] = {
    "xiaobiaosong": _SERIF_BOLD,
    "hei": _SANS,
    "kai": _KAI,
    "fangsong": _SERIF,
    "song": _SERIF,
}
_SCRIPTS = "NotoSerif-Regular.ttf"
SYMBOLS = (
    _SCRIPTS,
    "NotoSansMath-Regular.ttf",
    "NotoSansSymbols-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoEmoji-Regular.ttf",
)  # signs of medicine and mathematics, arrows, ticks, pictographs: what no Chinese font has
_FALL_BACKS = (_SERIF, _KAI, _SANS, _TICK, *SYMBOLS)
TICK_BOXES = "□☑☐"  # all from one font, so that ticked and empty boxes are of one size
# Raised and lowered characters, all from one font, so that those of 10⁻³ stand at one height.
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓ")
# Glyphs that look wrong in Chinese text: narrow quotation marks, a dash with a gap in ——.
_BORROWED: dict[str, tuple[str, str]] = {
    _KAI: ("“”‘’", _SERIF),
    _SERIF: ("—", _KAI),
    _SERIF_BOLD: ("—", _KAI),
    _SANS: ("—", _KAI),
}


class Glyph(NamedTuple):
    """A character in one font: the font's file, the glyph's number, its width in thousandths of the size."""

    file: str
    number: int
    width: float


class RoleFont(dict[str, Glyph]):
    """The glyph of every character as this role prints it, looked up once."""

    def __init__(self, files: tuple[Path, ...]) -> None:
        super().__init__()
        self._files = files
        self.absent: set[str] = set()

    def __missing__(self, character: str) -> Glyph:
        glyph = self[character] = self._find(character)
        return glyph

    def _find(self, character: str) -> Glyph:
        first = self._files[0]
        if character in "\t\xa0\u2028\u2029":
            character = " "
        elif is_invisible(character):
            return Glyph(str(first), -1, 0)
        files = self._files
        letters, lender = _BORROWED.get(first.name, ("", ""))
        if character in TICK_BOXES:
            files = (FONTS / _TICK, *files)
        elif character in _RAISED:
            files = (FONTS / _SCRIPTS, *files)
        elif character in letters:
            files = (FONTS / lender, *files)
        for file in files:
            font = truetype(file)
            number = font.characters.get(ord(character))
            if number:
                return Glyph(str(file), number, font.advance(number))
        self.absent.add(character)
        return Glyph(str(first), 0, truetype(first).advance(0))


def font_files(role: FontRole) -> list[Path]:
    """The files that `role` is drawn with: the preferred one, then the fall-backs for what it lacks."""
    return list(_chain(role, _bundled_only()))


def role_font(role: FontRole) -> RoleFont:
    """The glyphs of `role`, kept for the life of the process."""
    return _role_font(role, _bundled_only())


def missing_glyphs(text: str, role: FontRole) -> set[str]:
    """The characters of `text` that no font of `role` has; they would print as an empty box."""
    font = role_font(role)
    for character in set(text):
        font[character]
    return font.absent & set(text)


def is_invisible(character: str) -> bool:
    """Whether `character` prints nothing: controls, joiners, variation selectors."""
    return unicodedata.category(character) in ("Cc", "Cf") or "\ufe00" <= character <= "\ufe0f"


@cache
def truetype(path: Path) -> TrueTypeFile:
    """The opened font file."""
    return TrueTypeFile(path)


def _bundled_only() -> bool:
    return os.environ.get(FONTS_VARIABLE, "") == "bundled"


@lru_cache
def _role_font(role: FontRole, bundled_only: bool) -> RoleFont:
    return RoleFont(_chain(role, bundled_only))


@lru_cache
def _chain(role: FontRole, bundled_only: bool) -> tuple[Path, ...]:
    system = [] if bundled_only else _usable_system_fonts(role)
    bundled = [FONTS / name for name in (_BUNDLED[role], *_FALL_BACKS)]
    return tuple(dict.fromkeys([*system, *bundled]))


def _usable_system_fonts(role: FontRole) -> list[Path]:
    installed = _installed()
    for name in _SYSTEM_NAMES[role]:
        path = installed.get(name)
        if path is not None and _is_usable(path):
            return [path]
    return []


def _is_usable(path: Path) -> bool:
    try:
        return bool(truetype(path).characters)
    except (TrueTypeError, OSError, ValueError, IndexError):
        return False


@cache
def _installed() -> dict[str, Path]:
    """Font files of the system that the roles know, by lower-case name."""
    known = {name for names in _SYSTEM_NAMES.values() for name in names}
    found: dict[str, Path] = {}
    for folder in _system_folders():
        for parent, _folders, names in os.walk(folder):
            for name in names:
                if name.lower() in known:
                    found.setdefault(name.lower(), Path(parent) / name)
    return found


def _system_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        local = os.environ.get("LOCALAPPDATA")
        return [windows, *([Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else [])]
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    ]


def clear_caches() -> None:
    """Forget every opened font, for tests that change which are there."""
    truetype.cache_clear()
    _role_font.cache_clear()
    _chain.cache_clear()
    _installed.cache_clear()
