"""Every kind of mistake in a definition is told with its line, in words an author understands."""

from __future__ import annotations

import pytest

from tests.core.definition.definitions import SOUND, broken, form_of, line_of, problems_of

TABLE_ROW = "            - [人数, {field: staff}, 是否涉密, {field: secret}]"
STORY = "story: {label: （一）背景。, type: narrative}"


def test_the_sound_form_has_no_problem() -> None:
    assert problems_of(SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("label: 人数, type: integer", "lable: 人数, type: integer", "没有“lable”这一项。是不是“label”？"),
        ("type: integer", "type: intger", "类型“intger”不存在。是不是“integer”？"),
        ("label: 人数, type: integer", "label: 人数", "缺少 type"),
        ("type: integer", "type: integer, options: [甲]", "类型是 integer（整数），不能写“options”"),
        ("  staff: {", "  Staff: {", "栏目编号“Staff”应由小写英文字母"),
        ("  staff: {", "  others: {", "“others”另有用途"),
        ("type: integer", "type: integer, due: true", "不能写“due”（只用于 date（日期）"),
        ("type: decimal}", "type: date, due: true}", "在别的栏目里，不能写“due”"),
        ("type: integer", "type: integer, required: maybe", "应写 true（是）或 false（否）"),
        ("type: integer", "type: integer, profile: unit.employes", "是不是“unit.employees”？"),
        ("type: integer", "type: integer, when: filled(stafff)", "没有编号为“stafff”的栏目"),
        ("type: narrative", "type: narrative, limit: 很多字", "请写成“300字以内”或“100字左右”"),
        ("options: [甲, {label: 乙, blank: decimal}]", "max: 1", "应写出“options”"),
        ("[甲, {label: 乙, blank: decimal}]", "[甲, 甲]", "选项“甲”写了两次"),
        ("{label: 乙, blank: decimal}", "{label: 乙, unit: TB}", "还应写 blank"),
        ("{label: 乙, blank: decimal}", "{label: 乙, blanc: decimal}", "是不是“blank”？"),
        ("{label: 乙, blank: decimal}", "{label: 乙, note_printed: false}", "还应写 note"),
        ("{field: unit_name}", "{field: unit_nam}", "没有编号为“unit_nam”的栏目。是不是“unit_name”？"),
        ("{field: unit_name}", "{field: cases}", "请用 repeat 的行写出它的每一列"),
        ("{field: unit_name}", "{field: cases.name}", "只能放在 repeat: cases 的行里"),
        ("{field: unit_name}", "{text: x, field: unit_name}", "几样内容请写成列表"),
        ("{field: unit_name}", "{span: 1}", "单元格里应写"),
        ("{field: unit_name}", '"{nobody}"', "没有编号为“nobody”的栏目"),
        ("{field: unit_name}", '"{unit_name"', "花括号"),
        ("{field: unit_name}", '"{story}"', "不能放在一句话里"),
        ("[单位名称,", '["第{n}项",', "{n} 只能用在 repeat 的行里"),
        ("[类型, {field: kind, span: 3}]", "[类型, {field: kind, span: 2}]", "共占 3 列，应占 4 列"),
        ("[类型, {field: kind, span: 3}]", "[{text: 类型, down: 2}, {field: kind, span: 3}]", "down 超出"),
        ("[类型, {field: kind, span: 3}]", "类型", "表格的一行应写成"),
        ("span: 3", "span: 三", "应是不小于 1 的整数"),
        ("repeat: cases", "repeat: case", "没有编号为“case”的栏目。是不是“cases”？"),
        ("repeat: cases", "repeat: staff", "“staff”不是"),
        ("[1, 1, 1, 1]", "[1, 1, 1, 零]", "列宽"),
        (
            "- narrative: story",
            "- {heading: 附件材料, materials_follow: true}\n      - narrative: story",
            "下一部分要另起一页",
        ),
        (
            "- narrative: story",
            "- {heading: 一, materials_follow: true}\n      - {narrative: story, new_page: true, "
            "materials_follow: true}",
            "只写一处",
        ),
        ("{id: licence, ", "{id: licence, joint: 承诺书, ", "没有“承诺书”"),
        ("- narrative: story", "- narative: story", "是不是“narrative”？"),
        ("- narrative: story", "- narrative: staff", "不是正文"),
        ("- narrative: story", "- {narrative: story, heading: x}", "中的一项"),
        ("{field: unit_name}", "{names: {fields: [unit_nam]}}", "没有编号为“unit_nam”的栏目"),
        ("{field: unit_name}", "{names: {fields: [cases]}}", "多行栏目请写到列"),
        ("{field: unit_name}", "{names: {after: 章}}", "缺少 fields"),
        ("{field: unit_name}", "{names: {fields: [unit_name], blanc: x}}", "是不是“blank”？"),
        ("{field: unit_name}", "[{sign: 签字, signers: unit_name}]", "应是多行栏目里的姓名"),
        ("{field: unit_name}", "[{stamp: 盖章, signers: cases.name}]", "只有 sign（签名）可以写 signers"),
        ("{field: unit_name}", '"{unit_nam|XX单位}"', "没有编号为“unit_nam”的栏目"),
        ("- narrative: story", "- signature: {inline: true, places: [{field: story}]}", "应写 sign（签名）"),
        (
            "type: integer",
            "type: integer, common: staff",
            "写了 common（取自申报件），申报表应写 kind: summary",
        ),
        (
            "    type: rows\n",
            "    type: rows\n    rows: {from: [f-1], columns: {name: name}}\n",
            "写了 rows（取自申报件），申报表应写 kind: summary",
        ),
        ("- narrative: story", "- names: 申报单位", "应写成“名称: 内容”"),
        ("- narrative: story", "- {narrative: story, each: kind}", "没有按“kind”的选项分别填写的栏目组"),
        ("id: licence, title", "id: licence, tittle", "是不是“title”？"),
        ("{id: licence, title: 法人证书}", "{id: licence, title: a, required: filled(x)}", "“x”"),
        ("id: r,", "id: required,", "不与内置检查同名"),
        ("at: staff", "at: stuff", "没有编号为“stuff”的栏目。是不是“staff”？"),
        ("when: staff > 3", "when: unit_name > 3", "两边不是一类"),
        ("when: staff > 3, ", "", "缺少“when”"),
        ("message: 人太多", "message: 人太多, severity: fatal", "不能是“fatal”"),
        ("unit_name: unit_name", "unit_name: unit", "没有编号为“unit”的栏目"),
        ("apply_date: apply_date", "apply_date: unit_name", "应是date（日期）栏目的编号"),
        ("form: f", "form: g", "编号“g”应与文件名“f.yaml”相同"),
        ("title: 申报书\nunit_name", "tilte: 申报书\nunit_name", "是不是“title”？"),
        ("title: 申报书\nunit_name", "kind: table\ntitle: 申报书\nunit_name", "不能是“table”"),
        ("title: 申报书\nunit_name", "subject: '{nobody}'\ntitle: 申报书\nunit_name", "“nobody”"),
        ("form: f", "routes: [{route: city}]\nform: f", "缺少“when”"),
        ("form: f", "routes: [{route: city, when: filled(x)}]\nform: f", "没有编号为“x”的栏目"),
        ("form: f", "routes: [{rute: city, when: secret}]\nform: f", "没有“rute”这一项。是不是“route”？"),
        ("when: staff > 3", "when: any(others.unit_nam = unit_name)", "others 只能写"),
        ("when: staff > 3", "when: any(others.staff = staff)", "others 只能写"),
        ("when: staff > 3", "when: blank(stafff)", "没有编号为“stafff”的栏目"),
        ("- narrative: story", "- narrative: {field: story, level: 5}", "不能是“5”"),
        ("- narrative: story", "- narrative: {level: 1}", "narrative 后应写正文栏目的编号"),
    ],
)
def test_a_mistake_is_told_at_its_line(old: str, new: str, words: str) -> None:
    found = broken(old, new)
    here = [problem for problem in found if words in problem]
    assert here, found
    lines = range(line_of(old), line_of(old) + new.count("\n") + 2)
    assert int(here[0].split(":")[0]) in lines, here


def test_a_field_that_no_document_prints_must_say_so() -> None:
    found = broken("      - narrative: story\n", "")
    assert found == [
        f"{line_of(STORY)}: 栏目“story”没有放进任何文书："
        "请在 documents 里放进它的格子；本来就不打印的，请写 carried: true。"
    ]
    carried = SOUND.replace("type: narrative", "type: narrative, carried: true")
    assert any("文书里却放了它" in problem for problem in problems_of(carried))
    form_of(carried.replace("      - narrative: story\n", ""))


def test_all_problems_of_a_file_are_told_at_once() -> None:
    source = (
        SOUND.replace("type: integer", "type: intger")
        .replace("span: 3", "span: 2")
        .replace("at: staff", "at: x")
    )
    assert len(problems_of(source)) == 3


def test_an_id_standing_twice_is_told_with_both_lines() -> None:
    line = line_of("  staff:")
    found = broken("  staff: {", "  staff: {label: a, type: text}\n  staff: {")
    assert found == [f"{line + 1}: “staff”写了两次（上一次在第 {line} 行），请只保留一个。", *found[1:]]


def test_a_path_of_more_than_64_characters_is_refused() -> None:
    long = "x" * 57
    source = SOUND.replace("      name: {", f"      {long}: {{").replace(
        "{field: name}", f"{{field: {long}}}"
    )
    assert any("太长" in problem for problem in problems_of(source))
    assert not problems_of(source.replace(long, long[:-3]))


def test_materials_and_rules_standing_twice_are_told() -> None:
    assert any(
        "材料编号“licence”写了两次" in p for p in broken("rules:\n", "  - {id: licence, title: b}\nrules:\n")
    )
    again = "  - {id: r, when: staff > 9, at: staff, message: x}\n"
    assert any("规则编号“r”写了两次" in p for p in problems_of(SOUND + again))


def test_the_head_stands_before_the_fields() -> None:
    assert any("应写在 fields 之前" in problem for problem in problems_of(SOUND + "version: 2\n"))


def test_a_cell_beside_growing_rows_must_not_be_counted_in_rows() -> None:
    grid = SOUND.replace(TABLE_ROW, TABLE_ROW.replace("人数,", "{text: 人数, down: 3},"))
    grid = grid.replace("[类型, {field: kind, span: 3}]", "[类型, {field: kind, span: 2}]")
    assert any("down: all" in problem for problem in problems_of(grid))


def test_a_label_may_grow_with_the_rows_beside_it() -> None:
    source = SOUND.replace(
        SOUND[SOUND.index("            - repeat") : SOUND.index("      - narrative")],
        "            - rows:\n"
        "                - [{text: 案例, down: all}, {text: 名称, span: 2}, 金额]\n"
        "                - repeat: cases\n"
        "                  rows:\n"
        "                    - [{field: name, span: 2}, {field: cost}]\n",
    )
    form_of(source)
    assert any(
        "应占 3 列" in p for p in problems_of(source.replace("[{field: name, span: 2}", "[{field: name}"))
    )


def test_a_renamed_field_must_not_take_the_name_of_another() -> None:
    assert any("旧编号“secret”" in p for p in broken("type: integer", "type: integer, was: secret"))


def test_something_that_is_no_form_is_said_to_be_none() -> None:
    assert problems_of("- a\n- b\n") == ["1: 申报表应写成“名称: 内容”的形式：英文冒号，后面加一个空格。"]
    assert any("缺少 fields" in problem for problem in problems_of("form: f\ntitle: t\n"))
    assert any("缺少 documents" in problem for problem in problems_of("form: f\ntitle: t\nfields: {}\n"))


def test_a_summary_is_one_document_that_excel_can_draw() -> None:
    story = SOUND.replace("title: 申报书\n", "title: 申报书\nkind: summary\n", 1)
    several = story.replace("materials:", "  - {title: 另一份, parts: [{heading: 一}]}\nmaterials:")
    problems = problems_of(story)
    assert any("汇总表里不能有封面和正文" in problem for problem in problems)
    assert any("汇总表里不能有正文（narrative）" in problem for problem in problems)
    assert any("汇总表只能有一份文书" in problem for problem in problems_of(several))
