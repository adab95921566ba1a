"""Stands by the open archive: what another program takes away is brought back from what is still open."""

from __future__ import annotations

from collections.abc import Callable

from aimed_desktop.archive.archive_files import Places
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.file_presence import CUT_OFF
from aimed_desktop.archive.key_file import KeyFile, read_key_file, write_key_file
from aimed_desktop.archive.lock import FolderLock
from aimed_desktop.archive.replacing import put_archive_in_place
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.network_drives import refuse_network_drive
from aimed_desktop.files.private_files import machine_problems, own_folder, temporary_beside

Tell = Callable[[UserProblem], None]


class Guard:
    """Looks before and after each write, and once more before the archive is closed. What it has brought
    back is told to `tell`; what it cannot bring back is the UserProblem of the write.
    """

    def __init__(
        self, database: Database, places: Places, lock: FolderLock | None, keys: Callable[[], KeyFile]
    ) -> None:
        """`keys` is asked for the keys as they are now."""
        self.tell: Tell = lambda _problem: None
        self._database = database
        self._places = places
        self._lock = lock
        self._keys = keys
        database.look = self.look

    def look(self) -> None:
        """Make sure that what is written reaches the file that the next start opens."""
        if self._database.is_read_only:
            self._become_writable()
        if (change := self._database.change()) is not None:
            self._bring_back(change)
        elif not self._places.keys.exists():
            write_key_file(self._places.keys, self._keys())
            self.tell(UserProblem("keys_brought_back", path=self._places.keys))

    def close(self) -> None:
        """Bring everything into the one file, wherever it is now, and let others in. Safe to call twice."""
        try:
            if self._database.is_open and not self._database.is_read_only:
                self.look()
        finally:
            self._database.close()
            if self._lock is not None:
                self._lock.release()

    def _become_writable(self) -> None:
        own_folder(self._places.folder)
        if self._lock is None:
            self._lock = FolderLock(self._places.lock, wait_seconds=0)
        self._database.reopen()

    def _bring_back(self, change: str) -> None:
        places = self._places
        refuse_network_drive(places.folder)
        own_folder(places.folder)
        if self._lock is not None and not self._lock.stands:
            self._lock = self._lock.taken_again()
        with machine_problems(places.database), temporary_beside(places.database) as copy:
            is_whole = self._database.save_to(copy)
            aside = put_archive_in_place(places, self._keys(), copy, but=self._own_files(change))
        self._database.reopen()
        code = "archive_brought_back" if is_whole else "archive_brought_back_in_part"
        kept = f"占了它位置的文件改名保留为“{aside.name}”。" if aside is not None else ""
        self.tell(UserProblem(code, path=places.database, change=change, kept=kept))

    def _own_files(self, change: str) -> tuple[str, ...]:
        """The names of what is our own and in the copy: nothing that another program has put there."""
        places, own = self._places, []
        now, ours = self._database.standing_now(), self._database.standing
        if change != CUT_OFF and ours.database is not None and ours.database.is_same(now.database):
            own.append(places.database.name)
        if ours.journal is not None and ours.journal.is_same(now.journal):
            own += [f"{places.database.name}-wal", f"{places.database.name}-shm"]
        try:
            if read_key_file(places.keys) == self._keys():
                own.append(places.keys.name)
        except UserProblem:
            pass
        return tuple(own)
