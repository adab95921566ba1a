"""All that a notice printed stands in Word and PDF, in its order; nothing else does, no hint when filled.

`tests/fixtures/paper/<form>.txt` is the paper, a line for each printed string. `? ` leads what only the
blank form prints, `* ` what stands in a repeated row and may come again.
"""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application
from aimed_desktop.application.values import narrative, options
from aimed_desktop.application.values.types import display
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.layout import Block, CellField, Cover, Row, Table
from aimed_desktop.definition.library import default_library
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.placement import printed_fields
from aimed_desktop.definition.types import FieldType
from aimed_desktop.document.export import export

PAPERS = sorted((Path(__file__).parents[2] / "fixtures" / "paper").glob("*.txt"))
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeezed(text: str) -> str:
    """Without white space and lines to write on; both empty boxes alike."""
    return re.sub(r"[\s_　]", "", text).replace("☐", "□")


@dataclass(frozen=True)
class Printed:
    """A printed string; `blank`: on the blank form only; `again`: perhaps several times."""

    text: str
    blank: bool
    again: bool


def paper(path: Path) -> list[Printed]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        Printed(squeezed(re.sub(r"^[?*] ", "", line)), line.startswith("? "), line.startswith("* "))
        for line in lines
        if line.strip()
    ]


def word_text(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    return "".join(node.text or "" for node in body.iter(f"{WORD}t"))


def pdf_text(path: Path) -> str:
    raw = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
    return re.sub(r"— \d+ —\n", "", raw.stdout.decode())


def texts(app: Application, folder: Path, draft: bool) -> dict[str, str]:
    """All documents of the form, one after the other, by kind of file."""
    joined = {".docx": "", ".pdf": ""}
    for path in export(app, folder, draft):
        if path.suffix == ".xlsx":
            continue  # held to the same plan by test_xlsx.py
        joined[path.suffix] += squeezed(word_text(path) if path.suffix == ".docx" else pdf_text(path))
    return joined


def without(text: str, strings: list[Printed]) -> tuple[str, list[str]]:
    """`text` without the strings, found one after the other; and those that were not found so."""
    rest, place, lost = "", 0, []
    for string in strings:
        found = text.find(string.text, place)
        if found < 0:
            lost.append(string.text)
        else:
            rest += text[place:found] + " "
            place = found + len(string.text)
    return rest + text[place:], lost


@pytest.fixture(scope="module", params=PAPERS, ids=lambda path: path.stem)
def form(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture(scope="module")
def blank(form: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    app = begin(default_library(None), form.stem)
    return texts(app, tmp_path_factory.mktemp("blank"), draft=True)


@pytest.fixture(scope="module")
def example(form: Path) -> Application:
    return begin(default_library(None), form.stem, example=True)


@pytest.fixture(scope="module")
def filled(example: Application, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return texts(example, tmp_path_factory.mktemp("filled"), draft=False)


@pytest.mark.parametrize("kind", [".docx", ".pdf"])
def test_a_blank_draft_prints_the_paper_in_order_and_nothing_else(
    form: Path, blank: dict[str, str], kind: str
) -> None:
    rest, lost = without(blank[kind].replace("草稿", ""), paper(form))
    assert lost == []
    assert rest.strip() == ""


@pytest.mark.parametrize("kind", [".docx", ".pdf"])
def test_the_example_prints_labels_and_values_and_nothing_else(
    form: Path, example: Application, filled: dict[str, str], kind: str
) -> None:
    strings = [string for string in paper(form) if not string.blank]
    rest, lost = without(filled[kind].replace("☑", "□"), strings)
    assert lost == []
    again = [string.text for string in strings if string.again]
    for value in sorted({*values(example), *again}, key=len, reverse=True):
        assert value in filled[kind].replace("☑", "□")
        rest = rest.replace(value, " ")
    assert set(rest) <= set(" 图表•.0123456789")  # numbers of figures, tables and list items


@pytest.mark.parametrize("kind", [".docx", ".pdf"])
def test_no_hint_is_left_on_the_example(form: Path, filled: dict[str, str], kind: str) -> None:
    hints = [string.text for string in paper(form) if string.blank and len(string.text) > 4]
    assert [hint for hint in hints if hint in filled[kind]] == []


def values(app: Application) -> Iterator[str]:
    """Every printed piece of every value."""
    printed, words = printed_fields(app.form), plain_choices(app.form)
    for path, field in app.form.walk():
        unprinted = field.carried or path.split(".")[0] not in printed
        if unprinted or field.holds_fields:
            continue
        for real in app.instances(path):
            yield from filter(None, map(squeezed, pieces(field, app.get(real))))
            if path in words:
                yield from options.labels(app.get(real))


def plain_choices(form: Form) -> set[str]:
    """The choices that are printed as words, without boxes."""

    def inside(rows: tuple[Row | Block, ...], prefix: str) -> Iterator[str]:
        for row in rows:
            if isinstance(row, Block):
                yield from inside(row.rows, f"{row.repeat}." if row.repeat else prefix)
                continue
            parts = (part for cell in row.cells for part in cell.parts)
            yield from (prefix + p.path for p in parts if isinstance(p, CellField) and p.plain)

    bodies = [part.body for document in form.documents for part in document.parts]
    on_covers = {line.field for body in bodies if isinstance(body, Cover) for line in body.lines}
    return on_covers | {path for body in bodies if isinstance(body, Table) for path in inside(body.rows, "")}


def pieces(field: Field, value: Any) -> Iterator[str]:
    if field.is_long:
        yield from (line for text in narrative.texts(value) for line in text.split("\n"))
    elif field.has_options:
        for entry in options.ticked(value):
            yield from (str(entry[key]) for key in ("note", "amount") if entry.get(key))
    elif field.type is not FieldType.YES_NO:
        yield display(field, value)
