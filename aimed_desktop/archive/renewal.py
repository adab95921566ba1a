"""A new data key: the archive is written anew beside itself, then database and keys are replaced together."""

from __future__ import annotations

from pathlib import Path

from aimed_desktop.archive.archive_files import Places
from aimed_desktop.archive.connection import rekey
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.key_file import KeyFile
from aimed_desktop.archive.replacing import require_no_journal
from aimed_desktop.archive.sealed import check_database
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.private_files import create_private, machine_problems
from aimed_desktop.files.temporaries import held_folder
from aimed_desktop.files.together import put_together


def renew(database: Database, places: Places, key_file: KeyFile, old_key: bytes, new_key: bytes) -> None:
    """Put what is open in `database` under `new_key`, which `key_file` holds. Nothing is saved meanwhile;
    whoever is killed finds both files of before or both of after.
    """
    with database.held(), machine_problems(places.database), held_folder(places.folder) as held:
        fresh = held / "0"
        create_private(fresh)
        database.copy_to(fresh)
        rekey(fresh, old_key, new_key)
        check_database(fresh, new_key, places.database)
        write_new(held / "1", key_file.to_json())
        database.exchange(new_key, lambda: _put(places, held))


def _put(places: Places, held: Path) -> None:
    require_no_journal(places)
    places.remove_journals()
    put_together(held, [places.database.name, places.keys.name], over=True, private=True)
