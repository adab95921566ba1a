"""Every field type has its record in every layer: a new one without falls by its name."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aimed_desktop.definition import types
from aimed_desktop.definition.types import FieldType

TABLES: list[Mapping[FieldType, object]] = [types.TYPES]


@pytest.mark.parametrize("kind", FieldType)
def test_each_layer_knows_the_type(kind: FieldType) -> None:
    assert all(kind in table for table in TABLES)


def test_what_people_write_means_one_type_each() -> None:
    words = [word for record in types.TYPES.values() for word in (record.words, *record.also)]
    assert len(set(words)) == len(words)
    assert all(types.meant_by(word) for word in words)
    assert not set(words) & set(FieldType)
