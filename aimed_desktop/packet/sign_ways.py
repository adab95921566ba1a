"""亲笔, 签名章 or 代签: in which way each place is signed, and whether the paper takes that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.life.sign_way import SignWay
from aimed_desktop.application.life.sign_ways import keep_way, kept_way
from aimed_desktop.application.model import Application
from aimed_desktop.packet.checklist import ChecklistLine, lines
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.hand_places import Stop

LETTER: Final = "授权委托书"


_WAYS = {str(way): way for way in SignWay}


@dataclass(frozen=True, slots=True)
class SignPlace:
    """A place that is signed. `takes_seal`: the paper itself says 签字（章）."""

    line: ChecklistLine
    way: SignWay
    takes_seal: bool

    @classmethod
    def of(cls, app: Application, line: ChecklistLine) -> SignPlace:
        """A line of the checklist that is signed."""
        return cls(line, way_of(app, line.stop), takes_seal="章" in line.stop.label)

    @property
    def label(self) -> str:
        """The printed words."""
        return self.line.stop.label.strip().rstrip("：")

    @property
    def signer(self) -> str:
        """Who signs, as the paper or a row of it says."""
        return self.line.stop.who or self.line.stop.unit

    @property
    def wants_letter(self) -> bool:
        """Whether somebody or something signs in place of the hand that the paper asks for."""
        return self.way is SignWay.PROXY or (self.way is SignWay.SEAL and not self.takes_seal)

    @property
    def doubt(self) -> str:
        """What speaks against the way, without any name; empty where nothing does."""
        if not self.wants_letter:
            return ""
        where = f"{self.line.where}“{self.label}”"
        if self.way is SignWay.PROXY:
            return f"{where}由他人代签：请先问受理单位能不能代签，并附{LETTER}。"
        return f"{where}用签名章：纸上要的是签字，请先问受理单位认不认，并附{LETTER}。"


def way_of(app: Application, stop: Stop) -> SignWay:
    """In which way a place is signed."""
    return _WAYS.get(kept_way(app, _name(stop)), SignWay.HAND)


def set_way(app: Application, stop: Stop, way: SignWay) -> None:
    """Sign the place so from now on; a later version keeps it where the place stays the same."""
    keep_way(app, _name(stop), "" if way is SignWay.HAND else str(way))


def sign_places(app: Application, paper: FixedPaper | None) -> tuple[SignPlace, ...]:
    """Every place of one copy that is signed and is not the authority's, in the order of the paper."""
    return tuple(
        SignPlace.of(app, line) for line in lines(app, paper) if line.stop.ours and line.stop.kind == "sign"
    )


def sign_findings(app: Application, paper: FixedPaper | None) -> Iterator[Finding]:
    """建议 where a place is not signed by the hand that the paper asks for."""
    told: set[str] = set()
    for place in sign_places(app, paper):
        if place.doubt and place.doubt not in told:
            told.add(place.doubt)
            fix = f"请在“盖章扫描”里生成{LETTER}，签好后随申报书交；或者改由本人亲笔签字。"
            yield Finding("warning", "signature", None, place.label, place.doubt, fix, "pack")


def _name(stop: Stop) -> str:
    """What tells a place from others in every version; its page may change."""
    return "|".join((stop.document, stop.part, stop.label, stop.unit, stop.who or ""))
