"""Whether something stands in a field, as rules and checks count it."""

from __future__ import annotations

from aimed_desktop.application.values import narrative
from aimed_desktop.application.values.shapes import NONE_WORD, Value, is_empty, is_mapping
from aimed_desktop.definition.fields import Field


def is_filled(field: Field, value: Value) -> bool:
    """Whether something stands in a field; 无 and an unticked confirmation count as nothing."""
    if is_empty(value) or value == NONE_WORD or (field.is_confirm and value is False):
        return False
    if field.is_narrative:
        return narrative.plain_text(value) != NONE_WORD
    if field.is_rows and isinstance(value, list):
        return any(is_row_filled(field, row) for row in value)
    if field.is_group and is_mapping(value):
        groups = list(value.values()) if field.each else [value]
        return any(is_row_filled(field, group) for group in groups)
    return True


def is_row_filled(field: Field, row: Value) -> bool:
    """Whether any column of a row holds something."""
    return is_mapping(row) and any(is_filled(child, row.get(child.id)) for child in field.fields)
