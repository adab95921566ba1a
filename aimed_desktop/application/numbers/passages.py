"""Every text and value of an application in which numbers may stand, with the words that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from aimed_desktop.application.checks.evaluate import holds
from aimed_desktop.application.model import Application
from aimed_desktop.application.numbers.naming import label_name
from aimed_desktop.application.numbers.reading import raised
from aimed_desktop.application.numbers.tables import cells_of
from aimed_desktop.application.numbers.units import Unit, unit_named
from aimed_desktop.application.values.options import labels, ticked
from aimed_desktop.application.values.paper_order import PaperOrder
from aimed_desktop.application.values.shapes import Value, is_mapping, is_period, is_quantity
from aimed_desktop.application.values.words import Words, has_looks, is_words, plain, spans
from aimed_desktop.definition.fields import Field

Steps = tuple[str | int, ...]

_IN_BLOCK = ("text", "heading", "items", "caption")
_BRACKETS = re.compile(r"[（(\[【/]([^（）()\[\]【】/]{1,12})[)）\]】]?\s*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, at `steps` of the value of the field at `path`.

    `text` is what is shown, `typed` the plain characters, as many. `name` and `unit` are what its label or
    the headings of its table say. `together` names what is said as one, as a row of a table; None: each
    sentence for itself. `days`: the value is these days and no text.
    """

    path: str
    steps: Steps
    text: str
    label: str
    name: str
    unit: Unit | None = None
    together: tuple[object, ...] | None = None
    beside: str = ""  # words shown before the text: the headings of a table
    where: str = ""  # the row or ticked option around, of which alone it speaks
    is_short: bool = False  # it holds a number and hardly more
    days: tuple[str, ...] = ()
    typed: str = ""


def passages(app: Application) -> Iterator[Passage]:
    """The passages in the order of the paper, carried fields last; what is hidden is left out."""
    paper = PaperOrder(app.form)
    return _Walk(app, paper).fields(paper.in_order())


def shown(words: Words) -> str:
    """The plain characters of words, raised digits as ⁹; each stands where it stood."""
    if isinstance(words, str):
        return words
    return "".join(raised(span.text) if span.look == "sup" else span.text for span in spans(words))


def unit_of_label(label: str) -> Unit | None:
    """The unit behind a label or heading: TB of 规模（TB）."""
    found = _BRACKETS.search(label.replace("\n", "").rstrip("：:。 "))
    return unit_named(found[1]) if found else None


class _Walk:
    def __init__(self, app: Application, paper: PaperOrder) -> None:
        self._app = app
        self._paper = paper

    def fields(
        self, fields: list[Field] | tuple[Field, ...], prefix: str = "", at: str = ""
    ) -> Iterator[Passage]:
        """Those of the fields below `prefix`; `at` is the row or ticked option around."""
        for field in fields:
            path = f"{prefix}{field.id}"
            value = self._app.get(path)
            if value is None or (field.when is not None and holds(field.when, self._app, at) is False):
                continue
            yield from self._field(field, path, at, value)

    def _field(self, field: Field, path: str, at: str, value: Value) -> Iterator[Passage]:
        if field.is_rows and isinstance(value, list):
            for index in range(len(value)):
                inner = f"{path}.{index}"
                yield from self.fields(field.fields, f"{inner}.", inner)
        elif field.each is not None and is_mapping(value):
            for key in labels(self._app.get(field.each)):
                inner = f"{path}.{key}"
                yield from self.fields(field.fields, f"{inner}.", inner)
        elif field.is_group:
            yield from self.fields(field.fields, f"{path}.", at)
        else:
            label = self._paper.label(path).replace("\n", "").strip("。：: ")
            yield from _values(field, Passage(path, (), "", label, label_name(field.label), where=at), value)


def _values(field: Field, base: Passage, value: Value) -> Iterator[Passage]:
    unit = unit_named(field.unit) if field.unit else unit_of_label(field.label)
    shape = field.record.shape
    if shape == "number" and isinstance(value, str):
        yield replace(base, text=value, unit=unit, is_short=True)
    elif shape == "day" and isinstance(value, str):
        yield replace(base, days=(value,))
    elif is_period(value):
        days = tuple(day for day in (value.get("from"), value.get("to")) if isinstance(day, str))
        yield replace(base, days=days)
    elif is_quantity(value) and isinstance(value.get("amount"), str):
        written = value.get("unit") or ""
        yield replace(base, text=value["amount"] + written, unit=unit_named(written), is_short=True)
    elif field.has_options:
        yield from _options(field, base, value)
    elif shape in ("line", "long") and is_words(value):
        yield replace(base, text=shown(value), typed=plain(value), unit=unit)
    elif shape == "blocks":
        yield from _blocks(base, value)


def _options(field: Field, base: Passage, value: Value) -> Iterator[Passage]:
    for index, entry in enumerate(ticked(value)):
        place: Steps = (index,) if isinstance(value, list) else ()
        option = field.option(entry["option"])
        unit = option.unit or option.after if option is not None else None
        amount, note = entry.get("amount"), entry.get("note")
        one = replace(base, name=entry["option"], beside=entry["option"])
        if isinstance(amount, str):
            yield replace(
                one,
                steps=(*place, "amount"),
                text=amount,
                unit=(unit_named(unit) if unit else None) or unit_of_label(field.label),
                is_short=True,
            )
        if isinstance(note, str):
            yield replace(one, steps=(*place, "note"), text=note)


def _blocks(base: Passage, value: Value) -> Iterator[Passage]:
    if not isinstance(value, list):
        yield from _texts(base, value, ())
        return
    for index, entry in enumerate(value):
        if not isinstance(entry, Mapping):
            yield from _texts(base, entry, (index,))
            continue
        block: Mapping[str, Any] = entry
        for key in _IN_BLOCK:
            if key in block:
                yield from _texts(base, block[key], (index, key))
        if isinstance(entry.get("table"), list):
            for cell in cells_of(entry):
                yield replace(
                    base,
                    steps=(index, "table", *cell.steps),
                    text=shown(cell.words),
                    typed=plain(cell.words),
                    name=label_name(cell.name_head),
                    unit=unit_of_label(cell.row_head) or unit_of_label(cell.column_head),
                    together=(base.path, index, *cell.line),
                    beside=" · ".join(filter(None, (cell.row_head, cell.column_head))),
                    is_short=True,
                )


def _texts(base: Passage, value: Any, steps: Steps) -> Iterator[Passage]:
    if isinstance(value, str) or has_looks(value):
        yield replace(base, steps=steps, text=shown(value), typed=plain(value))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(base, item, (*steps, index))
    elif isinstance(value, Mapping):
        for key in ("text", "items"):
            if key in value:
                yield from _texts(base, value[key], (*steps, key))
