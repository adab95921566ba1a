"""The process that lays scanned pages onto printed ones; started by the program itself alone.

It answers on stdout until stdin ends, and writes nothing to the disk. Questions:

    ask: papers  `mark`, a name for them; `papers`, the version's own first, each {version, owner, project,
                 listing, pdfs: {name: number of its blob}}; `stops`; {wanted: […]}, as `PrintedPage`
    ask: page    `mark`, `file`, `index` of a page whose picture is the blob; {found}, as `PilePage`; {} where
                 the papers of that mark are not known, or no longer
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, BinaryIO

from aimed_desktop.document.registration.sheets import glances
from aimed_desktop.framing import Frame, packed, read_message
from aimed_desktop.packet.fixed_paper import paper_from_listing
from aimed_desktop.packet.hand_places import Stop
from aimed_desktop.packet.kept_match import page_data
from aimed_desktop.packet.pile import KnownPaper
from aimed_desktop.packet.scan_pile import PileMatcher
from aimed_desktop.processes.serving import serve_parent

_MOST_FILES = 64  # whose pages are remembered: the next pile is of the same ones


def run() -> int:
    """Serve the process that started this one; 0 when it has gone."""
    return serve_parent(serve)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until `questions` ends."""
    known = _KnownPapers()
    while (question := read_message(questions)) is not None:
        answers.write(packed(known.answer(question)))
        answers.flush()


class _KnownPapers:
    """The papers that were told last, with all that pages are found by."""

    def __init__(self) -> None:
        self._mark = ""
        self._glances = lru_cache(maxsize=_MOST_FILES)(lambda pdf: tuple(glances(pdf)))
        self._matcher: PileMatcher | None = None

    def answer(self, question: Frame) -> Frame:
        head = question.head
        if head["ask"] == "papers":
            if self._matcher is None or head["mark"] != self._mark:
                current, *others = (_paper(each, question.blobs) for each in head["papers"])
                places = [Stop(**stop) for stop in head["stops"]]
                self._mark, self._matcher = head["mark"], PileMatcher(current, others, places, self._glances)
            return Frame({"wanted": [page_data(page) for page in self._matcher.wanted]})
        if self._matcher is None or head["mark"] != self._mark:
            return Frame({})
        found = self._matcher.matched(head["file"], head["index"], question.blobs[0])
        return Frame({"found": page_data(found)})


def _paper(data: Mapping[str, Any], blobs: tuple[bytes, ...]) -> KnownPaper:
    files = {name: blobs[number] for name, number in data["pdfs"].items()}
    paper = paper_from_listing(data["listing"], files)
    return KnownPaper(data["version"], paper, data["owner"], data["project"])
