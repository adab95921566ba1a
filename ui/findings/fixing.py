"""The one way of a one-click fix into the application."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from aimed_desktop.application.checks.finding import CAME_BACK, Finding
from ui.binding.bindings import Bindings

if TYPE_CHECKING:
    from aimed_desktop.application.checks.fixes import Fix
    from aimed_desktop.application.profile.profile import Profile

_NOTED = "~"  # no field has this name
FixOf = Callable[[Finding], "Fix | None"]


class Fixing(QObject):
    """Finds and writes fixes; each is one write, which 撤销 takes back."""

    def __init__(self, bindings: Bindings, parent: QObject) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self._profile: Profile | None = None

    def set_profile(self, data: Mapping[str, Any]) -> None:
        """The unit profile that may be offered."""
        from aimed_desktop.application.profile.profile import Profile

        self._profile = Profile(data)

    def fix_of(self, finding: Finding) -> Fix | None:
        """The fix of a finding; None where there is none, or where the form is locked."""
        from aimed_desktop.application.checks.fixes import Fix, fix_for

        if finding.rule == CAME_BACK:
            return Fix("知道了", _NOTED, finding.message, is_sure=False)
        return None if self._bindings.is_locked else fix_for(finding, self._bindings.app, self._profile)

    def sure(self, findings: Sequence[Finding]) -> list[Fix]:
        """The fixes that decide nothing, to be done together."""
        from aimed_desktop.application.checks.fixes import sure_fixes

        return [] if self._bindings.is_locked else sure_fixes(findings, self._bindings.app, self._profile)

    def write(self, fix: Fix) -> None:
        """Do it, unless the field is no longer what the fix was made for."""
        if self.is_note(fix):
            from aimed_desktop.application.life.past_returns import take_note

            take_note(self._bindings.app, str(fix.value))
            self._bindings.kept.emit()
            return
        self._bindings.write(fix.path, fix.value, self)

    def is_note(self, fix: Fix) -> bool:
        """Whether it writes nothing: something was read, and is told no more."""
        return fix.path == _NOTED

    def take_note_back(self, fix: Fix) -> None:
        """Tell again what was read by mistake."""
        from aimed_desktop.application.life.past_returns import take_note_back

        take_note_back(self._bindings.app, str(fix.value))
        self._bindings.kept.emit()

    def write_all(self, findings: Sequence[Finding]) -> int:
        """Do all that are sure; how many there were."""
        fixes = self.sure(findings)
        for fix in fixes:
            self.write(fix)
        return len(fixes)
