"""What a new version makes void: pages to print again, and the seals and signatures that stood on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from aimed_desktop.application.model import Application
from aimed_desktop.document.page_changes import ChangedPages, SetDocument, changed_pages, set_documents
from aimed_desktop.document.typeset import Page
from aimed_desktop.document.typeset_boxes import Text
from aimed_desktop.packet.places import Stop, stops


@dataclass(frozen=True, slots=True)
class VoidDocument:
    """Of one document: `again` are printed anew, `gone` taken out; both as a clerk calls them: 封面, 第3页.

    `indexes` are the places in the file, from 0, of those in `again`.
    """

    document: str  # id
    title: str
    again: tuple[str, ...]
    gone: tuple[str, ...]
    indexes: tuple[int, ...]
    is_whole: bool  # every page of the document is printed anew


@dataclass(frozen=True, slots=True)
class VoidPages:
    """What is void of the paper of version `since`. `stops`: the places, by their number in
    `packet.places.stops` of the new version from 0, that are stamped or signed again.
    """

    since: int
    documents: tuple[VoidDocument, ...] = ()
    stops: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """How many pages of one copy are printed again."""
        return sum(len(document.again) for document in self.documents)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def void_pages_from_json(data: dict[str, Any]) -> VoidPages:
    """What `to_json` gave, lists for tuples."""
    documents = tuple(
        VoidDocument(
            each["document"],
            each["title"],
            tuple(each["again"]),
            tuple(each["gone"]),
            tuple(each["indexes"]),
            each["is_whole"],
        )
        for each in data["documents"]
    )
    return VoidPages(data["since"], documents, tuple(data["stops"]))


def void_pages(old: Application, new: Application, *, print_fingerprint: bool = False) -> VoidPages:
    """What of the paper of `old` is void now that `new` is fixed, page by page as both are typeset."""
    before, now = set_documents(old), set_documents(new)
    changed = {
        change.document: change for change in changed_pages(before, now, print_fingerprint=print_fingerprint)
    }
    was = {each.plan.document: each for each in before}
    documents = tuple(
        _void_document(each, was.get(each.plan.document), changed[each.plan.document])
        for each in now
        if each.plan.document in changed
    )
    void = {change.document: frozenset(change.void) for change in changed.values()}
    return VoidPages(old.version, documents, tuple(_affected(new, now, void)))


def stop_pages(app: Application, documents: tuple[SetDocument, ...]) -> Iterator[tuple[str, frozenset[int]]]:
    """For each place of `stops`: its document's id and the pages, from 0, on which it may stand.

    It is looked for by its printed words within its part; where they are not found it may stand on
    any page of the part.
    """
    by_title = {document.title: each for document, each in zip(app.form.documents, documents, strict=True)}
    for stop in stops(app):
        each = by_title[stop.document]
        yield each.plan.document, frozenset(_pages_of(stop, each))


def _void_document(now: SetDocument, was: SetDocument | None, change: ChangedPages) -> VoidDocument:
    return VoidDocument(
        change.document,
        now.plan.properties.title,
        tuple(now.page_name(index) for index in change.void),
        tuple(was.page_name(index) for index in change.gone) if was else (),
        change.void,
        len(change.void) == len(now.pages),
    )


def _affected(
    app: Application, documents: tuple[SetDocument, ...], void: dict[str, frozenset[int]]
) -> Iterator[int]:
    for number, (document, pages) in enumerate(stop_pages(app, documents)):
        if pages & void.get(document, frozenset()):
            yield number


def _pages_of(stop: Stop, document: SetDocument) -> Iterator[int]:
    """The pages of the stop's part, only those with its words where some have them."""
    pages = list(_part_pages(stop.part_id, document))
    label = _squeezed(stop.label)
    holding = [index for index in pages if label and label in _words(document.pages[index])]
    yield from holding or pages


def _part_pages(part: str, document: SetDocument) -> Iterator[int]:
    """From the page on which the part begins to that on which the next one does, unless at its top."""
    starts = [(index, *start) for index, page in enumerate(document.pages) for start in page.parts]
    first = next((place for place, (_, part_id, _y) in enumerate(starts) if part_id == part), None)
    if first is None:
        yield from range(len(document.pages))
        return
    begin, end = starts[first][0], len(document.pages) - 1
    if first + 1 < len(starts):
        following, _, y = starts[first + 1]
        end = following - 1 if y == 0 and following > begin else following
    yield from range(begin, end + 1)


def _words(page: Page) -> str:
    marks = (mark for _x, _y, strip in page.placed for mark in strip.marks)
    return _squeezed("".join(mark.text for mark in marks if isinstance(mark, Text)))


def _squeezed(text: str) -> str:
    return "".join(text.split())
