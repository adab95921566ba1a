"""How an open application says on every page when it is due."""

from __future__ import annotations

from typing import NamedTuple

from aimed_desktop.application.life.due import own_deadline
from aimed_desktop.application.life.supplement import supplement_deadline
from aimed_desktop.application.model import HANDED_IN, Application
from aimed_desktop.application.values.dates import printed_moment
from aimed_desktop.definition.model import Notice
from aimed_desktop.services.start_words import days_left, deadline_words


class Due(NamedTuple):
    """How long is left for an open application: a short word, the role that colours it, the whole."""

    words: str
    role: str
    whole: str


def due_words(app: Application, notice: Notice) -> Due:
    """How long is left; no words where nothing is, or what is due was handed in."""
    if asked := supplement_deadline(app):
        return _of_supplement(asked)
    own = own_deadline(app)
    until = own or notice.deadline
    if until is None or app.status in HANDED_IN:
        return Due("", "quiet", "")
    words, role = days_left(until)
    if role == "quiet":
        words = "已截止"
    whole = deadline_words(until)[0]
    return Due(words, role, f"{whole}（告知本单位的时间）" if own else whole)


def _of_supplement(until: str) -> Due:
    """Of papers that are handed in later: 补正 5 天, as short as the top bar of a small screen asks for."""
    words, role = days_left(until)
    if role == "quiet":
        words, role = "已过期", "bad"
    return Due(f"补正{words.removeprefix('还有')}", role, f"材料补正，{printed_moment(until)}前交")
