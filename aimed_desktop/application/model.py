"""An application: one form being filled, its values observed by whoever shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum

from aimed_desktop.application.files import Files, NoFiles
from aimed_desktop.application.values.shapes import Group, Value, is_mapping
from aimed_desktop.application.values.words import is_words, plain
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.model import Form
from aimed_desktop.errors import UserProblem


class Status(StrEnum):
    """How far an application has come."""

    DRAFT = "草稿"
    FINAL = "定稿"
    PRINTED = "已打印"
    STAMPED = "已盖章"
    SUBMITTED = "已报送"
    ACCEPTED = "已受理"
    REJECTED = "未通过"


HANDED_IN = (Status.SUBMITTED, Status.ACCEPTED, Status.REJECTED)  # the paper is with the authority


@dataclass(frozen=True, slots=True)
class MaterialFile:
    """A file put into a slot of the notice's list; several may share a slot."""

    slot: str
    file: str
    valid_until: str | None = None  # of a licence: 2027-06-30 or 长期, as the clerk typed it; never printed

    def to_json(self) -> dict[str, Value]:
        """As application files hold it."""
        entry: dict[str, Value] = {"slot": self.slot, "file": self.file}
        return entry if self.valid_until is None else {**entry, "valid_until": self.valid_until}


@dataclass(frozen=True, slots=True)
class Change:
    """What one write changed. `path` is the written path; rows report the rows field itself."""

    path: str
    originator: object | None


_LONGEST_INDEX = 9
Observer = Callable[[Change], None]


class Application:
    """Values, materials and status of one form. A write while a version is fixed is a UserProblem.

    `values` and `extra` keep what this version does not know: hidden, removed and newer keys.
    Copy-on-write: a write puts new containers in place of those on its way and never changes one. Whoever
    holds `values` of a moment ago (a snapshot, the undo journal) still holds what stood there then.
    """

    def __init__(
        self,
        form: Form,
        values: Mapping[str, Value] | None = None,
        materials: tuple[MaterialFile, ...] = (),
        *,
        files: Files | None = None,
        status: Status = Status.DRAFT,
        version: int = 0,
        extra: Mapping[str, Value] | None = None,
    ) -> None:
        self.form = form
        self.values: Group = deepcopy(dict(values or {}))
        self.materials = materials
        self.files: Files = NoFiles() if files is None else files
        self.status = status
        self.version = version  # 0 until the first 定稿; after 退回修改 the number of the next one
        self.extra: Group = dict(extra or {})
        self.is_held = False  # a version is being fixed right now
        self._observers: list[Observer] = []

    @property
    def is_locked(self) -> bool:
        """Whether a version is fixed, or is being fixed: what was typed cannot be changed, but for what
        is asked of the authority (its own deadline or mailbox). Materials can.
        """
        return self.is_held or self.status is not Status.DRAFT

    def get(self, path: str) -> Value:
        """The value at `path` (`cases.0.dataset_name`), None when empty."""
        return value_at(self.values, _steps(path))

    def set(self, path: str, value: Value, originator: object | None = None) -> None:
        """Write `value` (None empties); observers hear of it only when it differs.

        Rows are made up to the index that the path names.
        """
        value = None if value in ("", [], {}) else value
        if self.get(path) == value:
            return
        self._refuse_when_locked(path)
        self.values = _written_group(self.values, _steps(path), value)
        self._notify(Change(path, originator))

    def put_back(self, path: str, value: Value, originator: object | None = None) -> None:
        """Let the top-level field of `path` be `value` again; observers hear that `path` has changed."""
        self._refuse_when_locked(path)
        self.values = _written_group(self.values, _steps(path)[:1], value)
        self._notify(Change(path, originator))

    def insert_row(self, path: str, index: int, row: Value = None, originator: object | None = None) -> None:
        """Put a row (empty by default) before `index`; empty rows are made up to there."""
        rows = self._rows(path)
        rows += [{} for _ in range(index - len(rows))]
        rows.insert(index, deepcopy(row) or {})
        self._write_rows(path, rows, originator)

    def delete_row(self, path: str, index: int, originator: object | None = None) -> None:
        """Take the row at `index` out."""
        rows = self._rows(path)
        del rows[index]
        self._write_rows(path, rows, originator)

    def move_row(self, path: str, index: int, to: int, originator: object | None = None) -> None:
        """Move the row at `index` so that it stands at `to`."""
        rows = self._rows(path)
        rows.insert(to, rows.pop(index))
        self._write_rows(path, rows, originator)

    def set_materials(self, materials: tuple[MaterialFile, ...], originator: object | None = None) -> None:
        """Replace the list of materials; observers hear of the path `materials`."""
        if materials != self.materials:
            self.materials = materials
            self._notify(Change("materials", originator))

    def snapshot(self) -> Application:
        """The application as it stands, for other threads to read while the clerk goes on typing.

        It costs nothing, by copy-on-write: the values are shared until one of the two is written.
        """
        made = Application(
            self.form, materials=self.materials, files=self.files, status=self.status, version=self.version
        )
        made.values, made.extra = self.values, dict(self.extra)
        return made

    def subscribe(self, observer: Observer) -> Callable[[], None]:
        """Call `observer` after each change (the observer pattern); the returned function ends it."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    def instances(self, path: str) -> Iterator[str]:
        """The real paths of a definition path: `cases.name` → `cases.0.name`, `cases.1.name` …

        Groups for each ticked option are keyed by the option: `tasks.goal` → `tasks.方向1.goal`.
        """
        yield from self._instances(self.form.fields, self.values, "", _steps(path))

    def text_of(self, path: str | None) -> str:
        """The value at `path` where it is text, without its looks; else an empty text."""
        value = self.get(path) if path else None
        return plain(value) if is_words(value) else ""

    def _rows(self, path: str) -> list[Value]:
        rows = self.get(path)
        return list(rows) if isinstance(rows, list) else []

    def _refuse_when_locked(self, path: str) -> None:
        """UserProblem while a version is fixed, but for what is asked of the authority."""
        field = self.form.field(_steps(path)[0])
        if self.is_locked and not (field is not None and field.is_term):
            raise UserProblem("application_locked", version=self.version)

    def _write_rows(self, path: str, rows: list[Value], originator: object | None) -> None:
        self._refuse_when_locked(path)
        self.values = _written_group(self.values, _steps(path), rows or None)
        self._notify(Change(path, originator))

    def _instances(
        self, fields: tuple[Field, ...], value: Value, prefix: str, steps: list[str]
    ) -> Iterator[str]:
        step, rest = steps[0], steps[1:]
        path = prefix + step
        if not rest:
            yield path
            return
        field = next((f for f in fields if f.id == step), None)
        children = field.fields if field is not None else ()
        inner = value.get(step) if is_mapping(value) else None
        if field is not None and field.is_rows:
            for index, row in enumerate(inner if isinstance(inner, list) else []):
                yield from self._instances(children, row, f"{path}.{index}.", rest)
        elif field is not None and field.each is not None:
            groups = inner if is_mapping(inner) else {}
            from aimed_desktop.application.values.options import labels  # off the window's launch path

            for key in labels(self.get(field.each)):
                yield from self._instances(children, groups.get(key), f"{path}.{key}.", rest)
        else:
            yield from self._instances(children, inner, f"{path}.", rest)

    def _notify(self, change: Change) -> None:
        for observer in list(self._observers):
            observer(change)


def value_at(value: Value, steps: Sequence[str]) -> Value:
    """What stands inside `value` behind `steps`: keys of groups, numbers of rows; None where nothing does."""
    for step in steps:
        if is_mapping(value):
            value = value.get(step)
        elif isinstance(value, list) and (index := _index(step)) is not None and index < len(value):
            value = value[index]
        else:
            return None
    return value


def _index(step: str) -> int | None:
    """The number of a row; None for what only looks like a digit, as ①, or is too long for one."""
    return int(step) if step.isdecimal() and len(step) <= _LONGEST_INDEX else None


def _steps(path: str) -> list[str]:
    return path.split(".")


def _written(holder: Value, steps: list[str], value: Value) -> Value:
    """A copy of `holder` with `value` at `steps`; what lies beside the way is shared."""
    if is_mapping(holder):
        return _written_group(holder, steps, value)
    if isinstance(holder, list):
        step, rest = steps[0], steps[1:]
        index = int(step)
        rows = holder + [{} for _ in range(index + 1 - len(holder))]
        inner = _written(_inside(rows[index], rest), rest, value) if rest else value
        rows[index] = {} if inner is None else inner
        return rows
    raise TypeError(f"{type(holder).__name__} holds no values")


def _written_group(holder: Group, steps: list[str], value: Value) -> Group:
    step, rest = steps[0], steps[1:]
    inner = _written(_inside(holder.get(step), rest), rest, value) if rest else value
    if inner is None:
        return {key: kept for key, kept in holder.items() if key != step}
    return {**holder, step: inner}


def _inside(value: Value, steps: list[str]) -> Value:
    """The container that the first of `steps` leads into; a new one where none stands there."""
    if isinstance(value, dict | list):
        return value
    return [] if steps[0].isdigit() else {}
