"""What of a fixed version has come out of a printer, noted in its life."""

from __future__ import annotations

from aimed_desktop.application.life import lifecycle
from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.model import Status
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.lifecycle import keep_event, mark, standing


def keep_printing(archive: Archive, entry: str, what: str, printer: str, *, is_set: bool) -> LifeStanding:
    """Note pages and copies, told in `what`; a version of which all is printed, `is_set`, is 已打印 now.

    UserProblem where no version is fixed.
    """
    with archive.together():
        now = standing(archive, entry)
        after = keep_event(archive, entry, lifecycle.printed(now, what, printer))
        return mark(archive, entry, Status.PRINTED) if is_set and now.status is Status.FINAL else after
