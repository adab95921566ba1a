"""A backup takes the place of an archive that does not open, or is not wanted any more."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from aimed_desktop.archive.archive_files import WAIT_SECONDS, Places
from aimed_desktop.archive.backup import BackupContents, read_backup
from aimed_desktop.archive.lock import FolderLock
from aimed_desktop.archive.replacing import put_archive_in_place
from aimed_desktop.files.network_drives import refuse_network_drive
from aimed_desktop.files.private_files import own_folder
from aimed_desktop.files.temporaries import clear_leftovers


class Recovery:
    """A backup that was opened by its key and read through. The archive that stands is not touched until
    `put_in_place`; who does not want it must `discard` it. UserProblem as `read_backup`.
    """

    def __init__(self, backup: Path, data_dir: Path, secret: str) -> None:
        self._places = Places(data_dir)
        refuse_network_drive(data_dir)
        own_folder(data_dir)
        with ExitStack() as stack:
            self._read = stack.enter_context(read_backup(backup, self._places, secret))
            self._copy = stack.pop_all()

    @property
    def contents(self) -> BackupContents:
        """What is in the backup."""
        return self._read.contents

    def put_in_place(self, *, wait_seconds: float = WAIT_SECONDS) -> Path | None:
        """Make it the archive of the data folder, which nobody may have open. The file of the archive
        that stood there, kept under another name; None where there was none.
        """
        lock = FolderLock(self._places.lock, wait_seconds)
        try:
            clear_leftovers(self._places.folder)
            aside = put_archive_in_place(self._places, self._read.key_file, self._read.copy)
        finally:
            lock.release()
        self.discard()
        return aside

    def discard(self) -> None:
        """Leave nothing of it behind. Safe to call twice."""
        self._copy.close()
