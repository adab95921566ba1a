"""What a file is by its content, and which endings of a name say so truly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from aimed_desktop.document.judging.office import ole_kind, zip_kind

_HEAD_BYTES = 1024  # a PDF may begin behind as many others (Adobe's readers look as far)
_TEXT_BYTES = 64 * 1024  # looked at to tell text from anything else
_BEGINNINGS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),  # BigTIFF
    (b"MM\0+", "tiff"),
    (b"GIF8", "gif"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "seven_zip"),
)
_PROGRAMS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"\x4c\0\0\0\x01\x14\x02\0",  # a Windows shortcut
)
_PHOTO_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")


class FileKind(StrEnum):
    """What the content is."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    BMP = "bmp"
    GIF = "gif"
    WEBP = "webp"
    HEIC = "heic"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    OFD = "ofd"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    OLE = "ole"  # an older office file of another kind
    LOCKED_OFFICE = "locked_office"  # docx, xlsx or pptx under a password
    RTF = "rtf"
    TEXT = "text"
    VIDEO = "video"
    ZIP = "zip"
    RAR = "rar"
    SEVEN_ZIP = "seven_zip"
    PROGRAM = "program"
    EMPTY = "empty"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class KindRecord:
    """`words` is what a clerk calls it; `endings` those of a true name, the usual one first."""

    words: str
    endings: tuple[str, ...] = ()


RECORDS: Mapping[FileKind, KindRecord] = {
    FileKind.PDF: KindRecord("PDF", (".pdf",)),
    FileKind.JPEG: KindRecord("JPG 图片", (".jpg", ".jpeg", ".jpe", ".jfif", ".pjpeg", ".pjp", ".jif")),
    FileKind.PNG: KindRecord("PNG 图片", (".png",)),
    FileKind.TIFF: KindRecord("TIF 图片", (".tif", ".tiff")),
    FileKind.BMP: KindRecord("BMP 图片", (".bmp", ".dib")),
    FileKind.GIF: KindRecord("GIF 图片", (".gif",)),
    FileKind.WEBP: KindRecord("WEBP 图片", (".webp",)),
    FileKind.HEIC: KindRecord("HEIC 照片", (".heic", ".heif", ".hif", ".avif")),
    FileKind.DOCX: KindRecord("Word 文档", (".docx", ".wps", ".docm", ".dotx")),
    FileKind.XLSX: KindRecord("Excel 表格", (".xlsx", ".et", ".xlsm", ".xltx")),
    FileKind.PPTX: KindRecord("演示文稿", (".pptx", ".dps", ".pptm", ".ppsx")),
    FileKind.OFD: KindRecord("OFD", (".ofd",)),
    FileKind.DOC: KindRecord("旧版 Word 文档", (".doc", ".wps", ".dot")),
    FileKind.XLS: KindRecord("旧版 Excel 表格", (".xls", ".et", ".xlt")),
    FileKind.PPT: KindRecord("旧版演示文稿", (".ppt", ".dps", ".pps")),
    FileKind.OLE: KindRecord("旧版 Office 文件", (".doc", ".xls", ".ppt", ".wps", ".et", ".dps")),
    FileKind.LOCKED_OFFICE: KindRecord(
        "设了密码的 Office 文件", (".docx", ".xlsx", ".pptx", ".wps", ".et", ".dps", ".doc", ".xls", ".ppt")
    ),
    FileKind.RTF: KindRecord("RTF 文档", (".rtf", ".doc", ".wps")),
    FileKind.TEXT: KindRecord("文本", (".txt", ".csv")),
    FileKind.VIDEO: KindRecord("视频", (".mp4", ".m4v", ".mov")),
    FileKind.ZIP: KindRecord("zip 压缩包", (".zip",)),
    FileKind.RAR: KindRecord("rar 压缩包", (".rar",)),
    FileKind.SEVEN_ZIP: KindRecord("7z 压缩包", (".7z",)),
    FileKind.PROGRAM: KindRecord("程序"),
    FileKind.EMPTY: KindRecord("空文件"),
    FileKind.UNKNOWN: KindRecord("不认识的文件"),
}
PICTURES = (FileKind.JPEG, FileKind.PNG, FileKind.TIFF, FileKind.BMP, FileKind.GIF, FileKind.WEBP)
SCANS = (FileKind.PDF, FileKind.JPEG, FileKind.PNG, FileKind.TIFF)


def kind_of(content: bytes) -> FileKind:
    """What the content is. Container formats are told by their directory, nothing is unpacked."""
    if not content:
        return FileKind.EMPTY
    kind = next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)
    if kind is not None:
        return FileKind(kind)
    if content.startswith(_PROGRAMS) or (content.startswith(b"MZ") and not _is_text(content)):
        return FileKind.PROGRAM
    return _container_kind(content) or _other_kind(content)


def _container_kind(content: bytes) -> FileKind | None:
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return FileKind(zip_kind(content))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return FileKind(ole_kind(content))
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    if content[4:8] == b"ftyp":
        return FileKind.HEIC if content[8:12] in _PHOTO_BRANDS else FileKind.VIDEO
    return None


def _other_kind(content: bytes) -> FileKind:
    if content.startswith(b"BM") and content[6:10] == b"\0\0\0\0":
        return FileKind.BMP
    if b"%PDF" in content[: _HEAD_BYTES + 4]:
        return FileKind.PDF
    return FileKind.TEXT if _is_text(content) else FileKind.UNKNOWN


def is_misnamed(kind: FileKind, name: str) -> bool:
    """Whether the ending of a file's name says something else than its content."""
    return PurePosixPath(name).suffix.lower() not in RECORDS[kind].endings


def named_kinds(name: str) -> tuple[FileKind, ...]:
    """The kinds that the ending of a name may stand for."""
    ending = PurePosixPath(name).suffix.lower()
    return tuple(kind for kind, record in RECORDS.items() if ending in record.endings)


def _is_text(content: bytes) -> bool:
    head = content[:_TEXT_BYTES]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            head[: len(head) - 4 if len(head) == _TEXT_BYTES else None].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
