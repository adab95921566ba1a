"""The packet of an application: its folder and zip, and what speaks against the scans in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.masking import holds_masked
from aimed_desktop.application.model import Application
from aimed_desktop.application.others import Other
from aimed_desktop.definition.model import Notice, Severity
from aimed_desktop.files.doubtful import leftover_sentences
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.reading import read_regular
from aimed_desktop.services.checking import check_application
from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.services.packed_scans import (
    PackedScans,
    ScanPile,
    packed_scans,
    pile_in_archive,
    pile_of_file,
)
from aimed_desktop.services.produced import Produced, with_new
from aimed_desktop.settings import USUAL, UserSettings, read_settings

if TYPE_CHECKING:
    from aimed_desktop.archive.applications import Opened
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.archive.doubts import Doubt
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.pack import PackResult
    from aimed_desktop.services.gathering import StampedFile


class KnownScans(Protocol):
    """How the scans of an application are known, and whether the clerk has said why they are packed."""

    def pile(self, scans: Sequence[GivenFile], paper: FixedPaper) -> ScanPile | None:
        """Their pages, matched with the paper that is packed; None where they cannot be matched."""

    def doubts(self, scans: Sequence[GivenFile], *, is_matched: bool) -> Sequence[Doubt]:
        """What speaks against the stamped set."""

    def is_explained(self, facts: Sequence[str]) -> bool:
        """Whether there is a reason for packing in spite of these."""


@dataclass(frozen=True, slots=True)
class _OfFile:
    app: Application
    has_reason: bool

    def pile(self, scans: Sequence[GivenFile], paper: FixedPaper) -> ScanPile | None:
        return pile_of_file(self.app, scans, paper)

    def doubts(self, scans: Sequence[GivenFile], *, is_matched: bool) -> Sequence[Doubt]:
        return ()

    def is_explained(self, facts: Sequence[str]) -> bool:
        return self.has_reason


@dataclass(frozen=True, slots=True)
class _Kept:
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


def pack_kept(
    archive: Archive,
    opened: Opened,
    out: Path,
    scans: Sequence[Path] = (),
    others: Sequence[Other] = (),
    settings: UserSettings = USUAL,
    why: str = "",
) -> Produced:
    """The packet of a kept application, of a fixed version with its very files.

    What speaks against the scans refuses it with `questions`, unless it was explained or `why` does so now:
    the reason is in the archive before anything gets its name.
    """
    from aimed_desktop.archive.papers import current_paper
    from aimed_desktop.services.picture_sheet import unseen_finding

    made = pack_application(
        opened.app,
        opened.notice,
        opened.sources,
        out,
        scans,
        others,
        settings,
        current_paper(archive, opened.id),
        known=_Kept(archive, opened, why),
        temporary=archive.folder / "tmp",
    )
    unseen = unseen_finding(opened.app) if not made.refused else None
    return made if unseen is None else replace(made, findings=(*made.findings, unseen))


def pack_with_kept_scans(
    archive: Archive, opened: Opened, folder: Path, data_dir: Path, why: str = ""
) -> Produced:
    """The same with the scans that the archive keeps, the unit's other applications and the settings."""
    from aimed_desktop.archive.applications import others_of
    from aimed_desktop.archive.scan_files import scan_files

    settings, others = read_settings(data_dir), others_of(archive, opened.app, opened.id)
    with scan_files(archive, opened.id) as scans:
        return pack_kept(archive, opened, folder, scans, others, settings, why)


def pack_application(
    app: Application,
    notice: Notice,
    sources: dict[str, bytes],
    out: Path,
    scans: Sequence[Path] = (),
    others: Sequence[Other] = (),
    settings: UserSettings = USUAL,
    paper: FixedPaper | None = None,
    *,
    known: KnownScans | None = None,
    is_explained: bool = False,
    temporary: Path | None = None,
) -> Produced:
    """The packet folder and its zip in `out`; any error refuses it.

    `paper`: of a fixed version, whose very files are packed; None: the documents are drawn now.
    `known`: what else is known of the scans; without it `is_explained` says whether the clerk has a reason.
    `temporary`: where supporting papers stand while they are converted; None: in the usual data folder.
    """
    from aimed_desktop.document.judging.judge import LARGEST_BYTES
    from aimed_desktop.document.leftovers import leftovers
    from aimed_desktop.packet.fixed_paper import draw_paper, with_binding
    from aimed_desktop.packet.mailed import one_mail_holds
    from aimed_desktop.packet.pack import pack
    from aimed_desktop.packet.sign_ways import sign_findings
    from aimed_desktop.services.gathering import gather

    findings = tuple(check_application(app, others))
    if any(f.severity == "error" for f in findings):
        return Produced((), findings, refused=True)
    given = [GivenFile(path.name, read_regular(path, LARGEST_BYTES)) for path in scans]
    printed = with_binding(paper, app) if paper is not None else draw_paper(app, settings).paper
    budget = one_mail_holds(settings.mail_limit_bytes)
    judged = _judged(app, given, printed, known or _OfFile(app, is_explained), budget)
    findings = (*findings, *judged.findings, *sign_findings(app, printed))
    if judged.is_refused:
        return Produced((), findings, refused=True, questions=judged.questions)
    left: list[Finding] = []

    def documents(folder: Path) -> list[Path]:
        paths = [folder / name for name, _ in printed.printed()]
        for path, (_, content) in zip(paths, printed.printed(), strict=True):
            write_new(path, content)
        left.extend(leftovers(app, paths))
        return paths

    together = gather(app, _stamped(judged.packed), budget, temporary)
    made = pack(
        app,
        notice,
        sources,
        out,
        judged.packed.files if together.scan is None else (together.scan,),
        documents,
        printed,
        facts=judged.facts,
        gathered=together.gathered,
        mail_limit_bytes=settings.mail_limit_bytes,
    )
    found = with_new(findings, [*left, *together.findings, *made.findings])
    return Produced(
        (made.folder, made.archive),
        found,
        personal=holds_masked(app),
        told=(*together.told, *_mailed_words(made, settings)),
        letters=made.letters,
        mail=made.mail,
        contents=made.contents,
        leftovers=leftover_sentences([out]),
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """The scans of a packet. `questions`: what is to be explained before it is made."""

    packed: PackedScans
    findings: tuple[Finding, ...]
    facts: tuple[str, ...]
    questions: tuple[str, ...]
    is_refused: bool


def _stamped(packed: PackedScans) -> StampedFile | None:
    if packed.materials_at is None:
        return None
    from aimed_desktop.services.gathering import StampedFile

    return StampedFile(packed.files[0], packed.materials_at, packed.pages)


def _mailed_words(made: PackResult, settings: UserSettings) -> tuple[str, ...]:
    if made.mail is None:
        return ("这份申报通知没有要求发邮件，没有生成邮件附件。",)
    if len(made.letters) == 1:
        return ()
    if not made.mails_fit:
        return (f"邮件分成 {len(made.letters)} 封，其中有超过上限的，见下面的提醒。",)
    return (
        f"邮件分成 {len(made.letters)} 封，每封寄出时不超过 {settings.mail_limit_mb} MB"
        "（附件编码后大三分之一）。",
    )


def _judged(
    app: Application, scans: Sequence[GivenFile], paper: FixedPaper, known: KnownScans, budget: int
) -> _Judged:
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
    return _Judged(packed, findings, facts, questions, bool(questions) or is_hopeless)


def _doubt_finding(app: Application, doubt: Doubt, *, is_explained: bool) -> Finding:
    from aimed_desktop.packet.scan_findings import scan_slot

    severity: Severity = "warning" if is_explained else "error"
    return Finding(severity, "scan", scan_slot(app), "盖章扫描件", doubt.message, doubt.fix, "pack")
