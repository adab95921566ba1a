"""The unit's other applications, which some rules look at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.preview.mirror import Kept
from ui.session import Session


def read_others(owner: QObject, session: Session, done: Callable[[tuple[Kept, ...]], None]) -> None:
    """Read them in the thread of the archive."""
    app, desk, entry = session.app.snapshot(), session.desk, session.id

    def work() -> tuple[Kept, ...]:
        from aimed_desktop.application.file import to_json
        from aimed_desktop.archive.applications import opened_others

        others = opened_others(desk.archive, app, entry)
        return tuple((dict(other.sources), to_json(other.app)) for other in others)

    session.jobs.archive(owner, work, done, session.failed)
