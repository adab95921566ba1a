"""The kept paper of fixed versions, drawn once where an older program kept none."""

from __future__ import annotations

import json

from aimed_desktop.application.file import application_from_data
from aimed_desktop.application.model import Application, Status
from aimed_desktop.archive.applications import application_of
from aimed_desktop.archive.archive import Archive
from aimed_desktop.definition.library import library_from_sources
from aimed_desktop.packet.fixed_paper import FixedPaper, draw_paper
from aimed_desktop.packet.void_pages import void_pages_from_json
from aimed_desktop.settings import read_settings
from aimed_desktop.stopping import checkpoint


def fixed_version(archive: Archive, entry: str, version: int) -> Application | None:
    """The application as this version fixed it; None where no such version is kept."""
    fixed = archive.lifecycle.version(entry, version)
    if fixed is None:
        return None
    library = library_from_sources(dict(archive.load(entry).sources))
    app = application_from_data(json.loads(fixed.data), library, fixed.files)
    app.status, app.version = Status.FINAL, version
    return app


def current_paper(archive: Archive, entry: str) -> FixedPaper | None:
    """The paper of the version that is fixed now; None of a draft."""
    stored = archive.load(entry)
    if Status(stored.meta.status) is Status.DRAFT:
        return None
    if archive.lifecycle.version(stored.id, stored.meta.version) is None:  # fixed before versions were kept
        if not archive.lifecycle.can_keep:
            return draw_paper(application_of(stored), read_settings(archive.folder)).paper
        archive.lifecycle.fix_version(stored.id, stored.meta.version)
    return kept_paper(archive, stored.id, stored.meta.version)


def kept_paper(archive: Archive, entry: str, version: int) -> FixedPaper | None:
    """The very files that a fixed version is printed from; None where no such version is kept.

    Of a version that an older program fixed they are drawn now, once, and kept where the disk allows it.
    UserProblem where a picture is missing or cannot be read.
    """
    if (paper := archive.lifecycle.paper(entry, version)) is not None:
        return paper
    app = fixed_version(archive, entry, version)
    if app is None:
        return None
    drawn = draw_paper(app, read_settings(archive.folder))
    fixed = archive.lifecycle.version(entry, version)
    void = void_pages_from_json(fixed.void) if fixed and fixed.void else None
    checkpoint()
    paper = drawn.with_reprints(version, void.reprints if void else {})
    if not archive.lifecycle.can_keep:
        return paper
    archive.lifecycle.keep_paper(entry, version, paper)
    return archive.lifecycle.paper(entry, version)
