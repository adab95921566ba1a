"""材料补正 of a kept application: each step is noted and on the disk with the application as it stands."""

from __future__ import annotations

from aimed_desktop.application.life import lifecycle, supplement
from aimed_desktop.application.life.lifecycle import Event, LifeStanding
from aimed_desktop.application.life.supplement import new_papers, open_supplement, supplements
from aimed_desktop.application.model import Application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.lifecycle import keep_event, save_application, standing
from aimed_desktop.errors import UserProblem


def ask_supplement(
    archive: Archive, entry: str, app: Application, who: str, missing: str, until: str = ""
) -> LifeStanding:
    """Papers are asked for. UserProblem before it was handed in, or while others are still to come.

    `app`: the application as it stands, which notes it, too.
    """
    event = lifecycle.supplement_asked(standing(archive, entry), who, missing, until)
    if open_supplement(app) is not None:
        raise UserProblem("supplement_open")
    supplement.ask(app, event.who, event.note, until)
    return _keep(archive, entry, app, event)


def hand_in_supplement(archive: Archive, entry: str, app: Application, day: str) -> LifeStanding:
    """The papers were handed in on `day`. UserProblem where none were asked for, or none came in."""
    asked = _asked(app)
    if not new_papers(app, asked):
        raise UserProblem("supplement_empty")
    supplement.hand_in(app, day)
    return _keep(archive, entry, app, lifecycle.supplemented(standing(archive, entry), day))


def undo_supplement(archive: Archive, entry: str, app: Application) -> LifeStanding:
    """The last step was a mistake: the papers are not handed in, or none were asked for.

    UserProblem where papers have come in by now: they must go out first.
    """
    rounds = supplements(app)
    if not rounds:
        raise UserProblem("supplement_none")
    if rounds[-1].handed:
        supplement.hand_in(app, "")
        what = "补正材料还没有交"
    elif new_papers(app, rounds[-1]):
        raise UserProblem("supplement_has_papers")
    else:
        supplement.withdraw(app)
        what = lifecycle.NOT_ASKED
    return _keep(archive, entry, app, lifecycle.supplement_undone(standing(archive, entry), what))


def _asked(app: Application) -> supplement.Supplement:
    asked = open_supplement(app)
    if asked is None:
        raise UserProblem("supplement_none")
    return asked


def _keep(archive: Archive, entry: str, app: Application, event: Event) -> LifeStanding:
    with archive.together():
        save_application(archive, entry, app)
        return keep_event(archive, entry, event)
