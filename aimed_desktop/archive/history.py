"""The saved steps of an application: every one at first, fewer the older they are."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from aimed_desktop.archive.database import Database
from aimed_desktop.archive.days import ageing_time
from aimed_desktop.archive.entries import HistoryEntry, local_time, meta_from_json
from aimed_desktop.archive.file_sets import remove_unused

_MINUTE = 60_000
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
# (older than, the last step of each so many milliseconds is kept): undo after reopening needs the fine
# steps of the last hour, 恢复到昨天的版本 some of each day.
_KEPT = ((30 * _DAY, _DAY), (_DAY, 10 * _MINUTE), (_HOUR, _MINUTE))
_THIN_EVERY = 64  # saves
_END = 2**62  # behind every step
_IS_SHARED = "(application, seq) IN (SELECT application, seq FROM shared)"


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """What thinning looks at. A change of `state` (status, version) is never thinned away."""

    seq: int
    time: int
    state: tuple[str, int]


def append(database: Database, application: str, now: int) -> None:
    """Add what stands in `applications` as the latest step."""
    seq = latest(database, application) + 1
    database.rows(
        """
        INSERT INTO history (application, seq, time, meta, definition, files, data)
        SELECT id, :seq, :now, meta, definition, files, :data FROM applications WHERE id = :id
        """,
        {"seq": seq, "now": now, "id": application, "data": _compressed(database, application)},
    )
    if seq % _THIN_EVERY == 0:
        thin_all(database, ageing_time(database, now))


def entries(database: Database, application: str) -> list[HistoryEntry]:
    """The steps, oldest first."""
    sql = "SELECT seq, time, meta FROM history WHERE application = ? ORDER BY seq"
    rows = database.rows(sql, (application,))
    return [HistoryEntry(seq, local_time(time), meta_from_json(meta)) for seq, time, meta in rows]


def page(
    database: Database, application: str, before: int | None, most: int, span: int
) -> list[HistoryEntry]:
    """At most `most` steps before the step `before` (None: from the latest on), the latest first.

    Of each `span` of milliseconds the last step stands for the others of the same status and version; one
    that somebody else has, too, stands for itself.
    """
    shared = f", CASE WHEN {_IS_SHARED} THEN seq END" if database.is_of_today else ""
    sql = f"""
        SELECT max(seq), time, meta FROM history WHERE application = ?
        GROUP BY time / ?, json_extract(meta, '$.status'), json_extract(meta, '$.version'){shared}
        HAVING max(seq) < ? ORDER BY 1 DESC LIMIT ?
    """  # noqa: S608
    rows = database.rows(sql, (application, span, _END if before is None else before, most))
    return [HistoryEntry(seq, local_time(time), meta_from_json(meta)) for seq, time, meta in rows]


def latest(database: Database, application: str) -> int:
    """The number of the latest step."""
    row = database.row("SELECT max(seq) FROM history WHERE application = ?", (application,))
    return int(row[0]) if row and row[0] is not None else 0


def thin_all(database: Database, now: int) -> None:
    """Forget what is superfluous at `now` (an `ageing_time`), of applications that nobody opens, too."""
    sql = "SELECT application FROM history GROUP BY application HAVING count(*) >= ?"
    gone = sum(_thin(database, application, now) for (application,) in database.rows(sql, (_THIN_EVERY,)))
    if gone:
        remove_unused(database)


def _thin(database: Database, application: str, now: int) -> int:
    sql = f"SELECT seq, time, meta, {_IS_SHARED} FROM history WHERE application = ? ORDER BY seq"  # noqa: S608
    rows = database.rows(sql, (application,))
    metas = [(seq, time, meta_from_json(meta)) for seq, time, meta, _ in rows]
    shared = {seq for seq, *_, is_shared in rows if is_shared}
    steps = [HistoryStep(seq, time, (meta.status, meta.version)) for seq, time, meta in metas]
    gone = [seq for seq in superfluous(steps, now) if seq not in shared]
    for seq in gone:
        database.rows("DELETE FROM history WHERE application = ? AND seq = ?", (application, seq))
    return len(gone)


def superfluous(steps: Iterable[HistoryStep], now: int) -> list[int]:
    """The seq of every step that a later one of the same span of time and the same state replaces."""
    gone, reached = [], 0
    for step, following in pairwise(steps):
        if step.time <= now:
            reached = max(reached, step.time)  # a clock that went back makes nothing older
        width = next((width for age, width in _KEPT if now - max(step.time, reached) > age), None)
        if width and step.time // width == following.time // width and step.state == following.state:
            gone.append(step.seq)
    return gone


def _compressed(database: Database, application: str) -> bytes:
    row = database.row("SELECT data FROM applications WHERE id = ?", (application,))
    return zlib.compress(row[0]) if row else b""
