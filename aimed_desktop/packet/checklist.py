"""The 盖章签字路线单 as a checklist: each place of one copy, with the page on which it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.hand_places import TO_BE_NAMED, Stop, stops
from aimed_desktop.packet.names import printed_value
from aimed_desktop.packet.routes import all_copies

ACTS: Final = {"stamp": "盖章", "sign": "签字", "date": "手填日期"}
MOST_TICKED_COPIES = 6  # more are ticked off in one column
_NUMBERED = "“第几页”是页脚印的页码"
_COVER = "封面不编页码"
_UNNUMBERED = "“第几张”指没有印页码的文书，从第一张数起"


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """A place that is stamped, signed or dated. `number`: its place in `stops`, from 0."""

    number: int
    stop: Stop
    part: str  # 封面, 承诺书 第9页: the page by the number at its foot
    where: str  # the same, with the document's title where there are several


def lines(app: Application, paper: FixedPaper | None) -> tuple[ChecklistLine, ...]:
    """Every place of one copy, the authority's too, in the order of the paper; without `paper` no pages."""
    several = len(app.form.documents) > 1
    return tuple(
        _line(number, stop, paper.page_of(number) if paper else "", several=several)
        for number, stop in enumerate(stops(app))
    )


@dataclass(frozen=True, slots=True)
class UnitSeals:
    """The seals of one unit: the places of one copy, and in how many copies they stand."""

    unit: str
    places: tuple[ChecklistLine, ...]
    copies: int

    @property
    def total(self) -> int:
        """Of all copies."""
        return len(self.places) * self.copies

    @property
    def words(self) -> str:
        """每份 3 枚，2 份共 6 枚."""
        return total_words(len(self.places), self.copies, "枚")


def total_words(each: int, number: int, measure: str) -> str:
    """How many on one copy, and on all of them."""
    return f"每份 {each} {measure}，{number} 份共 {each * number} {measure}"


def seals_of(app: Application, notice: Notice, paper: FixedPaper | None) -> tuple[UnitSeals, ...]:
    """The seals of each unit that stamps, the applicant first, the authority's left out."""
    own, number = own_unit(app), all_copies(app, notice) or 1
    found: dict[str, list[ChecklistLine]] = {own: []}
    for line in lines(app, paper):
        if line.stop.ours and line.stop.kind == "stamp":
            found.setdefault(line.stop.unit or own, []).append(line)
    return tuple(UnitSeals(unit, tuple(places), number) for unit, places in found.items())


def own_unit(app: Application) -> str:
    """The name of the applicant as its places call it."""
    return printed_value(app, app.form.unit_name) or TO_BE_NAMED


def pages_note(paper: FixedPaper) -> str:
    """Which number of a page is meant, so that nobody counts otherwise."""
    names = {name for document in paper.documents for name in document.pages}
    said = (
        (_NUMBERED, any(name.endswith("页") for name in names)),
        (_COVER, "封面" in names),
        (_UNNUMBERED, any(name.endswith("张") for name in names)),
    )
    return "，".join((*(words for words, is_so in said if is_so), *_first_numbered(paper))) + "。"


def _first_numbered(paper: FixedPaper) -> set[str]:
    """Where the file counts otherwise than the foot of its pages."""
    for document in paper.documents:
        for index, name in enumerate(document.pages):
            if name == "第1页" and index:
                return {f"第1页是PDF的第{index + 1}页"}
    return set()


def ticked_copies(app: Application, notice: Notice) -> int:
    """How many columns of boxes the checklist has: one a copy, of many copies one for all."""
    number = all_copies(app, notice) or 1
    return number if number <= MOST_TICKED_COPIES else 1


def copy_names(app: Application, notice: Notice) -> tuple[str, ...]:
    """What stands above each of those columns."""
    number = all_copies(app, notice) or 1
    if number > MOST_TICKED_COPIES:
        return (f"全部 {number} 份",)
    return tuple(f"第{copy}份" for copy in range(1, number + 1))


def checklist(app: Application, paper: FixedPaper) -> tuple[ChecklistLine, ...]:
    """Every place of one copy that is not the authority's, in the order of the paper."""
    return tuple(line for line in lines(app, paper) if line.stop.ours)


def _line(number: int, stop: Stop, page: str, *, several: bool) -> ChecklistLine:
    part = stop.part if page in stop.part else f"{stop.part} {page}"
    is_named = several and stop.part != stop.document
    return ChecklistLine(number, stop, part, f"{stop.document} {part}" if is_named else part)
