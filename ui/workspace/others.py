"""The unit's other applications, which some rules look at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from aimed_desktop.application.others import Other, asked_of_others
from aimed_desktop.services.operation import Kind, Operation
from ui.desk.session import Session


def read_others(owner: QObject, session: Session, done: Callable[[list[Other]], None]) -> None:
    """Read them beside the archive's own thread: no save waits. Nothing is read that no rule asks for."""
    if asked_of_others(session.app.form) is None:
        return
    app, desk, entry = session.app.snapshot(), session.desk, session.id
    work = partial(desk.others_of, entry, app)
    session.jobs.run(owner, Operation(Kind.READS_ARCHIVE, work, done=done, failed=session.failed))
