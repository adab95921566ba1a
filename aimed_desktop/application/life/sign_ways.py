"""In which way each place is signed, where the clerk has said so; kept on the desk, beside the values."""

from __future__ import annotations

from aimed_desktop.application.life.desk import on_desk, put_on_desk
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Value, is_mapping

_KEY = "sign_ways"


def kept_way(app: Application, place: str) -> str:
    """The way that is kept for the place of this name; empty where none is."""
    kept = on_desk(app, _KEY)
    way = kept.get(place) if is_mapping(kept) else None
    return way if isinstance(way, str) else ""


def keep_way(app: Application, place: str, way: str) -> None:
    """Keep the way for the place, an empty one not at all."""
    kept = on_desk(app, _KEY)
    others = kept if is_mapping(kept) else {}
    ways: dict[str, Value] = {name: said for name, said in others.items() if name != place}
    put_on_desk(app, _KEY, {**ways, place: way} if way else ways)
