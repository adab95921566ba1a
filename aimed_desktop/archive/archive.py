"""The encrypted archive: one database, its wrapped keys and its lock in the data folder."""

from __future__ import annotations

import builtins
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from types import TracebackType

from aimed_desktop.archive.archive_files import WAIT_SECONDS, Places, hold_folder, hold_for_reading
from aimed_desktop.archive.backup import write_backup
from aimed_desktop.archive.checking import check_archive
from aimed_desktop.archive.copies import ArchiveCopy, copies_folder, copies_in, make_room, reserve_of
from aimed_desktop.archive.copies import is_due as copies_due
from aimed_desktop.archive.copying import carry, make_copy, thin_copies
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.days import ageing_time
from aimed_desktop.archive.entries import ArchiveProblem, to_milliseconds
from aimed_desktop.archive.guard import Guard
from aimed_desktop.archive.handover_file import open_handover, write_handover
from aimed_desktop.archive.key_file import (
    KEYRING,
    PASSPHRASE,
    RECOVERY,
    KeyFile,
    new_key_file,
    read_key_file,
    write_key_file,
)
from aimed_desktop.archive.keys import PRODUCT_KDF, KdfParameters, new_data_key
from aimed_desktop.archive.lock import FolderLock
from aimed_desktop.archive.making import put_new_archive
from aimed_desktop.archive.passphrase import check_passphrase
from aimed_desktop.archive.recovery_code import new_recovery_code
from aimed_desktop.archive.renewal import renew
from aimed_desktop.archive.schema_step import open_of_today
from aimed_desktop.archive.shared_steps import new_mark
from aimed_desktop.archive.store import Clock, Store
from aimed_desktop.archive.wreck import Wreck
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.temporaries import clear_leftovers
from aimed_desktop.paths import archive_exists

UNWRITABLE = ("disk_full", "target_unwritable")


def local_clock() -> datetime:
    """Now, with the machine's own offset."""
    return datetime.now().astimezone()


class Archive(Store):
    """An open archive, held by this process alone until `close`. Made by `create` and `open`."""

    def __init__(
        self,
        places: Places,
        lock: FolderLock | None,
        key_file: KeyFile,
        data_key: bytes,
        database: Database,
        clock: Clock,
    ) -> None:
        super().__init__(database, clock)
        self._why_read_only: UserProblem | None = None
        self.folder = places.folder
        self._places = places
        self._key_file = key_file
        self._guard = Guard(database, places, lock, lambda: self._key_file)
        self._data_key = data_key
        self._copying = Lock()
        self._changes_before = database.total_changes
        database.look = self._look

    @staticmethod
    def exists(data_dir: Path) -> bool:
        """Whether there is an archive in the data folder."""
        clear_leftovers(data_dir)  # one that a killed process had made but for its names counts
        return archive_exists(data_dir)

    @classmethod
    def create(
        cls,
        data_dir: Path,
        passphrase: str | None,
        *,
        use_keyring: bool = True,
        kdf: KdfParameters = PRODUCT_KDF,
        clock: Clock = local_clock,
        wait_seconds: float = WAIT_SECONDS,
    ) -> Archive:
        """A new archive. Without a passphrase the keyring must hold the key (then it is `postponed`)."""
        if passphrase is not None:
            check_passphrase(passphrase)
        places = Places(data_dir)
        with hold_folder(places, wait_seconds) as lock:
            if places.database.exists():
                raise UserProblem("archive_exists", path=data_dir)
            data_key, key_file = new_data_key(), new_key_file()
            if passphrase is not None:
                key_file = key_file.with_passphrase(data_key, passphrase, kdf)
            if use_keyring:
                key_file = key_file.with_keyring(data_key)
            if not key_file.slots:
                raise UserProblem("archive_no_key")
            put_new_archive(places, key_file, data_key)
            return cls(places, lock, key_file, data_key, Database(places.database, data_key), clock)

    @classmethod
    def open(
        cls,
        data_dir: Path,
        passphrase: str | None = None,
        use_keyring: bool = True,
        *,
        for_reading: bool = False,
        clock: Clock = local_clock,
        wait_seconds: float = WAIT_SECONDS,
    ) -> Archive:
        """The archive of the data folder, by passphrase or recovery code, else by the keyring.

        `for_reading`: a folder that cannot be written will do; then `why_read_only` tells why.
        """
        places = Places(data_dir)
        places.require_archive()
        try:
            with hold_folder(places, wait_seconds) as lock:
                key_file = read_key_file(places.keys)
                data_key = unlocked(key_file, passphrase, use_keyring)
                database = open_of_today(places, key_file, data_key, clock())
                archive = cls(places, lock, key_file, data_key, database, clock)
                with suppress(UserProblem):  # a disk that is full can still be read
                    archive.bin.purge()
                archive._changes_before = archive._database.total_changes
                return archive
        except UserProblem as problem:
            if not for_reading or problem.code not in UNWRITABLE:
                raise
            refusal = problem
        archive = cls.open_read_only(
            data_dir, passphrase, use_keyring, clock=clock, wait_seconds=wait_seconds
        )
        if not archive.is_of_today:
            archive.close()
            raise refusal
        reason = refusal.context.get("reason", "磁盘已满")
        archive._why_read_only = UserProblem("archive_read_only", path=places.database, reason=reason)
        return archive

    @classmethod
    def open_read_only(
        cls,
        data_dir: Path,
        passphrase: str | None = None,
        use_keyring: bool = True,
        *,
        clock: Clock = local_clock,
        wait_seconds: float = WAIT_SECONDS,
    ) -> Archive:
        """The same with nothing written at all, also where earlier versions have made it (`is_of_today`)."""
        places = Places(data_dir)
        places.require_archive()
        with hold_for_reading(places, wait_seconds) as held:
            key_file = read_key_file(places.keys)
            data_key = unlocked(key_file, passphrase, use_keyring)
            database = Database(places.database, data_key, read_only=True)
            return cls(places, held, key_file, data_key, database, clock)

    @classmethod
    def open_or_create(
        cls, data_dir: Path, passphrase: str, *, kdf: KdfParameters = PRODUCT_KDF, clock: Clock = local_clock
    ) -> Archive:
        """The archive under this passphrase, made where there is none; the keyring is left alone."""
        if cls.exists(data_dir):
            return cls.open(data_dir, passphrase, use_keyring=False, clock=clock)
        return cls.create(data_dir, passphrase, use_keyring=False, kdf=kdf, clock=clock)

    @property
    def why_read_only(self) -> UserProblem | None:
        """Why it can be read alone; None while it can be written. Each write tries anew."""
        return self._why_read_only if self._database.is_read_only else None

    @property
    def is_of_today(self) -> bool:
        """Whether it has the schema of this program."""
        return self._database.is_of_today

    @contextmanager
    def wreck(self) -> Iterator[Wreck]:
        """What can still be read of it, page by page; nobody else has it meanwhile."""
        with self._database.held() as connection:
            yield Wreck(connection)

    def tell_by(self, tell: Callable[[UserProblem], None]) -> None:
        """Whom to tell, in the thread that writes, that another program has taken the file away."""
        self._guard.tell = tell

    @property
    def postponed(self) -> bool:
        """Whether the passphrase is still to be set: the keyring alone holds the key."""
        return PASSPHRASE not in self._key_file.slots

    @property
    def has_recovery_code(self) -> bool:
        """Whether a recovery code was made."""
        return RECOVERY in self._key_file.slots

    @property
    def in_keyring(self) -> bool:
        """Whether the keyring was given a key."""
        return KEYRING in self._key_file.slots

    def set_passphrase(self, passphrase: str, kdf: KdfParameters = PRODUCT_KDF) -> None:
        """Set or change the passphrase; the one before opens nothing any more but old backups."""
        self._replace_keys(self._key_file.with_passphrase(self._data_key, passphrase, kdf))

    def make_recovery_code(self, kdf: KdfParameters = PRODUCT_KDF) -> str:
        """A new code to print, never shown again; the one before opens nothing any more but old backups."""
        code = new_recovery_code()
        self._replace_keys(self._key_file.with_recovery_code(self._data_key, code, kdf))
        return code

    def renew_key(self, passphrase: str, kdf: KdfParameters = PRODUCT_KDF) -> None:
        """A new data key under a new passphrase, after a verified copy: who had the passphrase, the recovery
        code or the key before cannot open what comes after; copies and backups until now they can. There is
        no recovery code until one is made.
        """
        check_passphrase(passphrase)
        if not self._key_file.is_portable:
            self.set_passphrase(passphrase, kdf)
        try:
            self.copy()
        except UserProblem as problem:
            raise UserProblem("key_not_renewed", reason=problem) from problem
        was_in_keyring, new_key = self.in_keyring, new_data_key()
        key_file = KeyFile(self._key_file.archive_id).with_passphrase(new_key, passphrase, kdf)
        with self._copying:
            renew(self._database, self._places, key_file, self._data_key, new_key)
            self._key_file, self._data_key = key_file, new_key
        if was_in_keyring:
            with suppress(UserProblem):  # the key is another one already: the passphrase opens it
                self.remember_in_keyring()

    def require_passphrase(self, passphrase: str) -> None:
        """UserProblem where this is not the passphrase; the recovery code is none."""
        slots = {name: slot for name, slot in self._key_file.slots.items() if name == PASSPHRASE}
        KeyFile(self._key_file.archive_id, slots).unlock(passphrase)

    def remember_in_keyring(self) -> bool:
        """Let this desktop's keyring open the archive; whether there is one that may."""
        self._replace_keys(self._key_file.without_keyring().with_keyring(self._data_key))
        return self.in_keyring

    def verify(self) -> builtins.list[ArchiveProblem]:
        """Read everything and compare it with its check sums; what is wrong."""
        return check_archive(self._database, self._places, self._key_file)

    def backup(self, path: Path) -> Path:
        """Everything in one new encrypted file that `recover` opens. Never over an existing one."""
        self._look_first()
        is_read_only, now = self._database.is_read_only, self._clock()
        write_backup(self._places, self._data_key, self._key_file, path, now, read_only=is_read_only)
        return path

    def give(
        self, application: str, path: Path, passphrase: str, who: str, kdf: KdfParameters = PRODUCT_KDF
    ) -> Path:
        """An application with everything that is kept of it as one new encrypted file for somebody else, who
        gets `passphrase` by another way. What `who` gave stays known here: it is taken back by it.
        """
        entry, mark = self.load(application).id, new_mark()
        self.shared.add(entry, self.latest_step(entry), mark, to_milliseconds(self._clock()), who)
        try:
            write_handover(self._places, self._data_key, entry, path, passphrase, self._clock(), kdf)
        except BaseException:
            with suppress(UserProblem):  # one that stays keeps a step from being thinned away, no more
                self.shared.remove(entry, mark)
            raise
        return path

    @contextmanager
    def given(self, path: Path, passphrase: str) -> Iterator[Database]:
        """What somebody has handed over in such a file, read through, beside this archive."""
        with open_handover(path, self._places, passphrase) as database:
            yield database

    def copy(self) -> ArchiveCopy:
        """A new verified copy in the data folder; newer ones take the place of older ones."""
        with self._copying:
            now = self._clock()
            self._look_first()
            made = make_copy(self._places, self._data_key, self._key_file, now)
            thin_copies(self._places, self._key_file.archive_id, self._ageing(), made)
            return made

    def copy_if_due(self) -> ArchiveCopy | None:
        """The same where the last copy is older than a day. None where it is not, or no passphrase is set."""
        copies = copies_in(copies_folder(self.folder), self._key_file.archive_id)
        is_possible = self._key_file.is_portable and not self._database.is_read_only
        return self.copy() if is_possible and copies_due(copies, self._clock()) else None

    def carry_copy(self) -> Path | None:
        """Bring the newest copy to the second place; where it stands there, None where none was named."""
        return carry(self.folder, self._key_file.archive_id, self._clock(), self._ageing())

    @property
    def has_written(self) -> bool:
        """Whether anything was written since it was opened."""
        return self._database.total_changes > self._changes_before

    def close(self) -> None:
        """Bring everything into the one file and let others in. Safe to call twice."""
        self._guard.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _look(self) -> None:
        """Copies never make a save fail: before each write the oldest go while the disk is nearly full."""
        with suppress(OSError):
            disk = shutil.disk_usage(self.folder)
            if disk.free < reserve_of(disk.total):
                make_room(copies_folder(self.folder), self._key_file.archive_id)
        self._guard.look()

    def _look_first(self) -> None:
        """Bring back what another program has taken away, before the file is read by its name."""
        if not self._database.is_read_only:
            with self._database.transaction():
                pass

    def _ageing(self) -> datetime:
        now = self._clock()
        return datetime.fromtimestamp(ageing_time(self._database, to_milliseconds(now)) / 1000, now.tzinfo)

    def _replace_keys(self, key_file: KeyFile) -> None:
        write_key_file(self._places.keys, key_file)
        self._key_file = key_file


def unlocked(key_file: KeyFile, passphrase: str | None, use_keyring: bool) -> bytes:
    """The data key. UserProblem where nothing that was given opens it."""
    data_key = key_file.unlock(passphrase) if passphrase is not None else None
    if passphrase is None and use_keyring:
        data_key = key_file.unlock_by_keyring()
    if data_key is None:
        raise UserProblem("archive_no_key")
    return data_key
