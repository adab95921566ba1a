"""Asks the reading process for the words of a PDF, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aimed_desktop.application.values import narrative_shape
from aimed_desktop.child_process import ChildFailed
from aimed_desktop.document.judging.asking import READER
from aimed_desktop.document.judging.judge import LARGEST_BYTES, judge
from aimed_desktop.document.judging.kinds import FileKind, kind_of
from aimed_desktop.document.judging.verdict import Verdict, reading_of


@dataclass(frozen=True, slots=True)
class PdfBlocks:
    """`entries` are blocks as a narrative has them; `losses` the pages of each kind of `pasting.losses`.

    `verdict` tells the number of pages, and why there are no words, if so; nothing else was looked for.
    `taken` pages were read; `pictures` are those that hold a picture of words.
    """

    verdict: Verdict
    entries: tuple[dict[str, Any], ...] = ()
    losses: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    taken: int = 0
    pictures: tuple[int, ...] = ()


def read_blocks(content: bytes) -> PdfBlocks:
    """The words of a PDF. It is opened in a process of its own, so this may take seconds. Stopped."""
    kind = kind_of(content)
    if kind is not FileKind.PDF:
        return PdfBlocks(judge(content))
    if len(content) > LARGEST_BYTES:
        return PdfBlocks(Verdict(kind, "too_heavy"))
    try:
        *_, answer = READER.ask({"ask": "blocks"}, content)
    except ChildFailed:
        return PdfBlocks(Verdict(kind, "too_heavy"))
    return _told(answer.head)


def _told(head: Mapping[str, Any]) -> PdfBlocks:
    reading = reading_of(head["reading"])
    if reading.trouble is not None:
        return PdfBlocks(Verdict(FileKind.PDF, reading.trouble, reading.pages))
    entries = head["entries"]
    if narrative_shape.problem(entries) is not None:
        return PdfBlocks(Verdict(FileKind.PDF, "damaged", reading.pages))
    losses = {kind: tuple(pages) for kind, pages in head["losses"].items()}
    verdict = Verdict(FileKind.PDF, None, reading.pages)
    return PdfBlocks(verdict, tuple(entries), losses, head["taken"], tuple(head["pictures"]))
