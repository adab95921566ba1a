"""The files of an application that is handed over: two sides may call different files by one name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from aimed_desktop.application.values.shapes import is_mapping
from aimed_desktop.archive.entries import Stored
from aimed_desktop.archive.file_sets import StoredFiles
from aimed_desktop.files.renaming import numbered

_NAMING = ("image", "file")  # the keys of a picture and of a material


@dataclass(frozen=True, slots=True)
class FileNames:
    """Their files by the names that they get here. `new`: the new name of each that changes it."""

    new: Mapping[str, str]
    files: StoredFiles

    def is_there(self, name: str) -> bool:
        """Whether their side has the file that is called so here."""
        return self.files.exists(self._old(name))

    def read(self, name: str) -> bytes:
        """The file that is called so here. UserProblem where it is not there."""
        return self.files.read(self._old(name))

    def _old(self, name: str) -> str:
        return next((old for old, new in self.new.items() if new == name), name)


def names_for(mine: Stored, theirs: Stored, base: Stored | None) -> FileNames:
    """A new name for each file of theirs that is called as another one of mine, and is not that of `base`."""
    here, there = mine.files.shas(), theirs.files.shas()
    before = base.files.shas() if base is not None else {}
    taken, names = {*here, *there}, dict[str, str]()
    for name, sha in there.items():
        if name in here and sha not in (here[name], before.get(name)):
            number = 2
            while (free := _numbered(name, number)) in taken:
                number += 1
            names[name] = free
            taken.add(free)
    return FileNames(names, theirs.files)


def _numbered(name: str, number: int) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(numbered(path.name, number)))


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The decoded data with the files that it names under their new names."""
    if isinstance(value, list):
        return [renamed(inner, names) for inner in value]
    if not is_mapping(value):
        return value
    return {
        key: names.get(inner, inner) if key in _NAMING and isinstance(inner, str) else renamed(inner, names)
        for key, inner in value.items()
    }
