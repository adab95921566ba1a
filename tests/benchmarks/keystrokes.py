"""A key in a long chapter: from the key event to the end of its paint, the program working around it.

The application is open in its window with an archive: counter, mark over the limit, checks and saves
are all active. Keys come by a clock; what still keeps the window busy when a key is due counts too.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.archive.applications import store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.definition.library import default_library
from tests.benchmarks.figures import Figure

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

PASSPHRASE = "measuring only"
FIELD = "implementation"
LENGTH = 50_000
PARAGRAPH = 200
KEYS = 240
BETWEEN_KEYS_MS = 90
SENTENCE = "本项目面向门诊与住院场景，依托院内影像归档系统，建立从检查申请、图像采集到报告审核的闭环流程。"
WHERE = {"start": 0.0, "middle": 0.5, "end": 1.0}


def typing_figures() -> Iterator[Figure]:
    """Median and 99th percentile of a key at the start, in the middle and at the end."""
    ordinary: list[Value] = [{"text": (SENTENCE * 5)[:PARAGRAPH]} for _ in range(LENGTH // PARAGRAPH)]
    giant: list[Value] = [{"text": (SENTENCE * 300)[:10_000]}]
    for name, blocks in (("50,000 characters", ordinary), ("one paragraph of 10,000", giant)):
        for place, share in WHERE.items():
            times = measure(blocks, share)
            yield Figure(f"key in {name}, {place}: median", statistics.median(times))
            yield Figure(f"key in {name}, {place}: 99th percentile", percentile(times, 99))


def percentile(times: list[float], rank: int) -> float:
    """The smallest time that `rank` per cent of all do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * rank // 100) - 1)]


def measure(blocks: list[Value], share: float, form: str = "wuhan-2026-1") -> list[float]:
    """Milliseconds from the moment each key was due until it was painted."""
    with tempfile.TemporaryDirectory(prefix="aimed-") as name:
        window = window_with(Path(name), blocks, form)
        assert window.view is not None
        editor = window.view.form.paper.editor(FIELD)
        assert isinstance(editor, QTextEdit)
        cursor = QTextCursor(editor.document())
        cursor.setPosition(int((editor.document().characterCount() - 1) * share))
        editor.setTextCursor(cursor)
        run(2000)  # checks and saves of the opening are over
        times = _type(editor)
        window.close()
        window.deleteLater()
        run(50)
    return times


def window_with(folder: Path, blocks: list[Value], form: str = "wuhan-2026-1") -> MainWindow:
    """The live window with an example whose chapter holds `blocks`, every part built, the cursor in it."""
    os.environ["AIMED_PASSPHRASE"] = PASSPHRASE
    _go_first()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from aimed_desktop.desktop.window_settings import WindowSettings
    from ui.desk.application_service import ApplicationService
    from ui.shell.main_window import MainWindow
    from ui.widgets import theme
    from ui.widgets.jobs import Jobs

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application)
    settings = WindowSettings(application=_keep(folder, form, blocks), form=form)
    jobs = Jobs()
    window = MainWindow(ApplicationService(folder, jobs, use_keyring=False), jobs, settings)
    window.resize(1366, 768)
    window.show()
    window.begin_work()
    run_until(lambda: window.view is not None)
    assert window.view is not None
    window.view.form.paper.complete()
    window.view.form.focus_field(FIELD)
    return window


def _go_first() -> None:
    """Let the window's thread go before other programs where the system allows it: their load is not ours."""
    if hasattr(os, "sched_setscheduler"):
        with suppress(PermissionError):
            os.sched_setscheduler(0, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(1))


def _keep(folder: Path, form: str, blocks: list[Value]) -> str:
    library = default_library(None)
    app = begin(library, form, example=True)
    app.set(FIELD, blocks)
    with Archive.create(folder, PASSPHRASE, use_keyring=False) as archive:
        return store_application(archive, app, library.sources(app.form))


def _type(editor: QTextEdit) -> list[float]:
    times: list[float] = []
    due = time.perf_counter() + BETWEEN_KEYS_MS / 1000
    for number in range(KEYS):
        if number % 40 == 39:  # a pause for thought: idle work begins, and is met by the next key
            due += 0.65
        _run_to(due)
        event = QInputMethodEvent("", [])
        event.setCommitString("字")
        QApplication.sendEvent(editor, event)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        times.append((time.perf_counter() - due) * 1000)
        due = max(due + BETWEEN_KEYS_MS / 1000, time.perf_counter())
    return times


def _run_to(moment: float) -> None:
    """Let the window live until `moment`; it may be busy for longer."""
    while (left := moment - time.perf_counter()) > 0.0005:
        loop = QEventLoop()
        timer = QTimer()
        timer.setSingleShot(True)
        timer.setTimerType(timer.timerType().PreciseTimer)
        timer.timeout.connect(loop.quit)
        timer.start(max(1, int(left * 1000)))
        loop.exec()


def run(milliseconds: int) -> None:
    _run_to(time.perf_counter() + milliseconds / 1000)


def run_until(holds: Callable[[], bool]) -> None:
    limit = time.perf_counter() + 30
    while not holds():
        assert time.perf_counter() < limit, "the application has not opened"
        run(20)
