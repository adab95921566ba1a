"""Supplementary notices: what the clerk records overrides the notice, and says where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final

from aimed_desktop.application.dates import iso_date, printed
from aimed_desktop.definition.model import Amended, Form, Notice, Route, Term
from aimed_desktop.definition.shape import is_date
from aimed_desktop.errors import UserProblem

_TERMS: Final[tuple[Term, ...]] = ("until", "mail", "place")
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
            _amended(route, amendment) if route.key == amendment.route else route for route in notice.routes
        )
        notice = replace(notice, routes=routes)
    return notice


def amended_form(form: Form, notice: Notice) -> Form:
    """The form with the deadline of its amended notice, by which its rules judge."""
    return form if form.deadline == notice.last_day else replace(form, deadline=notice.last_day)


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
