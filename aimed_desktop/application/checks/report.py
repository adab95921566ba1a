"""Collects findings: fills their sentences, names their place, sorts them."""

from __future__ import annotations

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.checks.sentences import SENTENCES
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.paper_order import PaperOrder
from aimed_desktop.definition.model import CheckStep, Severity


class FindingCollector:
    """The findings of one application so far."""

    def __init__(self, app: Application) -> None:
        self.app = app
        self.paper = PaperOrder(app.form)
        self.findings: list[Finding] = []

    def error(self, path: str | None, code: str, *, blocks: CheckStep = "export", **context: object) -> None:
        """Something that must be mended (必改)."""
        self._add("error", path, code, blocks, context)

    def warning(
        self, path: str | None, code: str, *, blocks: CheckStep = "export", **context: object
    ) -> None:
        """Something worth a look (建议)."""
        self._add("warning", path, code, blocks, context)

    def add(
        self, severity: Severity, path: str | None, code: str, *, blocks: CheckStep, **context: object
    ) -> None:
        """Something of that severity."""
        self._add(severity, path, code, blocks, context)

    def label(self, path: str | None) -> str:
        """What to call the place in a message."""
        if path is None:
            return self.app.form.listed
        if path.startswith("materials."):
            slot = path.removeprefix("materials.")
            return next((m.title for m in self.app.form.materials if m.id == slot), slot)
        return self.paper.label(path)

    def sorted(self) -> list[Finding]:
        """Errors first, then in the order of the paper."""
        return sorted(self.findings, key=lambda f: (f.severity != "error", self.paper.rank(f.field)))

    def _add(
        self, severity: Severity, path: str | None, code: str, blocks: CheckStep, context: dict[str, object]
    ) -> None:
        rule, message, fix = SENTENCES[code]
        filled = {"label": self.label(path), **context}
        self.findings.append(
            Finding(
                severity=severity,
                rule=rule,
                field=path,
                label=str(filled["label"]),
                message=message.format(**filled),
                fix=fix.format(**filled),
                blocks=blocks,
            )
        )
