"""What opens the archive: another passphrase, another data key, another recovery code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.problem_words import words_of

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive


def change_passphrase(archive: Archive, passphrase: str, *, renew: bool) -> str | None:
    """Another passphrase; `renew`: another data key, too, and so another recovery code, which is returned.

    UserProblem code_not_made where all is done but that code.
    """
    if not renew:
        archive.set_passphrase(passphrase)
        return None
    archive.renew_key(passphrase)
    return _code_after_all_else(archive)


def change_recovery_code(archive: Archive, passphrase: str, *, renew: bool) -> str:
    """Another recovery code; `renew`: another data key first, for which the `passphrase` is asked."""
    if not renew:
        return archive.make_recovery_code()
    archive.require_passphrase(passphrase)
    archive.renew_key(passphrase)
    return _code_after_all_else(archive)


def write_recovery_code(path: Path, code: str) -> Path:
    """A text file to be printed, that Notepad reads too."""
    from aimed_desktop.files.private_files import write_private

    write_private(path, f"\ufeff申报助手 档案库恢复码\r\n\r\n{code}\r\n".encode())
    return path


def _code_after_all_else(archive: Archive) -> str:
    try:
        return archive.make_recovery_code()
    except UserProblem as problem:
        raise UserProblem("code_not_made", reason=words_of(problem)) from problem
