"""What the officer has taken out of a summary: it stays out when packets are collected again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from aimed_desktop.application.model import Application
from aimed_desktop.summary.collect import fold

EXCLUDED = "excluded"  # in the application's file


class Identity(NamedTuple):
    """What makes two packets the same application: form, unit and project, but for width and blanks."""

    form: str
    unit: str
    project: str


def identity_of(app: Application) -> Identity | None:
    """None where unit or project is empty: then nothing tells it from another."""
    unit, project = (fold(app.text_of(path)) for path in (app.form.unit_name, app.form.project_name))
    return Identity(app.form.id, unit, project) if unit and project else None


def remembered_exclusions(extra: Mapping[str, Any]) -> list[Identity]:
    """Those that a kept summary remembers; the file comes from outside, so its shape is checked."""
    kept = extra.get(EXCLUDED)
    rows = kept if isinstance(kept, list) else []
    return [identity for row in rows if (identity := _identity(row)) is not None]


def _identity(row: Any) -> Identity | None:
    texts = [row.get(name) for name in Identity._fields] if isinstance(row, Mapping) else []
    known = [text for text in texts if isinstance(text, str)]
    return Identity(*known) if len(known) == len(Identity._fields) else None


def to_be_remembered(identities: Iterable[Identity]) -> list[dict[str, str]]:
    """As they stand in the application's file."""
    return [identity._asdict() for identity in identities]
