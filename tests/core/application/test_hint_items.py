"""The points of a hint are its own words, in its order, without the words around them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aimed_desktop.application.life.hint_items import hint_items
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.library import default_library

HINTS = {
    "包括立项的背景、意义和进展情况。可图文并茂。": ("立项的背景", "意义和进展情况"),
    "包括但不限于需求分析、技术研发、应用优化及数据安全防护等方面切实可行的解决方案。": (
        "需求分析",
        "技术研发",
        "应用优化及数据安全防护",
    ),
    "（包括国家网信办模型（算法）备案、省委网信办登记等相关情况）": (
        "国家网信办模型（算法）备案",
        "省委网信办登记",
    ),
    "（自筹、财政资金或其他，请详细介绍。研发资金组成，包括开发费用、测试费用）": (
        "自筹、财政资金或其他",
        "研发资金组成",
        "开发费用",
        "测试费用",
    ),
    "（限300字以内，明确已落地机构/场景、临床验证效果、运行时长，需附佐证材料。）": (
        "已落地机构/场景",
        "临床验证效果",
        "运行时长",
        "需附佐证材料",
    ),
    "攻关团队、产学研用情况（如参与单位工作基础、支撑能力等）、协同创新能力。": (
        "攻关团队",
        "产学研用情况（如参与单位工作基础、支撑能力等）",
        "协同创新能力",
    ),
    "在人工智能领域技术水平等。": ("在人工智能领域技术水平",),
    "名称应当明确为某类器械的数据库、临床试验中心。": ("名称应当明确为某类器械的数据库、临床试验中心",),
    "（300字以内）": (),
}


@pytest.mark.parametrize(("hint", "points"), HINTS.items())
def test_a_hint_is_split_into_its_points(hint: str, points: tuple[str, ...]) -> None:
    assert hint_items(hint) == points


def test_every_point_of_every_shipped_form_stands_in_its_hint_in_that_order() -> None:
    library = default_library(None)
    hints = [
        field.hint
        for entry in library.listing(all_=True)
        for field in _fields(library.form(entry.id).fields)
        if field.hint and field.is_long
    ]
    assert len(hints) > 50
    for hint in hints:
        place = 0
        for point in hint_items(hint):
            found = hint.find(point, place)
            assert found >= 0, (hint, point)
            place = found + len(point)
            assert len(point) > 1
            assert point[-1] not in "等、，。", (hint, point)


def _fields(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _fields(field.fields)
