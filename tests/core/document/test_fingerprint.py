"""The fingerprint changes with everything that the paper says, and with nothing else."""

from __future__ import annotations

from dataclasses import replace

from aimed_desktop.application.model import Application
from aimed_desktop.document.plan.fingerprint import fingerprint
from tests.core.forms.examples import example


def test_the_same_answers_on_another_version_of_the_form_have_another_fingerprint() -> None:
    app = example("wuhan-2026-1")
    newer = replace(app.form, version=app.form.version + 1)
    assert fingerprint(Application(newer, app.values, files=app.files)) != fingerprint(app)


def test_the_same_answers_on_another_form_have_another_fingerprint() -> None:
    app = example("wuhan-2026-1")
    other = replace(app.form, id="city-2027-1")
    assert fingerprint(Application(other, app.values, files=app.files)) != fingerprint(app)


def test_a_printed_answer_changes_it_and_one_that_is_only_carried_does_not() -> None:
    app = example("wuhan-2026-1")
    mark = fingerprint(app)
    carried = next(field.id for field in app.form.fields if field.is_term)
    app.set(carried, "2026-06-09")
    assert fingerprint(app) == mark
    app.set("lead_phone", "13800138001")
    assert fingerprint(app) != mark
