"""Where definition files come from: the folder of a notice, or the copies kept with an application."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aimed_desktop.errors import UserProblem
from aimed_desktop.files.reading import read_regular, size_text

NOTICE_FILE = "notice.yaml"
ENDING = ".yaml"
MAX_BYTES = 2 * 1024 * 1024  # of one file


@dataclass(frozen=True, slots=True)
class DefinitionSource:
    """One notice's files. `folder` is None for copies, whose bytes are in `files`."""

    name: str
    forms: tuple[str, ...]  # ids, from the file names
    folder: Path | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """The bytes of one file. UserProblem where it cannot be read, is no file or too large to be typed."""
        if self.folder is None:
            return self.files[name]
        path = self.folder / name
        return read_regular(
            path, MAX_BYTES, UserProblem("definition_too_big", path=path, limit=size_text(MAX_BYTES))
        )

    def display_name(self, name: str) -> str:
        """How the file is called in a message."""
        return str(self.folder / name) if self.folder else name

    def path(self, name: str) -> Path | None:
        """The file, where it is one."""
        return self.folder / name if self.folder else None


def source_in(folder: Path) -> DefinitionSource | None:
    """The notice in `folder`; None where there is none."""
    if not (folder / NOTICE_FILE).is_file():
        return None
    names = sorted(p.stem for p in folder.glob(f"*{ENDING}") if p.name != NOTICE_FILE)
    return DefinitionSource(folder.name, tuple(names), folder)


def source_of_texts(sources: Mapping[str, bytes]) -> DefinitionSource:
    """The definition files that were kept with an application."""
    names = tuple(sorted(n.removesuffix(ENDING) for n in sources if n.endswith(ENDING) and n != NOTICE_FILE))
    return DefinitionSource("", names, None, dict(sources))


def form_file(form_id: str) -> str:
    """The file name of a form."""
    return form_id + ENDING
