"""What a new version makes void: pages to print again, and the seals and signatures that stood on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from aimed_desktop.document.pages.changes import ChangedPages, changed_pages
from aimed_desktop.packet.fixed_paper import FixedPaper, PaperDocument


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
    gone_indexes: tuple[int, ...] = ()  # the places of those in `gone`, in the file of the version before


@dataclass(frozen=True, slots=True)
class VoidPages:
    """What is void of the paper of version `since`. `stops`: the places, by their number in
    `packet.places.stops` of the new version from 0, that are stamped or signed again. `is_whole`: the paper
    was bound, sealed across its edges or handed over, so that all of it is made again; `documents` still
    say where it differs.
    """

    since: int
    documents: tuple[VoidDocument, ...] = ()
    stops: tuple[int, ...] = ()
    is_whole: bool = False

    @property
    def is_any(self) -> bool:
        """Whether something of the paper before is void."""
        return self.is_whole or bool(self.documents)

    @property
    def count(self) -> int:
        """How many pages of one copy are printed again."""
        return sum(len(document.again) for document in self.documents)

    @property
    def reprints(self) -> Mapping[str, tuple[int, ...]]:
        """By document, where only some pages are printed again, their indexes."""
        if self.is_whole:
            return {}
        return {each.document: each.indexes for each in self.documents if each.indexes and not each.is_whole}

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
            tuple(each.get("gone_indexes", ())),
        )
        for each in data["documents"]
    )
    return VoidPages(data["since"], documents, tuple(data["stops"]), data.get("is_whole", False))


def void_pages(old: FixedPaper, since: int, new: FixedPaper, *, is_whole: bool = False) -> VoidPages:
    """What of the paper `old` of version `since` is void now that `new` is fixed, page by page by its ink.

    `is_whole`: no page of it can be changed for another, so every place is stamped or signed again.
    """
    documents, void = [], {}
    for now in new.documents:
        was = old.document(now.id)
        changed = changed_pages(old.files[was.pdf] if was else None, new.files[now.pdf])
        if changed:
            documents.append(_void_document(now, was, changed))
            void[now.id] = frozenset(changed.void)
    stops = (
        number
        for number, place in enumerate(new.places)
        if void.get(place.document, frozenset()).intersection(place.pages)
    )
    again = range(len(new.places)) if is_whole else stops
    return VoidPages(since, tuple(documents), tuple(again), is_whole)


def _void_document(now: PaperDocument, was: PaperDocument | None, changed: ChangedPages) -> VoidDocument:
    return VoidDocument(
        now.id,
        now.title,
        tuple(now.pages[index] for index in changed.void),
        tuple(was.pages[index] for index in changed.gone) if was else (),
        changed.void,
        len(changed.void) == len(now.pages),
        changed.gone if was else (),
    )
