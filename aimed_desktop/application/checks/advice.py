"""What the window suggests beside the checks: neater wording, and what the unit profile says otherwise.

The command line does not print it: no form is worse for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aimed_desktop.application.checks.evaluate import holds
from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.checks.report import FindingCollector
from aimed_desktop.application.checks.wording import faults, texts_of
from aimed_desktop.application.model import Application
from aimed_desktop.application.profile.profile import Profile, profile_difference
from aimed_desktop.application.values import options
from aimed_desktop.application.values.shapes import Value, is_empty
from aimed_desktop.definition.fields import Field

WORDING, PROFILE = "wording", "profile"  # rules of the window alone
_OF_UNIT = "unit."  # its people may be others for each application


def advise(app: Application, profile: Profile | None = None) -> list[Finding]:
    """Suggestions for the fields that are filled and shown, in paper order."""
    report = FindingCollector(app)
    for field in report.paper.in_order():
        for inner, path in _filled(app, field, field.id, ""):
            _look_at(report, inner, path, profile)
    return report.sorted()


def merged(app: Application, found: Sequence[Finding], more: Sequence[Finding]) -> list[Finding]:
    """Both as one list: errors first, then in paper order."""
    report = FindingCollector(app)
    report.findings = [*found, *more]
    return report.sorted()


def _look_at(report: FindingCollector, field: Field, path: str, profile: Profile | None) -> None:
    value = report.app.get(path)
    if field.is_free_text and (found := faults(texts_of(value))):
        report.warning(path, "wording", faults="、".join(found))
    is_of_unit = (field.profile or "").startswith(_OF_UNIT)
    if profile is not None and is_of_unit and profile_difference(field, value, profile) is not None:
        report.warning(path, "profile")


def _filled(app: Application, field: Field, path: str, at: str) -> Iterator[tuple[Field, str]]:
    """The fields under `field` in which something stands, with their real paths."""
    value = app.get(path)
    if is_empty(value) or (field.when is not None and holds(field.when, app, at) is False):
        return
    for inner in _holders(app, field, path, value):
        for child in field.fields:
            yield from _filled(app, child, f"{inner}.{child.id}", inner)
    if not field.fields:
        yield field, path


def _holders(app: Application, field: Field, path: str, value: Value) -> list[str]:
    """The paths of the rows or groups of a field that has children."""
    if field.each is not None:
        return [f"{path}.{label}" for label in options.labels(app.get(field.each))]
    if field.is_rows:
        return [f"{path}.{index}" for index in range(len(value))] if isinstance(value, list) else []
    return [path]
