"""Fonts: the right file for each role, every character found or named, subsets that readers accept."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from aimed_desktop.document.fonts import fonts
from aimed_desktop.document.fonts.truetype import TrueTypeError, TrueTypeFile
from aimed_desktop.paths import FONTS

ROLES = ("xiaobiaosong", "hei", "kai", "fangsong", "song")
SERIF = FONTS / "NotoSerifSC_400Regular.ttf"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of system fonts of its own."""
    folder = tmp_path / "system"
    folder.mkdir()
    monkeypatch.setenv(fonts.FONTS_VARIABLE, "")
    monkeypatch.setattr(fonts, "_system_folders", lambda: [folder])
    fonts.clear_caches()
    yield folder
    fonts.clear_caches()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_drawn_with_bundled_fonts_when_the_system_has_none(role: fonts.FontRole) -> None:
    files = fonts.font_files(role)
    assert files and all(file.is_relative_to(FONTS) and file.is_file() for file in files)


@pytest.mark.parametrize("role", ROLES)
def test_no_character_of_a_form_or_a_rare_name_is_missing(role: fonts.FontRole) -> None:
    text = "武汉市“人工智能+医疗”（加盖公章）□☑☐①②※℃—…·№≤±×µ𠮷㛃䶮龘 Aa9%＋Ⅲ"
    assert fonts.missing_glyphs(text, role) == set()


def test_no_character_of_gbk_is_missing() -> None:
    codes = [bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF)]
    characters = {code.decode("gbk", "ignore") for code in codes} - {""}
    text = "".join(c for c in characters if len(c) == 1 and not "\ue000" <= c <= "\uf8ff")
    assert len(text) > 21000
    assert fonts.missing_glyphs(text, "fangsong") == set()


@pytest.mark.parametrize("role", ROLES)
def test_signs_that_no_chinese_font_has_are_drawn_by_the_symbol_fonts(role: fonts.FontRole) -> None:
    text = "10⁻³ mmol·L⁻¹ H⁺/OH⁻ ✔✘✓✗➢➔ x₊₁ ⌈n/2⌉ ℝ 𝛼 x̄ ⇌ ≲ ☎ ✅❌😀 ḡ 🅰"
    assert fonts.missing_glyphs(text, role) == set()


def test_raised_and_lowered_characters_stand_at_one_height() -> None:
    scripts = [fonts.role_font("fangsong")[character] for character in "⁻³⁺¹₂₊₁"]
    assert {Path(glyph.file).name for glyph in scripts} == {"NotoSerif-Regular.ttf"}


def test_what_no_font_has_is_named() -> None:
    assert fonts.missing_glyphs("甲\ue000乙\u200b\n", "song") == {"\ue000"}


def test_an_official_font_of_the_system_goes_first(installed: Path) -> None:
    shutil.copy(FONTS / "LXGWWenKai-Regular.ttf", installed / "SIMFANG.TTF")
    assert fonts.font_files("fangsong")[0] == installed / "SIMFANG.TTF"
    assert fonts.role_font("fangsong")["年"].file == str(installed / "SIMFANG.TTF")
    assert fonts.font_files("hei")[0].is_relative_to(FONTS)


def test_a_system_font_without_truetype_outlines_is_passed_over(installed: Path) -> None:
    (installed / "simhei.ttf").write_bytes(b"OTTO" + bytes(200))
    (installed / "simkai.ttf").write_bytes(b"")
    assert fonts.font_files("hei")[0].is_relative_to(FONTS)
    assert fonts.font_files("kai")[0].is_relative_to(FONTS)


def test_both_boxes_come_from_one_font_and_are_of_one_size() -> None:
    boxes = [fonts.role_font("fangsong")[box] for box in "□☑☐"]
    assert {Path(box.file).name for box in boxes} == {"AimedTick.ttf"}
    assert len({box.width for box in boxes}) == 1


def test_the_coverage_and_widths_are_those_that_fonttools_reads() -> None:
    ours = TrueTypeFile(SERIF)
    with TTFont(SERIF, lazy=True) as theirs:
        codes = theirs.getBestCmap()
        assert ours.characters.keys() == codes.keys()
        for character in "年A，“”龘 _":
            width = theirs["hmtx"][codes[ord(character)]][0] * 1000 / theirs["head"].unitsPerEm
            assert ours.advance(ours.characters[ord(character)]) == pytest.approx(width, abs=0.01)


def test_a_subset_has_the_outlines_of_the_font_in_the_order_asked_for() -> None:
    font = TrueTypeFile(FONTS / "LXGWWenKai-Regular.ttf")
    glyphs = [0, *(font.characters[ord(c)] for c in "年Á①é")]
    subset = io.BytesIO(font.subset(glyphs))
    with TTFont(font.path, lazy=True) as whole, TTFont(subset, checkChecksums=2) as part:
        for index, glyph in enumerate(glyphs):
            assert _outline(part, index) == _outline(whole, glyph)
        assert part["maxp"].numGlyphs < 20


def _outline(font: TTFont, glyph: int) -> list[tuple[int, int]]:
    return list(font["glyf"][font.getGlyphName(glyph)].getCoordinates(font["glyf"])[0])


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.ttf"
    path.write_bytes(b"not a font at all")
    with pytest.raises(TrueTypeError):
        TrueTypeFile(path)
