"""The packet of an application: its folder and zip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.masking import holds_masked
from aimed_desktop.application.model import Application
from aimed_desktop.application.others import Other
from aimed_desktop.definition.model import Notice
from aimed_desktop.files.doubtful import leftover_sentences
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.reading import read_regular
from aimed_desktop.services.checking import check_application
from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.services.judged_scans import KeptScans, KnownScans, ScansOfFile, judged_scans
from aimed_desktop.services.packed_scans import PackedScans
from aimed_desktop.services.produced import Produced, with_new
from aimed_desktop.settings import USUAL, UserSettings, read_settings

if TYPE_CHECKING:
    from aimed_desktop.archive.applications import Opened
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.pack import PackResult
    from aimed_desktop.services.gathering import StampedFile


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
        known=KeptScans(archive, opened, why),
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
    judged = judged_scans(app, given, printed, known or ScansOfFile(app, is_explained), budget)
    findings = (*findings, *judged.findings, *sign_findings(app, printed))
    if judged.is_refused:
        return Produced((), findings, refused=True, questions=judged.questions)
    printed_files = _PrintedFiles(app, printed)
    together = gather(app, _stamped(judged.packed), budget, temporary)
    made = pack(
        app,
        notice,
        sources,
        out,
        judged.packed.files if together.scan is None else (together.scan,),
        printed_files.write,
        printed,
        facts=judged.facts,
        gathered=together.gathered,
        mail_limit_bytes=settings.mail_limit_bytes,
    )
    return _produced(app, made, findings, (*printed_files.left, *together.findings), together.told, settings)


def _produced(
    app: Application,
    made: PackResult,
    before: tuple[Finding, ...],
    found: Sequence[Finding],
    told: Sequence[str],
    settings: UserSettings,
) -> Produced:
    return Produced(
        (made.folder, made.archive),
        with_new(before, [*found, *made.findings]),
        personal=holds_masked(app),
        told=(*told, *_mailed_words(made, settings)),
        letters=made.letters,
        mail=made.mail,
        contents=made.contents,
        leftovers=leftover_sentences([made.folder.parent]),
    )


class _PrintedFiles:
    """The documents of a paper; `left`: what stayed in them of what was to be filled in."""

    def __init__(self, app: Application, paper: FixedPaper) -> None:
        self._app = app
        self._paper = paper
        self.left: tuple[Finding, ...] = ()

    def write(self, folder: Path) -> list[Path]:
        """Write them into `folder`; their paths."""
        from aimed_desktop.document.leftovers import leftovers

        paths = []
        for name, content in self._paper.printed():
            write_new(folder / name, content)
            paths.append(folder / name)
        self.left = tuple(leftovers(self._app, paths))
        return paths


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
