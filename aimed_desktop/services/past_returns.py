"""Why earlier applications of the unit came back, as suggestions in its next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.life.past_returns import PastReturn, findings_of, past_returns
from aimed_desktop.application.model import Application
from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive


def returns_of_unit(archive: Archive, app: Application, entry: str) -> list[Finding]:
    """Suggestions by what became of the unit's other applications; none while it has no name."""
    unit = app.text_of(app.form.unit_name)
    found: list[PastReturn] = []
    for other in archive.of_unit(unit) if unit else ():
        checkpoint()
        if other.id != entry:
            found += past_returns(other.meta.title, archive.lifecycle.events(other.id))
    return findings_of(app, found)
