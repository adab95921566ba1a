"""Nothing of a Word file is lost in silence: words come out, or a note names their place."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest
from lxml import etree

from aimed_desktop.document.word.read.known_markup import HARMLESS, READ, TOLD
from aimed_desktop.document.word.take_back import take_back
from tests.core.document.test_word_meaning import application, word_of
from tests.core.document.word_edits import controls, edited, markup
from tests.core.document.word_names import HOLDING_WORDS, OTHERS, RUN_PROPERTIES
from tests.word_file import W

MARKER = "标记词"
_RUN = f"<w:r><w:t>{MARKER}</w:t></w:r>"


class Taken(NamedTuple):
    new: str
    notes: tuple[str, ...]


APP = application([{"text": "旧"}])
WORD = word_of(APP)


def taken(*paragraphs: str) -> Taken:
    """The words, and the notes, of a chapter with these paragraphs."""

    def write(root: etree._Element) -> None:
        content = controls(root, "background")[0].find(W + "sdtContent")
        assert content is not None
        content.extend(markup(f"<w:p>{inside}</w:p>") for inside in paragraphs)

    changes = take_back(edited(WORD, write), APP).changed
    new: Any = [change.new for change in changes]
    return Taken(json.dumps(new, ensure_ascii=False), tuple(n for change in changes for n in change.notes))


def came_out(found: Taken, words: str) -> bool:
    return words in found.new or any(words in note and note.startswith("第") for note in found.notes)


@pytest.mark.parametrize("name", HOLDING_WORDS)
def test_words_inside_every_element_come_out_or_are_told(name: str) -> None:
    found = taken(f"<w:r><w:t>前</w:t></w:r><w:{name}>{_RUN}</w:{name}>")
    assert came_out(found, MARKER)


def test_words_beside_every_element_and_under_every_property_come_out_or_are_told() -> None:
    beside = [f"<w:r><w:{name}/><w:t>{name}{MARKER}</w:t></w:r>" for name in OTHERS]
    under = [
        f"<w:r><w:rPr><w:{name} w:val='1'/></w:rPr><w:t>{name}{MARKER}</w:t></w:r>" for name in RUN_PROPERTIES
    ]
    found = taken(*beside, *under)
    silent = [name for name in (*OTHERS, *RUN_PROPERTIES) if not came_out(found, f"{name}{MARKER}"[:23])]
    assert [name for name in silent if name not in ("caps", "smallCaps")] == []
    assert f"CAPS{MARKER}" in found.new and f"SMALLCAPS{MARKER}" in found.new


def test_every_name_of_the_schema_is_read_or_passed_over_for_a_reason_or_told() -> None:
    lists = [set(READ), set(HARMLESS), set(TOLD)]
    assert {*HOLDING_WORDS, *OTHERS, *RUN_PROPERTIES} - set().union(*lists) == set()
    assert all(not one & other for at, one in enumerate(lists) for other in lists[at + 1 :])


@pytest.mark.parametrize("name", sorted(TOLD))
def test_what_cannot_be_taken_is_told_at_its_place(name: str) -> None:
    in_run = f"<w:r><w:rPr><w:{name} w:val='dot' w:combine='1'/></w:rPr><w:t>甲</w:t></w:r>"
    found = taken("<w:r><w:t>一</w:t></w:r>", in_run)
    assert any(note.startswith("第3段：") for note in found.notes)


@pytest.mark.parametrize("element", ["<w:newer/>", "<x:newer xmlns:x='urn:x'/>"])
def test_markup_that_nobody_knows_is_told_by_its_name(element: str) -> None:
    assert taken(f"<w:r><w:t>甲</w:t>{element}</w:r>").notes == (
        "第2段：不认识的内容“newer”没能取回，请对照原稿。",
    )


def test_another_file_in_the_text_is_told() -> None:
    def write(root: etree._Element) -> None:
        content = controls(root, "background")[0].find(W + "sdtContent")
        assert content is not None
        content.append(markup("<w:altChunk></w:altChunk>"))
        content.append(markup("<w:p><w:r><w:t>新</w:t></w:r></w:p>"))

    (change,) = take_back(edited(WORD, write), APP).changed
    assert change.notes[0].startswith("第2段：插入的另一个文件没有取回")
