"""联合单位盖章随附说明: what each joint unit stamps and adds, and by when it sends all of it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.dates import printed
from aimed_desktop.definition.layout import Document, PageSetup, Title
from aimed_desktop.definition.model import Material, Notice
from aimed_desktop.document.pdf.pdf import pdf_bytes
from aimed_desktop.document.plan.plan import UNTICKED, Paragraph, Plan, PlanBlock, PlanPart, Run
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.packet.checklist import MOST_TICKED_COPIES, ChecklistLine, UnitSeals, own_unit, seals_of
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.hand_places import TO_BE_NAMED
from aimed_desktop.packet.names import printed_value
from aimed_desktop.packet.routes import TO_BE_FILLED
from aimed_desktop.packet.routing import PAGE, grid
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

TITLE = "联合单位盖章随附说明"
_TICK_MM = 15.0


@dataclass(frozen=True, slots=True)
class JointSeals:
    """What one joint unit stamps. `sheets`: pages of one copy that travel to it, None where not known."""

    seals: UnitSeals
    sheets: int | None

    @property
    def unit(self) -> str:
        return self.seals.unit


def joint_seals(app: Application, notice: Notice, paper: FixedPaper | None) -> tuple[JointSeals, ...]:
    """Each joint unit that stamps, in the order of the paper; one without a name is left out."""
    own = own_unit(app)
    return tuple(
        JointSeals(seals, _sheets(seals.places, paper))
        for seals in seals_of(app, notice, paper)
        if seals.unit not in (own, TO_BE_NAMED)
    )


def joint_files(
    app: Application, notice: Notice, paper: FixedPaper | None, until: str, known: Known
) -> list[tuple[str, bytes]]:
    """For each joint unit one PDF: the note, and the pages of the form that it signs for itself."""
    joint = joint_seals(app, notice, paper)
    return [
        (
            sheet_name(app, TITLE, ".pdf", to=each.unit),
            pdf_bytes(joint_plan(app, notice, each, joint, until, known)),
        )
        for each in joint
    ]


def joint_plan(
    app: Application,
    notice: Notice,
    mine: JointSeals,
    joint: Sequence[JointSeals],
    until: str,
    known: Known,
) -> Plan:
    """The note with what is printed for this unit, as a layout plan. `until`: a day, or empty."""
    pages = [*_own_pages(app, mine.unit)]
    page = replace(pages[0][0] if pages else PAGE, number=False)  # the pages behind it are no pages of ours
    width = page.width_mm - page.left_mm - page.right_mm - page.binding_mm
    blocks = (
        line(TITLE, "title"),
        facts(_facts(app, notice, mine, until, known), width),
        line(f"一、请盖章（{mine.seals.words}）", "cell_heading"),
        _table(mine.seals, width),
        line(_sheet_words(mine, [each.unit for each in joint], own_unit(app))),
        *_own_papers(app, mine),
        line("盖章前请先核对：公章刻名与纸上印的贵单位名称一字不差；不一致请先告诉我们，不要盖。"),
    )
    once = [part for _, parts in pages for part in parts]
    return sheet_plan(app, TITLE, blocks, [*_copies(once, mine.seals.copies)], page)


def _copies(parts: Sequence[PlanPart], copies: int) -> Iterator[PlanPart]:
    """What is signed, as often as it is wanted, each from the top of a page."""
    for copy in range(1, copies + 1):
        for number, part in enumerate(parts):
            bookmark = part.bookmark if copy == 1 else None
            yield replace(
                part, id=f"{part.id}-{copy}", starts_page=part.starts_page or not number, bookmark=bookmark
            )


def _facts(
    app: Application, notice: Notice, mine: JointSeals, until: str, known: Known
) -> list[tuple[str, str]]:
    return [
        ("致", mine.unit),
        *usual_facts(app, notice),
        ("请于", f"{printed(until)}前寄回" if until else "　　　　年　　月　　日前寄回"),
        ("联系人", contact(app, known)),
        ("寄回地址", _address(app, known)),
    ]


def _address(app: Application, known: Known) -> str:
    """Where the sheets come home to: the address for letters, else that of the unit."""
    by_key = {field.profile: path for path, field in app.form.walk() if "." not in path}
    keys = ("unit.mail_address", "unit.address")
    typed = (printed_value(app, by_key.get(key)) for key in keys)
    return next(filter(None, (*typed, *map(known, keys))), TO_BE_FILLED)


def _table(seals: UnitSeals, width_mm: float) -> PlanBlock:
    columns = seals.copies if seals.copies <= MOST_TICKED_COPIES else 1
    heads = [f"第{n}份" for n in range(1, columns + 1)] if columns == seals.copies else [f"{seals.copies}份"]
    rest = width_mm - NUMBER_MM - columns * _TICK_MM
    widths = (NUMBER_MM, rest * 0.5, rest * 0.5, *[_TICK_MM] * columns)
    rows = [["序号", "文书及第几页", "章盖在哪里", *heads]]
    for number, place in enumerate(seals.places, 1):
        label = place.stop.label.strip().rstrip("：")
        beside = f"（“{label}”一栏）" if label not in ("", "盖章") else ""
        rows.append([str(number), place.where, f"贵单位名称上{beside}", *[UNTICKED] * columns])
    return grid(widths, rows, centred=(0, *range(3, 3 + columns)), header=True)


def _sheet_words(mine: JointSeals, units: Sequence[str], own: str) -> str:
    number = f"{mine.sheets * mine.seals.copies} 页（每份 {mine.sheets} 页）" if mine.sheets else "这些纸"
    way = " → ".join([*units, f"{own}（最后盖章）"])
    return (
        f"随件 {number}，同样的纸依次送各单位盖章：{way}。"
        "请盖在原件上，全部寄回，不要留下，不要装订、折叠，也不要在别处写字。"
    )


def _own_papers(app: Application, mine: JointSeals) -> Iterator[PlanBlock]:
    """What the notice, or custom, wants of each joint unit for itself."""
    wanted = [material for material in app.form.materials if material.is_joint]
    if not wanted:
        return
    yield line("二、请贵单位另附", "cell_heading")
    for material in wanted:
        words = f" {material.title}，{mine.seals.copies} 份{_how(material)}"
        yield Paragraph((Run(UNTICKED, "tick"), Run(words)), "cell_answer")


def _how(material: Material) -> str:
    return "：印在本说明后面，请签字、盖章。" if material.joint_page else "：请加盖贵单位公章。"


def _own_pages(app: Application, unit: str) -> Iterator[tuple[PageSetup, list[PlanPart]]]:
    """The pages of the form that a joint unit signs for itself, with its name in place of the applicant's."""
    titles = [material.joint_page for material in app.form.materials if material.joint_page]
    if not titles:
        return
    plans = make_plans(_as_of(app, unit))
    for document, plan in zip(app.form.documents, plans, strict=True):
        for title in titles:
            ids = _part_ids(document, title)
            parts = [part for part in plan.parts if part.id in ids]
            if parts:
                yield document.page, parts


def _part_ids(document: Document, title: str) -> frozenset[str]:
    """The parts from this title to the next page that begins with something else."""
    found: list[str] = []
    for part in document.parts:
        is_title = isinstance(part.body, Title) and part.body.text.plain.replace("\n", "") == title
        if is_title or (found and not part.starts_page):
            found.append(part.id)
        elif found:
            break
    return frozenset(found)


def _as_of(app: Application, unit: str) -> Application:
    """The application as the joint unit would hand it in."""
    made = Application(app.form, app.values, app.materials, files=app.files)
    if app.form.unit_name:
        made.set(app.form.unit_name, unit)
    return made


def _sheets(places: Sequence[ChecklistLine], paper: FixedPaper | None) -> int | None:
    if paper is None:
        return None
    standing = [paper.place(place.number) for place in places]
    known = {(each.document, each.pages) for each in standing if each is not None and len(each.pages) == 1}
    return len(known) if all(each is not None and len(each.pages) == 1 for each in standing) else None
