"""The whole road of an application through services, without a window: `python -m … FOLDER`.

What came about is printed as JSON, for `test_road`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from aimed_desktop.application.editing.difference import take_over
from aimed_desktop.application.model import Status
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.earlier_states import keep_files_of, versions
from aimed_desktop.archive.lifecycle import standing
from aimed_desktop.archive.printings import keep_printing
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.desktop.printers import hand_over, printers
from aimed_desktop.services.archive_access import (
    KnownKeys,
    clear_unfinished,
    open_by_known_keys,
    open_by_passphrase,
)
from aimed_desktop.services.archiving import save_typed, take_in
from aimed_desktop.services.chapters import give_chapters, offered_chapters, read_chapter_file
from aimed_desktop.services.checking import check_scans, review_application
from aimed_desktop.services.exporting import export_kept
from aimed_desktop.services.form_facts import facts_of
from aimed_desktop.services.given_files import TwinGiven, keep_given, read_material
from aimed_desktop.services.histories import fields_to_bring, preview_version
from aimed_desktop.services.life_steps import finalise_kept, mark_application, take_step
from aimed_desktop.services.number_list import as_text, list_numbers, tally
from aimed_desktop.services.opening import Beginning, OpenedApplication, begin_application, open_kept
from aimed_desktop.services.packing import pack_with_kept_scans
from aimed_desktop.services.pictures import open_picture, picture_file, redacted_picture
from aimed_desktop.services.print_choices import printable
from aimed_desktop.services.ready_sets import ready_set
from aimed_desktop.services.restoring import write_out
from aimed_desktop.services.scanning import draw_scan, keep_scans, read_scans
from aimed_desktop.services.stamping import judge_scans, left_ticks, stamp_checklist, stamped_set
from aimed_desktop.services.start_lists import application_lines, notice_cards, papers_of
from aimed_desktop.services.summary_choice import Wanted
from aimed_desktop.services.summary_tables import (
    ReadSources,
    collect,
    keep_wanted,
    summary_bases,
    write_summary_files,
)
from aimed_desktop.services.verifying import keep_made_packet, verify_packet
from tests.paper_files import pdf, picture

PASSPHRASE = "服务测试用的口令-2026"
FORM, SUMMARY = "wuhan-2026-1", "wuhan-2026-5"

Facts = dict[str, Any]


def main(folder: Path) -> Facts:
    library = default_library(None)
    data_dir = folder / "data"
    open_by_passphrase(data_dir, PASSPHRASE, use_keyring=False).close()
    keys = KnownKeys(None, {"AIMED_PASSPHRASE": PASSPHRASE}, use_keyring=False)
    archive = open_by_known_keys(data_dir, keys)
    assert archive is not None
    with archive:
        opened = begin_application(archive, library, Beginning(FORM, example=True))
        facts = typing(archive, library, opened)
        facts |= chapters(opened, folder)
        facts |= files(archive, opened.id, folder)
        facts |= paper(archive, open_kept(archive, opened.id), folder)
        facts |= packet(archive, opened.id, folder)
        facts |= summary(archive, library, folder)
        facts["listed"] = [line.status for line in application_lines(archive, library)]
        out = write_out(archive, opened.id, folder / "out").paths[0]
        again = open_kept(archive, take_in(archive, library, out))
        facts["taken_in"] = (
            again.id != opened.id,
            again.app.values == open_kept(archive, opened.id).app.values,
        )
    clear_unfinished(data_dir)
    return facts | {"qt": [name for name in sys.modules if name.startswith(("PySide6", "shiboken6", "ui."))]}


def typing(archive: Archive, library: Library, opened: OpenedApplication) -> Facts:
    """What is typed is saved, checked, and comes back from an earlier version."""
    app, entry = opened.app, opened.id
    card = next(card for card in notice_cards(library, archive) if card.notice.id == opened.notice.id)
    name = app.get("scene_name")
    archive._database.rows("UPDATE history SET time = time - 3600000")  # its first minute is over
    app.set("scene_name", "写错的名称")
    save_typed(archive, entry, app.snapshot(), opened.sources)
    saved = open_kept(archive, entry).app.get("scene_name")
    earliest = versions(archive, entry, app.form, None)[-1]
    preview = preview_version(archive, entry, earliest, app.snapshot())
    keep_files_of(archive, entry, preview.earlier)
    take_over(app, preview.earlier, fields_to_bring(app, preview, [preview.fields[0].top]), None)
    save_typed(archive, entry, app.snapshot(), opened.sources)
    return {
        "saved": saved,
        "changed": [field.label for field in preview.fields],
        "brought_back": app.get("scene_name") == name,
        "errors": [f.message for f in review_application(app, (), {}) if f.severity == "error"],
        "numbers": (tally(list_numbers(app)), as_text(list_numbers(app)).count("\n")),
        "asked": facts_of(app.form, opened.notice).groups[1][1][0],
        "papers": len(papers_of(library, card.forms)),
    }


def chapters(opened: OpenedApplication, folder: Path) -> Facts:
    """A chapter goes out as a Word file and says nothing new when it comes back untouched."""
    offered = [chapter.path for chapter in offered_chapters(opened.app)]
    app = opened.app.snapshot()
    word = give_chapters(app, opened.notice, offered[:1], "6月10日", opened.id, folder / "章节.docx")
    untouched = read_chapter_file(word, app, opened.id)
    app.set(offered[0], [{"text": "后来在这里另写的一段。"}])
    return {
        "offered": len(offered),
        "untouched": len(untouched.offers),
        "left_alone": len(read_chapter_file(word, app, opened.id).back.untouched),
    }


def files(archive: Archive, entry: str, folder: Path) -> Facts:
    """A picture is redacted and kept; a paper that is there already is told as such."""
    opened = open_kept(archive, entry)
    shot = open_picture(picture("PNG", place=True))
    name = keep_given(archive, entry, opened.app, picture_file("现场", redacted_picture(shot.data, ())))
    path = folder / "证明.pdf"
    path.write_bytes(pdf("proof"))
    given = read_material(path, opened.app.files, ())
    kept = keep_given(archive, entry, open_kept(archive, entry).app, given)
    after = open_kept(archive, entry).app
    try:
        read_material(path, after.files, [kept])
        twin = ""
    except TwinGiven as there:
        twin = there.name
    return {"picture": name, "material": kept, "twin": twin}


def paper(archive: Archive, opened: OpenedApplication, folder: Path) -> Facts:
    """定稿, export, printing, a stamped scan with its ticks, 已盖章."""
    app, entry, data_dir = opened.app, opened.id, folder / "data"
    fixed = take_step(archive, entry, lambda kept: finalise_kept(kept, entry, app.snapshot(), data_dir))
    made = export_kept(archive, entry, app, opened.notice, folder / "export", data_dir, draft=False)
    pdfs = [path for path in made.paths if path.suffix == ".pdf"]
    set_ = printable(archive, entry, app, opened.notice)
    ready = ready_set(set_, set_.first)
    queued = hand_over(printers()[0].name, ready.content, ready.title, is_two_sided=ready.is_two_sided)
    noted = keep_printing(archive, entry, ready.what, queued.printer, is_set=ready.is_set)
    scan = folder / "盖章扫描.pdf"
    scan.write_bytes(pdfs[0].read_bytes() + b"\n% stamped\n")
    torn = folder / "截断的.pdf"
    torn.write_bytes(pdf("torn")[:200])
    read = read_scans([scan, torn, folder / "没有这个文件.pdf"])
    keep_scans(archive, entry, fixed.standing.version, read.scans)
    kept = stamped_set(archive, entry, 1)
    drawn = draw_scan(archive, entry, kept.scans[0][0].number, 200)
    verdict = judge_scans(app, kept, standing(archive, entry), None, 100)
    places = stamp_checklist(app, opened.notice, kept.paper, None)
    for place in places.places:
        for copy in range(len(places.copies)):
            archive.lifecycle.set_tick(entry, 1, place.number, copy, is_set=True)
    ticks = left_ticks(stamped_set(archive, entry, 1).ticks, {(places.places[0].number, 0): False})
    stamped = mark_application(archive, entry, Status.STAMPED, why="核对过")
    return {
        "version": fixed.standing.version,
        "exported": sorted({path.suffix for path in made.paths}),
        "printed": [queued.printer, queued.request, ready.what, noted.status],
        "scans": len(read.scans),
        "refused_scans": len(read.refused),
        "drawn": len(drawn.pages) > 0,
        "judged": [shown.name for shown in verdict.scans],
        "ticks_left": len(places.places) * len(places.copies) - len(ticks),
        "scan_findings": [finding.severity for finding in check_scans(archive, entry, app)],
        "stamped": stamped.status,
    }


def packet(archive: Archive, entry: str, folder: Path) -> Facts:
    """The packet is whole, kept, and its mark follows."""
    from aimed_desktop.archive.applications import Opened

    opened = open_kept(archive, entry)
    kept = Opened(entry, opened.app, opened.notice, opened.sources)
    made = pack_with_kept_scans(archive, kept, folder / "packet", folder / "data", why="受理单位同意")
    keep_made_packet(archive, entry, made.paths[0])
    handed_in = mark_application(archive, entry, Status.SUBMITTED, "2026-06-10")
    return {
        "packet_errors": made.errors,
        "packet_ok": verify_packet(made.paths[1], folder / "data").ok,
        "packets": len(archive.packets(entry)),
        "handed_in": handed_in.status,
    }


def summary(archive: Archive, library: Library, folder: Path) -> Facts:
    """Packets become a table, which is written, kept, and gone on with."""
    wanted = Wanted(SUMMARY).given_too([str(path) for path in (folder / "packet").glob("*.zip")])
    read = ReadSources(folder / "data" / "tmp")
    shown = collect(wanted, read, library, None)
    out = folder / "summary"
    out.mkdir()
    made = write_summary_files(wanted, read, library, None, out)
    entry = keep_wanted(wanted, read, library, archive)
    without = collect(wanted.take_out(wanted.given[0]), read, library, None)
    return {
        "summary_sources": [line.verdict for line in shown.lines],
        "summary_rows": sum(len(table.rows) for table in shown.tables),
        "summary_files": sorted(path.suffix for path in made.paths),
        "summary_base": [base.id == entry for base in summary_bases(archive, SUMMARY)],
        "summary_without": [line.verdict for line in without.lines],
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1])), ensure_ascii=False))
