"""What the window asks about 有效期至 of a licence: how a day is read, and what is said of it."""

from __future__ import annotations

from typing import Literal

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.dates import printed
from aimed_desktop.application.values.validity import FOR_EVER, normalised

__all__ = ["FOR_EVER", "normalised", "validity_shown", "validity_told"]

_TOLD = {
    "material_validity": "看不懂，请填日期，如 2027-06-30",
    "material_lapsed": "申报日期之前已过期",
    "material_lapsing": "通知截止之前就过期",
}


def validity_shown(kept: str | None) -> str:
    """A kept day as it is shown: 2027年6月30日."""
    return printed(kept or "")


def validity_told(app: Application, kept: str | None) -> tuple[str, Literal["quiet", "warn"]]:
    """The words beside it and their look."""
    if kept is None:
        return "未填，证照上有的请填", "quiet"
    from aimed_desktop.application.checks.files import validity_problem

    code = validity_problem(app, kept)
    return (_TOLD[code], "warn") if code else ("", "quiet")
