"""The life of a real application in a real archive: versions, void pages, seals, scans."""

from __future__ import annotations

from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.life.lifecycle import Deed
from aimed_desktop.application.model import Application, Status
from aimed_desktop.archive import lifecycle
from aimed_desktop.archive.applications import open_application, store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.hand_places import stops
from tests.core.archive.conftest import PASSPHRASE


@pytest.fixture(scope="module")
def library() -> Library:
    return default_library(None)


@pytest.fixture
def kept(archive: Archive, library: Library) -> str:
    app = begin(library, "wuhan-2026-1", example=True)
    return store_application(archive, app, library.sources(app.form))


def fixed(archive: Archive, kept: str, **values: object) -> Application:
    """The next version with these values written first."""
    app = open_application(archive, kept)
    for path, value in values.items():
        app.set(path, value)
    lifecycle.finalise(archive, kept, app, 0)
    return open_application(archive, kept)


def test_a_version_is_fixed_with_its_fingerprint_and_outlives_closing(
    archive: Archive, kept: str, data_dir: Path
) -> None:
    mark = fingerprint(fixed(archive, kept))
    lifecycle.mark(archive, kept, Status.PRINTED)
    lifecycle.mark(archive, kept, Status.STAMPED)
    lifecycle.mark(archive, kept, Status.SUBMITTED, "2026-06-12", "送412室")
    archive.close()
    with Archive.open(data_dir, PASSPHRASE, use_keyring=False) as again:
        standing = lifecycle.standing(again, kept)
        assert (standing.status, standing.version) == (Status.SUBMITTED, 1)
        assert standing.events[0].fingerprint == mark
        assert (standing.events[-1].date, standing.events[-1].note) == ("2026-06-12", "送412室")
        assert again.list()[0].status == "已报送"
        assert open_application(again, kept).is_locked


def test_an_application_with_errors_is_not_fixed(archive: Archive, kept: str) -> None:
    with pytest.raises(UserProblem, match="还有 2 项"):
        lifecycle.finalise(archive, kept, open_application(archive, kept), 2)
    assert lifecycle.standing(archive, kept).status is Status.DRAFT


def test_saving_what_was_typed_never_changes_the_status(archive: Archive, kept: str) -> None:
    draft = open_application(archive, kept)
    fixed(archive, kept)
    lifecycle.save_application(archive, kept, draft)
    assert lifecycle.standing(archive, kept).status is Status.FINAL


def test_a_fixed_version_is_not_replaced_from_the_history(archive: Archive, kept: str) -> None:
    app = open_application(archive, kept)
    app.set("scene_name", "改过的名称")
    lifecycle.save_application(archive, kept, app)
    fixed(archive, kept)
    with pytest.raises(UserProblem, match="退回修改"):
        archive.restore(kept, 1)
    lifecycle.return_for_changes(archive, kept, "本单位", "名称写错")
    archive.restore(kept, 1)
    standing = lifecycle.standing(archive, kept)
    assert (standing.status, standing.version) == (Status.DRAFT, 2)


def test_a_word_changed_in_one_chapter_voids_its_page_alone(archive: Archive, kept: str) -> None:
    app = fixed(archive, kept)
    lifecycle.mark(archive, kept, Status.STAMPED)
    lifecycle.return_for_changes(archive, kept, "区主管部门", "电话写错")
    again = fixed(archive, kept, lead_phone="13800138001")
    void = lifecycle.void_of(archive, kept, 2)
    assert void is not None
    assert (again.version, void.since) == (2, 1)
    (document,) = void.documents
    assert document.again == ("第1页",)
    assert not document.is_whole and not document.gone
    assert void.stops == (), "no seal stands on that page"
    assert fingerprint(again) != fingerprint(app)


def test_a_new_name_voids_the_cover_and_its_seals_and_keeps_the_ticks_of_the_others(
    archive: Archive, kept: str
) -> None:
    app = fixed(archive, kept)
    places = stops(app)
    for number in range(len(places)):
        archive.lifecycle.set_tick(kept, 1, number, 0, is_set=True)
    lifecycle.mark(archive, kept, Status.STAMPED)
    lifecycle.return_for_changes(archive, kept, "科室", "案例改名")
    again = fixed(archive, kept, scene_name="改了名的案例")
    void = lifecycle.void_of(archive, kept, 2)
    assert void is not None
    assert "封面" in void.documents[0].again
    on_cover = {number for number, stop in enumerate(stops(again)) if stop.part == "封面"}
    assert on_cover and on_cover <= set(void.stops)
    valid = {(number, 0) for number in range(len(places)) if number not in void.stops}
    assert archive.lifecycle.ticks(kept, 2) == valid


def test_more_pages_void_everything_behind_the_first_change(archive: Archive, kept: str) -> None:
    fixed(archive, kept)
    lifecycle.mark(archive, kept, Status.PRINTED)
    lifecycle.return_for_changes(archive, kept, "本单位", "补充成效")
    app = open_application(archive, kept)
    longer = [*app.get("results"), *({"text": "补充的成效说明。" * 40},) * 12]
    again = fixed(archive, kept, results=longer)
    void = lifecycle.void_of(archive, kept, 2)
    assert void is not None
    indexes = void.documents[0].indexes
    assert indexes == tuple(range(indexes[0], indexes[-1] + 1))
    assert indexes[0] > 0, "the cover is still valid"
    pledge = [number for number, stop in enumerate(stops(again)) if stop.part == "承诺书"]
    assert pledge and set(pledge) <= set(void.stops)


def test_an_unchanged_version_voids_nothing_and_one_never_printed_is_passed_over(
    archive: Archive, kept: str
) -> None:
    first = fixed(archive, kept)
    lifecycle.mark(archive, kept, Status.PRINTED)
    lifecycle.return_for_changes(archive, kept, "本单位", "看一看")
    fixed(archive, kept, lead_phone="13800138001")
    lifecycle.return_for_changes(archive, kept, "本单位", "改错了，改回去")
    fixed(archive, kept, lead_phone=first.get("lead_phone"))
    void = lifecycle.void_of(archive, kept, 3)
    assert void is not None
    assert (void.since, void.documents, void.stops) == (1, (), ())


def test_scans_and_ticks_come_back_and_go_with_their_application(archive: Archive, kept: str) -> None:
    number = archive.lifecycle.add_scan(kept, "扫描.pdf", 1, b"%PDF-1.4 stamped")
    archive.lifecycle.set_tick(kept, 1, 0, 1, is_set=True)
    (scan,) = archive.lifecycle.scans(kept)
    assert (scan.number, scan.name, scan.version) == (number, "扫描.pdf", 1)
    archive.lifecycle.add_scan(kept, "第二份.pdf", 1, b"%PDF-1.4 second")
    archive.lifecycle.remove_scan(number)
    assert [each.name for each in archive.lifecycle.scans(kept)] == ["第二份.pdf"]
    assert archive.lifecycle.scan_content(archive.lifecycle.scans(kept)[0].number) == b"%PDF-1.4 second"
    assert archive.verify() == []
    archive.delete(kept)
    assert archive.lifecycle.scans(kept) == () and not archive.lifecycle.ticks(kept, 1)


def test_what_happened_is_told_with_who_and_why(archive: Archive, kept: str) -> None:
    fixed(archive, kept)
    lifecycle.mark(archive, kept, Status.PRINTED)
    lifecycle.take_back(archive, kept)
    standing = lifecycle.return_for_changes(archive, kept, "区卫健局", "推荐意见要求补充")
    assert [event.deed for event in standing.events] == [
        Deed.FINALISED,
        Deed.MARKED,
        Deed.TAKEN_BACK,
        Deed.RETURNED,
    ]
    last = standing.events[-1]
    assert (last.who, last.note, last.version) == ("区卫健局", "推荐意见要求补充", 1)
