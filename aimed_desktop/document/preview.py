"""The printed pages while somebody types: each part is set alone and kept until it changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO

from aimed_desktop.application.model import Application
from aimed_desktop.document.pdf import page_as_pdf, pages_as_pdf
from aimed_desktop.document.plan import Plan, PlanPart
from aimed_desktop.document.planner import make_plans
from aimed_desktop.document.typeset import Galley, Page, paginate, set_part, sheet_of

SCREEN_DPI = 96


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page of the preview: its document, and its place in it counted from 0."""

    document: str
    index: int


@dataclass(frozen=True, slots=True)
class _Printed:
    plan: Plan
    pages: list[Page]


class Preview:
    """The pages of an application as they stand, as a draft with the hints of empty cells.

    Not for two threads at once. The application is only read, inside `update`.
    """

    def __init__(self, app: Application, draft: bool = True) -> None:
        self._app = app
        self._draft = draft
        self._galleys: dict[tuple[PlanPart, float, float], Galley] = {}
        self._documents: dict[str, _Printed] = {}
        self.update()

    @property
    def pages(self) -> tuple[PageNumber, ...]:
        """Every page, document after document."""
        return tuple(
            PageNumber(document, index)
            for document, printed in self._documents.items()
            for index in range(len(printed.pages))
        )

    def update(self, changed: Collection[str] | None = None) -> list[PageNumber]:
        """Set what has changed; the pages that look different now, or are new.

        `changed`: the paths written since the last call; None: perhaps anything.
        """
        if changed is not None and not changed:
            return []
        before, kept = self._documents, self._galleys
        self._documents, self._galleys = {}, {}
        for plan in make_plans(self._app, self._draft):
            self._documents[plan.document] = _Printed(plan, self._paginated(plan, kept))
        return [page for page in self.pages if self._differs(page, before)]

    def page_png(self, page: PageNumber, dpi: float = SCREEN_DPI) -> bytes:
        """One page as a picture."""
        import pypdfium2

        document = pypdfium2.PdfDocument(self.page_pdf(page))
        try:
            picture = BytesIO()
            document[0].render(scale=dpi / 72).to_pil().save(picture, "PNG", compress_level=1)
        finally:
            document.close()
        return picture.getvalue()

    def page_pdf(self, page: PageNumber) -> bytes:
        """One page as a PDF file."""
        printed = self._documents[page.document]
        return page_as_pdf(printed.plan, printed.pages, page.index)

    def pdf(self, document: str) -> bytes:
        """A whole document as a PDF file."""
        printed = self._documents[document]
        return pages_as_pdf(printed.plan, printed.pages)

    def _paginated(self, plan: Plan, kept: dict[tuple[PlanPart, float, float], Galley]) -> list[Page]:
        sheet = sheet_of(plan)
        galleys = []
        for part in plan.parts:
            key = (part, sheet.text_width, sheet.text_height)
            galley = kept.get(key) or set_part(*key)
            self._galleys[key] = galley
            galleys.append(galley)
        return paginate(galleys, sheet)

    def _differs(self, page: PageNumber, before: dict[str, _Printed]) -> bool:
        old = before.get(page.document)
        if old is None or page.index >= len(old.pages):
            return True
        new = self._documents[page.document]
        return old.pages[page.index].placed != new.pages[page.index].placed
