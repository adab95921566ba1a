"""Checks an application beside the window, a moment after it has changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from aimed_desktop.application.finding import Finding
from aimed_desktop.application.model import Application
from ui.jobs import Failure, Jobs

_DELAY_MS = 700


class Checker(QObject):
    """`checked` tells the findings of the application as it was when the check began."""

    checked = Signal(list)

    def __init__(self, app: Application, jobs: Jobs, failed: Failure, parent: QObject) -> None:
        super().__init__(parent)
        self.findings: list[Finding] = []
        self.others: list[Application] = []  # the unit's other applications
        self._app = app
        self._jobs = jobs
        self._failed = failed
        self._is_running = False
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self.check_now)
        self._unsubscribe = app.subscribe(lambda _change: self._timer.start())

    def check_now(self) -> None:
        """Check as soon as the check under way has ended."""
        if self._is_running:
            self._timer.start()
            return
        self._is_running = True
        copy, others = self._app.snapshot(), self.others

        def work() -> list[Finding]:
            from aimed_desktop.operations import check_application

            return check_application(copy, others)

        self._jobs.run(self, work, self._on_checked, self._on_failed)

    def close(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._unsubscribe()

    def _on_checked(self, findings: list[Finding]) -> None:
        self._is_running = False
        self.findings = findings
        self.checked.emit(findings)

    def _on_failed(self, error: BaseException) -> None:
        self._is_running = False
        self._failed(error)


def snapshot(app: Application) -> Application:
    """A copy that other threads may read while the clerk goes on typing."""
    return app.snapshot()
