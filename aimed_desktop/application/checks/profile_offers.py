"""What the unit profile offers for the empty fields of an application, and what it learns from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aimed_desktop.application.checks.evaluate import holds
from aimed_desktop.application.masking import displayed_words
from aimed_desktop.application.model import Application
from aimed_desktop.application.profile.profile import Profile
from aimed_desktop.application.values.shapes import Group, Person, Value, is_empty, is_mapping
from aimed_desktop.application.values.shortening import cut
from aimed_desktop.application.values.types import normalise, problem
from aimed_desktop.definition.fields import Field

PERSON_NAME = "person.name"
_LONGEST = 24  # characters of the words
_PERSON_UNIT = "person.unit"


@dataclass(frozen=True, slots=True)
class ProfileOffer:
    """A value for the empty field at `path`; `words` show it shortened, in one line, no ID number whole."""

    path: str
    label: str
    value: Value
    words: str


def profile_offers(app: Application, profile: Profile) -> list[ProfileOffer]:
    """One offer for each field that is empty, shown, and known to the profile, in the form's order."""
    made = []
    for path, field in _with_profile(app):
        if is_empty(app.get(path)) and (value := profile.offer(field)) is not None:
            made.append(ProfileOffer(path, field.label, value, _words(field, value)))
    return made


def learnt_from(app: Application, path: str, profile: Profile) -> str | None:
    """Let an empty key of `profile` take over what was typed at `path`; the key, None when none did."""
    field = app.form.field(path)
    if field is None or field.profile is None or any(step.isdigit() for step in path.split(".")):
        return None
    value = app.get(path)
    fits = problem(field, value) is None
    return field.profile if fits and profile.learn(field, value) else None


def person_row(rows: Field, person: Person, profile: Profile) -> Group:
    """What is known of a person, by the columns of `rows`; without a unit of their own it is the unit."""
    made: Group = {}
    for child in rows.fields:
        group, _, name = (child.profile or "").partition(".")
        value = person.get(name) if group == "person" and is_mapping(person) else None
        if is_empty(value) and child.profile == _PERSON_UNIT:
            value = profile.get("unit.name")
        value = normalise(child, value)
        if value is not None and problem(child, value) is None:
            made[child.id] = value
    return made


def _with_profile(app: Application) -> Iterator[tuple[str, Field]]:
    """The real paths of the fields that name a key and are shown, those in rows left out."""
    rows = tuple(f"{field.id}." for field in app.form.fields if field.repeats)
    tops = {field.id: field for field in app.form.fields}
    for path, field in app.form.walk():
        if field.profile is None or path.startswith(rows):
            continue
        conditions = (tops[path.partition(".")[0]].when, field.when)
        if all(when is None or holds(when, app) is not False for when in conditions):
            yield path, field


def _words(field: Field, value: Value) -> str:
    return cut(" ".join(displayed_words(field, value).split()), _LONGEST)
