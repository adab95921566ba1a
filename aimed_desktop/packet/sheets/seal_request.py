"""用印审签单: one internal page for 院办 or OA, which asks for the seal and says how often it is pressed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.plan.plan import Grid, GridCell, GridRow, Plan, PlanBlock
from aimed_desktop.packet.checklist import UnitSeals, pages_note, seals_of
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.routes import TO_BE_FILLED, own_route
from aimed_desktop.packet.routing import WIDTH_MM, customs, grid, same_name_words
from aimed_desktop.packet.sheets.sheet import (
    NUMBER_MM,
    Known,
    contact,
    facts,
    line,
    sheet_name,
    sheet_plan,
    usual_facts,
)

TITLE = "用印审签单"
_SIGNERS = ("申请科室", "财务（核营业收入等数字）", "保密审查", "分管院领导")
_SIGN_HEIGHT_MM = 15.5
_SIGN_LABEL_MM = 44.0
_DAY_MM = 42.0


def seal_request(
    app: Application, notice: Notice, paper: FixedPaper | None, known: Known
) -> tuple[str, bytes]:
    """The file's name and content. `known`: what the unit profile knows."""
    return sheet_name(app, TITLE, ".pdf"), pdf_bytes(seal_request_plan(app, notice, paper, known))


def seal_request_plan(app: Application, notice: Notice, paper: FixedPaper | None, known: Known) -> Plan:
    """The sheet as a layout plan. It stays with the unit and is not handed in."""
    own, *joint = seals_of(app, notice, paper)
    blocks = (
        line(TITLE, "title"),
        facts(_facts(app, notice, own, known), WIDTH_MM),
        line(f"用印明细（{own.words}）", "cell_heading"),
        *_places(own),
        *([line(pages_note(paper))] if paper is not None and paper.places else []),
        *_beside(app, own, joint),
        line("审签", "cell_heading"),
        _signs(),
    )
    return sheet_plan(app, TITLE, blocks)


def _facts(app: Application, notice: Notice, own: UnitSeals, known: Known) -> list[tuple[str, str]]:
    route = own_route(app, notice)
    to = route.to if route is not None else TO_BE_FILLED
    return [
        ("文件名", "、".join(f"《{document.title}》" for document in app.form.documents)),
        *usual_facts(app, notice)[2:],
        ("用途", f"申报：{notice.title}"),
        ("报送单位", to),
        ("印章", f"单位公章，一式 {own.copies} 份，共 {own.total} 枚"),
        ("经办人", contact(app, known)),
    ]


def _places(own: UnitSeals) -> Iterator[PlanBlock]:
    """Place by place, those of one words and page together."""
    if not own.places:
        yield line("本申报表没有要盖本单位公章的地方。")
        return
    rest = WIDTH_MM - 2 * NUMBER_MM - 22
    rows = [["序号", "文书及第几页", "纸面文字", "每份", f"{own.copies} 份共"]]
    grouped = groupby(own.places, key=lambda each: (each.where, each.stop.label.strip().rstrip("：")))
    for number, ((where, label), found) in enumerate(grouped, 1):
        each = len([*found])
        rows.append([str(number), where, label, f"{each} 枚", f"{each * own.copies} 枚"])
    widths = (NUMBER_MM, rest * 0.58, rest * 0.42, NUMBER_MM + 2, 20)
    yield grid(widths, rows, centred=(0, 3, 4), header=True)


def _beside(app: Application, own: UnitSeals, joint: Sequence[UnitSeals]) -> Iterator[PlanBlock]:
    """What is no part of the number: custom, and the seals of others."""
    yield line(same_name_words(app))
    usual = "".join(customs(place.stop for place in own.places))
    yield line(f"惯例（通知未要求，不计入上面的数目，需要时一并用印）：{usual}")
    if joint:
        yield line(f"{'、'.join(each.unit for each in joint)}的印章由各单位自己盖，不计在内。")


def _signs() -> Grid:
    """A row for each who looks at it: room for words, for the name and for the day."""
    rows = []
    for signer in _SIGNERS:
        cells = (
            GridCell(0, (line(signer, "cell_label"),)),
            GridCell(1, (line("意见、签字："),)),
            GridCell(2, (line("　　年　　月　　日", "cell_label"),)),
        )
        rows.append(GridRow(cells, min_height_mm=_SIGN_HEIGHT_MM))
    return Grid((_SIGN_LABEL_MM, WIDTH_MM - _SIGN_LABEL_MM - _DAY_MM, _DAY_MM), tuple(rows))
