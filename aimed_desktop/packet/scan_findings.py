"""Stamped scans against the paper that was printed: what each is, whose it is, how many pages there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aimed_desktop.application.checks.files import FileProblem
from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.checks.sentences import SENTENCES
from aimed_desktop.application.model import Application
from aimed_desktop.document.judging.judge import LARGEST_BYTES, judge, read_text
from aimed_desktop.document.judging.verdict import Verdict
from aimed_desktop.files.reading import read_regular
from aimed_desktop.packet.file_problems import fix_of, problem_sentence, scan_problems
from aimed_desktop.packet.file_words import brief_name
from aimed_desktop.stopping import checkpoint

LABEL = "盖章扫描件"
FINGERPRINT = re.compile(r"[0-9A-HJKMNP-TV-Z]{8}")


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan as it was judged. `mark`: the fingerprint that a PDF made by this program carries."""

    name: str
    verdict: Verdict
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class ScanFinding:
    """`code` tells findings apart. `fact`: what the packet says of it once the clerk has given a reason for
    packing all the same; empty of a warning, and of what must be mended, as a file that nobody can open.
    """

    code: str
    finding: Finding
    fact: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it holds up the packing."""
        return self.finding.severity == "error"

    def explained(self) -> Finding:
        """The finding as it stands once the clerk has said why."""
        return replace(self.finding, severity="warning") if self.fact else self.finding


def read_scans(paths: Iterable[Path], unstamped: Sequence[bytes] = ()) -> tuple[Scan, ...]:
    """The scans at `paths`, judged, but for those with the very bytes of an `unstamped` print.

    UserProblem where there is no such file, or none that can be read.
    """
    scans = []
    for path in paths:
        checkpoint()
        content = read_regular(path, LARGEST_BYTES)
        if content not in unstamped:
            scans.append(scan_of(path.name, content))
    return tuple(scans)


def scan_slot(app: Application) -> str | None:
    """The material that a stamped scan meets, as a finding names it."""
    return next((f"materials.{material.id}" for material in app.form.materials if material.in_document), None)


def scan_of(name: str, content: bytes) -> Scan:
    """A scan of that content, judged."""
    verdict = judge(content)
    return Scan(name, verdict, fingerprint_in(content) if verdict.trouble is None else None)


def scan_findings(
    scans: Sequence[Scan], paper_pages: int | None, mark: str, slot: str | None
) -> tuple[ScanFinding, ...]:
    """Errors and warnings about the scans of the version with the fingerprint `mark`, errors first.

    Several files add up; `paper_pages` is the number of pages of one printed copy (None: not compared).
    `slot` is where findings stand.
    """
    found = [*_of_files(scans, slot), *_of_marks(scans, mark, slot)]
    can_all_be_read = not any(each.is_error and not each.fact for each in found)
    if paper_pages is not None and can_all_be_read:
        found += _of_pages(scans, paper_pages, slot)
    return tuple(sorted(found, key=lambda each: not each.is_error))


def fingerprint_in(content: bytes) -> str | None:
    """The fingerprint that a PDF made by this program carries, also after a seal was put on it."""
    keywords, _text = read_text(content)
    return keywords if FINGERPRINT.fullmatch(keywords) else None


def _of_files(scans: Iterable[Scan], slot: str | None) -> Iterator[ScanFinding]:
    for scan in scans:
        for problem in scan_problems(scan.name, scan.verdict):
            is_white = problem.code == "file_all_white"  # a faint one may only look so: the clerk knows
            severity = "error" if is_white else problem.severity
            finding = Finding(
                severity, "scan", slot, LABEL, problem_sentence(problem, LABEL), fix_of(problem), "pack"
            )
            yield ScanFinding(problem.code, finding, "扫描件中有的全是白页" if is_white else "")


def _of_marks(scans: Iterable[Scan], mark: str, slot: str | None) -> Iterator[ScanFinding]:
    for scan in scans:
        if scan.mark is not None and scan.mark != mark:
            context = {"file": brief_name(scan.name), "other": scan.mark, "mark": mark}
            yield _finding(FileProblem("error", "scan_version", context), slot, "扫描件中有另一个版本的")


def _of_pages(scans: Sequence[Scan], paper: int, slot: str | None) -> Iterator[ScanFinding]:
    found = sum(scan.verdict.inked or 0 for scan in scans)
    context = {"found": str(found), "paper": str(paper), "missing": str(paper - found)}
    if 0 < found < paper:  # where nothing stands on any page that is told already
        fact = f"扫描件缺 {paper - found} 页"
        yield _finding(FileProblem("error", "scan_pages_missing", context), slot, fact)
    elif found > paper:
        yield _finding(FileProblem("warning", "scan_pages_more", context), slot)


def _finding(problem: FileProblem, slot: str | None, fact: str = "") -> ScanFinding:
    sentence = SENTENCES[problem.code]
    finding = Finding(
        problem.severity, sentence.rule, slot, LABEL, problem_sentence(problem), fix_of(problem), "pack"
    )
    return ScanFinding(problem.code, finding, fact)
