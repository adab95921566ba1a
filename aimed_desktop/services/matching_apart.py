"""Scanned pages matched in a process of their own: the window does not take turns with the sums."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from aimed_desktop.child_process import ChildFailed, ChildProcess, ChildTooSlow
from aimed_desktop.errors import UserProblem
from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from aimed_desktop.packet.hand_places import Stop
    from aimed_desktop.packet.pile import KnownPaper, PilePage, PrintedPage

MATCHER: Final = ChildProcess(
    "--matcher",
    page_seconds=300.0,  # the first answer waits until all printed pages were drawn
    file_seconds=300.0,
    idle_seconds=120.0,  # the next file is matched with what is known of the printed pages by then
)


class MatcherApart:
    """Finds scanned pages among the printed pages of `papers`, the first of which is the version's own.

    UserProblem where the process cannot answer; Stopped at any moment: then it is ended.
    """

    def __init__(self, papers: Sequence[KnownPaper], stops: Sequence[Stop]) -> None:
        self._papers, self._stops = papers, stops
        self._mark = _mark(papers, stops)

    def wanted(self) -> tuple[PrintedPage, ...]:
        """Every page of the version but those on which nothing is printed."""
        from aimed_desktop.packet.pile import PrintedPage

        blobs: list[bytes] = []
        papers = [_told(known, blobs) for known in self._papers]
        told = {"ask": "papers", "mark": self._mark, "papers": papers, "stops": [*map(asdict, self._stops)]}
        answer = _asked(told, *blobs)
        return tuple(PrintedPage(**each) for each in answer["wanted"])

    def pages(self, name: str, drawn: Iterable[bytes]) -> Iterator[PilePage]:
        """What each drawn page of a file is by itself."""
        from aimed_desktop.packet.kept_match import page_from

        for index, content in enumerate(drawn):
            checkpoint()
            question = {"ask": "page", "mark": self._mark, "file": name, "index": index}
            answer = _asked(question, content)
            if "found" not in answer:  # the process is a new one
                self.wanted()
                answer = _asked(question, content)
            yield page_from(answer["found"])


def _asked(head: dict[str, Any], *blobs: bytes) -> dict[str, Any]:
    """The head of the answer; a process that was ended by somebody else is started again, once."""
    for _attempt in range(2):
        try:
            *_, answer = MATCHER.ask(head, *blobs)
            return {**answer.head}
        except ChildTooSlow:
            raise UserProblem("matching_too_slow") from None
        except ChildFailed:
            continue
    raise UserProblem("matching_failed")


def _told(known: KnownPaper, blobs: list[bytes]) -> dict[str, Any]:
    """A paper as the process is told it, its PDF files among the blobs."""
    pdfs = {document.pdf: known.paper.files[document.pdf] for document in known.paper.documents}
    numbers = {name: len(blobs) + at for at, name in enumerate(pdfs)}
    blobs.extend(pdfs.values())
    return {
        "version": known.version,
        "owner": known.owner,
        "project": known.project,
        "listing": known.paper.listing(),
        "pdfs": numbers,
    }


def _mark(papers: Sequence[KnownPaper], stops: Sequence[Stop]) -> str:
    """Tells these papers from any others."""
    told = [
        [
            known.version,
            known.owner,
            known.paper.listing(),
            [sha256(pdf).hexdigest() for pdf in known.paper.pdfs()],
        ]
        for known in papers
    ]
    return sha256(json.dumps([told, [*map(asdict, stops)]]).encode()).hexdigest()
