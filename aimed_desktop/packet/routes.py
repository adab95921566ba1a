"""Which of the notice's routes this application itself takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aimed_desktop.application.checks.evaluate import holds
from aimed_desktop.application.life.copies import own_copies, told_copies
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.dates import date_problem, printed_moment
from aimed_desktop.application.values.identifiers import email_addresses
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.model import Notice, Route, Term

TO_BE_FILLED = "待填"


def routes(app: Application, notice: Notice) -> tuple[Route, ...]:
    """The notice's routes without those that this application certainly does not take."""
    refused = {choice.route for choice in app.form.routes if holds(choice.when, app) is False}
    return tuple(
        _answered(app, route) for route in notice.routes if route.id is None or route.id not in refused
    )


def open_term(app: Application, route: Route, term: Term) -> Field | None:
    """The field in which is typed what the notice leaves open of a route; None where it prints it."""
    if route.id is None or _PRINTED[term](route):
        return None
    wanted = f"{route.id}.{term}"
    return next((field for field in app.form.fields if field.fills == wanted), None)


_PRINTED: dict[Term, Callable[[Route], object]] = {
    "until": lambda route: route.until,
    "mail": lambda route: route.mail,
    "place": lambda route: route.place,
}


def _answered(app: Application, route: Route) -> Route:
    """The route with what the authority said of it, as far as that was typed."""
    until, typed, place = (_typed(app, route, term) for term in ("until", "mail", "place"))
    mail = email_addresses(typed)
    if date_problem(until) is not None:
        until = ""
    if not (until or mail or place):
        return route
    return replace(
        route,
        until=until or route.until,
        mail=mail or route.mail,
        place=place or route.place,
    )


def _typed(app: Application, route: Route, term: Term) -> str:
    field = open_term(app, route, term)
    return app.text_of(field.id) if field is not None else ""


def own_route(app: Application, notice: Notice) -> Route | None:
    """The applicant's first route by which something is handed over, not typed into a website.

    A summary goes on from whom the applications reach.
    """
    if not notice.routes:
        return None
    first = _answered(app, notice.routes[0])
    if app.form.kind == "summary":
        return next((route for route in notice.routes if route.from_ != first.from_), first)
    chosen = {choice.route for choice in app.form.routes if holds(choice.when, app)}
    taken = routes(app, notice)
    start = next((route for route in taken if route.id in chosen), first)
    own = [route for route in taken if route.from_ == start.from_]
    return next((route for route in own if {"paper", "mail"}.intersection(route.by)), start)


def online_routes(app: Application, notice: Notice) -> tuple[Route, ...]:
    """The routes on which somebody types into a website: the applicant or, further on, the district."""
    return tuple(route for route in routes(app, notice) if {"website", "platform"}.intersection(route.by))


def own_online_routes(app: Application, notice: Notice) -> tuple[Route, ...]:
    """Those on which it is the applicant."""
    own = own_route(app, notice)
    return tuple(
        route for route in online_routes(app, notice) if own is not None and route.from_ == own.from_
    )


def filed_field(app: Application, notice: Notice) -> Field | None:
    """The field by which the form asks whether it was handed in online; None where it does not ask."""
    wanted = {f"{route.id}.filed" for route in own_online_routes(app, notice)}
    return next((field for field in app.form.fields if field.fills in wanted), None)


def copies(app: Application, notice: Notice) -> int | None:
    """报送: how many copies are handed in, as somebody said, else as the notice does. None: nobody says."""
    return told_copies(app) or noticed_copies(app, notice)


def all_copies(app: Application, notice: Notice) -> int | None:
    """How many copies are printed, stamped and signed: those handed in, and the one that stays (留底)."""
    number, own = copies(app, notice), own_copies(app)
    return number + own if number is not None else None


def copies_words(app: Application, notice: Notice) -> str:
    """3 份（报送 2 份，留底 1 份）; empty where nobody says how many."""
    number, own = copies(app, notice), own_copies(app)
    if number is None:
        return ""
    return f"{number + own} 份（报送 {number} 份，留底 {own} 份）" if own else f"{number} 份"


def noticed_copies(app: Application, notice: Notice) -> int | None:
    """How many the notice wants: the form's number, else that of the routes. None: it does not say."""
    if app.form.copies is not None:
        return app.form.copies
    route = own_route(app, notice)
    if route is not None and route.copies is not None:
        return route.copies
    return next((route.copies for route in routes(app, notice) if route.copies is not None), None)


def binding(app: Application, notice: Notice) -> str:
    """How the notice wants the paper bound; empty where it does not say."""
    return next((route.binding for route in routes(app, notice) if route.binding), "")


def amendment_note(route: Route, term: Term) -> str:
    """按补充通知（来源），原为……; empty where the notice stands as printed."""
    change = route.amendment(term)
    if change is None:
        return ""
    before = printed_moment(change.printed or "") if term == "until" else change.printed
    return f"按补充通知（{change.source}），{f'原为{before}' if before else '原通知未写明'}"
