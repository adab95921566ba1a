"""What only this desk needs of an application: part of no value, never printed or handed over."""

from __future__ import annotations

from collections.abc import Mapping

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Value, is_empty, is_mapping

DESK = "desk"  # of Application.extra


def on_desk(app: Application, key: str) -> Value:
    """What is kept under `key`; None where nothing is."""
    return _desk(app).get(key)


def put_on_desk(app: Application, key: str, value: Value) -> None:
    """Keep `value` under `key`, an empty one not at all; a snapshot keeps what it had."""
    desk = {name: kept for name, kept in _desk(app).items() if name != key}
    if not is_empty(value):
        desk[key] = value
    rest = {name: kept for name, kept in app.extra.items() if name != DESK}
    app.extra = rest | ({DESK: desk} if desk else {})


def _desk(app: Application) -> Mapping[str, Value]:
    desk = app.extra.get(DESK)
    return desk if is_mapping(desk) else {}
