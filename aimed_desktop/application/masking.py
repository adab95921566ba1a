"""An application as it may be shown on a screen."""

from __future__ import annotations

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.application.values.types import TYPES, display
from aimed_desktop.definition.fields import Field


def displayed_words(field: Field, value: Value) -> str:
    """The printed words of `value`, the middle of an ID number hidden."""
    mask = TYPES[field.type].mask
    if mask is not None and isinstance(value, str):
        return mask(value)
    return display(field, value)


def holds_masked(app: Application) -> bool:
    """Whether an ID number has been typed, so that plain files say so."""
    paths = [path for path, field in app.form.walk() if TYPES[field.type].mask]
    return any(app.get(real) is not None for path in paths for real in app.instances(path))


def masked(app: Application) -> Application:
    """A copy in which the middle of every ID number is hidden; nothing else is changed."""
    copy = app.snapshot()
    for path, field in app.form.walk():
        if mask := TYPES[field.type].mask:
            for place in app.instances(path):
                if text := app.text_of(place):
                    copy.set(place, mask(text))
    return copy
