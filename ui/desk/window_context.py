"""What every part of the window shares: its archive, the threads, the settings, the way of errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from aimed_desktop.desktop.window_settings import WindowSettings
    from aimed_desktop.services.operation import Failure
    from ui.desk.application_service import ApplicationService
    from ui.widgets.jobs import Jobs


@dataclass(frozen=True, slots=True)
class WindowContext:
    """`window` is the parent of every dialog, `failed` tells the clerk of an error."""

    window: QWidget
    desk: ApplicationService
    jobs: Jobs
    settings: WindowSettings
    failed: Failure
