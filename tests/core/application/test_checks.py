"""The checks find what an experienced clerk would find, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.files import FolderFiles
from aimed_desktop.application.others import other_of
from aimed_desktop.definition.library import Library
from tests.core.application.inline_forms import fill, library_of
from tests.core.application.test_identifiers import id_number, uscc

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def found(library: Library, values: Any, **more: Any) -> list[Finding]:
    app = fill(library, values, more.pop("materials", None), more.pop("files", None))
    others = [other_of(other) for other in more.pop("others", ())]
    return check(app, others, **more)


def kinds(findings: list[Finding]) -> list[tuple[str, str, str | None]]:
    return [(finding.severity, finding.rule, finding.field) for finding in findings]


def one(declaration: str, value: Any) -> list[tuple[str, str, str | None]]:
    """The kinds of findings about `value` in a field `it` declared so."""
    return kinds(found(library_of(f"it: {declaration}"), {"it": value}))


def test_a_filled_form_has_no_findings() -> None:
    assert one("{label: 名称, type: text, required: true}", "示例") == []


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", None),
        ("narrative", [{"text": " "}]),
        ("yes_no", None),
        ("confirm", False),
        ("phone", ""),
    ],
)
def test_a_required_field_without_a_value_is_an_error(kind: str, value: Any) -> None:
    assert one(f"{{label: 名称, type: {kind}, required: true}}", value) == [("error", "required", "it")]


def test_no_is_an_answer_and_an_empty_optional_field_is_none() -> None:
    assert one("{label: 秘密, type: yes_no, required: true}", False) == []
    assert one("{label: 秘密, type: confirm}", False) == []
    assert one("{label: 名称, type: text}", None) == []


@pytest.mark.parametrize(
    ("kind", "value", "rule"),
    [
        ("integer", "12;", "type"),
        ("date", "2026-02-30", "date"),
        ("id_number", "420106197002290011", "id_number"),
        ("id_number", "420106199001010000", "id_number"),  # as Excel cuts it
        ("phone", ["027"], "type"),
        ("rows, carried: true, fields: {a: {label: 乙, type: text}}", "x", "rows"),
    ],
)
def test_a_value_that_does_not_fit_is_an_error_of_its_kind(kind: str, value: Any, rule: str) -> None:
    assert one(f"{{label: 甲, type: {kind}}}", value) == [("error", rule, "it")]


@pytest.mark.parametrize(
    ("kind", "value", "rule"),
    [
        ("phone", "1234567", "phone"),
        ("phone", "85550100", "phone"),
        ("mobile", "027-85317173", "phone"),
        ("email", "a@b", "email"),
        ("postcode", "4300", "postcode"),
        ("uscc", "91350100M000100Y44", "uscc"),
        ("uscc", "91350200M0009NQC14", "uscc"),  # issued so in 厦门
        ("uscc", uscc("12990100MB1234567"), "uscc"),  # no such place
        ("uscc", uscc("12420100MB1234568"), "uscc"),  # 组织机构代码 inside it
        ("org_code", "D21435690", "org_code"),
        ("id_number", "E12345678", "id_number"),  # a passport
        ("id_number", "420106700229001", "id_number"),
        ("id_number", id_number("42019919900101001"), "id_number"),  # no such county
        ("id_number", id_number("42010618900101001"), "id_number"),
        ("id_number", "4.20106E+17", "id_number"),
        ("uscc", "１.２４２０１E+17", "uscc"),
        ("phone", "1.38E+10", "phone"),
        ("text", "4.20106E+17", "type"),
    ],
)
def test_what_the_authority_could_not_refuse_is_a_warning_and_prints_as_typed(
    kind: str, value: str, rule: str
) -> None:
    assert one(f"{{label: 甲, type: {kind}}}", value) == [("warning", rule, "it")]
    assert fill(library_of(f"it: {{label: 甲, type: {kind}}}"), {"it": value}).get("it") == value


@pytest.mark.parametrize("kind", ["id_number", "uscc", "org_code", "phone", "mobile", "text", "integer"])
def test_a_number_that_excel_has_cut_is_explained(kind: str) -> None:
    (finding,) = found(library_of(f"it: {{label: 甲, type: {kind}}}"), {"it": "4.20106E+17"})
    assert "Excel" in finding.message
    assert "文本" in finding.fix


def test_nobody_is_born_after_the_day_of_the_application() -> None:
    library = library_of(
        "day: {label: 申报日期, type: date}\nit: {label: 身份证号码, type: id_number}",
        head="apply_date: day",
    )
    born = id_number("42010620260611001")
    assert kinds(found(library, {"day": "2026-06-10", "it": born})) == [("warning", "id_number", "it")]
    assert found(library, {"day": "2026-06-11", "it": born}) == []
    assert found(library, {"day": "十号", "it": born})[0].rule == "date"


@pytest.mark.parametrize(
    "text",
    [
        "软件著作权登记号2023SR1234567",
        "软著登记号：2023SR1234567",
        "医疗器械备案登记号20231234567",
        "合同编号HT-13912345678-01",
        "合同编号：13912345678",
        "订单编号 DD_13912345678",
    ],
)
def test_numbers_of_contracts_and_registers_are_no_secrets(text: str) -> None:
    assert one("{label: 甲, type: narrative}", text) == []


@pytest.mark.parametrize(
    "text", ["住院号12345678", "登记号：0012345678", "患者编号ZY-12345", "电话13912345678", "+86-13912345678"]
)
def test_numbers_of_patients_and_people_are_secrets(text: str) -> None:
    assert one("{label: 甲, type: narrative}", text) == [("warning", "secret", "it")]


@pytest.mark.parametrize(
    ("limit", "text", "expected"),
    [
        ("5字以内", "一二三四五", []),
        ("5字以内", "一二三四五六", [("error", "limit", "it")]),
        ("5字以内", "abcdef", [("warning", "limit", "it")]),  # one word, six characters
        ("10字左右", "一二三四五六七八", []),
        ("10字左右", "一二三四五六七", [("warning", "limit", "it")]),
        ("10字左右", "一二三四五六七八九十一二", []),
        ("10字左右", "一二三四五六七八九十一二三", [("warning", "limit", "it")]),
    ],
)
def test_limits_are_hard_or_soft_as_the_notice_words_them(
    limit: str, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert one(f"{{label: 简介, type: narrative, limit: {limit}}}", text) == expected


def test_captions_and_table_cells_count_against_the_limit() -> None:
    value = [{"text": "一二"}, {"table": [["三", "四"]], "caption": "五六"}]
    assert one("{label: 简介, type: narrative, limit: 5字以内}", value) == [("error", "limit", "it")]


OPTIONS = "options: [甲, 乙, {label: 其他, note: 请注明}]"


def test_more_ticks_than_the_paper_allows_are_an_error_or_a_warning() -> None:
    assert one(f"{{label: 类, type: choices, max: 1, {OPTIONS}}}", ["甲", "乙"]) == [
        ("error", "option", "it")
    ]
    soft = one(f"{{label: 类, type: choices, max: 1, soft: true, {OPTIONS}}}", ["甲", "乙"])
    assert soft == [("warning", "option", "it")]
    assert one(f"{{label: 类, type: choice, {OPTIONS}}}", ["甲", "乙"]) == [("error", "option", "it")]


def test_an_option_that_is_not_printed_is_an_error() -> None:
    assert one(f"{{label: 类, type: choices, {OPTIONS}}}", ["甲", "丁"]) == [("error", "option", "it")]


def test_the_blank_of_a_ticked_option_must_be_filled_and_that_of_others_need_not() -> None:
    declared = f"{{label: 类, type: choices, {OPTIONS}}}"
    assert one(declared, ["其他"]) == [("error", "leftover", "it")]
    assert one(declared, [{"option": "其他", "note": "院前"}]) == []
    assert one(declared, ["甲"]) == []


CASES = library_of(
    """
    cases:
      label: 案例
      type: rows
      min_rows: 1
      max_rows: 2
      carried: true
      fields:
        name: {label: 名称, type: text, required: true}
        id_number: {label: 身份证号码, type: id_number}
        secret: {label: 涉密, type: yes_no}
    """,
    """
    rules:
      - {id: no-secret, when: cases.secret, at: cases.name, severity: warning, message: 涉密案例不得申报}
    """,
)


def test_rows_are_counted_without_the_empty_ones() -> None:
    assert kinds(found(CASES, {})) == [("error", "rows", "cases")]
    assert kinds(found(CASES, {"cases": [{}, {"name": "甲"}]})) == []
    too_many = {"cases": [{"name": "甲"}, {"name": "乙"}, {}, {"name": "丙"}]}
    assert kinds(found(CASES, too_many)) == [("error", "rows", "cases")]


def test_findings_in_rows_name_the_row() -> None:
    findings = found(CASES, {"cases": [{"name": "甲"}, {"secret": True}]})
    assert kinds(findings) == [
        ("error", "required", "cases.1.name"),
        ("warning", "no-secret", "cases.1.name"),
    ]
    assert findings[0].label == "案例（第2行）名称"
    assert findings[1].message == "“案例（第2行）名称”：涉密案例不得申报。"


def test_the_same_id_number_twice_is_found_without_being_repeated() -> None:
    number = "11010519491231002X"
    findings = found(
        CASES, {"cases": [{"name": "甲", "id_number": number}, {"name": "乙", "id_number": number}]}
    )
    assert kinds(findings) == [("error", "id_number", "cases.1.id_number")]
    assert number not in str(findings)


def test_what_a_rule_misses_is_to_be_filled_and_what_stands_there_to_be_looked_at() -> None:
    rules = """
    rules:
      - {id: joint, when: filled(units) and not filled(intro), at: intro, message: 应填写}
      - {id: same, when: units = intro, at: intro, message: 不能相同}
    """
    library = library_of("units: {label: 甲, type: text}\nintro: {label: 乙, type: text}", rules)
    fixes = [
        check(fill(library, values))[0].fix for values in ({"units": "某"}, {"units": "某", "intro": "某"})
    ]
    assert fixes == ["请填写。", "请核对后修改。"]


def test_hidden_fields_and_their_rules_are_left_alone() -> None:
    library = library_of(
        """
        joint: {label: 是否联合, type: yes_no}
        partner: {label: 联合单位, type: text, required: true, when: joint}
        """,
        "rules: [{id: short, when: not filled(partner), at: partner, message: 应填写}]",
    )
    assert found(library, {"joint": False}) == []
    assert kinds(found(library, {"joint": True})) == [
        ("error", "required", "partner"),
        ("error", "short", "partner"),
    ]


def test_each_ticked_option_has_its_own_answers_and_unticked_ones_are_kept_in_peace() -> None:
    library = library_of(
        """
        kinds: {label: 方向, type: choices, options: [方向1, 方向2]}
        tasks:
          label: 任务书
          type: group
          each: kinds
          carried: true
          fields: {goal: {label: 目标, type: narrative, required: true}}
        """
    )
    values = {"kinds": ["方向2"], "tasks": {"方向1": {"goal": ["x", {"odd": 1}]}}}
    assert kinds(found(library, values)) == [("error", "required", "tasks.方向2.goal")]


def test_the_hint_of_a_field_must_not_stay_in_its_value() -> None:
    hint = "（自筹、财政资金或其他，请详细介绍。研发资金组成，包括开发费用、测试费用）"
    declared = f"{{label: 资金, type: narrative, hint: {hint}}}"
    assert one(declared, "自筹、财政资金或其他, 请详细介绍。") == [("error", "leftover", "it")]
    assert one(declared, "自筹。研发资金组成，包括开发费用、测试费用。共100万元。") == [
        ("error", "leftover", "it")
    ]
    assert one(declared, "自筹100万元，用于开发和测试。") == []


@pytest.mark.parametrize(
    ("text", "left"),
    [("XX 区卫健局", True), ("××医院", True), ("核型为46,XX，正常", False), ("XXY综合征", False)],
)
def test_a_placeholder_is_found_but_a_karyotype_is_none(text: str, left: bool) -> None:
    assert one("{label: 单位, type: text}", text) == ([("error", "leftover", "it")] if left else [])


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("身份证11010519491231002X。", True),
        ("编号110105194912310021。", False),
        ("联系13812345678。", True),
        ("共13812345678901条", False),
        ("住院号：0012345", True),
        ("统一住院号管理", False),
        ("患者姓名：张三", True),
        ("患者张三，男，56岁", True),
        ("患者某某，男", False),
        ("面向患者服务，男女均可", False),
    ],
)
def test_personal_data_in_a_narrative_is_a_warning(text: str, secret: bool) -> None:
    findings = one("{label: 背景, type: narrative}", text)
    assert findings == ([("warning", "secret", "it")] if secret else [])


def test_the_unit_is_named_alike_everywhere() -> None:
    library = library_of(
        """
        unit: {label: 单位名称, type: text}
        intro: {label: 简介, type: narrative}
        """,
        head="unit_name: unit",
    )
    name = "示例医科大学（附属）医院"
    assert found(library, {"unit": name, "intro": f"我们是{name}。"}) == []
    findings = found(library, {"unit": name, "intro": "我们是示例医科大学(附属)医院。"})
    assert kinds(findings) == [("warning", "leftover", "intro")]
    assert "第 7 个字全角和半角不同" in findings[0].message


def test_pictures_must_be_there_and_be_pictures(tmp_path: Path) -> None:
    library = library_of("it: {label: 背景, type: narrative}")
    (tmp_path / "good.png").write_bytes(PNG)
    (tmp_path / "word.png").write_bytes(b"PK\x03\x04")
    value = [{"image": "good.png"}, {"image": "word.png"}, {"image": "gone.png"}]
    findings = found(library, {"it": value}, files=FolderFiles(tmp_path))
    assert kinds(findings) == [("error", "image", "it")] * 2
    assert "第 2 张" in findings[0].message and "第 3 张" in findings[1].message


def test_missing_materials_block_packing_and_never_export(tmp_path: Path) -> None:
    library = library_of(
        "joint: {label: 是否联合, type: yes_no}",
        """
        materials:
          - {id: pledge, title: 承诺书, in_document: true}
          - {id: licence, title: 法人证书}
          - {id: agreement, title: 合作协议, required: joint}
        """,
    )
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "good.pdf").write_bytes(b"%PDF-1.7")
    files = FolderFiles(tmp_path)
    missing = found(library, {"joint": True}, files=files)
    assert kinds(missing) == [
        ("error", "material", "materials.licence"),
        ("error", "material", "materials.agreement"),
    ]
    assert {finding.blocks for finding in missing} == {"pack"}
    assert found(library, {"joint": True}, files=files, step="export") == []
    attached = [{"slot": "licence", "file": "good.pdf"}, {"slot": "pledge", "file": "empty.pdf"}]
    findings = found(library, {}, files=files, materials=[*attached, {"slot": "photo", "file": "good.pdf"}])
    assert kinds(findings) == [
        ("error", "material", "materials.pledge"),
        ("warning", "material", "materials.photo"),
    ]


LICENCE = """
materials:
  - {id: licence, title: 法人证书, valid_until: true}
  - {id: proof, title: 证明, required: false}
"""


@pytest.mark.parametrize(
    ("until", "day", "said"),
    [
        ("2026-06-09", "2026-06-10", "申报日期之前已过有效期"),
        ("2026-06-10", "2026-06-10", None),
        ("长期", "2026-06-10", None),
        (None, "2026-06-10", None),
        ("2026-06-09", None, None),  # the notice of the trial has no deadline
        ("明年", "2026-06-10", "看不懂"),
    ],
)
def test_a_licence_that_ended_before_the_day_of_the_application_is_a_suggestion(
    tmp_path: Path, until: str | None, day: str | None, said: str | None
) -> None:
    library = library_of("day: {label: 申报日期, type: date}", LICENCE, head="apply_date: day")
    (tmp_path / "good.pdf").write_bytes(b"%PDF-1.7")
    entry = {"slot": "licence", "file": "good.pdf", "valid_until": until}
    other = {"slot": "proof", "file": "good.pdf", "valid_until": "2001-01-01"}
    findings = found(library, {"day": day}, files=FolderFiles(tmp_path), materials=[entry, other])
    assert kinds(findings) == ([("warning", "material", "materials.licence")] if said else [])
    assert all(said in finding.message and finding.blocks == "pack" for finding in findings if said)


def test_rules_compare_with_the_other_applications_of_the_unit() -> None:
    library = library_of(
        "name: {label: 名称, type: text}",
        """
        rules:
          - {id: once, when: any(others.project = name), at: name, severity: warning, message: 已在别处申报}
        """,
        head="project_name: name",
    )
    other = fill(library, {"name": "甲"})
    assert kinds(found(library, {"name": "甲"}, others=[other])) == [("warning", "once", "name")]
    assert found(library, {"name": "乙"}, others=[other]) == []


@pytest.mark.parametrize(
    ("declaration", "value"),
    [
        ("type: decimal", "未公开"),
        ("type: integer", "约1200"),
        ("type: quantity, units: [日, 月, 年]", {"amount": "实时"}),
        (
            "type: choices, options: [{label: 文本, blank: decimal, unit: TB}]",
            [{"option": "文本", "amount": "不详"}],
        ),
    ],
)
def test_true_words_where_a_number_is_asked_are_only_advice(declaration: str, value: Any) -> None:
    library = library_of(f"a: {{label: 甲, {declaration}, required: true}}")
    assert kinds(found(library, {"a": value})) == [("warning", "type", "a")]


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "4.2E+17", "12O0"])
def test_what_a_spreadsheet_or_a_slip_left_in_a_number_must_be_mended(value: str) -> None:
    library = library_of("a: {label: 甲, type: decimal}")
    assert kinds(found(library, {"a": value})) == [("error", "type", "a")]


def test_errors_come_first_then_the_order_of_the_paper() -> None:
    library = library_of(
        """
        last: {label: 丙, type: text, required: true}
        first: {label: 甲, type: text, required: true}
        middle: {label: 乙, type: decimal}
        """,
        "rules: [{id: soft, when: not filled(first), at: first, severity: warning, message: 建议填写}]",
        parts="""
        - table:
            widths: [20, 30, 20, 30]
            rows:
              - [甲, {field: first}, 乙, {field: middle}]
              - [丙, {field: last, span: 3}]
        """,
    )
    assert kinds(found(library, {"middle": "1;"})) == [
        ("error", "required", "first"),
        ("error", "type", "middle"),
        ("error", "required", "last"),
        ("warning", "soft", "first"),
    ]


def test_labels_that_stand_twice_are_told_apart_by_their_row() -> None:
    library = library_of(
        """
        lead_name: {label: 负责人姓名, type: text}
        lead_phone: {label: 电话, type: text, required: true}
        contact_name: {label: 联系人姓名, type: text}
        contact_phone: {label: 电话, type: text, required: true}
        """,
        parts="""
        - table:
            widths: [20, 30, 20, 30]
            rows:
              - [负责人姓名, {field: lead_name}, 电话, {field: lead_phone}]
              - [联系人姓名, {field: contact_name}, 电话, {field: contact_phone}]
        """,
    )
    assert [finding.label for finding in found(library, {})] == [
        "电话（负责人姓名一行）",
        "电话（联系人姓名一行）",
    ]


def test_unknown_keys_are_told_with_the_near_one_and_kept() -> None:
    library = library_of("unit_name: {label: 单位名称, type: text}")
    app = fill(library, {"unit_nmae": "示例"})
    findings = check(app)
    assert kinds(findings) == [("warning", "type", "unit_nmae")]
    assert "unit_name" in findings[0].fix
    assert app.values == {"unit_nmae": "示例"}


def test_characters_that_no_font_has_are_named() -> None:
    library = library_of("it: {label: 姓名, type: text}")
    findings = found(library, {"it": "李\U00030000"}, missing_glyphs=lambda text: set(text) & {"\U00030000"})
    assert kinds(findings) == [("warning", "glyph", "it")]
    assert "U+30000" in findings[0].message


def test_money_has_two_decimals_at_most() -> None:
    assert one("{label: 营业收入（万元）, type: decimal}", "1.234") == [("warning", "type", "it")]
    assert one("{label: 营业收入（万元）, type: decimal}", "1.23") == []


def test_no_finding_repeats_what_was_typed() -> None:
    library = library_of(
        """
        number: {label: 身份证号码, type: id_number}
        phone: {label: 电话, type: phone}
        story: {label: 背景, type: narrative}
        """
    )
    values = {"number": "420106197002290011", "phone": "1381234567", "story": "患者张三丰，男，13812345678"}
    text = str(found(library, values))
    assert not any(secret in text for secret in ("420106", "1381234567", "张三丰"))


def test_the_json_of_a_finding_has_the_keys_of_the_command_line() -> None:
    finding = found(library_of("it: {label: 甲, type: text, required: true}"), {})[0]
    assert finding.to_json() == {
        "severity": "error",
        "rule": "required",
        "field": "it",
        "label": "甲",
        "message": "“甲”还没有填写。",
        "fix": "请填写。",
        "blocks": "export",
    }
