"""What can be typed: fields, their options and limits, and printed text with fields in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aimed_desktop.definition.expression import Expression
from aimed_desktop.definition.types import TYPES, FieldType, TypeRecord


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A `{field}` inside printed text; `blank`, else a blank line, is printed while it is empty."""

    path: str
    blank: str | None = None  # of `{district|XX区}`


@dataclass(frozen=True, slots=True)
class Text:
    """Printed words, with fields (and `{n}`, the number of a repeated block) standing in them."""

    pieces: tuple[str | FieldRef, ...]
    source: str = ""  # as written in the definition

    @property
    def plain(self) -> str:
        """The printed words alone, fields left out."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))


@dataclass(frozen=True, slots=True)
class Conditional:
    """A hint (or other text) that is printed only while `when` holds."""

    text: str
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One check box: its label, what may be typed beside it once ticked."""

    label: str
    head: str | None = None  # printed on its own line above this option
    note: str | None = None  # printed in brackets; a ticked option then takes a typed note
    note_printed: bool = True  # False: the paper has one blank only, asked for by `note` on the screen
    blank: Literal["integer", "decimal", "text"] | None = None  # an amount beside the tick
    after: str | None = None  # printed after the blank, as 项
    unit: str | None = None  # unit of the amount, as TB
    was: tuple[str, ...] = ()  # earlier labels


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in Word's 字数: `cap` (以内) is an error when passed, `about` (左右, ±20 %) a warning."""

    kind: Literal["cap", "about"]
    max: int


@dataclass(frozen=True, slots=True)
class Collect:
    """Where a summary's rows come from: applications of `forms`, one row each (or one for each `each`)."""

    forms: tuple[str, ...]
    columns: tuple[tuple[str, Text], ...]  # child of the rows field → pattern of the source's fields
    each: str | None = None  # rows field of the source: one row for each of its rows
    unless: str | None = None  # yes_no field of the source: those that say yes stand in no row
    number: bool = False  # empty printed rows have their `{n}`, too
    line: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is typed. `label` is as printed, without a trailing ：, blanks or hint."""

    id: str
    label: str
    type: FieldType
    required: bool = False
    hints: tuple[Conditional, ...] = ()  # gone once the cell is filled
    note: str | None = None  # stays when filled
    unit: str | None = None
    units: tuple[str, ...] = ()  # quantity: the printed units
    limit: Limit | None = None
    options: tuple[Option, ...] = ()
    max: int | None = None  # most options that may be ticked
    soft: bool = False  # more than `max` is a warning instead of an error
    min_rows: int = 0
    max_rows: int | None = None
    least: int = 0  # rows: printed rows, empty ones included
    collect: Collect | None = None  # rows of a summary
    fields: tuple[Field, ...] = ()  # rows, group
    each: str | None = None  # group: one for each ticked option of this field, keyed by its label
    profile: str | None = None  # where the unit profile offers it, as `unit.name`
    offers_none: bool = False  # 无 is offered while it is empty
    common: Text | None = None  # summary: what all applications say alike
    offer: Text | None = None  # offered while it is empty, as the names of the 案例 joined by 、
    carried: bool = False  # kept with the application, printed nowhere
    is_due: bool = False  # the day by which the applicant itself hands in, as the authority has said
    yearly: bool = False  # a figure of one year: a copy of last year's application leaves it empty
    fills: str | None = (
        None  # `city.mail`: what the notice leaves open of a route; `route`: which one is taken
    )
    when: Expression | None = None  # hidden (its value kept) while this does not hold
    guidance: str | None = None  # id of a guidance text of the notice shown beside it
    source: str | None = None  # place in the notice
    was: tuple[str, ...] = ()  # earlier ids
    complete: tuple[str, ...] = ()  # words of which the last character may be left out: 江汉 for 江汉区

    @property
    def record(self) -> TypeRecord:
        """What its type is like."""
        return TYPES[self.type]

    @property
    def is_rows(self) -> bool:
        """Whether it is answered in rows, each with the same fields."""
        return self.type is FieldType.ROWS

    @property
    def is_group(self) -> bool:
        return self.type is FieldType.GROUP

    @property
    def repeats(self) -> bool:
        """Whether its fields are answered several times: in rows, or once for each ticked option."""
        return self.is_rows or self.each is not None

    @property
    def is_narrative(self) -> bool:
        """Whether its value is made of blocks: paragraphs, headings, lists, pictures, tables."""
        return self.type is FieldType.NARRATIVE

    @property
    def is_long(self) -> bool:
        """Whether it takes paragraphs."""
        return self.record.is_long

    @property
    def is_free_text(self) -> bool:
        """Whether it is made of the author's own words."""
        return self.record.is_free_text

    @property
    def is_code(self) -> bool:
        """Whether it is a number or address with a form of its own, printed as typed whatever its form."""
        return self.record.shape == "code"

    @property
    def is_number(self) -> bool:
        return self.record.shape == "number"

    @property
    def has_options(self) -> bool:
        return self.record.has_options

    @property
    def has_boxes(self) -> bool:
        """Whether the paper prints boxes to tick."""
        return self.record.has_boxes

    @property
    def is_confirm(self) -> bool:
        return self.type is FieldType.CONFIRM

    @property
    def holds_fields(self) -> bool:
        """Whether it is answered by fields of its own: rows or a group."""
        return self.record.holds_fields

    @property
    def hint(self) -> str | None:
        """All hints as one text."""
        return "".join(hint.text for hint in self.hints) or None

    @property
    def is_term(self) -> bool:
        """Whether it is asked of the authority, as the district's own deadline, and may come at any time."""
        is_answer = self.fills is not None or self.type in (FieldType.DATE, FieldType.EMAIL)
        return self.carried and is_answer

    def option(self, label: str) -> Option | None:
        """The option printed as `label` (or once printed so)."""
        return next((o for o in self.options if o.label == label or label in o.was), None)

    def child(self, field_id: str) -> Field | None:
        """The field `field_id` of a row or group."""
        return next((f for f in self.fields if f.id == field_id), None)
