"""The life of an application: 草稿 → 定稿 → 已打印 → 已盖章 → 已报送 → 已受理 / 未通过, and back.

定稿 fixes a version; 退回修改 opens it again from any later status. What happened is kept as events.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from aimed_desktop.application.life import supplement
from aimed_desktop.application.model import Status
from aimed_desktop.definition.known_keys import is_date
from aimed_desktop.errors import UserProblem

_ROAD = (Status.FINAL, Status.PRINTED, Status.STAMPED, Status.SUBMITTED)
_ANSWERS = (Status.ACCEPTED, Status.REJECTED)
_ON_PAPER = frozenset(Status) - {Status.DRAFT, Status.FINAL}
_HOUR = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
NOT_ASKED = "没有要求补正"  # why a step of 材料补正 is undone
_BOUND = "已胶装、盖骑缝章或原件已交出"


class Deed(StrEnum):
    """What was done; the status that it led to stands beside it."""

    FINALISED = "定稿"
    MARKED = "标记"
    TAKEN_BACK = "撤回"
    RETURNED = "退回修改"
    WHOLE_AGAIN = (
        "整套重新打印、盖章"  # the paper sent back was bound, sealed across its edges or handed over
    )
    CHANGED_ONLY = "只换有变化的页"
    SUPPLEMENT = "材料补正"  # papers are asked for; the version stays as it is
    SUPPLEMENTED = "补正材料已交"
    SUPPLEMENT_UNDONE = "撤回补正"
    RECEIPT = "补记回执"  # it came, or was scanned, after the application was handed in
    PRINTED = "打印"  # so many pages and copies have come out of the printer
    EXPLAINED = "说明原因"  # what spoke against a step, and why it was taken all the same


_ANSWERED = frozenset({Deed.WHOLE_AGAIN, Deed.CHANGED_ONLY})
_OF_PAPERS = frozenset({Deed.SUPPLEMENT, Deed.SUPPLEMENTED, Deed.SUPPLEMENT_UNDONE})
_BESIDE = _OF_PAPERS | {Deed.PRINTED, Deed.RECEIPT, Deed.EXPLAINED}
_OF_A_DRAFT = _ANSWERED | {Deed.RETURNED}


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How an application was handed over. `how`: 送达, 邮寄, 电子邮件 …; `to`: the office or person;
    `receipt`: the number of the receipt. Empty where nobody said.
    """

    how: str = ""
    to: str = ""
    phone: str = ""
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the life. `version`: the one that it was done to; `status`: what it is since.

    `time` is local, ISO 8601; `date` the day that the clerk gave, `2026-06-12`, empty where none was asked.
    `number`: of the record in the archive, 0 before it is there; `has_receipt`: whether a receipt is kept.
    """

    deed: Deed
    status: Status
    version: int
    time: str = ""
    date: str = ""
    who: str = ""  # who sent it back; who handed it in; what spoke against a step (说明原因); the printer
    note: str = ""  # why, or the clerk's remark; of 打印: pages and copies
    fingerprint: str = ""  # of 定稿
    handed_over: HandedOver | None = None  # of 报送 and 补正材料已交
    number: int = 0
    has_receipt: bool = False


@dataclass(frozen=True, slots=True)
class LifeStanding:
    """How far an application has come, and how it came there, oldest first."""

    status: Status = Status.DRAFT
    version: int = 0
    events: tuple[Event, ...] = ()

    @property
    def is_locked(self) -> bool:
        """Whether a version is fixed."""
        return self.status is not Status.DRAFT

    @property
    def words(self) -> str:
        """The status as the window shows it: 草稿, 定稿 第2版."""
        return f"{self.status} 第{self.version}版" if self.version else str(self.status)

    @property
    def is_made_whole_again(self) -> bool:
        """Whether all of the next version is printed and stamped: the paper in hand is bound or gone."""
        paper = version_on_paper(self.events)
        return paper is not None and is_made_whole_again(self.events, paper)

    @property
    def can_take_back(self) -> bool:
        """Whether the last step was a mark, which may have been a mistake."""
        return len(_marks(self.events)) > 1

    def reached(self, status: Status) -> bool:
        """Whether the fixed version has come as far as `status`."""
        if self.status in _ANSWERS:
            return True
        return self.is_locked and status in _ROAD and _ROAD.index(status) <= _ROAD.index(self.status)


def is_beside(event: Event) -> bool:
    """Whether it was done beside the way from 草稿 to 已报送 and changed no status."""
    return event.deed in _BESIDE


def next_marks(status: Status) -> tuple[Status, ...]:
    """What an application of this status may be marked as: any later step, an answer once handed in."""
    if status in _ROAD:
        later = _ROAD[_ROAD.index(status) + 1 :]
        return later or _ANSWERS
    return ()


def finalised(standing: LifeStanding, fingerprint: str, errors: int) -> Event:
    """定稿 of the next version. UserProblem while errors stand in its way or a version is fixed already."""
    if standing.is_locked:
        raise UserProblem("already_final", version=standing.version)
    if errors:
        raise UserProblem("finalise_refused", count=errors)
    return Event(Deed.FINALISED, Status.FINAL, max(standing.version, 1), fingerprint=fingerprint)


def marked(
    standing: LifeStanding,
    status: Status,
    date: str = "",
    note: str = "",
    *,
    who: str = "",
    handed_over: HandedOver | None = None,
) -> Event:
    """The fixed version is printed, stamped, handed in, accepted or rejected. UserProblem out of order."""
    if not standing.is_locked:
        raise UserProblem("not_final")
    if status not in next_marks(standing.status):
        raise UserProblem("status_order", status=standing.status, wanted=status)
    return Event(
        Deed.MARKED, status, standing.version, date=date, who=who, note=note, handed_over=handed_over
    )


def printed(standing: LifeStanding, what: str, printer: str = "") -> Event:
    """Pages and copies of the fixed version, told in `what`, are on paper. UserProblem for a draft."""
    if not standing.is_locked:
        raise UserProblem("not_final")
    return Event(Deed.PRINTED, standing.status, standing.version, who=printer, note=what)


def taken_back(standing: LifeStanding) -> Event:
    """The last mark was a mistake. UserProblem where there is none."""
    if not standing.can_take_back:
        raise UserProblem("nothing_to_take_back", status=standing.status)
    return Event(Deed.TAKEN_BACK, _marks(standing.events)[-2], standing.version)


def returned(standing: LifeStanding, who: str, why: str) -> Event:
    """退回修改: the fixed version is opened again. UserProblem without who and why, or for a draft."""
    if not standing.is_locked:
        raise UserProblem("not_final")
    if not who.strip() or not why.strip():
        raise UserProblem("reason_missing")
    return Event(Deed.RETURNED, Status.DRAFT, standing.version, who=who.strip(), note=why.strip())


def supplement_asked(standing: LifeStanding, who: str, missing: str, until: str = "") -> Event:
    """材料补正: papers are missing or wrong, what is printed is right. UserProblem before it was handed in,
    without who and what, or for a day that there is not.
    """
    if standing.status not in supplement.OFFERED_TO:
        raise UserProblem("supplement_too_early", status=standing.status)
    if not who.strip() or not missing.strip():
        raise UserProblem("supplement_unsaid")
    day, _, hour = until.partition(" ")
    if until and not (is_date(day) and (not hour or _HOUR.fullmatch(hour))):
        raise UserProblem("supplement_date")
    return Event(
        Deed.SUPPLEMENT, standing.status, standing.version, date=until, who=who.strip(), note=missing.strip()
    )


def supplemented(standing: LifeStanding, date: str) -> Event:
    """The papers that were asked for are handed in; the status stays."""
    return Event(Deed.SUPPLEMENTED, standing.status, standing.version, date=date)


def supplement_undone(standing: LifeStanding, what: str) -> Event:
    """A step of 材料补正 was a mistake."""
    return Event(Deed.SUPPLEMENT_UNDONE, standing.status, standing.version, note=what)


def receipt_noted(standing: LifeStanding, number: str) -> Event:
    """The receipt of what was handed in. UserProblem before it was."""
    if not standing.reached(Status.SUBMITTED):
        raise UserProblem("receipt_too_early", status=standing.status)
    over = HandedOver(receipt=number.strip()) if number.strip() else None
    return Event(Deed.RECEIPT, standing.status, standing.version, handed_over=over)


def answered(standing: LifeStanding, *, is_whole: bool) -> Event:
    """Of what was sent back: all of it is made again, or only the pages that change; the last answer counts.

    UserProblem where nothing was sent back.
    """
    paper = version_on_paper(standing.events)
    if standing.is_locked or paper is None:
        raise UserProblem("nothing_sent_back")
    deed, note = (Deed.WHOLE_AGAIN, _BOUND) if is_whole else (Deed.CHANGED_ONLY, "")
    return Event(deed, Status.DRAFT, paper, note=note)


def is_made_whole_again(events: Sequence[Event], since: int) -> bool:
    """Whether the paper of version `since`, or of a later one, was bound or handed over when it came back."""
    answers = {event.version: event.deed for event in events if event.deed in _ANSWERED}
    return any(deed is Deed.WHOLE_AGAIN for version, deed in answers.items() if version >= since)


def explained(standing: LifeStanding, fact: str, why: str) -> Event:
    """The clerk has said why something is packed or marked though `fact` speaks against it.

    UserProblem without a reason.
    """
    if not why.strip():
        raise UserProblem("why_missing")
    return Event(Deed.EXPLAINED, standing.status, standing.version, who=fact, note=why.strip())


def explained_facts(standing: LifeStanding) -> frozenset[str]:
    """What was explained of the version that is fixed now, or of the draft: it is not asked about again."""
    own = _version(standing.events) if standing.is_locked else []
    return frozenset(event.who for event in own if event.deed is Deed.EXPLAINED)


def version_after(event: Event, before: int) -> int:
    """The application's version after an event that came upon `before`: a return opens the next one."""
    if event.deed is Deed.RETURNED:
        return event.version + 1
    return event.version if event.deed is Deed.FINALISED else before


def version_on_paper(events: Sequence[Event]) -> int | None:
    """The version that the paper in hand shows: the last one that was printed, else the last fixed one.

    A mark that was taken back again printed nothing. None before the first 定稿.
    """
    printed: int | None = None
    fixed: int | None = None
    for end, event in enumerate(events, 1):
        if event.deed is Deed.FINALISED:
            fixed = event.version
        is_last_of_version = end == len(events) or events[end].deed is Deed.FINALISED
        if is_last_of_version and any(mark in _ON_PAPER for mark in _marks(_version(events[:end]))):
            printed = event.version
    return printed if printed is not None else fixed


def _version(events: Sequence[Event]) -> list[Event]:
    """The events of the last version, without the return that ended it."""
    starts = [index for index, event in enumerate(events) if event.deed is Deed.FINALISED]
    own = list(events[starts[-1] :]) if starts else []
    return [event for event in own if event.deed not in _OF_A_DRAFT]


def _marks(events: Sequence[Event]) -> list[Status]:
    """The statuses that the fixed version has gone through, those taken back left out; none for a draft."""
    marks: list[Status] = []
    for event in events:
        if event.deed is Deed.TAKEN_BACK:
            marks.pop()
        elif event.deed is Deed.MARKED:
            marks.append(event.status)
        elif event.deed not in _BESIDE:
            marks = [event.status] if event.deed is Deed.FINALISED else []
    return marks
