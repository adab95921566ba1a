"""Scanned pages matched in a process of their own: the window does not take turns with the sums."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import asdict
from hashlib import sha256
from queue import SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from aimed_desktop.child_process import ChildFailed, ChildProcess, ChildTooSlow
from aimed_desktop.errors import UserProblem
from aimed_desktop.stopping import checkpoint, is_stop_wanted, stoppable

if TYPE_CHECKING:
    from aimed_desktop.packet.hand_places import Stop
    from aimed_desktop.packet.pile import KnownPaper, PilePage, PrintedPage

MATCHERS: Final = tuple(
    ChildProcess(
        "--matcher",
        page_seconds=300.0,  # the first answer waits until all printed pages were drawn
        file_seconds=300.0,
        idle_seconds=120.0,  # the next file is matched with what is known of the printed pages by then
    )
    for _ in range(2)
)
_FEW: Final = 4  # pages that are not worth the start of a second process


class MatcherApart:
    """Finds scanned pages among the printed pages of `papers`, the first of which is the version's own.

    UserProblem where the process cannot answer; Stopped at any moment: then it is ended.
    """

    def __init__(self, papers: Sequence[KnownPaper], stops: Sequence[Stop]) -> None:
        self._papers, self._stops = papers, stops
        self._mark = _mark(papers, stops)

    def wanted(self) -> tuple[PrintedPage, ...]:
        """Every page of the version but those on which nothing is printed."""
        return self._wanted(MATCHERS[0])

    def match(self, scans: Iterable[tuple[str, Iterable[bytes]]]) -> tuple[tuple[PilePage, ...], ...]:
        """What each page of each file, named as given and drawn, is by itself; two at a time where there are
        many of them and processors for it.
        """
        free: SimpleQueue[ChildProcess] = SimpleQueue()
        free.put(MATCHERS[0])
        ended = Event()
        found: list[list[Future[PilePage]]] = []
        waiting: deque[Future[PilePage]] = deque()
        number = 0
        with ThreadPoolExecutor(len(MATCHERS)) as pool:
            try:
                for name, drawn in scans:
                    found.append([])
                    for index, content in enumerate(drawn):
                        checkpoint()
                        number += 1
                        if number == _FEW and (os.cpu_count() or 1) > 1:
                            free.put(MATCHERS[1])
                        page = pool.submit(copy_context().run, self._found, free, ended, name, index, content)
                        found[-1].append(page)
                        waiting.append(page)
                        if len(waiting) > len(MATCHERS):  # no more drawn pages are held than are looked at
                            waiting.popleft().result()
                return tuple(tuple(page.result() for page in pages) for pages in found)
            finally:
                ended.set()

    def _found(
        self, free: SimpleQueue[ChildProcess], ended: Event, name: str, index: int, content: bytes
    ) -> PilePage:
        """In a thread of its own, which stops where the whole does."""
        from aimed_desktop.packet.kept_match import page_from

        outside = copy_context()
        matcher = free.get()
        try:
            with stoppable(lambda: ended.is_set() or outside.run(is_stop_wanted)):
                checkpoint()
                question = {"ask": "page", "mark": self._mark, "file": name, "index": index}
                answer = _asked(matcher, question, content)
                if "found" not in answer:  # the process is a new one
                    self._wanted(matcher)
                    answer = _asked(matcher, question, content)
                return page_from(answer["found"])
        finally:
            free.put(matcher)

    def _wanted(self, matcher: ChildProcess) -> tuple[PrintedPage, ...]:
        from aimed_desktop.packet.pile import PrintedPage

        blobs: list[bytes] = []
        papers = [_told(known, blobs) for known in self._papers]
        told = {"ask": "papers", "mark": self._mark, "papers": papers, "stops": [*map(asdict, self._stops)]}
        answer = _asked(matcher, told, *blobs)
        return tuple(PrintedPage(**each) for each in answer["wanted"])


def _asked(matcher: ChildProcess, head: dict[str, Any], *blobs: bytes) -> dict[str, Any]:
    """The head of the answer; a process that was ended by somebody else is started again, once."""
    for _attempt in range(2):
        try:
            *_, answer = matcher.ask(head, *blobs)
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
