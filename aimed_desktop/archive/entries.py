"""What the archive gives out: entries of its list, stored applications, steps of their history."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime

from aimed_desktop.application.life.progress import Progress
from aimed_desktop.archive.file_sets import StoredFiles


@dataclass(frozen=True, slots=True)
class Meta:
    """What the list shows of an application without its definition."""

    form: str
    title: str = ""
    unit: str = ""
    status: str = "草稿"
    version: int = 0  # 0 until the first 定稿
    due: str = ""  # the applicant's own deadline, `2026-06-12`; empty: the notice's
    supplement: str = ""  # by when the papers that are asked for later must be there

    def to_json(self) -> str:
        return json.dumps(
            asdict(self), sort_keys=True
        )  # ASCII: a lone surrogate from a paste must not stop a save


def meta_from_json(text: str) -> Meta:
    """The stored meta; keys that a newer program wrote are left out."""
    known = {each.name for each in fields(Meta)}
    return Meta(**{name: value for name, value in json.loads(text).items() if name in known})


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """A line of `list` and `search`. `changed` is local time, ISO 8601 with its offset."""

    id: str
    form: str
    title: str
    unit: str
    status: str
    changed: str

    def to_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Overview:
    """A line of the start page. `progress` is None for an application that was never checked;
    `due` is its own deadline, empty where the notice's counts; `supplement` that of papers handed in later.
    """

    entry: ArchiveEntry
    version: int
    progress: Progress | None
    due: str = ""
    supplement: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """An application as it was saved: `data` is its application.json, `sources` its definition's YAML."""

    id: str
    data: bytes
    files: StoredFiles
    sources: StoredFiles
    meta: Meta


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One saved step, the latest last; `Archive.load(id, seq)` gives its content."""

    seq: int
    time: str
    meta: Meta


@dataclass(frozen=True, slots=True)
class PacketEntry:
    """A packet kept with an application; `Archive.packet_files(number)` gives its files."""

    number: int
    name: str  # of its folder or zip
    fingerprint: str
    time: str


@dataclass(frozen=True, slots=True)
class ArchiveProblem:
    """What `verify` found: `message` says where, what and how to mend it."""

    code: str
    message: str

    def __str__(self) -> str:
        return self.message


def entry_of(application: str, meta_text: str, changed: int) -> ArchiveEntry:
    """The list line of a row of `applications`; `changed` in milliseconds since 1970."""
    meta = meta_from_json(meta_text)
    return ArchiveEntry(application, meta.form, meta.title, meta.unit, meta.status, local_time(changed))


def to_milliseconds(time: datetime) -> int:
    return round(time.timestamp() * 1000)


def local_time(milliseconds: int) -> str:
    """`2026-06-10T16:00:00+08:00` on a machine set to Beijing time."""
    return datetime.fromtimestamp(milliseconds // 1000, UTC).astimezone().isoformat()
