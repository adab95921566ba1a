"""What a copy has taken over from an earlier application and nobody has looked at yet: kept on the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aimed_desktop.application.life.desk import on_desk, put_on_desk
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.dates import date_problem
from aimed_desktop.application.values.shapes import Value, is_empty, is_mapping
from aimed_desktop.application.values.types import display

_KEY = "carried_over"
_EARLIER = "从前的申报件"


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """`paths`: the top-level fields still to be looked at; `last`: what the source said where it is empty."""

    source: str = ""  # 2025年的申报件
    paths: frozenset[str] = frozenset()
    last: Mapping[str, str] = field(default_factory=dict)


def carry_over(app: Application, source: Application) -> None:
    """Mark what the new copy `app` says as taken over from `source`; figures of a year come empty."""
    last = {}
    for path, declared in app.form.walk():
        if declared.yearly:
            for real in list(app.instances(path)):
                if words := display(declared, app.get(real)):
                    last[real] = words
                    app.set(real, None)
    paths = [each.id for each in app.form.fields if not is_empty(app.get(each.id))]
    _keep(app, CarriedOver(_named(source), frozenset(paths), last))


def carried_over(app: Application) -> CarriedOver:
    """What is still to be looked at; nothing where the application is no copy."""
    kept = on_desk(app, _KEY)
    if not is_mapping(kept):
        return CarriedOver()
    paths, last = kept.get("paths"), kept.get("last")
    known = {each.id for each in app.form.fields}
    return CarriedOver(
        str(kept.get("source") or _EARLIER),
        frozenset(path for path in paths if path in known) if isinstance(paths, list) else frozenset(),
        {key: words for key, words in last.items() if isinstance(words, str)} if is_mapping(last) else {},
    )


def look_at(app: Application, paths: Iterable[str]) -> bool:
    """The top-level fields of `paths` were edited or looked at; whether any was marked."""
    now = carried_over(app)
    seen = {path.partition(".")[0] for path in paths} & now.paths
    if seen:
        _keep(app, CarriedOver(now.source, now.paths - seen, now.last))
    return bool(seen)


def _keep(app: Application, made: CarriedOver) -> None:
    if not (made.paths or made.last):
        put_on_desk(app, _KEY, None)
        return
    kept: dict[str, Value] = {"source": made.source, "paths": [*sorted(made.paths)], "last": {**made.last}}
    put_on_desk(app, _KEY, kept)


def _named(source: Application) -> str:
    """By the year in which it was made."""
    day = source.text_of(source.form.apply_date)
    if date_problem(day) is not None:
        day = source.form.deadline or ""
    return f"{day[:4]}年的申报件" if day else _EARLIER
