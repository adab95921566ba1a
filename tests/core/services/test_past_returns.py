"""Why an application came back is suggested in the unit's next one, until the clerk has taken note."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.life.lifecycle import Deed, Event
from aimed_desktop.application.life.past_returns import past_returns, still_told, take_note
from aimed_desktop.application.model import Status
from aimed_desktop.archive import lifecycle
from aimed_desktop.archive.applications import open_with_notice, store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.supplements import ask_supplement, undo_supplement
from aimed_desktop.definition.library import default_library
from aimed_desktop.services.checking import check_application
from aimed_desktop.services.packing import pack_with_kept_scans
from aimed_desktop.services.past_returns import returns_of_unit

PASSPHRASE = "退回原因测试用的口令-2026"
WHY = "法人证书过期"


@pytest.fixture
def archive(data_dir: Path) -> Iterator[Archive]:
    kdf = KdfParameters(memory_kib=64, passes=1, lanes=4)
    with Archive.create(data_dir, PASSPHRASE, use_keyring=False, kdf=kdf) as opened:
        yield opened


def begun(archive: Archive, **values: object) -> str:
    library = default_library(None)
    app = begin(library, "wuhan-2026-1", example=True)
    for path, value in values.items():
        app.set(path, value)
    return store_application(archive, app, library.sources(app.form))


def fixed(archive: Archive) -> str:
    entry = begun(archive)
    lifecycle.finalise(archive, entry, open_with_notice(archive, entry).app, 0)
    return entry


def told(archive: Archive, entry: str) -> list[tuple[str | None, str]]:
    app = open_with_notice(archive, entry).app
    return [(each.field, each.message) for each in still_told(app, returns_of_unit(archive, app, entry))]


def test_a_reason_stands_beside_the_paper_that_it_names_in_the_next_application(archive: Archive) -> None:
    before = fixed(archive)
    lifecycle.mark(archive, before, Status.SUBMITTED, "2025-06-12")
    lifecycle.return_for_changes(archive, before, "区卫健局", WHY)
    title = archive.load(before).meta.title
    year = lifecycle.standing(archive, before).events[-1].time[:4]
    following = begun(archive, scene_name="新的案例")
    assert told(archive, following) == [("materials.licence", f"{year}年因“{WHY}”被退回（“{title}”）。")]
    assert told(archive, before) == [], "its own reason is in its story"
    assert told(archive, begun(archive, unit_name="别的医院")) == []


def test_what_the_clerk_has_taken_note_of_is_told_no_more_and_outlives_closing(archive: Archive) -> None:
    before = fixed(archive)
    lifecycle.return_for_changes(archive, before, "区卫健局", WHY)
    entry = begun(archive)
    app = open_with_notice(archive, entry).app
    (finding,) = returns_of_unit(archive, app, entry)
    assert (finding.severity, finding.rule, finding.blocks) == ("warning", "came_back", "pack")
    take_note(app, finding.message)
    lifecycle.save_application(archive, entry, app)
    assert told(archive, entry) == []


def test_a_rejection_and_missing_papers_are_told_and_what_was_a_mistake_is_not(archive: Archive) -> None:
    before = fixed(archive)
    lifecycle.return_for_changes(archive, before, "科室", "自己改的")
    lifecycle.finalise(archive, before, open_with_notice(archive, before).app, 0)
    lifecycle.mark(archive, before, Status.SUBMITTED)
    lifecycle.mark(archive, before, Status.REJECTED, "2024-07-01", "点错了")
    lifecycle.take_back(archive, before)
    app = open_with_notice(archive, before).app
    ask_supplement(archive, before, app, "区里", "记错了的补正")
    undo_supplement(archive, before, app)
    ask_supplement(archive, before, app, "区里", "缺伦理批件")
    lifecycle.mark(archive, before, Status.REJECTED, "2025-07-01", "名额已满")
    words = [message for _, message in told(archive, begun(archive))]
    assert [(message[:4], message.partition("”")[2][:4]) for message in words if "名额已满" in message] == [
        ("2025", "未通过（")
    ]
    assert len(words) == 2 and any("缺伦理批件”被要求补正" in message for message in words)


def test_a_refusal_of_an_earlier_version_outlives_a_mark_that_is_taken_back(archive: Archive) -> None:
    before = fixed(archive)
    lifecycle.mark(archive, before, Status.SUBMITTED)
    lifecycle.mark(archive, before, Status.REJECTED, "2024-07-01", WHY)
    lifecycle.return_for_changes(archive, before, "科室", "再报一次")
    lifecycle.finalise(archive, before, open_with_notice(archive, before).app, 0)
    lifecycle.mark(archive, before, Status.PRINTED)
    lifecycle.take_back(archive, before)
    ((_, words),) = told(archive, begun(archive))
    assert f"2024年因“{WHY}”未通过" in words


def test_papers_are_asked_for_in_the_year_of_the_asking_not_of_the_deadline() -> None:
    asked = Event(Deed.SUPPLEMENT, Status.SUBMITTED, 1, time="2025-12-28T09:00", date="2026-01-05", note=WHY)
    assert [each.year for each in past_returns("案例", [asked])] == ["2025"]


def test_no_reason_is_printed_packed_or_checked_by_the_command_line(archive: Archive, tmp_path: Path) -> None:
    before = fixed(archive)
    lifecycle.return_for_changes(archive, before, "区卫健局", WHY)
    entry = begun(archive)
    app = open_with_notice(archive, entry).app
    (finding,) = returns_of_unit(archive, app, entry)
    take_note(app, finding.message)
    assert not any(each.rule == "came_back" for each in check_application(app))
    lifecycle.finalise(archive, entry, app, 0)
    made = pack_with_kept_scans(archive, open_with_notice(archive, entry), tmp_path, archive.folder)
    for path in made.paths[0].rglob("*"):
        if path.is_file():
            assert WHY.encode() not in path.read_bytes(), path.name
    assert "desk" not in json.loads((made.paths[0] / "data" / "application.json").read_bytes())
