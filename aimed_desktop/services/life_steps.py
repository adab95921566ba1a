"""The steps in the life of a kept application: 定稿, the marks that follow it, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.checks.finding import Finding, personal
from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.model import Application, Status
from aimed_desktop.application.others import Other
from aimed_desktop.errors import UserProblem
from aimed_desktop.services.checking import check_for_export
from aimed_desktop.settings import USUAL, UserSettings, read_settings

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.packet.void_pages import VoidPages

LifeStep = Callable[["Archive"], LifeStanding]


@dataclass(frozen=True, slots=True)
class StepResult:
    """What the archive says after a step. `pages`: by their number the pages on which void places stand."""

    standing: LifeStanding
    void: VoidPages | None
    pages: tuple[str, ...]


def take_step(archive: Archive, entry: str, step: LifeStep) -> StepResult:
    """Take a step, and tell which pages of earlier papers it has made void."""
    from aimed_desktop.archive.lifecycle import void_of

    after = step(archive)
    void = void_of(archive, entry, after.version)
    paper = archive.lifecycle.paper(entry, after.version) if void is not None else None
    pages = tuple(paper.page_of(number) for number in range(len(paper.places))) if paper else ()
    return StepResult(after, void, pages)


def personal_in(app: Application) -> list[Finding]:
    """What may tell who a patient is, by a check of `app` as it stands: 定稿 puts it on paper."""
    return personal(check(app))


def finalise_application(
    archive: Archive,
    entry: str,
    app: Application,
    others: Sequence[Other] = (),
    settings: UserSettings = USUAL,
) -> LifeStanding:
    """定稿 of a kept application as it stands. UserProblem while errors block its export."""
    from aimed_desktop.archive.lifecycle import finalise

    errors = sum(found.severity == "error" for found in check_for_export(app, others))
    return finalise(archive, entry, app, errors, settings=settings)


def finalise_kept(archive: Archive, entry: str, app: Application, data_dir: Path) -> LifeStanding:
    """The same with the unit's other applications and the settings of the data folder."""
    from aimed_desktop.archive.applications import others_of

    return finalise_application(archive, entry, app, others_of(archive, app, entry), read_settings(data_dir))


def mark_application(
    archive: Archive, entry: str, status: Status, date: str = "", note: str = "", why: str = ""
) -> LifeStanding:
    """The fixed version is printed, stamped, handed in, accepted or rejected.

    UserProblem out of order; stamp_doubts where something speaks against 已盖章 and nobody says why.
    """
    from aimed_desktop.archive.doubts import explain, open_doubts
    from aimed_desktop.archive.lifecycle import mark

    found = open_doubts(archive, entry) if status is Status.STAMPED else ()
    if found and not why.strip():
        raise UserProblem("stamp_doubts", words="\n".join(doubt.message for doubt in found))
    with archive.together():
        explain(archive, entry, [doubt.fact for doubt in found], why)
        return mark(archive, entry, status, date, note)
