"""Turns the bytes of an application file into plain data: JSON or YAML, bounded, no key twice."""

from __future__ import annotations

import json
from collections import Counter
from math import isfinite
from pathlib import Path
from typing import Any

from aimed_desktop.application.values.cleaning import name, storable
from aimed_desktop.errors import UserProblem

MAX_LEVELS = 50


class TypedFloat(float):
    """A JSON number that remembers its digits, so that 1.50 stays 1.50."""

    text: str

    def __new__(cls, text: str) -> TypedFloat:
        made = super().__new__(cls, text)
        if not isfinite(made):
            raise ValueError(text)
        made.text = text
        return made

    def __reduce__(self) -> tuple[type[TypedFloat], tuple[str]]:
        return TypedFloat, (self.text,)


def decode(data: bytes, path: Path) -> Any:
    """The data of a file: JSON when it is named or looks so, else YAML. UserProblem when neither."""
    if path.suffix.lower() == ".json" or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return decode_json(data, path)
    from aimed_desktop.definition.reader import plain, read_yaml

    return plain(read_yaml(data, str(path)))


def decode_json(data: bytes, path: Path) -> Any:
    """The data of JSON text, lone surrogates taken out. UserProblem for broken text, a key standing twice,
    or over 50 levels.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserProblem("not_utf8", path=path) from None

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name(key) for key, _ in pairs]
        made = dict(zip(names, (value for _, value in pairs), strict=True))
        if len(made) != len(pairs):
            twice = next(key for key, times in Counter(names).items() if times > 1)
            raise UserProblem("application_key_twice", path=path, key=twice)
        return made

    try:
        decoded = json.loads(text, object_pairs_hook=once, parse_float=TypedFloat, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise UserProblem("application_not_json", path=path, line=error.lineno) from None
    except RecursionError:
        raise UserProblem("application_too_deep", path=path, limit=MAX_LEVELS) from None
    except ValueError:  # NaN, or an integer of thousands of digits
        raise UserProblem("application_not_json", path=path, line=1) from None
    if _levels(decoded) > MAX_LEVELS:
        raise UserProblem("application_too_deep", path=path, limit=MAX_LEVELS)
    return storable(decoded) if "\\u" in text else decoded  # only so is half a character written


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _levels(value: Any) -> int:
    """How deep lists and mappings stand in each other, without recursion."""
    levels, layer = 0, [value]
    while holders := [entry for entry in layer if isinstance(entry, dict | list)]:
        levels += 1
        layer = [
            inner for holder in holders for inner in (holder.values() if isinstance(holder, dict) else holder)
        ]
    return levels
