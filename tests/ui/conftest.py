"""Windows and pages for the tests of the window; any warning of Qt fails its test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.library import Library, default_library
from aimed_desktop.desktop.window_settings import WindowSettings, read_settings
from ui.desk.application_service import ApplicationService
from ui.keys.keys_dialog import PassphraseDialog
from ui.shell.main_window import MainWindow
from ui.widgets import error_dialog as dialogs
from ui.widgets import theme
from ui.widgets.jobs import Jobs
from ui.workspace.form_page import FormPage

PASSPHRASE = "窗口测试用的口令"

ShownIn = Callable[[str], None]
OpenPage = Callable[..., FormPage]
OpenWindow = Callable[[], MainWindow]
MakeWindow = Callable[..., MainWindow]
OpenLocked = Callable[[], tuple[MainWindow, PassphraseDialog]]


@pytest.fixture(scope="session")
def library() -> Library:
    return default_library(None)


class PatientBot(QtBot):
    """Waits as long as a slow machine needs."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 20_000) -> None:
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's own, with patience."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The program's own look; the machine's locale comes back afterwards."""
    before = QLocale()
    if not qapp.styleSheet():
        theme.apply(qapp)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    yield
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """Every error that a dialog has told, uncaught ones too. It fails the test that does not take it out."""
    errors: list[BaseException] = []
    show = dialogs.show_error

    def note(parent: QWidget | None, error: BaseException, mend: dialogs.Remedy | None = None) -> None:
        errors.append(error)
        show(parent, error, mend)

    monkeypatch.setattr(dialogs, "show_error", note)
    yield errors
    for error in errors:
        raise error


@pytest.fixture
def shown_in(dressed: None) -> Iterator[ShownIn]:
    """Shows the window in other colours for one test."""
    chosen = theme.current()
    assert chosen is not None
    yield chosen.choose
    chosen.choose("light")


@pytest.fixture
def open_page(qtbot: QtBot, library: Library) -> Iterator[OpenPage]:
    """Opens the page of a form: blank, or its example; every part is built."""
    pages: list[FormPage] = []

    def make(form_id: str = "wuhan-2026-1", *, example: bool = False, **values: Any) -> FormPage:
        app = begin(library, form_id, example=example)
        for path, value in values.items():
            app.set(path, value)
        page = FormPage(app, library.notice(app.form.notice_id))
        qtbot.addWidget(page)
        page.resize(1366, 720)
        with qtbot.waitExposed(page):
            page.show()
        page.paper.complete()
        qtbot.waitUntil(lambda: all(slot.isVisible() for slot in page.paper._slots))
        qtbot.waitUntil(lambda: all(e.isVisible() for e in page.paper.findChildren(QLineEdit, "uscc")))
        pages.append(page)
        return page

    yield make
    for page in pages:
        page.close_form()


@pytest.fixture
def make_window(qtbot: QtBot, data_dir: Path) -> Iterator[MakeWindow]:
    """Makes the program's window on the data folder of the test, not yet shown, nothing begun."""
    windows: list[MainWindow] = []

    def make(settings: WindowSettings | None = None, *, use_keyring: bool = False) -> MainWindow:
        jobs = Jobs()
        if settings is None:
            settings = read_settings(data_dir) if data_dir.exists() else WindowSettings()
        window = MainWindow(ApplicationService(data_dir, jobs, use_keyring=use_keyring), jobs, settings)
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def open_window(
    qtbot: QtBot, make_window: MakeWindow, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> OpenWindow:
    """Opens the program's window, its archive unlocked."""
    monkeypatch.setenv("AIMED_PASSPHRASE", PASSPHRASE)

    def make() -> MainWindow:
        window = make_window()
        with qtbot.waitExposed(window):
            window.show()
        window.begin_work()
        qtbot.waitUntil(lambda: window.desk.is_open, timeout=20_000)
        return window

    return make


@pytest.fixture
def open_locked(
    qtbot: QtBot, open_window: OpenWindow, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> OpenLocked:
    """Opens the window again where nothing but its dialog can open the archive."""

    def make() -> tuple[MainWindow, PassphraseDialog]:
        open_window().close()
        monkeypatch.delenv("AIMED_PASSPHRASE")
        window = make_window()
        window.show()
        window.begin_work()
        qtbot.waitUntil(lambda: window.findChild(PassphraseDialog) is not None, timeout=20_000)
        dialog = window.findChild(PassphraseDialog)
        assert dialog is not None
        return window, dialog

    return make
