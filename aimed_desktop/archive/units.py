"""Which applications of an archive are of one unit."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass

from aimed_desktop.archive.database import Database
from aimed_desktop.archive.entries import Meta, meta_from_json
from aimed_desktop.archive.file_sets import StoredFiles


@dataclass(frozen=True, slots=True)
class OfUnit:
    """A line of the unit's applications. `definition` is a number: the same one is the same `sources`."""

    id: str
    meta: Meta
    definition: int
    sources: StoredFiles


def of_unit(database: Database, unit: str) -> list[OfUnit]:
    """The applications of a unit, those in the recycle bin left out; nothing that was typed is read."""
    wanted = fold_unit(unit)
    names = [text for (text,) in database.rows("SELECT DISTINCT meta -> '$.unit' FROM applications")]
    same = [text for text in names if text is not None and fold_unit(json.loads(text)) == wanted]
    sql = f"""
        SELECT id, meta, definition FROM applications
        WHERE meta -> '$.unit' IN ({", ".join("?" * len(same))})
        AND id NOT IN (SELECT application FROM bin) ORDER BY changed DESC, rowid DESC
    """  # noqa: S608 - question marks alone
    return [_of(database, *row) for row in database.rows(sql, same)]


def fold_unit(name: str) -> str:
    """The name as it is compared: without blanks, width folded."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _of(database: Database, application: str, meta: str, definition: int) -> OfUnit:
    sources = StoredFiles(database, lambda: definition)
    return OfUnit(application, meta_from_json(meta), definition, sources)
