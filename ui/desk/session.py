"""What surrounds the application that is open: its archive, the threads, the way of errors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aimed_desktop.application.model import Application
    from aimed_desktop.definition.model import Notice
    from aimed_desktop.services.opening import OpenedApplication
    from aimed_desktop.services.operation import Failure
    from ui.desk.application_service import ApplicationService
    from ui.widgets.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Session:
    """An opened application with what serves it. `folder` is where its files are offered to go."""

    opened: OpenedApplication
    desk: ApplicationService
    jobs: Jobs
    failed: Failure
    folder: Path

    @property
    def id(self) -> str:
        """The id of the application in the archive."""
        return self.opened.id

    @property
    def app(self) -> Application:
        """What is typed."""
        return self.opened.app

    @property
    def notice(self) -> Notice:
        """The notice that the application answers, amendments included."""
        return self.opened.notice
