"""The steps in the life of a kept application: 定稿, the marks that follow it, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.checks.finding import Finding, personal
from aimed_desktop.application.life.lifecycle import HandedOver, LifeStanding
from aimed_desktop.application.model import HANDED_IN, Application, Status
from aimed_desktop.application.others import Other
from aimed_desktop.definition.model import Notice
from aimed_desktop.errors import UserProblem
from aimed_desktop.services.checking import check_for_export
from aimed_desktop.settings import USUAL, UserSettings, read_settings

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.packet.void_pages import VoidPages
    from aimed_desktop.packet.void_words import VoidWords

LifeStep = Callable[["Archive"], LifeStanding]


@dataclass(frozen=True, slots=True)
class StepResult:
    """What the archive says after a step: what the fixed version has made void, and that in words."""

    standing: LifeStanding
    void: VoidPages | None
    told: VoidWords | None


def take_step(archive: Archive, entry: str, step: LifeStep) -> StepResult:
    """Take a step, and tell which pages of earlier papers it has made void."""
    from aimed_desktop.archive.lifecycle import void_of

    after = step(archive)
    void = void_of(archive, entry, after.version) if after.is_locked else None
    return StepResult(after, void, _in_words(archive, entry, void) if void is not None else None)


def _in_words(archive: Archive, entry: str, void: VoidPages) -> VoidWords:
    from aimed_desktop.archive.applications import open_with_notice
    from aimed_desktop.archive.papers import current_paper
    from aimed_desktop.packet.checklist import lines
    from aimed_desktop.packet.routes import binding
    from aimed_desktop.packet.void_words import void_words

    opened = open_with_notice(archive, entry)
    app, places = opened.app, lines(opened.app, current_paper(archive, entry))
    told = void_words(void, places, binding(app, opened.notice), several=len(app.form.documents) > 1)
    return replace(told, had_ticks=bool(archive.lifecycle.ticks(entry, void.since)))


def is_whole_by_default(app: Application, notice: Notice, standing: LifeStanding) -> bool:
    """What 退回修改 offers as the answer whether the paper was bound or handed over: so where it was answered
    before, where the notice wants it bound, and where it is with the authority on paper.
    """
    from aimed_desktop.packet.routes import binding, own_route

    route = own_route(app, notice)
    is_away = standing.status in HANDED_IN and route is not None and "paper" in route.by
    return standing.is_made_whole_again or bool(binding(app, notice)) or is_away


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
    archive: Archive,
    entry: str,
    status: Status,
    date: str = "",
    note: str = "",
    why: str = "",
    *,
    who: str = "",
    handed_over: HandedOver | None = None,
    receipt: Mapping[str, bytes] | None = None,
) -> LifeStanding:
    """The fixed version is printed, stamped, handed in, accepted or rejected.

    `who` has done it; `receipt`: the files of its receipt, by their names. UserProblem out of order;
    stamp_doubts where something speaks against 已盖章 and nobody says why.
    """
    from aimed_desktop.archive.doubts import explain, open_doubts
    from aimed_desktop.archive.lifecycle import mark

    found = open_doubts(archive, entry) if status is Status.STAMPED else ()
    if found and not why.strip():
        raise UserProblem("stamp_doubts", words="\n".join(doubt.message for doubt in found))
    with archive.together():
        explain(archive, entry, [doubt.fact for doubt in found], why)
        return mark(archive, entry, status, date, note, who=who, handed_over=handed_over, receipt=receipt)
