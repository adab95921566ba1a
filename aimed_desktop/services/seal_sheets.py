"""What 盖章扫描 offers besides the checklist: who signs how, 用印审签单, the sheets of joint units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aimed_desktop.application.life.joint_sheets import Travelled, joint_sheets
from aimed_desktop.application.life.sign_way import SignWay
from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive

WAYS = tuple(map(str, SignWay))


@dataclass(frozen=True, slots=True)
class SignLine:
    """A place that is signed. `number`: its place in the list of all of them, from 0."""

    number: int
    words: str
    way: str
    doubt: str


@dataclass(frozen=True, slots=True)
class JointLine:
    """A joint unit: what it stamps, and how far the sheets of each copy have come."""

    unit: str
    words: str
    copies: tuple[Travelled, ...]


@dataclass(frozen=True, slots=True)
class SealsTold:
    """What the page says of a fixed version. `until`: by when the sheets are wanted back, `2026-06-08`."""

    seals: str
    signs: tuple[SignLine, ...]
    wants_letter: bool
    joint: tuple[JointLine, ...]
    joint_words: str
    until: str


def seals_told(archive: Archive, entry: str, app: Application, notice: Notice) -> SealsTold:
    """What is to be said of the version that is fixed."""
    from aimed_desktop.archive.papers import current_paper
    from aimed_desktop.packet.checklist import own_unit, seals_of
    from aimed_desktop.packet.sheets.joint_note import joint_seals
    from aimed_desktop.packet.sign_ways import sign_places

    paper = current_paper(archive, entry)
    own, *_others = seals_of(app, notice, paper)
    places, joint = sign_places(app, paper), joint_seals(app, notice, paper)
    known = joint_sheets(app)
    way = " → ".join([*(each.unit for each in joint), f"{own_unit(app)}（最后盖）"])
    return SealsTold(
        f"本单位公章{own.words}。",
        tuple(
            SignLine(
                place.line.number,
                _sign_words(place.line.where, place.label, place.signer),
                place.way,
                place.doubt,
            )
            for place in places
        ),
        any(place.wants_letter for place in places),
        tuple(
            JointLine(
                each.unit,
                f"{each.seals.words}{f'，随件 {each.sheets * each.seals.copies} 张' if each.sheets else ''}",
                tuple(known.at(each.unit, copy) for copy in range(each.seals.copies)),
            )
            for each in joint
        ),
        f"封面等处要盖几家的章：同样的纸依次送 {way}。" if joint else "",
        known.until,
    )


def set_sign_way(app: Application, number: int, way: str) -> None:
    """The place of this number, from 0, is signed in this way from now on."""
    from aimed_desktop.packet.hand_places import stops
    from aimed_desktop.packet.sign_ways import set_way

    set_way(app, stops(app)[number], SignWay(way))


def _sign_words(where: str, label: str, signer: str) -> str:
    return f"{where} “{label}”{f'　{signer}' if signer and signer not in label else ''}"
