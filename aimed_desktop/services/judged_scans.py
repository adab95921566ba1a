"""What speaks against the scans of a packet, and whether the clerk has said why it is made all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Severity
from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.services.packed_scans import (
    PackedScans,
    ScanPile,
    packed_scans,
    pile_in_archive,
    pile_of_file,
)

if TYPE_CHECKING:
    from aimed_desktop.archive.applications import Opened
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.archive.doubts import Doubt
    from aimed_desktop.packet.fixed_paper import FixedPaper


class KnownScans(Protocol):
    """How the scans of an application are known, and whether the clerk has said why they are packed."""

    def pile(self, scans: Sequence[GivenFile], paper: FixedPaper) -> ScanPile | None:
        """Their pages, matched with the paper that is packed; None where they cannot be matched."""

    def doubts(self, scans: Sequence[GivenFile], *, is_matched: bool) -> Sequence[Doubt]:
        """What speaks against the stamped set."""

    def is_explained(self, facts: Sequence[str]) -> bool:
        """Whether there is a reason for packing in spite of these."""


@dataclass(frozen=True, slots=True)
class ScansOfFile:
    """Beside an application that is a file of its own."""

    app: Application
    has_reason: bool

    def pile(self, scans: Sequence[GivenFile], paper: FixedPaper) -> ScanPile | None:
        return pile_of_file(self.app, scans, paper)

    def doubts(self, scans: Sequence[GivenFile], *, is_matched: bool) -> Sequence[Doubt]:
        return ()

    def is_explained(self, facts: Sequence[str]) -> bool:
        return self.has_reason


@dataclass(frozen=True, slots=True)
class KeptScans:
    """Of a kept application; `why`: the clerk's reason, noted in the archive before it counts."""

    archive: Archive
    opened: Opened
    why: str

    def pile(self, scans: Sequence[GivenFile], paper: FixedPaper) -> ScanPile | None:
        return pile_in_archive(self.archive, self.opened.id, self.opened.app, scans, paper)

    def doubts(self, scans: Sequence[GivenFile], *, is_matched: bool) -> Sequence[Doubt]:
        from aimed_desktop.archive.doubts import doubts

        contents = [each.content for each in scans]
        return doubts(self.archive, self.opened.id, contents, is_matched=is_matched)

    def is_explained(self, facts: Sequence[str]) -> bool:
        from aimed_desktop.application.life.lifecycle import explained_facts
        from aimed_desktop.archive.doubts import explain
        from aimed_desktop.archive.lifecycle import standing

        if self.why.strip():
            explain(self.archive, self.opened.id, facts, self.why)
            return True
        return explained_facts(standing(self.archive, self.opened.id)).issuperset(facts)


@dataclass(frozen=True, slots=True)
class JudgedScans:
    """The scans of a packet. `questions`: what is to be explained before it is made."""

    packed: PackedScans
    findings: tuple[Finding, ...]
    facts: tuple[str, ...]
    questions: tuple[str, ...]
    is_refused: bool


def judged_scans(
    app: Application, scans: Sequence[GivenFile], paper: FixedPaper, known: KnownScans, budget: int
) -> JudgedScans:
    """What is packed of them. `budget`: how large the stamped set may be, in bytes."""
    matched = known.pile(scans, paper)
    packed = packed_scans(app, scans, paper, matched, budget)
    doubts = known.doubts(scans, is_matched=matched is not None) if scans else ()
    said = (*(doubt.fact for doubt in doubts), *(each.fact for each in packed.findings if each.fact))
    facts = tuple(dict.fromkeys(said))
    is_hopeless = any(each.is_error and not each.fact for each in packed.findings)
    is_explained = bool(facts) and not is_hopeless and known.is_explained(facts)
    findings = (
        *(_doubt_finding(app, doubt, is_explained=is_explained) for doubt in doubts),
        *(each.explained() if is_explained else each.finding for each in packed.findings),
    )
    questions = facts if not is_explained and not is_hopeless else ()
    return JudgedScans(packed, findings, facts, questions, bool(questions) or is_hopeless)


def _doubt_finding(app: Application, doubt: Doubt, *, is_explained: bool) -> Finding:
    from aimed_desktop.packet.scan_findings import scan_slot

    severity: Severity = "warning" if is_explained else "error"
    return Finding(severity, "scan", scan_slot(app), "盖章扫描件", doubt.message, doubt.fix, "pack")
