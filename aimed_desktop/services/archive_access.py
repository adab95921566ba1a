"""The archive of a data folder: opened by what keys there are, made, taken from a backup, closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.errors import UserProblem
from aimed_desktop.paths import archive_exists

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.archive.recovery import Recovery


@dataclass(frozen=True, slots=True)
class KnownKeys:
    """Where a passphrase may stand, and whether the system's keyring may be asked."""

    passphrase_file: Path | None
    environ: Mapping[str, str]
    use_keyring: bool = True


def open_by_known_keys(data_dir: Path, keys: KnownKeys) -> Archive | None:
    """The archive, opened by what is known without asking; the first one is made where that suffices.

    None where nothing opens it, or there is none. UserProblem where a key is wrong or the archive damaged.
    """
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.archive.keys import has_keyring
    from aimed_desktop.archive.opening import open_archive

    existed = archive_exists(data_dir)
    try:
        return open_archive(
            data_dir, keys.passphrase_file, keys.environ, use_keyring=keys.use_keyring, for_reading=True
        )
    except UserProblem as problem:
        if problem.code != "archive_no_key":
            raise
    is_enough = not existed and keys.use_keyring and has_keyring()
    return Archive.create(data_dir, None) if is_enough else None


def open_by_passphrase(data_dir: Path, passphrase: str, *, use_keyring: bool) -> Archive:
    """The archive, opened by a passphrase or recovery code; the first one is made with the passphrase."""
    from aimed_desktop.archive.archive import Archive

    if archive_exists(data_dir):
        return Archive.open(data_dir, passphrase, for_reading=True)
    return Archive.create(data_dir, passphrase, use_keyring=use_keyring)


def read_backup(file: Path, data_dir: Path, secret: str, before: Recovery | None = None) -> Recovery:
    """A backup, read through beside the archive. `before`: what was read earlier, given up now."""
    from aimed_desktop.archive.recovery import Recovery

    if before is not None:
        before.discard()
    return Recovery(file, data_dir, secret)


def open_recovered(
    found: Recovery, data_dir: Path, secret: str, *, use_keyring: bool
) -> tuple[Archive, Path | None]:
    """Put a backup in place of the archive, which is closed, and open it; where the one before is kept."""
    from aimed_desktop.archive.archive import Archive

    aside = found.put_in_place()
    archive = Archive.open(data_dir, secret)
    if use_keyring:
        archive.remember_in_keyring()
    return archive, aside


def clear_unfinished(data_dir: Path) -> None:
    """Nothing unfinished is left in a data folder whose archive has been closed."""
    from aimed_desktop.files.temporaries import clear_leftovers

    for folder in (data_dir, data_dir / "tmp"):
        clear_leftovers(folder)
