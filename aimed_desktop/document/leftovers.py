"""What must not be handed in, looked for in the produced files: hints, （模板）, XX区, open blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.checks.texts import XX_NAME
from aimed_desktop.application.model import Application
from aimed_desktop.definition.fields import FieldRef, Text
from aimed_desktop.definition.layout import (
    Block,
    CellText,
    Cover,
    Heading,
    Paragraphs,
    Part,
    Row,
    Table,
    Title,
)
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.placement import own_words
from aimed_desktop.document.plan.plan import TICKED
from aimed_desktop.document.word.produced_files import Control, read_pdf, read_word, squeezed
from aimed_desktop.document.word.styles import TICK_SQUARE

_SHORTEST = 4  # characters: （模板）; what is shorter may be anybody's word
_BLANK = re.compile(rf"[{TICKED}{TICK_SQUARE}](?P<option>[^{TICKED}{TICK_SQUARE}□☐_]{{1,60}}?)_+")
_FIX = "请改好后重新导出；改不掉的，请把这份申报件交给维护人员查看。"


@dataclass(frozen=True, slots=True)
class Trace:
    """Words that only the blank paper may show. `field` is the path that they belong to, if any."""

    words: str
    field: str | None
    kind: str  # what it is, in Chinese


@dataclass(frozen=True, slots=True)
class _Found:
    field: str | None
    message: str


def leftovers(app: Application, files: Sequence[Path]) -> list[Finding]:
    """Warnings about the Word and PDF files of an application, read back from disk, each thing once.

    Un-ticked options keep their blank, and hand-written dates, signature lines and the authority's own cells
    stay open: they are none. `files` are in the order of the form's documents.
    """
    traces = tuple(traces_of(app.form))
    found: dict[_Found, None] = {}
    for path in files:
        if path.suffix == ".docx":
            word = read_word(path.read_bytes())
            found.update(dict.fromkeys(_in_controls(word.controls, app.form)))
            found.update(dict.fromkeys(_in_text(word.text, traces, app)))
        elif path.suffix == ".pdf":
            found.update(dict.fromkeys(_in_text(read_pdf(path.read_bytes()), traces, app)))
    return [
        Finding("warning", "leftover", item.field, _label(app.form, item.field), item.message, _FIX)
        for item in found
    ]


def traces_of(form: Form) -> Iterator[Trace]:
    """Every string of the definition that a filled form must not print, but what it prints elsewhere too."""
    own = squeezed("\n".join(own_words(form)))
    return (trace for trace in _traces(form) if squeezed(trace.words) not in own)


def _traces(form: Form) -> Iterator[Trace]:
    for path, field in form.walk():
        for hint in field.hints:
            if len(hint.text) >= _SHORTEST:
                yield Trace(hint.text, path, "填写说明")
    for document in form.documents:
        for part in document.parts:
            yield from _traces_in(part)


def _traces_in(part: Part) -> Iterator[Trace]:
    body = part.body
    if isinstance(body, Title) and body.blank_only:
        yield Trace(body.blank_only.plain, None, "字样")
    if isinstance(body, Paragraphs) and part.blank_only:
        yield from (Trace(text.plain, None, "说明") for text in body.texts)
    if isinstance(body, Table):
        for row in body.rows:
            yield from _hints_in(row)
    texts = body.texts if isinstance(body, Paragraphs) else ()
    if isinstance(body, Title | Heading):
        texts = (body.text,)
    elif isinstance(body, Cover):
        texts = (*body.title, *body.foot)
    for text in texts:
        yield from _blanks_in(text)


def _hints_in(row: Row | Block) -> Iterator[Trace]:
    if isinstance(row, Block):
        for inner in row.rows:
            yield from _hints_in(inner)
        return
    for cell in row.cells:
        for piece in cell.parts:
            if isinstance(piece, CellText) and piece.role == "hint" and len(piece.text.plain) >= _SHORTEST:
                yield Trace(piece.text.plain, None, "填写说明")


def _blanks_in(text: Text) -> Iterator[Trace]:
    """`XX区卫生健康局` where the field in it has a printed stand-in."""
    named = [piece for piece in text.pieces if isinstance(piece, FieldRef) and piece.blank]
    if named:
        words = "".join(piece if isinstance(piece, str) else piece.blank or "" for piece in text.pieces)
        yield Trace(words, named[0].path, "字样")


def _in_text(text: str, traces: Sequence[Trace], app: Application) -> Iterator[_Found]:
    for trace in traces:
        if squeezed(trace.words) in text:
            shown = trace.words if len(trace.words) <= 12 else f"{trace.words[:12]}……"
            yield _Found(trace.field, f"导出的文件里还留着表上的{trace.kind}“{shown}”。")
    labels = {option.label: path for path, field in app.form.walk() for option in field.options}
    for match in _BLANK.finditer(text):
        option = next((label for label in labels if match["option"].startswith(squeezed(label))), None)
        if option is not None:
            yield _blank_of(labels[option], option, app.form)


def _in_controls(controls: Sequence[Control], form: Form) -> Iterator[_Found]:
    ticked = {(control.path, control.option) for control in controls if control.ticked}
    for control in controls:
        if control.ticked is not None:
            continue
        if control.is_empty and control.option and (control.path, control.option) in ticked:
            yield _blank_of(_definition_path(control.path), control.option, form)
        elif not control.is_empty and XX_NAME.search(control.text):
            yield _Found(_definition_path(control.path), "导出的文件里还留着“XX”。")


def _blank_of(path: str, option: str, form: Form) -> _Found:
    return _Found(path, f"导出的文件里“{_label(form, path)}”勾选了“{option}”，旁边的空还没有填。")


def _definition_path(path: str) -> str:
    return ".".join(step for step in path.split(".") if not step.isdigit())


def _label(form: Form, path: str | None) -> str:
    field = form.field(path) if path else None
    return field.label if field is not None else "导出的文件"
