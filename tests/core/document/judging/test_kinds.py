"""What a file is, by its content; whether its name says so."""

from __future__ import annotations

import io
import struct
import zipfile

import docx
import openpyxl
import pytest

from aimed_desktop.document.judging.judge import judge
from aimed_desktop.document.judging.kinds import FileKind, is_misnamed, kind_of
from tests.paper_files import locked_pdf, pdf, picture, tiff


def zipped(*names: str, locked: bool = False) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            package.writestr(name, "<x/>" * 50)
    data = bytearray(made.getvalue())
    if locked:  # the flag of an encrypted entry, in both its heads
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(mark) + at] |= 1
    return bytes(data)


def word() -> bytes:
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()


def excel() -> bytes:
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


def compound(*streams: str, head: bytes = b"", whole: bool = True) -> bytes:
    """A compound file ([MS-CFB]) of 512-byte sectors: table, directory, then 4,096 bytes for each stream."""
    sectors = 8 * len(streams)
    table = [0xFFFFFFFD, 0xFFFFFFFE]
    for number in range(sectors):
        table.append(0xFFFFFFFE if number % 8 == 7 else number + 3)
    table += [0xFFFFFFFF] * (128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    header = header + b"\xff" * (512 - len(header))
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    entries += [_entry(name, 2, 2 + 8 * index, 4096) for index, name in enumerate(streams)]
    directory = b"".join(entries).ljust(512, b"\0")
    body = b"".join(head.ljust(4096, b"\0") for _ in streams)
    return header + struct.pack("<128I", *table) + directory + (body if whole else body[:-2000])


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    words = name.encode("utf-16-le")
    made = words.ljust(64, b"\0") + struct.pack("<HB", len(words) + 2, kind)
    return made.ljust(116, b"\0") + struct.pack("<II", start, size) + bytes(4)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), "pdf"),
        (b"\xef\xbb\xbfjunk before\r\n" + pdf(), "pdf"),
        (b"x" * 1020 + pdf(), "pdf"),
        (picture("JPEG"), "jpeg"),
        (picture("PNG"), "png"),
        (picture("BMP"), "bmp"),
        (picture("GIF"), "gif"),
        (picture("WEBP"), "webp"),
        (tiff(["a"]), "tiff"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2", "video"),
        (word(), "docx"),
        (word()[:-60], "docx"),
        (excel(), "xlsx"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (zipped("a.txt"), "zip"),
        (compound("WordDocument", "1Table"), "doc"),
        (compound("Workbook"), "xls"),
        (compound("PowerPoint Document"), "ppt"),
        (compound("EncryptionInfo", "EncryptedPackage"), "locked_office"),
        (compound("__properties_version1.0"), "ole"),
        (b"{\\rtf1 }", "rtf"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "seven_zip"),
        ("说明".encode("gb18030"), "text"),
        ("\ufeff说明".encode("utf-16"), "text"),
        (b"MZ\x90\0\3\0\0\0", "program"),
        (b"\x7fELF\2\1\1", "program"),
        (b"#!/bin/sh\n", "program"),
        (b"", "empty"),
        (b"\x01\x02\0\xff" * 40, "unknown"),
        (zipped("a.pdf").replace(b"a.pdf", b"%PDF-"), "zip"),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "names", "false"),
    [
        (picture("JPEG"), "a.jpg a.JPEG a.jfif a.jpe a.pjpeg", "a.png a.pdf a"),
        (pdf(), "证书.PDF", "证书.docx 证书.exe 证书"),
        (word(), "a.docx a.wps", "a.doc a.zip a.pdf"),
        (compound("WordDocument"), "a.doc a.wps", "a.docx"),
        (b"<html>", "a.txt", "a.doc a.docx a.xls"),
    ],
)
def test_a_name_is_true_by_its_ending(content: bytes, names: str, false: str) -> None:
    kind = kind_of(content)
    assert [name for name in names.split() if is_misnamed(kind, name)] == []
    assert [name for name in false.split() if not is_misnamed(kind, name)] == []


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (word(), None),
        (excel(), None),
        (word()[:-60], "cut_off"),
        (word()[:2000], "cut_off"),
        (word().replace(b"word/document.xml", b"word/documENT.xml", 1), "damaged"),
        (zipped("a.txt", locked=True), "locked"),
        (compound("EncryptionInfo", "EncryptedPackage"), "locked"),
        (compound("WordDocument"), None),
        (compound("WordDocument", whole=False), "cut_off"),
        (compound("WordDocument")[:700], "cut_off"),
        (compound("WordDocument", head=bytes(10) + b"\0\1"), "locked"),
        (compound("Workbook", head=b"\x09\x08\x04\0" + bytes(4) + b"\x2f\0"), "locked"),
        (compound("Workbook", head=b"\x09\x08\x04\0" + bytes(4) + b"\xe1\0"), None),
        (b"\xd0\xcf\x11\xe0", "cut_off"),
        (locked_pdf(), "locked"),
        (b"", "empty"),
        (b"MZ\x90\0", "program"),
        (b"\0\1\2\3" * 9, "unknown"),
    ],
)
def test_what_cannot_be_opened_is_told_by_its_reason(content: bytes, trouble: str | None) -> None:
    assert judge(content).trouble == trouble


def test_a_docx_whose_words_were_damaged_on_the_way_is_noticed() -> None:
    data = bytearray(word())
    at = data.index(b"word/document.xml") + len("word/document.xml") + 20
    data[at : at + 8] = bytes(8)
    assert judge(bytes(data)).trouble == "damaged"


def test_a_package_whose_lzma_was_damaged_is_judged_like_any_other() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("[Content_Types].xml", "<a/>" * 200)
        package.writestr("word/document.xml", "<b>" + "x" * 5000 + "</b>")
    data = bytearray(made.getvalue())
    at = data.index(b"word/document.xml") + len("word/document.xml") + 12
    data[at : at + 20] = bytes(255 - octet for octet in data[at : at + 20])
    verdict = judge(bytes(data))
    assert (verdict.kind, verdict.trouble) == (FileKind.DOCX, "damaged")


def test_a_locked_package_keeps_its_kind_for_the_message() -> None:
    assert judge(compound("EncryptedPackage")).kind is FileKind.LOCKED_OFFICE
