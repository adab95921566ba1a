"""Checks an application in the process beside the window, a moment after it has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.others import Other
from aimed_desktop.framing import Frame
from aimed_desktop.services.operation import Kind, Operation
from ui.desk.session import Session
from ui.workspace.previewing import Previewing

_DELAY_MS = 700
_CHECK = "check"


class Checker(QObject):
    """`checked` tells the findings of the application as it was when the check began.

    A debounce: each change puts the check off anew. Where the process has given up, the check runs in a
    thread of the window.
    """

    checked = Signal(list)

    def __init__(self, session: Session, preview: Previewing, parent: QObject) -> None:
        super().__init__(parent)
        self.findings: list[Finding] = []
        self._session = session
        self._mirror = preview.mirror
        self._typesetter = preview.typesetter
        self._others: list[Other] = []
        self._profile: Mapping[str, Any] = {}
        self._past: Sequence[Finding] = ()
        self._is_running = False
        self._is_closed = False
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self.check_now)
        self._unsubscribe = session.app.subscribe(lambda _change: self._timer.start())
        self._mirror.judging.judged.connect(self.check_now)
        self._typesetter.answered.connect(self._on_answered)
        self._typesetter.gave_up.connect(self.check_now)

    def set_others(self, others: list[Other]) -> None:
        """Look at the unit's other applications, too."""
        if others != self._others:
            self._others = others
            self._mirror.set_others(others)
            self.check_now()

    def set_past(self, past: Sequence[Finding]) -> None:
        """Tell also why earlier applications of the unit came back."""
        if past != self._past:
            self._past = past
            self.check_now()

    def set_profile(self, profile: Mapping[str, Any]) -> None:
        """Look at the unit profile, too."""
        if profile != self._profile:
            self._profile = dict(profile)
            self._mirror.set_profile(self._profile)
            self._timer.start()

    def check_now(self) -> None:
        """Check as soon as the check under way has ended."""
        if self._is_closed:
            return
        if not self._typesetter.has_given_up:
            self._typesetter.ask(_CHECK, lambda: {"ask": "check"})
        elif self._is_running:
            self._timer.start()
        else:
            self._check_here()

    def close(self) -> None:
        """Watch no more."""
        self._is_closed = True
        self._timer.stop()
        self._unsubscribe()

    def _check_here(self) -> None:
        self._is_running = True
        copy, others, profile = self._session.app.snapshot(), self._others, self._profile
        from aimed_desktop.services.checking import review_application

        work = partial(review_application, copy, others, profile)
        operation = Operation(Kind.COMPUTES, work, done=self._on_checked, failed=self._on_failed)
        self._session.jobs.run(self, operation)

    def _on_answered(self, key: str, message: Frame) -> None:
        if key == _CHECK:
            self._on_checked([Finding(**finding) for finding in message.head["findings"]])

    def _on_checked(self, findings: list[Finding]) -> None:
        self._is_running = False
        self.findings = [*findings, *self._still_told()] if self._past else findings
        self.checked.emit(self.findings)

    def _still_told(self) -> list[Finding]:
        from aimed_desktop.application.life.past_returns import still_told

        return still_told(self._session.app, self._past)

    def _on_failed(self, error: BaseException) -> None:
        self._is_running = False
        self._session.failed(error)
