"""Equations of Word on one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from aimed_desktop.document.word.read.equations import LinearEquation, linear_equation

_SPACES = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
)


def r(text: str, properties: str = "") -> str:
    return f"<m:r>{properties}<m:t>{text}</m:t></m:r>"


def e(name: str, *inside: str) -> str:
    return f"<m:{name}>{''.join(inside)}</m:{name}>"


def val(name: str, value: str) -> str:
    return f'<m:{name} m:val="{value}"/>'


def f(above: str, below: str, kind: str = "bar") -> str:
    return e("f", e("fPr", val("type", kind)), e("num", above), e("den", below))


def sup(base: str, raised: str) -> str:
    return e("sSup", e("e", base), e("sup", raised))


def sub(base: str, lowered: str) -> str:
    return e("sSub", e("e", base), e("sub", lowered))


def d(*inside: str, begin: str = "(", end: str = ")") -> str:
    return e("d", e("dPr", val("begChr", begin), val("endChr", end)), *(e("e", part) for part in inside))


def nary(sign: str, below: str, above: str, operand: str) -> str:
    return e("nary", e("naryPr", val("chr", sign)), e("sub", below), e("sup", above), e("e", operand))


def rad(inside: str, degree: str = "") -> str:
    hidden = "" if degree else e("radPr", val("degHide", "1"))
    return e("rad", hidden, e("deg", degree), e("e", inside))


MATRIX = e("m", e("mr", e("e", r("a")), e("e", r("b"))), e("mr", e("e", r("c")), e("e", r("d"))))


def line(*inside: str) -> LinearEquation:
    return linear_equation(etree.fromstring(f"<m:oMath {_SPACES}>{''.join(inside)}</m:oMath>"))


def shown(*inside: str) -> str:
    """Raised and lowered pieces as ^{…} and _{…}."""
    made = line(*inside)
    assert made.is_honest, made.losses
    signs = {"sup": "^", "sub": "_"}
    return "".join(
        piece
        if isinstance(piece, str)
        else "".join(f"{signs[kind]}{{{text}}}" for kind, text in piece.items())
        for piece in made.pieces
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (r("准确率=") + f(r("TP+TN"), r("TP+FP+FN+TN")) + r("×100%"), "准确率=(TP+TN)/(TP+FP+FN+TN)×100%"),
        (f(r("TP"), r("TP") + r("+") + r("FN")), "TP/(TP+FN)"),
        (f(r("2") + r("x"), r("3") + r("y")), "2x/(3y)"),
        (f(r("真阳性"), r("总数")), "真阳性/总数"),
        (f(f(r("a"), r("b")), f(r("c"), r("d"))), "(a/b)/(c/d)"),
        (r("2") + f(r("1"), r("2")), "2(1/2)"),
        (f(r("1"), r("n")) + nary("∑", r("i=1"), r("n"), sub(r("x"), r("i"))), "(1/n)∑_{i=1}^{n}x_{i}"),
        (f(r("1"), d(r("a+b"))), "1/(a+b)"),
        (f(r("a"), r("b"), "lin"), "a/b"),
        (r("a-") + f(r("b"), r("c")), "a-b/c"),
        (f(d(r("a")) + d(r("b")), r("c")), "(a)(b)/c"),
        (f(r("1"), d(r("a"), begin="|", end="|")), "1/|a|"),
        (f(r("x"), sup(r("y"), r("2"))), "x/y^{2}"),
        (f(nary("∑", "", "", r("x")), r("n")), "(∑x)/n"),
        (nary("∑", r("k"), "", r("w")) + r("x"), "∑_{k}wx"),
        (nary("∑", r("i"), "", nary("∑", r("j"), "", r("x"))), "∑_{i}∑_{j}x"),
    ],
)
def test_a_fraction_has_brackets_only_where_they_are_needed(inside: str, expected: str) -> None:
    assert shown(inside) == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (sup(r("10"), r("-3")), "10^{-3}"),
        (sub(r("CO"), r("2")), "CO_{2}"),
        (e("sSubSup", e("e", r("x")), e("sub", r("i")), e("sup", r("2"))), "x_{i}^{2}"),
        (e("sPre", e("sub", r("6")), e("sup", r("14")), e("e", r("C"))), "^{14}_{6}C"),
        (sup(r("e"), sup(r("x"), r("2"))), "e^{x²}"),
        (sup(f(r("a"), r("b")), r("2")), "(a/b)^{2}"),
        (sup(sup(r("x"), r("2")), r("3")), "(x^{2})^{3}"),
        (sup(d(r("a+b")), r("2")), "(a+b)^{2}"),
        (sup(r("e"), f(r("1"), r("2"))), "e^{1/2}"),
    ],
)
def test_what_is_raised_or_lowered_is_a_piece(inside: str, expected: str) -> None:
    assert shown(inside) == expected


def test_pieces_are_those_of_values() -> None:
    assert line(r("x="), sup(r("10"), r("9")), r("/L")).pieces == ("x=10", {"sup": "9"}, "/L")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (rad(r("x")), "√x"),
        (rad(r("x+1")), "√(x+1)"),
        (rad(r("x"), r("3")), "∛x"),
        (rad(r("x"), r("n")), "^{n}√x"),
        (rad(r("x")) + r("y"), "(√x)y"),
        (rad(f(r("a"), r("b"))), "√(a/b)"),
        (nary("∫", r("0"), r("1"), r("f(x)dx")), "∫_{0}^{1}f(x)dx"),
        (nary("∏", r("i"), "", r("a+b")), "∏_{i}(a+b)"),
        (e("nary", e("sub"), e("sup"), e("e", r("x"))), "∫x"),
        (e("func", e("fName", r("sin")), e("e", r("x"))), "sin(x)"),
        (e("func", e("fName", sub(r("log"), r("2"))), e("e", d(r("x+1")))), "log_{2}(x+1)"),
        (
            e("func", e("fName", e("limLow", e("e", r("lim")), e("lim", r("x→0")))), e("e", r("f"))),
            "lim_{x→0}(f)",
        ),
        (d(r("a"), r("b")), "(a|b)"),
        (d(r("x"), begin="⌈", end="⌉"), "⌈x⌉"),
        (e("acc", e("accPr", val("chr", "\u0302")), e("e", r("y"))), "ŷ"),
        (e("acc", e("e", r("p"))), "p\u0302"),
        (e("bar", e("barPr", val("pos", "top")), e("e", r("x"))), "x\u0304"),
        (e("bar", e("barPr", val("pos", "top")), e("e", r("AB"))), "A\u0305B\u0305"),
        (e("groupChr", e("groupChrPr", val("chr", "→")), e("e", r("加热"))), "→^{加热}"),
        (e("box", e("e", r("a=b"))), "a=b"),
        (e("borderBox", e("e", r("a"))), "a"),
        (e("phant", e("phantPr", val("show", "0")), e("e", r("a"))) + r("b"), "b"),
        (e("phant", e("e", r("a"))), "a"),
        (e("eqArr", e("e", r("a&amp;=b#(1)"))), "a=b\u3000(1)"),
    ],
)
def test_other_structures_read_as_one_writes_them_on_a_line(inside: str, expected: str) -> None:
    assert shown(inside) == expected


@pytest.mark.parametrize(
    ("properties", "text", "expected"),
    [
        ('<m:rPr><m:scr m:val="double-struck"/></m:rPr>', "R", "ℝ"),
        ('<m:rPr><m:scr m:val="double-struck"/></m:rPr>', "A1", "𝔸𝟙"),
        ('<m:rPr><m:scr m:val="script"/></m:rPr>', "L", "ℒ"),
        ('<m:rPr><m:scr m:val="fraktur"/></m:rPr>', "gR", "𝔤ℜ"),
        ("", "𝑥\u2062𝑦", "𝑥𝑦"),
        ('<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>', "\uf0b3", "≥"),
        ("<w:rPr><w:vanish/></w:rPr>", "secret", ""),
    ],
)
def test_a_letter_keeps_its_alphabet_and_font(properties: str, text: str, expected: str) -> None:
    assert shown(r(text, properties)) == expected


def test_tracked_changes_are_taken_as_accepted() -> None:
    assert shown(f"<w:del>{r('a')}</w:del><w:ins>{r('b')}</w:ins>", r("+c")) == "b+c"


def test_the_number_of_a_formula_is_the_result_of_its_field() -> None:
    marks = {kind: f'<m:r><w:fldChar w:fldCharType="{kind}"/></m:r>' for kind in ("begin", "separate", "end")}
    number = marks["begin"] + r(" SEQ E") + r("q") + marks["separate"] + r("7") + marks["end"]
    assert shown(e("eqArr", e("e", r("a=b#"), d(number)))) == "a=b\u3000(7)"


@pytest.mark.parametrize(
    ("inside", "text", "loss"),
    [
        (MATRIX, "a, b; c, d", "矩阵"),
        (d(e("eqArr", e("e", r("x")), e("e", r("-x"))), begin="{", end=""), "{x；-x", "上下几行的公式"),
        (d(f(r("n"), r("k"), "noBar")), "(n；k)", "上下两行"),
        (sub(r("x"), sub(r("i"), r("max"))), "xi_(max)", "上标或下标里还有上下标"),
        (e("acc", e("e", r("AB"))), "(AB)\u0302", "字母上的符号"),
        (e("groupChr", e("e", r("a+b"))), "a+b", "括住一部分的花括号"),
        (e("borderBox", e("borderBoxPr", val("strikeH", "1")), e("e", r("a"))), "a", "公式里的划线"),
        (r("\uf0ff"), "▯", "不认识的字符"),
    ],
)
def test_what_a_line_cannot_say_is_named(inside: str, text: str, loss: str) -> None:
    made = line(inside)
    plain = "".join(piece if isinstance(piece, str) else "".join(piece.values()) for piece in made.pieces)
    assert (plain, made.losses) == (text, (loss,))


def test_equations_of_a_paragraph_stand_on_lines_of_their_own() -> None:
    two = f"<m:oMathPara {_SPACES}><m:oMath>{r('a=1')}</m:oMath><m:oMath>{r('b=2')}</m:oMath></m:oMathPara>"
    assert linear_equation(etree.fromstring(two)).pieces == ("a=1\nb=2",)


_NAMES = (
    "r",
    "t",
    "e",
    "f",
    "num",
    "den",
    "sSup",
    "sup",
    "sub",
    "nary",
    "d",
    "m",
    "mr",
    "acc",
    "eqArr",
    "func",
)
_TREES = st.recursive(
    st.sampled_from(("<m:t>a+b</m:t>", "<m:r><m:t>TP</m:t></m:r>", "<m:accPr/>", "")),
    lambda inside: st.builds(
        lambda name, parts: e(name, *parts), st.sampled_from(_NAMES), st.lists(inside, max_size=4)
    ),
    max_leaves=30,
)


@given(_TREES)
def test_no_equation_is_an_error(inside: str) -> None:
    made = line(inside)
    assert all(isinstance(piece, str) or list(piece) in (["sup"], ["sub"]) for piece in made.pieces)


def test_a_formula_of_hostile_depth_keeps_its_letters_and_is_named() -> None:
    nested = r("x")
    for _ in range(100):
        nested = e("sSup", e("e", nested), e("sup", r("2")))
    made = line(nested)
    assert "x" in str(made.pieces) and "公式层次太深" in made.losses
