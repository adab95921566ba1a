"""A narrative is read as blocks, whatever shape it was written in."""

from __future__ import annotations

from aimed_desktop.application.values import narrative
from aimed_desktop.application.values.narrative import (
    HeadingBlock,
    ImageBlock,
    ListBlock,
    TableBlock,
    TextBlock,
)

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
        ListBlock(("甲", "乙"), True),
        ImageBlock("files/ct.jpg", "部署现场", 120),
        TableBlock((("指标", "前"), ("时间", "")), "对比"),
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
    assert narrative.problem(value) == "narrative_block"
    assert narrative.problem([{"text": "一", "image": "a.png"}]) == "narrative_block"
    assert narrative.problem([{"image": ""}]) == "narrative_block"
