"""Rows are added, copied, moved, deleted and filled from a copied table, each as one change."""

from __future__ import annotations

import pytest

from aimed_desktop.application.editing import row_edits
from aimed_desktop.application.pasting.table import fill, read_cells
from tests.core.application.inline_forms import field_of

TEAM = field_of(
    "{label: 成员, type: rows, carried: true, least: 3, max_rows: 3, fields: {"
    "name: {label: 姓名, type: text}, id: {label: 身份证号码, type: id_number}, "
    "kind: {label: 性质, type: choice, options: [医院, 企业]}}}"
)
FREE = field_of("{label: 案例, type: rows, carried: true, fields: {name: {label: 名称, type: text}}}")
A, B, C = {"name": "甲"}, {"name": "乙"}, {"name": "丙"}


def test_a_copy_takes_the_place_of_an_empty_printed_row() -> None:
    assert row_edits.copied(TEAM, [A, B], 0) == [A, A, B]
    assert row_edits.may_copy(TEAM, [A, B]) and not row_edits.may_copy(TEAM, [A, B, C])
    assert not row_edits.may_add(TEAM, [A])


def test_a_row_moves_without_leaving_empty_ones_behind() -> None:
    assert row_edits.moved(TEAM, [A, B], 1, 0) == [B, A]
    assert row_edits.moved(TEAM, [A], 0, 1) == [{}, A]


def test_the_only_row_may_be_emptied_and_an_empty_one_stays() -> None:
    assert row_edits.deleted(FREE, [A], 0) == []
    assert row_edits.may_delete(FREE, [A], 0) and not row_edits.may_delete(FREE, [], 0)
    assert row_edits.may_delete(FREE, [A, {}], 1)


def test_the_innermost_row_of_a_path_is_meant() -> None:
    place = row_edits.place_of("cases.1.people.0.name")
    assert place is not None and (place.path, place.index, place.at(2)) == (
        "cases.1.people",
        0,
        "cases.1.people.2.name",
    )
    assert row_edits.place_of("unit_name") is None


EXCEL = "张三\t420106199001010015\t企业\r\n李四\t\t医院\r\n"
WORD = (
    "<html><body><table><tr><td>序号</td><td><p>姓 名</p></td><td>性质</td><td>身份证号码：</td></tr>"
    "<tr><td>1</td><td><p>张三</p></td><td>企业</td><td>420106199001010015</td></tr>"
    "<tr><td>2</td><td><p>李<br>四</p></td><td>医院</td><td></td></tr></table></body></html>"
)


def test_cells_of_a_workbook_fill_rows_and_columns_from_the_cursor_on() -> None:
    cells = read_cells(EXCEL)
    assert cells is not None
    filled = fill(TEAM, [A, B], cells.in_plain().rows, 1, "name")
    assert filled.rows == [
        A,
        {"name": "张三", "id": "420106199001010015", "kind": {"option": "企业"}},
        {"name": "李四", "kind": {"option": "医院"}},
    ]
    assert (filled.taken, filled.left) == (2, 0)


def test_the_head_of_a_word_table_says_which_column_is_meant() -> None:
    cells = read_cells("序号\t姓名", WORD)
    assert cells is not None
    filled = fill(TEAM, None, cells.in_plain().rows, 0, "id")
    assert filled.rows[0] == {"name": "张三", "kind": {"option": "企业"}, "id": "420106199001010015"}
    assert filled.rows[1] == {"name": "李 四", "kind": {"option": "医院"}}


def test_running_numbers_are_no_data_and_rows_without_room_are_told() -> None:
    cells = read_cells("\n".join(f"{n}\t人{n}\t\t医院" for n in range(1, 6)))
    assert cells is not None
    filled = fill(TEAM, None, cells.in_plain().rows, 0, "name")
    assert [row["name"] for row in filled.rows] == ["人1", "人2", "人3"]
    assert (filled.taken, filled.left) == (3, 2)


NUMBERS = ("4.20106E+17", "420106199001010000", "420106199001010015", "#####", "#N/A")


@pytest.mark.parametrize("as_html", [False, True])
def test_what_a_spreadsheet_has_lost_is_told_with_what_to_do(as_html: bool) -> None:
    text = "\n".join(f"甲\t{words}" for words in NUMBERS)
    rows = "".join(f"<tr><td>甲</td><td>{words}</td></tr>" for words in NUMBERS)
    cells = read_cells(text, f"<table>{rows}</table>" if as_html else "")
    assert cells is not None
    told = ((1, "改成“文本”格式"), (2, "改成“文本”格式"), (4, "拉宽"), (5, "改好"))
    for (row, words), loss in zip(told, cells.losses, strict=True):
        assert (
            loss.startswith(f"{'表格' if as_html else ''}第{row}行：") and words in loss and "再复制" in loss
        )


@pytest.mark.parametrize(("text", "html"), [("一个格", ""), ("", "<table><tr><td>一</td></tr></table>")])
def test_one_cell_alone_is_no_table(text: str, html: str) -> None:
    assert read_cells(text, html) is None


def test_a_cell_of_several_lines_stays_one_cell() -> None:
    cells = read_cells('"甲\n乙"\t丙')
    assert cells is not None and cells.rows == [["甲 乙", "丙"]]
