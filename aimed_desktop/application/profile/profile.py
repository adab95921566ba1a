"""The unit profile: facts of the unit and its people, typed once, offered in every form."""

from __future__ import annotations

from collections.abc import Mapping

from aimed_desktop.application.values import options
from aimed_desktop.application.values.shapes import (
    Group,
    Person,
    Value,
    is_empty,
    is_mapping,
    is_person,
    is_ticked,
)
from aimed_desktop.application.values.types import normalise, problem
from aimed_desktop.definition.fields import Field, Option
from aimed_desktop.definition.profile_keys import PEOPLE, PROFILE_KEYS, ProfileKey
from aimed_desktop.definition.types import FieldType

_KEYS = {key.key: key for key in PROFILE_KEYS}


class Profile:
    """Values by dotted key (`unit.name`), in the forms of the application format.

    Keys that this version does not know are kept and never offered.
    """

    def __init__(self, data: Mapping[str, Value] | None = None) -> None:
        self._values: Group = {}
        for key, value in (data or {}).items():
            self.set(key, value)

    def get(self, key: str) -> Value:
        """The value of a key, None while it is empty."""
        return self._values.get(key)

    def set(self, key: str, value: Value) -> None:
        """Keep `value` in the key's own form; None and empty ones are forgotten."""
        made = normalise(profile_field(_KEYS[key]), value) if key in _KEYS else value
        if is_empty(made):
            self._values.pop(key, None)
        else:
            self._values[key] = made

    @property
    def people(self) -> list[Person]:
        """The unit's people, as `person.name` and the other keys name what is known of them."""
        rows = self.get(PEOPLE)
        return [row for row in rows if is_person(row)] if isinstance(rows, list) else []

    def problem(self, key: str) -> str | None:
        """A code of `sentences` when the value does not fit its key."""
        return problem(profile_field(_KEYS[key]), self.get(key)) if key in _KEYS else None

    def offer(self, field: Field) -> Value:
        """What the profile knows for `field`, in the field's form; None where it knows nothing fitting."""
        value = self.get(field.profile) if field.profile else None
        if value is None:
            return None
        if is_ticked(value):
            value = value if field.options else value.get("note") or value["option"]
        elif field.type is FieldType.TEXT and isinstance(value, list):
            return None
        made = normalise(field, value)
        return None if problem(field, made) else made

    def learn(self, field: Field, value: Value) -> bool:
        """Keep what was typed in a form where the profile has nothing yet; whether it was kept."""
        key = field.profile
        if key is None or key not in _KEYS or self.get(key) is not None or is_empty(value):
            return False
        if is_mapping(value) and not any(options.ticked(value)):
            return False
        self.set(key, value)
        return self.get(key) is not None

    def to_data(self) -> Group:
        """The profile as plain data, keys sorted."""
        return {key: self._values[key] for key in sorted(self._values)}


def profile_difference(field: Field, value: Value, profile: Profile) -> Value:
    """What the profile says of `field` where something else was typed; None where there is nothing to mend.

    A chapter is written for each form anew and is never held against the profile.
    """
    if is_empty(value) or field.is_narrative:
        return None
    known = profile.offer(field)
    return None if known == normalise(field, value) else known


def profile_field(key: ProfileKey) -> Field:
    """A field by which a profile key is edited and judged."""
    choices = tuple(Option(label, note="请注明" if label == "其他" else None) for label in key.options)
    return Field(key.key, key.label, key.type, options=choices)
