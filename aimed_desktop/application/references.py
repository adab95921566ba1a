"""Which files an application refers to."""

from __future__ import annotations

from collections.abc import Iterator

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Value, is_mapping


def referred_files(app: Application) -> Iterator[str]:
    """The names of every picture and material, in order; a name may come twice."""
    yield from image_names(app.values)
    for material in app.materials:
        yield material.file


def image_names(value: Value) -> Iterator[str]:
    """The names of the pictures anywhere inside a value."""
    if is_mapping(value):
        if isinstance(name := value.get("image"), str):
            yield name
        for inner in value.values():
            yield from image_names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from image_names(inner)
