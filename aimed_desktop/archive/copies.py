"""The copies that the program makes of the archive by itself: their folder, names, ages, and which go."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from aimed_desktop.archive.rotation import superfluous, too_much

FOLDER = "copies"
DUE_AFTER = timedelta(hours=20)  # a working day begins a little earlier now and then
MOST_RESERVE = 256 * 1024 * 1024  # octets kept free for saves
_RESERVED_SHARE = 20  # or a twentieth of a small disk
_NAME = re.compile(r"archive-([0-9a-f]{8})-(\d{8}-\d{6})\.aimed")
_TIME = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class ArchiveCopy:
    """A file that `recover` opens. `made`: local time, by its name."""

    path: Path
    made: datetime
    octets: int


def copies_folder(data_dir: Path) -> Path:
    """Where the copies of a data folder stand."""
    return data_dir / FOLDER


def copies_in(folder: Path, archive_id: str = "") -> list[ArchiveCopy]:
    """The copies in a folder, the oldest first; those of one archive, or of any. None where it is away."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            named = _NAME.fullmatch(path.name)
            if named is None or (archive_id and not archive_id.startswith(named[1])):
                continue
            with suppress(OSError, ValueError):
                made = datetime.strptime(named[2], _TIME).astimezone()
                found.append(ArchiveCopy(path, made, path.stat().st_size))
    return sorted(found, key=lambda copy: (copy.made, copy.path.name))


def newest(copies: Iterable[ArchiveCopy], now: datetime) -> ArchiveCopy | None:
    """The last one made, not counting those of a clock that was ahead where there are others."""
    ordered = sorted(copies, key=lambda copy: copy.made)
    past = [copy for copy in ordered if copy.made <= now + timedelta(days=1)]
    return next(reversed(past or ordered), None)


def is_due(copies: Iterable[ArchiveCopy], now: datetime) -> bool:
    """Whether the last copy is older than a day."""
    last = max((copy.made for copy in copies if copy.made <= now), default=None)
    return last is None or now - last >= DUE_AFTER


def new_name(folder: Path, archive_id: str, now: datetime) -> Path:
    """The name of a copy made now; nothing stands there."""
    while (path := folder / f"archive-{archive_id[:8]}-{now.strftime(_TIME)}.aimed").exists():
        now += timedelta(seconds=1)
    return path


def thin(folder: Path, archive_id: str, now: datetime, made: ArchiveCopy | None = None) -> None:
    """Delete what newer copies stand for at `now`, and of the oldest what takes too much room.

    The one just `made` stays.
    """
    copies = copies_in(folder, archive_id)
    gone = superfluous((copy.made for copy in copies), now)
    for copy in copies:
        if copy.made in gone and copy != made:
            _delete(copy)
    make_room(folder, archive_id)


def make_room(folder: Path, archive_id: str, octets: int = 0) -> int:
    """Delete the oldest copies until the others take no more than their share, and the disk has `octets`
    free besides its reserve; how many went. The last two stay.
    """
    copies = copies_in(folder, archive_id)
    if not copies:
        return 0
    disk = shutil.disk_usage(folder)
    reserve = reserve_of(disk.total) + octets
    gone = copies[: too_much([copy.octets for copy in copies], disk.free, reserve)]
    for copy in gone:
        _delete(copy)
    return len(gone)


def reserve_of(total: int) -> int:
    """Octets of a disk of `total` that copies leave free for saves."""
    return min(MOST_RESERVE, total // _RESERVED_SHARE)


def relative_time(made: datetime, now: datetime) -> str:
    """今天 08:30, 昨天 08:30, 3 天前（11月27日）."""
    days = (now.date() - made.date()).days
    if days in (0, 1):
        return f"{('今天', '昨天')[days]} {made:%H:%M}"
    year = "" if made.year == now.year else f"{made.year}年"
    date = f"{year}{made.month}月{made.day}日"
    return f"{days} 天前（{date}）" if days > 0 else f"{date} {made:%H:%M}"


def _delete(copy: ArchiveCopy) -> None:
    with suppress(OSError):
        copy.path.unlink(missing_ok=True)
