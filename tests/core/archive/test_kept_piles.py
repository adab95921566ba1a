"""A kept pile: matched once, told in words, packed with a reason alone, mended by hand."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.archive import lifecycle
from aimed_desktop.archive.applications import open_application, open_with_notice, store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.file_sets import StoredFiles
from aimed_desktop.archive.papers import kept_paper
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.judging.judge import judge
from aimed_desktop.packet import scan_pile
from aimed_desktop.packet.pile import printed_pages
from aimed_desktop.services.checking import check_scans
from aimed_desktop.services.matching_apart import MATCHERS, MatcherApart
from aimed_desktop.services.packing import pack_with_kept_scans
from aimed_desktop.services.pile_view import show_pile
from aimed_desktop.services.produced import Produced
from aimed_desktop.services.scan_piles import (
    KeptScans,
    keep_matches,
    match_kept_scans,
    place_by_hand,
    put_back,
    read_kept_scans,
    size_of_one_file,
)
from aimed_desktop.stopping import Stopped, stoppable
from tests.scanner import Scanning, scanned

HOW = Scanning(dpi=150, quality=70, skew=0.8)
WHY = "受理单位同意先这样报送"


@pytest.fixture
def kept(archive: Archive) -> str:
    """A fixed version of six pages in four documents."""
    library = default_library(None)
    app = begin(library, "wuxi-2026", example=True)
    entry = store_application(archive, app, library.sources(app.form))
    lifecycle.finalise(archive, entry, open_application(archive, entry), 0)
    return entry


def scan(
    archive: Archive, entry: str, at: int, version: int = 1, how: Scanning = HOW, seed: int = 1
) -> bytes:
    paper = kept_paper(archive, entry, version)
    assert paper is not None
    pages = [(paper.files[each.pdf], index) for each in paper.documents for index in range(len(each.pages))]
    return scanned(*pages[at], how, Random(seed + at))


def add(archive: Archive, entry: str, *scans: bytes, version: int = 1) -> KeptScans:
    """Kept and matched, as the window does it."""
    for number, content in enumerate(scans):
        archive.lifecycle.add_scan(entry, f"扫描{number}.jpg", version, content)
    return matched(archive, entry, version)


def matched(archive: Archive, entry: str, version: int = 1) -> KeptScans:
    before = read_kept_scans(archive, entry, version)
    after = match_kept_scans(before)
    keep_matches(archive, entry, before, after)
    return after


def pack(archive: Archive, entry: str, out: Path, why: str = "") -> Produced:
    return pack_with_kept_scans(archive, open_with_notice(archive, entry), out, archive.folder, why)


def never(*_arguments: object) -> None:
    raise AssertionError("matched again")


def test_a_whole_pile_is_packed_as_one_file_and_matched_but_once(
    archive: Archive, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = add(archive, kept, *(scan(archive, kept, at) for at in (3, 0, 5, 1, 4, 2)))
    monkeypatch.setattr(scan_pile.PileMatcher, "__init__", never)
    monkeypatch.setattr(MatcherApart, "__init__", never)
    view = show_pile(matched(archive, kept))
    assert view is not None and (view.tone, view.words) == ("good", "6 页都对上了。")
    assert all(pair.ours and pair.scanned for pair in view.pairs) and not view.rest
    made = pack(archive, kept, tmp_path / "out", "只有路线单没打勾")
    (one,) = [name for name in made.contents if name.startswith("扫描件/")]
    assert one == "扫描件/盖章扫描件.pdf"
    content = (made.paths[0] / "data" / one).read_bytes()
    assert judge(content).pages == 6 and len(content) == size_of_one_file(found)
    assert not any(finding.severity == "error" for finding in check_scans(archive, kept, app(archive, kept)))


def test_pages_are_matched_in_a_process_that_ends_at_once_when_stopped_and_is_begun_anew(
    archive: Archive, kept: str
) -> None:
    matcher = MATCHERS[0]
    matcher.end()
    archive.lifecycle.add_scan(kept, "扫描.jpg", 1, scan(archive, kept, 2))
    before = read_kept_scans(archive, kept, 1)
    with pytest.raises(Stopped), stoppable(lambda: matcher.process_id is not None):
        match_kept_scans(before)
    assert matcher.process_id is None
    (first,) = match_kept_scans(before).matches
    assert matcher.process_id is not None
    os.kill(matcher.process_id, 9)
    (again,) = match_kept_scans(before).matches
    assert first is not None and again == first
    assert [page.state for page in first.pages] == ["ok"]


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two processors")
def test_many_pages_are_matched_by_two_processes_which_both_end_when_stopped(
    archive: Archive, kept: str
) -> None:
    for matcher in MATCHERS:
        matcher.end()
    for at in (4, 0, 2, 5, 1, 3):
        archive.lifecycle.add_scan(kept, f"{at}.jpg", 1, scan(archive, kept, at))
    before = read_kept_scans(archive, kept, 1)
    with pytest.raises(Stopped), stoppable(lambda: MATCHERS[1].process_id is not None):
        match_kept_scans(before)
    assert [matcher.process_id for matcher in MATCHERS] == [None, None]
    found = [match.pages[0] for match in match_kept_scans(before).matches if match is not None]
    printed = printed_pages(before.current)
    assert [(page.file, page.state, page.match) for page in found] == [
        (f"{at}.jpg", "ok", printed[at]) for at in (4, 0, 2, 5, 1, 3)
    ]
    assert all(matcher.process_id for matcher in MATCHERS)


def test_a_missing_page_is_named_and_packed_only_with_a_reason(
    archive: Archive, kept: str, tmp_path: Path
) -> None:
    view = show_pile(add(archive, kept, *(scan(archive, kept, at) for at in (0, 1, 2, 3, 5))))
    assert view is not None and view.words.startswith("缺《") and view.words.endswith("）。")
    refused = pack(archive, kept, tmp_path / "out")
    (fact,) = [question for question in refused.questions if question.startswith("缺")]
    assert refused.refused and not (tmp_path / "out").exists()
    assert any(view.words.rstrip("。") in f.message for f in check_scans(archive, kept, app(archive, kept)))
    made = pack(archive, kept, tmp_path / "out", WHY)
    listing = (made.paths[0] / "data" / "文件清单.txt").read_text("utf-8")
    assert f"扫描件说明：{fact}。" in listing and WHY not in listing


def test_a_void_page_is_told_with_what_differs_and_stops_the_packing_until_it_is_set_aside(
    archive: Archive, kept: str, tmp_path: Path
) -> None:
    old = scan(archive, kept, 0)
    lifecycle.return_for_changes(archive, kept, "区经信局", "电话有误")
    changed = open_application(archive, kept)
    changed.set("leader_phone", "13900001111")
    lifecycle.finalise(archive, kept, changed, 0)
    found = add(archive, kept, old, *(scan(archive, kept, at, 2) for at in range(6)), version=2)
    view = show_pile(found)
    assert view is not None
    (void,) = view.rest
    assert "旧版本（第1版）" in void.words and void.wants_hand and void.ours
    (page,) = [page for match in found.matches if match for page in match.pages if page.state == "void"]
    assert page.boxes and any("139" in where for where in page.where)
    assert any("第1版" in question for question in pack(archive, kept, tmp_path / "out").questions)
    assert void.scan is not None and not void.can_be_placed
    place_by_hand(archive, void.scan, void.index, view.choices[0])  # what is surely another page stays so
    assert any("第1版" in question for question in pack(archive, kept, tmp_path / "out").questions)
    place_by_hand(archive, void.scan, void.index, None)
    view = show_pile(matched(archive, kept, 2))
    assert view is not None and view.words == "6 页都对上了。"
    assert not any("第1版" in question for question in pack(archive, kept, tmp_path / "out").questions)
    put_back(archive, void.scan, void.index)
    view = show_pile(matched(archive, kept, 2))
    assert view is not None and "旧版本（第1版）" in view.words


def test_an_unknown_page_is_placed_by_hand_and_stays_so(archive: Archive, kept: str, tmp_path: Path) -> None:
    other = begin(default_library(None), "beijing-2025", example=True)
    from aimed_desktop.packet.fixed_paper import draw_paper

    (pdf,) = draw_paper(other).paper.pdfs()
    stranger = scanned(pdf, 2, HOW, Random(1))
    view = show_pile(add(archive, kept, *(scan(archive, kept, at) for at in range(5)), stranger))
    assert view is not None
    (line,) = view.rest
    assert (line.words, line.choice, line.wants_hand) == ("认不出是哪一页", None, True)
    assert line.scan is not None
    place_by_hand(archive, line.scan, line.index, view.choices[5])
    view = show_pile(matched(archive, kept))
    assert view is not None and view.words == "6 页都对上了。" and not view.rest
    made = pack(archive, kept, tmp_path / "out", WHY)
    assert judge((made.paths[0] / "data/扫描件/盖章扫描件.pdf").read_bytes()).pages == 6


def test_marks_tick_the_places_once_and_the_clerk_may_untick(archive: Archive, kept: str) -> None:
    paper = kept_paper(archive, kept, 1)
    assert paper is not None
    how = Scanning(dpi=150, quality=70, signed=True, stamped=True)
    found = add(archive, kept, *(scan(archive, kept, at, how=how) for at in range(6)))
    seen = {place for match in found.matches if match for page in match.pages for place in page.marked}
    assert seen and {(place, 0) for place in seen} == archive.lifecycle.ticks(kept, 1)
    first = min(seen)
    archive.lifecycle.set_tick(kept, 1, first, 0, is_set=False)
    matched(archive, kept)
    assert (first, 0) not in archive.lifecycle.ticks(kept, 1)


def test_a_pile_without_colour_is_told(archive: Archive, kept: str) -> None:
    grey = Scanning(dpi=150, in_colour=False)
    view = show_pile(add(archive, kept, scan(archive, kept, 0, how=grey)))
    assert view is not None and any("建议彩色重扫" in note for note in view.notes)
    assert any("没有看到盖章或签字" in note for note in view.notes)


def test_a_scan_that_is_being_read_while_its_match_is_kept_stays_whole(
    archive: Archive, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = archive.lifecycle.add_scan(kept, "扫描.jpg", 1, b"scanned")
    read = StoredFiles.read

    def slow(files: StoredFiles, name: str) -> bytes:
        archive.lifecycle.keep_match(number, b"{}")
        return read(files, name)

    monkeypatch.setattr(StoredFiles, "read", slow)
    assert archive.lifecycle.scan_content(number) == b"scanned"
    archive.lifecycle.remove_scan(number)
    assert archive.lifecycle.match_of(number) is None


def test_what_nobody_can_match_is_judged_as_before(archive: Archive, kept: str) -> None:
    from tests.paper_files import pdf

    found = add(archive, kept, pdf(*"123456"))
    view = show_pile(found)
    assert view is not None and "没有一页认得出" in view.words
    assert not any("缺" in finding.message for finding in check_scans(archive, kept, app(archive, kept)))


def app(archive: Archive, entry: str):  # type: ignore[no-untyped-def]
    return open_application(archive, entry)


def test_other_files_are_judged_while_a_scan_of_many_pages_is_looked_at() -> None:
    from threading import Thread

    from aimed_desktop.services.one_scan import drawn_scan
    from tests.paper_files import pdf

    pages = drawn_scan(pdf(*"1234567"))
    assert next(pages)
    others: list[int | None] = []
    asked = Thread(target=lambda: others.append(judge(pdf("a", "b")).pages))
    asked.start()
    asked.join(60)
    assert others == [2]
    assert len([*pages]) == 6 and len([*drawn_scan(pdf(*"1234567"))]) == 7
