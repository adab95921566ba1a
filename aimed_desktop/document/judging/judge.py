"""The one judge of files that come from outside: kind, wholeness, pages, what it gives away."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from aimed_desktop.child_process import ChildFailed
from aimed_desktop.document.judging.asking import READER
from aimed_desktop.document.judging.gps import tells_place
from aimed_desktop.document.judging.kinds import PICTURES, FileKind, kind_of
from aimed_desktop.document.judging.office import ole_trouble, zip_trouble
from aimed_desktop.document.judging.verdict import Reading, Trouble, Verdict, reading_of

LARGEST_BYTES: Final = 256 * 1024**2  # of a file whose pages are looked at
_KEPT = 512
_known: dict[bytes, Verdict] = {}  # oldest first
_ZIPPED = (FileKind.DOCX, FileKind.XLSX, FileKind.PPTX, FileKind.OFD, FileKind.ZIP)
_COMPOUND = (FileKind.DOC, FileKind.XLS, FileKind.PPT, FileKind.OLE, FileKind.LOCKED_OFFICE)
_AT_ONCE: dict[FileKind, Trouble] = {
    FileKind.EMPTY: "empty",
    FileKind.PROGRAM: "program",
    FileKind.UNKNOWN: "unknown",
}


def judge(content: bytes) -> Verdict:
    """What a file is and whether it can be used. The same content is read once.

    PDF and picture files are read in a process of their own, so this may take seconds. Stopped.
    """
    key = sha256(content).digest()
    found = _known.pop(key, None)
    made = _known[key] = _judged(content) if found is None else found
    while len(_known) > _KEPT:
        _known.pop(next(iter(_known)), None)
    return made


def draw_pages(content: bytes, width_px: int, most: int = 200) -> list[bytes]:
    """The first pages as PNG or JPEG, about `width_px` wide; none of what cannot be drawn."""
    return [page for page in drawn_pages(content, width_px, most) if page]


def drawn_pages(content: bytes, width_px: int, most: int, first: int = 0) -> Iterator[bytes]:
    """The same one by one from the `first`, with nothing in place of a page that cannot be drawn.

    Nobody else can ask about a file until the last was taken.
    """
    kind = kind_of(content)
    if kind not in (FileKind.PDF, *PICTURES) or len(content) > LARGEST_BYTES:
        return
    try:
        for answer in READER.ask(
            {"ask": "draw", "kind": kind.value, "width": width_px, "most": most, "first": first}, content
        ):
            yield from answer.blobs
    except ChildFailed:
        return


def read_text(content: bytes, most_pages: int = 300) -> tuple[str, str]:
    """Keywords and text (without white space) of a PDF; empty where it is none or cannot be read."""
    if kind_of(content) is not FileKind.PDF or len(content) > LARGEST_BYTES:
        return "", ""
    try:
        *_, answer = READER.ask({"ask": "text", "most": most_pages}, content)
    except ChildFailed:
        return "", ""
    return answer.head["keywords"], answer.head["text"]


def read_notes(content: bytes, most_pages: int = 300) -> list[tuple[int, str]]:
    """The notes that stand on the pages of a PDF, each with the place of its page, from 0."""
    if kind_of(content) is not FileKind.PDF or len(content) > LARGEST_BYTES:
        return []
    try:
        *_, answer = READER.ask({"ask": "notes", "most": most_pages}, content)
    except ChildFailed:
        return []
    return [(index, note) for index, note in answer.head["notes"]]


def _judged(content: bytes) -> Verdict:
    kind = kind_of(content)
    if kind in _AT_ONCE:
        return Verdict(kind, _AT_ONCE[kind])
    if kind in (FileKind.PDF, *PICTURES):
        return _with_pages(kind, content)
    is_photo = kind is FileKind.HEIC
    return Verdict(kind, _container_trouble(kind, content), tells_place=is_photo and tells_place(content))


def _container_trouble(kind: FileKind, content: bytes) -> Trouble | None:
    if kind in _ZIPPED:
        return zip_trouble(content)
    return ole_trouble(content) if kind in _COMPOUND else None


def _with_pages(kind: FileKind, content: bytes) -> Verdict:
    reading = _read(kind, content) if len(content) <= LARGEST_BYTES else Reading("too_heavy")
    return Verdict(
        kind,
        reading.trouble,
        reading.pages,
        reading.white,
        reading.broken,
        reading.oversize,
        tells_place(content),
    )


def _read(kind: FileKind, content: bytes) -> Reading:
    try:
        *_, answer = READER.ask({"ask": "read", "kind": kind.value}, content)
    except ChildFailed:
        return Reading("too_heavy")
    return reading_of(answer.head["reading"])
