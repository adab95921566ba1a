"""Word and PDF files of an application (of a summary Excel files too), written whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.types import display
from aimed_desktop.definition.layout import Document
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.files.file_names import fill_pattern, safe_file_name
from aimed_desktop.files.writing import make_folder, write_together
from aimed_desktop.settings import UserSettings
from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from aimed_desktop.document.pages.changes import SetDocument

DRAFT_SUFFIX = "-草稿"
USUAL = UserSettings()


@dataclass(frozen=True, slots=True)
class DrawnDocument:
    """One document with its pages and its files: names and contents, of a summary the Excel file first."""

    layout: SetDocument
    files: tuple[tuple[str, bytes], ...]


def export(app: Application, folder: Path, draft: bool, settings: UserSettings = USUAL) -> list[Path]:
    """Write one Word file and one PDF for each document, of a summary an Excel file first; their paths.

    Everything is drawn before the first file is written.
    """
    drawn = draw(app, draft, settings)
    return write_files(folder, [file for each in drawn for file in each.files])


def draw(app: Application, draft: bool, settings: UserSettings = USUAL) -> tuple[DrawnDocument, ...]:
    """Draw every document; nothing is written.

    UserProblem where a picture is missing or cannot be read.
    """
    from aimed_desktop.document.pages.changes import SetDocument
    from aimed_desktop.document.pdf.pdf import pages_as_pdf
    from aimed_desktop.document.typeset.typeset import typeset
    from aimed_desktop.document.word.write.controls import WordOptions
    from aimed_desktop.document.word.write.word_document import docx_bytes

    plain = WordOptions(settings.word_controls, settings.tick_as_square, settings.print_fingerprint)
    drawn = []
    for document, plan in zip(app.form.documents, make_plans(app, draft), strict=True):
        name = document_name(app, document, DRAFT_SUFFIX if draft else "")
        files = []
        if app.form.kind == "summary":
            from aimed_desktop.document.excel.xlsx import xlsx_bytes

            files.append((f"{name}.xlsx", xlsx_bytes(plan)))
        checkpoint()
        files.append((f"{name}.docx", docx_bytes(plan, plain)))
        checkpoint()
        pages = typeset(plan)
        pdf = pages_as_pdf(plan, pages, print_fingerprint=settings.print_fingerprint)
        files.append((f"{name}.pdf", pdf))
        drawn.append(DrawnDocument(SetDocument(plan, pages), tuple(files)))
    checkpoint()
    return tuple(drawn)


def write_files(folder: Path, files: Sequence[tuple[str, bytes]]) -> list[Path]:
    """Write the files into `folder`, which is made; their paths."""
    make_folder(folder)
    return write_together(folder, dict(files)) if files else []


def document_name(app: Application, document: Document, suffix: str = "") -> str:
    """The file name of a document without its ending, by the definition's pattern, `suffix` at its end."""
    pattern = document.file_name or document.title
    project = _shown(app, app.form.project_name) if app.form.project_name else ""
    return safe_file_name(fill_pattern(pattern, lambda path: _shown(app, path)), suffix, project=project)


def _shown(app: Application, path: str) -> str:
    field, value = app.form.field(path), app.get(path)
    return display(field, value) if field is not None and value is not None else ""
