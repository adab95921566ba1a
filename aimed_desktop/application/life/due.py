"""When an application is due: the day that the authority has told this applicant, else the notice's."""

from __future__ import annotations

from aimed_desktop.application.checks.evaluate import holds
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.dates import date_problem


def own_deadline(app: Application) -> str:
    """The day that was typed as this applicant's own; empty where no real day was."""
    days = (
        app.get(field.id)
        for field in app.form.fields
        if field.is_due and (field.when is None or holds(field.when, app) is not False)
    )
    return next((day for day in days if isinstance(day, str) and date_problem(day) is None), "")
