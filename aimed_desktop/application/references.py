"""Which files an application refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Value, is_mapping


def referred_files(app: Application) -> Iterator[str]:
    """The names of every picture and material, in order; a name may come twice."""
    yield from image_names(app.values)
    for material in app.materials:
        yield material.file


def image_names(value: Value) -> Iterator[str]:
    """The names of the pictures anywhere inside a value."""
    if isinstance(value, list):
        inside: Iterable[Value] = value
    elif is_mapping(value):
        inside = value.values()
        if isinstance(name := value.get("image"), str):
            yield name
    else:
        return
    for inner in inside:
        if not isinstance(inner, str):  # nearly all are words: asked here, they cost nothing
            yield from image_names(inner)
