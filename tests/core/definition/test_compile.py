"""What the hardest places of the notices become."""

from __future__ import annotations

from aimed_desktop.definition.fields import FieldRef, Limit
from aimed_desktop.definition.layout import Block, CellField, CellText, HandPlace, Row, Table
from tests.core.definition.definitions import form_of, problems_of

SUMMARY = """\
form: f
title: "{district}区申报信息汇总表"
kind: summary
fields:
  district: {label: 所在区, type: text}
  scenes:
    label: 典型应用场景
    type: rows
    rows: {from: [wuhan-2026-1, wuhan-2026-4], each: cases, least: 3, number: true, columns: {unit: unit_name, contact: "{contact_name} {contact_phone}"}}
    fields:
      unit: {label: 申报单位名称, type: text}
      contact: {label: 联系人, type: text}
documents:
  - title: 汇总表
    parts:
      - title: "{district}区申报信息汇总表"
      - table:
          widths: [1, 4, 4]
          rows:
            - {header: true, row: [序号, 申报单位名称, 联系人]}
            - repeat: scenes
              rows: [["{n}", {field: unit}, {field: contact}]]
"""  # noqa: E501

TABLE = """\
form: f
title: t
fields:
  code: {label: 代码, type: text, required: true}
  kind: {label: 方向, type: choices, options: [{label: 方向1, head: 智能产品}, 方向2]}
documents:
  - title: t
    parts:
      - table:
          widths: [1, 2]
          rows:
            - ["组织机构代码\\n/三证合一码", {field: code}]
            - [方向, {options: kind, flow: list}]
            - - 真实性承诺
              - [所有材料真实。, {sign: 负责人签字：}, {stamp: 公章：, unit: code}, {date: 年 月 日}]
            - [备注, {parts: [{note: 注：一, when: filled(code)}, {hint: 填写}]}]
"""


def table_of(source: str) -> Table:
    bodies = [part.body for part in form_of(source).documents[0].parts]
    return next(body for body in bodies if isinstance(body, Table))


def test_a_summary_says_where_its_rows_come_from() -> None:
    field = form_of(SUMMARY).field("scenes")
    assert field is not None and field.collect is not None and field.least == 3
    assert field.collect.forms == ("wuhan-2026-1", "wuhan-2026-4")
    assert (field.collect.each, field.collect.number) == ("cases", True)
    columns = dict(field.collect.columns)
    assert columns["unit"].pieces == (FieldRef("unit_name"),)
    assert columns["contact"].pieces == (FieldRef("contact_name"), " ", FieldRef("contact_phone"))
    assert any(
        "没有“unti”这一列" in p for p in problems_of(SUMMARY.replace("columns: {unit:", "columns: {unti:"))
    )


def test_a_repeated_row_is_a_block_with_paths_of_its_own() -> None:
    header, block = table_of(SUMMARY).rows
    assert isinstance(header, Row) and header.header
    assert isinstance(block, Block) and block.repeat == "scenes"
    row = block.rows[0]
    assert isinstance(row, Row)
    assert row.cells[1].parts == (CellField("unit"),)


def test_a_cell_may_hold_words_and_places_under_each_other() -> None:
    rows = table_of(TABLE).rows
    pledge = rows[2]
    assert isinstance(pledge, Row)
    words, *places = pledge.cells[1].parts
    assert isinstance(words, CellText) and words.role == "plain"
    assert [place.kind for place in places if isinstance(place, HandPlace)] == ["sign", "stamp", "date"]
    assert pledge.cells[0].is_label and not pledge.cells[1].is_label
    remark = rows[3]
    assert isinstance(remark, Row)
    note = remark.cells[1].parts[0]
    assert isinstance(note, CellText) and note.role == "note" and note.when is not None


def test_a_label_may_have_two_lines_and_options_may_stand_one_a_line() -> None:
    first, second = table_of(TABLE).rows[:2]
    assert isinstance(first, Row) and isinstance(second, Row)
    label = first.cells[0].parts[0]
    assert isinstance(label, CellText) and label.text.plain == "组织机构代码\n/三证合一码"
    assert second.cells[1].parts == (CellField("kind", "list"),)


def test_limits_are_caps_or_bands() -> None:
    def limit(words: str) -> Limit | None:
        source = TABLE.replace("type: text,", f"type: text, limit: {words},")
        return form_of(source).fields[0].limit

    assert limit("300字以内") == limit("不超过300字") == limit("限300字以内") == Limit("cap", 300)
    assert limit("100字左右") == Limit("about", 100)
