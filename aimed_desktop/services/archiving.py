"""What is kept in the archive: new applications, what comes from elsewhere, what is saved while typing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.model import Application
from aimed_desktop.errors import UserProblem

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.definition.library import Library


def archive_application(archive: Archive, app: Application, sources: dict[str, bytes]) -> str:
    """Keep the application with its files and definition; its id."""
    from aimed_desktop.archive.applications import store_application

    return store_application(archive, app, sources)


def archive_packet(archive: Archive, packet: Path) -> str:
    """Keep a packet, verified first, with every file in it; its id. UserProblem when not whole."""
    from aimed_desktop.archive.packets import store_packet

    return store_packet(archive, packet)


def is_packet(path: Path) -> bool:
    """A bag folder, or anything zipped; all else is taken for an application file."""
    return path.is_dir() or path.suffix.lower() == ".zip"


def take_in(archive: Archive, library: Library, path: Path) -> str:
    """Keep an application file or a packet that comes from elsewhere; its id."""
    from aimed_desktop.application.file import read_application

    if is_packet(path):
        return archive_packet(archive, path)
    app = read_application(path, library)
    return archive_application(archive, app, library.sources(app.form))


def save_typed(archive: Archive, entry: str, app: Application, sources: dict[str, bytes]) -> None:
    """Save what has been typed, status and version staying; what the archive has lost is put back."""
    from aimed_desktop.archive.applications import put_back
    from aimed_desktop.archive.lifecycle import save_application

    try:
        save_application(archive, entry, app)
    except UserProblem as problem:
        if problem.code != "unknown_entry":  # lost with a page that another program has cut off
            raise
        put_back(archive, entry, app, sources)
