"""From the last key to the typeset page on the screen, and what a key costs while pages are set."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from aimed_desktop.application.values.shapes import Value
from aimed_desktop.desktop.window_settings import WindowSettings
from tests.benchmarks.exports import PARAGRAPH
from tests.benchmarks.figures import Figure
from ui.desk.application_service import ApplicationService
from ui.shell.application_view import ApplicationView
from ui.shell.main_window import MainWindow
from ui.widgets import theme
from ui.widgets.jobs import Jobs
from ui.workspace.side_panel import PREVIEW

EDITS = 25
KEYS = 200
KEY_PAUSE_MS = 90  # of a quick typist
LONG_PARAGRAPHS = 420  # about 50,000 characters
PATIENCE_S = 60
PASSPHRASE = "measuring only"


def preview_figures() -> Iterator[Figure]:
    """Each in a window of its own on the example of wuhan-2026-1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["aimed"])
    assert isinstance(application, QApplication)
    theme.apply(application)
    with _view() as view:
        yield from _delays(view, "unit_address", "last key in a cell")
        yield from _delays(view, "promotion", "last key in a chapter")
    with _view(long=True) as view:
        yield from _delays(view, "background", "last key in a chapter of 50,000 characters")
        yield from _key_figures(view)


def _delays(view: ApplicationView, field: str, name: str) -> Iterator[Figure]:
    """From the last key until the page that shows it has been given to the screen."""
    view.form.focus_field(field)
    _until(lambda: view.preview.typesetter.is_idle)
    delays = [_delay(view, field) for _ in range(EDITS)]
    yield Figure(f"{name} → its page on the screen, median", statistics.median(delays))
    yield Figure(f"{name} → its page on the screen, p95", statistics.quantiles(delays, n=20)[-1])


def _delay(view: ApplicationView, field: str) -> float:
    _rest(300)
    pane, before = view.form.side.preview, view.form.side.preview.view.image.cacheKey()
    _commit(_editor(view, field), "新增一字")
    started = time.perf_counter()
    _until(lambda: pane.view.image.cacheKey() != before)
    pane.view.grab()
    return (time.perf_counter() - started) * 1000


def _key_figures(view: ApplicationView) -> Iterator[Figure]:
    """What a key costs the window, and how late it comes to be served, without and with the preview."""
    side = view.form.side
    side.show_tab("hint")
    _rest(1500)
    costs, lates = _keys(view)
    quiet = Figure("a key in 50,000 characters, no preview: median", statistics.median(costs))
    quiet_99 = Figure("a key in 50,000 characters, no preview: p99", _p99(costs))
    late_99 = Figure("a key's wait for its turn, no preview: p99", _p99(lates))
    yield from (quiet, quiet_99, late_99)
    side.show_tab(PREVIEW)
    _until(lambda: view.preview.typesetter.is_idle)
    costs, lates = _keys(view)
    yield Figure("the same while the preview renders: median", statistics.median(costs)).to(quiet)
    yield Figure("the same while the preview renders: p99", _p99(costs)).to(quiet_99)
    yield Figure("the wait while the preview renders: p99", _p99(lates)).to(late_99)


def _keys(view: ApplicationView) -> tuple[list[float], list[float]]:
    """For each of some keys its own time and how much later than planned it was served, in ms."""
    editor = _editor(view, "background")
    costs: list[float] = []
    lates: list[float] = []
    for number in range(KEYS):
        due = time.perf_counter() + KEY_PAUSE_MS / 1000
        _rest(KEY_PAUSE_MS)
        started = time.perf_counter()
        lates.append((started - due) * 1000)
        _commit(editor, "数据模型"[number % 4])
        costs.append((time.perf_counter() - started) * 1000)
    return costs, lates


def _p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[-1]


@contextmanager
def _view(long: bool = False) -> Iterator[ApplicationView]:
    """The example, or one with a very long chapter, in the window, its preview shown."""
    os.environ["AIMED_PASSPHRASE"] = PASSPHRASE
    with tempfile.TemporaryDirectory(prefix="aimed-") as folder:
        jobs = Jobs()
        window = MainWindow(ApplicationService(Path(folder), jobs, use_keyring=False), jobs, WindowSettings())
        window.resize(1366, 740)
        window.show()
        window.begin_work()
        _until(lambda: window.desk.is_open)
        window.begin("wuhan-2026-1", True)
        _until(lambda: window.view is not None)
        view = window.view
        assert view is not None
        if long:
            chapter: list[Value] = [{"text": f"{number}{PARAGRAPH}"} for number in range(LONG_PARAGRAPHS)]
            view.opened.app.set("background", chapter)
        view.form.paper.complete()
        view.form.columns.open_side()
        view.form.side.show_tab(PREVIEW)
        _until(lambda: not view.form.side.preview.view.image.isNull())
        yield view
        window.close()


def _editor(view: ApplicationView, field: str) -> QWidget:
    editor = view.form.paper.editor(field)
    assert editor is not None
    return editor


def _commit(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def _rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _until(is_done: Callable[[], bool]) -> None:
    """Let the window work until `is_done`."""
    loop = QEventLoop()
    end = time.monotonic() + PATIENCE_S
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: loop.quit() if is_done() or time.monotonic() > end else None)
    timer.start()
    loop.exec()
    timer.stop()
    assert is_done()
