"""What the unit's own sheets have in common: their page, their facts, their name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aimed_desktop.application.model import Application
from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.document.plan.plan import Grid, Paragraph, Plan, PlanBlock, PlanPart, Properties, Run
from aimed_desktop.document.plan.styles import StyleName
from aimed_desktop.packet.mail import contact_lines
from aimed_desktop.packet.names import printed_value, safe_file_name
from aimed_desktop.packet.routes import TO_BE_FILLED
from aimed_desktop.packet.routing import PAGE, grid, version_text

Known = Callable[[str], str]  # a fact of the unit by its key, as `legal.name`; empty where it is not known

LABEL_MM = 32.0
NUMBER_MM = 13.0


def sheet_plan(
    app: Application,
    title: str,
    blocks: Sequence[PlanBlock],
    more: Sequence[PlanPart] = (),
    page: PageSetup = PAGE,
) -> Plan:
    """A sheet of its own; `more`: what begins behind it."""
    properties = Properties(title, printed_value(app, app.form.unit_name), fingerprint(app))
    return Plan("sheet", properties, page, (PlanPart("sheet", tuple(blocks), bookmark=title), *more))


def sheet_name(app: Application, title: str, suffix: str, to: str = "") -> str:
    """The file's name, after the project: several applications may share a folder."""
    project = printed_value(app, app.form.project_name)
    return safe_file_name("-".join(filter(None, (title, to, project))), suffix, project=project)


def facts(rows: Sequence[tuple[str, str]], width_mm: float) -> Grid:
    """Labels and what they say."""
    return grid((LABEL_MM, width_mm - LABEL_MM), [[label, words] for label, words in rows], centred=(0,))


def usual_facts(app: Application, notice: Notice) -> list[tuple[str, str]]:
    """What every sheet says of its application."""
    return [
        ("通知", notice.title),
        ("申报表", app.form.listed),
        ("申报单位", printed_value(app, app.form.unit_name) or TO_BE_FILLED),
        ("项目名称", printed_value(app, app.form.project_name) or TO_BE_FILLED),
        ("版本 / 核对码", " / ".join(filter(None, (version_text(app), fingerprint(app))))),
    ]


def contact(app: Application, known: Known) -> str:
    """Name and telephone of whoever sees to it: by the application, else by what is known of the unit."""
    typed = next(iter(contact_lines(app)), "").removeprefix("联系人：")
    return typed or " ".join(filter(None, map(known, ("contact.name", "contact.phone")))) or TO_BE_FILLED


def line(words: str, style: StyleName = "cell_answer") -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((Run(words),), style)
