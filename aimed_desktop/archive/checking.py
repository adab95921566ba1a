"""Whether what the archive holds is what was put there."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator

from aimed_desktop.archive.archive_files import Places
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.entries import ArchiveProblem, meta_from_json
from aimed_desktop.archive.file_sets import tree_digest
from aimed_desktop.archive.key_file import KeyFile, read_key_file
from aimed_desktop.archive.records import Records
from aimed_desktop.errors import UserProblem
from aimed_desktop.messages import sentence
from aimed_desktop.stopping import checkpoint


def check_archive(database: Database, places: Places, key_file: KeyFile) -> list[ArchiveProblem]:
    """Every page, file, application, step of history, record of what was done, and the key file."""
    problems = _key_problems(places, key_file)
    if database.damages():
        return [*problems, _problem("archive_pages_damaged", path=database.path)]
    problems += [_problem("stored_file_damaged", name=name) for name in _damaged_files(database)]
    problems += [_problem("entry_damaged", entry=entry) for entry in _damaged_entries(database)]
    return problems + [
        _problem("records_broken", title=_title(database, entry), entry=entry, place=place)
        for entry, place in Records(database).broken()
    ]


def _key_problems(places: Places, key_file: KeyFile) -> list[ArchiveProblem]:
    try:
        on_disk = read_key_file(places.keys)
    except UserProblem as problem:
        return [ArchiveProblem(problem.code, str(problem))]
    return [] if on_disk == key_file else [_problem("keys_damaged", path=places.keys)]


def _damaged_files(database: Database) -> Iterator[str]:
    for blob, sha in database.rows("SELECT id, sha FROM blobs"):
        checkpoint()
        row = database.row("SELECT content FROM blobs WHERE id = ?", (blob,))
        if row is None or hashlib.sha256(row[0]).digest() != sha:
            names = database.rows("SELECT DISTINCT name FROM tree_files WHERE blob = ?", (blob,))
            yield "、".join(name for (name,) in names)
    for tree, digest in database.rows("SELECT id, sha FROM trees"):
        sql = "SELECT name, sha FROM tree_files JOIN blobs ON blobs.id = blob WHERE tree = ?"
        files: dict[str, bytes] = dict(database.rows(sql, (tree,)))
        if tree_digest(files) != digest:
            yield "、".join(files)


def _damaged_entries(database: Database) -> Iterator[str]:
    for application, data in database.rows("SELECT id, data FROM applications"):
        if not _is_json(data):
            yield application
    for number, application, seq in database.rows("SELECT number, application, seq FROM history"):
        checkpoint()
        row = database.row("SELECT data FROM history WHERE number = ?", (number,))
        if row is None or not _is_json(row[0], compressed=True):
            yield f"{application}（{seq}）"
    for application, version, data in database.rows("SELECT application, version, data FROM versions"):
        if not _is_json(data, compressed=True):
            yield f"{application}（第{version}版）"


def _title(database: Database, application: str) -> str:
    row = database.row("SELECT meta FROM applications WHERE id = ?", (application,))
    try:
        return meta_from_json(row[0]).title if row is not None else ""
    except (ValueError, TypeError):
        return ""


def _is_json(data: bytes, *, compressed: bool = False) -> bool:
    try:
        json.loads(zlib.decompress(data) if compressed else data)
    except (ValueError, zlib.error):
        return False
    return True


def _problem(code: str, **context: object) -> ArchiveProblem:
    return ArchiveProblem(code, sentence(code, **context))
