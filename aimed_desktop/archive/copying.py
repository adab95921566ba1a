"""Makes a copy of the archive that is open, and carries it to the second place that the clerk named."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from aimed_desktop.archive.archive_files import Places
from aimed_desktop.archive.backup import write_backup
from aimed_desktop.archive.copies import (
    ArchiveCopy,
    copies_folder,
    copies_in,
    make_room,
    new_name,
    newest,
    thin,
)
from aimed_desktop.archive.key_file import KeyFile
from aimed_desktop.archive.sealed import check_sums
from aimed_desktop.archive.second_place import reached, read_second_place, write_second_place
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.modes import open_private
from aimed_desktop.files.private_files import machine_problems, own_folder, temporary_beside
from aimed_desktop.files.renaming import publish
from aimed_desktop.stopping import checkpoint

_CHUNK = 1024 * 1024


def make_copy(places: Places, data_key: bytes, key_file: KeyFile, now: datetime) -> ArchiveCopy:
    """A new verified copy in the data folder; saves go in between. UserProblem where it cannot be made."""
    folder = copies_folder(places.folder)
    own_folder(folder)
    with machine_problems(folder):
        needed = 2 * places.database.stat().st_size  # its database first stands beside the archive
        make_room(folder, key_file.archive_id, needed)
        if shutil.disk_usage(folder).free < needed:
            raise UserProblem("copy_no_room", path=folder)
        path = new_name(folder, key_file.archive_id, now)
        write_backup(places, data_key, key_file, path, now)
        return ArchiveCopy(path, now, path.stat().st_size)


def thin_copies(places: Places, archive_id: str, ageing: datetime, made: ArchiveCopy) -> None:
    """Rotate the copies of the data folder by the time that the days seen lead up to."""
    thin(copies_folder(places.folder), archive_id, ageing, made)


def carry(data_dir: Path, archive_id: str, now: datetime, ageing: datetime) -> Path | None:
    """Bring the newest copy to the second place and rotate there; the file there, None where none is named.

    It may stand on a network that does not answer: for a thread that nothing waits for. UserProblem where
    the place is away or full.
    """
    place = read_second_place(data_dir)
    copy = newest(copies_in(copies_folder(data_dir), archive_id), now)
    if place is None or copy is None:
        return None
    if not place.folder.is_dir():
        raise UserProblem("second_place_away", path=place.folder)
    target = place.folder / copy.path.name
    with machine_problems(target):
        if not target.exists():
            make_room(place.folder, archive_id, copy.octets)
            _copy_file(copy.path, target)
        thin(place.folder, archive_id, ageing, ArchiveCopy(target, copy.made, copy.octets))
    write_second_place(data_dir, reached(place, now))
    return target


def _copy_file(source: Path, target: Path) -> None:
    with temporary_beside(target) as temporary:
        with source.open("rb") as read, open_private(temporary) as written:
            while chunk := read.read(_CHUNK):
                checkpoint()
                written.write(chunk)
            written.flush()
        check_sums(temporary, target)
        publish(temporary, target)
