"""材料报送清单: what is handed over on paper, once for the authority and once, signed, for the unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.judging.binding import page_count
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.plan.plan import Grid, GridCell, GridRow, Plan, PlanBlock, PlanPart
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.routes import TO_BE_FILLED, copies, own_route
from aimed_desktop.packet.routing import PAGE, WIDTH_MM, grid
from aimed_desktop.packet.sheets.sheet import (
    LABEL_MM,
    NUMBER_MM,
    Known,
    contact,
    facts,
    line,
    sheet_name,
    sheet_plan,
    usual_facts,
)

TITLE = "材料报送清单"
_THEIRS, _OURS = "受理单位留存", "报送单位留存，签收后带回"
_PAGE = replace(PAGE, number=False)  # each leaf stands alone
_COPIES_MM, _PAGES_MM, _REMARK_MM = 18.0, 26.0, 36.0
_SIGN_HEIGHT_MM = 12.0


@dataclass(frozen=True, slots=True)
class HandedPaper:
    """One line. `pages`: of one copy, None where they are not known; `files`: how many papers it is."""

    title: str
    pages: int | None
    files: int = 1

    @property
    def pages_words(self) -> str:
        return "" if self.pages is None else f"{self.pages} 页"


def handover_list(app: Application, notice: Notice, paper: FixedPaper, known: Known) -> tuple[str, bytes]:
    """The file's name and content. `known`: what the unit profile knows."""
    plan = handover_plan(app, notice, tuple(handed_papers(app, paper)), known)
    return sheet_name(app, TITLE, ".pdf"), pdf_bytes(plan)


def handed_papers(app: Application, paper: FixedPaper) -> Iterator[HandedPaper]:
    """Every document, then the supporting papers in the order of the notice's list."""
    for document in paper.documents:
        yield HandedPaper(document.title, len(document.pages))
    slots = {material.id: material.title for material in app.form.materials if not material.in_document}
    inside = {material.id for material in app.form.materials if material.in_document}
    for slot in dict.fromkeys([*slots, *(entry.slot for entry in app.materials)]):
        found = [entry.file for entry in app.materials if entry.slot == slot]
        if found and slot not in inside:
            counts = [page_count(app.files.read(file)) for file in found]
            pages = sum(filter(None, counts)) if all(counts) else None
            yield HandedPaper(slots.get(slot, "其他材料"), pages, len(found))


def handover_plan(app: Application, notice: Notice, papers: Sequence[HandedPaper], known: Known) -> Plan:
    """Both leaves as one layout plan; no code of ours stands on them."""
    first, second = (tuple(_leaf(app, notice, papers, known, leaf)) for leaf in (_THEIRS, _OURS))
    return sheet_plan(app, TITLE, first, [PlanPart("leaf-2", second, starts_page=True)], _PAGE)


def _leaf(
    app: Application, notice: Notice, papers: Sequence[HandedPaper], known: Known, leaf: str
) -> Iterator[PlanBlock]:
    number, route = copies(app, notice), own_route(app, notice)
    yield line(TITLE, "title")
    yield line(f"（一式二份：{leaf}）", "title_mark")
    to = [("致", route.to if route is not None else TO_BE_FILLED)]
    yield facts([*to, *usual_facts(app, notice)[:4], ("经办人", contact(app, known))], WIDTH_MM)
    yield line(_total(papers, number), "cell_heading")
    yield _table(papers, number)
    yield line("签收（收到上列材料）", "cell_heading")
    yield _signs([("签收人（签字）", "单位（章）"), ("电话", "签收时间")])
    if leaf is _OURS:
        yield line("对方不签收的，由经办人当场记下：", "cell_heading")
        yield _signs([("收件人", "电话"), ("送达时间", "送达地点")])


def _total(papers: Sequence[HandedPaper], number: int | None) -> str:
    return f"材料 {len(papers)} 种，{f'每种 {number} 份' if number else f'份数{TO_BE_FILLED}'}"


def _table(papers: Sequence[HandedPaper], number: int | None) -> Grid:
    rows = [["序号", "材料名称", "份数", "每份页数", "备注"]]
    for index, paper in enumerate(papers, 1):
        remark = f"{paper.files} 件" if paper.files > 1 else ""
        rows.append([str(index), paper.title, str(number or ""), paper.pages_words, remark])
    title_mm = WIDTH_MM - NUMBER_MM - _COPIES_MM - _PAGES_MM - _REMARK_MM
    widths = (NUMBER_MM, title_mm, _COPIES_MM, _PAGES_MM, _REMARK_MM)
    return grid(widths, rows, centred=(0, 2, 3), header=True)


def _signs(rows: Sequence[tuple[str, str]]) -> Grid:
    """Two things to write in each row."""
    room = WIDTH_MM / 2 - LABEL_MM
    made = [
        GridRow(
            (
                GridCell(0, (line(left, "cell_label"),)),
                GridCell(1, (line(""),)),
                GridCell(2, (line(right, "cell_label"),)),
                GridCell(3, (line(""),)),
            ),
            min_height_mm=_SIGN_HEIGHT_MM,
        )
        for left, right in rows
    ]
    return Grid((LABEL_MM, room, LABEL_MM, room), tuple(made))
