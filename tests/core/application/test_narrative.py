"""A narrative is read as blocks, whatever shape it was written in."""

from __future__ import annotations

from typing import Any

import pytest

from aimed_desktop.application.values import narrative, narrative_shape
from aimed_desktop.application.values.narrative import (
    HeadingBlock,
    ImageBlock,
    ListBlock,
    ListItem,
    TableBlock,
    TextBlock,
)
from aimed_desktop.application.values.narrative_table import TableCell

WRITTEN = [
    {"text": "\u3000\u3000第一段……\n第二段"},
    {"heading": "小标题", "level": "2"},
    {"items": ["甲", "", "乙"], "numbered": True},
    {"image": "files/ct.jpg", "caption": "部署现场", "width_mm": 120},
    {"table": [["指标", "前"], ["时间"]], "caption": "对比"},
    {"text": " "},
]


def test_blocks_come_in_order_with_clean_texts() -> None:
    assert narrative.blocks(WRITTEN) == (
        TextBlock("第一段……"),
        TextBlock("第二段"),
        HeadingBlock("小标题", 2),
        ListBlock((ListItem("甲", 1, "{1}."), ListItem("乙", 2, "{1}."))),
        ImageBlock("files/ct.jpg", "部署现场", 120),
        TableBlock(
            (TableCell("指标", 0, 0), TableCell("前", 0, 1), TableCell("时间", 1, 0), TableCell("", 1, 1)),
            rows=2,
            columns=2,
            title="对比",
        ),
    )


def test_a_bare_text_is_one_paragraph_a_line() -> None:
    assert narrative.blocks("一\r\n\n二") == (TextBlock("一"), TextBlock("二"))


def test_captions_and_cells_are_part_of_the_text_and_of_its_count() -> None:
    assert narrative.plain_text(WRITTEN) == (
        "第一段……\n第二段\n小标题\n甲\n乙\n部署现场\n指标\n前\n时间\n\n对比"
    )
    assert narrative.count(WRITTEN).words == 5 + 3 + 3 + 2 + 4 + 2 + 1 + 2 + 2


def test_an_impossible_width_is_left_to_the_layout() -> None:
    for width in ("wide", 0, -5, 1e9, None, [1]):
        assert narrative.blocks([{"image": "a.png", "width_mm": width}]) == (ImageBlock("a.png"),)


def test_what_is_no_block_is_passed_over_but_told() -> None:
    value = [{"formula": "x²"}, {"text": "一"}]
    assert narrative.blocks(value) == (TextBlock("一"),)
    assert narrative_shape.problem(value) == "narrative_block"
    assert narrative_shape.problem([{"text": "一", "image": "a.png"}]) == "narrative_block"
    assert narrative_shape.problem([{"image": ""}]) == "narrative_block"


RICH: list[dict[str, Any]] = [
    {"text": ["低于100×10", {"sup": "9"}, "/L\n第二行"]},
    {
        "items": ["甲", {"text": "乙", "items": [{"text": "丙", "items": ["丁"]}]}, "戊"],
        "numbered": True,
        "label": "（{一}）",
        "start": "3",
    },
    {
        "table": [
            [{"text": "指标", "down": 2}, {"text": ["CO", {"sub": "2"}], "span": 2}],
            ["前", "后"],
            ["x"],
        ],
        "header_rows": 2,
        "widths": [20, 40, 40],
        "caption": [{"bold": "对比"}],
    },
]


def test_looks_go_along_and_are_counted_and_read_as_plain_words() -> None:
    assert narrative.blocks(RICH)[:2] == (
        TextBlock(["低于100×10", {"sup": "9"}, "/L"]),
        TextBlock("第二行"),
    )
    assert narrative.plain_text(RICH).startswith("低于100×109/L\n第二行\n甲\n乙\n丙\n丁\n戊\n指标\nCO2")
    assert narrative_shape.problem(RICH) is None
    clean = narrative_shape.normalise(RICH)
    assert clean[0] == RICH[0] and clean[1]["start"] == 3
    assert narrative_shape.normalise(clean) == clean
    assert narrative.blocks(clean) == narrative.blocks(RICH)


def test_items_nest_and_keep_the_labels_of_their_author() -> None:
    (block,) = narrative.blocks(RICH[1:2])
    assert isinstance(block, ListBlock)
    assert [(item.mark, item.text, item.depth) for item in block.entries] == [
        ("（三）", "甲", 0),
        ("（四）", "乙", 0),
        ("（1）", "丙", 1),
        ("①", "丁", 2),
        ("（五）", "戊", 0),
    ]


def test_an_empty_cell_that_spans_stays_empty_words() -> None:
    value = [{"table": [[{"text": "", "span": 2}, "甲"]]}, {"items": [{"text": "", "items": ["乙"]}]}]
    assert narrative_shape.normalise(value) == value
    assert narrative_shape.problem(narrative_shape.normalise(value)) is None


def test_the_cells_of_a_table_cover_it_whole() -> None:
    (block,) = narrative.blocks(RICH[2:])
    assert isinstance(block, TableBlock)
    assert (block.rows, block.columns, block.header_rows, block.widths) == (3, 3, 2, (20.0, 40.0, 40.0))
    assert block.cells[:2] == (
        TableCell("指标", 0, 0, 1, 2),
        TableCell(["CO", {"sub": "2"}], 0, 1, 2, 1),
    )
    assert block.table == (("指标", "CO2", ""), ("", "前", "后"), ("x", "", ""))


@pytest.mark.parametrize(
    "entry",
    [
        {"text": ["a", {"raised": "2"}]},
        {"items": [["a", 2]]},
        {"items": ["甲"], "label": "第{x}条"},
        {"items": [{"text": "一", "items": [{"text": "二", "items": [{"text": "三", "items": ["四"]}]}]}]},
        {"table": [["10", {"sup": "9"}]]},
        {"table": [["a"]], "widths": ["wide"]},
    ],
)
def test_a_shape_that_nobody_writes_is_told(entry: dict[str, Any]) -> None:
    assert narrative_shape.problem([entry]) == "narrative_block"


@pytest.mark.parametrize(("value", "plain"), [(WRITTEN, True), ("一\n二", True), (RICH, False)])
def test_what_the_first_format_of_files_knows_is_plain(value: Any, plain: bool) -> None:
    assert narrative_shape.is_plain(value) is plain
    for entry in RICH:
        assert not narrative_shape.is_plain([entry])


def test_a_cell_that_spans_and_an_item_that_holds_others_may_be_without_words() -> None:
    value: list[Any] = [
        {"table": [[{"text": "", "span": 2}], ["甲", {"text": None}]]},
        {"items": [{"text": " ", "items": ["乙"]}], "numbered": True},
    ]
    normalised = narrative_shape.normalise(value)
    assert narrative_shape.problem(normalised) is None
    assert narrative.plain_text(normalised).split() == ["甲", "乙"]
