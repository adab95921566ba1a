"""Another archive takes the place of the one that stands: its database and its keys, both or neither."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from aimed_desktop.archive.archive_files import Places
from aimed_desktop.archive.key_file import KeyFile
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.modes import link_or_copy, write_new
from aimed_desktop.files.private_files import machine_problems
from aimed_desktop.files.renaming import Pairs, folders_aside, replace, stage
from aimed_desktop.files.together import put_together


def put_archive_in_place(
    places: Places, key_file: KeyFile, copy: Path, but: Collection[str] = ()
) -> Path | None:
    """Make `copy`, alone in its held folder, the archive with these keys. The caller holds the data folder.

    What stood there, but for the names in `but`, is kept under other names: that of its database, None where
    there was none. UserProblem where the disk refuses, with all as it was.
    """
    aside = [(here, there) for here, there in places.names_aside() if here.name not in but]
    with machine_problems(places.database), folders_aside(aside) as files:
        names = _stage(places, key_file, copy.parent, files)
        staged = copy.parent / str(len(names) - 2)
        stage(copy, staged)
        try:
            put_together(copy.parent, names, over=True, private=True)
        except BaseException:
            stage(staged, copy)
            raise
        places.remove_journals()
    return next((there for here, there in aside if here == places.database), None)


def put_database_in_place(places: Places, fresh: Path) -> None:
    """Make `fresh` the database under the keys that stand. The one of before is closed.

    UserProblem where its journal still holds what is not in it; OSError, with all as it was.
    """
    require_no_journal(places)
    places.remove_journals()
    replace(fresh, places.database)


def require_no_journal(places: Places) -> None:
    """UserProblem where a database that was closed left something in its journal: the disk refused it."""
    if places.journal.exists() and places.journal.stat().st_size:
        raise UserProblem("target_unwritable", path=places.journal, reason="磁盘读写出错")


def _stage(places: Places, key_file: KeyFile, held: Path, aside: Pairs) -> list[str]:
    """Everything but the database goes into the held folder; the names of the set, its place left free.

    The database comes before its keys: where there is one, whoever opens it finishes the set first.
    """
    for number, (here, _) in enumerate(aside):
        (held / str(number)).unlink(missing_ok=True)
        link_or_copy(here, held / str(number))
    names = [there.name for _, there in aside]
    if places.journal.exists():  # SQLite would write it into the new database
        write_new(held / str(len(names)), b"")
        names.append(places.journal.name)
    write_new(held / str(len(names) + 1), key_file.to_json())
    return [*names, places.database.name, places.keys.name]
