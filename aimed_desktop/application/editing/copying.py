"""A new application begun from an earlier one: of the same form, or of another that asks for the same."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.application.values import options
from aimed_desktop.application.values.dates import date_problem
from aimed_desktop.application.values.shapes import Group, Value, is_empty, is_mapping, is_ticked
from aimed_desktop.application.values.types import normalise, problem
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.types import FieldType


def copied(source: Application, form: Form, *, with_materials: bool = True) -> Application:
    """A draft of `form` with what `source` says, files read from it; the source stays as it is.

    The same form takes everything but confirmations, 申报日期 and other dates that are not printed: each
    handing in has its own. What the authority was asked is taken within one call alone. Another form takes
    the fields of the same profile key, or of the same id and type, whose value fits, and the materials that
    its notice asks for by the same name.
    """
    is_same = source.form.id == form.id
    same_named = source.materials if is_same else tuple(_same_named(source, form))
    materials = same_named if with_materials else ()
    if not is_same:
        return Application(form, dict(_shared(source, form)), materials, files=source.files)
    app = Application(form, source.values, materials, files=source.files)
    for path, field in form.walk():
        if _stays_behind(field, source, form):
            for real in list(app.instances(path)):
                app.set(real, None)
    return app


def _same_named(source: Application, form: Form) -> Iterator[MaterialFile]:
    """The supporting papers of `source` in the slots of `form` whose titles are the same."""
    titles = {material.id: material.title for material in source.form.materials}
    slots = {material.title: material.id for material in form.materials if not material.in_document}
    for entry in source.materials:
        slot = slots.get(titles.get(entry.slot, ""))
        if slot is not None:
            yield replace(entry, slot=slot)


def is_same_call(source: Application, form: Form) -> bool:
    """Whether `form` belongs to the notice of `source`, in the year in which that was made."""
    day = form.deadline or ""
    return source.form.notice_id == form.notice_id and day[:4] in ("", year_of(source))


def year_of(app: Application) -> str:
    """The year in which it was made: of 申报日期, else of the deadline; empty where there is neither."""
    day = app.text_of(app.form.apply_date)
    return (day if date_problem(day) is None else app.form.deadline or "")[:4]


def _stays_behind(field: Field, source: Application, form: Form) -> bool:
    """Whether it belongs to one handing in, or to another call than that of `form`."""
    is_own_date = field.type is FieldType.DATE and (field.carried or field.id == form.apply_date)
    return is_own_date or field.is_confirm or (field.is_term and not is_same_call(source, form))


def _shared(source: Application, form: Form) -> Iterator[tuple[str, Value]]:
    """The id of each field of `form` that `source` answers, and a value of its own for it."""
    offered = {field.profile: field for field in source.form.fields if not is_empty(source.get(field.id))}
    for field in form.fields:
        theirs = offered.get(field.profile) if field.profile else None
        if theirs is None:
            same = source.form.field(field.id)
            theirs = same if same is not None and same.type is field.type else None
        if theirs is None or _stays_behind(field, source, form):
            continue
        value = _fitting(field, theirs, source.get(theirs.id))
        if not is_empty(value):
            yield field.id, value


def _fitting(field: Field, theirs: Field, value: Value) -> Value:
    """`value` as `field` holds it; None where nothing of it fits."""
    if field.is_rows and theirs.is_rows:
        rows = [_fitting_group(field, theirs, row) for row in value] if isinstance(value, list) else []
        kept: list[Value] = [row for row in rows if row]
        return kept[: field.max_rows] if field.max_rows else kept
    if field.each is not None or theirs.each is not None:
        return None  # answers of options that the other form does not print
    if field.is_group and theirs.is_group:
        return _fitting_group(field, theirs, value)
    if field.has_options:
        return _printed_options(field, value)
    made = normalise(field, deepcopy(value))
    return None if problem(field, made) else made


def _fitting_group(field: Field, theirs: Field, value: Value) -> Group:
    if not is_mapping(value):
        return {}
    made: Group = {}
    for child in field.fields:
        other = theirs.child(child.id)
        if other is not None and other.type is child.type and not child.is_confirm:
            fitting = _fitting(child, other, value.get(child.id))
            if not is_empty(fitting):
                made[child.id] = fitting
    return made


def _printed_options(field: Field, value: Value) -> Value:
    """The ticks whose option this form prints too; one where it takes one."""
    made = normalise(field, deepcopy(value))
    if field.type is FieldType.CHOICE:
        fits = is_ticked(made) and field.option(made["option"]) is not None
        return made if fits else None
    if not isinstance(made, list):
        return None
    ticks = [tick for tick in made if any(field.option(label) for label in options.labels([tick]))]
    return ticks[: field.max] if field.max else ticks
