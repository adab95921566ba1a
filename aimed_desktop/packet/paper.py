"""What goes to the printer besides the documents: the 盖章签字路线单 and the pages to print again."""

from __future__ import annotations

from pathlib import Path

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.export import document_name
from aimed_desktop.document.page_changes import set_documents
from aimed_desktop.document.pdf import pdf_bytes, some_pages_as_pdf
from aimed_desktop.files.writing import make_folder, write_atomically
from aimed_desktop.packet.names import safe_file_name, shown
from aimed_desktop.packet.pages import paper_pages
from aimed_desktop.packet.routing import TITLE, routing_plan
from aimed_desktop.packet.void_pages import VoidPages
from aimed_desktop.settings import Settings


def write_routing_sheet(app: Application, notice: Notice, folder: Path) -> Path:
    """The 路线单 as a PDF, named after the project: several applications may share a folder."""
    project = shown(app, app.form.project_name)
    name = safe_file_name("-".join(filter(None, (TITLE, project))), project=project)
    plan = routing_plan(app, notice, paper_pages(app))
    return write_atomically(make_folder(folder) / f"{name}.pdf", pdf_bytes(plan))


def write_reprints(app: Application, void: VoidPages, folder: Path, settings: Settings) -> list[Path]:
    """For each document of which only some pages are void these pages as a PDF of their own."""
    wanted = {each.document: each.indexes for each in void.documents if each.indexes and not each.is_whole}
    written = []
    for document, each in zip(app.form.documents, set_documents(app), strict=True):
        if document.id in wanted:
            name = document_name(app, document, suffix=f"-第{app.version}版重印页")
            data = some_pages_as_pdf(
                each.plan, each.pages, wanted[document.id], print_fingerprint=settings.print_fingerprint
            )
            written.append(write_atomically(make_folder(folder) / f"{name}.pdf", data))
    return written
