"""Files bound into one PDF by the reading process: some of them come from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aimed_desktop.child_process import ChildFailed
from aimed_desktop.document.judging.asking import READER
from aimed_desktop.document.judging.kinds import FileKind, kind_of

BLANK = (-1, 0)  # a page with nothing on it


@dataclass(frozen=True, slots=True)
class BoundFile:
    """A PDF or picture file. `is_fitted`: its pages are brought to A4; ours are printed as they are."""

    content: bytes
    is_fitted: bool


class NotBound(Exception):
    """The file of that number, from 0, could not be read; None: all together are beyond the bounds."""

    def __init__(self, file: int | None = None) -> None:
        super().__init__(file)
        self.file = file


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures are put on A4: pixels along its short side, quality of the JPEG, free edge in points."""

    short_px: int
    quality: int
    edge_pt: float


@dataclass(frozen=True, slots=True)
class Bound:
    """One PDF, and of each of its pages whether it lies."""

    content: bytes
    lying: tuple[bool, ...]


def bind(files: Sequence[BoundFile], leaves: Sequence[tuple[int, int]]) -> bytes:
    """One PDF of the leaves (file and page, both from 0, or BLANK) in that order; a leaf may come again.

    NotBound. Stopped where the work is to end.
    """
    return bound(files, leaves).content


def bound(files: Sequence[BoundFile], leaves: Sequence[tuple[int, int]], look: Look | None = None) -> Bound:
    """As `bind`, the pictures with this look."""
    head = {
        "ask": "bind",
        "kinds": [kind_of(file.content).value for file in files],
        "fitted": [file.is_fitted for file in files],
        "leaves": leaves,
        "look": None if look is None else (look.short_px, look.quality, look.edge_pt),
    }
    try:
        *_, answer = READER.ask(head, *(file.content for file in files))
    except ChildFailed:
        raise NotBound from None
    if not answer.blobs:
        raise NotBound(answer.head["failed"])
    return Bound(answer.blobs[0], tuple(answer.head["lying"]))


def lay(front: bytes, pages: bytes, over: bytes) -> bytes:
    """`front` with `pages` on its last pages and those of `over` on top of them. NotBound."""
    try:
        *_, answer = READER.ask({"ask": "lay"}, front, pages, over)
    except ChildFailed:
        raise NotBound from None
    return answer.blobs[0]


def page_count(content: bytes) -> int | None:
    """The pages of a file that can be bound; None of any other kind, or where it cannot be read whole."""
    from aimed_desktop.document.judging.judge import judge

    verdict = judge(content)
    return None if verdict.trouble or verdict.broken or verdict.kind is FileKind.HEIC else verdict.pages
