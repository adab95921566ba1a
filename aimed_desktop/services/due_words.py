"""How an open application says on every page when it is due."""

from __future__ import annotations

from typing import NamedTuple

from aimed_desktop.application.life.due import own_deadline
from aimed_desktop.application.life.supplement import supplement_deadline
from aimed_desktop.application.model import HANDED_IN, Application
from aimed_desktop.application.values.dates import printed, printed_moment
from aimed_desktop.definition.model import Notice
from aimed_desktop.services.start_words import days_left, deadline_words


class Due(NamedTuple):
    """How long is left: a short word, the role that colours it, the whole; `dated`: where there is room."""

    words: str
    role: str
    whole: str
    dated: str = ""


_NOTHING = Due("", "quiet", "")


def due_words(app: Application, notice: Notice) -> tuple[Due, Due]:
    """How long is left, and beside it, where the unit was told a day of its own, what the notice says.

    No words where nothing is due, or what is due was handed in.
    """
    if asked := supplement_deadline(app):
        return _of_supplement(asked), _NOTHING
    if app.status in HANDED_IN:
        return _NOTHING, _NOTHING
    own, by_notice = own_deadline(app), notice.deadline
    if not own:
        return _until(by_notice) if by_notice else _NOTHING, _NOTHING
    due = _named("本单位", own)
    told = due._replace(whole=f"{due.whole}（告知本单位的时间）")
    return told, _notices_own(by_notice) if by_notice else _NOTHING


def _notices_own(until: str) -> Due:
    due = _named("通知", until)
    return due._replace(role="quiet", whole=f"通知{due.whole}")


def _named(whose: str, until: str) -> Due:
    """本单位 4 天, dated 本单位6月5日 还有 4 天: two of them stand in the top bar of a small screen."""
    due = _until(until)
    dated = f"{whose}{printed(until[:10]).partition('年')[2]} {due.words}"
    return due._replace(words=f"{whose}{due.words.removeprefix('还有')}", dated=dated)


def _until(until: str) -> Due:
    words, role = days_left(until)
    return Due("已截止" if role == "quiet" else words, role, deadline_words(until)[0])


def _of_supplement(until: str) -> Due:
    """Of papers that are handed in later: 补正 5 天, as short as the top bar of a small screen asks for."""
    words, role = days_left(until)
    if role == "quiet":
        words, role = "已过期", "bad"
    return Due(f"补正{words.removeprefix('还有')}", role, f"材料补正，{printed_moment(until)}前交")
