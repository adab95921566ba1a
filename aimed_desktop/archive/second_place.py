"""The second place for copies: a folder that the clerk names, and when it was last reached."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aimed_desktop.errors import UserProblem
from aimed_desktop.files.private_files import write_private
from aimed_desktop.files.reading import read_regular

FILE_NAME = "copies.json"
STALE_AFTER = timedelta(days=7)
_MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """`named` and `reached`: when the clerk named it, and when a copy was last brought there."""

    folder: Path
    named: datetime
    reached: datetime | None = None

    def is_stale(self, now: datetime) -> bool:
        """Whether it was not reached for a week."""
        return now - (self.reached or self.named) > STALE_AFTER


def read_second_place(data_dir: Path) -> SecondPlace | None:
    """The second place of a data folder; None where none was named, or what was kept of it is damaged."""
    try:
        content: Any = json.loads(read_regular(data_dir / FILE_NAME, _MOST_BYTES))
        folder, named = Path(content["second_place"]), _time(content["named"])
    except (UserProblem, ValueError, KeyError, TypeError, RecursionError):
        return None
    if named is None or not folder.is_absolute() or not str(folder).isprintable():
        return None
    return SecondPlace(folder, named, _time(content.get("reached")))


def write_second_place(data_dir: Path, place: SecondPlace | None) -> None:
    """Keep it; None: copies stand in the data folder alone. UserProblem where the disk refuses."""
    content = {}
    if place is not None:
        times = {"named": place.named.isoformat(), "reached": place.reached and place.reached.isoformat()}
        content = {"second_place": str(place.folder), **times}
    write_private(data_dir / FILE_NAME, json.dumps(content, ensure_ascii=False, indent=1).encode())


def name_second_place(data_dir: Path, folder: Path, now: datetime) -> SecondPlace:
    """Take `folder` for the second place. UserProblem where it is none, or inside the data folder."""
    place = SecondPlace(folder.absolute(), now)
    if not folder.is_dir():
        raise UserProblem("second_place_away", path=folder)
    if data_dir.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise UserProblem("second_place_inside", path=folder)
    write_second_place(data_dir, place)
    return place


def reached(place: SecondPlace, now: datetime) -> SecondPlace:
    """The same, a copy having been brought there now."""
    return replace(place, reached=now)


def _time(text: object) -> datetime | None:
    with suppress(ValueError, TypeError, OverflowError):
        return datetime.fromisoformat(text).astimezone()  # type: ignore[arg-type]  # TypeError is caught
    return None
