"""What goes into Word and PDF comes out to the character: 8,105 standard characters, GBK, signs of clerks."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.document.fonts.fonts import missing_glyphs
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.plan.plan import Paragraph, Plan, PlanPart, Properties, Run
from aimed_desktop.document.plan.styles import STYLES, StyleName
from aimed_desktop.document.word.write.word_document import docx_bytes
from tests.pdf_file import PdfFile
from tests.word_file import words

LIST = Path(__file__).parents[2] / "fixtures" / "general-standard-characters.txt"
SIGNS = (
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵㈠㈡ⅠⅡⅢⅣⅫⅰⅱ"
    "℃‰％％µμαβγδεζηθικλνξοπρστυφχψωΑΒΓΔΩ≥≤≠≈±×÷∞∑√∠⊥∥∶∷"
    "“”‘’——……、。《》〈〉「」『』【】〔〕〖〗·—～‖…￥§№☆★○●◎◇◆□■△▲※→←↑↓①㎡㎜㎝㎏㏄°′″℉☑"
    "⁻⁺¹²³⁰ⁿ₊₋₀₁₂✔✘✓✗➢➔⌈⌉⌊⌋⇌≪≫⩽ℝ𝛼𝒩☎✅❌"
)
STYLES_TRIED: tuple[StyleName, ...] = (
    "title",
    "heading1",
    "heading2",
    "body",
    "cell_label",
)  # the five roles


@cache
def standard() -> str:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


@cache
def gbk() -> str:
    codes = [bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF)]
    characters = {code.decode("gbk", "ignore") for code in codes}
    real = {c for c in characters if len(c) == 1 and c > "\x7f" and not "\ue000" <= c <= "\uf8ff"}
    return "".join(sorted(real - {"\u3000"}))


def _plan(text: str, style: StyleName = "body") -> Plan:
    lines = [Paragraph((Run(text[at : at + 400]),), style) for at in range(0, len(text), 400)]
    parts = (PlanPart("only", tuple(lines)),)
    return Plan("characters", Properties("字", "", "7ZK3Q9XA"), PageSetup(number=False), parts)


def test_the_list_is_the_whole_table() -> None:
    assert len(standard()) == len(set(standard())) == 8105
    assert sum(ord(character) > 0xFFFF for character in standard()) == 196


@pytest.mark.parametrize("style", STYLES_TRIED)
def test_every_standard_character_and_sign_comes_back_from_the_pdf(style: StyleName, tmp_path: Path) -> None:
    text = standard() + SIGNS
    assert missing_glyphs(text, STYLES[style].font) == set()
    pdf = PdfFile(pdf_bytes(_plan(text, style)), tmp_path)
    assert pdf.squeezed() == text
    for line in pdf.fonts():
        name, *_rest = line.split()
        embedded, subset, with_unicode = line.split()[-5:-2]
        assert re.match(r"[A-Z]{6}\+", name)
        assert (embedded, subset, with_unicode) == ("yes", "yes", "yes")


def test_the_whole_of_gbk_comes_back_from_the_pdf(tmp_path: Path) -> None:
    assert len(gbk()) > 21000
    assert PdfFile(pdf_bytes(_plan(gbk())), tmp_path).squeezed() == gbk()


@pytest.mark.parametrize("text", [standard(), gbk(), SIGNS], ids=["standard", "gbk", "signs"])
def test_every_character_comes_back_from_word(text: str) -> None:
    assert words(docx_bytes(_plan(text))) == text
