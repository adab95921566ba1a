"""A finding in words."""

from __future__ import annotations

from typing import Final

from aimed_desktop.application.checks.finding import Finding

SEVERITY: Final = {"error": "必改", "warning": "建议"}
TONE: Final = {"error": "bad", "warning": "warn"}
ICON: Final = {"error": "circle-alert", "warning": "lightbulb"}
CLEAN: Final = "没有必改的问题。"


def sentence(finding: Finding) -> str:
    """Where and what."""
    has_label = not finding.label or finding.label in finding.message
    return finding.message if has_label else f"{finding.label}：{finding.message}"


def finding_words(finding: Finding) -> str:
    """A finding in one line: how grave, where, what."""
    return f"{SEVERITY[finding.severity]}　{sentence(finding)}"
