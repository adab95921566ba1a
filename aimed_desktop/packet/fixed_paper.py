"""The paper of one version: the very files that are printed and stamped, and where their places stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from aimed_desktop.application.model import Application
from aimed_desktop.definition.layout import Document
from aimed_desktop.document.export import DrawnDocument, document_name, draw
from aimed_desktop.document.pages.changes import SetDocument
from aimed_desktop.document.pdf.pdf import some_pages_as_pdf
from aimed_desktop.document.typeset.boxes import HandSpot
from aimed_desktop.packet.hand_places import Stop, stops
from aimed_desktop.settings import UserSettings
from aimed_desktop.stopping import checkpoint

USUAL = UserSettings()


@dataclass(frozen=True, slots=True)
class PaperDocument:
    """One document. `files`: the names of its files; `pdf` is that of the PDF among them.

    `pages`: what a clerk calls each page of the PDF, by the number at its foot: 封面, 第3页. `fronts`: the
    pages, from 0, on which something begins that stands alone. `materials_at`: the page before which the
    supporting papers are bound in, the number of pages where they come last; None: not into this document.
    """

    id: str
    title: str
    files: tuple[str, ...]
    pdf: str
    pages: tuple[str, ...]
    fronts: tuple[int, ...] = ()
    materials_at: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceOnPaper:
    """Where a place to stamp, sign or date stands: pages of the document's PDF, from 0."""

    document: str  # id
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FixedPaper:
    """What is printed of a version. `places`: by their number in `packet.places.stops`, from 0.

    `files` holds every file by its name, the pages to print again among them.
    """

    documents: tuple[PaperDocument, ...]
    places: tuple[PlaceOnPaper, ...]
    reprints: tuple[str, ...]
    files: Mapping[str, bytes]

    @property
    def page_count(self) -> int:
        """The pages of one copy."""
        return sum(len(document.pages) for document in self.documents)

    def document(self, document_id: str) -> PaperDocument | None:
        return next((each for each in self.documents if each.id == document_id), None)

    def pdfs(self) -> list[bytes]:
        """The PDF of each document."""
        return [self.files[document.pdf] for document in self.documents]

    def place(self, number: int) -> PlaceOnPaper | None:
        """Where a place stands; None where that is not known, as on the paper of an older program."""
        return self.places[number] if number < len(self.places) else None

    def page_of(self, place: int) -> str:
        """The page of a place as a clerk calls it; empty where several pages come into question."""
        standing = self.place(place)
        document = self.document(standing.document) if standing else None
        if standing is None or document is None or len(standing.pages) != 1:
            return ""
        return document.pages[standing.pages[0]]

    def printed(self) -> list[tuple[str, bytes]]:
        """Word and PDF (of a summary Excel first): names and contents."""
        names = [name for document in self.documents for name in document.files]
        return [(name, self.files[name]) for name in names]

    def printed_again(self) -> list[tuple[str, bytes]]:
        """The pages that are printed again, where only some are: names and contents."""
        return [(name, self.files[name]) for name in self.reprints]

    def listing(self) -> dict[str, Any]:
        """Everything but the files, as JSON."""
        documents, places = map(asdict, self.documents), map(asdict, self.places)
        return {"documents": list(documents), "places": list(places), "reprints": list(self.reprints)}


def paper_from_listing(data: Mapping[str, Any], files: Mapping[str, bytes]) -> FixedPaper:
    """What `listing` gave, with the files."""
    documents = tuple(
        PaperDocument(
            each["id"],
            each["title"],
            tuple(each["files"]),
            each["pdf"],
            tuple(each["pages"]),
            tuple(each.get("fronts", ())),
            each.get("materials_at"),
        )
        for each in data["documents"]
    )
    places = tuple(PlaceOnPaper(each["document"], tuple(each["pages"])) for each in data["places"])
    return FixedPaper(documents, places, tuple(data["reprints"]), files)


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """The paper just drawn, with its set pages: from these alone single pages can be drawn."""

    app: Application
    paper: FixedPaper
    documents: tuple[DrawnDocument, ...]
    settings: UserSettings

    def with_reprints(self, version: int, wanted: Mapping[str, Iterable[int]]) -> FixedPaper:
        """The paper of `version` with the pages to print again as files of their own.

        `wanted`: their indexes by the document's id.
        """
        files: dict[str, bytes] = dict(self.paper.files)
        names = []
        for document, each in zip(self.app.form.documents, self.documents, strict=True):
            if document.id not in wanted:
                continue
            checkpoint()
            names.append(document_name(self.app, document, suffix=f"-第{version}版重印页") + ".pdf")
            files[names[-1]] = some_pages_as_pdf(
                each.layout.plan,
                each.layout.pages,
                wanted[document.id],
                print_fingerprint=self.settings.print_fingerprint,
            )
        return FixedPaper(self.paper.documents, self.paper.places, tuple(names), files)


def draw_paper(app: Application, settings: UserSettings = USUAL) -> DrawnPaper:
    """Draw every document of the application as it stands.

    UserProblem where a picture is missing or cannot be read.
    """
    drawn = draw(app, False, settings)
    documents = tuple(
        PaperDocument(
            each.layout.plan.document,
            each.layout.plan.properties.title,
            tuple(name for name, _ in each.files),
            next(name for name, _ in each.files if name.endswith(".pdf")),
            tuple(each.layout.page_name(index) for index in range(len(each.layout.pages))),
            tuple(_fronts(each.layout)),
            _materials_at(document, each.layout),
        )
        for document, each in zip(app.form.documents, drawn, strict=True)
    )
    files = dict(file for each in drawn for file in each.files)
    paper = FixedPaper(documents, tuple(_places(app, [each.layout for each in drawn])), (), files)
    return DrawnPaper(app, paper, drawn, settings)


def with_binding(paper: FixedPaper, app: Application) -> FixedPaper:
    """The same with what an older program did not note: where something begins that stands alone, and where
    the supporting papers come in. Taken from the paper drawn now, as far as that has the same pages.
    """
    if all(each.fronts for each in paper.documents):
        return paper
    now = {(each.id, each.pages): each for each in draw_paper(app).paper.documents}

    def noted(document: PaperDocument) -> PaperDocument:
        drawn = now.get((document.id, document.pages))
        if drawn is None or document.fronts:
            return document
        return replace(document, fronts=drawn.fronts, materials_at=drawn.materials_at)

    return replace(paper, documents=tuple(map(noted, paper.documents)))


def _fronts(layout: SetDocument) -> Iterator[int]:
    """The pages at whose top a part begins that starts a page wherever it comes."""
    starting = {part.id for part in layout.plan.parts if part.starts_page}
    for index, page in enumerate(layout.pages):
        if index == 0 or any(part_id in starting and y == 0 for part_id, y in page.parts):
            yield index


def _materials_at(document: Document, layout: SetDocument) -> int | None:
    part = next((part for part in document.parts if part.materials_follow), None)
    if part is None:
        return None
    behind = document.parts[document.parts.index(part) + 1 :]
    starts = {part_id: index for index, page in enumerate(layout.pages) for part_id, _y in page.parts}
    return next((starts[each.id] for each in behind if each.id in starts), len(layout.pages))


def _places(app: Application, documents: list[SetDocument]) -> Iterator[PlaceOnPaper]:
    by_title = {document.title: each for document, each in zip(app.form.documents, documents, strict=True)}
    spots = {id(each): _spots(each) for each in documents}
    for stop in stops(app):
        each = by_title[stop.document]
        pages = spots[id(each)].get(stop.spot) or tuple(_part_pages(stop, each))
        yield PlaceOnPaper(each.plan.document, pages)


def _spots(document: SetDocument) -> dict[str, tuple[int, ...]]:
    """For each place whose words were set the pages on which they stand."""
    found: dict[str, tuple[int, ...]] = {}
    for index, page in enumerate(document.pages):
        for _x, _y, strip in page.placed:
            for mark in strip.marks:
                if isinstance(mark, HandSpot):
                    found[mark.place] = tuple(dict.fromkeys((*found.get(mark.place, ()), index)))
    return found


def _part_pages(stop: Stop, document: SetDocument) -> Iterator[int]:
    """The pages of the stop's part, as of the cover, whose lines carry no mark of their own.

    From the page on which the part begins to that on which the next one does, unless at its top.
    """
    starts = [(index, *start) for index, page in enumerate(document.pages) for start in page.parts]
    first = next((place for place, (_, part_id, _y) in enumerate(starts) if part_id == stop.part_id), None)
    if first is None:
        yield from range(len(document.pages))
        return
    begin, end = starts[first][0], len(document.pages) - 1
    if first + 1 < len(starts):
        following, _, y = starts[first + 1]
        end = following - 1 if y == 0 and following > begin else following
    yield from range(begin, end + 1)
