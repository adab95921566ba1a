"""Characters whose meaning depends on their font."""

from __future__ import annotations

import pytest

from aimed_desktop.application.pasting.symbol_fonts import is_symbol_font, shown_code, shown_text


@pytest.mark.parametrize(
    ("font", "codes", "shown"),
    [
        ("Symbol", "F0B3 F0A3 F06D F0B1 F0B4 F0AE F0B7", "≥≤μ±×→•"),
        ("Symbol", "61 62 44 57 A5 B9 C5 D6 2D", "αβΔΩ∞≠⊕√−"),
        ("Wingdings", "F0E0 F0DF F0FC F0FB F0FE F0FD F0A8 F06C F06E F075 F0D8 F081 F08C", "→←✓✗☑☒□●■◆➢①❶"),
        ("Wingdings 2", "F052 F054 F0A3 F050", "☑☒□✓"),
        ("Wingdings 3", "F022 F070 F084", "→▲▶"),
        ("Webdings", "F061 F072 F063", "✔✕□"),
        ("MT Extra", "4B 68 6C 6D A1", "…ℏℓ∓ℝ"),
        ("Monotype Sorts", "34 6E", "✔■"),
    ],
)
def test_a_code_means_what_the_published_table_of_its_font_says(font: str, codes: str, shown: str) -> None:
    assert "".join(shown_code(int(code, 16), font).text for code in codes.split()) == shown


@pytest.mark.parametrize("typed", ["³", "\uf0b3"])
def test_text_that_is_merely_set_in_the_font_reads_the_same(typed: str) -> None:
    assert shown_text(f"{typed}95%", "Symbol") == ("≥95%", 0)


@pytest.mark.parametrize(
    "font",
    [
        "symbol",
        "SYMBOL",
        "'Symbol', serif",
        "SymbolMT",
        "Symbol MT",
        "Symbol Tiger",
        "@Symbol",
        "Euclid Symbol",
    ],
)
def test_a_font_is_known_by_its_other_names(font: str) -> None:
    assert shown_text("\xb1", font).text == "±"


def test_what_no_table_knows_is_a_visible_box_and_is_counted() -> None:
    assert shown_text("a\uf07f\uf080", "Symbol") == ("α▯▯", 2)
    assert shown_text("\uf0b3 5", "宋体") == ("▯ 5", 1)
    assert shown_text("\uf041", "Marlett") == ("▯", 1)
    assert shown_code(0, "Symbol") == shown_code(0x110000, None) == ("▯", 1)


def test_other_text_stays_as_it_is() -> None:
    assert shown_text("敏感度≥95% µ ▯", "宋体") == ("敏感度≥95% µ ▯", 0)
    assert shown_text("敏感度\xa0\t≥", "Symbol") == ("敏感度 \t≥", 0)
    assert not is_symbol_font("Segoe UI Symbol") and not is_symbol_font(None)


def test_a_sym_of_an_ordinary_font_is_its_own_character() -> None:
    assert shown_code(0x2103, "宋体") == ("℃", 0)
