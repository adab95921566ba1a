"""What Word shows of a thousand random paragraphs is what the paper prints of the chapter made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import pytest

from aimed_desktop.application.values.shapes import Value
from aimed_desktop.document.plan.plan import Paragraph
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.read.blocks import read_blocks
from aimed_desktop.document.word.read.package import open_word
from aimed_desktop.document.word.read.places import FieldExtent
from aimed_desktop.document.word.read.text import blocks_in
from aimed_desktop.document.word.take_back import take_back
from tests.core.document.test_word_meaning import application, word_of
from tests.core.document.word_prose import Prose, ProseParagraph, Shown, make_prose

_BULLETS = "•➢■–·"
_SIGNS = {"sup": "^{%s}", "sub": "_{%s}"}


def chapter(prose: Prose) -> list[Value]:
    """The blocks of a chapter that are read of the file."""
    package = open_word(prose.docx)
    shown = [FieldExtent(block) for block in blocks_in(package.body)]
    return cast(list[Value], read_blocks(shown, package, lambda _: "没有图片").entries)


def printed(story: list[Value]) -> Iterator[str]:
    """The lines that the plan of the paper has for it, labels and looks written out."""
    for part in make_plans(application(story))[0].parts:
        paragraphs = [block for block in getattr(part, "blocks", ()) if isinstance(block, Paragraph)]
        for paragraph in paragraphs:
            if any(run.field == "background" for run in paragraph.runs):
                runs = (_SIGNS.get(run.look, "%s") % run.text for run in paragraph.runs)
                yield squeezed((paragraph.item or "") + "".join(runs))


def squeezed(line: str) -> str:
    """A line without blanks, and with one sign for all bullets."""
    return re.sub(f"^[{_BULLETS}]", "•", re.sub(r"\s", "", line))


def shown(paragraph: ProseParagraph) -> str:
    """What a reader of the Word file sees, by the generator that wrote it."""
    return squeezed((paragraph.label or "") + "".join(map(seen, paragraph.parts)))


def seen(part: Shown) -> str:
    if part.kind.endswith("note"):
        return f"（注：{part.text}）"
    return f"{part.text}（{part.beside}）" if part.kind == "ruby" else _SIGNS.get(part.kind, "%s") % part.text


@pytest.mark.parametrize("seed", range(10))
def test_the_paper_prints_what_word_shows(seed: int) -> None:
    prose = make_prose(seed, 100)
    story = chapter(prose)
    assert list(printed(story)) == [shown(paragraph) for paragraph in prose.paragraphs]


@pytest.mark.parametrize("seed", range(2))
def test_what_was_read_goes_out_and_comes_back(seed: int) -> None:
    app = application(chapter(make_prose(seed, 100)))
    assert take_back(word_of(app), app).changed == ()
