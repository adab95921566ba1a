"""Whether every cover fits its page; where one does not, which fields are too long for it."""

from __future__ import annotations

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.checks.report import FindingCollector
from aimed_desktop.application.model import Application
from aimed_desktop.definition.layout import Document
from aimed_desktop.document.plan.plan import Plan, Properties
from aimed_desktop.document.plan.planner import cover_of
from aimed_desktop.document.typeset.cover_fit import fit_cover
from aimed_desktop.document.typeset.typeset import sheet_of


def cover_findings(app: Application) -> list[Finding]:
    """An error for each cover that no setting brings on one page; it names the fields that fill it."""
    report = FindingCollector(app)
    for document in app.form.documents:
        too_long = _too_long(app, document)
        if too_long:
            labels = "、".join(f"“{report.label(path)}”" for path in dict.fromkeys(too_long))
            report.error(too_long[0], "cover_full", labels=labels)
    return report.findings


def _too_long(app: Application, document: Document) -> list[str]:
    """The fields that take the most lines of a cover that is too full, the longest first."""
    cover = cover_of(app, document)
    if cover is None:
        return []
    sheet = sheet_of(Plan(document.id, Properties("", "", ""), document.page, ()))
    fit = fit_cover(cover, sheet.text_width, sheet.text_height)
    if fit.fits:
        return []
    lines: dict[str, int] = {}
    for row in fit.rows:
        if row.row.field:
            field = row.row.field.partition(".")[0]  # many short names of one field fill a cover, too
            lines[field] = lines.get(field, 0) + row.lines
    most = sorted(lines, key=lambda field: lines[field], reverse=True)
    return [field for field in most if lines[field] > 1] or most[:1]
