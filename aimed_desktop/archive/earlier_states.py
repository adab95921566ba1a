"""How an application stood at the steps of its history, for undo and for 历史版本."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from aimed_desktop.application.earlier import State, steps_between
from aimed_desktop.application.file import application_of_form
from aimed_desktop.application.model import Application, Status
from aimed_desktop.application.undo import Step
from aimed_desktop.archive.archive import Archive
from aimed_desktop.definition.model import Form

_MOST_STEPS = 40  # read at once for undo


@dataclass(frozen=True, slots=True)
class EarlierSteps:
    """Undo steps, oldest first, that begin at `base`; what is still earlier lies before the step `before`."""

    steps: list[Step]
    base: Application
    before: int


def state_at(archive: Archive, entry: str, seq: int, form: Form) -> Application:
    """The application as the step `seq` left it, its files too; `form` is the form that is open."""
    stored = archive.load(entry, seq)
    app = application_of_form(form, json.loads(stored.data), stored.files)
    app.status, app.version = Status(stored.meta.status), stored.meta.version
    return app


def steps_before(archive: Archive, entry: str, base: Application, before: int) -> EarlierSteps | None:
    """What led to `base`, from the kept steps that are older than `before`; None when nothing did."""
    while kept := archive.history_page(entry, before, most=_MOST_STEPS):
        states = [
            State(state_at(archive, entry, step.seq, base.form), _milliseconds(step.time))
            for step in reversed(kept)
        ]
        before = kept[-1].seq
        if steps := steps_between([*states, State(base, states[-1].time)]):
            return EarlierSteps(steps, states[0].app, before)
    return None


def _milliseconds(time: str) -> int:
    return round(datetime.fromisoformat(time).timestamp() * 1000)
