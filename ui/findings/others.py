"""The unit's other applications, which some rules look at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.desk import Desk, OpenedApplication
from ui.jobs import Failure, Jobs
from ui.preview.mirror import Kept


def read_others(
    owner: QObject,
    opened: OpenedApplication,
    desk: Desk,
    jobs: Jobs,
    done: Callable[[tuple[Kept, ...]], None],
    failed: Failure,
) -> None:
    """Read them in the thread of the archive."""
    app = opened.app.snapshot()

    def work() -> tuple[Kept, ...]:
        from aimed_desktop.application.file import to_json
        from aimed_desktop.archive.applications import opened_others

        others = opened_others(desk.archive, app, opened.id)
        return tuple((dict(other.sources), to_json(other.app)) for other in others)

    jobs.archive(owner, work, done, failed)
