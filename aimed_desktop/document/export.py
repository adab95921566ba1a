"""Word and PDF files of an application (of a summary Excel files too), written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from aimed_desktop.application.display import display
from aimed_desktop.application.model import Application
from aimed_desktop.definition.layout import Document
from aimed_desktop.document.planner import make_plans
from aimed_desktop.files.file_names import fill_pattern, safe_file_name
from aimed_desktop.files.writing import make_folder, write_together
from aimed_desktop.settings import Settings
from aimed_desktop.stopping import checkpoint

DRAFT_SUFFIX = "-草稿"
USUAL = Settings()


def export(app: Application, folder: Path, draft: bool, settings: Settings = USUAL) -> list[Path]:
    """Write one Word file and one PDF for each document, of a summary an Excel file first; their paths.

    Everything is drawn before the first file is written.
    """
    from aimed_desktop.document.docx import docx_bytes
    from aimed_desktop.document.docx_controls import WordOptions
    from aimed_desktop.document.pdf import pdf_bytes

    plain = WordOptions(settings.word_controls, settings.tick_as_square, settings.print_fingerprint)
    drawn: list[tuple[str, bytes]] = []
    for document, plan in zip(app.form.documents, make_plans(app, draft), strict=True):
        name = document_name(app, document, DRAFT_SUFFIX if draft else "")
        if app.form.kind == "summary":
            from aimed_desktop.document.xlsx import xlsx_bytes

            drawn.append((f"{name}.xlsx", xlsx_bytes(plan)))
        checkpoint()
        drawn.append((f"{name}.docx", docx_bytes(plan, plain)))
        checkpoint()
        drawn.append((f"{name}.pdf", pdf_bytes(plan, print_fingerprint=settings.print_fingerprint)))
    checkpoint()
    make_folder(folder)
    return write_together(folder, dict(drawn))


def document_name(app: Application, document: Document, suffix: str = "") -> str:
    """The file name of a document without its ending, by the definition's pattern, `suffix` at its end."""
    pattern = document.file_name or document.title
    project = _shown(app, app.form.project_name) if app.form.project_name else ""
    return safe_file_name(fill_pattern(pattern, lambda path: _shown(app, path)), suffix, project=project)


def _shown(app: Application, path: str) -> str:
    field, value = app.form.field(path), app.get(path)
    return display(field, value) if field is not None and value is not None else ""
