"""网上填报: the sheet from which a website is filled in, and what is confirmed of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from aimed_desktop.application.life.online_filing import OnlineFiling, confirm, online_filing
from aimed_desktop.application.masking import holds_masked
from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.files.doubtful import leftover_sentences
from aimed_desktop.services.produced import Produced

if TYPE_CHECKING:
    from aimed_desktop.definition.model import Route

FILED: Final = "已网上提交"
SAME: Final = "纸质与系统一致"
_ASKED: Final = "在网上提交以后，在这里确认两项；确认只对这一版有效。"
_AT_REPORTING: Final = "在网上提交以后，标记已报送时会请您确认：已网上提交，纸质与系统一致。"


@dataclass(frozen=True, slots=True)
class OnlineTold:
    """What the page says. `state`: of the sheet, which an edit makes void.

    `can_confirm`: a version is fixed, and it is this unit that hands in online.
    """

    state: Literal["none", "void", "current"]
    words: str
    route: str
    version: int
    fingerprint: str
    is_own: bool
    can_confirm: bool
    is_filed: bool = False
    is_same: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether the clerk is asked before it is called handed in."""
        return self.can_confirm and not (self.is_filed and self.is_same)


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """What was written, and of which paper."""

    made: Produced
    version: int
    fingerprint: str


def online_told(app: Application, notice: Notice) -> OnlineTold | None:
    """What is to be said; None where nobody types this form into a website or platform."""
    from aimed_desktop.document.plan.fingerprint import fingerprint
    from aimed_desktop.packet.routes import online_routes, own_online_routes

    taken, own = online_routes(app, notice), own_online_routes(app, notice)
    if not taken:
        return None
    mark, filing = fingerprint(app), online_filing(app)
    is_current = filing is not None and filing.fingerprint == mark
    known = filing if filing is not None and is_current else OnlineFiling(app.version, mark)
    state: Literal["none", "void", "current"] = "none"
    if filing is not None and filing.is_made:
        state = "current" if is_current else "void"
    can_confirm = bool(own) and app.is_locked
    words = "".join(
        filter(None, (_sheet_words(state, filing, app.version, mark), _next(app, is_own=bool(own))))
    )
    return OnlineTold(
        state,
        words,
        "；".join(_way(route) for route in (own or taken)),
        app.version,
        mark,
        bool(own),
        can_confirm,
        known.is_filed,
        known.is_same,
    )


def confirm_filing(
    app: Application, notice: Notice, told: OnlineTold, *, is_filed: bool, is_same: bool
) -> None:
    """What the clerk says of the version that was told of; the form's own question is answered by it, too."""
    confirm(app, told.version, told.fingerprint, is_filed=is_filed, is_same=is_same)
    _answer(app, notice, is_so=is_filed and is_same)


def take_back_void(app: Application, notice: Notice, told: OnlineTold) -> None:
    """What was confirmed of another paper is no answer to the form's question any more."""
    filing = online_filing(app)
    if (
        told.is_missing
        and filing is not None
        and filing.is_confirmed
        and filing.fingerprint != told.fingerprint
    ):
        _answer(app, notice, is_so=False)


def _answer(app: Application, notice: Notice, *, is_so: bool) -> None:
    from aimed_desktop.packet.routes import filed_field

    if (field := filed_field(app, notice)) is not None:
        app.set(field.id, True if is_so else None)


def make_online_sheet(app: Application, notice: Notice, folder: Path) -> MadeSheet:
    """网上填报对照稿 in a folder of the application's own name in `folder`."""
    from aimed_desktop.document.export import write_files
    from aimed_desktop.document.plan.fingerprint import fingerprint
    from aimed_desktop.packet.names import packet_name
    from aimed_desktop.packet.routes import online_routes, own_online_routes
    from aimed_desktop.packet.sheets.online_page import online_page

    taken = own_online_routes(app, notice) or online_routes(app, notice)
    paths = write_files(folder / f"{packet_name(app, notice)}-文件", [online_page(app, notice, taken)])
    made = Produced(tuple(paths), (), personal=holds_masked(app), leftovers=leftover_sentences([folder]))
    return MadeSheet(made, app.version, fingerprint(app))


def _sheet_words(state: str, filing: OnlineFiling | None, version: int, mark: str) -> str:
    if state == "current" and filing is not None:
        same = "" if filing.version == version else f"，内容与{_version(version)}相同"
        return f"{_version(filing.version)}（核对码 {mark}）的对照稿已生成{same}。"
    if state == "void" and filing is not None:
        was = f"{_version(filing.version)}（核对码 {filing.fingerprint}）"
        return f"对照稿已过时：上次生成的是{was}，内容后来改过。请重新生成，旧的作废。"
    return "对照稿是一个网页文件，拷到能上网的电脑上打开，逐项复制；那台电脑不用装本程序。"


def _next(app: Application, *, is_own: bool) -> str:
    if not is_own:
        return "由上级填报时用，需要时连同电子版交去。"
    return _ASKED if app.is_locked else _AT_REPORTING


def _version(version: int) -> str:
    return f"第{version}版" if version else "草稿"


def _way(route: Route) -> str:
    where = f"（{route.url}）" if route.url and route.url not in route.to else ""
    return f"{route.from_} → {route.to}{where}"
