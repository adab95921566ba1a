"""What a copy has taken over from an earlier application and nobody has looked at yet: kept on the desk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from aimed_desktop.application.editing.copying import is_same_call, year_of
from aimed_desktop.application.life.desk import on_desk, put_on_desk
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Value, is_empty, is_mapping
from aimed_desktop.application.values.types import display

_KEY = "carried_over"
_EARLIER = "从前的申报件"


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """`paths`: the top-level fields still to be looked at; `last`: what was said last where it is empty;
    `edited`: those whose mark an edit took away, with the digest of what was copied. It survives a reopening.
    """

    source: str = ""  # 2025年的申报件
    paths: frozenset[str] = frozenset()
    last: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, str] = field(default_factory=dict)  # who said it, where `source` said nothing
    edited: Mapping[str, str] = field(default_factory=dict)

    def last_words(self, path: str) -> str:
        """Who said last what belongs at `path`, and what; empty where nobody did."""
        said = self.last.get(path)
        return f"{self.earlier.get(path, self.source)}填的是 {said}" if said else ""


def carry_over(app: Application, source: Application) -> None:
    """Mark what the new copy `app` says as taken over from `source`; figures of another year come empty."""
    last = {} if is_same_call(source, app.form) else _emptied(app)
    before = carried_over(source)
    still = {path: words for path, words in before.last.items() if path not in last and _is_open(app, path)}
    earlier = {path: before.earlier.get(path, before.source) for path in still}
    paths = [each.id for each in app.form.fields if not is_empty(app.get(each.id))]
    _keep(app, CarriedOver(_named(source), frozenset(paths), {**last, **still}, earlier))


def carried_over(app: Application) -> CarriedOver:
    """What is still to be looked at; nothing where the application is no copy."""
    kept = on_desk(app, _KEY)
    if not is_mapping(kept):
        return CarriedOver()
    paths = kept.get("paths")
    known = {each.id for each in app.form.fields}
    return CarriedOver(
        str(kept.get("source") or _EARLIER),
        frozenset(path for path in paths if path in known) if isinstance(paths, list) else frozenset(),
        _texts(kept.get("last")),
        _texts(kept.get("earlier")),
        {path: digest for path, digest in _texts(kept.get("edited")).items() if path in known},
    )


def look_at(app: Application, paths: Iterable[str]) -> bool:
    """The top-level fields of `paths` were looked at; whether any was marked."""
    now = carried_over(app)
    seen = {path.partition(".")[0] for path in paths} & now.paths
    if seen:
        _keep(app, replace(now, paths=now.paths - seen, edited=_without(now.edited, seen)))
    return bool(seen)


def mark_again(app: Application, paths: Iterable[str], was: CarriedOver) -> bool:
    """The top-level fields `paths` are still to be looked at, as `was` had them; whether any is new."""
    now = carried_over(app)
    again = set(paths) - now.paths
    if again:
        _keep(app, replace(was, paths=now.paths | again, edited=_without(now.edited, again)))
    return bool(again)


def follow_edit(app: Application, path: str, copied: Mapping[str, Value], was: CarriedOver) -> bool:
    """Take the mark of the field at `path` away, where it is not what was `copied` any more; bring it back
    where it is that again, in whatever session it was edited. Whether the mark changed.

    A cell that is edited says nothing of the rest of its rows or group: those are looked at only.
    """
    top = path.partition(".")[0]
    declared, now = app.form.field(top), carried_over(app)
    if declared is None or declared.holds_fields:
        return False
    value = app.get(top)
    if top in now.edited:
        return _digest(value) == now.edited[top] and mark_again(app, [top], was)
    if top not in now.paths or top not in copied or value == copied[top]:
        return False
    edited = {**now.edited, top: _digest(copied[top])}
    _keep(app, replace(now, paths=now.paths - {top}, edited=edited))
    return True


def _digest(value: Value) -> str:
    """Tells two values apart and says nothing of either."""
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _without(edited: Mapping[str, str], paths: Iterable[str]) -> dict[str, str]:
    gone = set(paths)
    return {path: digest for path, digest in edited.items() if path not in gone}


def _emptied(app: Application) -> dict[str, str]:
    """The figures of a year, which `app` has no more."""
    last = {}
    for path, declared in app.form.walk():
        if declared.yearly:
            for real in list(app.instances(path)):
                if words := display(declared, app.get(real)):
                    last[real] = words
                    app.set(real, None)
    return last


def _is_open(app: Application, path: str) -> bool:
    """Whether a figure of a year belongs at `path`, and is not there yet."""
    declared = app.form.field(path)
    return declared is not None and declared.yearly and is_empty(app.get(path))


def _texts(kept: Value) -> dict[str, str]:
    return {key: words for key, words in kept.items() if isinstance(words, str)} if is_mapping(kept) else {}


def _keep(app: Application, made: CarriedOver) -> None:
    if not (made.paths or made.last or made.edited):
        put_on_desk(app, _KEY, None)
        return
    kept: dict[str, Value] = {"source": made.source, "paths": [*sorted(made.paths)], "last": {**made.last}}
    if made.earlier:
        kept["earlier"] = {**made.earlier}
    if made.edited:
        kept["edited"] = {**made.edited}
    put_on_desk(app, _KEY, kept)


def _named(source: Application) -> str:
    """By the year in which it was made."""
    year = year_of(source)
    return f"{year}年的申报件" if year else _EARLIER
