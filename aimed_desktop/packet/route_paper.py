"""What goes to the printer besides the documents: the 盖章签字路线单."""

from __future__ import annotations

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.names import printed_value, safe_file_name
from aimed_desktop.packet.routing import TITLE, routing_plan
from aimed_desktop.packet.void_pages import VoidPages


def routing_sheet(
    app: Application, notice: Notice, paper: FixedPaper, void: VoidPages | None = None
) -> tuple[str, bytes]:
    """The 路线单 as a PDF, its name after the project: several applications may share a folder.

    `void`: what of the paper before is void; it stands first.
    """
    project = printed_value(app, app.form.project_name)
    name = safe_file_name("-".join(filter(None, (TITLE, project))), project=project)
    plan = routing_plan(app, notice, paper, void)
    return f"{name}.pdf", pdf_bytes(plan)
