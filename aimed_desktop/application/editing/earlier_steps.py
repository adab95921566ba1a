"""Undo steps from earlier states of an application, as the archive has kept them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from aimed_desktop.application.editing.undo_journal import MATERIALS, Edit, UndoStep, is_one_typing
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Value, is_mapping
from aimed_desktop.definition.fields import Field

_PAUSE_MS = 2000  # between two saves of one typing


@dataclass(frozen=True, slots=True)
class State:
    """How an application stood at a time, in milliseconds."""

    app: Application
    time: int


def steps_between(states: Sequence[State]) -> list[UndoStep]:
    """The steps that lead from each state to the next (oldest first), one typing being one step."""
    steps: list[UndoStep] = []
    added = 0
    for before, after in pairwise(states):
        edits = edits_between(before.app, after.app)
        if not edits:
            continue
        joined = _joined(before.app, steps[-1], edits) if steps and after.time - added <= _PAUSE_MS else None
        if joined is not None:
            steps[-1] = joined
        else:
            steps.append(UndoStep(edits))
        added = after.time
    return steps


def edits_between(before: Application, after: Application) -> tuple[Edit, ...]:
    """One edit for each top-level field (and the materials) that differs."""
    fields = {field.id: field for field in before.form.fields}
    edits = []
    for top in dict.fromkeys((*before.values, *after.values)):
        old, new = before.values.get(top), after.values.get(top)
        if old != new:
            field = fields.get(top)
            edits.append(Edit(_changed_path(field, top, old, new) if field else top, old, new))
    if before.materials != after.materials:
        edits.append(Edit(MATERIALS, before.materials, after.materials))
    return tuple(edits)


def _joined(app: Application, step: UndoStep, edits: tuple[Edit, ...]) -> UndoStep | None:
    if len(step.edits) != 1 or len(edits) != 1 or not is_one_typing(app.form, step.edits[0], edits[0]):
        return None
    return UndoStep((Edit(edits[0].path, step.edits[0].old, edits[0].new),))


def _changed_path(field: Field, path: str, old: Value, new: Value) -> str:
    """The path of the one value inside `field` that differs, as deep as there is only one."""
    if field.is_rows and isinstance(old, list) and isinstance(new, list):
        changed = [index for index, rows in enumerate(zip(old, new, strict=False)) if rows[0] != rows[1]]
        if len(old) == len(new) and len(changed) == 1:
            (index,) = changed
            return _in_mapping(field, f"{path}.{index}", old[index], new[index])
    elif field.is_group and field.each is None:
        return _in_mapping(field, path, old or {}, new or {})
    return path


def _in_mapping(field: Field, path: str, old: Value, new: Value) -> str:
    if not is_mapping(old) or not is_mapping(new):
        return path
    changed = [key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)]
    child = field.child(changed[0]) if len(changed) == 1 else None
    if child is None:
        return path
    return _changed_path(child, f"{path}.{child.id}", old.get(child.id), new.get(child.id))
