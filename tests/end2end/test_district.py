"""A district's work: packets of many units in, the summary table out in Excel, Word and PDF."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aimed_desktop.application.values.types import display
from aimed_desktop.definition.library import default_library
from tests.end2end.process import Run, aimed, assert_no_insides, assert_one_sentence
from tests.pdf_file import PdfFile
from tests.word_file import words

LIBRARY = default_library(None)
SOURCES = {
    "wuhan-2026-5": ["wuhan-2026-1", "wuhan-2026-2", "wuhan-2026-3", "wuhan-2026-4"],
    "fujian-2025-2": ["fujian-2025-1"],
    "wuhan-2021-2": ["wuhan-2021-3"],
}
SUMMARIES = list(SOURCES)
WITH_EXAMPLE = {s: [f for f in forms if LIBRARY.example(f) is not None] for s, forms in SOURCES.items()}
TITLES = {
    "wuhan-2026-5": "示例区“人工智能+医疗”创新应用项目申报信息汇总表",
    "fujian-2025-2": "福建省“人工智能+医疗卫生”应用场景研发项目推荐汇总表",
    "wuhan-2021-2": "人工智能医疗器械创新任务揭榜单位推荐表",
}


@pytest.fixture(scope="module")
def packets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A packet of each example, by form; the folder of a summary's packets is named after it."""
    made = {}
    base = tmp_path_factory.mktemp("packets")
    for summary, forms in WITH_EXAMPLE.items():
        for form in forms:
            example = base / form / "application.json"
            assert aimed("new", form, "--example", "-o", example).status == 0
            run = aimed("--data-dir", base / "data", "pack", example, "-o", base / summary)
            assert run.status == 0, run
            made[form] = run.paths[1]
    return made


def rows_of(path: Path) -> list[list[str]]:
    """The texts of a sheet row by row, empty cells and rows left out."""
    workbook = openpyxl.load_workbook(path)
    assert len(workbook.sheetnames) == 1
    rows = ([str(value) for value in row if value is not None] for row in workbook.worksheets[0].values)
    return [row for row in rows if row]


def test_there_is_an_example_to_pack_for_each_summary() -> None:
    assert all(WITH_EXAMPLE.values())


@pytest.mark.parametrize("summary", SUMMARIES)
def test_the_packets_of_the_examples_become_rows_in_three_files(
    summary: str, packets: dict[str, Path], tmp_path: Path
) -> None:
    files = [tmp_path / f"汇总.{ending}" for ending in ("xlsx", "docx", "pdf", "json")]
    folder = packets[WITH_EXAMPLE[summary][0]].parent
    run = aimed("--data-dir", tmp_path / "data", "summary", summary, folder, "-o", *files)
    assert (run.status, run.paths) == (0, files), run
    data = json.loads(files[3].read_text(encoding="utf-8"))["values"]
    excel = rows_of(files[0])
    word = "".join(words(files[1].read_bytes()).split())
    pdf = PdfFile(files[2].read_bytes(), tmp_path).squeezed()
    assert excel[0] == [TITLES[summary]] and TITLES[summary] in word and TITLES[summary] in pdf
    expected = list(_expected(summary, data))
    assert len(expected) >= len(WITH_EXAMPLE[summary])
    for row in expected:
        assert row in excel
        assert all("".join(text.split()) in word and "".join(text.split()) in pdf for text in row)


def _expected(summary: str, data: dict[str, Any]) -> list[list[str]]:
    """The rows by hand from the examples: number, then the columns in the order of the table."""
    form = LIBRARY.form(summary)
    rows = []
    for field in form.fields:
        if field.collect is None:
            continue
        number = 0
        for source in field.collect.forms:
            for texts in _of_example(source, field.collect.each, dict(field.collect.columns)):
                number += 1
                rows.append([str(number), *(texts[c.id] for c in field.fields if texts.get(c.id))])
        assert len(data.get(field.id, [])) == number
    return rows


def _of_example(source: str, each: str | None, columns: dict[str, Any]) -> list[dict[str, str]]:
    from aimed_desktop.application.beginning import begin

    if LIBRARY.example(source) is None:
        return []
    app = begin(LIBRARY, source, example=True)
    rows = app.get(each) if each else None
    prefixes = [f"{each}.{n}." for n in range(len(rows))] if isinstance(rows, list) else [""]
    made = []
    for prefix in prefixes:
        texts = {}
        for column, pattern in columns.items():
            path = pattern.source.strip("{}")
            real = prefix + path.removeprefix(f"{each}.") if each and path.startswith(f"{each}.") else path
            field = app.form.field(path)
            assert field is not None
            texts[column] = display(field, app.get(real))
        made.append(texts)
    return made


def test_a_truncated_packet_is_named_and_the_rest_go_on(packets: dict[str, Path], tmp_path: Path) -> None:
    good = packets["wuhan-2026-1"]
    cut = tmp_path / "截断.zip"
    cut.write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    table = tmp_path / "新建" / "汇总.xlsx"
    run = aimed("--data-dir", tmp_path / "data", "summary", "wuhan-2026-5", cut, good, good, "-o", table)
    assert run.status == 2 and run.paths == [table]
    assert run.err.startswith(f"{cut}：") and "只列一次" in run.err
    assert_no_insides(run)
    assert [row[1] for row in rows_of(table) if row[0] == "1" and len(row) > 1] == ["示例区"]


def test_nothing_usable_leaves_no_table(packets: dict[str, Path], tmp_path: Path) -> None:
    cut = tmp_path / "截断.zip"
    cut.write_bytes(packets["wuhan-2026-1"].read_bytes()[:5000])
    table = tmp_path / "汇总.xlsx"
    run = aimed("--data-dir", tmp_path / "data", "summary", "wuhan-2026-5", cut, "-o", table)
    assert run.status == 2 and not table.exists() and "没有生成汇总表" in run.err


def test_typed_words_are_taken_from_the_summary_begun_earlier(
    packets: dict[str, Path], tmp_path: Path
) -> None:
    begun = tmp_path / "推荐表.yaml"
    begun.write_text(
        "format: aimed-application/1\nform: wuhan-2021-2\nvalues:\n  recommender: 示例区经信局\n", "utf-8"
    )
    first, second = tmp_path / "一.json", tmp_path / "二.xlsx"
    packet = packets["wuhan-2021-3"]
    run = _summary(tmp_path, packet, "--with", begun, "-o", first)
    assert run.status == 0, run
    data = json.loads(first.read_text(encoding="utf-8"))
    data["values"]["units"][0]["reason"] = "技术先进，基础扎实。"
    first.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assert _summary(tmp_path, packet, "--with", first, "-o", second).status == 0
    printed = rows_of(second)
    assert any("技术先进，基础扎实。" in row for row in printed)
    assert sum(row[0] in ("1", "2") and len(row) > 1 for row in printed) == 1
    assert any("推荐单位：示例区经信局　　盖章" in row for row in printed)


def _summary(folder: Path, *arguments: object) -> Run:
    return aimed("--data-dir", folder / "data", "summary", "wuhan-2021-2", *arguments)


def test_a_summary_typed_by_hand_is_exported_to_excel_too(tmp_path: Path) -> None:
    typed = tmp_path / "a" / "application.yaml"
    assert aimed("new", "wuhan-2026-5", "--example", "-o", typed).status == 0
    run = aimed("--data-dir", tmp_path / "data", "export", typed, "-o", tmp_path / "out")
    assert run.status == 0, run
    assert [path.suffix for path in run.paths] == [".xlsx", ".docx", ".pdf"]
    assert rows_of(run.paths[0])[0] == ["示例区“人工智能+医疗”创新应用项目申报信息汇总表"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["wuhan-2026-1", "x.zip", "-o", "a.xlsx"], "不是汇总表"),
        (["wuhan-2026-5", "x.zip", "-o", "a.xls"], "结尾不认识"),
        (["wuhan-2026-5", "x.zip"], "-o"),
        (["fujian-2025-2", "x.zip", "--with", "WITH", "-o", "a.xlsx"], "--with"),
    ],
)
def test_bad_usage_is_one_sentence(arguments: list[str], word: str, tmp_path: Path) -> None:
    other = tmp_path / "w.yaml"
    other.write_text("format: aimed-application/1\nform: wuhan-2026-5\nvalues: {}\n", "utf-8")
    given = [str(other) if argument == "WITH" else argument for argument in arguments]
    run = aimed("--data-dir", tmp_path / "data", "summary", *given)
    assert_one_sentence(run, 2)
    assert word in run.err
