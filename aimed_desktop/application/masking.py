"""An application as it may be shown on a screen."""

from __future__ import annotations

from aimed_desktop.application.model import Application, Value
from aimed_desktop.application.values.display import display
from aimed_desktop.application.values.identifiers import mask_id
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType


def shown_words(field: Field, value: Value) -> str:
    """The printed words of `value`, the middle of an ID number hidden."""
    if field.type is FieldType.ID_NUMBER and isinstance(value, str):
        return mask_id(value)
    return display(field, value)


def masked(app: Application) -> Application:
    """A copy in which the middle of every ID number is hidden; nothing else is changed."""
    copy = app.snapshot()
    for path, field in app.form.walk():
        if field.type is FieldType.ID_NUMBER:
            for place in app.instances(path):
                if text := app.text_of(place):
                    copy.set(place, mask_id(text))
    return copy
