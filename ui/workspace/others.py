"""The unit's other applications, which some rules look at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.others import Other, asked_of_others
from aimed_desktop.services.operation import Kind, Operation
from ui.desk.session import Session


def read_past(owner: QObject, session: Session, done: Callable[[list[Finding]], None]) -> None:
    """Why earlier applications of the unit came back."""
    app, desk, entry = session.app.snapshot(), session.desk, session.id
    if app.is_locked:
        return
    from aimed_desktop.services.past_returns import returns_of_unit

    operation = Operation(
        Kind.READS_ARCHIVE,
        lambda: returns_of_unit(desk.archive, app, entry),
        done=done,
        failed=session.failed,
        only_shows=True,
    )
    session.jobs.run(owner, operation)


def read_others(owner: QObject, session: Session, done: Callable[[list[Other]], None]) -> None:
    """Read them beside the archive's own thread: no save waits. Nothing is read that no rule asks for."""
    if asked_of_others(session.app.form) is None:
        return
    app, desk, entry = session.app.snapshot(), session.desk, session.id
    work = partial(desk.others_of, entry, app)
    session.jobs.run(owner, Operation(Kind.READS_ARCHIVE, work, done=done, failed=session.failed))
