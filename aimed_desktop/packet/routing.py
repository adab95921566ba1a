"""盖章签字路线单: where to stamp and sign, how many copies, by when and where to hand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from aimed_desktop.application.life.sign_way import SignWay
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.dates import printed_moment
from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.definition.model import Notice, Route, Term
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.document.plan.plan import (
    UNTICKED,
    Grid,
    GridCell,
    GridRow,
    Paragraph,
    Plan,
    PlanBlock,
    PlanPart,
    Properties,
    Run,
)
from aimed_desktop.document.plan.styles import StyleName
from aimed_desktop.packet.checklist import (
    ACTS,
    MOST_TICKED_COPIES,
    ChecklistLine,
    lines,
    own_unit,
    pages_note,
    total_words,
)
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.hand_places import Stop
from aimed_desktop.packet.names import printed_value
from aimed_desktop.packet.routes import (
    TO_BE_FILLED,
    all_copies,
    amendment_note,
    binding,
    copies_words,
    routes,
)
from aimed_desktop.packet.sign_ways import SignPlace, way_of
from aimed_desktop.packet.void_pages import VoidPages
from aimed_desktop.packet.void_words import void_words

TITLE = "盖章签字路线单"

PAGE = PageSetup(top_mm=22, bottom_mm=20, left_mm=20, right_mm=20)
WIDTH_MM = 170.0
_NUMBER_MM = 13.0
_TICK_MM = 15.0
_WAYS = {"paper": "纸质", "mail": "电子邮件", "platform": "平台", "website": "网站"}
TERMS: Mapping[Term, str] = {"until": "截止时间", "mail": "邮箱", "place": "地点"}
_CUSTOMS = (
    "营业执照（事业单位法人证书）复印件加盖公章。",
    "申报书整本加盖骑缝章。",
)
_BY_LETTER = "不是亲笔的，请先问受理单位认不认，并附授权委托书。"
_NOTHING_AGAIN = "打印出来的内容没有变化：已打印、盖章、签字的各页继续有效。"
_JOINT_CUSTOM = "每家联合申报单位各附一份承诺书和证照复印件（通知未写明，请问受理单位）。"


def routing_plan(
    app: Application, notice: Notice, paper: FixedPaper | None = None, void: VoidPages | None = None
) -> Plan:
    """The routing sheet as a layout plan of its own. It stays with the unit and is not handed in.

    `paper`: what is stamped; it says on which page each place stands. `void`: what the version has made void
    of the paper before it; what is done again stands first, the whole set below.
    """
    number = all_copies(app, notice)
    found = lines(app, paper)
    ours = [line for line in found if line.stop.ours]
    blocks = (
        Paragraph((Run(TITLE),), "title"),
        Paragraph((Run(UNTICKED, "tick"), Run(f" {same_name_words(app)}")), "cell_answer"),
        _facts(app, notice),
        *_remark(app),
        *_again(app, notice, found, void, number),
        *_table(app, "一、盖章", [line for line in ours if line.stop.kind == "stamp"], number, "枚"),
        *_table(app, "二、签字", [line for line in ours if line.stop.kind == "sign"], number, "处"),
        *([Paragraph((Run(_BY_LETTER),), "cell_answer")] if any(_by_letter(app, ours)) else []),
        *_table(app, "三、手填日期", [line for line in ours if line.stop.kind == "date"], number, "处"),
        *_pages_note(paper),
        *_authority([line for line in found if not line.stop.ours]),
        *_customs(line.stop for line in found),
        *_routes(routes(app, notice)),
        *_own_terms(app),
    )
    properties = Properties(TITLE, printed_value(app, app.form.unit_name), fingerprint(app))
    return Plan("routing", properties, PAGE, (PlanPart("routing", blocks, bookmark=TITLE),))


def _facts(app: Application, notice: Notice) -> Grid:
    facts = [
        ("通知", notice.title),
        ("申报表", app.form.listed),
        ("申报单位", printed_value(app, app.form.unit_name) or TO_BE_FILLED),
        ("项目名称", printed_value(app, app.form.project_name) or TO_BE_FILLED),
        ("版本 / 核对码", " / ".join(filter(None, (version_text(app), fingerprint(app))))),
        ("应打印份数", copies_words(app, notice) or f"{TO_BE_FILLED}（通知未写明份数，请问受理单位）"),
    ]
    return grid((32, WIDTH_MM - 32), [[label, text] for label, text in facts], centred=(0,))


def version_text(app: Application) -> str:
    """第2版; empty where no 定稿 has given it a number, as for an application read from a file."""
    return f"第{app.version}版" if app.version else ""


def same_name_words(app: Application) -> str:
    """What is looked at before the first seal: three names that must be one."""
    return (
        f"盖章前先核对：公章刻名＝封面申报单位＝法人证书第一名称，一字不差（封面印的是“{own_unit(app)}”）。"
    )


def _remark(app: Application) -> Iterator[PlanBlock]:
    if app.form.remark:
        yield Paragraph((Run(f"说明：{app.form.remark}"),), "cell_answer")


def _again(
    app: Application,
    notice: Notice,
    found: Sequence[ChecklistLine],
    void: VoidPages | None,
    number: int | None,
) -> Iterator[PlanBlock]:
    """What is printed, stamped and signed again, before the list of the whole set."""
    if void is None:
        return
    said = void_words(void, found, binding(app, notice), several=len(app.form.documents) > 1)
    yield Paragraph((Run(f"先办这些（与第{void.since}版相比）"),), "cell_heading")
    for line in (*said.pages, *said.more):
        yield Paragraph((Run(UNTICKED, "tick"), Run(f" {line}")), "cell_answer")
    again = [line for line in found if line.stop.ours and line.number in void.stops]
    if again and not said.is_whole:
        yield from _table(app, "重新盖章、签字", again, number, "处", with_act=True)
    for line in (*said.notes, *said.kept) or (_NOTHING_AGAIN,) * (not said.pages):
        yield Paragraph((Run(line),), "cell_answer")
    yield Paragraph((Run(f"以下是{version_text(app)}整套的盖章、签字"),), "cell_heading")


def _pages_note(paper: FixedPaper | None) -> Iterator[PlanBlock]:
    if paper is not None and paper.places:
        yield Paragraph((Run(pages_note(paper)),), "cell_answer")


def _table(
    app: Application,
    heading: str,
    found: list[ChecklistLine],
    number: int | None,
    measure: str,
    *,
    with_act: bool = False,
) -> Iterator[PlanBlock]:
    if not found:
        return
    number = number or 1
    total = total_words(len(found), number, measure)
    yield Paragraph((Run(f"{heading}（{total}）"),), "cell_heading")
    columns = number if number <= MOST_TICKED_COPIES else 1
    heads = [f"第{n}份" for n in range(1, columns + 1)] if columns == number else [f"{number}份"]
    rest = WIDTH_MM - _NUMBER_MM - columns * _TICK_MM
    widths = (_NUMBER_MM, rest * 0.42, rest * 0.26, rest * 0.32, *[_TICK_MM] * columns)
    rows = [["序号", "文书及位置", "纸面文字", "单位或签字人", *heads]]
    for index, line in enumerate(found, 1):
        label = line.stop.label.strip().rstrip("：")
        where = f"{ACTS[line.stop.kind]}：{line.where}" if with_act else line.where
        rows.append([str(index), where, label, _signer(app, line.stop), *[UNTICKED] * columns])
    yield grid(widths, rows, centred=(0, *range(4, 4 + columns)), header=True)


def _owner(stop: Stop) -> str:
    return "　".join(text for text in (stop.unit, stop.who) if text)


def _by_letter(app: Application, found: Iterable[ChecklistLine]) -> Iterator[bool]:
    """For each place that is signed, whether the paper asks for another hand than signs it."""
    return (SignPlace.of(app, line).wants_letter for line in found if line.stop.kind == "sign")


def _signer(app: Application, stop: Stop) -> str:
    """With the way in which the place is signed, where it was said and is not by hand."""
    way = way_of(app, stop)
    return f"{_owner(stop)}（{way}）" if stop.kind == "sign" and way is not SignWay.HAND else _owner(stop)


def _authority(found: list[ChecklistLine]) -> Iterator[PlanBlock]:
    if found:
        text = "、".join(dict.fromkeys(f"{line.part} {line.stop.label}".strip() for line in found))
        yield Paragraph((Run(f"由受理单位填写、盖章，申报单位留空：{text}"),), "cell_answer")


def customs(found: Iterable[Stop]) -> tuple[str, ...]:
    """What is only the custom: the notice does not ask for it, and it is not counted."""
    units = {stop.unit for stop in found if stop.ours and stop.unit}
    return (*_CUSTOMS, *([_JOINT_CUSTOM] if len(units) > 1 else []))


def _customs(found: Iterable[Stop]) -> Iterator[PlanBlock]:
    yield Paragraph((Run("惯例（通知未要求，不计入上面的数目）"),), "cell_heading")
    for custom in customs(found):
        yield Paragraph((Run(UNTICKED, "tick"), Run(f" {custom}")), "cell_answer")


def _routes(taken: tuple[Route, ...]) -> Iterator[PlanBlock]:
    if not taken:
        return
    yield Paragraph((Run("报送"),), "cell_heading")
    for route in taken:
        yield grid((32, WIDTH_MM - 32), route_rows(route), centred=(0,))


def own_terms(app: Application) -> list[list[str]]:
    """What the clerk asked and typed and stands in no route, as a prolonged deadline: [label, words]."""
    terms = [field for field in app.form.fields if field.is_term and field.fills is None]
    return [[field.label, printed_value(app, field.id) or TO_BE_FILLED] for field in terms]


def _own_terms(app: Application) -> Iterator[PlanBlock]:
    if rows := own_terms(app):
        yield grid((32, WIDTH_MM - 32), rows, centred=(0,))


def route_rows(route: Route) -> list[list[str]]:
    """What is printed of a route: [label, words], without what the notice does not say."""
    by_mail, by_paper = "mail" in route.by, "paper" in route.by
    rows = [
        ("由 → 到", f"{route.from_} → {route.to}"),
        ("方式", "、".join(_WAYS[way] for way in route.by)),
        ("截止时间", printed_moment(route.until) if route.until else TO_BE_FILLED),
        ("地点", route.place or (TO_BE_FILLED if by_paper else "")),
        ("邮箱", "、".join(route.mail) or (TO_BE_FILLED if by_mail else "")),
        ("网址", route.url or ""),
        ("份数", f"{route.copies} 份" if route.copies else ""),
        ("装订", route.binding or ""),
        ("说明", route.note or ""),
        *(("补充通知", TERMS[change.term] + amendment_note(route, change.term)) for change in route.amended),
    ]
    return [[label, text] for label, text in rows if text]


def grid(
    widths_mm: tuple[float, ...], rows: list[list[str]], *, centred: tuple[int, ...], header: bool = False
) -> Grid:
    """A table of plain words with lines around its cells."""
    made = []
    for index, row in enumerate(rows):
        is_head = header and index == 0
        cells = tuple(_cell(c, text, centred=is_head or c in centred) for c, text in enumerate(row))
        made.append(GridRow(cells, min_height_mm=8, header=is_head))
    return Grid(widths_mm, tuple(made))


def _cell(column: int, text: str, *, centred: bool) -> GridCell:
    style: StyleName = "cell_label" if centred else "cell_answer"
    run = Run(text, "tick") if text == UNTICKED else Run(text)
    return GridCell(column, (Paragraph((run,), style),))
