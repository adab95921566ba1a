"""The shipped examples with a value changed, and what the checks then say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.model import Application
from aimed_desktop.application.others import asked_of_others, other_of
from aimed_desktop.definition.library import default_library

LIBRARY = default_library(None)

Found = tuple[str, str | None, str, str]  # rule, field, severity, what it blocks


@cache
def _read(form_id: str) -> Application:
    return begin(LIBRARY, form_id, example=True)


def example(form_id: str, changes: Mapping[str, Any] | None = None, without: str = "") -> Application:
    """The example of a form, the values at some paths changed, without the materials of one slot."""
    read = _read(form_id)
    kept = tuple(material for material in read.materials if material.slot != without)
    app = Application(read.form, read.values, materials=kept, files=read.files)
    for path, value in (changes or {}).items():
        app.set(path, value)
    return app


def found(
    form_id: str,
    changes: Mapping[str, Any] | None = None,
    without: str = "",
    others: Sequence[Application] = (),
) -> set[Found]:
    """What the checks say of the changed example."""
    app = example(form_id, changes, without)
    asked = asked_of_others(app.form) or ()
    findings = check(app, [other_of(other, asked) for other in others])
    return {(finding.rule, finding.field, finding.severity, finding.blocks) for finding in findings}


def text_of(characters: int) -> str:
    """A text of so many 字."""
    return "示" * characters
