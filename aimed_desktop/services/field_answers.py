"""What the editors ask the core; each answer is imported at its first question, after the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.definition.expression import Expression
from aimed_desktop.definition.fields import Field, Text
from aimed_desktop.definition.layout import Names

if TYPE_CHECKING:
    from aimed_desktop.application.checks.while_typing import Remark
    from aimed_desktop.application.values.counting import Count


def normalise(field: Field, raw: Value) -> Value:
    """`raw` in the field's own form, None when it is empty; what does not fit stays as it was."""
    from aimed_desktop.application.values import types

    return types.normalise(field, raw)


def fits(field: Field, value: Value) -> bool:
    """Whether `value` has the shape that its field asks for."""
    from aimed_desktop.application.values import types

    return types.problem(field, value) is None


def remark(field: Field, value: Value, *, is_left: bool) -> Remark | None:
    """What is said beside the field while `value` is typed, or after it was left."""
    from aimed_desktop.application.checks import while_typing

    return while_typing.remark(field, value, is_left=is_left)


def with_year(text: str, year: int) -> str:
    """A typed date, `year` added where it names none."""
    from aimed_desktop.application.values import dates

    return dates.with_year(text, year)


def printed_date(text: str) -> str:
    """A kept date or month as it is printed."""
    from aimed_desktop.application.values import dates

    return dates.printed(text)


def mask_id(text: str) -> str:
    """An ID number as it may be seen by others."""
    from aimed_desktop.application.values import identifiers

    return identifiers.mask_id(text)


def display(field: Field, value: Value) -> str:
    """The printed words of `value`."""
    if value is None:
        return ""
    from aimed_desktop.application.values import types

    return types.display(field, value)


def count(text: str) -> Count:
    """What Word's 字数统计 shows for `text`."""
    from aimed_desktop.application.values import counting

    return counting.count(text)


def holds(condition: Expression | None, app: Application, at: str) -> bool:
    """Whether something with this `when` is shown; an undecided condition shows it."""
    if condition is None:
        return True
    from aimed_desktop.application.checks import evaluate

    return evaluate.holds(condition, app, at=at) is not False


def line_of_names(names: Names, app: Application) -> str:
    """Several typed names in one line, as the paper prints them."""
    from aimed_desktop.application import name_line

    return name_line.line_of_names(names, app)


def offered_words(offer: Text, app: Application) -> str:
    """What is offered for an empty field; empty while there is nothing to offer."""
    from aimed_desktop.application.editing import offers

    return offers.offered_words(offer, app)
