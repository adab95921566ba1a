"""Judges the conditions of a definition: true, false, or undecided (None) by an empty operand.

What each operator and function means is written in `definition.rule_language`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from aimed_desktop.application.checks.scope import MATERIALS, OTHERS, Scope
from aimed_desktop.application.model import Application
from aimed_desktop.application.others import Other
from aimed_desktop.application.values import counting, dates, narrative, options
from aimed_desktop.application.values.amounts import to_decimal
from aimed_desktop.application.values.filled import is_filled, is_row_filled
from aimed_desktop.application.values.shapes import Value, is_empty, is_quantity
from aimed_desktop.definition.expression import (
    Binary,
    Call,
    Constant,
    Expression,
    ExpressionNode,
    Path,
    Unary,
)
from aimed_desktop.definition.fields import Field

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds(
    expression: Expression, app: Application, at: str = "", others: Sequence[Other] = ()
) -> bool | None:
    """Whether the condition holds in the row `at` (`cases.0`); None: an empty operand skips it."""
    steps = tuple(step for step in at.split(".") if step)
    return _truth(expression.root, Scope(app, steps, others))


def _truth(node: ExpressionNode, scope: Scope) -> bool | None:
    value = _value(node, scope)
    return value if isinstance(value, bool) else None


def _value(node: ExpressionNode, scope: Scope) -> Any:  # noqa: PLR0911 - one return for each kind of node
    match node:
        case Constant(_, value):
            return value
        case Path(path):
            return scope.value(path)
        case Unary("not", operand):
            truth = _truth(operand, scope)
            return None if truth is None else not truth
        case Unary("-", operand):
            number = _value(operand, scope)
            return -number if isinstance(number, Decimal) else None
        case Binary("and" | "or" as joint, left, right):
            return _joined(joint, _truth(left, scope), _truth(right, scope))
        case Binary("+" | "-" as sign, left, right):
            return _added(sign, _value(left, scope), _value(right, scope))
        case Binary(comparison, left, right):
            return _compared(comparison, _value(left, scope), _value(right, scope))
        case Call(function, arguments):
            return _FUNCTIONS[function](arguments, scope)
    return None


def _joined(joint: str, left: bool | None, right: bool | None) -> bool | None:
    deciding = joint == "or"  # true decides `or`, false decides `and`
    if deciding in (left, right):
        return deciding
    return None if left is None or right is None else not deciding


def _added(sign: str, left: Any, right: Any) -> Decimal | None:
    if not isinstance(left, Decimal) or not isinstance(right, Decimal):
        return None
    return left + right if sign == "+" else left - right


def _compared(comparison: str, left: Any, right: Any) -> bool | None:
    if left is None or right is None:
        return None
    left, right = _alike(left, right)
    if type(left) is not type(right):
        return None
    return _COMPARE[comparison](left, right)


def _alike(left: Any, right: Any) -> tuple[Any, Any]:
    """Both in one kind: a month and a date compare by month, a yes_no with 是 and 否 as words."""
    if isinstance(left, bool) != isinstance(right, bool):
        left, right = _worded(left), _worded(right)
    if isinstance(left, str) and isinstance(right, str):
        if dates.ISO_MONTH.fullmatch(left) and dates.ISO_DATE.fullmatch(right):
            return left, right[:7]
        if dates.ISO_MONTH.fullmatch(right) and dates.ISO_DATE.fullmatch(left):
            return left[:7], right
        return left.strip(), right.strip()
    return left, right


def _worded(value: Any) -> Any:
    return ("是" if value else "否") if isinstance(value, bool) else value


def _filled(arguments: tuple[ExpressionNode, ...], scope: Scope) -> bool:
    return all(isinstance(node, Path) and scope.is_filled(node.path) for node in arguments)


def _blank(arguments: tuple[ExpressionNode, ...], scope: Scope) -> bool:
    """Nothing stands there, not even 无."""
    real = scope.real_path(node.path) if isinstance(node := arguments[0], Path) else None
    return real is not None and is_empty(scope.app.get(real))


def _chosen(arguments: tuple[ExpressionNode, ...], scope: Scope) -> bool:
    node, label = arguments[0], _value(arguments[1], scope)
    if not isinstance(node, Path):
        return False
    real = scope.real_path(node.path)
    values = (
        [scope.app.get(real)] if real is not None else [value for _, value in scope.all_values(node.path)]
    )
    field = scope.field(node.path)
    option = field.option(label) if field is not None else None
    names = {label, option.label, *option.was} if option is not None else {label}
    return any(_worded(value) == label or not names.isdisjoint(options.labels(value)) for value in values)


def _count(arguments: tuple[ExpressionNode, ...], scope: Scope) -> Decimal:
    node = arguments[0]
    if not isinstance(node, Path):
        return Decimal(sum(_truth(node, row) is True for row in scope.rows(node)))
    if node.path == OTHERS:
        return Decimal(len(scope.others))
    if node.path.startswith(f"{MATERIALS}."):
        return Decimal(sum(f"{MATERIALS}.{material.slot}" == node.path for material in scope.app.materials))
    return Decimal(_count_path(node.path, scope))


def _count_path(path: str, scope: Scope) -> int:
    field, real = scope.field(path), scope.real_path(path)
    if field is None:
        return 0
    if real is not None and field.has_options:
        return len(options.labels(scope.app.get(real)))
    if field.each is not None:
        return sum(is_row_filled(field, scope.app.get(f"{path}.{key}")) for key in scope.keys(path))
    if field.is_rows:
        rows = scope.app.get(real) if real is not None else None
        return sum(is_row_filled(field, row) for row in rows) if isinstance(rows, list) else 0
    return sum(is_filled(field, value) for _, value in scope.all_values(path))


def _sum(arguments: tuple[ExpressionNode, ...], scope: Scope) -> Decimal | None:
    node = arguments[0]
    if not isinstance(node, Path):
        numbers = [_value(node, row) for row in scope.rows(node)]
    else:
        numbers = [n for field, value in scope.all_values(node.path) for n in _numbers(field, value)]
    found = [number for number in numbers if isinstance(number, Decimal)]
    return sum(found, Decimal()) if found else None


def _numbers(field: Field, value: Value) -> list[Decimal | None]:
    if field.has_options:
        return [to_decimal(entry.get("amount")) for entry in options.ticked(value)]
    if is_quantity(value):
        value = value.get("amount")
    return [to_decimal(value)]


def _any(arguments: tuple[ExpressionNode, ...], scope: Scope) -> bool:
    return any(_truth(arguments[0], row) is True for row in scope.rows(arguments[0]))


def _all(arguments: tuple[ExpressionNode, ...], scope: Scope) -> bool:
    return all(_truth(arguments[0], row) is not False for row in scope.rows(arguments[0]))


def _months_before(arguments: tuple[ExpressionNode, ...], scope: Scope) -> str | None:
    day, months = (_value(argument, scope) for argument in arguments)
    if not isinstance(day, str) or not isinstance(months, Decimal):
        return None
    if dates.ISO_MONTH.fullmatch(day):
        return dates.months_before(f"{day}-01", int(months))[:7]
    return dates.months_before(day, int(months)) if dates.ISO_DATE.fullmatch(day) else None


def _len(arguments: tuple[ExpressionNode, ...], scope: Scope) -> Decimal | None:
    text = _value(arguments[0], scope)
    return Decimal(counting.words(text)) if isinstance(text, str) and text else None


def _first(arguments: tuple[ExpressionNode, ...], scope: Scope) -> Any:
    rows = scope.rows(arguments[0])
    return _value(arguments[0], rows[0]) if rows else None


def _joined_words(arguments: tuple[ExpressionNode, ...], scope: Scope) -> str | None:
    node = arguments[0]
    path = node.path if isinstance(node, Path) else ""
    words = [value.strip() for _, value in scope.all_values(path) if isinstance(value, str)]
    return "、".join(filter(None, words)) or None


def _images(arguments: tuple[ExpressionNode, ...], scope: Scope) -> Decimal:
    node = arguments[0]
    real = scope.real_path(node.path) if isinstance(node, Path) else None
    value = scope.app.get(real) if real is not None else None
    blocks = narrative.blocks(value) if value is not None else ()
    return Decimal(sum(isinstance(block, narrative.ImageBlock) for block in blocks))


def _starts(arguments: tuple[ExpressionNode, ...], scope: Scope) -> bool | None:
    text, start = (_value(argument, scope) for argument in arguments)
    return text.startswith(start) if isinstance(text, str) and isinstance(start, str) else None


_FUNCTIONS: dict[str, Callable[[tuple[ExpressionNode, ...], Scope], Any]] = {
    "count": _count,
    "sum": _sum,
    "filled": _filled,
    "blank": _blank,
    "chosen": _chosen,
    "any": _any,
    "all": _all,
    "months_before": _months_before,
    "len": _len,
    "starts": _starts,
    "first": _first,
    "joined": _joined_words,
    "images": _images,
}
