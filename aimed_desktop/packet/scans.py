"""Whether a stamped scan can belong to the version that was printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from aimed_desktop.application.finding import Finding
from aimed_desktop.errors import UserProblem, unreadable

_BEGINNINGS = {
    ".pdf": (b"%PDF",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG",),
    ".tif": (b"II*\0", b"MM\0*"),
    ".tiff": (b"II*\0", b"MM\0*"),
}
_FINGERPRINT = re.compile(r"[0-9A-HJKMNP-TV-Z]{8}")


def check_scan(scan: Path) -> None:
    """UserProblem unless `scan` is a readable PDF, JPEG, PNG or TIFF file."""
    try:
        with scan.open("rb") as file:
            beginning = file.read(8)
    except OSError as error:
        raise unreadable(scan, error) from None
    if not beginning.startswith(_BEGINNINGS.get(scan.suffix.lower(), (b"\0never",))):
        raise UserProblem("scan_unusable", name=scan.name)


def scan_findings(
    scans: Sequence[Path], printed: Sequence[Path], mark: str, slot: str | None
) -> Iterator[Finding]:
    """Warnings about scans of another version, or with fewer pages than the paper printed from `printed`.

    `mark` is the application's fingerprint. A scan of paper carries none: its pages are counted.
    """
    for scan in scans:
        other = _fingerprint(scan)
        if other is not None and other != mark:
            message = f"扫描件“{scan.name}”是另一个版本的（指纹 {other}，现在是 {mark}）。"
            fix = "请用本版打印件重新盖章、扫描。"
            yield Finding("warning", "version", slot, "盖章扫描件", message, fix, "pack")
    wanted = [_pages(path) for path in printed if path.suffix == ".pdf"]
    found = [_pages(scan) for scan in scans]
    if scans and None not in found and None not in wanted:
        total, paper = sum(n or 0 for n in found), sum(n or 0 for n in wanted)
        if total < paper:
            message = f"盖章扫描件共 {total} 页，打印件有 {paper} 页。"
            fix = "请核对是否漏扫；只交盖章页的可以不管。"
            yield Finding("warning", "material", slot, "盖章扫描件", message, fix, "pack")


def _pages(path: Path) -> int | None:
    """The number of pages; None where it cannot be told."""
    if path.suffix.lower() in (".tif", ".tiff"):
        return None  # may hold any number
    if path.suffix.lower() != ".pdf":
        return 1
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return None


def _fingerprint(path: Path) -> str | None:
    """The fingerprint that a PDF made by this program carries, also after a seal was put on it."""
    if path.suffix.lower() != ".pdf":
        return None
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            keywords = document.get_metadata_value("Keywords")
    except pypdfium2.PdfiumError:
        return None
    return keywords if _FINGERPRINT.fullmatch(keywords) else None
