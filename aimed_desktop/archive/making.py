"""A new archive in a data folder: there is none before its last step, and a whole one after it."""

from __future__ import annotations

from aimed_desktop.archive.key_file import KeyFile, write_key_file
from aimed_desktop.archive.migration import make_database
from aimed_desktop.archive.places import Places
from aimed_desktop.files.private_files import machine_problems, temporary_beside
from aimed_desktop.files.renaming import replace


def put_new_archive(places: Places, key_file: KeyFile, data_key: bytes) -> None:
    """An empty database and its keys. The caller holds the folder, in which no database stands.

    The keys come before the last name, for a database without them would be lost; that they are those of a
    making that was cut short is told by the database standing beside them under its first name.
    """
    places.set_orphans_aside()
    with machine_problems(places.database):
        with temporary_beside(places.database) as fresh:
            make_database(fresh, data_key)
            replace(fresh, places.begun)
        write_key_file(places.keys, key_file)
        replace(places.begun, places.database)
