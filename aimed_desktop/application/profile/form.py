"""The unit profile as a form of its own, so that it is typed, checked and shown like any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from aimed_desktop.application.model import Application
from aimed_desktop.application.profile.profile import Profile, profile_field
from aimed_desktop.application.values.shapes import Group, Value, is_empty
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.profile_keys import PEOPLE, PERSON_KEYS, PROFILE_KEYS, ProfileKey
from aimed_desktop.definition.types import FieldType

_GROUPS = {"unit": "单位", "legal": "法定代表人", "lead": "负责人", "contact": "联系人"}


@cache
def profile_form() -> Form:
    """One group for the unit and for each of its people (`unit.name`), and the rows `people`."""
    groups = tuple(
        Field(group, label, FieldType.GROUP, fields=tuple(map(_child, _keys_of(group))))
        for group, label in _GROUPS.items()
    )
    people = Field(PEOPLE, "人员", FieldType.ROWS, fields=tuple(map(_child, PERSON_KEYS)))
    return Form("profile", "", "单位档案", 1, "application", (*groups, people), ())


def profile_application(data: Mapping[str, Value]) -> Application:
    """The profile's values, to be edited by path."""
    profile = Profile(data)
    values: Group = {
        group: {
            key.key.partition(".")[2]: profile.get(key.key)
            for key in _keys_of(group)
            if profile.get(key.key) is not None
        }
        for group in _GROUPS
    }
    return Application(profile_form(), values | {PEOPLE: [*profile.people]})


def profile_data(app: Application, kept: Mapping[str, Value]) -> Group:
    """The edited profile as data; keys in `kept` that this version does not know stay."""
    profile = Profile(kept)
    for key in PROFILE_KEYS:
        profile.set(key.key, app.get(key.key))
    rows = app.get(PEOPLE)
    profile.set(PEOPLE, [row for row in rows if not is_empty(row)] if isinstance(rows, list) else None)
    return profile.to_data()


def _keys_of(group: str) -> tuple[ProfileKey, ...]:
    return tuple(key for key in PROFILE_KEYS if key.key.startswith(f"{group}."))


def _child(key: ProfileKey) -> Field:
    """The field of a key, called by the last part of it; the group says whose it is."""
    group, _, name = key.key.partition(".")
    label = key.label.removeprefix(_GROUPS.get(group, "")) if group != "unit" else key.label
    return replace(profile_field(key), id=name, label=label)
