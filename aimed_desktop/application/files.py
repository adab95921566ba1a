"""The files that an application refers to by relative name: pictures and materials."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import Protocol

from aimed_desktop.errors import UserProblem, unreadable
from aimed_desktop.files.reading import open_regular

_PRINTABLE = re.compile("[^\x00-\x1f\x7f-\x9f\ud800-\udfff]*")


class Files(Protocol):
    """Where an application's files are kept. Names are relative, with `/`: `files/ct.jpg`."""

    def exists(self, name: str) -> bool:
        """Whether a readable file of that name is there."""

    def size(self, name: str) -> int:
        """Size in bytes. UserProblem when missing or unsafe."""

    def read(self, name: str) -> bytes:
        """The whole file. UserProblem when missing or unsafe."""


def safe_name(name: str) -> PurePosixPath:
    """`name` as a relative path without `..`, drive or control characters; else UserProblem."""
    path = PurePosixPath(name)
    bad = (
        not name
        or path.is_absolute()
        or "\\" in name
        or ":" in name
        or ".." in path.parts
        or not _PRINTABLE.fullmatch(name)
    )
    if bad:
        raise UserProblem("unsafe_path", path="".join(filter(_PRINTABLE.fullmatch, name)))
    return path


class NoFiles:
    """The files of an application that has none."""

    def exists(self, name: str) -> bool:
        return False

    def size(self, name: str) -> int:
        raise UserProblem("file_missing", path=name)

    def read(self, name: str) -> bytes:
        raise UserProblem("file_missing", path=name)


class FolderFiles:
    """Files inside one folder; a name that leaves it, directly or by a link, is refused."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def exists(self, name: str) -> bool:
        try:
            return self._locate(name).is_file()
        except OSError:  # no permission, or a name too long for any file
            return False

    def size(self, name: str) -> int:
        if not self.exists(name):
            raise UserProblem("file_missing", path=name)
        return self._locate(name).stat().st_size

    def read(self, name: str) -> bytes:
        try:
            with open_regular(self._locate(name), name) as file:
                return file.read()
        except OSError as error:
            raise unreadable(name, error) from None

    def _locate(self, name: str) -> Path:
        path = self.folder.joinpath(*safe_name(name).parts)
        real = os.path.realpath(path)
        if not Path(real).is_relative_to(os.path.realpath(self.folder)):
            raise UserProblem("unsafe_path", path=name)
        return path
