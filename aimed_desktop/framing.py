"""Messages between two processes of the program: a JSON head and blobs, each led by its length."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

_LENGTH = struct.Struct(">I")
_BLOBS = "blobs"  # key of the head: how long each blob is


@dataclass(frozen=True, slots=True)
class Frame:
    """`head` is JSON data; `blobs` are bytes that it speaks of, in order."""

    head: Mapping[str, Any]
    blobs: tuple[bytes, ...] = ()


def packed(message: Frame) -> bytes:
    """The message as bytes."""
    lengths = [len(blob) for blob in message.blobs]
    head = json.dumps({**message.head, _BLOBS: lengths}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return b"".join((_LENGTH.pack(len(head)), head, *message.blobs))


def read_message(stream: IO[bytes]) -> Frame | None:
    """The next message; None at the end of the stream, or where it breaks off."""
    lead = stream.read(_LENGTH.size)
    if len(lead) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(lead)
    words = stream.read(length)
    if len(words) < length:
        return None
    head = _head(words)
    blobs = tuple(stream.read(size) for size in head[_BLOBS])
    whole = all(len(blob) == size for blob, size in zip(blobs, head[_BLOBS], strict=True))
    return Frame(head, blobs) if whole else None


class Incoming:
    """Puts together the messages of a stream that comes in pieces."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._head: Mapping[str, Any] | None = None

    def feed(self, piece: bytes) -> list[Frame]:
        """The messages that are whole with this piece."""
        self._bytes += piece
        whole: list[Frame] = []
        while (message := self._take()) is not None:
            whole.append(message)
        return whole

    def _take(self) -> Frame | None:
        if self._head is None:
            if len(self._bytes) < _LENGTH.size:
                return None
            (length,) = _LENGTH.unpack_from(self._bytes)
            end = _LENGTH.size + length
            if len(self._bytes) < end:
                return None
            self._head = _head(bytes(self._bytes[_LENGTH.size : end]))
            del self._bytes[:end]
        sizes: Sequence[int] = self._head[_BLOBS]
        if len(self._bytes) < sum(sizes):
            return None
        blobs: list[bytes] = []
        at = 0
        for size in sizes:
            blobs.append(bytes(self._bytes[at : at + size]))
            at += size
        del self._bytes[:at]
        head, self._head = self._head, None
        return Frame(head, tuple(blobs))


def _head(words: bytes) -> Mapping[str, Any]:
    head: Mapping[str, Any] = json.loads(words.decode("utf-8", "surrogatepass"))
    return head
