"""What the window and the command line both do with an application: one way each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.checks.files import MaterialJudge, unjudged
from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.model import Application, Status
from aimed_desktop.application.others import Other
from aimed_desktop.definition.library import Library
from aimed_desktop.definition.model import Form, Notice, Severity
from aimed_desktop.definition.types import FieldType
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.doubtful import told_of
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.reading import read_regular
from aimed_desktop.files.renaming import stage
from aimed_desktop.files.temporaries import clear_leftovers
from aimed_desktop.files.together import put_together
from aimed_desktop.files.writing import make_folder, partial_folder
from aimed_desktop.messages import sentence
from aimed_desktop.settings import UserSettings
from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from aimed_desktop.application.life.lifecycle import LifeStanding
    from aimed_desktop.archive.applications import Opened
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.archive.doubts import Doubt
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.mail import Letter
    from aimed_desktop.packet.scans import ScanFinding
    from aimed_desktop.summary.sources import Sources


USUAL = UserSettings()
_LARGEST_SCAN = 1024**3  # bytes
_APPLICATION = "application.json"
_DAMAGES = ("archive_damaged", "stored_file_damaged")  # a page, a lost row


@dataclass(frozen=True, slots=True)
class Produced:
    """What was written, and what the checks said. Nothing is written when it is `refused`."""

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]
    refused: bool = False
    personal: bool = False  # the plain files hold ID numbers
    told: tuple[str, ...] = ()  # what the clerk should look at besides
    letter: Letter | None = None  # of a packet
    contents: tuple[str, ...] = ()  # of a packet: the names of its files
    questions: tuple[str, ...] = ()  # of a refused packet: all that holds it up, once the clerk says why
    leftovers: tuple[str, ...] = ()  # sentences about hidden files beside what was written
    lost: tuple[str, ...] = ()  # sentences about what the archive could not give any more

    @property
    def errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)


def check_application(
    app: Application, others: Sequence[Other] = (), judge_material: MaterialJudge | None = None
) -> list[Finding]:
    """Every finding, also of what cannot be printed: characters that no font has, pictures, a full cover.

    `judge_material` says what is wrong with a material; by default each is read, which may take seconds.
    """
    from aimed_desktop.application.checks.advice import merged
    from aimed_desktop.document.fonts.fonts import missing_glyphs
    from aimed_desktop.document.pictures.images import defect
    from aimed_desktop.document.typeset.cover_check import cover_findings
    from aimed_desktop.packet.judged import judge_material as by_content

    found = check(
        app,
        others,
        missing_glyphs=lambda text: missing_glyphs(text, "fangsong"),
        picture_problem=defect,
        judge_material=by_content if judge_material is None else judge_material,
    )
    return merged(app, found, more) if (more := cover_findings(app)) else found


def check_for_export(app: Application, others: Sequence[Other] = ()) -> list[Finding]:
    """The findings that hold up the export; no material is read for them."""
    return [f for f in check_application(app, others, unjudged) if f.blocks == "export"]


def check_scans(archive: Archive, entry: str, app: Application) -> list[Finding]:
    """What is wrong with the stamped scans that are kept of a fixed version; nothing of a draft."""
    from aimed_desktop.archive.papers import current_paper
    from aimed_desktop.document.plan.fingerprint import fingerprint
    from aimed_desktop.packet.scans import scan_findings, scan_of, scan_slot

    scans, paper = archive.lives.scans(entry), current_paper(archive, entry)
    if paper is None:
        return []
    judged = [scan_of(scan.name, archive.lives.scan_content(scan.number)) for scan in scans]
    found = scan_findings(judged, paper.page_count, fingerprint(app), scan_slot(app))
    return [each.finding for each in found]


def review_application(
    app: Application,
    others: Sequence[Other] = (),
    profile: Mapping[str, object] | None = None,
    judge_material: MaterialJudge | None = None,
) -> list[Finding]:
    """Every finding, and what is suggested besides: neater wording, what the unit profile says otherwise."""
    from aimed_desktop.application.checks.advice import advise, merged
    from aimed_desktop.application.profile.profile import Profile

    found = check_application(app, others, judge_material)
    return merged(app, found, advise(app, Profile(profile) if profile is not None else None))


def export_application(
    app: Application, folder: Path, draft: bool, settings: UserSettings = USUAL
) -> Produced:
    """Word and PDF files in `folder`; errors that block export refuse it unless it is a draft."""
    from aimed_desktop.document.export import export
    from aimed_desktop.document.leftovers import leftovers

    findings = tuple(check_for_export(app))
    if not draft and any(f.severity == "error" for f in findings):
        return Produced((), findings, refused=True)
    paths = export(app, folder, draft, settings)
    if not draft:
        findings = _with(findings, leftovers(app, paths))
    return Produced(tuple(paths), findings, personal=holds_id_numbers(app), leftovers=told_of([folder]))


def export_fixed(
    app: Application, paper: FixedPaper, folder: Path, more: Sequence[tuple[str, bytes]] = ()
) -> Produced:
    """The very Word and PDF files of a fixed version; nothing is drawn again, so no check can refuse it.

    `more`: names and contents of what belongs to them: all of it is written or none.
    """
    from aimed_desktop.document.export import write_files
    from aimed_desktop.document.leftovers import leftovers

    findings = tuple(check_for_export(app))
    printed = paper.printed()
    paths = write_files(folder, [*printed, *more])
    findings = _with(findings, leftovers(app, paths[: len(printed)]))
    return Produced(tuple(paths), findings, personal=holds_id_numbers(app), leftovers=told_of([folder]))


def produce_final(app: Application, notice: Notice, folder: Path, paper: FixedPaper) -> Produced:
    """What is printed and stamped of a fixed version: Word, PDF, the pages to print again, the 路线单."""
    from aimed_desktop.packet.route_paper import routing_sheet

    return export_fixed(app, paper, folder, [*paper.printed_again(), routing_sheet(app, notice, paper)])


def finalise_application(
    archive: Archive,
    entry: str,
    app: Application,
    others: Sequence[Other] = (),
    settings: UserSettings = USUAL,
) -> LifeStanding:
    """定稿 of a kept application as it stands. UserProblem while errors block its export."""
    from aimed_desktop.archive.lifecycle import finalise

    errors = sum(found.severity == "error" for found in check_for_export(app, others))
    return finalise(archive, entry, app, errors, settings=settings)


def mark_application(
    archive: Archive, entry: str, status: Status, date: str = "", note: str = "", why: str = ""
) -> LifeStanding:
    """The fixed version is printed, stamped, handed in, accepted or rejected.

    UserProblem out of order; stamp_doubts where something speaks against 已盖章 and nobody says why.
    """
    from aimed_desktop.archive.doubts import explain, open_doubts
    from aimed_desktop.archive.lifecycle import mark

    found = open_doubts(archive, entry) if status is Status.STAMPED else ()
    if found and not why.strip():
        raise UserProblem("stamp_doubts", words="\n".join(doubt.message for doubt in found))
    with archive.together():
        explain(archive, entry, [doubt.fact for doubt in found], why)
        return mark(archive, entry, status, date, note)


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

    given = [read_regular(path, _LARGEST_SCAN) for path in scans]
    found = doubts(archive, opened.id, given) if scans else ()

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
    doubts: Sequence[Doubt] = (),
    is_explained: bool = False,
) -> Produced:
    """The packet folder and its zip in `out`; any error refuses it.

    `paper`: of a fixed version, whose very files are packed; None: the documents are drawn now.
    `doubts`: what speaks against the stamped set; `is_explained`: the clerk has said why it is packed.
    """
    from aimed_desktop.document.leftovers import leftovers
    from aimed_desktop.packet.fixed_paper import draw_paper
    from aimed_desktop.packet.pack import pack

    findings = tuple(check_application(app, others))
    if any(f.severity == "error" for f in findings):
        return Produced((), findings, refused=True)
    printed = paper or draw_paper(app, settings).paper
    unfit = _judged_scans(app, scans, printed)
    facts = (*(doubt.fact for doubt in doubts), *(each.fact for each in unfit if each.fact))
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

    made = pack(app, notice, sources, out, scans, documents, printed, facts=facts)
    found = _with(findings, [*left, *made.findings])
    return Produced(
        (made.folder, made.archive),
        found,
        personal=holds_id_numbers(app),
        letter=made.letter,
        contents=made.contents,
        leftovers=told_of([out]),
    )


def _judged_scans(app: Application, scans: Sequence[Path], paper: FixedPaper) -> Sequence[ScanFinding]:
    """What is wrong with the scans; the very bytes of a printed file are none and stay out later."""
    from aimed_desktop.document.plan.fingerprint import fingerprint
    from aimed_desktop.packet.scans import read_scans, scan_findings, scan_slot

    judged = read_scans(scans, paper.pdfs())
    return scan_findings(judged, paper.page_count, fingerprint(app), scan_slot(app))


def _doubt_finding(app: Application, doubt: Doubt, *, is_explained: bool) -> Finding:
    from aimed_desktop.packet.scans import scan_slot

    severity: Severity = "warning" if is_explained else "error"
    return Finding(severity, "scan", scan_slot(app), "盖章扫描件", doubt.message, doubt.fix, "pack")


def summarise(
    form: Form, sources: Sources, library: Library, base: Application | None, outputs: Sequence[Path]
) -> Produced:
    """The summary table of the applications found, in every file of `outputs`.

    Nothing is written when no application can be used and no summary was begun earlier (`base`).
    """
    from aimed_desktop.summary.build import build_summary
    from aimed_desktop.summary.write import write_summary

    made = build_summary(form, sources, library, base)
    if not made.used and base is None:
        return Produced((), (), refused=True, told=(sentence("summary_nothing"),))
    findings = tuple(check_for_export(made.application))
    paths = write_summary(made.application, outputs)
    return Produced(
        tuple(paths),
        findings,
        personal=holds_id_numbers(made.application),
        told=made.told,
        leftovers=told_of(path.parent for path in paths),
    )


def summary_base(archive: Archive, entry: str) -> Application:
    """A draft with what the kept summary `entry` says, to go on with; a fixed version stays as it is."""
    from aimed_desktop.archive.applications import open_application

    kept = open_application(archive, entry)
    version = 0 if kept.is_locked else kept.version
    return Application(
        kept.form, kept.values, kept.materials, files=kept.files, version=version, extra=kept.extra
    )


def keep_summary(archive: Archive, entry: str, app: Application, sources: dict[str, bytes]) -> str:
    """Keep a summary as the next step of the draft `entry`, else as an application of its own; its id."""
    from aimed_desktop.archive.applications import open_application, store_again

    if not entry or open_application(archive, entry).is_locked:
        return archive_application(archive, app, sources)
    store_again(archive, entry, app, sources)
    return entry


def _with(findings: tuple[Finding, ...], more: Sequence[Finding]) -> tuple[Finding, ...]:
    """`findings` and what is new in `more`: not what was said of the same field before."""
    said = {(finding.rule, finding.field) for finding in findings if finding.rule == "leftover"}
    return (*findings, *(f for f in more if f not in findings and (f.rule, f.field) not in said))


def archive_application(archive: Archive, app: Application, sources: dict[str, bytes]) -> str:
    """Keep the application with its files and definition; its id."""
    from aimed_desktop.archive.applications import store_application

    return store_application(archive, app, sources)


def restore_application(archive: Archive, entry: str, folder: Path) -> Produced:
    """The application as a file in `folder`, its pictures and materials beside it. The file's path.

    A new folder appears whole, in one that is there all files or none. Nothing that exists is touched:
    UserProblem before the first file is written. Of a damaged archive, what can be read: `lost` names the
    rest.
    """
    try:
        return _restore_whole(archive, entry, folder)
    except UserProblem as problem:
        if problem.code not in _DAMAGES:
            raise
        refusal = problem
    except ValueError:  # no JSON any more
        refusal = UserProblem("entry_damaged", entry=entry)
    return _restore_remains(archive, entry, folder, refusal)


def _restore_whole(archive: Archive, entry: str, folder: Path) -> Produced:
    from aimed_desktop.archive.applications import open_application

    for place in (folder.parent, folder):
        clear_leftovers(place)  # a set that was cut short may stand there whole now
    app, names = open_application(archive, entry), [*archive.files(entry), _APPLICATION]
    for path in (folder / name for name in names):
        if path.exists():
            raise UserProblem("target_exists", path=path)
    if folder.exists():
        with partial_folder(folder) as held:
            _lay_out(app, names, [held / str(number) for number in range(len(names))])
            target = put_together(held, names)[-1]
    else:
        with partial_folder(make_folder(folder.parent)) as held:
            _lay_out(app, names, [held / "0" / name for name in names])
            target = put_together(held, [folder.name])[0] / _APPLICATION
    beside = (folder.parent, folder)
    return Produced((target,), (), personal=holds_id_numbers(app), leftovers=told_of(beside))


def _restore_remains(archive: Archive, entry: str, folder: Path, problem: UserProblem) -> Produced:
    from aimed_desktop.archive.salvage import lay_out_remains

    is_there = folder.exists()
    base = folder if is_there else make_folder(folder.parent)
    with archive.wreck() as wreck, partial_folder(base) as held:
        remains = wreck.remains(entry.strip().upper())
        if remains is None:
            raise problem
        whole = held / "whole"
        lost = lay_out_remains(wreck, remains, whole)
        names = _staged(whole, folder) if is_there else [folder.name]
        if not is_there:
            stage(whole, held / "0")
        put_together(held, names)
    return Produced((folder / _APPLICATION,), (), personal=True, lost=tuple(lost))


def _staged(whole: Path, folder: Path) -> list[str]:
    """The names of the files in `whole`, each put beside it under its number; none may be in `folder`."""
    paths = sorted(path for path in whole.rglob("*") if path.is_file())
    names = [path.relative_to(whole).as_posix() for path in paths]
    for number, (name, path) in enumerate(zip(names, paths, strict=True)):
        if (folder / name).exists():
            raise UserProblem("target_exists", path=folder / name)
        stage(path, whole.parent / str(number))
    return names


def _lay_out(app: Application, names: Sequence[str], places: Sequence[Path]) -> None:
    from aimed_desktop.application.file import to_json

    for name, place in zip(names, places, strict=True):
        checkpoint()
        place.parent.mkdir(parents=True, exist_ok=True)
        write_new(place, to_json(app) if name == _APPLICATION else app.files.read(name))


def archive_packet(archive: Archive, packet: Path) -> str:
    """Keep a packet, verified first, with every file in it; its id. UserProblem when not whole."""
    from aimed_desktop.archive.packets import store_packet

    return store_packet(archive, packet)


def is_packet(path: Path) -> bool:
    """A bag folder, or anything zipped; all else is taken for an application file."""
    return path.is_dir() or path.suffix.lower() == ".zip"


def holds_id_numbers(app: Application) -> bool:
    """Whether an ID number has been typed, so that plain files say so."""
    paths = [path for path, field in app.form.walk() if field.type is FieldType.ID_NUMBER]
    return any(app.get(real) is not None for path in paths for real in app.instances(path))
