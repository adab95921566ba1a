"""What the paper shows otherwise is a change, and what it does not show is none."""

from __future__ import annotations

from typing import Any

import pytest

from aimed_desktop.application.checks.same_print import layout_changes, print_mark, prints_same
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType

CHAPTER = Field("background", "背景", FieldType.NARRATIVE)
TABLE: dict[str, Any] = {"table": [["指标", "前"], ["时间", "30"]], "caption": "对比"}
FIGURES: list[Any] = [{"image": "files/a.png"}, {"image": "files/b.png"}]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ([TABLE], [TABLE | {"widths": [20, 80]}], ("列宽",)),
        ([TABLE | {"widths": [20, 80]}], [TABLE | {"widths": [30, 70], "header_rows": 2}], ("列宽", "表头")),
        ([TABLE], [TABLE | {"header_rows": 0}], ("表头",)),
        (FIGURES, [FIGURES[0], FIGURES[1] | {"beside": True}], ("并排",)),
    ],
)
def test_a_layout_that_prints_otherwise_is_a_change_told_by_its_name(
    first: list[Any], second: list[Any], told: tuple[str, ...]
) -> None:
    assert not prints_same(CHAPTER, first, second)
    assert layout_changes(first, second) == layout_changes(second, first) == told


def test_a_layout_that_prints_the_same_is_none() -> None:
    alike = [
        [TABLE],
        [TABLE | {"header_rows": 1}],
        [TABLE | {"widths": [50, 50]}],
        [TABLE | {"widths": [1, 1], "header_rows": 1}],
    ]
    assert len({print_mark(CHAPTER, value) for value in alike}) == 1
    assert print_mark(CHAPTER, [TABLE | {"widths": [1, 2]}]) == print_mark(
        CHAPTER, [TABLE | {"widths": [10, 20]}]
    )


def test_where_words_differ_nothing_is_said_of_the_layout() -> None:
    assert layout_changes([TABLE], [TABLE | {"caption": "比较", "widths": [1, 2]}]) == ()


def test_the_mark_of_a_chapter_that_was_given_out_before_is_known_again() -> None:
    assert print_mark(CHAPTER, [TABLE, {"text": "甲"}, FIGURES[0]]) == "0fec17cc4ecc"


def test_a_layout_is_told_where_two_lists_came_back_as_one() -> None:
    parted = [{"items": ["甲"], "numbered": True}, {"items": ["乙"], "numbered": True, "start": 2}]
    joined = [{"items": ["甲", "乙"], "numbered": True}]
    assert layout_changes([*parted, TABLE], [*joined, TABLE | {"widths": [70, 30]}]) == ("列宽",)
