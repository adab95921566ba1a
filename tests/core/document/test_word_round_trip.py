"""What Word shows of a thousand random paragraphs is what the paper prints of the chapter made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import pytest

from aimed_desktop.application.values.shapes import Value
from aimed_desktop.document.plan.plan import Grid, Paragraph, PlanBlock
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.read.blocks import read_blocks
from aimed_desktop.document.word.read.package import open_word
from aimed_desktop.document.word.read.places import FieldExtent
from aimed_desktop.document.word.read.text import blocks_in
from aimed_desktop.document.word.take_back import take_back
from tests.core.document.test_word_meaning import application, word_of
from tests.core.document.word_prose import Prose, ProseCell, ProseTable, Shown, make_prose
from tests.libreoffice import to_text

_BULLETS = "•➢■–·"
_CODES = str.maketrans("\uf0b3\uf0a3\uf0e0\uf052\uf0b1\uf0b4\u2011", "≥≤→☑±×-", "\xad")
_SIGNS = {"sup": "^{%s}", "sub": "_{%s}"}


def chapter(prose: Prose) -> list[Value]:
    """The blocks of a chapter that are read of the file."""
    package = open_word(prose.docx)
    shown = [FieldExtent(block) for block in blocks_in(package.body)]
    return cast(list[Value], read_blocks(shown, package, lambda _: "没有图片").entries)


def printed(story: list[Value]) -> Iterator[str]:
    """The lines and cells that the plan of the paper has for it, labels and looks written out."""
    for part in make_plans(application(story))[0].parts:
        for block in getattr(part, "blocks", ()):
            if isinstance(block, Paragraph) and is_ours(block):
                yield line(block)
            elif isinstance(block, Grid) and is_ours(block.rows[0].cells[0].blocks[0]):
                for cell in (cell for row in block.rows for cell in row.cells):
                    yield f"[{cell.span}×{cell.down}]" + line(cell.blocks[0])


def is_ours(block: PlanBlock) -> bool:
    return isinstance(block, Paragraph) and any(run.field == "background" for run in block.runs)


def line(paragraph: PlanBlock) -> str:
    assert isinstance(paragraph, Paragraph)
    runs = (_SIGNS.get(run.look, "%s") % run.text for run in paragraph.runs)
    return squeezed((paragraph.item or "") + "".join(runs))


def squeezed(line: str) -> str:
    """A line without blanks, and with one sign for all bullets."""
    return re.sub(f"^[{_BULLETS}]", "•", re.sub(r"\s", "", line))


def shown(prose: Prose) -> Iterator[str]:
    """What a reader of the Word file sees, by the generator that wrote it."""
    for block in prose.blocks:
        if isinstance(block, ProseTable):
            for cell in block.cells:
                yield f"[{cell.span}×{cell.down}]" + squeezed("".join(map(seen, cell.parts)))
        else:
            yield squeezed((block.label or "") + "".join(map(seen, block.parts)))


def rejoined(lines: Iterable[str], whole: Iterable[str]) -> Iterator[str]:
    """The lines with those together that make one of `whole`: the paper breaks a paragraph at its breaks."""
    rest = iter(lines)
    for text in whole:
        made = next(rest, "")
        while made != text and text.startswith(made) and (more := next(rest, "")):
            made += more
        yield made
    yield from rest


def seen(part: Shown) -> str:
    if part.kind.endswith("note"):
        return f"（注：{part.text}）"
    return f"{part.text}（{part.beside}）" if part.kind == "ruby" else _SIGNS.get(part.kind, "%s") % part.text


def plainly(line: str) -> str:
    """A printed line without its signs of looks, spans and readings."""
    said = re.sub(r"^\[\d×\d\]", "", line)
    return re.sub(r"[\^_]\{(.*?)\}", r"\1", said).replace("（xuè）", "")


@pytest.mark.parametrize("seed", range(10))
def test_the_paper_prints_what_word_shows(seed: int) -> None:
    prose = make_prose(seed, 100)
    expected = list(shown(prose))
    assert list(rejoined(printed(chapter(prose)), expected)) == expected


def test_the_paper_prints_what_libreoffice_shows(tmp_path: Path) -> None:
    """Where LibreOffice knows the formats of the labels; it writes the codes of symbol fonts."""
    prose = make_prose(77, 400, for_libreoffice=True)
    ours = list(rejoined(printed(chapter(prose)), shown(prose)))
    theirs = (squeezed(text.translate(_CODES)) for text in to_text(prose.docx, tmp_path))
    lines = iter([text for text in theirs if text])
    for block in prose.blocks:
        inside = block.cells if isinstance(block, ProseTable) else (block,)
        for one in inside:
            breaks = sum(part.text == "\n" for part in one.parts)
            text, paper = "".join(next(lines) for _ in range(breaks + 1)), plainly(ours.pop(0))
            if isinstance(one, ProseCell) or one.is_like_libreoffice:
                assert text == paper
    assert not ours and next(lines, None) is None


@pytest.mark.parametrize("seed", range(2))
def test_what_was_read_goes_out_and_comes_back(seed: int) -> None:
    app = application(chapter(make_prose(seed, 100)))
    assert take_back(word_of(app), app).changed == ()
