"""What is kept of an application's life there, put beside what is kept of it here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aimed_desktop.application.life.lifecycle import Event, is_beside
from aimed_desktop.application.model import Status
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.carrying import Row
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.store import Store
from aimed_desktop.errors import UserProblem

_RECORD = ("time", "version", "deed", "status", "date", "who", "note", "fingerprint", "facts")


@dataclass(frozen=True, slots=True)
class AgreedLife:
    """How far the application has come once both are one; `is_theirs`: it went on there."""

    status: Status
    version: int
    is_theirs: bool


def agreed_life(archive: Archive, there: Store, entry: str) -> AgreedLife:
    """UserProblem where the life went on on both sides."""
    here, other = (store.lifecycle.events(entry) for store in (archive, there))
    known, theirs = ({_without_number(event) for event in events} for events in (here, other))
    fresh = [e for e in other if not is_beside(e) and _without_number(e) not in known]
    own = [e for e in here if not is_beside(e) and _without_number(e) not in theirs]
    if fresh and own:
        raise UserProblem("handover_two_lives", mine=own[-1].deed, theirs=fresh[-1].deed)
    meta = (there if fresh else archive).load(entry).meta
    return AgreedLife(Status(meta.status), meta.version, bool(fresh))


def add_life(archive: Archive, there: Store, given: Database, entry: str) -> None:
    """Put the records, fixed versions, ticks, scans and packets that are only there beside those here."""
    carrier = archive.carrier_from(given)
    known = {_record(row) for row in carrier.rows("events", entry, of_target=True)}
    rows = carrier.rows("events", entry)
    for event, row in zip(there.lifecycle.events(entry), rows, strict=True):
        if _record(row) not in known:
            receipt = there.lifecycle.receipt(event.number)
            archive.lifecycle.add_event(entry, event, receipt, row["time"])
    carrier.put_missing("versions", entry, lambda row: row["version"])
    carrier.put_missing("ticks", entry, lambda row: (row["version"], row["place"], row["copy"]))
    carrier.put_missing("scans", entry, lambda row: (row["version"], row["time"], row["name"]))
    carrier.put_missing("packets", entry, lambda row: (row["name"], row["fingerprint"], row["time"]))


def _record(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in _RECORD)


def _without_number(event: Event) -> Event:
    return replace(event, number=0)
