"""Tables of a Word file come back with what their reader sees of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import etree

from aimed_desktop.document.word.take_back import take_back
from tests.core.document.test_word_meaning import application, with_part, word_of
from tests.core.document.word_edits import by_libreoffice, controls, edited, markup
from tests.word_file import W


def cell(words: str, properties: str = "") -> str:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in words.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


class Taken(NamedTuple):
    new: Any
    notes: tuple[str, ...]


def taken(*rows: str, grid: str = "", lists: str = "") -> Taken:
    def write(root: etree._Element) -> None:
        content = controls(root, "background")[0].find(W + "sdtContent")
        assert content is not None
        content.append(markup(f"<w:tbl>{grid}{''.join(rows)}</w:tbl>"))

    app = application([{"text": "旧"}])
    word = edited(word_of(app), write)
    (change,) = take_back(with_part(word, "numbering", lists) if lists else word, app).changed
    return Taken(change.new, change.notes)


def test_merged_cells_come_back_as_spans() -> None:
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    change = taken(
        row(cell("组别", begins), cell("结果", '<w:gridSpan w:val="2"/>')),
        row(cell("", goes_on), cell("前"), cell("后")),
        row(cell("甲"), cell("30"), cell("8")),
    )
    assert change.new[1]["table"] == [
        [{"text": "组别", "down": 2}, {"text": "结果", "span": 2}],
        ["前", "后"],
        ["甲", "30", "8"],
    ]
    assert change.notes == ()


def test_what_a_merge_covers_is_told() -> None:
    change = taken(
        row(cell("组别", '<w:vMerge w:val="restart"/>'), cell("前")),
        row(cell("旧名", "<w:vMerge/>"), cell("8")),
    )
    assert change.notes == ("第1个表格第1行第1列：被合并盖住的“旧名”没有取回。",)


@pytest.mark.parametrize(
    ("properties", "told"), [("<w:hidden/>", "隐藏的行“密 8”"), ("<w:del/>", "修订里删去的行“密 8”")]
)
def test_a_row_that_is_not_seen_stays_out_and_is_told(properties: str, told: str) -> None:
    change = taken(row(cell("甲"), cell("1")), row(cell("密"), cell("8"), properties=properties))
    assert change.new[1]["table"] == [["甲", "1"]]
    assert change.notes == (f"第1个表格：{told}没有取回。",)


def test_heads_and_widths_that_the_author_set_come_back() -> None:
    grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="6000"/></w:tblGrid>'
    head = {"properties": "<w:tblHeader/>"}
    width = '<w:tcW w:w="2000" w:type="dxa"/>'
    change = taken(
        row(cell("甲", width), cell("乙"), **head),
        row(cell("丙"), cell("丁"), **head),
        row(cell("1"), cell("2")),
        grid=grid,
    )
    assert (change.new[1]["header_rows"], change.new[1]["widths"]) == (2, [25, 75])


def test_paragraphs_of_a_cell_are_never_glued_and_it_is_told() -> None:
    change = taken(row(cell("30\n8"), cell("敏感度\n特异度")))
    assert change.new[1]["table"] == [["30 8", "敏感度 特异度"]]
    assert change.notes == ("第1个表格第1行第1列等2格：单元格里的几段文字合成了一行。",)


def test_a_column_that_is_numbered_without_a_word_keeps_its_numbers() -> None:
    numbered = '<w:tc><w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p></w:tc>'
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    change = taken(row(numbered, cell("甲")), row(numbered, cell("乙")), lists=lists)
    assert change.new[1]["table"] == [["1", "甲"], ["2", "乙"]]


TABLES: list[Any] = [
    [{"table": [[{"text": "甲", "down": 2}, "乙"], ["丙"]], "header_rows": 2}],
    [{"table": [["甲", "乙", "丙"], ["1", {"text": "2", "span": 2}]], "widths": [20, 40, 40]}],
    [{"table": [["甲", "乙"], ["1", "2"], ["3", "4"]], "caption": "对照"}],
]


@pytest.mark.parametrize("story", TABLES)
def test_every_table_goes_out_and_comes_back(story: Any) -> None:
    app = application(story)
    assert take_back(word_of(app), app).changed == ()
    (change,) = take_back(word_of(app), application([{"text": "旧"}])).changed
    assert change.new == story


def test_a_table_without_a_head_stays_so_when_its_chapter_is_edited() -> None:
    app = application([{"text": "旧"}, {"table": [["甲"], ["乙"]], "header_rows": 0, "widths": [1]}])

    def edit(root: etree._Element) -> None:
        next(t for t in root.iter(W + "t") if t.text == "旧").text = "新"

    (change,) = take_back(edited(word_of(app), edit), app).changed
    assert change.new == [{"text": "新"}, {"table": [["甲"], ["乙"]], "header_rows": 0, "widths": [1]}]


@pytest.mark.parametrize("was", [[1, 1], [20, 80], None])
def test_columns_that_an_author_only_drew_wider_are_a_change_that_is_told(was: list[int] | None) -> None:
    table: dict[str, Any] = {"table": [["指标", "前"], ["时间", "30"]]}
    app = application([table | ({"widths": was} if was else {})])

    def draw(root: etree._Element) -> None:
        (control,) = controls(root, "background")
        columns = list(control.iter(W + "gridCol"))
        room = sum(int(column.get(W + "w", "0")) for column in columns)
        for column, share in zip(columns, (0.3, 0.7), strict=True):
            column.set(W + "w", str(round(room * share)))

    assert take_back(word_of(app), app).changed == ()
    (change,) = take_back(edited(word_of(app), draw), app).changed
    assert change.new == [table | {"widths": [30, 70]}]
    assert change.notes == ("文字没变，列宽改了。",)


@pytest.mark.parametrize("typed", ["9", "由医师复核后签发，并在十分钟内通知临床科室和患者家属。"])
def test_widths_that_nobody_set_stay_so_when_the_author_edits_a_cell(typed: str) -> None:
    app = application(
        [{"table": [["序号", "说明"], ["1", "由放射科医师双人复核后签发，并在十分钟内通知。"]]}]
    )

    def edit(root: etree._Element) -> None:
        next(t for t in root.iter(W + "t") if t.text == "1").text = typed

    (change,) = take_back(edited(word_of(app), edit), app).changed
    (table,) = change.new
    assert table["table"][1][0] == typed
    assert "widths" not in table


@pytest.mark.parametrize("path", ["background", "unit_intro"])
@pytest.mark.parametrize("is_alone", [False, True])
def test_an_answer_that_ends_with_a_table_comes_back_through_odt(
    path: str, is_alone: bool, tmp_path: Path
) -> None:
    table: dict[str, Any] = {"table": [["指标", "前"], ["时间", "30"]], "caption": "对比"}
    app = application([{"text": "前文"}])
    app.set(path, [table] if is_alone else [{"text": "前文"}, table])
    (word,) = by_libreoffice([word_of(app)], tmp_path, through_odt=True)
    back = take_back(word, app)
    assert (back.changed, back.missing) == ((), ())
