"""Every field type has its record in every layer: a new one without falls by its name."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aimed_desktop.application.values.types import TYPES as VALUES
from aimed_desktop.application.values.types import display, is_filled, normalise, problem
from aimed_desktop.definition import types
from aimed_desktop.definition.fields import Field, Option
from aimed_desktop.definition.types import FieldType

TABLES: list[Mapping[FieldType, object]] = [types.TYPES, VALUES]


@pytest.mark.parametrize("kind", FieldType)
def test_each_layer_knows_the_type(kind: FieldType) -> None:
    assert all(kind in table for table in TABLES)


def test_what_people_write_means_one_type_each() -> None:
    words = [word for record in types.TYPES.values() for word in (record.words, *record.also)]
    assert len(set(words)) == len(words)
    assert all(types.meant_by(word) for word in words)
    assert not set(words) & set(FieldType)


@pytest.mark.parametrize("kind", FieldType)
def test_the_sample_of_a_type_fits_prints_and_stays(kind: FieldType) -> None:
    field = Field("a", "甲", kind, options=(Option("甲"),), fields=(Field("name", "姓名", FieldType.TEXT),))
    sample = VALUES[kind].sample
    assert problem(field, sample) is None
    assert normalise(field, sample) == sample
    assert display(field, sample)
    assert is_filled(field, sample)
