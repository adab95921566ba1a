"""Which names inside a packet are safe to write to disk."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from aimed_desktop.errors import UserProblem
from aimed_desktop.files.file_names import is_reserved, one_line

MAX_COMPONENT_BYTES = 255
MAX_PATH_BYTES = 1024
MAX_DEPTH = 32

_FORBIDDEN = frozenset('<>:"|?*')


def safe_entry(name: str) -> PurePosixPath:
    """`name` as a relative path that stays inside its folder on every system; else UserProblem."""
    parts = name.replace("\\", "/").rstrip("/").split("/")
    while parts[:1] == ["."]:
        parts = parts[1:]
    too_deep = len(parts) > MAX_DEPTH or len(name.encode("utf-8", "replace")) > MAX_PATH_BYTES
    if not parts or too_deep or not all(_is_safe_component(part) for part in parts):
        raise unsafe(name)
    return PurePosixPath(*parts)


def unsafe(name: str) -> UserProblem:
    """The problem of a packet that holds `name`."""
    return UserProblem("packet_unsafe", name=one_line(name)[:MAX_COMPONENT_BYTES])


def collision_key(name: str) -> str:
    """Equal for two names that some file system takes for one: case-folded, NFC."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class NameRegister:
    """Refuses two names that some file system takes for one, and a file that is also a folder."""

    def __init__(self) -> None:
        self._spelling: dict[str, str] = {}
        self._folders: set[str] = set()
        self._files: set[str] = set()

    def add(self, path: PurePosixPath, *, is_folder: bool) -> None:
        """Take `path` in. UserProblem when it, or a folder above it, collides."""
        pieces = ["/".join(path.parts[:end]) for end in range(1, len(path.parts) + 1)]
        keys = [collision_key(piece) for piece in pieces]
        for key, piece in zip(keys, pieces, strict=True):
            if self._spelling.setdefault(key, piece) != piece or key in self._files:
                raise unsafe(str(path))
        if is_folder:
            self._folders.update(keys)
            return
        if keys[-1] in self._folders:
            raise unsafe(str(path))
        self._folders.update(keys[:-1])
        self._files.add(keys[-1])


def _is_safe_component(part: str) -> bool:
    return (
        part not in ("", ".", "..")
        and not part.endswith((" ", "."))
        and not _FORBIDDEN.intersection(part)
        and not any(ord(c) < 32 or ord(c) == 127 or 0xD800 <= ord(c) < 0xE000 for c in part)
        and not is_reserved(part)
        and len(part.encode()) <= MAX_COMPONENT_BYTES
    )
