"""Opens what is left of a damaged archive, and writes nothing into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from aimed_desktop.archive.archive import unlocked
from aimed_desktop.archive.archive_files import WAIT_SECONDS, Places, hold_for_reading
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.fresh_schema import copy_with_fresh_schema
from aimed_desktop.archive.key_file import read_key_file
from aimed_desktop.archive.wreck import Wreck
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.private_files import machine_problems, temporary_beside


@contextmanager
def open_wreck(data_dir: Path, passphrase: str | None = None, use_keyring: bool = True) -> Iterator[Wreck]:
    """What can still be read of an archive that may be damaged anywhere. UserProblem as `Archive.open`, and
    archive_damaged where there is nothing but a first page.
    """
    places = Places(data_dir)
    places.require_archive()
    with ExitStack() as stack:
        with hold_for_reading(places, WAIT_SECONDS) as held:
            data_key = unlocked(read_key_file(places.keys), passphrase, use_keyring)
        if held is not None:
            stack.callback(held.release)
        database = _opened(places, data_key, stack)
        stack.callback(database.close)
        with database.held() as connection:
            yield Wreck(connection)


def _opened(places: Places, data_key: bytes, stack: ExitStack) -> Database:
    try:
        return Database(places.database, data_key, read_only=True, as_it_is=True)
    except UserProblem as problem:
        if problem.code != "archive_damaged" or not places.has_pages:
            raise
    stack.enter_context(machine_problems(places.database))
    copy = stack.enter_context(temporary_beside(places.database))
    copy_with_fresh_schema(places.database, data_key, copy)
    return Database(copy, data_key, read_only=True, as_it_is=True)
