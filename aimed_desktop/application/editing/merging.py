"""One application that two people went on with: what each has changed since the state that both had.

A blank never takes the place of a value. Where both have changed one value differently, mine stays and both
are told; rows that either has added or changed are all there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aimed_desktop.application.editing.row_pairs import row_pairs
from aimed_desktop.application.editing.undo_journal import MATERIALS
from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.application.values.shapes import Group, Value, is_empty, is_mapping
from aimed_desktop.definition.fields import Field

VALID_UNTIL = "valid_until"
_OWN = ("form_version",)  # of the extra keys: what the form is here, not there


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that both have changed, each otherwise. `path` leads to it in the merged application;
    `materials.2.valid_until` is that of the third material.
    """

    path: str
    mine: Value
    theirs: Value

    @property
    def by_theirs(self) -> Choice:
        """That what they wrote is taken."""
        return Choice(self, self.theirs)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the clerk wants where both have changed a value; where nothing is chosen, mine stays."""

    conflict: Conflict
    value: Value


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome. `kept`: paths of what they have emptied or taken out, and what stays as it is here."""

    values: Group
    materials: tuple[MaterialFile, ...]
    extra: Group
    conflicts: tuple[Conflict, ...]
    kept: tuple[str, ...]


def merge(base: Application | None, mine: Application, theirs: Application) -> Merged:
    """Mine with what they have changed since `base`, the last state that both had; None: there is none.

    All are of `mine.form`, and a name of a file means the same file in each.
    """
    return _Merging(mine.form.fields).of(base or Application(mine.form), mine, theirs)


def choose(app: Application, choices: Sequence[Choice]) -> None:
    """Put what the clerk has chosen in the place of mine."""
    for choice in choices:
        path = choice.conflict.path
        if not path.startswith(f"{MATERIALS}."):
            app.set(path, choice.value)
            continue
        place = int(path.split(".")[1])
        until = choice.value if isinstance(choice.value, str) else None
        changed = replace(app.materials[place], valid_until=until)
        app.set_materials((*app.materials[:place], changed, *app.materials[place + 1 :]))


class _Merging:
    def __init__(self, fields: tuple[Field, ...]) -> None:
        self._fields = fields
        self._conflicts: list[Conflict] = []
        self._kept: list[str] = []

    def of(self, base: Application, mine: Application, theirs: Application) -> Merged:
        values = self._children(self._fields, "", base.values, mine.values, theirs.values)
        materials = self._materials(base.materials, mine.materials, theirs.materials)
        extra = _beside(base.extra, mine.extra, theirs.extra)
        return Merged(values, materials, extra, tuple(self._conflicts), tuple(self._kept))

    def _children(
        self, fields: tuple[Field, ...], prefix: str, base: Value, mine: Value, theirs: Value
    ) -> Group:
        """The keys of three groups; what the form does not know is one value."""
        known = {field.id: field for field in fields}
        before, own, other = (dict(value) if is_mapping(value) else {} for value in (base, mine, theirs))
        made: Group = {}
        for key in dict.fromkeys((*own, *other)):
            value = self._value(known.get(key), prefix + key, before.get(key), own.get(key), other.get(key))
            if value is not None:
                made[key] = value
        return made

    def _value(self, field: Field | None, path: str, base: Value, mine: Value, theirs: Value) -> Value:
        if theirs in (mine, base):
            return mine
        if field is not None and field.is_rows and all(map(_are_rows, (base, mine, theirs))):
            return self._rows(field, path, base, mine, theirs)
        if field is not None and field.is_group and all(map(_is_group, (base, mine, theirs))):
            return self._group(field, path, base, mine, theirs)
        if is_empty(theirs):
            if not is_empty(mine):
                self._kept.append(path)
            return mine
        if mine == base or is_empty(mine):
            return theirs
        self._conflicts.append(Conflict(path, mine, theirs))
        return mine

    def _group(self, field: Field, path: str, base: Value, mine: Value, theirs: Value) -> Value:
        if field.each is None:
            return self._children(field.fields, f"{path}.", base, mine, theirs) or None
        before, own, other = (dict(value) if is_mapping(value) else {} for value in (base, mine, theirs))
        return {
            key: self._children(field.fields, f"{path}.{key}.", before.get(key), own.get(key), other.get(key))
            for key in dict.fromkeys((*own, *other))
        }

    def _rows(self, field: Field, path: str, base: Value, mine: Value, theirs: Value) -> Value:
        before, own, other = (list(rows) if isinstance(rows, list) else [] for rows in (base, mine, theirs))
        rows: list[Value] = []
        for line in _lines(before, own, other):
            place = f"{path}.{len(rows)}"
            if line.is_gone_there and not is_empty(line.mine):
                self._kept.append(place)
            if line.theirs is None or line.mine is None:
                rows.append(line.mine if line.theirs is None else line.theirs)
            else:
                rows.append(self._children(field.fields, f"{place}.", line.base, line.mine, line.theirs))
        return rows or None

    def _materials(
        self,
        base: tuple[MaterialFile, ...],
        mine: tuple[MaterialFile, ...],
        theirs: tuple[MaterialFile, ...],
    ) -> tuple[MaterialFile, ...]:
        before, other = ({(m.slot, m.file): m for m in entries} for entries in (base, theirs))
        made: list[MaterialFile] = []
        for entry in mine:
            key = entry.slot, entry.file
            until = entry.valid_until
            if key in other:
                was = before[key].valid_until if key in before else None
                place = f"{MATERIALS}.{len(made)}.{VALID_UNTIL}"
                merged = self._value(None, place, was, until, other[key].valid_until)
                until = merged if isinstance(merged, str) else None
            elif key in before:
                self._kept.append(f"{MATERIALS}.{entry.slot}")
            made.append(replace(entry, valid_until=until))
        own = {(entry.slot, entry.file) for entry in mine}
        fresh = (entry for key, entry in other.items() if key not in own and entry != before.get(key))
        return (*made, *fresh)


@dataclass(slots=True)
class _Line:
    """A row of the merged table, and what it was on each side; None where it was not."""

    mine: Value
    base: Value = None
    theirs: Value = None
    is_gone_there: bool = False


def _lines(base: list[Value], mine: list[Value], theirs: list[Value]) -> list[_Line]:
    """The merged rows in my order, theirs that are new each behind the one that it follows there."""
    here = {place: index for index, place in row_pairs(base, mine).items()}
    there = row_pairs(base, theirs)
    lines: list[_Line] = []
    at: dict[int, _Line] = {}  # by the row of theirs
    for place, row in enumerate(mine):
        index = here.get(place)
        line = _Line(row)
        if index is not None:
            line.base, other = base[index], there.get(index)
            line.is_gone_there = other is None
        else:
            equal = (n for n, their in enumerate(theirs) if their == row and n not in at)
            other = next((n for n in equal if n not in there.values()), None)
        if other is not None:
            line.theirs, at[other] = theirs[other], line
        lines.append(line)
    was = {place: base[index] for index, place in there.items()}
    for place, row in enumerate(theirs):
        if place in at or is_empty(row) or was.get(place) == row:  # mine has taken that one out
            continue
        behind = next((at[n] for n in range(place - 1, -1, -1) if n in at), None)
        before = next((at[n] for n in range(place + 1, len(theirs)) if n in at), None)
        at[place] = _put(lines, row, _place(lines, behind, before))
    return lines


def _place(lines: list[_Line], behind: _Line | None, before: _Line | None) -> int:
    """Where a row goes that follows `behind` there, else comes before `before`, else is the last."""
    if behind is not None:
        return 1 + next(n for n, line in enumerate(lines) if line is behind)
    if before is not None:
        return next(n for n, line in enumerate(lines) if line is before)
    return 1 + max((n for n, line in enumerate(lines) if not is_empty(line.mine)), default=-1)


def _put(lines: list[_Line], row: Value, start: int) -> _Line:
    """A row that mine lacks: into the blank row that stands at its place, else between."""
    if start < len(lines) and is_empty(lines[start].mine) and lines[start].theirs in (None, {}):
        lines[start].mine = row
        lines[start].theirs = None
        return lines[start]
    line = _Line(row)
    lines.insert(start, line)
    return line


def _beside(base: Group, mine: Group, theirs: Group) -> Group:
    """What is kept beside the values: key by key, mine where both have changed the same."""
    made = dict(mine)
    for key in theirs:
        if key in _OWN or theirs[key] in (base.get(key), mine.get(key)):
            continue
        inner = [value if is_mapping(value) else None for value in (base.get(key), mine.get(key))]
        other = theirs[key]
        if is_mapping(other) and (inner[1] is not None or key not in mine):
            made[key] = _beside(inner[0] or {}, inner[1] or {}, other)
        elif mine.get(key) == base.get(key) or is_empty(mine.get(key)):
            made[key] = other
    return made


def _are_rows(value: Value) -> bool:
    return value is None or (isinstance(value, list) and all(map(is_mapping, value)))


def _is_group(value: Value) -> bool:
    return value is None or is_mapping(value)
