"""Files that the clerk has chosen: read whole, judged, and kept with an application."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aimed_desktop.errors import UserProblem
from aimed_desktop.files.reading import read_regular
from aimed_desktop.stopping import Stopped, stoppable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aimed_desktop.application.files import Files
    from aimed_desktop.application.model import Application
    from aimed_desktop.archive.archive import Archive

MOST_BYTES: Final = 1024**3  # the archive takes no larger one


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file by its name; `notes`: what is to be told of it though it is taken."""

    name: str
    content: bytes
    notes: tuple[str, ...] = ()


class TwinGiven(Exception):
    """The very same file is there already, as `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def read_given(path: Path) -> bytes:
    """The whole file. UserProblem when it cannot be read."""
    return read_regular(path, MOST_BYTES)


def read_material(path: Path, files: Files, kept: Iterable[str], *, may_be_twin: bool = False) -> GivenFile:
    """A supporting paper, judged by its content; `kept`: the names of those in `files`.

    UserProblem where it is no paper, TwinGiven where it is there already and that is not wanted.
    """
    from aimed_desktop.packet.file_problems import fix_of, problem_sentence
    from aimed_desktop.packet.material_files import check_material, twin_of

    content = read_given(path)
    warnings = check_material(path.name, content)
    twin = None if may_be_twin else twin_of(content, files, kept)
    if twin is not None:
        raise TwinGiven(twin)
    return GivenFile(
        path.name, content, tuple(f"已添加；{problem_sentence(each)}{fix_of(each)}" for each in warnings)
    )


def problems_of(name: str, content: bytes, is_dropped: Callable[[], bool]) -> list[list[Any]]:
    """What is wrong with a supporting paper, each as FileProblem.to_json; nothing once it `is_dropped`."""
    from aimed_desktop.document.judging.judge import judge
    from aimed_desktop.packet.file_problems import material_problems

    with stoppable(is_dropped):
        try:
            verdict = judge(content) if content else None
        except Stopped:
            return []
    return [] if verdict is None else [each.to_json() for each in material_problems(name, verdict)]


def pictures_and_sizes(
    files: Files, pictures: Iterable[str], others: Iterable[str]
) -> dict[str, bytes | int]:
    """The content of the kept pictures and the size of other files, of those that are there."""
    read: dict[str, bytes | int] = {n: files.read(n) for n in sorted(pictures) if files.exists(n)}
    return read | {name: files.size(name) for name in sorted(others) if files.exists(name)}


def keep_given(archive: Archive, entry: str, app: Application, file: GivenFile) -> str:
    """Keep a file with an application as it stands; the name that it has there."""
    from aimed_desktop.application.file import to_json

    fresh = _free_name(file.name, app.files)
    archive.save(entry, to_json(app), files={fresh: file.content})
    return fresh


def content_of(files: Files, name: str) -> bytes:
    """The content of a kept file; nothing where it is missing, of which the checks tell."""
    try:
        return files.read(name)
    except UserProblem:
        return b""


def _free_name(name: str, files: Files) -> str:
    """`files/name`, numbered where another file has it."""
    stem, dot, ending = name.rpartition(".")
    stem = stem or ending
    candidate, number = f"files/{name}", 2
    while files.exists(candidate):
        candidate = f"files/{stem}-{number}{dot}{ending if dot else ''}"
        number += 1
    return candidate
