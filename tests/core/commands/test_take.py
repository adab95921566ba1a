"""`aimed take`: what a Word file says field by field, and an application that has what was accepted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from aimed_desktop.application.file import read_application
from aimed_desktop.application.model import Application
from aimed_desktop.cli import main
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.word.chapter import chapter_bytes
from aimed_desktop.services.taking import accept, take_words
from tests.core.document.word_edits import controls, edited, write
from tests.word_file import W

FORM = "wuhan-2026-1"
LIBRARY = default_library(None)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    target = tmp_path / "work" / "application.json"
    assert main(["new", FORM, "--example", "-o", str(target)]) == 0
    return target


@pytest.fixture
def word(example: Path, tmp_path: Path) -> Path:
    """The document as it was exported."""
    assert main(["export", str(example), "-o", str(tmp_path / "out")]) == 0
    return next((tmp_path / "out").glob("*.docx"))


def taken(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, dict[str, Any]]]:
    capsys.readouterr()
    status = main(["take", *map(str, arguments), "--json"])
    return status, {entry["field"]: entry for entry in json.loads(capsys.readouterr().out)}


def changed(word: Path, path: str, text: str, name: str = "改.docx") -> Path:
    def edit(root: etree._Element) -> None:
        write(controls(root, path)[0], text)

    target = word.with_name(name)
    target.write_bytes(edited(word.read_bytes(), edit))
    return target


def changed_chapter(data: bytes) -> bytes:
    def edit(root: etree._Element) -> None:
        last = [node for node in root.iter(W + "t") if len(node.text or "") > 40][-1]
        last.text = "作者改写了这一段。"

    return edited(data, edit)


def app_of(path: Path) -> Application:
    return read_application(path, LIBRARY)


def test_an_untouched_word_says_nothing_new(example: Path, word: Path, capsys: Any) -> None:
    status, found = taken(capsys, example, word)
    assert status == 0 and len(found) > 15
    assert {entry["state"] for entry in found.values()} == {"same"}
    assert set(found["lead_name"]) == {"field", "old", "new", "state", "where", "notes"}


def test_what_the_author_changed_is_new_and_written(example: Path, word: Path, capsys: Any) -> None:
    target = example.with_name("采用.json")
    before = example.read_bytes()
    status, found = taken(capsys, example, changed(word, "lead_name", "王新"), "-o", target)
    assert status == 0
    assert (found["lead_name"]["state"], found["lead_name"]["new"]) == ("new", "王新")
    assert found["lead_name"]["where"].startswith("改.docx：")
    assert app_of(target).get("lead_name") == "王新"
    assert app_of(target).get("lead_title") == app_of(example).get("lead_title")
    assert example.read_bytes() == before


def test_what_was_changed_here_meanwhile_is_a_conflict(example: Path, word: Path, capsys: Any) -> None:
    data = json.loads(example.read_text(encoding="utf-8"))
    data["values"]["lead_name"] = "李改"
    example.write_text(json.dumps(data), encoding="utf-8")
    given, all_of_it = example.with_name("新.json"), example.with_name("全.json")
    status, found = taken(capsys, example, word, "-o", given)
    assert (status, found["lead_name"]["state"]) == (1, "conflict")
    assert app_of(given).get("lead_name") == "李改"
    assert taken(capsys, example, word, "--accept", "all", "-o", all_of_it)[0] == 1
    assert app_of(all_of_it).get("lead_name") != "李改"


def test_an_emptied_or_lost_field_is_told_and_never_emptied_here(
    example: Path, word: Path, capsys: Any
) -> None:
    def edit(root: etree._Element) -> None:
        write(controls(root, "lead_name")[0], "")
        for node in controls(root, "lead_title"):
            node.getparent().remove(node)  # type: ignore[union-attr]
        for mark in root.iter(W + "bookmarkStart"):
            mark.set(W + "name", "gone")

    word.write_bytes(edited(word.read_bytes(), edit))
    target = example.with_name("空.json")
    status, found = taken(capsys, example, word, "--accept", "all", "-o", target)
    assert (found["lead_name"]["state"], found["lead_title"]["state"]) == ("blank", "missing")
    assert status == 0
    assert app_of(target).get("lead_name") == app_of(example).get("lead_name")


def test_two_files_that_differ_are_a_conflict(example: Path, word: Path, capsys: Any) -> None:
    one, two = changed(word, "lead_name", "甲", "1.docx"), changed(word, "lead_name", "乙", "2.docx")
    capsys.readouterr()
    assert main(["take", str(example), str(one), str(two)]) == 1
    out = capsys.readouterr().out
    assert out.count("有冲突") == 2 and "1.docx" in out and "2.docx" in out


def test_a_chapter_of_another_application_is_unsure(example: Path, tmp_path: Path, capsys: Any) -> None:
    app = app_of(example)
    chapter = tmp_path / "章节.docx"
    notice = LIBRARY.notice(app.form.notice_id)
    data = chapter_bytes(app, notice, ["background"], origin="20260101-AAAAA")
    chapter.write_bytes(data)
    assert taken(capsys, example, chapter)[0] == 0, "without an archive nobody knows better"
    chapter.write_bytes(changed_chapter(data))
    found = take_words(app, [chapter], origin="20260101-BBBBB")
    assert [state.state for _, state in found.fields] == ["unsure"] and not found.is_sure
    assert accept(app, found, "new").get("background") == app.get("background")
    assert accept(app, found, "all").get("background") != app.get("background")


def test_what_is_no_word_file_and_what_would_be_overwritten_is_refused(
    example: Path, word: Path, capsys: Any
) -> None:
    (no_word := word.with_name("x.docx")).write_bytes(b"no")
    assert main(["take", str(example), str(no_word)]) == 2
    assert "Word" in capsys.readouterr().err
    assert main(["take", str(example), str(word), "-o", str(example)]) == 2
    assert main(["take", str(example)]) == 2
    assert "Word文件" in capsys.readouterr().err
