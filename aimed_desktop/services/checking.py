"""Checks of an application: all that is known of it, or what one step asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from aimed_desktop.application.checks.checks import check
from aimed_desktop.application.checks.files import MaterialJudge, unjudged
from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.model import Application
from aimed_desktop.application.others import Other
from aimed_desktop.application.values.shapes import Value

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive


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
    from aimed_desktop.packet.file_problems import judge_material as by_content

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


def review_application(
    app: Application,
    others: Sequence[Other] = (),
    profile: Mapping[str, Value] | None = None,
    judge_material: MaterialJudge | None = None,
) -> list[Finding]:
    """Every finding, and what is suggested besides: neater wording, what the unit profile says otherwise."""
    from aimed_desktop.application.checks.advice import advise, merged
    from aimed_desktop.application.profile.profile import Profile

    found = check_application(app, others, judge_material)
    return merged(app, found, advise(app, Profile(profile) if profile is not None else None))


def check_scans(archive: Archive, entry: str, app: Application) -> list[Finding]:
    """What is wrong with the stamped scans that are kept of a fixed version; nothing of a draft."""
    from aimed_desktop.archive.matched_scans import matched_pile
    from aimed_desktop.archive.papers import current_paper
    from aimed_desktop.document.plan.fingerprint import fingerprint
    from aimed_desktop.packet.hand_places import stops
    from aimed_desktop.packet.pile_findings import pile_findings
    from aimed_desktop.packet.scan_findings import scan_findings, scan_of, scan_slot

    scans, paper = archive.lifecycle.scans(entry), current_paper(archive, entry)
    if paper is None:
        return []
    prints = paper.pdfs()
    contents = [(scan.name, archive.lifecycle.scan_content(scan.number)) for scan in scans]
    judged = [scan_of(name, content) for name, content in contents if content not in prints]
    pile, slot = matched_pile(archive, entry), scan_slot(app)
    pages = paper.page_count if pile is None else None
    found = scan_findings(judged, pages, fingerprint(app), slot)
    if pile is not None:
        found += pile_findings(pile, paper, stops(app), app.version, slot)
    return [each.finding for each in found]
