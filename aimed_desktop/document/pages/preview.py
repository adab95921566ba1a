"""The printed pages while somebody types: each part is set alone and kept until it changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO

from aimed_desktop.application.model import Application
from aimed_desktop.document.pdf.pdf import page_as_pdf, pages_as_pdf
from aimed_desktop.document.pdf.reading import opened_pdf
from aimed_desktop.document.plan.plan import Plan, PlanPart
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.typeset.page_areas import (
    Begun,
    FieldArea,
    areas_on,
    blocks_begun,
    fields_on,
    first_difference,
)
from aimed_desktop.document.typeset.typeset import Galley, Page, paginate, set_part, sheet_of

SCREEN_DPI = 96


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page of the preview: its document, and its place in it counted from 0."""

    document: str
    index: int


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A drawn page: four bytes a pixel (blue, green, red, unused), row after row without a gap."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True)
class _Printed:
    plan: Plan
    pages: list[Page]

    @cached_property
    def fields(self) -> list[frozenset[str]]:
        """The fields that stand on each page."""
        return [fields_on(page) for page in self.pages]

    @cached_property
    def begun(self) -> list[Begun]:
        """How many blocks of each narrative begin before each page."""
        return blocks_begun(self.pages)


class Preview:
    """The pages of an application as they stand, as a draft with the hints of empty cells.

    Not for two threads at once. The application is only read, inside `update`.
    """

    def __init__(self, app: Application, draft: bool = True, *, mark: bool = True) -> None:
        """`mark`: a draft carries its light 草稿 mark; not so the blank paper that is only looked at."""
        self._app = app
        self._mark = mark
        self._draft = draft
        self._galleys: dict[str, Galley] = {}  # by document and part
        self._documents: dict[str, _Printed] = {}
        self._before: dict[str, _Printed] = {}
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
        plans = make_plans(self._app, self._draft)
        if not self._mark:
            plans = tuple(replace(plan, draft=False) for plan in plans)
        kept, self._galleys = self._galleys, {}
        self._before, self._documents = self._documents, {}
        for plan in plans:
            self._documents[plan.document] = _Printed(plan, self._paginated(plan, kept))
        return [page for page in self.pages if self._differs(page)]

    def pages_of(self, path: str) -> tuple[PageNumber, ...]:
        """The pages on which the field at `path`, or what it is made of, is printed; the cover comes last.

        Empty where it is printed nowhere.
        """
        found: list[PageNumber] = []
        covers: list[PageNumber] = []
        for document, printed in self._documents.items():
            for index, fields in enumerate(printed.fields):
                if path in fields or any(field.startswith(path + ".") for field in fields):
                    is_cover = printed.plan.has_cover and index == 0
                    (covers if is_cover else found).append(PageNumber(document, index))
        return (*found, *covers)

    def page_of(self, path: str) -> PageNumber | None:
        """The page on which the field at `path` begins, None where it is printed nowhere."""
        return next(iter(self.pages_of(path)), None)

    def page_at(self, path: str, block: int, character: int) -> PageNumber | None:
        """The page on which a character of a printed block of a narrative stands, as `FieldArea` counts them;
        of one that is not there the page of the one before. None where nothing of the field is printed.
        """
        found: PageNumber | None = None
        nearest = (-1, -1)
        for page in self.pages_of(path):
            for area in self.areas(page):
                if area.path != path or area.block is None:
                    continue
                for line in area.lines:
                    if nearest < (area.block, line) <= (block, character):
                        found, nearest = page, (area.block, line)
        return found

    def areas(self, page: PageNumber) -> list[FieldArea]:
        """Where fields stand on the page; small ones may lie inside larger ones."""
        printed = self._documents[page.document]
        return areas_on(printed.pages[page.index], sheet_of(printed.plan), printed.begun[page.index])

    def changed_at(self, page: PageNumber) -> float | None:
        """How far down the page (0 to 1) it first differs from what it was before the last update."""
        before, now = self._before.get(page.document), self._documents[page.document]
        if before is None or page.index >= len(before.pages):
            return None
        return first_difference(before.pages[page.index], now.pages[page.index], sheet_of(now.plan))

    def page_png(self, page: PageNumber, dpi: float = SCREEN_DPI) -> bytes:
        """One page as a picture."""
        picture = BytesIO()
        with opened_pdf(self.page_pdf(page)) as document:
            document[0].render(scale=dpi / 72).to_pil().save(picture, "PNG", compress_level=1)
        return picture.getvalue()

    def page_picture(self, page: PageNumber, width: int) -> PagePicture:
        """One page as pixels, `width` of them a row."""
        with opened_pdf(self.page_pdf(page)) as document:
            scale = width / sheet_of(self._documents[page.document].plan).width
            drawn = document[0].render(scale=scale * (1 - 1e-9), prefer_bgrx=True)
            row = drawn.width * 4
            lines = memoryview(drawn.buffer).cast("B")
            if drawn.stride != row:
                kept = [lines[y * drawn.stride : y * drawn.stride + row] for y in range(drawn.height)]
                return PagePicture(drawn.width, drawn.height, b"".join(kept))
            return PagePicture(drawn.width, drawn.height, bytes(lines))

    def page_pdf(self, page: PageNumber) -> bytes:
        """One page as a PDF file."""
        printed = self._documents[page.document]
        return page_as_pdf(printed.plan, printed.pages, page.index)

    def pdf(self, document: str) -> bytes:
        """A whole document as a PDF file."""
        printed = self._documents[document]
        return pages_as_pdf(printed.plan, printed.pages)

    def _paginated(self, plan: Plan, kept: dict[str, Galley]) -> list[Page]:
        sheet = sheet_of(plan)
        galleys = []
        for part in plan.parts:
            key = f"{plan.document}/{part.id}"
            self._galleys[key] = galley = _galley(part, kept.get(key), sheet.text_width, sheet.text_height)
            galleys.append(galley)
        return paginate(galleys, sheet)

    def _differs(self, page: PageNumber) -> bool:
        old = self._before.get(page.document)
        if old is None or page.index >= len(old.pages):
            return True
        new = self._documents[page.document]
        return old.pages[page.index].placed != new.pages[page.index].placed


def _galley(part: PlanPart, before: Galley | None, width: float, height: float) -> Galley:
    if before is None:
        return set_part(part, width, height)
    return before if before.part == part else set_part(part, width, height, before.blocks)
