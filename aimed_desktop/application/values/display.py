"""A value as the paper prints it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aimed_desktop.application.values import dates, narrative, options
from aimed_desktop.application.values.values import NONE_WORD
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType


def display(field: Field, value: Any) -> str:
    """The printed words of `value`; what does not fit its field is shown as it was typed."""
    if value is None:
        return ""
    if field.is_narrative:
        return narrative.plain_text(value)
    if field.has_options and any(options.ticked(value)):
        return options.words(field, value)
    if field.fields and isinstance(value, Mapping | list):
        return "；".join(filter(None, (_inside(field, row) for row in _groups(field, value))))
    return _mapping(field, value) if isinstance(value, Mapping) else _single(field, value)


def _groups(field: Field, value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return list(value.values()) if field.each else [value]
    return list(value)


def _single(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, str | int | float):
        return ""
    text = str(value)
    if field.type in (FieldType.DATE, FieldType.MONTH):
        return dates.printed(text)
    return text + field.unit if field.unit and text != NONE_WORD else text


def _mapping(field: Field, value: Mapping[str, Any]) -> str:
    if field.type is FieldType.PERIOD:
        parts = (value.get("from"), value.get("to"))
        return "至".join(dates.printed(part) for part in parts if isinstance(part, str))
    if field.type is FieldType.QUANTITY:
        return f"{value.get('amount') or ''}{value.get('unit') or ''}"
    return ""


def _inside(field: Field, row: Any) -> str:
    if not isinstance(row, Mapping):
        return ""
    return "，".join(filter(None, (display(child, row.get(child.id)) for child in field.fields)))
