"""Whether a stamped scan can belong to the version that was printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from aimed_desktop.application.finding import Finding
from aimed_desktop.document.pdf_reading import PdfUnreadable, opened_pdf
from aimed_desktop.errors import UserProblem, unreadable
from aimed_desktop.files.reading import open_regular
from aimed_desktop.stopping import checkpoint

_BEGINNINGS = {
    ".pdf": (b"%PDF",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG",),
    ".tif": (b"II*\0", b"MM\0*"),
    ".tiff": (b"II*\0", b"MM\0*"),
}
_MOST_PAGES = 300
_TALLEST_PX = 4000
_PX_PER_MM = 200 / 25.4  # of pictures as `document.images` sizes them
_FINGERPRINT = re.compile(r"[0-9A-HJKMNP-TV-Z]{8}")


def check_scan(scan: Path) -> None:
    """UserProblem unless `scan` is a readable PDF, JPEG, PNG or TIFF file."""
    try:
        with open_regular(scan) as file:
            beginning = file.read(8)
    except OSError as error:
        raise unreadable(scan, error) from None
    check_beginning(scan.name, beginning)


def check_beginning(name: str, beginning: bytes) -> None:
    """UserProblem unless a file of that name that begins so is a PDF, JPEG, PNG or TIFF file."""
    if not beginning.startswith(_BEGINNINGS.get(Path(name).suffix.lower(), (b"\0never",))):
        raise UserProblem("scan_unusable", name=name)


def scan_findings(
    scans: Sequence[Path], printed: Sequence[Path], mark: str, slot: str | None
) -> Iterator[Finding]:
    """Warnings about scans of another version, or with fewer pages than the paper printed from `printed`.

    `mark` is the application's fingerprint. A scan of paper carries none: its pages are counted.
    """
    for scan in scans:
        other = fingerprint_in(scan.name, scan)
        if other is not None and other != mark:
            message = f"扫描件“{scan.name}”是另一个版本的（指纹 {other}，现在是 {mark}）。"
            fix = "请用本版打印件重新盖章、扫描。"
            yield Finding("warning", "version", slot, "盖章扫描件", message, fix, "pack")
    wanted = [page_count(path.name, path) for path in printed if path.suffix == ".pdf"]
    found = [page_count(scan.name, scan) for scan in scans]
    if scans and None not in found and None not in wanted:
        total, paper = sum(n or 0 for n in found), sum(n or 0 for n in wanted)
        if total < paper:
            message = f"盖章扫描件共 {total} 页，打印件有 {paper} 页。"
            fix = "请核对是否漏扫；只交盖章页的可以不管。"
            yield Finding("warning", "material", slot, "盖章扫描件", message, fix, "pack")


def page_count(name: str, source: Path | bytes) -> int | None:
    """The number of pages; None where it cannot be told."""
    suffix = Path(name).suffix.lower()
    if suffix in (".tif", ".tiff"):
        return None  # may hold any number
    if suffix != ".pdf":
        return 1
    try:
        with opened_pdf(source) as document:
            return len(document)
    except PdfUnreadable:
        return None


def wants_password(name: str, content: bytes) -> bool:
    """Whether a PDF cannot be read without a password."""
    if Path(name).suffix.lower() != ".pdf" or b"/Encrypt" not in content:
        return False
    try:
        with opened_pdf(content):
            return False
    except PdfUnreadable as problem:
        return problem.is_locked


def fingerprint_in(name: str, source: Path | bytes) -> str | None:
    """The fingerprint that a PDF made by this program carries, also after a seal was put on it."""
    if Path(name).suffix.lower() != ".pdf":
        return None
    try:
        with opened_pdf(source) as document:
            keywords = str(document.get_metadata_value("Keywords"))
    except PdfUnreadable:
        return None
    return keywords if _FINGERPRINT.fullmatch(keywords) else None


def text_in(name: str, content: bytes) -> str:
    """The text of a PDF without white space: what a scanner's recognition put under its pages."""
    if Path(name).suffix.lower() != ".pdf":
        return ""
    texts = []
    try:
        with opened_pdf(content) as document:
            for index in range(min(len(document), _MOST_PAGES)):
                checkpoint()
                texts.append(document[index].get_textpage().get_text_range())
    except PdfUnreadable:
        return ""
    return "".join("".join(texts).split())


def page_pictures(name: str, content: bytes, width_px: int, most: int = 200) -> list[bytes]:
    """The first pages as PNG or JPEG, about `width_px` wide; none where they cannot be drawn."""
    if Path(name).suffix.lower() == ".pdf":
        return _pdf_pictures(content, width_px, most)
    from aimed_desktop.document.images import normalise

    try:
        return [normalise(content, width_px / _PX_PER_MM)]
    except UserProblem:  # a TIFF, or a damaged picture: its name is shown alone
        return []


def _pdf_pictures(content: bytes, width_px: int, most: int) -> list[bytes]:
    made: list[bytes] = []
    try:
        with opened_pdf(content) as document:
            for index in range(min(len(document), most)):
                checkpoint()
                page = document[index]
                scale = min(width_px / page.get_width(), _TALLEST_PX / page.get_height())
                picture = BytesIO()
                page.render(scale=scale).to_pil().save(picture, "PNG", compress_level=1)
                made.append(picture.getvalue())
    except PdfUnreadable:
        return made
    return made
