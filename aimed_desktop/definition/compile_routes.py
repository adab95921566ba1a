"""Which of the notice's routes the applications of a form take, by what was typed."""

from __future__ import annotations

from aimed_desktop.definition.compile_text import TextCompiler
from aimed_desktop.definition.known_keys import Keys, mapping
from aimed_desktop.definition.model import Notice, RouteChoice
from aimed_desktop.definition.problem import near


def compile_routes(keys: Keys, words: TextCompiler, notice: Notice | None) -> tuple[RouteChoice, ...]:
    """The choices in their order; without a notice the ids are not judged."""
    known = {route.id for route in notice.routes if route.id} if notice else None
    made: list[RouteChoice] = []
    for node in keys.nodes("routes"):
        shape = mapping(node, words.reporter, "routes（途径）")
        if shape is None:
            continue
        inner = Keys(shape, words.reporter, ("route", "when"), "routes（途径）")
        name, when = inner.text("route", required=True), inner.text("when", required=True)
        if name and known is not None and name not in known:
            message = f"通知里没有编号（id）为“{name}”的报送途径。{near(name, known)}"
            words.reporter.report(inner.line_of("route"), message)
        condition = words.condition(when, inner.line_of("when")) if when else None
        if name and condition is not None:
            made.append(RouteChoice(name, condition))
    return tuple(made)
