"""A definition that no one wrote by hand is refused with its line, before it costs time or memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from aimed_desktop.definition.library import check_paths
from aimed_desktop.definition.problem import MAX_PROBLEMS
from tests.bounded import run_bounded

NOTICE = "notice: city\ntitle: 通知\nissuers: [甲]\ndate: 2026-05-28\n"
HEAD = "form: a-1\ntitle: 表\nversion: 1\nfields:\n"
TABLE = "documents:\n  - title: 表\n    parts:\n      - table: {widths: [1], rows: [%s]}\n"
TEAM = "  team: {label: 团队, type: rows, %s, fields: {name: {label: 名, type: text}}}\n"
REPEATED = TABLE % "{repeat: team, rows: [[{field: name}]]}"
MANY = 40_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "city").mkdir()
    (tmp_path / "city" / "notice.yaml").write_text(NOTICE, "utf-8")
    return tmp_path / "city"


def problems(folder: Path, form: str) -> list[str]:
    (folder / "a-1.yaml").write_text(form, "utf-8")
    return [f"{problem.line}: {problem.message}" for problem in check_paths([folder])]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("min_rows: 5, max_rows: 3", "5: 栏目“team”的“min_rows”（5）比“max_rows”（3）大"),
        ("least: 4, max_rows: 3", "5: 栏目“team”的“least”（4）比“max_rows”（3）大"),
        ("min_rows: -1", "5: 栏目“team”的“min_rows”应是不小于 0 的整数"),
        ("min_rows: 900000000", "5: 栏目“team”的“min_rows”太大了，最多是 500"),
        ("max_rows: 99999999999999999999", "5: 栏目“team”的“max_rows”太大了，最多是 5000"),
        ("least: " + "9" * 5000, "5: 栏目“team”的“least”太大了"),
        ("max_rows: ３", "5: 栏目“team”的“max_rows”应是不小于 1 的整数"),
    ],
)
def test_numbers_of_rows_that_cannot_be_are_told_with_their_line(folder: Path, rows: str, said: str) -> None:
    found = problems(folder, HEAD + TEAM % rows + REPEATED)
    assert len(found) == 1
    assert found[0].startswith(said)


def test_as_many_rows_at_least_as_at_most_are_a_table_of_fixed_length(folder: Path) -> None:
    assert problems(folder, HEAD + TEAM % "min_rows: 3, max_rows: 3" + REPEATED) == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("[{field: f, span: 1000000}]", "“span”太大了，最多是 63"),
        ("[{field: f, down: 1000000}]", "“down”太大了，最多是 500"),
    ],
)
def test_a_cell_over_a_million_others_is_told(folder: Path, cell: str, said: str) -> None:
    found = problems(folder, HEAD + "  f: {label: 甲, type: text}\n" + TABLE % cell)
    assert any(said in problem for problem in found)


def test_tables_that_print_more_cells_than_anybody_fills_are_told(folder: Path) -> None:
    wide = "[" + ", ".join(["{field: name}"] + ["甲"] * 19) + "]"
    table = TABLE.replace("[1]", f"[{', '.join('1' * 20)}]") % f"{{repeat: team, rows: [{wide}]}}"
    found = problems(folder, HEAD + TEAM % "min_rows: 500" + table)
    assert [problem.split("。")[0] for problem in found] == [
        "9: 到这张表格为止，连同重复的行要印 10000 格，最多 5000 格"
    ]


def test_more_columns_than_word_takes_are_told(folder: Path) -> None:
    table = (TABLE % "[甲]").replace("[1]", f"[{', '.join('1' * 64)}]")
    assert "表格有 64 列，最多 63 列" in problems(folder, HEAD + "  f: {label: 甲, type: text}\n" + table)[0]


HOSTILE = {
    "fields": "".join(f"  f{n}: {{label: 甲, type: text}}\n" for n in range(MANY)) + TABLE % "[甲]",
    "options": "  f: {label: 甲, type: choices, options: [" + "选, " * MANY + "]}\n" + TABLE % "[{field: f}]",
    "unknown names": "  f: {label: 甲, type: text}\ndocuments:\n  - title: 表\n    parts:\n"
    + "".join(f"      - narrative: g{n}\n" for n in range(MANY)),
    "rows": "  f: {label: 甲, type: text}\n" + TABLE % ", ".join(["[甲]"] * MANY),
    "brackets": f"  f: {{label: 甲, type: text, when: '{'(' * MANY}f{')' * MANY}'}}\n"
    + TABLE % "[{field: f}]",
    "negations": f"  f: {{label: 甲, type: text, when: '{'not ' * MANY}f'}}\n" + TABLE % "[{field: f}]",
    "a name of a megabyte": f"  f: {{label: 甲, type: {'x' * 1_000_000}}}\n" + TABLE % "[{field: f}]",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_definition_is_told_in_bounded_time_and_memory(folder: Path, what: str) -> None:
    (folder / "a-1.yaml").write_text(HEAD + HOSTILE[what], "utf-8")
    status, out, err = run_bounded(["forms", "check", str(folder)], folder)
    assert status == 1, err[-500:]
    assert f"{folder / 'a-1.yaml'}:" in out
    assert len(out) < 2000 * MAX_PROBLEMS
    assert "程序内部出错" not in err


def test_there_is_an_end_of_problems_that_are_told(folder: Path) -> None:
    body = "".join(f"  F{n}: {{label: 甲, type: text, carried: true}}\n" for n in range(2000))
    assert len(problems(folder, HEAD + body + TABLE % "[甲]")) == MAX_PROBLEMS


def test_a_definition_over_two_megabytes_is_refused_before_it_is_read(folder: Path) -> None:
    with (folder / "a-1.yaml").open("wb") as file:
        file.truncate(2**36)  # 64 GB of nothing
    status, _, err = run_bounded(["forms", "check", str(folder)], folder)
    assert (status, "2 MB" in err) == (2, True)
