"""The undo journal of an open application: every change as a step that can be taken back and made again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aimed_desktop.application.editing.common_ends import common_ends
from aimed_desktop.application.model import Application, Change, MaterialFile, Status, value_at
from aimed_desktop.application.values.shapes import Value, is_mapping
from aimed_desktop.definition.model import Form

MATERIALS = "materials"
_PAUSE_S = 1.5  # of the hands: what is typed after it is a step of its own
_LONGEST_S = 10.0  # of typing without a pause that one step takes back
_MOST_STEPS = 500
_OWN_STEP_KEYS = ("option", "image", "beside", "table")  # a tick or a picture is no typing


Kept = Value | tuple[MaterialFile, ...]  # what stands at a top-level field, or at `materials`


@dataclass(frozen=True, slots=True)
class Edit:
    """One write. `path` is what was written, `old` and `new` are its whole top-level field (or materials)."""

    path: str
    old: Kept
    new: Kept

    @property
    def top(self) -> str:
        """The id of the top-level field."""
        return self.path.partition(".")[0]


@dataclass(frozen=True, slots=True)
class UndoStep:
    """What one Ctrl+Z takes back, the edits in the order in which they were made."""

    edits: tuple[Edit, ...]


class Journal:
    """Watches one application. Typing in one field becomes steps that a pause or a change of field ends.

    Steps hold the values themselves, shared with the application, so that a key costs the same however
    large the application is; the oldest of more than 500 steps are forgotten.
    """

    def __init__(self, app: Application, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._clock = clock
        self._values, self._materials = app.values, app.materials
        self._undo: list[UndoStep] = []
        self._redo: list[UndoStep] = []
        self._open: tuple[float, float] | None = None  # when the last step began and was added to
        self._together: list[Edit] | None = None
        self._is_applying = False
        self._canonical: dict[str, tuple[Kept, Kept]] = {}
        self.base = _open(app.snapshot())  # as it stood before the oldest step
        self._unsubscribe = app.subscribe(self._on_change)

    @property
    def last(self) -> UndoStep | None:
        """The step that the next undo takes back; None when there is none."""
        return self._undo[-1] if self._undo else None

    @property
    def next(self) -> UndoStep | None:
        """The step that the next redo makes again; None when there is none."""
        return self._redo[-1] if self._redo else None

    def end_step(self) -> None:
        """What follows is a step of its own: another field was entered."""
        if self._open is None:
            return
        self._open = None
        edits = tuple(edit for edit in map(self._slim, self._undo[-1].edits) if edit.old != edit.new)
        if edits:
            self._undo[-1] = UndoStep(edits)
        else:
            del self._undo[-1]

    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything written inside the block is one step; a block inside one belongs to it."""
        if self._together is not None:
            yield
            return
        self.end_step()
        self._together = []
        try:
            yield
        finally:
            edits, self._together = tuple(self._together), None
            if edits:
                self._begin(UndoStep(edits))
                self.end_step()

    def undo(self) -> str | None:
        """Take the last step back; the path to show. None when there is none or the application is locked."""
        self.end_step()
        return self._apply(self._undo, self._redo, forward=False)

    def redo(self) -> str | None:
        """Make the step that was taken back last again; the path to show."""
        return self._apply(self._redo, self._undo, forward=True)

    def seed(self, steps: list[UndoStep], base: Application) -> None:
        """Put earlier steps, oldest first, before those that are known; they begin at `base`."""
        self._undo[:0] = steps
        self.base = _open(base)

    def close(self) -> None:
        """Watch no more."""
        self._unsubscribe()

    def _apply(self, source: list[UndoStep], target: list[UndoStep], *, forward: bool) -> str | None:
        if not source or self._app.is_locked:
            return None
        step = source.pop()
        self._is_applying = True
        try:
            for edit in step.edits if forward else reversed(step.edits):
                self._put(edit, edit.new if forward else edit.old)
        finally:
            self._is_applying = False
        self._values, self._materials = self._app.values, self._app.materials
        target.append(step)
        shown = step.edits[0]
        return place_of(self._app.form, shown, *_ends(shown, forward=forward))

    def _put(self, edit: Edit, value: Kept) -> None:
        if isinstance(value, tuple):
            self._app.set_materials(value, originator=self)
        else:
            self._app.put_back(edit.path, value, originator=self)

    def _on_change(self, change: Change) -> None:
        values, materials = self._values, self._materials
        self._values, self._materials = self._app.values, self._app.materials
        if self._is_applying:
            return
        if change.path == MATERIALS:
            edit = Edit(MATERIALS, materials, self._materials)
        else:
            top = change.path.partition(".")[0]
            edit = Edit(change.path, values.get(top), self._values.get(top))
        if edit.old is edit.new:
            return
        self._redo.clear()
        if self._together is not None:
            self._together.append(edit)
        else:
            self._add(edit)

    def _add(self, edit: Edit) -> None:
        now = self._clock()
        if self._open is not None:
            began, added = self._open
            (last,) = self._undo[-1].edits
            goes_on = now - added <= _PAUSE_S and now - began <= _LONGEST_S
            if goes_on and is_one_typing(self._app.form, last, edit):
                self._undo[-1] = UndoStep((Edit(edit.path, last.old, edit.new),))
                self._open = began, now
                return
        self.end_step()
        self._begin(UndoStep((edit,)))

    def _begin(self, step: UndoStep) -> None:
        self._undo.append(step)
        self._open = (self._clock(),) * 2
        if len(self._undo) > _MOST_STEPS:
            for edit in self._undo.pop(0).edits:
                if isinstance(edit.new, tuple):
                    self.base.set_materials(edit.new)
                else:
                    self.base.put_back(edit.top, edit.new)

    def _slim(self, edit: Edit) -> Edit:
        """The edit, sharing with the steps before it everything that it left as it was."""
        known = self._canonical.get(edit.top)
        old = known[1] if known is not None and known[0] is edit.old else edit.old
        new = _sharing(old, edit.new)
        self._canonical[edit.top] = edit.new, new
        return Edit(edit.path, old, new)


def is_one_typing(form: Form, first: Edit, second: Edit) -> bool:
    """Whether the second edit goes on with what the first one typed: no row, tick or picture came or went."""
    if first.path != second.path or first.path == MATERIALS:
        return False
    field = form.field(first.path)
    if field is not None and field.is_rows:
        return False
    old, typed, new = (value_inside(value, first.path) for value in (first.old, first.new, second.new))
    return _marked_alike(old, typed) and _marked_alike(typed, new)


def value_inside(top_value: Kept, path: str) -> Value:
    """The value at `path` in the value of its top-level field."""
    return None if isinstance(top_value, tuple) else value_at(top_value, path.split(".")[1:])


def place_of(form: Form, edit: Edit, before: Kept, after: Kept) -> str:
    """The path to show once `before` has become `after`: of rows the first one that differs."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        return _changed_slot(before, after)
    field = form.field(edit.path)
    if field is None or not field.is_rows:
        return edit.path
    rows, others = (value_inside(value, edit.path) for value in (after, before))
    if not isinstance(rows, list):
        return edit.path
    others = others if isinstance(others, list) else []
    same = (index for index, (row, other) in enumerate(zip(rows, others, strict=False)) if row != other)
    return f"{edit.path}.{min(next(same, len(others)), len(rows) - 1)}"


def _open(base: Application) -> Application:
    """`base`, to be written by the steps that are forgotten whatever was fixed at its time."""
    base.status = Status.DRAFT
    return base


def _ends(edit: Edit, *, forward: bool) -> tuple[Kept, Kept]:
    return (edit.old, edit.new) if forward else (edit.new, edit.old)


def _changed_slot(before: tuple[MaterialFile, ...], after: tuple[MaterialFile, ...]) -> str:
    changed = [entry for entry in (*after, *before) if (entry in after) != (entry in before)]
    return f"{MATERIALS}.{changed[0].slot}" if changed else MATERIALS


def _marked_alike(old: Value, new: Value) -> bool:
    """Whether both have the same ticks, pictures, tables and looks; only what differs is looked at."""
    if isinstance(old, list) and isinstance(new, list):
        start, end = common_ends(old, new)
        old, new = old[start : len(old) - end], new[start : len(new) - end]
    return _marks(old) == _marks(new)


def _marks(value: Value) -> list[Any]:
    """What keeps a change from being mere typing: the ticks, pictures, tables and looks of a value."""
    if isinstance(value, bool):
        return [value]  # a yes or no is ticked
    entries = value if isinstance(value, list) else [value]
    marks = [
        (key, entry[key] if key != "table" else _shape(entry[key]))
        for entry in entries
        if is_mapping(entry)
        for key in _OWN_STEP_KEYS
        if key in entry
    ]
    return [*marks, sum(map(_looks_in, entries))]


def _looks_in(entry: Any) -> int:
    """How many raised, lowered or bold pieces a block of a narrative has."""
    if not is_mapping(entry):
        return 0
    items, rows = entry.get("items"), entry.get("table")
    lines = [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    several = [entry.get("text"), entry.get("heading"), *(items if isinstance(items, list) else [])]
    several += [cell.get("text") if is_mapping(cell) else cell for row in lines for cell in row]
    return sum(isinstance(piece, dict) for words in several if isinstance(words, list) for piece in words)


def _shape(rows: Any) -> list[int]:
    """How many cells each row of a table has."""
    return [len(row) for row in rows if isinstance(row, list)] if isinstance(rows, list) else []


def _sharing(old: Kept, new: Kept) -> Kept:
    """`new`, with the parts that are equal to those of `old` being the very same objects."""
    if isinstance(old, list) and isinstance(new, list):
        start, end = common_ends(old, new)
        return old[:start] + new[start : len(new) - end] + old[len(old) - end :]
    if is_mapping(old) and is_mapping(new):
        return {key: old[key] if key in old and old[key] == value else value for key, value in new.items()}
    return new
