"""Starts the window; nothing heavy is imported before its first paint."""

from __future__ import annotations

import gc
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop import uncaught
from aimed_desktop.desktop.display import display_problem, naming_libraries
from aimed_desktop.errors import UserProblem
from aimed_desktop.secrecy import hide_memory, take_passphrase

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


def main(
    argv: list[str], data_dir: Path, passphrase_file: Path | None = None, file: Path | None = None
) -> int:
    """Show the window until it is closed; the exit status. One that is shown already comes to the front, and
    receives `file` in our place.

    UserProblem `no_display`, `library_missing`, `window_silent`, `folder_on_network`. A bug before the
    window is there is shown in a dialog and raised again.
    """
    from aimed_desktop.desktop.instance import ask_first, claim

    if (problem := display_problem()) is not None:
        raise problem
    try:
        claimed = claim(data_dir)
    except UserProblem as refused:  # a drive of the network
        _refuse(argv, refused)
        raise
    if not claimed.is_first:
        ask_first(data_dir, file)
        return 0
    try:
        with naming_libraries():
            return _run(argv, data_dir, passphrase_file, file)
    except UserProblem:
        raise
    except Exception as error:
        _tell_alone(argv, error)
        raise


def _run(argv: list[str], data_dir: Path, passphrase_file: Path | None, file: Path | None) -> int:
    gc.disable()  # the window collects by itself, and nothing before its first paint
    from PySide6.QtWidgets import QApplication

    from aimed_desktop.desktop.window_settings import read_settings
    from aimed_desktop.services.operation import Kind, Operation
    from ui.desk.application_service import ApplicationService
    from ui.shell.main_window import MainWindow
    from ui.widgets import theme
    from ui.widgets.jobs import Jobs
    from ui.widgets.later import call_later

    application = QApplication(argv[:1])
    application.setApplicationName("aimed")
    settings = read_settings(data_dir)
    theme.apply(application, settings.theme)
    jobs = Jobs()
    desk = ApplicationService(data_dir, jobs, passphrase_file=passphrase_file, environ=take_passphrase())
    window = MainWindow(desk, jobs, settings)

    def begin() -> None:
        # before the key is there
        jobs.run(window, Operation(Kind.IN_ORDER, hide_memory, failed=window.fail))
        after_first_paint(window)
        if file is not None:
            window.receive(file)

    window.painted.connect(lambda: call_later(window, begin))
    if settings.maximised:
        window.showMaximized()
    else:
        window.show()
    status = application.exec()
    if jobs.is_held:  # Python would wait for the thread that waits; everything else is closed
        os._exit(status)
    return status


def _refuse(argv: list[str], problem: UserProblem) -> None:
    """Say in a dialog why there will be no window."""
    from PySide6.QtWidgets import QApplication

    from ui.widgets import theme
    from ui.widgets.error_dialog import show_error

    application = QApplication(argv[:1])
    theme.apply(application)
    show_error(None, problem)
    application.exec()


def _tell_alone(argv: list[str], error: Exception) -> None:
    """Report a bug that left no window to show it over; whoever double-clicked sees a dialog, not nothing."""
    uncaught.report(error)
    with suppress(Exception):  # what is broken may be just what a dialog needs
        from PySide6.QtWidgets import QApplication

        from ui.widgets.error_dialog import show_alone

        keep = QApplication.instance() or QApplication(argv[:1])
        assert keep is not None
        show_alone(error)


def after_first_paint(window: MainWindow) -> None:
    """What is slow, and what nobody can miss before the window is seen."""
    from ui.platform.instance_listener import InstanceListener

    window.begin_work()
    InstanceListener(window.desk.data_dir, window, window.receive)


def self_test(out: Path) -> int:
    """Fill, save, export, pack and archive the example through an offscreen window; the exit status."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if (problem := display_problem()) is not None:
        raise problem
    with naming_libraries():
        from ui.shell.self_test import run_self_test

        return run_self_test(out)
