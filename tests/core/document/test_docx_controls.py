"""Every field of a form, filled or empty, has its content control, so that a filled Word can be read back."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application
from aimed_desktop.definition.fields import FieldRef
from aimed_desktop.definition.layout import Cover
from aimed_desktop.definition.library import default_library
from aimed_desktop.definition.placement import printed_fields
from aimed_desktop.definition.types import FieldType
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.write.controls import WordOptions
from aimed_desktop.document.word.write.word_document import docx_bytes
from tests.libreoffice import to_pdf
from tests.word_file import W14, W, controls, part, text_of, words

FORMS = [entry.id for entry in default_library(None).listing(all_=True) if entry.kind == "application"]


def _words_of(app: Application, draft: bool, options: WordOptions | None = None) -> list[bytes]:
    return [docx_bytes(plan, options or WordOptions()) for plan in make_plans(app, draft)]


def _blank(form: str) -> Application:
    return begin(default_library(None), form)


def _printed_paths(app: Application) -> set[str]:
    """The paths of everything that can be typed and stands on the blank paper, rows without their number."""
    printed = printed_fields(app.form)
    groups = (FieldType.ROWS, FieldType.GROUP)
    return {
        path
        for path, field in app.form.walk()
        if path.split(".")[0] in printed and field.type not in groups and not field.carried
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("draft", [True, False], ids=["with hints", "without"])
def test_every_empty_field_of_the_paper_has_a_control_that_reads_as_empty(form: str, draft: bool) -> None:
    app = _blank(form)
    tags = {
        ".".join(step for step in tag.split(".") if not step.isdigit())
        for word in _words_of(app, draft)
        for tag, _text in controls(word)
    }
    conditional = {path for path, field in app.form.walk() if field.when is not None or "." in path}
    conditional |= {
        piece.path
        for document in app.form.documents
        for body in (part.body for part in document.parts)
        if isinstance(body, Cover)
        for line in body.title
        for piece in line.pieces
        if isinstance(piece, FieldRef)
    }  # a title is words, not a place to type
    assert _printed_paths(app) - conditional <= tags
    for word in _words_of(app, draft):
        for control in part(word).iter(W + "sdt"):
            assert control.find(f"{W}sdtPr/{W14}checkbox") is not None or _stands_in(control)


@pytest.mark.parametrize("form", FORMS)
def test_the_auditor_finds_nothing_in_any_form_blank_or_filled(form: str, tmp_path: Path) -> None:
    library = default_library(None)
    example = [begin(library, form, example=True)] if library.example(form) else []
    for name, app in zip(("blank", "filled"), [_blank(form), *example], strict=False):
        for options in (WordOptions(), WordOptions(False, True, True)):
            for number, word in enumerate(_words_of(app, name == "blank", options)):
                path = tmp_path / f"{name}{number}.docx"
                path.write_bytes(word)
                result = OpenXmlValidator(max_errors=0).validate(str(path))
                assert result.is_valid, [str(error) for error in result.errors]


def test_a_plain_word_says_the_same_without_a_control() -> None:
    app = begin(default_library(None), "demo", example=True)
    rich, plain = _words_of(app, False)[0], _words_of(app, False, WordOptions(controls=False))[0]
    assert words(plain) == words(rich)
    assert not list(part(plain).iter(W + "sdt"))
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        assert "word/glossary/document.xml" not in package.namelist()


def test_a_tick_can_be_a_square_that_every_chinese_font_has() -> None:
    app = begin(default_library(None), "demo", example=True)
    usual, square = _words_of(app, False)[0], _words_of(app, False, WordOptions(tick_as_square=True))[0]
    assert words(usual).replace("☑", "■") == words(square)
    assert "■" in words(square)
    for box in part(square).iter(W14 + "checkedState"):
        assert box.get(W14 + "val") == "25A0"


def test_the_fingerprint_stands_at_the_foot_only_when_asked_for() -> None:
    app = begin(default_library(None), "demo", example=True)
    plan = make_plans(app)[0]
    usual, printed = docx_bytes(plan), docx_bytes(plan, WordOptions(print_fingerprint=True))
    assert text_of(part(usual, "word/footer1.xml")) == "—1—"
    assert text_of(part(printed, "word/footer1.xml")) == f"—1—{plan.properties.fingerprint}"


def test_what_is_typed_for_an_option_says_for_which() -> None:
    app = begin(default_library(None), "demo", example=True)
    body = part(_words_of(app, False)[0])
    typed = [
        (_title(control), text_of(control))
        for control in body.iter(W + "sdt")
        if control.find(f"{W}sdtPr/{W}tag").get(W + "val") == "modality" and not _stands_in(control)
    ]
    expected = []
    for entry in app.get("modality"):
        expected += [(entry["option"], entry[key]) for key in ("note", "amount") if entry.get(key)]
    assert [pair for pair in typed if pair[1] not in ("☑", "□")] == expected


def _stands_in(control: etree._Element) -> bool:
    return control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _title(control: etree._Element) -> str | None:
    alias = control.find(f"{W}sdtPr/{W}alias")
    return None if alias is None else alias.get(W + "val")


def test_options_begin_their_line_with_their_box_and_are_not_broken(tmp_path: Path) -> None:
    app = begin(default_library(None), "wuhan-2026-4", example=True)
    printed = to_pdf(_words_of(app, False)[0], tmp_path)
    text = subprocess.run(
        ["pdftotext", "-raw", printed, "-"], capture_output=True, check=True
    ).stdout.decode()
    lines = text.splitlines()
    assert not [line for line in lines if line.rstrip().endswith(("□", "☑"))]
    fields = [field for _, field in app.form.walk() if not field.carried]
    options = [option.label for field in fields for option in field.options]
    broken = [option for option in options if not any(option in line for line in lines)]
    assert broken == []
