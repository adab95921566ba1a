"""盖章扫描件.pdf: the good pages of a matched pile, in paper order, upright, with our words under them."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator, Mapping, MutableMapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeAlias

from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.filled_pages import filled_words
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.pile import Pile, PilePage, PrintedPage
from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from aimed_desktop.document.pdf.scanned import ScannedPage

_Place: TypeAlias = tuple[str, int]
ONE_FILE: Final = "盖章扫描件.pdf"
_AT_ONCE: Final = 4  # pages that are drawn before any is looked at: meanwhile other files can be read
_SCAN_PX: Final = 1400  # wide; 170 dpi of A4
_MOST_BYTES: Final = 18 * 1000**2  # what a mailbox of a hospital takes in one letter
_LOWER_QUALITIES: Final = (55, 40, 28)


def drawn_scan(content: bytes) -> Iterator[bytes]:
    """Every page that the file has as a picture, empty where one cannot be drawn."""
    from aimed_desktop.document.judging.judge import drawn_pages, judge

    count = judge(content).pages or 0
    for first in range(0, max(count, 1), _AT_ONCE):
        drawn = list(drawn_pages(content, _SCAN_PX, _AT_ONCE, first))
        yield from drawn
        yield from [b""] * (min(_AT_ONCE, count - first) - len(drawn))


def one_file(
    paper: FixedPaper,
    pile: Pile,
    scans: Sequence[GivenFile],
    made_before: MutableMapping[Hashable, bytes] | None = None,
    most_bytes: int | None = None,
    filled: Sequence[PrintedPage] = (),
) -> bytes:
    """The PDF; lighter where it would be too heavy to be mailed. `scans`: the files of the pile in its order.

    The same pile makes the same bytes. A page with other words than ours has none of them under it.
    `made_before`: pages as they were made, which are kept in it. `most_bytes`: what is too heavy, where that
    is less than usual. `filled`: pages that nobody scanned, put in as they are printed.
    """
    from aimed_desktop.document.pdf.scanned import scanned_pdf
    from aimed_desktop.document.registration.pictures import lighter

    pages = dict(_jpegs(paper, pile, scans, {} if made_before is None else made_before))
    pages.update(((page.document, page.page - 1), b"") for page in filled)
    note = filled_words(filled)
    other = {(page.match.document, page.match.page - 1) for page in _changed(pile) if page.match}
    made = scanned_pdf(_ordered(paper, pages, other, note))
    for quality in _LOWER_QUALITIES:
        if len(made) <= min(_MOST_BYTES, most_bytes or _MOST_BYTES):
            break
        light = {at: lighter(jpeg, quality) if jpeg else b"" for at, jpeg in pages.items()}
        made = scanned_pdf(_ordered(paper, light, other, note))
    return made


def _changed(pile: Pile) -> Iterator[PilePage]:
    return (page for page in pile.in_order() if page.state == "changed")


def _ordered(
    paper: FixedPaper, pages: Mapping[_Place, bytes], other: Container[_Place], note: str
) -> list[ScannedPage]:
    from aimed_desktop.document.pdf.scanned import ScannedPage

    return [
        ScannedPage(
            pages[document.id, index],
            paper.files[document.pdf],
            index,
            has_words=(document.id, index) not in other,
            note=note,
        )
        for document in paper.documents
        for index in range(len(document.pages))
        if (document.id, index) in pages
    ]


def _jpegs(
    paper: FixedPaper, pile: Pile, scans: Sequence[GivenFile], made: MutableMapping[Hashable, bytes]
) -> Iterator[tuple[_Place, bytes]]:
    """The document and the place in it, from 0, of each good page; one scan is held at a time.

    UserProblem where one cannot be drawn any more.
    """
    good = list(pile.in_order())
    used: dict[Hashable, bytes] = {}
    for at, scan in enumerate(scans):
        digest = sha256(scan.content).digest()
        left = {page.index: page for page in good if page.scan == at}
        known = [page for page in left.values() if (digest, page.index, page.lie, page.match) in made]
        for page in known:
            del left[page.index]
            key = (digest, page.index, page.lie, page.match)
            used[key] = made[key]
            yield _place(page), used[key]
        for index, drawn in enumerate(drawn_scan(scan.content) if left else ()):
            checkpoint()
            if drawn and (fresh := left.pop(index, None)) is not None:
                key = (digest, index, fresh.lie, fresh.match)
                used[key] = _jpeg(paper, fresh, drawn)
                yield _place(fresh), used[key]
        if left:
            raise UserProblem("scan_page_not_drawn", name=scan.name, page=min(left) + 1)
    made.clear()
    made.update(used)


def _place(page: PilePage) -> _Place:
    assert page.match is not None, "a good page was matched"
    return page.match.document, page.match.page - 1


def _jpeg(paper: FixedPaper, page: PilePage, drawn: bytes) -> bytes:
    from aimed_desktop.document.registration.pictures import scan_as_it_lies

    name, number = _place(page)
    document = paper.document(name)
    assert document is not None, "a page of this version"
    assert page.lie is not None, "a good page was drawn"
    return scan_as_it_lies(drawn, page.lie, paper.files[document.pdf], number)
