"""Applications going into the archive and coming out of it, with the definition they began with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.file import application_from_data, to_json
from aimed_desktop.application.life.amendments import amended_form
from aimed_desktop.application.life.due import own_deadline
from aimed_desktop.application.life.progress import progress_of
from aimed_desktop.application.life.supplement import supplement_deadline
from aimed_desktop.application.model import Application, Status
from aimed_desktop.application.others import Other, asked_of_others, other_of
from aimed_desktop.application.references import referred_files
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.entries import Meta, Stored
from aimed_desktop.archive.units import OfUnit
from aimed_desktop.definition.library import Library, library_from_sources
from aimed_desktop.definition.model import Notice
from aimed_desktop.definition.names import OTHERS
from aimed_desktop.errors import UserProblem
from aimed_desktop.stopping import checkpoint


def store_application(archive: Archive, app: Application, sources: Mapping[str, bytes]) -> str:
    """Keep a new application with its pictures and materials; its id."""
    files = {name: app.files.read(name) for name in referred_files(app) if app.files.exists(name)}
    with archive.together():
        entry = archive.add(to_json(app), files, sources, meta_of(app))
        archive.keep_progress(entry, progress_of(app, check(app)))
    return entry


def store_again(archive: Archive, entry: str, app: Application, sources: Mapping[str, bytes]) -> None:
    """Keep `app` as the next step of the application `entry`; its files are those kept there."""
    with archive.together():
        archive.save(entry, to_json(app), meta=meta_of(app), sources=sources)
        archive.keep_progress(entry, progress_of(app, check(app)))


def put_back(archive: Archive, entry: str, app: Application, sources: Mapping[str, bytes]) -> None:
    """Keep `app` under the id `entry`, which the archive has lost with a damaged page: what is open in the
    window must outlive it. Its files are those that can still be read.
    """
    files: dict[str, bytes] = {}
    for name in referred_files(app):
        with suppress(UserProblem):
            files[name] = app.files.read(name)
    archive.add(to_json(app), files, sources, meta_of(app), application=entry)


def meta_of(app: Application) -> Meta:
    """What the archive's list shows of an application."""
    title = app.text_of(app.form.project_name) or app.form.title
    unit = app.text_of(app.form.unit_name)
    due, later = own_deadline(app), supplement_deadline(app)
    return Meta(app.form.id, title, unit, app.status.value, app.version, due, later)


@dataclass(frozen=True, slots=True)
class Opened:
    """A stored application, its notice as the supplementary notices have changed it, its definition."""

    id: str
    app: Application
    notice: Notice
    sources: dict[str, bytes]


def open_application(archive: Archive, entry: str) -> Application:
    """The application kept under an id; its files are read from the archive as they are needed."""
    return open_with_notice(archive, entry).app


def open_with_notice(archive: Archive, entry: str) -> Opened:
    """The application kept under an id, with all that printing and packing it need."""
    stored = archive.load(entry)
    app, sources = application_of(stored), dict(stored.sources)
    notice = archive.amendments.amended(library_from_sources(sources).notice(app.form.notice_id))
    app.form = amended_form(app.form, notice)
    return Opened(stored.id, app, notice, sources)


def application_of(stored: Stored) -> Application:
    """The application in what `Archive.load` gives, a step of the history too."""
    library = library_from_sources(dict(stored.sources))
    app = application_from_data(json.loads(stored.data), library, stored.files)
    app.status, app.version = Status(stored.meta.status), stored.meta.version
    return app


def describe_entry(archive: Archive, entry: str) -> dict[str, Any]:
    """What is kept under an id: list line, values, files and packets."""
    stored = archive.load(entry)
    known = (*archive.list(), *archive.bin.entries())
    changed = next(e.changed for e in known if e.id == stored.id)
    steps = archive.history(stored.id)
    return {
        "id": stored.id,
        "form": stored.meta.form,
        "title": stored.meta.title,
        "unit": stored.meta.unit,
        "status": stored.meta.status,
        "version": stored.meta.version,
        "changed": changed,
        "files": sorted(stored.files),
        "history": [
            {"step": s.seq, "time": s.time, "status": s.meta.status, "version": s.meta.version} for s in steps
        ],
        "events": [asdict(event) for event in archive.lifecycle.events(stored.id)],
        "packets": [
            {"name": p.name, "fingerprint": p.fingerprint, "time": p.time} for p in archive.packets(stored.id)
        ],
        "application": json.loads(stored.data),
    }


def others_of(archive: Archive, app: Application, entry: str | None = None) -> list[Other]:
    """The same unit's other applications, as far as the rules of `app` ask; none where they do not.

    The one under `entry`, or of equal form and title, is itself. One that can no longer be read is left out:
    it must not keep this one from being checked.
    """
    asked = asked_of_others(app.form)
    if asked is None:
        return []
    own, known, others = meta_of(app), dict[int, Library](), list[Other]()
    for other in archive.of_unit(own.unit):
        checkpoint()
        meta = other.meta
        if other.id == entry if entry else (meta.form, meta.title) == (own.form, own.title):
            continue
        with suppress(UserProblem):
            if other.definition not in known:
                known[other.definition] = library_from_sources(dict(other.sources))
            others.append(_other(archive, other, known[other.definition], asked))
    return others


def _other(archive: Archive, kept: OfUnit, library: Library, asked: frozenset[str]) -> Other:
    """What is asked of it; what was typed is read only where more is asked than the list knows."""
    meta, form = kept.meta, library.form(kept.meta.form)
    if asked <= frozenset(OTHERS):
        project = "" if meta.title == form.title else meta.title  # as `meta_of` has put it down
        return Other(form.id, form.notice_id, meta.status, project)
    app = application_from_data(json.loads(archive.load(kept.id).data), library)
    app.status = Status(meta.status)
    return other_of(app, asked)
