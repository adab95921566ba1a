"""Which fields stand in running text only, so that nothing of the paper's grid asks for them."""

from __future__ import annotations

from collections.abc import Iterator

from aimed_desktop.definition.layout import Block, CellField, Cover, Names, Narrative, Row, Signature, Table
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.placement import paths_by_part, printed_fields


def loose_fields(form: Form) -> dict[str, list[str]]:
    """By part: the printed fields that have no cell, line or chapter of their own and first stand there.

    Of a group that is asked for by parts, the parts that are not.
    """
    asked_paths = set(_asked(form))
    asked = {path.split(".")[0] for path in asked_paths}
    left = set(printed_fields(form)) - asked - {field.id for field in form.fields if field.each}
    for field in form.fields:
        if field.is_group and not field.each and field.id in asked - asked_paths:
            left |= {f"{field.id}.{child.id}" for child in field.fields} - asked_paths
    found: dict[str, list[str]] = {}
    for part, paths in paths_by_part(form).items():
        here = [path for path in paths if path in left]
        left.difference_update(here)
        found[part] = here
    return found


def _asked(form: Form) -> Iterator[str]:
    for document in form.documents:
        for part in document.parts:
            match part.body:
                case Cover(lines=lines):
                    yield from (line.field for line in lines)
                case Narrative(field=path):
                    yield path
                case Signature(places=places):
                    yield from (place.field for place in places if place.field)
                case Table(rows=rows):
                    yield from _in_rows(rows)


def _in_rows(rows: tuple[Row | Block, ...]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, Block):
            if row.repeat:
                yield row.repeat  # the paths inside name its own columns
            else:
                yield from _in_rows(row.rows)
            continue
        for cell in row.cells:
            for part in cell.parts:
                if isinstance(part, CellField):
                    yield part.path
                elif isinstance(part, Names):
                    yield from part.fields
                elif (typed := getattr(part, "field", None)) is not None:
                    yield typed
