"""What the checks look at beside the open application: the unit's others, and its profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from ui.desk import Desk, OpenedApplication
from ui.jobs import Failure, Jobs
from ui.preview.mirror import Kept


@dataclass(frozen=True, slots=True)
class Beside:
    """`profile` is plain data by dotted key."""

    others: tuple[Kept, ...] = ()
    profile: Mapping[str, Any] | None = None


def read_beside(
    owner: QObject,
    opened: OpenedApplication,
    desk: Desk,
    jobs: Jobs,
    done: Callable[[Beside], None],
    failed: Failure,
) -> None:
    """Read both in the thread of the archive."""
    app = opened.app.snapshot()

    def work() -> Beside:
        from aimed_desktop.application.file import to_json
        from aimed_desktop.archive.applications import opened_others

        others = opened_others(desk.archive, app, opened.id)
        return Beside(
            tuple((dict(other.sources), to_json(other.app)) for other in others), desk.archive.profile()
        )

    jobs.archive(owner, work, done, failed)
