"""What goes to the printer besides the documents: the 盖章签字路线单."""

from __future__ import annotations

from pathlib import Path

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.pdf import pdf_bytes
from aimed_desktop.files.writing import make_folder, write_atomically
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.names import safe_file_name, shown
from aimed_desktop.packet.routing import TITLE, routing_plan


def write_routing_sheet(app: Application, notice: Notice, folder: Path, paper: FixedPaper) -> Path:
    """The 路线单 as a PDF, named after the project: several applications may share a folder."""
    project = shown(app, app.form.project_name)
    name = safe_file_name("-".join(filter(None, (TITLE, project))), project=project)
    plan = routing_plan(app, notice, paper)
    return write_atomically(make_folder(folder) / f"{name}.pdf", pdf_bytes(plan))
