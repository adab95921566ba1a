"""The 盖章签字路线单 as a checklist: each place of one copy, with the page on which it stands."""

from __future__ import annotations

from dataclasses import dataclass

from aimed_desktop.application.model import Application
from aimed_desktop.document.page_changes import SetDocument
from aimed_desktop.packet.places import Stop, stops
from aimed_desktop.packet.void_pages import stop_pages


@dataclass(frozen=True, slots=True)
class Line:
    """A place that the applicants stamp, sign or date. `number`: its place in `stops`, from 0."""

    number: int
    stop: Stop
    where: str  # 封面, 承诺书 第9页; with the document's title where there are several


def checklist(app: Application, documents: tuple[SetDocument, ...]) -> tuple[Line, ...]:
    """Every place of one copy that is not the authority's, in the order of the paper."""
    by_id = {each.plan.document: each for each in documents}
    several = len(documents) > 1
    lines = []
    for number, (stop, (document, pages)) in enumerate(
        zip(stops(app), stop_pages(app, documents), strict=True)
    ):
        if stop.ours:
            lines.append(Line(number, stop, _where(stop, by_id[document], sorted(pages), several=several)))
    return tuple(lines)


def _where(stop: Stop, document: SetDocument, pages: list[int], *, several: bool) -> str:
    name = f"{stop.document} {stop.part}" if several and stop.part != stop.document else stop.part
    page = document.page_name(pages[0]) if len(pages) == 1 else ""
    return name if page in name else f"{name} {page}"
