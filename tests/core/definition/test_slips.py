"""What is typed wrong so that the file cannot be read at all: told at its line, with how to mend it."""

from __future__ import annotations

import pytest

from tests.core.definition.definitions import SOUND, line_of, problems_of

STAFF = "{label: 人数, type: integer}"
ROW = "[人数, {field: staff}, 是否涉密, {field: secret}]"
TITLE = "title: 申报书\nunit_name"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  staff: {", "\tstaff: {", "Tab 键"),
        ("      name: {", "    \tname: {", "Tab 键"),
        ("  staff: {", "　　staff: {", "全角空格"),
        ("  staff: {", "\u00a0 staff: {", "全角空格"),
        (TITLE, "title：申报书\nunit_name", "“title”后面的冒号是中文冒号"),
        ("  staff: {", "  staff：{", "“staff”后面的冒号是中文冒号"),
        (TITLE, "title:申报书\nunit_name", "“title:”的冒号后面少了一个空格"),
        ("  staff: {", "  staff:{", "冒号后面少了一个空格"),
        (STAFF, "{label: 人数，type: integer}", "“，”是中文标点"),
        (STAFF, "｛label: 人数, type: integer｝", "“｛”是中文括号"),
        (ROW, "［人数, {field: staff}, 是否涉密, {field: secret}］", "“［”是中文括号"),
        (ROW, "[人数，{field: staff}，是否涉密，{field: secret}]", "“，”是中文标点"),
        (STAFF, '{label: "人数, type: integer}', "引号没有写完"),
        (STAFF, "{label: '人数, type: integer}", "引号没有写完"),
        (TITLE, 'title: "申报书\nunit_name', "引号没有写完"),
        (STAFF, '{label: "人\\数", type: integer}', "反斜杠"),
        (f"- {ROW}", f"-{ROW}", "短横线后面少了一个空格"),
        (f"- {ROW}", f"－ {ROW}", "应以英文短横线加空格“- ”开头"),
        (f"- {ROW}", ROW, "少了列表的“- ”"),
        ("      cost: {", " cost: {", "行首有 1 个空格"),
        ("  staff: {", "   staff: {", "行首有 3 个空格，上面各级的行是 0、2 个"),
        (TITLE, "title: 申报书: 甲\nunit_name", "有两个“: ”"),
        (STAFF, "{label: 人数: 个, type: integer}", "请给整段文字加引号"),
        (STAFF, "{label: 人数 type: integer}", "少了英文逗号"),
        (TITLE, "title: @申报书\nunit_name", "以“@”开头时，整段文字要加引号"),
        (TITLE, "title: *申报书\nunit_name", "以“*”开头时"),
        (TITLE, "title: {unit}申报书\nunit_name", "文字以 { 开头时，整段文字要加引号"),
        (TITLE, "title: [附件1]申报书\nunit_name", "文字以 [ 开头时，整段文字要加引号"),
        (STAFF, "{label: 人数, type: integer", "括号 { 没有写完，请补上 }"),
        (STAFF, "{label: 人数, type: integer}}", "多了一个 }"),
        (ROW, ROW[:-1], "括号 [ 没有写完，请补上 ]"),
        (ROW, ROW + "]", "多了一个 ]"),
        ("when: staff > 3", "when: chosen(kind, '甲')", "请给整个条件加双引号"),
        ("  staff: {", "@ staff: {", "以“@”开头：多打的请删去"),
        (STAFF, "{label: 人数,, type: integer}", "多了一个“,”"),
        (STAFF, "{label: ], type: integer}", "多了一个“]”"),
        ("options: [甲,", "options:[甲,", "“options:”的冒号后面少了一个空格"),
        ("    label: 案例", "  label: 案例", "也可能是第 13 行的缩进错了（行首有 2 个空格）"),
        (TITLE, "// 说明\ntitle: 申报书\nunit_name", "说明请以 # 开头"),
    ],
)
def test_a_slip_is_told_where_it_was_typed(old: str, new: str, words: str) -> None:
    assert SOUND.count(old) == 1
    found = problems_of(SOUND.replace(old, new))
    assert len(found) == 1
    line, _, message = found[0].partition(": ")
    assert words in message
    assert int(line) - line_of(old) in (0, 1)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (STAFF, "{label：人数, type: integer}", "“label：”：请用英文冒号，后面加一个空格，写成“label: ”"),
        (STAFF, "{label:人数, type: integer}", "“label:”：请用英文冒号，后面加一个空格"),
        (STAFF, "{Label: 人数, type: integer}", "请写小写的“label”"),
        (STAFF, "{label: 人数, type: integer, hint: 甲, 乙}", "没有“乙”这一项。如果它是前面那段文字的一部分"),
        (STAFF, "{label: 人数, type: integer, foo: 1}", "没有“foo”这一项"),
        (STAFF, "人数", "栏目“staff”应写成“名称: 内容”的形式"),
        (STAFF, "", "栏目“staff”应写成“名称: 内容”的形式"),
        (STAFF, "{label: 人数, type: 整数}", "是不是“integer”？可用：text（一行字）"),
        (STAFF, "{label: 人数, type: number}", "是不是“integer”？"),
        ("  staff: {", "  人数: {", "栏目编号“人数”应由小写英文字母"),
        ("  staff: {", "  staff-number: {", "栏目编号“staff-number”应由小写英文字母"),
        (TITLE, "title: #申报书\nunit_name", "“title”（名称）是空的。文字以 # 开头时要加引号"),
        ("form: f\n", "", "缺少“form”（编号，与文件名相同）"),
        ("form: f\n", "form: 申报书\n", "编号“申报书”应由小写英文字母、数字和短横线组成，如"),
        (TITLE, "version: 一\ntitle: 申报书\nunit_name", "应是不小于 1 的整数（如 2），不能是“一”"),
        ("{field: staff}", "staff", "“staff”是栏目的编号，这样写会印成文字：要填写的格子请写 {field: staff}"),
        ("{field: staff}", "{staff}", "文字里有花括号时请给整段文字加引号"),
        ("      - narrative: story", "        narrative: story", "第 30 行的 narrative 前面可能少了“- ”"),
        ("[1, 1, 1, 1]", "[1，1，1，1]", "请改用英文逗号"),
        ("[1, 1, 1, 1]", "1, 1, 1, 1", "应是一个列表：每项一行、以“- ”开头，或写成"),
        ("{id: licence, title: 法人证书}", "法人证书", "材料应写成“名称: 内容”的形式"),
        ("  - {id: licence, title: 法人证书}", "  licence: 法人证书", "“materials”应是一个列表"),
        ("when: staff > 3", "when: staff ≥ 3", "条件里的“≥”请写成 >="),
        ("when: staff > 3", "when: staff > 3 且 staff < 9", "条件里的“且”请写成 and"),
        ("when: staff > 3", "when: staff == 3", "只写一个等号"),
        ("when: staff > 3", "when: apply_date > 2026/2/3", "条件里的日期请写成 2026-02-03"),
        ("when: staff > 3", "when: apply_date > 2026-2-3", "条件里的日期请写成 2026-02-03"),
        ("when: staff > 3", "when: filled（story）", "“（”是全角符号"),
        ("when: staff > 3", "when: exists(story)", "没有名为“exists”的函数"),
        ("when: staff > 3", "when: cases.cost > 3", "每行都有一个，请写 any(…)"),
    ],
)
def test_a_slip_that_can_be_read_is_told_once(old: str, new: str, words: str) -> None:
    assert SOUND.count(old) == 1
    found = [problem for problem in problems_of(SOUND.replace(old, new)) if words in problem]
    assert len(found) == 1
    assert int(found[0].partition(":")[0]) - line_of(old) in range(-9, 2)


def test_what_follows_from_a_mistake_is_not_told_too() -> None:
    """A wrong type makes every condition with the field wrong; a wrong width every row."""
    for old, new in ((STAFF, "{label: 人数, type: zahl}"), ("[1, 1, 1, 1]", "[1, 1, 1, 甲]")):
        assert len(problems_of(SOUND.replace(old, new))) == 1
    assert len(problems_of(SOUND.replace("{field: staff}", "{field: staf}"))) == 1


def test_block_texts_and_quoted_marks_are_no_slips() -> None:
    for hint in (">-\n      甲：乙，\n      丙", "|\n      甲: 乙\n      - 丙", "'@甲'", '"[附件1]甲"'):
        assert (
            problems_of(SOUND.replace(STAFF, f"\n    label: 人数\n    type: integer\n    hint: {hint}")) == []
        )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (SOUND.encode("gbk"), "像是 GBK（记事本里叫 ANSI）。请用记事本打开，选“另存为”"),
        (SOUND.encode("utf-16"), "UTF-16（记事本里叫 Unicode）"),
        (b"PK\x03\x04\xff\xfe", "Word、WPS"),
    ],
)
def test_another_encoding_is_called_by_its_name_in_notepad(data: bytes, words: str) -> None:
    from aimed_desktop.definition.reader import scan

    assert words in scan(data, "f.yaml")[1][0].message


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    assert problems_of("\ufeff" + SOUND.replace("\n", "\r\n")) == []
