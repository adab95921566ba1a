"""What a check says about an application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from aimed_desktop.definition.model import CheckStep, Severity

CAME_BACK = "came_back"  # a rule of the window alone: why an earlier application of the unit came back


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing or wrong: 必改 (error) or 建议 (warning).

    `field` is a path (`cases.0.dataset_name`), `materials.SLOT`, or None for the whole application.
    `message` says where and what, `fix` how to mend it; neither holds what was typed.
    """

    severity: Severity
    rule: str
    field: str | None
    label: str
    message: str
    fix: str
    blocks: CheckStep = "export"

    def to_json(self) -> dict[str, str | None]:
        """The finding as the command line prints it."""
        return asdict(self)


def personal(findings: Iterable[Finding]) -> list[Finding]:
    """Those that tell of what may say who a patient is: an ID number, a telephone, a name."""
    return [finding for finding in findings if finding.rule == "secret"]
