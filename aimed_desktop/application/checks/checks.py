"""Checks an application: what is missing or wrong, in Chinese, errors first. Reads no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from aimed_desktop.application.checks.evaluate import holds
from aimed_desktop.application.checks.files import (
    MaterialJudge,
    PictureProblem,
    check_images,
    check_materials,
    kind_problem,
    unjudged,
)
from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.checks.report import FindingCollector
from aimed_desktop.application.checks.scope import Scope
from aimed_desktop.application.checks.texts import check_text
from aimed_desktop.application.checks.values import (
    check_fitting,
    check_missing,
    check_row_numbers,
    check_shape,
)
from aimed_desktop.application.model import Application
from aimed_desktop.application.others import Other
from aimed_desktop.application.values import options
from aimed_desktop.application.values.filled import is_filled
from aimed_desktop.application.values.shapes import Group, Value, is_empty, is_mapping
from aimed_desktop.application.values.types import display
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.model import CheckStep, Rule

_LOOK_UPS = 20  # a near name costs time, and a file of many unknown keys is not meant for this form
MissingGlyphs = Callable[[str], set[str]]


def check(
    app: Application,
    others: Sequence[Other] = (),
    step: CheckStep | None = None,
    *,
    missing_glyphs: MissingGlyphs | None = None,
    picture_problem: PictureProblem = kind_problem,
    judge_material: MaterialJudge = unjudged,
) -> list[Finding]:
    """The findings of `app`, errors first, then in paper order.

    `others`: the same unit's other applications. `step`: only what blocks `export`; None and
    `pack`: everything. `missing_glyphs` says which characters of a text no font can draw,
    `picture_problem` why a picture cannot be printed, `judge_material` what is wrong with a supporting paper.
    """
    report = FindingCollector(app)
    checker = _Checker(report, others, missing_glyphs, picture_problem)
    for field in report.paper.in_order():
        checker.visit(field, field.id, "")
    checker.unknown(app.form.fields, app.values, "")
    for rule in app.form.rules:
        checker.judge(rule)
    check_materials(report, others, judge_material)
    if "form_version" in app.extra:
        report.warning(None, "version", old=app.extra["form_version"], new=app.form.version)
    return [finding for finding in report.sorted() if step != "export" or finding.blocks == "export"]


class _Checker:
    """Walks the fields that are shown, row by row."""

    def __init__(
        self,
        report: FindingCollector,
        others: Sequence[Other],
        missing_glyphs: MissingGlyphs | None,
        picture_problem: PictureProblem,
    ) -> None:
        self.report = report
        self.app = report.app
        self.others = others
        self.missing_glyphs = missing_glyphs
        self.picture_problem = picture_problem
        self.hidden: set[str] = set()
        self.looked_up = 0  # unknown keys for which a near name was looked for

    def visit(self, field: Field, path: str, at: str) -> None:
        """Check the field at the real path `path`, which stands in the row `at`."""
        if field.when is not None and holds(field.when, self.app, at, self.others) is False:
            self.hidden.add(path)
        elif field.each is not None:
            self._visit_groups(field, path)
        elif field.is_group:
            self._visit_group(field, path, at)
        else:
            self._visit_value(field, path)

    def _visit_value(self, field: Field, path: str) -> None:
        value = self.app.get(path)
        if field.is_rows and (value is None or isinstance(value, list)):
            self._visit_rows(field, path, value or [])
        elif is_empty(value):
            check_missing(self.report, field, path)
        elif check_shape(self.report, field, path, value):
            check_fitting(self.report, field, path, value)
            check_text(self.report, field, path, value)
            if field.is_narrative:
                check_images(self.report, path, value, self.picture_problem)
            self._check_glyphs(field, path, value)

    def _visit_rows(self, field: Field, path: str, rows: list[Value]) -> None:
        if not check_shape(self.report, field, path, rows):
            return
        if not is_filled(field, rows) and field.min_rows == 0:
            check_missing(self.report, field, path)
        check_row_numbers(self.report, field, path, rows)
        for index, row in enumerate(rows):
            if is_mapping(row) and not is_empty(row):
                self._visit_children(field, f"{path}.{index}")
                self.unknown(field.fields, row, f"{path}.{index}.")

    def _visit_groups(self, field: Field, path: str) -> None:
        """One group for each ticked option; answers of options no longer ticked are left alone."""
        value = self.app.get(path)
        if value is not None and not check_shape(self.report, field, path, value):
            return
        for label in options.labels(self.app.get(field.each or "")):
            self._visit_children(field, f"{path}.{label}")

    def _visit_group(self, field: Field, path: str, at: str) -> None:
        value = self.app.get(path)
        if value is not None and not check_shape(self.report, field, path, value):
            return
        if is_empty(value) and not field.required and at:
            return
        for child in field.fields:
            self.visit(child, f"{path}.{child.id}", at)

    def _visit_children(self, field: Field, path: str) -> None:
        for child in field.fields:
            self.visit(child, f"{path}.{child.id}", path)

    def _check_glyphs(self, field: Field, path: str, value: Value) -> None:
        missing = self.missing_glyphs(display(field, value)) if self.missing_glyphs else None
        if missing:
            names = "、".join(f"{character}（U+{ord(character):04X}）" for character in sorted(missing))
            self.report.warning(path, "glyph", characters=names)

    def unknown(self, fields: tuple[Field, ...], given: Group, prefix: str) -> None:
        """Keys that the form does not have: kept, but never printed."""
        known = {field.id for field in fields}
        for key in (key for key in given if key not in known):
            self.looked_up += 1
            near = _near(str(key), known) if self.looked_up <= _LOOK_UPS else ""
            self.report.warning(prefix + str(key), "unknown_field", label=key, name=key, near=near)

    def judge(self, rule: Rule) -> None:
        """The form's own rule; in rows, for each row that is filled."""
        for at, path in self._places(rule):
            if self._is_hidden(path) or not holds(rule.when, self.app, at, self.others):
                continue
            label = self.report.label(path)
            told = self.app.form.told(rule)
            message = told if path is None or label in told else f"“{label}”：{told}"
            self.report.findings.append(
                Finding(
                    rule.severity,
                    rule.id,
                    path,
                    label,
                    _stopped(message),
                    _stopped(rule.fix or self._usual_fix(rule, path)),
                    rule.blocks,
                )
            )

    def _usual_fix(self, rule: Rule, path: str | None) -> str:
        field = self.app.form.field(path) if path is not None else None
        if path is None or field is None:
            return "请核对后修改"
        if field.is_confirm:
            return "请核对后勾选确认"
        is_missing = rule.severity == "error" and is_empty(self.app.get(path))
        return "请填写" if is_missing and not (field.has_boxes or field.holds_fields) else "请核对后修改"

    def _places(self, rule: Rule) -> Iterable[tuple[str, str | None]]:
        if rule.at is None or Scope(self.app).real_path(rule.at) is not None:
            return [("", rule.at)]
        return [(path.rpartition(".")[0], path) for path in self._instances(rule.at)]

    def _is_hidden(self, path: str | None) -> bool:
        return any(f"{path}.".startswith(f"{hidden}.") for hidden in self.hidden)

    def _instances(self, path: str) -> Iterable[str]:
        for real in self.app.instances(path):
            row = real.rpartition(".")[0]
            is_numbered = row.rpartition(".")[2].isdigit()
            if not (is_numbered and is_empty(self.app.get(row))):
                yield real


def _stopped(sentence: str) -> str:
    return sentence if sentence.endswith(("。", "！", "？", "）")) else f"{sentence}。"


def _near(name: str, known: set[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name, sorted(known), 1)
    return f"（可能是“{found[0]}”）" if found else ""
