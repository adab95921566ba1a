"""材料补正: papers that are handed in later, for a version that stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Literal

from aimed_desktop.application.life.supplement import (
    OFFERED_TO,
    NewPaper,
    new_papers,
    open_supplement,
    supplements,
)
from aimed_desktop.application.masking import holds_masked
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.dates import printed, printed_moment
from aimed_desktop.definition.model import Notice
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.doubtful import leftover_sentences
from aimed_desktop.services.produced import Produced
from aimed_desktop.settings import USUAL, read_settings

_TITLE: Final = "材料补正"
_OFFER: Final = "受理单位要求补材料时用：申报书不改，只补交缺的材料；版本、盖章、扫描件都继续有效。"


@dataclass(frozen=True, slots=True)
class SupplementTold:
    """What the page says of 材料补正. `state`: it is offered, papers are asked for, or were handed in."""

    state: Literal["offered", "asked", "handed"]
    title: str
    words: str
    papers: tuple[str, ...] = ()  # a line each
    can_ask: bool = True  # whether more papers may be asked for


def told_of(app: Application) -> SupplementTold | None:
    """What is to be said of an application that was handed in; None of any other."""
    rounds = supplements(app)
    if not rounds:
        return SupplementTold("offered", _TITLE, _OFFER) if app.status in OFFERED_TO else None
    last, can_ask = rounds[-1], app.status in OFFERED_TO
    if not last.handed and not can_ask:  # it was refused before the papers came
        return None
    papers = tuple(_line(app, paper) for paper in new_papers(app, last))
    if last.handed:
        words = f"{printed(last.handed)}已补交。{last.who}要求：{last.missing}"
        return SupplementTold("handed", f"{_TITLE}：已补交", words, papers, can_ask)
    return SupplementTold("asked", f"{_TITLE}：还没有交", asked_words(app), papers, can_ask=False)


def asked_words(app: Application) -> str:
    """What is asked for now, by whom, by when, and what can be done; empty where nothing is."""
    asked = open_supplement(app)
    if asked is None:
        return ""
    until = f"{printed_moment(asked.until)}前交" if asked.until else "没有说期限，请问清楚"
    return (
        f"{asked.who}要求补正：{asked.missing}（{until}）。"
        "申报书不改，盖章和扫描件继续有效；材料只能添加，或替换不对的，换下的仍留在档案里。"
    )


def _line(app: Application, paper: NewPaper) -> str:
    titles = {material.id: material.title for material in app.form.materials}
    title, name = titles.get(paper.entry.slot, "其他材料"), PurePosixPath(paper.entry.file).name
    instead = f"，替换“{PurePosixPath(paper.instead).name}”" if paper.instead else ""
    return f"{title}：{name}{instead}"


def make_supplement(
    app: Application, notice: Notice, folder: Path, today: str, data_dir: Path | None = None
) -> Produced:
    """The new papers of the last round with 补交清单 and the mail, in a folder of their own in `folder`.

    The mail is of `today`, of the day when they were handed in once they were. UserProblem where nothing was
    asked for, or nothing has come in. `data_dir`: whose settings say how large a mail may be.
    """
    from aimed_desktop.packet.supplement_folder import write_supplement

    rounds = supplements(app)
    if not rounds:
        raise UserProblem("supplement_none")
    settings = read_settings(data_dir) if data_dir is not None else USUAL
    asked = open_supplement(app) or rounds[-1]
    made = write_supplement(app, notice, asked, folder, asked.handed or today, settings.mail_limit_bytes)
    told = () if made.is_complete else ("有文件一封邮件放不下，草稿里没有放，请用邮箱的“超大附件”发送。",)
    if not made.letters:
        told = ("这份申报通知没有要求发邮件，没有生成邮件。",)
    return Produced(
        (made.folder,),
        (),
        personal=holds_masked(app),
        told=told,
        letters=made.letters,
        contents=made.contents,
        leftovers=leftover_sentences([folder]),
    )
