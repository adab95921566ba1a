"""Why earlier applications of the unit came back: told in its next one, until the clerk has taken note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from aimed_desktop.application.checks.finding import CAME_BACK, Finding
from aimed_desktop.application.checks.report import FindingCollector
from aimed_desktop.application.life.desk import on_desk, put_on_desk
from aimed_desktop.application.life.lifecycle import NOT_ASKED, Deed, Event
from aimed_desktop.application.model import Application, Status

OWN_HOUSE = ("本单位", "科室", "院领导")  # what they send back never was with the authority
_TAKEN_NOTE = "came_back"
_MOST = 5
_ALIKE = 3  # characters that a reason and a label have in common where one is about the other
_WORDS = {Deed.RETURNED: "被退回", Deed.SUPPLEMENT: "被要求补正", Deed.MARKED: "未通过"}


@dataclass(frozen=True, slots=True)
class PastReturn:
    """`what` happened to the application `title` in a `year`, and why."""

    year: str
    what: str
    why: str
    title: str


def past_returns(title: str, events: Sequence[Event]) -> Iterator[PastReturn]:
    """What the authority said of the application `title`, oldest first; what was taken back is left out."""
    for event in _said(events):
        if event.note:
            day = event.time if event.deed is Deed.SUPPLEMENT else event.date or event.time
            yield PastReturn(day[:4], _WORDS[event.deed], event.note, title)


def findings_of(app: Application, past: Iterable[PastReturn]) -> list[Finding]:
    """A suggestion for each reason, the latest first, beside the paper or the field that it is about."""
    latest = sorted({each.why: each for each in past}.values(), key=lambda each: each.year, reverse=True)
    return [_finding(app, each) for each in latest[:_MOST]]


def still_told(app: Application, findings: Sequence[Finding]) -> list[Finding]:
    """Those that the clerk has not taken note of; none once a version is fixed."""
    known = _taken_note(app)
    return [finding for finding in findings if finding.message not in known and app.status is Status.DRAFT]


def take_note(app: Application, message: str) -> None:
    """The clerk has read it: it is told no more of this application."""
    put_on_desk(app, _TAKEN_NOTE, [*sorted(_taken_note(app) | {message})])


def take_note_back(app: Application, message: str) -> None:
    """The clerk has not read it after all."""
    put_on_desk(app, _TAKEN_NOTE, [*sorted(_taken_note(app) - {message})])


def _said(events: Sequence[Event]) -> list[Event]:
    said: list[Event] = []
    is_last_mark = False  # what was said last is the mark that is taken back next
    for event in events:
        is_rejection = event.deed is Deed.MARKED and event.status is Status.REJECTED
        is_return = event.deed is Deed.RETURNED and event.who not in OWN_HOUSE
        if is_rejection or is_return or event.deed is Deed.SUPPLEMENT:
            said.append(event)
        elif event.deed is Deed.TAKEN_BACK and is_last_mark:
            said.remove(next(each for each in reversed(said) if each.deed is Deed.MARKED))
        elif event.deed is Deed.SUPPLEMENT_UNDONE and event.note == NOT_ASKED:
            last = [place for place, each in enumerate(said) if each.deed is Deed.SUPPLEMENT]
            del said[last[-1] : last[-1] + 1]
        if event.deed in (Deed.MARKED, Deed.TAKEN_BACK, Deed.FINALISED):
            is_last_mark = is_rejection
    return said


def _finding(app: Application, past: PastReturn) -> Finding:
    path = _place_of(app, past.why)
    why = past.why.rstrip("。")
    message = f"{past.year}年因“{why}”{past.what}（“{past.title}”）。"
    fix = "请核对这次有没有同样的问题；看过后点“知道了”。"
    return Finding("warning", CAME_BACK, path, FindingCollector(app).label(path), message, fix, "pack")


def _place_of(app: Application, why: str) -> str | None:
    """The paper or field whose name the reason mentions; None where it is about the whole."""
    places = [(f"materials.{each.id}", each.title) for each in app.form.materials]
    places += [(field.id, field.label) for field in app.form.fields]
    best, path = 0, None
    for place, name in places:
        size = SequenceMatcher(None, why, name, autojunk=False).find_longest_match().size
        if size > best:
            best, path = size, place
    return path if best >= _ALIKE else None


def _taken_note(app: Application) -> frozenset[str]:
    known = on_desk(app, _TAKEN_NOTE)
    return (
        frozenset(each for each in known if isinstance(each, str)) if isinstance(known, list) else frozenset()
    )
