"""Which printed pages of a new version look different from those of the version before."""

from __future__ import annotations

from dataclasses import dataclass

from aimed_desktop.application.model import Application
from aimed_desktop.document.pdf import printed_number
from aimed_desktop.document.plan import Plan
from aimed_desktop.document.planner import make_plans
from aimed_desktop.document.typeset import Page, typeset
from aimed_desktop.document.typeset_boxes import Area, Mark, Text


@dataclass(frozen=True, slots=True)
class SetDocument:
    """One document with its pages set, as it is printed."""

    plan: Plan
    pages: list[Page]

    def page_name(self, index: int) -> str:
        """What a clerk calls the page `index` (from 0): 封面, 第3页."""
        number = printed_number(self.plan, index)
        if number is not None:
            return f"第{number}页"
        return "封面" if self.plan.has_cover and index == 0 else f"第{index + 1}张"


@dataclass(frozen=True, slots=True)
class ChangedPages:
    """Of one document, by index from 0: `void` are printed again, `gone` are taken out without successor."""

    document: str  # id
    void: tuple[int, ...]
    gone: tuple[int, ...]


def set_documents(app: Application) -> tuple[SetDocument, ...]:
    """Every document of the application. UserProblem where a picture is missing or cannot be read."""
    return tuple(SetDocument(plan, typeset(plan)) for plan in make_plans(app))


def changed_pages(
    old: tuple[SetDocument, ...], new: tuple[SetDocument, ...], *, print_fingerprint: bool = False
) -> tuple[ChangedPages, ...]:
    """For each new document what changed, those that look as before left out.

    A page stays valid when the page of the same number looks the same in every mark. Where the number
    of pages changes, everything behind the first change is void: it stands in another place of the set.
    With the fingerprint printed at the foot every numbered page of another content is void.
    """
    before = {each.plan.document: each for each in old}
    changes = (_changes(before.get(each.plan.document), each, print_fingerprint) for each in new)
    return tuple(change for change in changes if change.void or change.gone)


def _changes(old: SetDocument | None, new: SetDocument, print_fingerprint: bool) -> ChangedPages:
    if old is None:
        return ChangedPages(new.plan.document, tuple(range(len(new.pages))), ())
    gone = range(len(new.pages), len(old.pages))
    return ChangedPages(new.plan.document, _void(old, new, print_fingerprint), tuple(gone))


def _void(old: SetDocument, new: SetDocument, print_fingerprint: bool) -> tuple[int, ...]:
    feet_differ = print_fingerprint and (old.plan.properties.fingerprint != new.plan.properties.fingerprint)
    differing = [
        index
        for index, page in enumerate(new.pages)
        if index >= len(old.pages)
        or _look(page) != _look(old.pages[index])
        or (feet_differ and printed_number(new.plan, index) is not None)
    ]
    if differing and len(old.pages) != len(new.pages):
        return tuple(range(differing[0], len(new.pages)))
    return tuple(differing)


def _look(page: Page) -> list[tuple[float, float, list[Mark]]]:
    """What ink there is on the page and where; what only a machine reads is no ink."""
    return [(x, y, [mark for mark in strip.marks if _is_ink(mark)]) for x, y, strip in page.placed]


def _is_ink(mark: Mark) -> bool:
    return not isinstance(mark, Area) and not (isinstance(mark, Text) and mark.hidden)
