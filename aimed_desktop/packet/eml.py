"""The letter as an .eml draft (RFC 5322, MIME), attachments streamed in from their files."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from email.header import Header
from pathlib import Path, PurePath

from aimed_desktop.application.values.identifiers import email_addresses
from aimed_desktop.files.modes import open_private
from aimed_desktop.packet.mail import Letter

_LINE_BYTES = 57  # 76 characters of base64
_CHUNK_BYTES = _LINE_BYTES * 4096
_PLAIN_BYTES = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KINDS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".zip": "application/zip",
}


def write_eml(target: Path, letter: Letter, attachments: Iterable[Path]) -> None:
    """Write the letter with `attachments` to `target`. The same letter gives the same bytes."""
    files = list(attachments)
    boundary = _boundary(letter)
    with open_private(target) as output:
        for piece in _opening(letter, boundary):
            output.write(piece)
        for path in files:
            output.write(_part_head(boundary, _attachment_fields(path.name)))
            for line in _base64_lines(_pieces(path)):
                output.write(line)
        output.write(_end(boundary))


def letter_bytes(letter: Letter) -> int:
    """How many bytes the letter takes in a mail as it is sent, without what is attached."""
    return sum(len(piece) for piece in (*_opening(letter, _boundary(letter)), _end(_boundary(letter))))


def attachment_bytes(name: str, size: int) -> int:
    """How many bytes a file of that `size` takes in a mail as it is sent: base64 is a third larger."""
    head = _part_head(_boundary_of(""), _attachment_fields(name))
    return len(head) + (size + 2) // 3 * 4 + -(-size // _LINE_BYTES) * len("\r\n")


def _opening(letter: Letter, boundary: str) -> Iterator[bytes]:
    yield _head(letter, boundary)
    yield _part_head(boundary, ['Content-Type: text/plain; charset="utf-8"'])
    yield from _base64_lines([letter.body.replace("\n", "\r\n").encode()])


def _end(boundary: str) -> bytes:
    return f"--{boundary}--\r\n".encode()


def _head(letter: Letter, boundary: str) -> bytes:
    """X-Unsent opens as a draft in classic Outlook. Without recipients there is no To line."""
    recipients = [address for each in letter.recipients for address in email_addresses(each)]
    fields = [
        *([f"To: {', '.join(recipients)}"] if recipients else []),
        f"Subject: {_encoded_words(letter.subject, len('Subject: '))}",
        "X-Unsent: 1",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{boundary}"',
    ]
    return ("\r\n".join(fields) + "\r\n\r\n").encode("ascii")


def _part_head(boundary: str, fields: list[str]) -> bytes:
    lines = [f"--{boundary}", *fields, "Content-Transfer-Encoding: base64", "", ""]
    return "\r\n".join(lines).encode("ascii")


def _attachment_fields(name: str) -> list[str]:
    """Both names: RFC 2231 for those who know it, RFC 2047 in Content-Type for QQ mail and its like."""
    kind = _KINDS.get(PurePath(name).suffix.lower(), "application/octet-stream")
    return [
        f'Content-Type: {kind};\r\n name="{_encoded_words(name, len(" name=") + 1)}"',
        f"Content-Disposition: attachment;\r\n filename*=UTF-8''{_percent_encoded(name)}",
    ]


def _percent_encoded(text: str) -> str:
    """RFC 2231: everything but letters, digits and `-._~` as %XX."""
    return "".join(chr(byte) if byte in _PLAIN_BYTES else f"%{byte:02X}" for byte in text.encode())


def _encoded_words(text: str, used: int) -> str:
    """RFC 2047 words of at most 75 characters, folded; `used` characters stand before the first."""
    return Header(text, "utf-8", maxlinelen=75, header_name="x" * max(used - 2, 0)).encode(linesep="\r\n")


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_CHUNK_BYTES):
            yield piece


def _base64_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Lines of base64 with CRLF; each piece but the last is a whole number of lines."""
    for piece in pieces:
        yield base64.encodebytes(piece).replace(b"\n", b"\r\n")


def _boundary(letter: Letter) -> str:
    """`_` and `=` together never come out of base64, so no content can hold the boundary."""
    return _boundary_of(f"{letter.subject}\n{letter.body}")


def _boundary_of(text: str) -> str:
    return "=_" + hashlib.sha256(text.encode()).hexdigest()[:32]
