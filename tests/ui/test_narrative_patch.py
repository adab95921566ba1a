"""A changed narrative is shown by touching only what differs."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from ui.narrative.block_reading import read_document
from ui.narrative.blocks import patch_document, write_document

ENTRIES: list[dict[str, Any]] = [
    {"text": "第一段"},
    {"text": "第二段"},
    {"heading": "小标题", "level": 1},
    {"items": ["甲", "乙"], "numbered": True},
    {"items": ["丙"], "numbered": False},
    {"image": "files/ct.png", "caption": "现场"},
]
NARRATIVES = st.lists(st.sampled_from(ENTRIES), max_size=6).filter(
    lambda entries: all(not ("items" in a and "items" in b) for a, b in itertools.pairwise(entries))
)


@pytest.mark.usefixtures("qtbot")
@given(NARRATIVES, NARRATIVES)
def test_any_narrative_becomes_any_other(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    document = QTextDocument()
    write_document(document, before)
    patch_document(document, after)
    assert read_document(document) == after


def test_the_cursor_stays_in_the_paragraph_that_nobody_touched(qtbot: QtBot) -> None:
    document = QTextDocument()
    paragraphs = [{"text": f"第{number}段"} for number in range(5)]
    write_document(document, paragraphs)
    cursor = QTextCursor(document.findBlockByNumber(3))
    cursor.movePosition(QTextCursor.MoveOperation.Right, n=2)
    patch_document(document, [{"text": "新的第一段"}, {"text": "又一段"}, *paragraphs[1:]])
    assert (cursor.block().text(), cursor.positionInBlock()) == ("第3段", 2)
