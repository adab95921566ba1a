"""Which points of a hint the author has ticked as covered: kept with the application, part of no value."""

from __future__ import annotations

from collections.abc import Mapping

from aimed_desktop.application.life.desk import on_desk, put_on_desk
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Value, is_mapping

_COVERED = "covered"


def covered(app: Application, path: str) -> frozenset[str]:
    """The points that are ticked for the field at `path`, in the words of its hint."""
    points = _ticks(app).get(path)
    ticked = points if isinstance(points, list) else []
    return frozenset(point for point in ticked if isinstance(point, str))


def set_covered(app: Application, path: str, point: str, *, is_covered: bool) -> None:
    """Tick a point of the field at `path`, or take its tick away; a snapshot keeps what it had."""
    points = covered(app, path) - {point} | ({point} if is_covered else frozenset())
    ticks = {key: value for key, value in _ticks(app).items() if key != path}
    if points:
        ticks[path] = [*sorted(points)]
    put_on_desk(app, _COVERED, ticks)


def _ticks(app: Application) -> Mapping[str, Value]:
    ticks = on_desk(app, _COVERED)
    return ticks if is_mapping(ticks) else {}
