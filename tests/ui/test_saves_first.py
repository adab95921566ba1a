"""A save waits for no reading: what is typed is on the disk while the archive is read beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from aimed_desktop.application.beginning import begin
from aimed_desktop.archive import applications
from aimed_desktop.archive.applications import store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.database import Database
from aimed_desktop.definition.library import Library
from aimed_desktop.services.operation import Kind, Operation, Result, ignored
from tests.ui.conftest import OpenWindow
from ui.shell.application_view import ApplicationView
from ui.shell.main_window import MainWindow
from ui.widgets.jobs import Jobs

FORM = "wuhan-2026-1"
WAIT = 20_000


@pytest.fixture
def gate() -> Iterator[Event]:
    """What is held until the test opens it."""
    opened = Event()
    yield opened
    opened.set()


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def fail(error: BaseException) -> None:
    raise error


def give(
    jobs: Jobs,
    kind: Kind,
    work: Callable[[], Result],
    done: Callable[[Result], None] = ignored,
    *,
    is_long: bool = False,
) -> Future[Result]:
    return jobs.run(jobs, Operation(kind, work, done=done, failed=fail, is_long=is_long))


def fill(archive: Archive, library: Library, count: int) -> str:
    """Keep so many applications of one hospital; the id of the last."""
    app = begin(library, FORM, example=True)
    entry = ""
    for number in range(count):
        app.set("scene_name", f"场景{number % (count - 1)}")  # the last bears the name of the first
        entry = store_application(archive, app, library.sources(app.form))
    return entry


def on_disk(archive: Archive, entry: str) -> dict[str, Any]:
    """The values as another connection finds them."""
    database = Database(archive._database.path, archive._data_key)
    row = database.row("SELECT data FROM applications WHERE id = ?", (entry,))
    database.close()
    assert row is not None
    return json.loads(row[0])["values"]  # type: ignore[no-any-return]


def opened(window: MainWindow, entry: str, qtbot: QtBot) -> ApplicationView:
    with qtbot.waitSignal(window.opened, timeout=WAIT):
        window.opening.open(entry)
    assert window.view is not None
    return window.view


def test_what_is_typed_is_on_the_disk_while_the_units_other_applications_are_still_read(
    open_window: OpenWindow, qtbot: QtBot, library: Library, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    archive, read_other = window.desk.archive, applications._other
    begun = Event()

    def slowly(*asked: Any) -> Any:
        begun.set()
        gate.wait()
        return read_other(*asked)

    entry = fill(archive, library, 60)
    monkeypatch.setattr(applications, "_other", slowly)
    view = opened(window, entry, qtbot)
    qtbot.waitUntil(begun.is_set)
    view.opened.app.set("legal_representative", "李四")
    qtbot.waitUntil(lambda: on_disk(archive, entry).get("legal_representative") == "李四")
    assert not gate.is_set()

    def rules() -> set[str]:
        return {finding.rule for finding in view.checker.findings}

    assert "several-directions" not in rules()
    gate.set()
    qtbot.waitUntil(lambda: "several-directions" in rules(), timeout=WAIT)


@pytest.mark.parametrize("is_long", [False, True])
def test_a_save_does_not_wait_for_a_reading_that_was_given_before(
    qtbot: QtBot, jobs: Jobs, gate: Event, is_long: bool
) -> None:
    order: list[str] = []
    give(jobs, Kind.READS_ARCHIVE, gate.wait, lambda _: order.append("read"), is_long=is_long)
    give(jobs, Kind.WRITES_ARCHIVE, lambda: None, lambda _: order.append("saved"))
    qtbot.waitUntil(lambda: order == ["saved"])
    gate.set()
    qtbot.waitUntil(lambda: order == ["saved", "read"])


@pytest.mark.parametrize("is_long", [False, True])
def test_a_reading_finds_what_was_saved_before_it_was_asked_for(
    qtbot: QtBot, jobs: Jobs, gate: Event, is_long: bool
) -> None:
    disk: list[str] = []
    found: list[tuple[str, ...]] = []

    def save() -> None:
        gate.wait()
        disk.append("typed")

    give(jobs, Kind.WRITES_ARCHIVE, save)
    give(jobs, Kind.READS_ARCHIVE, lambda: tuple(disk), found.append, is_long=is_long)
    gate.set()
    qtbot.waitUntil(lambda: found == [("typed",)])


def test_the_archive_is_closed_when_nobody_reads_it_any_more(qtbot: QtBot, jobs: Jobs, gate: Event) -> None:
    order: list[str] = []
    give(jobs, Kind.READS_ARCHIVE, gate.wait, lambda _: order.append("read"))
    give(jobs, Kind.REPLACES_ARCHIVE, lambda: None, lambda _: order.append("closed"))
    give(jobs, Kind.IN_ORDER, lambda: None, lambda _: order.append("after"))
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["read", "closed", "after"]


def test_a_window_closes_though_readings_are_left(qtbot: QtBot, gate: Event) -> None:
    jobs = Jobs()
    begun = Event()
    ran: list[int] = []

    def hold() -> None:
        begun.set()
        gate.wait()

    give(jobs, Kind.READS_ARCHIVE, hold)
    give(jobs, Kind.READS_ARCHIVE, lambda: ran.append(1))
    closed = give(jobs, Kind.REPLACES_ARCHIVE, lambda: None)
    begun.wait()
    jobs.close(seconds=0)
    assert jobs.is_held
    gate.set()
    closed.result()
    assert ran == []
