"""Supplementary notices: what the clerk records overrides the notice, and says where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final

from aimed_desktop.application.values.dates import iso_date, printed, printed_moment
from aimed_desktop.definition.known_keys import is_date
from aimed_desktop.definition.model import Amended, Form, Notice, Route, Term
from aimed_desktop.errors import UserProblem

_TERMS: Final[tuple[Term, ...]] = ("until", "mail", "place")
_LABELS: Final[dict[Term, str]] = {"until": "截止时间", "mail": "邮箱", "place": "地点"}
_UNTIL = re.compile(r"(\d{4}-\d{2}-\d{2})(?: (?:[01]\d|2[0-3]):[0-5]\d)?")
_TYPED = re.compile(r"(?P<day>.+?)(?:\s*(?P<hour>\d{1,2})[:：时](?P<minute>\d{2})分?)?")
_MAIL = re.compile(r"[^@\s;；,，、]+@[^@\s;；,，、]+\.[^@\s;；,，、]+")


@dataclass(frozen=True, slots=True)
class Amendment:
    """One supplementary notice about one route of a notice. What it does not change is None."""

    route: str  # `Route.key`
    title: str  # of the supplementary notice, or who told it by telephone
    number: str = ""  # 文号
    date: str = ""  # of the supplementary notice, `2026-06-10`
    until: str | None = None  # Beijing time, as `Route.until`
    mail: str | None = None  # addresses joined by `; `
    place: str | None = None

    @property
    def source(self) -> str:
        """The supplementary notice as it is named beside what it has changed."""
        return "，".join(filter(None, (self.title, self.number, printed(self.date))))

    def to_data(self) -> dict[str, Any]:
        """Plain data; what is not changed is left out."""
        return {name: value for name, value in asdict(self).items() if value}


def amendment_of(data: Mapping[str, Any]) -> Amendment:
    """The amendment in stored data; what a newer program added is left out."""
    known = {field.name for field in fields(Amendment)}
    texts = {name: value for name, value in data.items() if name in known and isinstance(value, str)}
    return Amendment(**{"route": "", "title": "", **texts})


def checked(amendment: Amendment) -> Amendment:
    """The amendment, trimmed. UserProblem where it names no source, changes nothing, or is misspelt."""
    given = {name: text.strip() for name, text in amendment.to_data().items() if text.strip()}
    for name in given.keys() & {"until", "date"}:
        given[name] = _iso(given[name])
    made = amendment_of(given)
    if not made.title:
        raise UserProblem("amendment_without_source")
    if not (made.until or made.mail or made.place):
        raise UserProblem("amendment_empty")
    for text in filter(None, (made.until, made.date)):
        if not ((match := _UNTIL.fullmatch(text)) and is_date(match.group(1))):
            raise UserProblem("amendment_date", text=text)
    for address in mail_addresses(made.mail or ""):
        if not _MAIL.fullmatch(address):
            raise UserProblem("amendment_mail", address=address)
    return made


def mail_addresses(text: str) -> tuple[str, ...]:
    """The addresses of a line: blanks and any of ; ； , ， 、 stand between them."""
    return tuple(filter(None, re.split(r"[\s;；,，、]+", text)))


def amended_notice(notice: Notice, amendments: Iterable[Amendment]) -> Notice:
    """The notice with its routes overridden; of two amendments of the same thing the later one counts."""
    for amendment in amendments:
        routes = tuple(
            _amended(route, amendment) if amendment.route in (route.key, route.way) else route
            for route in notice.routes
        )
        notice = replace(notice, routes=routes)
    return notice


def amended_form(form: Form, notice: Notice) -> Form:
    """The form with the deadline of its amended notice, by which its rules judge."""
    return form if form.deadline == notice.last_day else replace(form, deadline=notice.last_day)


def changes_of(route: Route) -> list[str]:
    """What supplementary notices have changed of a route, a line each: 截止时间改为……（按补充通知……）."""
    return [_told(route, change) for change in route.amended]


def changes_in(text: str, notice: Notice) -> list[str]:
    """The changes of what `text`, a passage of the notice as published, still says."""
    squeezed = "".join(text.split())
    return [
        _told(route, change)
        for route in notice.routes
        for change in route.amended
        if change.printed and any(_stands_in(squeezed, words) for words in _said(change.term, change.printed))
    ]


def _told(route: Route, change: Amended) -> str:
    now = {"until": route.until, "mail": "、".join(route.mail), "place": route.place}[change.term]
    before = f"原为 {_words(change.term, change.printed)}" if change.printed else "原通知未写明"
    said = f"{_LABELS[change.term]}改为 {_words(change.term, now or '')}"
    return f"{said}（按补充通知：{change.source}；{before}）"


def _words(term: Term, value: str) -> str:
    return printed_moment(value) if term == "until" else value


def _said(term: Term, value: str) -> tuple[str, ...]:
    """The words by which a passage without blanks names it: the day, each mailbox, the place."""
    if term == "until":
        return (printed(value[:10]).partition("年")[2],)
    return mail_addresses(value) if term == "mail" else ("".join(value.partition("（")[0].split()),)


def _stands_in(text: str, words: str) -> bool:
    """Whether `words` stand in `text` for themselves: 1月5日 is not in 11月5日."""
    return re.search(rf"(?<![0-9A-Za-z]){re.escape(words)}", text) is not None


def _iso(text: str) -> str:
    """`2026年6月18日17：00` and the like as `2026-06-18 17:00`; what is no date as it was."""
    match = _TYPED.fullmatch(text)
    day = iso_date(match["day"]) if match else None
    if match is None or day is None:
        return text
    return f"{day} {int(match['hour']):02}:{match['minute']}" if match["hour"] else day


def _amended(route: Route, amendment: Amendment) -> Route:
    printed_words = {"until": route.until, "mail": "、".join(route.mail) or None, "place": route.place}
    changes = {change.term: change for change in route.amended}
    for term in _TERMS:
        if getattr(amendment, term):
            original = changes[term].printed if term in changes else printed_words[term]
            changes[term] = Amended(term, original, amendment.source)
    return replace(
        route,
        until=amendment.until or route.until,
        mail=mail_addresses(amendment.mail) if amendment.mail else route.mail,
        place=amendment.place or route.place,
        amended=tuple(changes.values()),
    )
