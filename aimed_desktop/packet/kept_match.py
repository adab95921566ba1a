"""What was found of a scan, as it is kept beside it: so that nobody has to match it again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from aimed_desktop.packet.pile import KnownPaper, Lie, Pile, PilePage, PrintedPage, pile_of

_RULES = 4  # one more whenever pages are found otherwise: what an older program kept is found anew


@dataclass(frozen=True, slots=True)
class KeptMatch:
    """The pages of one file, matched against the paper `against`; `wanted`: the pages of a whole set.

    `found`: those that a hand has placed, as they were before.
    """

    against: str
    pages: tuple[PilePage, ...]
    wanted: tuple[PrintedPage, ...]
    found: tuple[PilePage, ...] = ()

    def to_bytes(self) -> bytes:
        data = {
            "against": self.against,
            "pages": [page_data(page) for page in self.pages],
            "wanted": [page_data(page) for page in self.wanted],
            "found": [page_data(page) for page in self.found],
        }
        return json.dumps(data, ensure_ascii=False).encode()

    def placed(self, index: int, page: PrintedPage | None, turn: int = 0) -> KeptMatch:
        """The same once a hand has said which page the one at `index` is; None: that it is set aside.

        `turn`: degrees clockwise, from how it was shown. A page that is surely another one stays what it is.
        """
        pages = tuple(_placed(each, page, turn) if each.index == index else each for each in self.pages)
        new = (
            before
            for before, now in zip(self.pages, pages, strict=True)
            if now.by_hand and not before.by_hand
        )
        return replace(self, pages=pages, found=(*self.found, *new))

    def put_back(self, index: int) -> KeptMatch:
        """The same with the page at `index` no longer set aside; else what it was before a hand placed it."""
        before = {page.index: page for page in self.found}
        now = next((page for page in self.pages if page.index == index), None)
        if now is None:
            return self
        if now.is_aside:
            back, found = replace(now, is_aside=False), self.found
        else:
            back = before.pop(index, now)
            found = tuple(before.values())
        pages = tuple(back if page is now else page for page in self.pages)
        return replace(self, pages=pages, found=found)


def kept_match(content: bytes) -> KeptMatch | None:
    """What `to_bytes` gave; None of anything else: it is matched anew."""
    try:
        data = json.loads(content)
        return KeptMatch(
            data["against"],
            tuple(page_from(each) for each in data["pages"]),
            tuple(PrintedPage(**each) for each in data["wanted"]),
            tuple(page_from(each) for each in data.get("found", ())),
        )
    except (ValueError, TypeError, LookupError, AttributeError):  # damaged, or of a newer program
        return None


def paper_mark(known: KnownPaper) -> str:
    """Tells the paper that scans are matched against from any other."""
    digests = [sha256(known.paper.files[each.pdf]).hexdigest() for each in known.paper.documents]
    return sha256(json.dumps([_RULES, known.version, digests]).encode()).hexdigest()


def kept_pile(matches: Sequence[KeptMatch]) -> Pile:
    """The pile of the files that were matched one by one, in their order."""
    pages = (replace(page, scan=at) for at, match in enumerate(matches) for page in match.pages)
    return pile_of(pages, matches[0].wanted if matches else ())


def _placed(page: PilePage, printed: PrintedPage | None, turn: int) -> PilePage:
    if printed is None:
        return replace(page, is_aside=True)
    if not page.can_be_placed:
        return page
    stands_there = page.match is not None and (
        (page.match.document, page.match.page, page.match.owner)
        == (printed.document, printed.page, printed.owner)
    )
    shown = page.lie.turn if page.lie is not None else 0
    return replace(
        page,
        state="ok",
        match=printed,
        alike=(printed,),
        where=(),
        boxes=(),
        unlike=0,
        in_number=False,
        marked=page.marked if stands_there else (),
        lie=page.lie if stands_there and not turn else Lie((shown + turn) % 360, ()),
        by_hand=True,
        is_aside=False,
    )


def page_data(page: PilePage | PrintedPage) -> dict[str, Any]:
    """A page as JSON, all of it."""
    return asdict(page)


def page_from(data: dict[str, Any]) -> PilePage:
    """The scanned page of which `page_data` gave that."""
    match, lie, alike, boxes = (data.pop(name) for name in ("match", "lie", "alike", "boxes"))
    data |= {name: tuple(data[name]) for name in ("where", "marked", "shared")}
    return PilePage(
        **data,
        match=PrintedPage(**match) if match else None,
        lie=Lie(lie[0], tuple(lie[1])) if lie else None,
        alike=tuple(PrintedPage(**each) for each in alike),
        boxes=tuple((box[0], box[1], box[2], box[3]) for box in boxes),
    )
