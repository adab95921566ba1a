"""Two people go on with one application: what both have done is merged, or both are asked about."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.editing.joined_texts import can_join, joined
from aimed_desktop.application.editing.merging import Conflict, Merged, choose, merge
from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.definition.library import default_library
from tests.core.application.inline_forms import form_of
from tests.core.application.two_hands import Hand, words_in, words_of

LIBRARY = default_library(None)
FORM = form_of(
    """
    name: {label: 场景名称, type: text}
    story: {label: 背景, type: narrative}
    goals: {label: 目标, type: choices, options: [提质, 增效, 减负]}
    place:
      label: 地址
      type: group
      carried: true
      fields: {city: {label: 市, type: text}, road: {label: 路, type: text}}
    people:
      label: 人员
      type: rows
      carried: true
      fields:
        name: {label: 姓名, type: text}
        duty: {label: 分工, type: text}
        phone: {label: 电话, type: text}
    """
)
ZHANG = {"name": "张三", "duty": "负责", "phone": "1"}
LI = {"name": "李四", "duty": "研发", "phone": "2"}
WANG = {"name": "王五", "duty": "测试", "phone": "3"}


def merged(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> Merged:
    return merge(*(Application(FORM, values) for values in (base, mine, theirs)))


def test_what_either_has_changed_alone_is_there() -> None:
    found = merged(
        {"name": "旧", "place": {"city": "武汉"}},
        {"name": "新", "place": {"city": "武汉"}},
        {"name": "旧", "place": {"city": "武汉", "road": "中山路"}, "story": [{"text": "背景"}]},
    )
    assert found.values == {
        "name": "新", "place": {"city": "武汉", "road": "中山路"}, "story": [{"text": "背景"}]
    }  # fmt: skip
    assert (found.conflicts, found.kept) == ((), ())


def test_where_both_have_changed_a_value_mine_stays_and_both_are_told_until_one_is_chosen() -> None:
    found = merged({"name": "旧"}, {"name": "我的"}, {"name": "你的"})
    assert found.values == {"name": "我的"}
    assert found.conflicts == (Conflict("name", "我的", "你的"),)
    app = Application(FORM, found.values)
    choose(app, [each.by_theirs for each in found.conflicts])
    assert app.get("name") == "你的"
    assert merged({"name": "旧"}, {"name": "同"}, {"name": "同"}).conflicts == ()


def test_two_versions_of_a_long_text_can_be_joined_paragraph_by_paragraph() -> None:
    text = [{"text": word} for word in ("开头", "结尾")]
    mine, theirs = (
        [text[0], {"text": "我的"}, text[1]],
        [text[0], {"text": "你的"}, text[1], {"image": "甲.png"}],
    )
    found = merged({"story": text}, {"story": mine}, {"story": theirs})
    (conflict,) = found.conflicts
    field = FORM.field("story")
    assert can_join(field, conflict.mine, conflict.theirs)
    assert joined(conflict.mine, conflict.theirs) == [
        text[0], {"text": "我的"}, {"text": "你的"}, text[1], {"image": "甲.png"}
    ]  # fmt: skip
    assert joined("一\n二", "一\n三\n二") == "一\n三\n二"
    assert not can_join(FORM.field("name"), "甲", "乙") and not can_join(field, [], "乙")


def test_a_blank_of_theirs_never_takes_the_place_of_a_value_and_is_told() -> None:
    base = {"name": "名称", "place": {"city": "武汉"}, "people": [ZHANG, LI]}
    found = merged(base, base, {"people": [LI]})
    assert found.values == base
    assert set(found.kept) == {"name", "place.city", "people.0"}
    assert merged(base, {**base, "name": "改了"}, {}).values["name"] == "改了"


def test_what_i_have_emptied_stays_empty_unless_they_went_on_with_it() -> None:
    base = {"name": "名称", "people": [ZHANG, LI]}
    assert merged(base, {"people": [LI]}, base).values == {"people": [LI]}
    theirs = {"name": "新名称", "people": [{**ZHANG, "phone": "137"}, LI]}
    found = merged(base, {"people": [LI]}, theirs)
    assert found.values == theirs and found.conflicts == ()


def test_rows_are_followed_when_others_come_go_move_and_change() -> None:
    zhao, qian = ({"name": name, "duty": "护理", "phone": "9"} for name in ("赵六", "钱七"))
    mine = [zhao, {**ZHANG, "phone": "139"}, LI, WANG]
    theirs = [WANG, ZHANG, {**LI, "duty": "研发负责"}, qian]
    found = merged({"people": [ZHANG, LI, WANG]}, {"people": mine}, {"people": theirs})
    assert found.values["people"] == [
        zhao, {**ZHANG, "phone": "139"}, {**LI, "duty": "研发负责"}, qian, WANG
    ]  # fmt: skip
    assert (found.conflicts, found.kept) == ((), ())


def test_a_cell_that_both_have_changed_is_named_by_its_row_in_the_merged_table() -> None:
    mine = {"people": [WANG, {**ZHANG, "phone": "139"}]}
    theirs = {"people": [{**ZHANG, "phone": "137"}, LI]}
    found = merged({"people": [ZHANG]}, mine, theirs)
    assert found.conflicts == (Conflict("people.1.phone", "139", "137"),)
    app = Application(FORM, found.values)
    choose(app, [each.by_theirs for each in found.conflicts])
    assert app.get("people") == [WANG, {**ZHANG, "phone": "137"}, LI]


def test_two_people_typed_into_the_same_blank_row_get_a_row_each() -> None:
    found = merged({"people": [{}, {}]}, {"people": [ZHANG, {}]}, {"people": [LI, {}]})
    assert found.values == {"people": [ZHANG, LI]}
    assert found.conflicts == ()


def test_the_same_row_typed_by_both_stands_once() -> None:
    found = merged({}, {"people": [ZHANG]}, {"people": [ZHANG, LI]})
    assert found.values["people"] == [ZHANG, LI]


def test_materials_of_both_are_there_and_two_ends_of_validity_are_asked_about() -> None:
    licence, photo, letter = (MaterialFile("licence", f"files/{name}.pdf") for name in "证照函")
    base, mine, theirs = (Application(FORM, materials=entries) for entries in (
        (licence,),
        (MaterialFile("licence", licence.file, "2027-01-01"), photo),
        (letter, MaterialFile("licence", licence.file, "2028-01-01")),
    ))  # fmt: skip
    found = merge(base, mine, theirs)
    assert found.materials == (*mine.materials, letter)
    assert found.conflicts == (Conflict("materials.0.valid_until", "2027-01-01", "2028-01-01"),)
    app = Application(FORM, materials=found.materials)
    choose(app, [each.by_theirs for each in found.conflicts])
    assert app.materials[0].valid_until == "2028-01-01"
    assert merge(mine, mine, base).kept == ("materials.0.valid_until", "materials.licence")


def test_notes_beside_the_values_come_from_both() -> None:
    base, mine, theirs = (Application(FORM, extra=extra) for extra in (
        {"form_version": 1, "desk": {"ways": {"0": "亲笔"}}},
        {"form_version": 1, "desk": {"ways": {"0": "亲笔", "1": "代签"}}},
        {"form_version": 2, "desk": {"ways": {"0": "签名章"}, "joint": ["甲"]}},
    ))  # fmt: skip
    expected = {"form_version": 1, "desk": {"ways": {"0": "签名章", "1": "代签"}, "joint": ["甲"]}}
    assert merge(base, mine, theirs).extra == expected


def test_without_a_common_state_blanks_are_filled_and_all_that_differs_is_asked_about() -> None:
    mine, theirs = (
        Application(FORM, values) for values in ({"name": "甲"}, {"name": "乙", "place": {"city": "沪"}})
    )
    found = merge(None, mine, theirs)
    assert found.values == {"name": "甲", "place": {"city": "沪"}}
    assert found.conflicts == (Conflict("name", "甲", "乙"),)


@cache
def _begun(form: str) -> Application:
    return begin(LIBRARY, form, example=True)


@pytest.mark.parametrize("form", ["demo", "wuhan-2026-1", "wuhan-2026-4", "wuxi-2026"])
def test_no_word_is_lost_in_fifty_random_cases_of_two_people(form: str) -> None:
    asked = 0
    for seed in range(50):
        base = _begun(form).snapshot()
        Hand("前", seed).edit(base, 6)
        mine, theirs = base.snapshot(), base.snapshot()
        Hand("我", seed).edit(mine, 12)
        Hand("你", seed).edit(theirs, 12)
        found = merge(base, mine, theirs)
        there = words_of(Application(base.form, found.values, found.materials))
        told = {word for each in found.conflicts for word in words_in([each.mine, each.theirs])}
        typed = (words_of(mine) | words_of(theirs)) - words_of(base)
        assert typed <= there | told, seed
        assert words_of(mine) - words_of(base) <= there, "without a choice, all of mine"
        app = Application(base.form, found.values, found.materials)
        choose(app, [each.by_theirs for each in found.conflicts])
        assert words_of(theirs) - words_of(base) <= words_of(app), "by the other choice, all of theirs"
        assert merge(base, mine, base).values == mine.values
        assert merge(base, mine, mine).values == mine.values
        assert words_of(theirs) <= words_of(_of(merge(base, base, theirs), base))
        asked += len(found.conflicts)
    assert asked > 10


def _of(found: Merged, base: Application) -> Application:
    return Application(base.form, found.values, found.materials)
