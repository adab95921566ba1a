"""A summary application from many applications: rows are added and brought up to date, typed words kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.shapes import Group
from aimed_desktop.application.values.types import normalise, normalise_values
from aimed_desktop.definition.fields import Collect, Field
from aimed_desktop.definition.library import Library
from aimed_desktop.definition.model import Form
from aimed_desktop.errors import UserProblem
from aimed_desktop.messages import sentence
from aimed_desktop.summary.collect import (
    LONGEST_TEXT,
    MOST_ROWS,
    Key,
    SummaryRow,
    collected_rows,
    filled_text,
    fold,
    key_columns,
    key_of,
    was_cut,
)
from aimed_desktop.summary.exclusions import (
    EXCLUDED,
    identity_of,
    remembered_exclusions,
    to_be_remembered,
)
from aimed_desktop.summary.sources import Source, Sources

COLLECTED = "collected"  # in the application's file: what the applications said when last collected


@dataclass(frozen=True, slots=True)
class Summary:
    """The filled summary, and what the clerk should look at."""

    application: Application
    told: tuple[str, ...]
    used: int  # how many applications gave rows
    excluded: tuple[str, ...] = ()  # names of those that stay out


def build_summary(form: Form, sources: Sources, library: Library, base: Application | None) -> Summary:
    """The summary of the applications found. Those of a form that it does not collect are refused.

    `base` is a summary begun earlier: its rows come first and in its order. A column that was typed, or
    changed since it was collected, is kept; an empty one, or one left as it was collected, is filled.
    What is excluded, now or in the base, has no row, unless it was put back.
    """
    wanted = {name for item in _collecting(form) for name in _collect(item).forms}
    used, left_out, told = [], [], list[str]()
    started = Application(form) if base is None else base
    out = dict.fromkeys((*remembered_exclusions(started.extra), *sources.excluded))
    kept_out = [identity for identity in out if identity not in sources.put_back]
    for source in sources.found:
        other = source.application.form
        if identity_of(source.application) in kept_out:
            left_out.append(source.name)
            told.append(sentence("summary_excluded", name=source.name))
        elif other.id in wanted:
            used.append(source)
        else:
            problem = UserProblem("summary_other_form", form=other.listed, summary=form.listed)
            sources.refuse(source.name, problem)
    values, extra = dict(started.values), dict(started.extra)
    remembered: Group = {}
    for item in _collecting(form):
        merger = _Merger(item, key_columns(item, _forms(library, _collect(item))))
        merger.begin(started.get(item.id), _remembered(extra, item.id))
        for source in used:
            if source.application.form.id in _collect(item).forms:
                merger.add_unless_left_out(source)
        values[item.id] = [*merger.rows]
        remembered[item.id] = [{**row} for row in merger.collected]
        told += merger.told
    for item in form.fields:
        if item.common is not None and values.get(item.id) is None:
            values[item.id] = _said_by_all(item, used, told)
    extra[COLLECTED] = remembered
    extra.pop(EXCLUDED, None)
    if kept_out:
        extra[EXCLUDED] = [{**identity} for identity in to_be_remembered(kept_out)]
    app = Application(
        form,
        normalise_values(form, values),
        started.materials,
        files=started.files,
        status=started.status,
        version=started.version,
        extra=extra,
    )
    return Summary(app, tuple(told), len(used), tuple(left_out))


def _collecting(form: Form) -> Iterator[Field]:
    return (item for item in form.fields if item.collect is not None)


def _collect(item: Field) -> Collect:
    assert item.collect is not None
    return item.collect


def _forms(library: Library, collect: Collect) -> list[Form]:
    forms = []
    for name in collect.forms:
        try:
            forms.append(library.form(name))
        except UserProblem:  # a form that is not here gives no rows either
            continue
    return forms


def _remembered(extra: Mapping[str, Any], name: str) -> list[SummaryRow]:
    """What was collected for the table last time; the file comes from outside, so its shape is checked."""
    kept = extra.get(COLLECTED)
    rows = kept.get(name) if isinstance(kept, Mapping) else None
    return [row for row in rows if _is_row(row)] if isinstance(rows, list) else []


def _is_row(row: Any) -> bool:
    return isinstance(row, Mapping) and all(isinstance(text, str) for text in row.values())


def _said_by_all(item: Field, used: Sequence[Source], told: list[str]) -> str | None:
    """What all applications say alike; None (and told) where they differ."""
    assert item.common is not None
    texts = {fold(text): text for source in used if (text := filled_text(item.common, source.application))}
    if len(texts) > 1:
        told.append(sentence("summary_differs", label=item.label, texts="、".join(sorted(texts.values()))))
    return next(iter(texts.values())) if len(texts) == 1 else None


@dataclass(slots=True)
class _Merger:
    """One table: the rows that stand there, and what each application adds to them."""

    table: Field
    columns: tuple[str, str] | None
    rows: list[dict[str, Any]] = field(default_factory=list)
    collected: list[SummaryRow] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)  # rows of the base that no source gave yet
    before: list[SummaryRow] = field(default_factory=list)
    first: dict[Key, str] = field(default_factory=dict)
    deleted: set[Key] = field(default_factory=set)  # rows that the officer has taken out of the base

    def begin(self, rows: Any, before: Iterable[SummaryRow]) -> None:
        """The rows of a summary begun earlier, and what was collected for them then."""
        self.rows = [dict(row) for row in rows or [] if isinstance(row, Mapping) and row]
        self.waiting = list(self.rows)
        self.before = list(before)
        standing = {self._key(row) for row in self.rows}
        self.deleted = {key for row in self.before if (key := self._key(row)) and key not in standing}

    def add_unless_left_out(self, source: Source) -> None:
        """The rows of one application; one that says itself that it does not belong here has none."""
        unless = self.table.collect.unless if self.table.collect else None
        field = source.application.form.field(unless) if unless else None
        if field is not None and source.application.get(field.id) is True:
            self.told.append(sentence("summary_left_out", name=source.name, label=field.label))
        else:
            self.add(source)

    def add(self, source: Source) -> None:
        """The rows of one application."""
        assert self.table.collect is not None
        keys = set()
        rows = collected_rows(self.table.collect, source.application)
        if was_cut(self.table.collect, source.application, rows):
            self.told.append(sentence("summary_cut", name=source.name, text=LONGEST_TEXT, rows=MOST_ROWS))
        for row in rows:
            normal = _normal(self.table, row)
            key = key_of(normal, self.columns) if self.columns else None
            self._update(normal, key, source.name)
            if key is not None and self.first.setdefault(key, source.name) != source.name:
                keys.add(key)
            self.collected.append(normal)
        for key in keys:
            self.told.append(sentence("summary_same_project", name=source.name, first=self.first[key]))

    def _update(self, collected: SummaryRow, key: Key | None, name: str) -> None:
        row = next((row for row in self.waiting if key is not None and self._key(row) == key), None)
        if row is None:
            if key is not None and key in self.deleted:
                self.told.append(sentence("summary_deleted_row", table=self.table.label, name=name))
            else:
                self.rows.append(dict(collected))
            return
        self.waiting = [other for other in self.waiting if other is not row]
        last = next((before for before in self.before if self._key(before) == key), {})
        for column, text in collected.items():
            if row.get(column) in (None, last.get(column)):
                row[column] = text
            elif row[column] != text:
                self.told.append(self._kept(row, column, name))

    def _kept(self, row: dict[str, Any], column: str, name: str) -> str:
        child = self.table.child(column)
        number = next(index for index, other in enumerate(self.rows, 1) if other is row)
        label = child.label if child else column
        return sentence("summary_kept", table=self.table.label, row=number, column=label, name=name)

    def _key(self, row: Mapping[str, Any]) -> Key | None:
        texts = {column: text for column, text in row.items() if isinstance(text, str)}
        return key_of(texts, self.columns) if self.columns else None


def _normal(item: Field, row: SummaryRow) -> SummaryRow:
    """The row as the summary's own columns hold it; a text that does not fit its column stays."""
    made = {}
    for column, text in row.items():
        child = item.child(column)
        value = normalise(child, text) if child else None
        if isinstance(value, str):
            made[column] = value
    return made
