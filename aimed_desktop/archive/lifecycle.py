"""The life of a kept application: each step is checked, noted and on the disk before it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from aimed_desktop.application.file import to_json
from aimed_desktop.application.life import lifecycle
from aimed_desktop.application.life.lifecycle import Event, HandedOver, LifeStanding, version_on_paper
from aimed_desktop.application.model import Application, Status
from aimed_desktop.archive.applications import meta_of
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.papers import fixed_version, kept_paper
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.packet.fixed_paper import FixedPaper, draw_paper
from aimed_desktop.packet.hand_places import Stop, stops
from aimed_desktop.packet.void_pages import VoidPages, void_pages, void_pages_from_json
from aimed_desktop.settings import UserSettings
from aimed_desktop.stopping import checkpoint

USUAL = UserSettings()


def standing(archive: Archive, entry: str) -> LifeStanding:
    """How far the application has come."""
    meta = archive.load(entry).meta
    return LifeStanding(Status(meta.status), meta.version, archive.lifecycle.events(entry))


def save_application(archive: Archive, entry: str, app: Application) -> None:
    """Write values and materials as the next step; status and version stay as the archive has them."""
    with archive.together():
        kept = archive.load(entry).meta
        meta = replace(meta_of(app), status=kept.status, version=kept.version)
        archive.save(entry, to_json(app), meta=meta)


def finalise(
    archive: Archive, entry: str, app: Application, errors: int, *, settings: UserSettings = USUAL
) -> LifeStanding:
    """定稿 of `app` as it stands: the next version with its paper, and what it makes void of the one before.

    `errors`: how many findings stand in the way of an export. UserProblem where there are some, or
    a version is fixed already.
    """
    before = standing(archive, entry)
    event = lifecycle.finalised(before, fingerprint(app), errors)
    old = _on_paper(archive, entry, before)
    drawn = draw_paper(app, settings)
    void = _void(old, drawn.paper, before) if old else None
    paper = drawn.with_reprints(event.version, void.reprints if void else {})
    checkpoint()
    with archive.together():
        save_application(archive, entry, app)
        after = keep_event(archive, entry, event)
        archive.lifecycle.fix_version(entry, event.version)
        archive.lifecycle.keep_paper(entry, event.version, paper)
        if old and void:
            archive.lifecycle.set_void(entry, event.version, void.to_json())
            _keep_valid_ticks(archive, entry, old.app, app, event.version, void)
    return after


def mark(
    archive: Archive,
    entry: str,
    status: Status,
    date: str = "",
    note: str = "",
    *,
    who: str = "",
    handed_over: HandedOver | None = None,
    receipt: Mapping[str, bytes] | None = None,
) -> LifeStanding:
    """Note that the fixed version is printed, stamped, handed in, accepted or rejected.

    `receipt`: the pictures or PDF of a receipt, by their names; they are kept with the record.
    """
    now = standing(archive, entry)
    event = lifecycle.marked(now, status, date, note, who=who, handed_over=handed_over)
    return keep_event(archive, entry, event, receipt)


def take_back(archive: Archive, entry: str) -> LifeStanding:
    """The last mark was a mistake."""
    return keep_event(archive, entry, lifecycle.taken_back(standing(archive, entry)))


def return_for_changes(
    archive: Archive, entry: str, who: str, why: str, *, is_whole: bool | None = None
) -> LifeStanding:
    """退回修改: open the fixed version again, for the next one.

    `is_whole`: its paper was bound, sealed across its edges or handed over, so that all of it is made again;
    None: nobody was asked.
    """
    with archive.together():
        after = keep_event(archive, entry, lifecycle.returned(standing(archive, entry), who, why))
        return after if is_whole is None else answer(archive, entry, is_whole=is_whole)


def answer(archive: Archive, entry: str, *, is_whole: bool) -> LifeStanding:
    """Of what was sent back all is made again, or only the pages that change; it may be answered anew."""
    return keep_event(archive, entry, lifecycle.answered(standing(archive, entry), is_whole=is_whole))


def void_of(archive: Archive, entry: str, version: int) -> VoidPages | None:
    """What this version made void of the paper before; None where no paper came before."""
    fixed = archive.lifecycle.version(entry, version)
    return void_pages_from_json(fixed.void) if fixed and fixed.void else None


def keep_event(
    archive: Archive, entry: str, event: Event, receipt: Mapping[str, bytes] | None = None
) -> LifeStanding:
    """Write the event, its receipt and the status that it leads to, all or nothing."""
    with archive.together():
        stored = archive.load(entry)
        version = lifecycle.version_after(event, stored.meta.version)
        meta = replace(stored.meta, status=event.status.value, version=version)
        archive.save(entry, stored.data, meta=meta)
        archive.lifecycle.add_event(entry, event, receipt)
    return standing(archive, entry)


@dataclass(frozen=True, slots=True)
class _OnPaper:
    app: Application
    paper: FixedPaper


def _void(old: _OnPaper, new: FixedPaper, before: LifeStanding) -> VoidPages:
    since = old.app.version
    return void_pages(old.paper, since, new, is_whole=lifecycle.is_made_whole_again(before.events, since))


def _on_paper(archive: Archive, entry: str, before: LifeStanding) -> _OnPaper | None:
    """The version whose paper may be in somebody's hands."""
    number = version_on_paper(before.events)
    app = fixed_version(archive, entry, number) if number is not None else None
    paper = kept_paper(archive, entry, number) if app is not None and number is not None else None
    return _OnPaper(app, paper) if app is not None and paper is not None else None


def _keep_valid_ticks(
    archive: Archive, entry: str, old: Application, new: Application, version: int, void: VoidPages
) -> None:
    """A seal that stands on a page that is still valid stays ticked off."""
    again = frozenset(void.stops)
    ticked = archive.lifecycle.ticks(entry, old.version)
    numbers = _numbered(stops(old))
    for stop, number in _numbered(stops(new)).items():
        if number in again or stop not in numbers:
            continue
        for place, copy in ticked:
            if place == numbers[stop]:
                archive.lifecycle.set_tick(entry, version, number, copy, is_set=True)


def _numbered(found: tuple[Stop, ...]) -> dict[tuple[Stop, int], int]:
    """Each place, the second of equal ones told apart, with its number."""
    seen: dict[Stop, int] = {}
    numbers = {}
    for number, stop in enumerate(found):
        seen[stop] = seen.get(stop, 0) + 1
        numbers[stop, seen[stop]] = number
    return numbers
