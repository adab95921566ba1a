"""Names of the hidden bookmarks around answers: they say whose it is where a program drops the tags."""

from __future__ import annotations

import re
from base64 import b32encode
from hashlib import sha256

_MARK = re.compile(r"(_A[A-Z2-7]{16})_\d+")


def mark_name(tag: str, title: str | None, number: int) -> str:
    """A name that Word hides (it begins with _), unlike every other of the document by its `number`."""
    return f"{mark_key(tag, title)}_{number}"


def mark_key(tag: str, title: str | None) -> str:
    """What all bookmarks of one field (and option) begin with."""
    digest = sha256(f"{tag}\n{title or ''}".encode()).digest()
    return "_A" + b32encode(digest[:10]).decode()


def key_of(name: str) -> str | None:
    """The key of a bookmark's name, None where it is none of ours."""
    found = _MARK.fullmatch(name)
    return found[1] if found else None
