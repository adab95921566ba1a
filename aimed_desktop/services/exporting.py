"""Word and PDF files of an application in a folder: of a draft, or the very files of a fixed version."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.masking import holds_masked
from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.files.doubtful import leftover_sentences
from aimed_desktop.services.checking import check_for_export
from aimed_desktop.services.produced import Produced, with_new
from aimed_desktop.settings import USUAL, UserSettings, read_settings

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.void_pages import VoidPages


def export_application(
    app: Application, folder: Path, draft: bool, settings: UserSettings = USUAL
) -> Produced:
    """Word and PDF files in `folder`; errors that block export refuse it unless it is a draft."""
    from aimed_desktop.document.export import export
    from aimed_desktop.document.leftovers import leftovers

    findings = tuple(check_for_export(app))
    if not draft and any(f.severity == "error" for f in findings):
        return Produced((), findings, refused=True)
    paths = export(app, folder, draft, settings)
    if not draft:
        findings = with_new(findings, leftovers(app, paths))
    return Produced(
        tuple(paths), findings, personal=holds_masked(app), leftovers=leftover_sentences([folder])
    )


def export_fixed(
    app: Application, paper: FixedPaper, folder: Path, more: Sequence[tuple[str, bytes]] = ()
) -> Produced:
    """The very Word and PDF files of a fixed version; nothing is drawn again, so no check can refuse it.

    `more`: names and contents of what belongs to them: all of it is written or none.
    """
    from aimed_desktop.document.export import write_files
    from aimed_desktop.document.leftovers import leftovers

    findings = tuple(check_for_export(app))
    printed = paper.printed()
    paths = write_files(folder, [*printed, *more])
    findings = with_new(findings, leftovers(app, paths[: len(printed)]))
    return Produced(
        tuple(paths), findings, personal=holds_masked(app), leftovers=leftover_sentences([folder])
    )


def produce_final(
    app: Application, notice: Notice, folder: Path, paper: FixedPaper, void: VoidPages | None = None
) -> Produced:
    """What is printed and stamped of a fixed version: Word, PDF, the pages to print again, the 路线单.

    `void`: what it has made void of the paper before; the 路线单 tells that first.
    """
    from aimed_desktop.packet.route_paper import routing_sheet

    sheet = routing_sheet(app, notice, paper, void)
    return export_fixed(app, paper, folder, [*paper.printed_again(), sheet])


def export_kept(
    archive: Archive,
    entry: str,
    app: Application,
    notice: Notice,
    folder: Path,
    data_dir: Path,
    *,
    draft: bool,
) -> Produced:
    """Word and PDF into a folder of the application's own name in `folder`: another's stay safe.

    Of a fixed version also the 路线单 and the pages to print again. The settings stand in `data_dir`.
    """
    from aimed_desktop.archive.lifecycle import void_of
    from aimed_desktop.archive.papers import current_paper

    own = files_folder(app, notice, folder)
    paper = current_paper(archive, entry)
    if paper is not None:
        return produce_final(app, notice, own, paper, void_of(archive, entry, app.version))
    return export_application(app, own, draft, read_settings(data_dir))


def renew_sheet(archive: Archive, entry: str, app: Application, notice: Notice, folder: Path) -> None:
    """The 路线单 of a fixed version in its `folder` once more, as the application stands now."""
    from aimed_desktop.archive.lifecycle import void_of
    from aimed_desktop.archive.papers import current_paper
    from aimed_desktop.document.export import write_files
    from aimed_desktop.packet.route_paper import routing_sheet

    paper = current_paper(archive, entry)
    if paper is not None:
        write_files(folder, [routing_sheet(app, notice, paper, void_of(archive, entry, app.version))])


def files_folder(app: Application, notice: Notice, folder: Path) -> Path:
    """The application's own folder in `folder`, beside the packet, which has the bare name."""
    from aimed_desktop.packet.names import packet_name

    return folder / f"{packet_name(app, notice)}-文件"
