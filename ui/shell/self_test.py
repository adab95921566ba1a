"""The whole road through an offscreen window, for the built program: fill, save, export, pack, archive."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from aimed_desktop.application.model import Application
from aimed_desktop.definition.types import FieldType
from aimed_desktop.demo import first_example, write_demo_passphrase
from aimed_desktop.desktop.window_settings import WindowSettings
from aimed_desktop.services.archiving import archive_packet
from aimed_desktop.services.produced import Produced
from aimed_desktop.uncaught import bug_report
from ui.desk.application_service import ApplicationService
from ui.shell.application_view import ApplicationView
from ui.shell.main_window import MainWindow
from ui.widgets import theme
from ui.widgets.jobs import Jobs
from ui.workspace.side_panel import PREVIEW

_PATIENCE_SECONDS = 120
_TYPED = "（自检）"


def run_self_test(out: Path) -> int:
    """Everything goes below `out`; 0 when each step has worked, else 1 with the reason on stderr."""
    application = QApplication.instance() or QApplication(["aimed"])
    assert isinstance(application, QApplication)
    theme.apply(application)
    passphrase = write_demo_passphrase(out)
    errors: list[BaseException] = []
    jobs = Jobs()
    desk = ApplicationService(out / "data", jobs, None, passphrase, use_keyring=False)
    desk.failed.connect(errors.append)
    window = MainWindow(desk, jobs, WindowSettings())
    window.show()
    try:
        _use_window(window, out, errors)
    except Exception as error:  # noqa: BLE001 - the test tells whatever went wrong
        errors.append(error)
    window.close()
    for each in errors:
        sys.stderr.write(f"{each}\n{bug_report(each)}\n")
    return 1 if errors else 0


def _use_window(window: MainWindow, out: Path, errors: list[BaseException]) -> None:
    window.begin_work()
    _wait(lambda: window.desk.is_open, errors)
    window.begin(first_example(window.desk.library), True)
    _wait(lambda: window.view is not None, errors)
    view = window.view
    assert view is not None
    view.form.paper.complete()
    path = _text_field(view.opened.app)
    editor = view.form.paper.editor(path)
    assert isinstance(editor, QLineEdit)
    editor.setText(editor.text() + _TYPED)
    _wait(lambda: view.saver.is_clean, errors)
    stored = window.desk.archive.load(view.opened.id).data.decode()
    assert _TYPED in stored, "the archive does not hold what was typed"
    editor.setText(editor.text().removesuffix(_TYPED))
    _preview(view, errors)
    results: list[Produced] = []
    _export(window, out, results, errors)
    archive_packet(window.desk.archive, results[-1].paths[0])
    _wait(lambda: view.saver.is_clean, errors)


def _preview(view: ApplicationView, errors: list[BaseException]) -> None:
    """The process beside the window draws a page."""
    view.form.columns.open_side()
    view.form.side.show_tab(PREVIEW)
    _wait(lambda: not view.form.side.preview.view.image.isNull(), errors)


def _export(window: MainWindow, out: Path, results: list[Produced], errors: list[BaseException]) -> None:
    view = window.view
    assert view is not None
    for page, show in ((view.final, "导出"), (view.submit, "报送包")):
        page.folder.setText(str(out / show))
        page.finished.connect(results.append)
        page.go.click()
        count = len(results)
        _wait(lambda before=count: len(results) > before, errors)  # type: ignore[misc]
        if results[-1].refused:
            raise AssertionError(f"{show}: {[finding.message for finding in results[-1].findings]}")


def _text_field(app: Application) -> str:
    """A printed text of the example, to be edited."""
    return next(f.id for f in app.form.fields if f.type is FieldType.TEXT and app.text_of(f.id))


def _wait(is_done: Callable[[], bool], errors: list[BaseException]) -> None:
    """Let the window work until `is_done`; an error or too much time ends it."""
    loop = QEventLoop()
    end = time.monotonic() + _PATIENCE_SECONDS
    timer = QTimer(interval=20)
    timer.timeout.connect(lambda: loop.quit() if is_done() or errors or time.monotonic() > end else None)
    timer.start()
    loop.exec()
    timer.stop()
    if errors:
        raise errors.pop()
    assert is_done(), "the window did not come to an end in time"
