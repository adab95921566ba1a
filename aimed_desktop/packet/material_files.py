"""Supporting papers before they are kept, and what is seen of them afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from aimed_desktop.application.files import Files
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.scans import page_count, page_pictures, wants_password

_KINDS = {
    "PDF": (".pdf",),
    "图片": (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif", ".tif", ".tiff"),
    "Word": (".docx", ".doc", ".wps", ".rtf"),
    "表格": (".xlsx", ".xls", ".et", ".csv"),
    "演示": (".pptx", ".ppt", ".dps"),
    "OFD": (".ofd",),
    "文本": (".txt",),
    "视频": (".mp4",),
    "压缩包": (".zip", ".rar", ".7z"),
}
_BEGINNINGS = {
    ".pdf": (b"%PDF",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG",),
    ".docx": (b"PK",),
    ".xlsx": (b"PK",),
    ".zip": (b"PK",),
}
_PHONE_PHOTOS = (".heic", ".heif")
_HEAD_BYTES = 1024  # a PDF may begin with a few blanks or marks
_BRIEF = 28  # characters
MOST_PREVIEWED = 6
PREVIEW_PX = 900


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of a file. `pages` and `thumbnail` (PNG or JPEG) are None where they cannot be told."""

    kind: str
    size: int
    pages: int | None = None
    thumbnail: bytes | None = None

    @property
    def is_broken(self) -> bool:
        """Whether it is a PDF that does not open."""
        return self.kind == "PDF" and self.pages is None


def kind_of(name: str) -> str | None:
    """`PDF`, `图片`, `Word` …; None for a kind that is no supporting paper."""
    ending = PurePosixPath(name).suffix.lower()
    return next((kind for kind, endings in _KINDS.items() if ending in endings), None)


def check_material(name: str, content: bytes) -> None:
    """UserProblem for a file that cannot be a supporting paper: empty, of a wrong kind, falsely named,
    under a password.
    """
    ending = PurePosixPath(name).suffix.lower()
    shown = brief_name(name)
    if ending in _PHONE_PHOTOS:
        raise UserProblem("material_phone_photo", name=shown)
    if kind_of(name) is None:
        raise UserProblem("material_kind", name=shown)
    if not content:
        raise UserProblem("material_is_empty", name=shown)
    beginnings = _BEGINNINGS.get(ending)
    head = content[:_HEAD_BYTES].lstrip() if ending == ".pdf" else content[:_HEAD_BYTES]
    if beginnings is not None and not head.startswith(beginnings):
        raise UserProblem("material_not_what_it_says", name=shown, kind=ending.removeprefix(".").upper())
    if wants_password(name, content):
        raise UserProblem("material_locked", name=shown)


def twin_of(content: bytes, files: Files, names: Iterable[str]) -> str | None:
    """The file among `names` that holds the same, if there is one."""
    for name in names:
        if files.exists(name) and files.size(name) == len(content) and files.read(name) == content:
            return name
    return None


def look_at(name: str, content: bytes, width_px: int) -> Look:
    """Kind, size, pages and a small picture of a file."""
    kind = kind_of(name) or "文件"
    if kind not in ("PDF", "图片"):
        return Look(kind, len(content))
    pictures = page_pictures(name, content, width_px, most=1)
    return Look(kind, len(content), page_count(name, content), pictures[0] if pictures else None)


def preview_pages(name: str, content: bytes) -> list[bytes]:
    """The first pages, large; none for a kind that cannot be drawn."""
    if kind_of(name) not in ("PDF", "图片"):
        return []
    return page_pictures(name, content, PREVIEW_PX, most=MOST_PREVIEWED)


def brief_name(name: str) -> str:
    """A file's name for a line of text: a long one without its middle."""
    return name if len(name) <= _BRIEF else f"{name[: _BRIEF - 11]}…{name[-10:]}"


def size_words(size: int) -> str:
    """`830 KB`, `12.3 MB`."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
