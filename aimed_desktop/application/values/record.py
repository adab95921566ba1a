"""What the application must know of a field type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from aimed_desktop.application.values import plain
from aimed_desktop.application.values.plain import Judge, Normaliser
from aimed_desktop.application.values.readings import Readings, none
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.definition.fields import Field

Compared = Decimal | str | bool | tuple[str, ...] | None
Doubt = Callable[[str, str], str | None]


def no_doubt(_value: str, _applied_on: str) -> None:
    """Nothing is odd about a value that fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRecord:
    """What the application must know of a type; `sample` is a value that fits a field of it."""

    sample: Value
    normalise: Normaliser  # what does not fit stays as it was
    problem: Judge
    display: Callable[[Field, Value], str] = plain.print_plain
    text: Callable[[Value], str] = str  # the words of it, to be counted and looked through
    operand: Callable[[Value], Compared]  # of a fitting value, as conditions compare it
    how_to: str = ""  # for those who fill in a YAML file by hand
    fills_cell: bool = True  # whether one cell of a pasted table can hold it
    missing: str = "required"  # the code of `sentences` while a required one is empty
    is_personal: bool = False  # stands on no button and in no tooltip
    mask: Callable[[str], str] | None = None  # hides the middle of it on the screen
    places: tuple[int, ...] = ()  # how many characters it may have
    beginning: Callable[[str], str | None] | None = None  # what is wrong before it is typed to its end
    doubt: Doubt = no_doubt  # what is odd about a fitting value
    readings: Readings = none
