"""What came of writing files: where they stand, what the checks said, what the clerk should look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.checks.finding import Finding

if TYPE_CHECKING:
    from aimed_desktop.packet.mail import Letter


@dataclass(frozen=True, slots=True)
class Produced:
    """What was written, and what the checks said. Nothing is written when it is `refused`."""

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]
    refused: bool = False
    personal: bool = False  # the plain files hold ID numbers
    told: tuple[str, ...] = ()  # what the clerk should look at besides
    letters: tuple[Letter, ...] = ()  # of a packet
    mail: Path | None = None  # of a packet: the folder of what is mailed
    contents: tuple[str, ...] = ()  # of a packet: the names of its files
    questions: tuple[str, ...] = ()  # of a refused packet: all that holds it up, once the clerk says why
    leftovers: tuple[str, ...] = ()  # sentences about hidden files beside what was written
    lost: tuple[str, ...] = ()  # sentences about what the archive could not give any more

    @property
    def errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)


def with_new(findings: tuple[Finding, ...], more: Sequence[Finding]) -> tuple[Finding, ...]:
    """`findings` and what is new in `more`: not what was said of the same field before."""
    said = {(finding.rule, finding.field) for finding in findings if finding.rule == "leftover"}
    return (*findings, *(f for f in more if f not in findings and (f.rule, f.field) not in said))
