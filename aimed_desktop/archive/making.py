"""A new archive in a data folder: there is none before its last step, and a whole one after it."""

from __future__ import annotations

from aimed_desktop.archive.archive_files import Places
from aimed_desktop.archive.key_file import KeyFile
from aimed_desktop.archive.migration import make_database
from aimed_desktop.archive.replacing import put_archive_in_place
from aimed_desktop.files.private_files import machine_problems, temporary_beside


def put_new_archive(places: Places, key_file: KeyFile, data_key: bytes) -> None:
    """An empty database and its keys. The caller holds the folder, in which no database stands.

    Keys without a database, which may belong to one that somebody moved away, are kept under another name.
    """
    with machine_problems(places.database), temporary_beside(places.database) as fresh:
        make_database(fresh, data_key)
        put_archive_in_place(places, key_file, fresh)
