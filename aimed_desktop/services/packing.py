"""The packet of an application: its folder and zip, and what speaks against the scans in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.masking import holds_masked
from aimed_desktop.application.model import Application
from aimed_desktop.application.others import Other
from aimed_desktop.definition.model import Notice, Severity
from aimed_desktop.files.doubtful import leftover_sentences
from aimed_desktop.files.modes import write_new
from aimed_desktop.services.checking import check_application
from aimed_desktop.services.given_files import read_given
from aimed_desktop.services.packed_scans import packed_scans, pile_in_archive
from aimed_desktop.services.produced import Produced, with_new
from aimed_desktop.settings import USUAL, UserSettings, read_settings

if TYPE_CHECKING:
    from aimed_desktop.archive.applications import Opened
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.archive.doubts import Doubt
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.pile import Pile


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
    from aimed_desktop.application.life.lifecycle import explained_facts
    from aimed_desktop.archive.doubts import doubts, explain
    from aimed_desktop.archive.lifecycle import standing
    from aimed_desktop.archive.papers import current_paper

    given = [read_given(path) for path in scans]
    pile = pile_in_archive(archive, opened.id, scans, settings)
    found = doubts(archive, opened.id, given, is_matched=pile is not None) if scans else ()

    def attempt(*, is_explained: bool) -> Produced:
        return pack_application(
            opened.app,
            opened.notice,
            opened.sources,
            out,
            scans,
            others,
            settings,
            current_paper(archive, opened.id),
            pile=pile,
            doubts=found,
            is_explained=is_explained,
        )

    result = attempt(is_explained=False)
    if not result.questions:
        return result
    if why.strip():
        explain(archive, opened.id, result.questions, why)
    elif not explained_facts(standing(archive, opened.id)).issuperset(result.questions):
        return result
    return attempt(is_explained=True)


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
    pile: Pile | None = None,
    doubts: Sequence[Doubt] = (),
    is_explained: bool = False,
) -> Produced:
    """The packet folder and its zip in `out`; any error refuses it.

    `paper`: of a fixed version, whose very files are packed; None: the documents are drawn now.
    `pile`: the pages of the scans as they were matched.
    `doubts`: what speaks against the stamped set; `is_explained`: the clerk has said why it is packed.
    """
    from aimed_desktop.document.leftovers import leftovers
    from aimed_desktop.packet.fixed_paper import draw_paper
    from aimed_desktop.packet.pack import pack

    findings = tuple(check_application(app, others))
    if any(f.severity == "error" for f in findings):
        return Produced((), findings, refused=True)
    printed = paper or draw_paper(app, settings).paper
    packed = packed_scans(app, scans, printed, pile)
    unfit = packed.findings
    facts = tuple(
        dict.fromkeys((*(doubt.fact for doubt in doubts), *(each.fact for each in unfit if each.fact)))
    )
    findings = (
        *findings,
        *(_doubt_finding(app, doubt, is_explained=is_explained) for doubt in doubts),
        *(each.explained() if is_explained else each.finding for each in unfit),
    )
    if any(each.is_error and not each.fact for each in unfit):
        return Produced((), findings, refused=True)
    if facts and not is_explained:
        return Produced((), findings, refused=True, questions=facts)
    left: list[Finding] = []

    def documents(folder: Path) -> list[Path]:
        paths = [folder / name for name, _ in printed.printed()]
        for path, (_, content) in zip(paths, printed.printed(), strict=True):
            write_new(path, content)
        left.extend(leftovers(app, paths))
        return paths

    made = pack(app, notice, sources, out, packed.files, documents, printed, facts=facts)
    found = with_new(findings, [*left, *made.findings])
    return Produced(
        (made.folder, made.archive),
        found,
        personal=holds_masked(app),
        letter=made.letter,
        contents=made.contents,
        leftovers=leftover_sentences([out]),
    )


def _doubt_finding(app: Application, doubt: Doubt, *, is_explained: bool) -> Finding:
    from aimed_desktop.packet.scan_findings import scan_slot

    severity: Severity = "warning" if is_explained else "error"
    return Finding(severity, "scan", scan_slot(app), "盖章扫描件", doubt.message, doubt.fix, "pack")
