"""An application that somebody hands over, laid beside the one that is here, and taken in.

Values and materials are merged by the last state that both had. What else is kept of it (records, fixed
versions, scans, packets) is put beside what is here. Nothing is taken out, and there is never a second one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.editing.merging import Choice, Merged, choose, merge
from aimed_desktop.application.editing.undo_journal import MATERIALS
from aimed_desktop.application.file import application_of_form, to_json
from aimed_desktop.application.life.progress import progress_of
from aimed_desktop.application.model import Application, Status
from aimed_desktop.application.references import referred_files
from aimed_desktop.archive.applications import application_of, meta_of
from aimed_desktop.archive.archive import Archive, local_clock
from aimed_desktop.archive.arriving_files import FileNames, names_for, renamed
from aimed_desktop.archive.arriving_life import AgreedLife, add_life, agreed_life
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.entries import Stored
from aimed_desktop.archive.handover_file import handed_over
from aimed_desktop.archive.shared_steps import SharedStep, new_mark
from aimed_desktop.archive.store import Store
from aimed_desktop.definition.model import Form
from aimed_desktop.errors import UserProblem


@dataclass(frozen=True, slots=True)
class Arrival:
    """A hand-over beside what is here. `merged`: None where the application is not here yet."""

    entry: str
    title: str
    by: SharedStep
    mine: Application | None
    merged: Merged | None


@dataclass(frozen=True, slots=True)
class _Sides:
    """The same application here and there; theirs with the names that its files get here."""

    mine: Application
    theirs: Application
    base: Application | None
    names: FileNames
    life: AgreedLife


def look(archive: Archive, given: Database) -> Arrival:
    """What taking it in would come to; nothing is written. UserProblem where the two do not go together."""
    there, entry = _store(given), handed_over(given)
    return _arrival(there, entry, _sides(archive, there, entry) if _is_here(archive, entry) else None)


def take_in(archive: Archive, given: Database, choices: Sequence[Choice] = ()) -> Arrival:
    """Take it in, all or nothing; where both have changed a value mine stays, or what was chosen."""
    there, entry = _store(given), handed_over(given)
    with archive.together():
        sides = _sides(archive, there, entry) if _is_here(archive, entry) else None
        arrival = _arrival(there, entry, sides)
        if sides is None or arrival.merged is None:
            archive.carrier_from(given).application(entry)
        else:
            chosen = [choice for choice in choices if choice.conflict in arrival.merged.conflicts]
            step = _keep_both_steps(archive, given, entry)
            add_life(archive, there, given, entry)
            _keep_merged(archive, entry, sides, arrival.merged, chosen)
            if archive.latest_step(entry) == step:  # nothing of theirs was new
                archive.add_step(entry)
        archive.bin.take_back(entry)
    return arrival


def _arrival(there: Store, entry: str, sides: _Sides | None) -> Arrival:
    by = there.shared.of(entry)[-1]
    if sides is None:
        return Arrival(entry, there.load(entry).meta.title, by, None, None)
    return Arrival(entry, meta_of(sides.mine).title, by, sides.mine, _merged(sides))


def _keep_merged(
    archive: Archive, entry: str, sides: _Sides, merged: Merged, chosen: Sequence[Choice]
) -> None:
    app = Application(sides.mine.form, merged.values, merged.materials, extra=merged.extra)
    choose(app, chosen)
    files = {
        name: sides.names.read(name)
        for name in dict.fromkeys(referred_files(sides.theirs))
        if sides.names.is_there(name) and not sides.mine.files.exists(name)
    }
    status, version = sides.life.status, sides.life.version
    meta = replace(meta_of(app), status=status.value, version=version)
    archive.save(entry, to_json(app), meta=meta, files=files)
    app.files, app.status, app.version = archive.files(entry), status, version
    archive.keep_progress(entry, progress_of(app, check(app)))


def _keep_both_steps(archive: Archive, given: Database, entry: str) -> int:
    """My state and theirs stay in the history: what the other was preferred to is found there. The step that
    theirs has become; 0 where it was taken in before.
    """
    carrier = archive.carrier_from(given)
    known = {step.mark for step in archive.shared.of(entry)}
    mine = archive.latest_step(entry)
    archive.shared.add(entry, mine, new_mark(), archive.now(), "")
    *earlier, handed = carrier.rows("shared", entry)
    for row in earlier:
        if row["mark"] not in known:
            carrier.put("shared", entry, {**row, "seq": 0})
    if handed["mark"] in known:
        return 0
    theirs = {**carrier.rows("history", entry)[-1], "seq": mine + 1, "time": archive.now()}
    carrier.put("history", entry, theirs)
    carrier.put("shared", entry, {**handed, "seq": mine + 1})
    return mine + 1


def _merged(sides: _Sides) -> Merged:
    """The merge of both. UserProblem where a version is fixed that would no longer be what was typed."""
    merged, life = merge(sides.base, sides.mine, sides.theirs), sides.life
    if life.status is Status.DRAFT:
        return merged
    if life.is_theirs and sides.base is not None and sides.mine.values == sides.base.values:
        return replace(merged, values=sides.theirs.values, conflicts=(), kept=())
    fixed = sides.theirs if life.is_theirs else sides.mine
    typed = [each for each in merged.conflicts if not each.path.startswith(f"{MATERIALS}.")]
    if typed or merged.values != fixed.values:
        code = "handover_fixed_there" if life.is_theirs else "handover_fixed_here"
        raise UserProblem(code, version=life.version)
    return merged


def _sides(archive: Archive, there: Store, entry: str) -> _Sides:
    stored, other = archive.load(entry), there.load(entry)
    if stored.meta.form != other.meta.form:
        raise UserProblem("handover_other", title=stored.meta.title)
    mine = application_of(stored)
    step = _common_step(archive, there, entry)
    names = names_for(stored, other, step)
    base = _in_form(mine.form, step, {}) if step is not None else None
    theirs = _in_form(mine.form, other, names.new)
    return _Sides(mine, theirs, base, names, agreed_life(archive, there, entry))


def _in_form(form: Form, stored: Stored, names: Mapping[str, str]) -> Application:
    return application_of_form(form, renamed(json.loads(stored.data), names), stored.files)


def _common_step(archive: Archive, there: Store, entry: str) -> Stored | None:
    """The last state that both had, from the hand-over, which has it whole; None where none is known.

    A file that is taken in again is compared as it was the first time.
    """
    known = {step.mark: step for step in archive.shared.of(entry)}
    handed = there.shared.of(entry)
    last = known.get(handed[-1].mark)
    common = [step for step in reversed(handed) if step.seq and step.mark in known]
    earlier = [step for step in common if step.mark != handed[-1].mark]
    if common and (not earlier or (last is not None and last.is_own)):
        return there.load(entry, common[0].seq)
    if earlier:
        return there.load(entry, earlier[0].seq)
    return next(_equal_steps(archive, there, entry), None)


def _equal_steps(archive: Archive, there: Store, entry: str) -> Iterator[Stored]:
    """Their steps that stand in the history here, too, the last first: of a hand-over that this archive,
    taken from an older backup, does not know of.
    """
    here = {archive.load(entry, step.seq).data for step in archive.history(entry)}
    for step in reversed(there.history(entry)):
        stored = there.load(entry, step.seq)
        if stored.data in here:
            yield stored


def _store(given: Database) -> Store:
    return Store(given, local_clock)


def _is_here(archive: Archive, entry: str) -> bool:
    try:
        archive.load(entry)
    except UserProblem as problem:
        if problem.code != "unknown_entry":
            raise
        return False
    return True
