"""Long work is shown after half a second and can be stopped; short work never flickers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.library import Library
from aimed_desktop.services.checking import check_application
from aimed_desktop.services.exporting import export_application
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.packing import pack_application
from aimed_desktop.stopping import Stopped, checkpoint, stoppable
from tests.ui.opening import cancelling
from ui.widgets.jobs import Jobs
from ui.widgets.progress import ProgressPanel, progress_panel, under_way


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def fail(error: BaseException) -> None:
    raise error


def test_long_work_is_shown_until_it_ends(qtbot: QtBot, jobs: Jobs) -> None:
    window, go_on, ends = QWidget(), Event(), []
    qtbot.addWidget(window)
    window.resize(800, 400)
    window.show()
    jobs.run(
        window,
        Operation(Kind.WRITES_FILES, go_on.wait, words="正在导出……", done=ends.append, failed=fail),
    )
    assert cancelling(window) == []
    qtbot.waitUntil(lambda: len(cancelling(window)) == 1)
    assert window.rect().contains(progress_panel(window).geometry())
    go_on.set()
    qtbot.waitUntil(lambda: ends == [True])
    assert cancelling(window) == []


def test_cancel_ends_the_work_at_its_next_checkpoint(qtbot: QtBot, jobs: Jobs) -> None:
    window, go_on, ends = QWidget(), Event(), []
    qtbot.addWidget(window)
    window.show()

    def work() -> None:
        go_on.wait()
        checkpoint()

    jobs.run(
        window,
        Operation(
            Kind.WRITES_FILES,
            work,
            words="正在导出……",
            done=lambda _: ends.append("done"),
            failed=fail,
            stopped=lambda: ends.append("stopped"),
        ),
    )
    qtbot.waitUntil(lambda: len(cancelling(window)) == 1)
    cancelling(window)[0].click()
    go_on.set()
    qtbot.waitUntil(lambda: ends == ["stopped"])
    assert cancelling(window) == []


@pytest.mark.parametrize(("kind", "only_shows"), [(Kind.READS_FILES, False), (Kind.COMPUTES, True)])
def test_cancel_drops_at_once_what_only_reads(qtbot: QtBot, jobs: Jobs, kind: Kind, only_shows: bool) -> None:
    window, go_on, ends = QWidget(), Event(), []
    qtbot.addWidget(window)
    window.show()
    operation = Operation(
        kind,
        go_on.wait,
        words="正在读取……",
        done=lambda _: ends.append("done"),
        failed=fail,
        stopped=lambda: ends.append("stopped"),
        only_shows=only_shows,
    )
    future = jobs.run(window, operation)
    assert (under_way(window) == []) is only_shows
    qtbot.waitUntil(lambda: len(cancelling(window)) == 1)
    cancelling(window)[0].click()
    assert ends == ["stopped"]
    go_on.set()
    future.result()
    qtbot.wait(0)
    assert ends == ["stopped"]


def test_a_key_cancels_from_anywhere_and_the_panel_says_so_for_a_while(qtbot: QtBot, jobs: Jobs) -> None:
    window, go_on = QWidget(), Event()
    line = QLineEdit(window)
    qtbot.addWidget(window)
    window.resize(800, 400)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    line.setFocus()

    def work() -> None:
        go_on.wait()
        checkpoint()

    jobs.run(window, Operation(Kind.WRITES_FILES, work, words="正在导出……", failed=fail))
    qtbot.waitUntil(lambda: len(cancelling(window)) == 1)
    QTest.keyClick(line, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    go_on.set()
    panel = progress_panel(window)
    qtbot.waitUntil(lambda: words(panel) == ["已取消。"])
    assert line.hasFocus() and window.rect().contains(panel.geometry())
    qtbot.waitUntil(lambda: not panel.isVisible(), timeout=10_000)


def words(panel: QWidget) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_short_work_is_never_shown(qtbot: QtBot, jobs: Jobs) -> None:
    window, ends = QWidget(), []
    qtbot.addWidget(window)
    window.show()
    jobs.run(
        window,
        Operation(Kind.WRITES_FILES, lambda: None, words="正在导出……", done=ends.append, failed=fail),
    )
    qtbot.waitUntil(lambda: ends == [None])
    assert window.findChild(ProgressPanel) is None


def at_call(number: int) -> Callable[[], bool]:
    """Wants a stop at the checkpoint of that number and after it."""
    asked = iter(range(1_000_000))
    return lambda: next(asked) >= number


def checkpoints(work: Callable[[], object]) -> int:
    count = 0

    def never() -> bool:
        nonlocal count
        count += 1
        return False

    with stoppable(never):
        work()
    return count


def test_an_export_or_packet_that_is_stopped_anywhere_leaves_nothing(
    library: Library, tmp_path: Path
) -> None:
    app = begin(library, "demo", example=True)
    check_application(app)  # its materials are judged: waiting for their reader has checkpoints, too
    notice, sources = library.notice(app.form.notice_id), library.sources(app.form)

    def export() -> object:
        return export_application(app, tmp_path / "导出", draft=False)

    def pack() -> object:
        return pack_application(app, notice, sources, tmp_path / "报送")

    for work, folder in ((export, tmp_path / "导出"), (pack, tmp_path / "报送")):
        work()  # the reader of papers is started: how often it is waited for is a matter of time
        for path in sorted(folder.iterdir()):
            path.rename(tmp_path / f"first-{path.name}")
        most = checkpoints(work)
        made = sorted(folder.iterdir())
        assert made
        for number in sorted({0, most // 4, most // 2}):
            for path in made:
                path.rename(tmp_path / f"{number}-{path.name}")
            with stoppable(at_call(number)), pytest.raises(Stopped):
                work()
            assert list(folder.iterdir()) == []
            work()
