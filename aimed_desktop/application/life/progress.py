"""How far an application is: required fields that are filled, and errors that are left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aimed_desktop.application.checks.evaluate import holds
from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.model import Application
from aimed_desktop.application.values import options
from aimed_desktop.application.values.shapes import is_empty
from aimed_desktop.definition.fields import Field


@dataclass(frozen=True, slots=True)
class Progress:
    """`filled` of `total` required fields; `errors`: 必改 that the checks have found."""

    filled: int
    total: int
    errors: int

    @property
    def percent(self) -> int:
        """Whole per cent, 100 only when nothing is left."""
        return 100 if self.filled == self.total else self.filled * 100 // self.total


def progress_of(app: Application, findings: Sequence[Finding]) -> Progress:
    """The progress of `app`, by the findings of a check that was just made."""
    states = [not is_empty(app.get(path)) for path in _required(app, app.form.fields, "", "")]
    errors = sum(finding.severity == "error" for finding in findings)
    return Progress(sum(states), len(states), errors)


def _required(app: Application, fields: tuple[Field, ...], prefix: str, at: str) -> Iterator[str]:
    """The real paths of the required fields that are shown; rows count once they are begun."""
    for field in fields:
        path = prefix + field.id
        if field.when is not None and holds(field.when, app, at) is False:
            continue
        if field.is_rows:
            rows = app.get(path)
            filled = [i for i, row in enumerate(rows) if not is_empty(row)] if isinstance(rows, list) else []
            if field.required or field.min_rows:
                yield path
            for index in filled:
                yield from _required(app, field.fields, f"{path}.{index}.", f"{path}.{index}")
        elif field.each is not None:
            for label in options.labels(app.get(field.each)):
                yield from _required(app, field.fields, f"{path}.{label}.", f"{path}.{label}")
        elif field.is_group:
            yield from _required(app, field.fields, f"{path}.", at)
        elif field.required:
            yield path
