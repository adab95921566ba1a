"""Every field type has its record in every layer: a new one without falls by its name."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aimed_desktop.application.values.filled import is_filled
from aimed_desktop.application.values.types import TYPES as VALUES
from aimed_desktop.application.values.types import display, normalise, problem
from aimed_desktop.definition import types
from aimed_desktop.definition.types import FieldType
from aimed_desktop.document.plan.types import PRINTS
from aimed_desktop.document.word.read.types import READS
from tests.core.application.inline_forms import field_of

TABLES: list[Mapping[FieldType, object]] = [types.TYPES, VALUES, PRINTS, READS]


@pytest.mark.parametrize("kind", FieldType)
def test_each_layer_knows_the_type(kind: FieldType) -> None:
    assert all(kind in table for table in TABLES)


def test_what_people_write_means_one_type_each() -> None:
    words = [word for record in types.TYPES.values() for word in (record.words, *record.also)]
    assert len(set(words)) == len(words)
    assert all(types.meant_by(word) for word in words)
    assert not set(words) & set(FieldType)


NEEDED = {
    "options": "options: [甲, 乙]",
    "units": "units: [月]",
    "fields": "fields: {name: {label: 姓名, type: text}}",
}


def declared(kind: FieldType) -> str:
    """A field of the type as a definition declares it."""
    keys = [f"label: 甲, type: {kind}"]
    if needed := types.TYPES[kind].needs:
        keys.append(NEEDED[needed])
    if types.TYPES[kind].holds_fields:
        keys.append("carried: true")
    return f"{{{', '.join(keys)}}}"


@pytest.mark.parametrize("kind", FieldType)
def test_the_sample_of_a_type_fits_prints_and_stays(kind: FieldType) -> None:
    field, sample = field_of(declared(kind)), VALUES[kind].sample
    assert problem(field, sample) is None
    assert normalise(field, sample) == sample
    assert display(field, sample)
    assert is_filled(field, sample)
