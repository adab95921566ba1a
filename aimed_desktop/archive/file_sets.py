"""Sets of named files in the archive; the same content is kept once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from aimed_desktop.application.files import safe_name
from aimed_desktop.archive.database import Database
from aimed_desktop.errors import UserProblem
from aimed_desktop.stopping import checkpoint


class StoredFiles(Mapping[str, bytes]):
    """The files of one tree, read when asked for; fulfils `application.files.Files`."""

    def __init__(self, database: Database, tree: Callable[[], int]) -> None:
        """`tree` is asked each time, so that the files of an open application follow its saves."""
        self._database = database
        self._tree = tree

    def exists(self, name: str) -> bool:
        """Whether a file of that name is kept. UserProblem when the name is unsafe."""
        return self._value("1", name) is not None

    def size(self, name: str) -> int:
        """Size in bytes. UserProblem when missing or unsafe."""
        size = self._value("length(content)", name)
        if size is None:
            raise UserProblem("file_missing", path=name)
        return int(size)  # type: ignore[call-overload, no-any-return]

    def read(self, name: str) -> bytes:
        """The whole file. UserProblem when missing or unsafe."""
        content = self._value("content", name)
        if not isinstance(content, bytes):
            raise self._lost(name) or UserProblem("file_missing", path=name)
        return content

    def __getitem__(self, name: str) -> bytes:
        content = self._value("content", name)
        if not isinstance(content, bytes):
            raise self._lost(name) or KeyError(name)
        return content

    def __iter__(self) -> Iterator[str]:
        sql = "SELECT name FROM tree_files WHERE tree = ? ORDER BY name"
        return iter([name for (name,) in self._database.rows(sql, (self._tree(),))])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def shas(self) -> dict[str, bytes]:
        """The SHA-256 of each file by its name."""
        return {name: sha for name, (_, sha) in _blobs_of(self._database, self._tree()).items()}

    def _lost(self, name: str) -> UserProblem | None:
        """What to say where the name is there and its content is not."""
        return UserProblem("stored_file_damaged", name=name) if name in list(self) else None

    def _value(self, what: str, name: str) -> object:
        sql = f"SELECT {what} FROM tree_files JOIN blobs ON blobs.id = blob WHERE tree = ? AND name = ?"  # noqa: S608
        row = self._database.row(sql, (self._tree(), str(safe_name(name))))
        return row[0] if row else None


def put_tree(
    database: Database, files: Mapping[str, bytes], base: int | None = None, remove: Iterable[str] = ()
) -> int:
    """The number of the tree with `files`, put over those of tree `base` and without `remove`."""
    blobs = _blobs_of(database, base) if base is not None else {}
    for name in remove:
        blobs.pop(str(safe_name(name)), None)
    for name in files:
        checkpoint()
        blobs[str(safe_name(name))] = _put_blob(database, files[name])
    digest = tree_digest({name: sha for name, (_, sha) in blobs.items()})
    known = database.row("SELECT id FROM trees WHERE sha = ?", (digest,))
    if known:
        return int(known[0])
    tree = database.insert("INSERT INTO trees (sha) VALUES (?)", (digest,))
    for name, (blob, _) in blobs.items():
        database.rows("INSERT INTO tree_files (tree, name, blob) VALUES (?, ?, ?)", (tree, name, blob))
    return tree


def tree_digest(shas: Mapping[str, bytes]) -> bytes:
    """SHA-256 over the names and the SHA-256 of the contents."""
    listing = [[name, sha.hex()] for name, sha in sorted(shas.items())]
    return hashlib.sha256(json.dumps(listing).encode()).digest()


def remove_unused(database: Database) -> None:
    """Delete the trees that nothing uses any more, and the contents that only they held."""
    database.rows(
        """
        DELETE FROM trees WHERE id NOT IN (
            SELECT definition FROM applications UNION SELECT files FROM applications
            UNION SELECT definition FROM history UNION SELECT files FROM history
            UNION SELECT files FROM packets UNION SELECT files FROM versions
            UNION SELECT printed FROM versions WHERE printed IS NOT NULL UNION SELECT files FROM scans
            UNION SELECT files FROM events WHERE files IS NOT NULL)
        """
    )
    database.rows("DELETE FROM blobs WHERE id NOT IN (SELECT blob FROM tree_files)")


def _blobs_of(database: Database, tree: int) -> dict[str, tuple[int, bytes]]:
    sql = "SELECT name, blob, sha FROM tree_files JOIN blobs ON blobs.id = blob WHERE tree = ?"
    return {name: (blob, sha) for name, blob, sha in database.rows(sql, (tree,))}


def _put_blob(database: Database, content: bytes) -> tuple[int, bytes]:
    sha = hashlib.sha256(content).digest()
    known = database.row("SELECT id FROM blobs WHERE sha = ?", (sha,))
    if known:
        return int(known[0]), sha
    return database.insert("INSERT INTO blobs (sha, content) VALUES (?, ?)", (sha, content)), sha
