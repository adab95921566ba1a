"""The shapes of values: plain JSON data, named so that mypy finds a misspelt key.

What a clerk types or a file holds may fit no shape. Such a value is kept as it is, and told by the checks;
so whoever looks inside a value asks first what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Required, TypedDict, TypeGuard

from aimed_desktop.application.values.words import Words

NONE_WORD = "无"


class Ticked(TypedDict, total=False):
    """A ticked option and what was typed beside it."""

    option: Required[str]
    note: str
    amount: str


class Quantity(TypedDict, total=False):
    """A number and one of the printed units."""

    amount: str
    unit: str


Period = TypedDict("Period", {"from": str, "to": str}, total=False)  # ISO days or months; `to` may be 至今


class Item(TypedDict, total=False):
    """An item that holds others; their label and number may be its own."""

    text: Required[Words]
    items: list[Words | Item]
    numbered: bool
    label: str
    start: int


class Cell(TypedDict, total=False):
    """A cell of a small table that covers `span` columns and `down` rows."""

    text: Required[Words]
    span: int
    down: int


class Block(TypedDict, total=False):
    """One block of a narrative: `text`, `heading`, `items`, `image` or `table` says which."""

    text: Words
    heading: Words
    level: int
    items: list[Words | Item]
    numbered: bool
    label: str
    start: int
    image: str
    width_mm: float
    beside: bool
    table: list[list[Words | Cell]]
    header_rows: int
    widths: list[float]
    caption: Words


class Person(TypedDict, total=False):
    """One row of the unit's people."""

    name: str
    unit: str
    title: str
    phone: str
    id_number: str


# JSON data; None is empty. A row or a group is keyed by the ids of its fields.
Value = (
    str
    | bool
    | int
    | float
    | Ticked
    | Quantity
    | Period
    | Block
    | Person
    | list["Value"]
    | dict[str, "Value"]
    | None
)
Group = dict[str, Value]


def is_mapping(value: object) -> TypeGuard[Group]:
    """Whether keys lead into the value, whatever they mean; for code that works on every shape alike."""
    return isinstance(value, Mapping)


def is_ticked(value: object) -> TypeGuard[Ticked]:
    """Whether the value is one ticked option."""
    return isinstance(value, Mapping) and isinstance(value.get("option"), str)


def is_period(value: object) -> TypeGuard[Period]:
    """Whether the value has a beginning or an end."""
    return isinstance(value, Mapping) and ("from" in value or "to" in value)


def is_person(value: object) -> TypeGuard[Person]:
    """Whether the value is a row of the unit's people."""
    return isinstance(value, Mapping)


def is_quantity(value: object) -> TypeGuard[Quantity]:
    """Whether the value has an amount or a unit and is no ticked option."""
    return isinstance(value, Mapping) and ("amount" in value or "unit" in value) and "option" not in value


def is_block(value: object) -> TypeGuard[Block]:
    """Whether the value has the keys of a block, known ones or those of a newer version."""
    return isinstance(value, Mapping)


def block_entries(value: object) -> list[Block]:
    """The blocks of a narrative's value as they are kept; what has no keys is passed over."""
    return [entry for entry in value if is_block(entry)] if isinstance(value, list) else []


def is_empty(value: object) -> bool:
    """Whether nothing has been typed: rows and groups of nothing but empty values are empty."""
    if isinstance(value, Mapping):
        return all(map(is_empty, value.values()))
    if isinstance(value, list):
        return all(map(is_empty, value))
    return value is None or (isinstance(value, str) and not value.strip())
