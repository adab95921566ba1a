"""Which findings may be shown: the checks go on all the time, but nobody is told while still at it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import is_empty


class VisibleFindings(QObject):
    """A finding is shown once its field was left, or once the checks were asked for.

    Fields that held something when the application was opened were left on another day.
    `changed` tells the findings that are shown now.
    """

    changed = Signal(list)

    def __init__(self, app: Application, parent: QObject) -> None:
        super().__init__(parent)
        self.all: list[Finding] = []
        self.shown: list[Finding] = []
        self.is_asked = False
        self._entered: str | None = None
        self._left = {key for key, value in app.values.items() if not is_empty(value)}

    def show(self, findings: Sequence[Finding]) -> None:
        """Take over what the checks say now."""
        self.all = list(findings)
        self._tell()

    def ask(self) -> None:
        """Show everything from now on."""
        if not self.is_asked:
            self.is_asked = True
            self._tell()

    def enter(self, path: str | None) -> None:
        """The cursor goes into the field at `path`; the one that had it has been left."""
        if path == self._entered:
            return
        if self._entered is not None and self._entered not in self._left:
            self._left.add(self._entered)
            self._entered = path
            self._tell()
        self._entered = path

    def _tell(self) -> None:
        shown = [finding for finding in self.all if self._may_be_shown(finding)]
        self.shown = shown
        self.changed.emit(shown)

    def _may_be_shown(self, finding: Finding) -> bool:
        if self.is_asked or finding.field is None:
            return True
        if finding.field == self._entered:
            return finding.field in self._left
        steps = finding.field.split(".")
        return any(".".join(steps[:length]) in self._left for length in range(1, len(steps) + 1))
