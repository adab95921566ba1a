"""A Word file with twenty thousand of something is read in bounded time, or refused with a sentence."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.file import to_json
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.export import export
from aimed_desktop.document.word.read.package import open_word
from aimed_desktop.errors import UserProblem
from tests.bounded import ROOT
from tests.word_file import W

from .word_edits import controls, edited, markup, write

MANY = 20_000
_TAKEN = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from pathlib import Path
from aimed_desktop.application.file import read_application
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.word.take_back import take_back
from aimed_desktop.errors import UserProblem
app = read_application(Path("a.json"), default_library(None))
try:
    taken = take_back(Path("a.docx").read_bytes(), app)
    print("same", taken.same, "changed", *[field.path for field in taken.changed])
except UserProblem as problem:
    print(problem.code)
"""
Edit = Callable[[etree._Element], None]


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("word")
    app = begin(default_library(None), "wuhan-2026-1", example=True)
    for name in app.files.folder.rglob("*"):  # type: ignore[attr-defined]
        if name.is_file() and name.suffix != ".yaml":
            target = folder / name.relative_to(app.files.folder)  # type: ignore[attr-defined]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(name.read_bytes())
    (folder / "a.json").write_bytes(to_json(app))
    made = next(path for path in export(app, folder / "out", draft=False) if path.suffix == ".docx")
    return folder, made.read_bytes()


def taken(word: tuple[Path, bytes], edit: Edit) -> str:
    """What a process with a minute of the processor and 2 GB makes of the edited file."""
    folder, data = word
    (folder / "a.docx").write_bytes(edited(data, edit))
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", _TAKEN], cwd=folder, env=environ, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-800:]
    return ran.stdout.strip()


def copies(path: str, *, of_row: bool = False, times: int = MANY) -> Edit:
    """The first control of a field once more and again, or the row of the table that it stands in."""

    def edit(root: etree._Element) -> None:
        control = controls(root, path)[0]
        node = next(control.iterancestors(W + "tr")) if of_row else control
        for number in range(times):
            copy = deepcopy(node)
            if not of_row:
                write(copy, f"第{number}份")
            node.addnext(copy)

    return edit


def test_copies_of_one_control_side_by_side_are_one_that_was_split(word: tuple[Path, bytes]) -> None:
    assert "unit_name" in taken(word, copies("unit_name"))


def test_copies_of_a_whole_chapter_are_refused(word: tuple[Path, bytes]) -> None:
    assert taken(word, copies("background")) in ("word_too_long", "word_too_large")


@pytest.mark.parametrize("path", ["unit_name", "joint_units.0.name"])
def test_copies_of_a_row_are_refused(word: tuple[Path, bytes], path: str) -> None:
    assert taken(word, copies(path, of_row=True)) in ("word_repeats", "word_too_large")


def test_a_few_copied_rows_are_new_rows(word: tuple[Path, bytes]) -> None:
    assert "joint_units" in taken(word, copies("joint_units.0.name", of_row=True, times=3))


def in_chapter(block: Callable[[], etree._Element], times: int) -> Edit:
    def edit(root: etree._Element) -> None:
        content = controls(root, "background")[0].find(W + "sdtContent")
        assert content is not None
        for _ in range(times):
            content.append(block())

    return edit


def test_a_chapter_of_more_paragraphs_than_anybody_writes_is_refused(word: tuple[Path, bytes]) -> None:
    paragraph = markup("<w:p><w:r><w:t>甲</w:t></w:r></w:p>")
    assert taken(word, in_chapter(lambda: deepcopy(paragraph), MANY)) == "word_too_long"


def test_a_table_of_a_million_cells_is_refused(word: tuple[Path, bytes]) -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="63"/></w:tcPr><w:p/></w:tc>'
    row = markup(f"<w:tr>{cell * 10}</w:tr>")

    def table() -> etree._Element:
        made = markup("<w:tbl></w:tbl>")
        made.extend([deepcopy(row) for _ in range(2000)])
        return made

    assert taken(word, in_chapter(table, 1)) == "word_huge_table"


def test_numbers_of_five_thousand_digits_are_no_numbers(word: tuple[Path, bytes]) -> None:
    digits = "9" * 5000
    table = f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{digits}"/></w:tcPr>'
    table += "<w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    outline = f'<w:p><w:pPr><w:outlineLvl w:val="{digits}"/></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>'
    for block in (table, outline):
        assert "background" in taken(word, in_chapter(lambda words=block: markup(words), 1))


def test_fields_inside_fields_notes_and_changes_without_end_are_read(word: tuple[Path, bytes]) -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF</w:instrText></w:r>'
    noted = '<w:r><w:footnoteReference w:id="2"/></w:r><w:ins><w:r><w:t>甲</w:t></w:r></w:ins>'
    paragraph = markup(f"<w:p>{noted * MANY}{begun * MANY}<w:r><w:t>乙</w:t></w:r></w:p>")
    assert "background" in taken(word, in_chapter(lambda: paragraph, 1))


def test_rows_merged_all_the_way_down_are_read(word: tuple[Path, bytes]) -> None:
    paragraph = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
    row = f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph}</w:tc><w:tc>{paragraph}</w:tc></w:tr>"
    table = markup(f"<w:tbl>{row * 900}</w:tbl>")
    assert "background" in taken(word, in_chapter(lambda: table, 1))


@pytest.mark.large
def test_more_elements_than_memory_bears_are_refused_before_they_are_built(tmp_path: Path) -> None:
    names = random.Random(1).choices("abcdef", k=3_000_001)  # so that no ratio shows it
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "".join(f"<{name}/>" for name in names))
    with pytest.raises(UserProblem) as refused:
        open_word((tmp_path / "a.docx").read_bytes())
    assert refused.value.code == "word_too_large"  # and not damaged: the parser was not asked
