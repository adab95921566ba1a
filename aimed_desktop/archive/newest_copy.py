"""The newest copy of an archive that does not open any more: what its message names and the window offers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from aimed_desktop.archive.copies import ArchiveCopy, copies_folder, copies_in, newest, relative_time
from aimed_desktop.archive.second_place import read_second_place
from aimed_desktop.errors import UserProblem

MENDED = frozenset(  # what a backup or copy mends
    (
        *("archive_damaged", "archive_pages_damaged", "archive_missing", "archive_gone"),
        *("keys_missing", "keys_damaged"),
    )
)


def newest_copy(data_dir: Path) -> ArchiveCopy | None:
    """The newest copy in the data folder; where there is none, in the second place. None: nowhere.

    The second place may stand on a network that does not answer: for a thread that nothing waits for.
    """
    now = datetime.now().astimezone()
    found = newest(copies_in(copies_folder(data_dir)), now)
    place = read_second_place(data_dir) if found is None else None
    return newest(copies_in(place.folder), now) if place is not None else found


def words_about(copy: ArchiveCopy) -> UserProblem:
    """What is said of it to somebody whose archive does not open."""
    when = relative_time(copy.made, datetime.now().astimezone())
    return UserProblem("newest_copy", when=when, path=copy.path)
