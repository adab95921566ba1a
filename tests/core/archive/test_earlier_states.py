"""What an application was at each kept step, listed and brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.editing.undo_journal import Journal
from aimed_desktop.application.file import to_json
from aimed_desktop.application.model import Application
from aimed_desktop.application.references import referred_files
from aimed_desktop.archive import lifecycle
from aimed_desktop.archive.applications import meta_of, open_application
from aimed_desktop.archive.archive import Archive, local_clock
from aimed_desktop.archive.earlier_states import keep_files_of, state_at, steps_before, versions
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.definition.library import default_library

LIBRARY = default_library(None)


class Times:
    """The archive's clock, moved by the test."""

    def __init__(self) -> None:
        self.now = local_clock().replace(hour=10, minute=0, second=0, microsecond=0)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def times() -> Times:
    return Times()


@pytest.fixture
def kept(data_dir: Path, cheap: KdfParameters, passphrase: str, times: Times) -> Iterator[Archive]:
    with Archive.create(data_dir, passphrase, use_keyring=False, kdf=cheap, clock=times) as archive:
        yield archive


@pytest.fixture
def entry(kept: Archive) -> str:
    app = begin(LIBRARY, "wuhan-2026-1", example=False)
    return kept.add(to_json(app), {}, LIBRARY.sources(app.form), meta_of(app))


@pytest.fixture
def save(kept: Archive, entry: str) -> Callable[..., Application]:
    """Saves these values over what stands there."""

    def do(files: dict[str, bytes] | None = None, **values: object) -> Application:
        app = open_application(kept, entry)
        for path, value in values.items():
            app.set(path, value)
        kept.save(entry, to_json(app), files=files, meta=meta_of(app))
        return app

    return do


def test_the_list_has_one_line_a_minute_and_says_what_changed(
    kept: Archive, entry: str, save: Callable[..., Application], times: Times
) -> None:
    times.pass_(60)
    for end in range(1, 5):
        app = save(scene_name="急诊分诊"[:end])
        times.pass_(1)
    times.pass_(60)
    save(scene_name="急诊预检", results=[{"text": "成效"}])
    listed = versions(kept, entry, app.form)
    assert [each.words for each in listed] == [
        "场景名称：“急诊分诊” → “急诊预检”；（三）应用成效：+2 字",
        "场景名称：填入“急诊分诊”",
        "新建",
    ]
    assert versions(kept, entry, app.form, listed[0].seq, most=1)[0] == listed[1]
    assert versions(kept, entry, app.form, listed[-1].seq) == []


def test_undo_reads_one_step_for_each_typing_until_nothing_is_left(
    kept: Archive, entry: str, save: Callable[..., Application], times: Times
) -> None:
    for number in range(60):
        times.pass_(30)
        app = save(scene_name=f"第{number}次")
    for end in range(1, 5):
        times.pass_(1)
        app = save(results=[{"text": "成效显著"[:end]}])
    journal = Journal(app)
    seen, before = [], kept.latest_step(entry) + 1
    while earlier := steps_before(kept, entry, journal.base, before):
        journal.seed(earlier.steps, earlier.base)
        before = earlier.before
        while journal.undo() is not None:
            seen.append((app.get("scene_name"), app.get("results")))
    assert seen[0] == ("第59次", None)
    assert seen[1] == ("第58次", None)
    assert seen[-1] == (None, None)
    assert len(seen) == 61


def test_pictures_of_an_earlier_state_come_back_with_it(
    kept: Archive, entry: str, save: Callable[..., Application]
) -> None:
    app = save({"files/ct.png": b"picture"}, background=[{"image": "files/ct.png"}])
    seq = kept.latest_step(entry)
    app.set("background", None)
    kept.save(entry, to_json(app), remove=["files/ct.png"])
    earlier = state_at(kept, entry, seq, app.form)
    assert list(referred_files(earlier)) == ["files/ct.png"]
    assert not kept.files(entry).exists("files/ct.png")
    keep_files_of(kept, entry, earlier)
    assert kept.files(entry).read("files/ct.png") == b"picture"


def test_a_fixed_version_stands_in_the_list_with_its_status(
    kept: Archive, entry: str, save: Callable[..., Application], times: Times
) -> None:
    times.pass_(60)
    app = save(scene_name="急诊")
    lifecycle.finalise(kept, entry, app, 0)
    times.pass_(60)
    lifecycle.return_for_changes(kept, entry, "区卫健局", "电话有误")
    listed = versions(kept, entry, app.form)
    assert [(each.status, each.version) for each in listed] == [
        ("草稿", 2),
        ("定稿", 1),
        ("草稿", 0),
        ("草稿", 0),
    ]
    assert [each.words for each in listed][:2] == ["退回修改", "定稿"]
