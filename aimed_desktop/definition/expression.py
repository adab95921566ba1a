"""The small language of rules: its syntax tree, names checked when a definition is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a 'text', or a date (`2026-06-15`, kept as ISO text with kind "date")."""

    kind: Literal["number", "text", "date"]
    value: Decimal | str


@dataclass(frozen=True, slots=True)
class Path:
    """A field; inside a row block relative names are resolved when the definition is loaded."""

    path: str


@dataclass(frozen=True, slots=True)
class Unary:
    operator: Literal["not", "-"]
    operand: ExpressionNode


@dataclass(frozen=True, slots=True)
class Binary:
    operator: Literal["and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-"]
    left: ExpressionNode
    right: ExpressionNode


@dataclass(frozen=True, slots=True)
class Call:
    function: Literal["count", "sum", "filled", "chosen", "any", "all", "months_before", "len", "starts"]
    arguments: tuple[ExpressionNode, ...]


ExpressionNode = Constant | Path | Unary | Binary | Call


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed condition; `source` is its text in the definition."""

    source: str
    root: ExpressionNode


def paths_in(node: ExpressionNode) -> Iterator[str]:
    """Every path that a condition names, in its order."""
    match node:
        case Path(path):
            yield path
        case Unary(operand=inner):
            yield from paths_in(inner)
        case Binary(left=left, right=right):
            yield from paths_in(left)
            yield from paths_in(right)
        case Call(arguments=arguments):
            for argument in arguments:
                yield from paths_in(argument)
