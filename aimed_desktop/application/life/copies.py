"""In how many copies an application is printed: what the clerk was told, and whether one stays here."""

from __future__ import annotations

from collections.abc import Mapping

from aimed_desktop.application.life.desk import on_desk, put_on_desk
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Value, is_mapping

MOST_COPIES = 99
_COPIES = "copies"
_TOLD, _OWN = "told", "own"


def told_copies(app: Application) -> int | None:
    """How many are handed in where somebody said another number than the notice; None: as the notice says."""
    number = _kept(app).get(_TOLD)
    return number if type(number) is int and 1 <= number <= MOST_COPIES else None


def own_copies(app: Application) -> int:
    """留底: how many more stay with the unit, 0 or 1."""
    return int(_kept(app).get(_OWN) is True)


def set_copies(app: Application, told: int | None, *, has_own: bool) -> None:
    """Keep both numbers with the application: lists of seals and what is printed agree by them."""
    kept: dict[str, Value] = {}
    if told is not None:
        kept[_TOLD] = told
    if has_own:
        kept[_OWN] = True
    put_on_desk(app, _COPIES, kept)


def _kept(app: Application) -> Mapping[str, Value]:
    kept = on_desk(app, _COPIES)
    return kept if is_mapping(kept) else {}
