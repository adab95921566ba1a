"""补交清单: which papers are handed in later, to whom and by when. It goes with the papers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from aimed_desktop.application.life.supplement import Supplement, new_papers
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.dates import printed, printed_moment
from aimed_desktop.definition.model import Notice
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.document.plan.plan import Paragraph, Plan, PlanBlock, PlanPart, Properties, Run
from aimed_desktop.files.file_names import mask_id_numbers
from aimed_desktop.packet.mail import contact_lines
from aimed_desktop.packet.names import printed_value
from aimed_desktop.packet.routes import TO_BE_FILLED
from aimed_desktop.packet.routing import PAGE, WIDTH_MM, grid

TITLE = "补交材料清单"
_LABEL_MM = 32.0
_NUMBER_MM = 13.0


def supplement_plan(app: Application, notice: Notice, rounds: list[Supplement]) -> Plan:
    """The list as a layout plan of its own."""
    blocks = (
        Paragraph((Run(TITLE),), "title"),
        grid(
            (_LABEL_MM, WIDTH_MM - _LABEL_MM),
            [
                ["通知", notice.title],
                ["申报表", app.form.listed],
                ["申报单位", printed_value(app, app.form.unit_name) or TO_BE_FILLED],
                ["项目名称", printed_value(app, app.form.project_name) or TO_BE_FILLED],
            ],
            centred=(0,),
        ),
        Paragraph((Run("申报书不变，只补交下列材料。"),), "cell_answer"),
        *(block for each in rounds for block in _round(app, each)),
        *(Paragraph((Run(line),), "cell_answer") for line in contact_lines(app)),
    )
    properties = Properties(TITLE, printed_value(app, app.form.unit_name), fingerprint(app))
    return Plan("supplement", properties, PAGE, (PlanPart("supplement", blocks, bookmark=TITLE),))


def paper_rows(app: Application, asked: Supplement) -> list[list[str]]:
    """The papers of a round: number, what it is, its file, and what it takes the place of."""
    titles = {material.id: material.title for material in app.form.materials}
    return [
        [
            str(number),
            titles.get(paper.entry.slot, "其他材料"),
            _shown(paper.entry.file),
            f"替换“{_shown(paper.instead)}”" if paper.instead else "补交",
        ]
        for number, paper in enumerate(new_papers(app, asked), 1)
    ]


def _round(app: Application, asked: Supplement) -> Iterator[PlanBlock]:
    until = printed_moment(asked.until) if asked.until else f"{TO_BE_FILLED}（请向受理单位确认）"
    facts = [["交给", asked.who], ["期限", until]]
    if asked.handed:
        facts.append(["交出日期", printed(asked.handed)])
    yield grid((_LABEL_MM, WIDTH_MM - _LABEL_MM), facts, centred=(0,))
    rest = WIDTH_MM - _NUMBER_MM
    rows = [["序号", "材料", "文件", "说明"], *paper_rows(app, asked)]
    yield grid((_NUMBER_MM, rest * 0.36, rest * 0.36, rest * 0.28), rows, centred=(0,), header=True)


def _shown(name: str) -> str:
    return mask_id_numbers(PurePosixPath(name).name)
