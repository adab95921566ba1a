"""What Word files say of the fields of an application, and which of it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aimed_desktop.application.checks.same_print import prints_same
from aimed_desktop.application.files import Files
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Value, is_mapping
from aimed_desktop.document.word.take_back import FieldState, take_back
from aimed_desktop.services.given_files import read_given

ACCEPTED = {"new": ("new",), "all": ("new", "conflict", "unsure")}
_DOUBTFUL = ("conflict", "unsure")
_TWICE = "另一个文件里这一栏写得不一样，请对照后再定。"
_PNG = b"\x89PNG"


@dataclass(frozen=True, slots=True)
class TakenWords:
    """Every field of every file, file after file. `pictures`: the new ones by the names that values have."""

    fields: tuple[tuple[str, FieldState], ...]  # name of the file, what it says
    pictures: Mapping[str, bytes]

    @property
    def is_sure(self) -> bool:
        return not any(found.state in _DOUBTFUL for _, found in self.fields)

    def to_json(self) -> list[dict[str, Any]]:
        """As the command line tells it."""
        return [
            {
                "field": found.path,
                "old": found.old,
                "new": found.new,
                "state": found.state,
                "where": f"{name}：{found.label}",
                "notes": list(found.notes),
            }
            for name, found in self.fields
        ]


def take_words(app: Application, paths: Sequence[Path], origin: str = "") -> TakenWords:
    """Read Word files of `app`: chapters that were given out, or whole documents. `origin`: its archive id.

    UserProblem for the first that cannot be read or is none of this form.
    """
    found: list[tuple[str, FieldState]] = []
    pictures: dict[str, bytes] = {}
    for path in paths:
        back = take_back(read_given(path), app, origin)
        names = {name: _file_name(name, data) for name, data in back.pictures.items()}
        found += [(path.name, replace(state, new=_named(state.new, names))) for state in back.states]
        pictures |= {names[name]: data for name, data in back.pictures.items()}
    return TakenWords(tuple(_apart(app, found)), pictures)


def accept(app: Application, taken: TakenWords, which: str) -> Application:
    """A copy of `app` with what was taken: `new` alone, or `all` that the files say. Nothing is emptied."""
    made = app.snapshot()
    made.files = _WithNew(app.files, taken.pictures)
    for _, found in taken.fields:
        if found.state in ACCEPTED[which] and found.new is not None:
            made.set(found.path, found.new)
    return made


def _apart(app: Application, found: Iterable[tuple[str, FieldState]]) -> Iterable[tuple[str, FieldState]]:
    """What two files say differently of one field is a conflict in both."""
    told = list(found)
    said: dict[str, list[Value]] = {}
    for _, state in told:
        if state.state in ACCEPTED["all"]:
            said.setdefault(state.path, []).append(state.new)
    for name, state in told:
        field = app.form.field(state.path)
        others = said.get(state.path, [])
        agrees = field is None or all(prints_same(field, state.new, other) for other in others)
        if state.state == "new" and not agrees:
            yield name, replace(state, state="conflict", notes=(*state.notes, _TWICE))
        else:
            yield name, state


def _named(value: Value, names: Mapping[str, str]) -> Value:
    """The value with its new pictures under the names of their files."""
    if not isinstance(value, list):
        return value
    return [
        {**entry, "image": names[str(entry["image"])]}
        if is_mapping(entry) and str(entry.get("image")) in names
        else entry
        for entry in value
    ]


def _file_name(name: str, data: bytes) -> str:
    return f"files/{name.rpartition('/')[2]}.{'png' if data.startswith(_PNG) else 'jpg'}"


class _WithNew:
    """The files of an application, and new pictures beside them."""

    def __init__(self, files: Files, fresh: Mapping[str, bytes]) -> None:
        self._files = files
        self._fresh = fresh

    def exists(self, name: str) -> bool:
        return name in self._fresh or self._files.exists(name)

    def size(self, name: str) -> int:
        return len(self._fresh[name]) if name in self._fresh else self._files.size(name)

    def read(self, name: str) -> bytes:
        return self._fresh[name] if name in self._fresh else self._files.read(name)
