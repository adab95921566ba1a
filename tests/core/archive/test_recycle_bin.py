"""Deleted applications can be taken back for thirty days; progress and amendments are kept beside them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.life.amendments import Amendment
from aimed_desktop.application.life.progress import Progress
from aimed_desktop.archive.applications import open_with_notice, store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.definition.library import default_library
from aimed_desktop.errors import UserProblem


def test_what_was_deleted_is_in_no_list_and_comes_back_as_it_was(archive: Archive, entry: str) -> None:
    before = archive.list()
    archive.bin.put(entry)
    assert archive.list() == archive.search("示例医院") == []
    assert [binned.id for binned in archive.bin.entries()] == [entry]
    archive.bin.take_back(entry)
    assert archive.list() == before
    assert archive.bin.entries() == []


def test_after_thirty_days_it_is_gone(entry: str, archive: Archive) -> None:
    now = datetime.now(UTC)
    archive.bin.put(entry)
    for day in range(0, 36, 5):
        archive._clock = partial(now.__add__, timedelta(days=day))
        archive.bin.purge()
        assert [binned.id for binned in archive.bin.entries()] == ([entry] if day < 35 else []), day
    with pytest.raises(UserProblem):
        archive.load(entry)


def test_progress_is_listed_and_is_no_step_of_the_history(archive: Archive, entry: str) -> None:
    steps, changed = archive.history(entry), archive.list()[0].changed
    archive.keep_progress(entry, Progress(3, 20, 5))
    (line,) = archive.overview()
    assert line.progress == Progress(3, 20, 5)
    assert (archive.history(entry), line.entry.changed) == (steps, changed)


def test_an_amendment_holds_for_every_application_of_its_notice_until_it_is_taken_back(
    archive: Archive,
) -> None:
    library = default_library(None)
    app = begin(library, "wuxi-2026", example=True)
    stored = store_application(archive, app, library.sources(app.form))
    route = library.notice("wuxi-2026").routes[0].key
    number = archive.amendments.add("wuxi-2026", Amendment(route, "电话通知", until="2026-03-24 17:00"))
    archive.amendments.add("wuhan-2026", Amendment(route, "电话通知", until="2027-03-24 17:00"))
    opened = open_with_notice(archive, stored)
    assert (opened.notice.deadline, opened.app.form.deadline) == ("2026-03-24 17:00", "2026-03-24")
    archive.amendments.remove(number)
    opened = open_with_notice(archive, stored)
    assert (opened.notice.deadline, opened.app.form.deadline) == ("2026-03-17 17:00", "2026-03-17")
