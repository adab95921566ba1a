"""Which fields each document of an application prints, and which words only stand in for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aimed_desktop.application.model import Application
from aimed_desktop.definition.layout import Cover, Document
from aimed_desktop.document.plan.plan import (
    CoverPage,
    Figure,
    FigureRow,
    Grid,
    Paragraph,
    PlanBlock,
    Run,
    SignatureBlock,
)
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.read.values import folded_words


@dataclass(frozen=True, slots=True)
class FieldWords:
    """`options`: labels that have a box; `blank`: what stands there else, blanks left out."""

    options: tuple[str, ...] = ()
    blank: frozenset[str] = frozenset()


def printed_words(app: Application) -> list[dict[str, FieldWords]]:
    """For each document of the form: the paths that it prints, with their words."""
    return [
        _words_of(
            [run for part in plan.parts for block in part.blocks for run in _runs(block)], app, document
        )
        for plan, document in zip(make_plans(app, draft=True), app.form.documents, strict=True)
    ]


def _words_of(runs: list[Run], app: Application, document: Document) -> dict[str, FieldWords]:
    blank_lines = {
        line.field: line.blank
        for part in document.parts
        if isinstance(part.body, Cover)
        for line in part.body.lines
        if line.blank
    }
    options: dict[str, dict[str, None]] = {}
    blank: dict[str, list[str]] = {}
    for run in runs:
        if run.field is None or not _is_real(run.field, app):
            continue
        labels, words = options.setdefault(run.field, {}), blank.setdefault(run.field, [])
        if run.option is not None:
            labels[run.option] = None
        if run.kind in ("hint", "blank"):
            words.append(run.text)
    for path, words in blank.items():
        definition = app.form.field(path)
        if definition is not None:
            words += [*(hint.text for hint in definition.hints), definition.hint or ""]
        words.append(blank_lines.get(path, ""))
    return {path: FieldWords(tuple(labels), folded_words(blank[path])) for path, labels in options.items()}


def _is_real(path: str, app: Application) -> bool:
    """Not the place of a row or a group that the blank paper alone shows."""
    steps = path.split(".")
    if "" in steps:
        return False
    found = app.form.field(steps[0])
    return found is None or not found.is_rows or len(steps) < 2 or steps[1].isdigit()


def _runs(block: PlanBlock) -> Iterator[Run]:
    match block:
        case Paragraph(runs=runs):
            yield from runs
        case Figure(field=path, caption=caption):
            yield Run("", "answer", field=path)
            yield from caption.runs if caption else ()
        case FigureRow(figures=figures):
            for figure in figures:
                yield from _runs(figure)
        case Grid(rows=rows, caption=caption):
            yield from caption.runs if caption else ()
            for row in rows:
                for cell in row.cells:
                    for inner in cell.blocks:
                        yield from _runs(inner)
        case CoverPage(rows=lines):
            for line in lines:
                yield Run(line.value, "hint" if line.is_empty else "answer", field=line.field)
        case SignatureBlock(lines=signatures):
            for signature in signatures:
                yield from signature.runs
