"""A table is changed in place: its spans, looks, widths and header rows go with its cells."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from aimed_desktop.application.editing import table_edits
from aimed_desktop.application.values.narrative_table import grid

RICH: dict[str, Any] = {
    "table": [
        [{"text": "指标", "down": 2}, {"text": "医院", "span": 2, "later": 1}],
        ["前", "后"],
        ["血小板", ["98×10", {"sup": "9"}, "/L"], {"text": ["CO", {"sub": "2"}]}],
        [{"text": "合计", "span": 2}],
    ],
    "header_rows": 2,
    "widths": [20, 30, 50],
}


def test_a_cell_takes_words_and_all_others_stay() -> None:
    made = table_edits.with_words(RICH, 0, 2, "全院")
    assert made["table"][0] == [RICH["table"][0][0], {"text": "全院", "span": 2, "later": 1}]
    assert made["table"][1:] == RICH["table"][1:]
    last = table_edits.with_words(RICH, 3, 2, ["10", {"sup": "9"}])
    assert last["table"][3] == [{"text": "合计", "span": 2}, ["10", {"sup": "9"}]]


def test_a_row_inside_a_cell_that_goes_down_makes_it_taller_and_is_a_header_there() -> None:
    made = table_edits.row_added(RICH, 0)
    assert made["table"][:3] == [
        [{"text": "指标", "down": 3}, {"text": "医院", "span": 2, "later": 1}],
        ["", ""],
        ["前", "后"],
    ]
    assert made["header_rows"] == 3
    assert table_edits.row_removed(made, 1) == RICH | {"table": [*RICH["table"][:3], [*RICH["table"][3], ""]]}


def test_the_cell_of_a_removed_row_stays_where_it_went_on() -> None:
    made = table_edits.row_removed(RICH, 0)
    assert made["table"][0] == [{"text": "指标", "down": 1}, "前", "后"]
    assert made["header_rows"] == 1


def test_a_column_comes_with_a_width_and_goes_with_it() -> None:
    made = table_edits.column_added(RICH, 1)
    assert made["table"][0][1] == {"text": "医院", "span": 3, "later": 1}
    assert made["table"][1] == ["前", "", "后"]
    assert made["widths"] == [20, 30, 33.33, 50]
    assert table_edits.column_removed(made, 2)["widths"] == [20, 30, 50]
    assert table_edits.column_removed(RICH, 1)["table"][0][1] == {"text": "医院", "span": 1, "later": 1}


def test_copied_cells_part_what_spans_and_make_room() -> None:
    made = table_edits.pasted(RICH, 3, 1, [["甲", "乙", "丙"], ["丁"]])
    assert made["table"][3:] == [[{"text": "合计", "span": 1}, "甲", "乙", "丙"], ["", "丁", "", ""]]
    assert grid(made["table"])[1:] == (5, 4)  # type: ignore[index]
    assert len(table_edits.pasted(RICH, 0, 0, [["甲"]] * 99)["table"]) == table_edits.MOST_ROWS


def test_a_head_keeps_no_bold_of_its_own() -> None:
    made = table_edits.pasted({"table": [["", ""], ["", ""]]}, 0, 0, [[[{"bold": "甲"}]], [[{"bold": "乙"}]]])
    assert made["table"] == [["甲", ""], [[{"bold": "乙"}], ""]]


CELLS = st.one_of(
    st.just("甲"),
    st.fixed_dictionaries({"text": st.just("乙"), "span": st.integers(1, 3), "down": st.integers(1, 3)}),
)


@given(st.lists(st.lists(CELLS, max_size=4), min_size=1, max_size=5), st.data())
def test_any_table_keeps_every_word_when_rows_and_columns_come_and_go(
    rows: list[list[Any]], data: st.DataObject
) -> None:
    table = {"table": rows}
    before = table_edits.placed(table)
    assume(before is not None and before.columns < table_edits.MOST_COLUMNS)
    assert before is not None
    row = data.draw(st.integers(0, before.rows - 1))
    column = data.draw(st.integers(0, before.columns - 1))
    wider = table_edits.column_added(table_edits.row_added(table, row), column)
    grown = table_edits.placed(wider)
    assert grown is not None and (grown.rows, grown.columns) == (before.rows + 1, before.columns + 1)
    back = table_edits.placed(table_edits.column_removed(table_edits.row_removed(wider, row + 1), column + 1))
    assert back is not None
    told = [
        [(cell.words, cell.row, cell.column, cell.span, cell.down) for cell in shown.cells]
        for shown in (before, back)
    ]
    assert told[0] == told[1]
