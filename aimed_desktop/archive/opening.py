"""Which key opens the archive: passphrase file, environment, keyring, then a question."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.errors import UserProblem, unreadable
from aimed_desktop.files.reading import open_regular
from aimed_desktop.paths import PASSPHRASE_VARIABLE

_MOST_BYTES = 4096

Ask = Callable[[bool], str | None]


def open_archive(
    data_dir: Path,
    passphrase_file: Path | None = None,
    environ: Mapping[str, str] = os.environ,
    create: bool = True,
    ask: Ask | None = None,
    use_keyring: bool = True,
    for_reading: bool = False,
) -> Archive:
    """The archive of the data folder; where there is none and `create` is set, the passphrase given makes it.

    `ask(is_new)` is the dialog: the passphrase typed, None when it was cancelled. `for_reading`: as
    `Archive.open`.
    """
    given = given_passphrase(passphrase_file, environ)
    if Archive.exists(data_dir):
        return _open(data_dir, given, ask, use_keyring, for_reading)
    if not create:
        raise UserProblem("archive_missing", path=data_dir)
    if given is None and ask is not None:
        given = ask(True)
    if given is None:
        raise UserProblem("archive_no_key")
    return Archive.create(data_dir, given, use_keyring=use_keyring)


def recover_archive(
    backup: Path,
    data_dir: Path,
    passphrase_file: Path | None = None,
    environ: Mapping[str, str] = os.environ,
) -> None:
    """Bring a backup into the data folder by the passphrase or recovery code given."""
    given = given_passphrase(passphrase_file, environ)
    if given is None:
        raise UserProblem("archive_no_key")
    recover(backup, data_dir, given)


def given_passphrase(passphrase_file: Path | None, environ: Mapping[str, str]) -> str | None:
    """The passphrase of `--passphrase-file`, else of `AIMED_PASSPHRASE`, else None."""
    if passphrase_file is not None:
        return _first_line(passphrase_file)
    return environ.get(PASSPHRASE_VARIABLE) or None


def _open(
    data_dir: Path, given: str | None, ask: Ask | None, use_keyring: bool, for_reading: bool
) -> Archive:
    try:
        return Archive.open(data_dir, given, use_keyring, for_reading=for_reading)
    except UserProblem as problem:
        if problem.code != "archive_no_key" or ask is None:
            raise
    typed = ask(False)
    if typed is None:
        raise UserProblem("archive_no_key")
    return Archive.open(data_dir, typed, for_reading=for_reading)


def _first_line(path: Path) -> str:
    try:
        with open_regular(path) as file:
            line = file.readline(_MOST_BYTES)
        return line.decode("utf-8-sig").rstrip("\r\n")  # Notepad writes a byte order mark
    except OSError as error:
        raise unreadable(path, error) from None
    except UnicodeDecodeError:
        raise UserProblem("passphrase_file_not_text", path=path) from None
