"""What a narrative can hold is shown and read back: no shape is lost by being opened or edited beside it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from aimed_desktop.application.values import narrative, narrative_shape
from aimed_desktop.application.values.labels import PATTERNS
from aimed_desktop.application.values.words import LOOKS, Span, of
from tests.ui.narrative.conftest import OpenChapter
from tests.ui.typing import commit
from ui.narrative import list_parts, lists
from ui.narrative.block_reading import read_document, read_spans
from ui.narrative.blocks import patch_document, write_document

TEXT = st.text(st.sampled_from("甲乙 9aµ²、(𠮷\n"), max_size=4)
WORDS = st.lists(st.builds(Span, TEXT, st.sampled_from(("", *LOOKS))), max_size=4).map(of)
LIST_KEYS: dict[str, st.SearchStrategy[Any]] = {
    "numbered": st.booleans(),
    "label": st.sampled_from(PATTERNS),
    "start": st.integers(0, 30),
}


@pytest.fixture(params=[1, 50], ids=["in parts", "whole"], autouse=True)
def part_of_a_list(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_parts, "MOST", request.param)


def items(deepest: int) -> st.SearchStrategy[list[Any]]:
    inner = {"items": items(deepest - 1)} if deepest > 1 else {}
    holder = st.fixed_dictionaries({"text": WORDS}, optional=inner | LIST_KEYS)
    return st.lists(WORDS | holder, min_size=0, max_size=3)


CELL = WORDS | st.fixed_dictionaries(
    {"text": WORDS}, optional={"span": st.integers(1, 3), "down": st.integers(1, 3)}
)
ENTRY = st.one_of(
    st.fixed_dictionaries({"text": WORDS}),
    st.fixed_dictionaries({"heading": WORDS}, optional={"level": st.integers(1, 3)}),
    st.fixed_dictionaries({"items": items(3)}, optional=LIST_KEYS),
    st.fixed_dictionaries(
        {"image": st.just("files/a.png")}, optional={"caption": WORDS, "beside": st.booleans()}
    ),
    st.fixed_dictionaries(
        {"table": st.lists(st.lists(CELL, max_size=3), max_size=3)},
        optional={"caption": WORDS, "header_rows": st.integers(0, 2), "widths": st.just([20, 40, 40])},
    ),
    st.fixed_dictionaries({"formula": WORDS}),
)
NARRATIVES = st.lists(ENTRY, max_size=5).map(narrative_shape.normalise).map(lambda value: value or [])


def document_of(value: Any) -> QTextDocument:
    document = QTextDocument()
    write_document(document, value)
    return document


@pytest.mark.usefixtures("qtbot")
@given(NARRATIVES)
def test_every_narrative_is_read_back_as_it_was_loaded(value: list[dict[str, Any]]) -> None:
    document = document_of(value)
    lists.part_interrupted(document)
    assert read_document(document) == value


@pytest.mark.usefixtures("qtbot")
@given(NARRATIVES)
def test_typing_in_one_paragraph_changes_that_one_alone(value: list[dict[str, Any]]) -> None:
    document = document_of([{"text": "前"}, *value, {"text": "后"}])
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText("字")
    cursor.setPosition(1)
    cursor.insertText("字")
    lists.part_interrupted(document)
    assert read_document(document) == [{"text": "前字"}, *value, {"text": "后字"}]


@pytest.mark.usefixtures("qtbot")
@given(NARRATIVES, NARRATIVES)
def test_every_narrative_becomes_every_other(
    before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> None:
    document = document_of(before)
    patch_document(document, after)
    assert read_document(document) == after


@pytest.mark.usefixtures("qtbot")
@given(NARRATIVES)
def test_what_words_can_say_is_shown_as_words(value: list[dict[str, Any]]) -> None:
    for span in read_spans(document_of(value)):
        if span.entry.keys() & {"text", "heading"} and narrative.plain_text([span.entry]):
            text = document_of([span.entry]).toPlainText()
            assert "\ufffc" not in text


def test_a_chapter_with_looks_and_labels_keeps_them_while_another_paragraph_is_written(
    open_chapter: OpenChapter,
) -> None:
    value: list[dict[str, Any]] = [
        {"text": "前"},
        {"text": ["低于100×10", {"sup": "9"}, "/L，", {"bold": "慎用"}]},
        {"items": ["甲", {"text": ["CO", {"sub": "2"}], "items": ["丙"]}], "label": "（{一}）", "start": 3},
        {"table": [[{"text": "指标", "span": 2}], ["前", ["10", {"sup": "9"}]]], "header_rows": 1},
    ]
    chapter = open_chapter(json.loads(json.dumps(value)))
    chapter.put_cursor(0, 1)
    commit(chapter.editor, "新")
    assert chapter.value == [{"text": "前新"}, *value[1:]]
