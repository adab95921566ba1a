"""整套打印: the paper of an application as one PDF with all its copies, written to a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.checks.files import unjudged
from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.life.copies import MOST_COPIES
from aimed_desktop.application.model import Application
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.writing import make_folder, write_together
from aimed_desktop.packet.fixed_paper import draw_paper, with_binding
from aimed_desktop.packet.print_set import PrintOptions, PrintSet, SetMaker
from aimed_desktop.services.checking import check_application
from aimed_desktop.settings import USUAL, UserSettings

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.void_pages import VoidPages


@dataclass(frozen=True, slots=True)
class Kept:
    """What the archive keeps of a fixed version: its paper, and what it made void of the one before."""

    paper: FixedPaper
    void: VoidPages | None


@dataclass(frozen=True, slots=True)
class MadeSet:
    """What came of it; `made` is None where the `findings` refused it."""

    findings: tuple[Finding, ...]
    path: Path | None = None
    made: PrintSet | None = None


def write_print_set(
    app: Application,
    output: Path,
    options: PrintOptions,
    kept: Kept | None = None,
    settings: UserSettings = USUAL,
    *,
    only_changed: bool = False,
) -> MadeSet:
    """Write the set to `output`, unless an error of the application or of its papers holds it up.

    `kept`: of a fixed version, whose very files are printed; any other is drawn as it stands. UserProblem
    where `output` stands there already, or nothing has changed though `only_changed` is asked for.
    """
    if not 1 <= options.copies <= MOST_COPIES:
        raise UserProblem("set_copies", most=MOST_COPIES)
    if output.exists():
        raise UserProblem("target_exists", path=output)
    findings = tuple(holding_up(app, is_fixed=kept is not None, with_materials=options.with_materials))
    if any(finding.severity == "error" for finding in findings):
        return MadeSet(findings)
    paper = kept.paper if kept is not None else draw_paper(app, settings).paper
    maker = SetMaker(app, paper, with_materials=options.with_materials)
    if only_changed:
        options = replace(options, pages=_changed(maker, kept.void if kept is not None else None))
    made = maker.make(options)
    make_folder(output.parent)
    (path,) = write_together(output.parent, {output.name: made.content}, over=False)
    return MadeSet(findings, path, made)


def holding_up(app: Application, *, is_fixed: bool, with_materials: bool) -> list[Finding]:
    """What speaks against printing: of a draft as against its export, of the supporting papers only where
    they are printed, too.
    """
    return [
        finding
        for finding in check_application(app, (), None if with_materials else unjudged)
        if (finding.blocks == "export" and not is_fixed)
        or (with_materials and (finding.field or "").startswith("materials."))
    ]


def kept_of(archive: Archive, entry: str, app: Application) -> Kept | None:
    """What the archive keeps of the version that is fixed; None of a draft."""
    from aimed_desktop.archive.lifecycle import void_of
    from aimed_desktop.archive.papers import current_paper

    paper = current_paper(archive, entry)
    if paper is None:
        return None
    return Kept(with_binding(paper, app), void_of(archive, entry, app.version))


def _changed(maker: SetMaker, void: VoidPages | None) -> tuple[int, ...]:
    pages = maker.changed(void) if void is not None else ()
    if not pages:
        raise UserProblem("set_unchanged")
    return pages
