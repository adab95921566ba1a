"""Summary tables made from packets and application files, written out or kept in the archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.masking import holds_masked
from aimed_desktop.application.model import Application
from aimed_desktop.definition.library import Library
from aimed_desktop.definition.model import Form
from aimed_desktop.files.doubtful import leftover_sentences
from aimed_desktop.messages import sentence
from aimed_desktop.services.archiving import archive_application
from aimed_desktop.services.checking import check_for_export
from aimed_desktop.services.produced import Produced

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.summary.sources import Sources


def summarise(
    form: Form, sources: Sources, library: Library, base: Application | None, outputs: Sequence[Path]
) -> Produced:
    """The summary table of the applications found, in every file of `outputs`.

    Nothing is written when no application can be used and no summary was begun earlier (`base`).
    """
    from aimed_desktop.summary.build import build_summary
    from aimed_desktop.summary.write import write_summary

    made = build_summary(form, sources, library, base)
    if not made.used and base is None:
        return Produced((), (), refused=True, told=(sentence("summary_nothing"),))
    findings = tuple(check_for_export(made.application))
    paths = write_summary(made.application, outputs)
    return Produced(
        tuple(paths),
        findings,
        personal=holds_masked(made.application),
        told=made.told,
        leftovers=leftover_sentences(path.parent for path in paths),
    )


def summary_base(archive: Archive, entry: str) -> Application:
    """A draft with what the kept summary `entry` says, to go on with; a fixed version stays as it is."""
    from aimed_desktop.archive.applications import open_application

    kept = open_application(archive, entry)
    version = 0 if kept.is_locked else kept.version
    return Application(
        kept.form, kept.values, kept.materials, files=kept.files, version=version, extra=kept.extra
    )


def keep_summary(archive: Archive, entry: str, app: Application, sources: dict[str, bytes]) -> str:
    """Keep a summary as the next step of the draft `entry`, else as an application of its own; its id."""
    from aimed_desktop.archive.applications import open_application, store_again

    if not entry or open_application(archive, entry).is_locked:
        return archive_application(archive, app, sources)
    store_again(archive, entry, app, sources)
    return entry
