"""How an application stood at the steps of its history, for undo and for 历史版本."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from aimed_desktop.application.editing.difference import differences, summary
from aimed_desktop.application.editing.earlier_steps import State, steps_between
from aimed_desktop.application.editing.undo_journal import UndoStep
from aimed_desktop.application.file import application_of_form
from aimed_desktop.application.life.lifecycle import Deed, Event
from aimed_desktop.application.model import Application, Status
from aimed_desktop.application.references import referred_files
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.entries import Meta
from aimed_desktop.archive.shared_steps import SharedStep
from aimed_desktop.definition.model import Form

_MOST_STEPS = 40  # read at once for undo
_MINUTE_MS = 60_000
_LATER = 2**62  # than any kept step: what led to the base is a step of its own


@dataclass(frozen=True, slots=True)
class EarlierSteps:
    """Undo steps, oldest first, that begin at `base`; what is still earlier lies before the step `before`."""

    steps: list[UndoStep]
    base: Application
    before: int


@dataclass(frozen=True, slots=True)
class Version:
    """A kept step as 历史版本 lists it; `words` say what changed since the one before it in the list."""

    seq: int
    time: str  # local, ISO 8601
    status: str
    version: int
    words: str


def versions(
    archive: Archive, entry: str, form: Form, before: int | None = None, most: int = 20
) -> list[Version]:
    """The kept steps before the step `before`, the latest first; of each minute the last one."""
    kept = archive.history_page(entry, before, most=most + 1, span=_MINUTE_MS)
    later = archive.history_page(entry, before + 1, most=1) if before is not None else []
    printings = _printings(archive, entry, later[0].time if later else None)
    handed = {step.seq: (_handed_over(step),) for step in archive.shared.of(entry) if step.who}
    states = [state_at(archive, entry, step.seq, form) for step in kept]
    made = []
    for index, step in enumerate(kept[:most]):
        if index + 1 < len(kept):
            words = summary(differences(states[index + 1], states[index]))
            words = words or _without_changes(kept[index + 1].meta, step.meta)
        else:
            words = "新建"
        words = "；".join((words, *_taken_since(printings, step.time), *handed.get(step.seq, ())))
        made.append(Version(step.seq, step.time, step.meta.status, step.meta.version, words))
    return made


def keep_files_of(archive: Archive, entry: str, earlier: Application) -> None:
    """Put the pictures and materials of an earlier state beside those of today, where they are gone."""
    now = archive.load(entry)
    missing = {
        name: earlier.files.read(name)
        for name in referred_files(earlier)
        if earlier.files.exists(name) and not now.files.exists(name)
    }
    if missing:
        archive.save(entry, now.data, files=missing)


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
        if steps := steps_between([*states, State(base, _LATER)]):
            return EarlierSteps(steps, states[0].app, before)
    return None


def _printings(archive: Archive, entry: str, until: str | None) -> list[Event]:
    """What came out of a printer before `until`, oldest first; None: until now."""
    events = archive.lifecycle.events(entry)
    return [each for each in events if each.deed is Deed.PRINTED and (until is None or each.time < until)]


def _taken_since(printings: list[Event], time: str) -> Iterator[str]:
    """Those since a step, in words: they belong to it, and are taken off the list."""
    since = [each for each in printings if each.time >= time]
    del printings[len(printings) - len(since) :]
    return (f"{each.deed}：{each.note}" for each in since)


def _handed_over(step: SharedStep) -> str:
    return "交给同事" if step.is_own else f"{step.who}交来的"


def _without_changes(before: Meta, after: Meta) -> str:
    """What a step was made for where no value differs."""
    if before.status == after.status:
        return "内容没有改动"
    return "退回修改" if after.status == Status.DRAFT else after.status


def _milliseconds(time: str) -> int:
    return round(datetime.fromisoformat(time).timestamp() * 1000)
