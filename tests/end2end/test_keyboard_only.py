"""Every application form is filled in the real window from blank to packet, without a mouse."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.model import Application, Status
from aimed_desktop.application.references import referred_files
from aimed_desktop.definition.library import default_library
from aimed_desktop.desktop.window_settings import WindowSettings
from aimed_desktop.packet.verify import verify
from tests.end2end.clerk import Clerk
from tests.end2end.filling import Filler, comparable
from ui.desk.application_service import ApplicationService
from ui.shell.application_view import ApplicationView
from ui.shell.main_window import MainWindow
from ui.start.new_dialog import NewDialog
from ui.widgets import theme
from ui.widgets.jobs import Jobs

LIBRARY = default_library(None)
FORMS = [entry.id for entry in LIBRARY.listing(all_=False) if entry.kind == "application"]


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The program's window on an empty archive; an error that it tells fails the test."""
    monkeypatch.setenv("AIMED_PASSPHRASE", "不用鼠标时的恢复口令")
    failures: list[BaseException] = []
    monkeypatch.setattr(MainWindow, "fail", lambda _window, error: failures.append(error))
    theme.apply(qapp, "light")
    jobs = Jobs()
    settings = WindowSettings(export_folder=str(tmp_path / "报送"), welcomed=True)
    made = MainWindow(ApplicationService(data_dir, jobs, use_keyring=False), jobs, settings)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.begin_work()
    qtbot.waitUntil(lambda: made.desk.is_open, timeout=20_000)
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    made.close()
    made.deleteLater()
    assert failures == []


@pytest.fixture
def clerk(qtbot: QtBot, window: MainWindow) -> Iterator[Clerk]:
    hands = Clerk(qtbot, window)
    yield hands
    hands.rest()


def files_of(app: Application, folder: Path) -> dict[str, str]:
    """The pictures and materials of `app` on the disk, as the clerk has them: path by name."""
    paths = {}
    for name in {*referred_files(app)}:
        path = folder / Path(name).name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(app.files.read(name))
        paths[name] = str(path)
    return paths


def begin_blank(clerk: Clerk, window: MainWindow, form: str) -> ApplicationView:
    def answer(dialog: object) -> None:
        assert isinstance(dialog, NewDialog)
        clerk.tab_to(lambda widget: widget is dialog.forms)
        clerk.press("Home")
        for _ in range(dialog.forms.count()):
            if dialog.form_id == form:
                break
            clerk.press("Down")
        assert dialog.form_id == form
        clerk.push("begin_blank")

    clerk.expect(answer)
    clerk.press("Ctrl+N")
    clerk.wait_for_dialogs()
    clerk.wait(lambda: window.view is not None)
    assert window.view is not None
    return window.view


def is_named(name: str, widget: QWidget) -> bool:
    return widget.accessibleName() == name


def has_materials(view: ApplicationView, number: int) -> bool:
    return len(view.opened.app.materials) == number


def add_materials(clerk: Clerk, view: ApplicationView, example: Application, files: dict[str, str]) -> None:
    clerk.press("Alt+3")
    titles = {material.id: material.title for material in view.opened.app.form.materials}
    for number, wanted in enumerate(example.materials, 1):
        name = f"{titles[wanted.slot]}：添加文件"
        clerk.tab_to(partial(is_named, name))
        clerk.give_file(files[wanted.file])
        clerk.press("Space")
        clerk.wait_for_dialogs()
        clerk.wait(partial(has_materials, view, number))


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_filled_from_blank_to_packet_without_a_mouse(
    clerk: Clerk, window: MainWindow, tmp_path: Path, form: str
) -> None:
    example = begin(LIBRARY, form, example=True)
    files = files_of(example, tmp_path / "手头的文件")
    view = begin_blank(clerk, window, form)
    app = view.opened.app
    Filler(clerk, view.form, example, files).fill()
    assert comparable(app) == comparable(example)

    add_materials(clerk, view, example, files)
    clerk.press("Alt+2")
    clerk.wait(lambda: not any(finding.severity == "error" for finding in view.checker.findings))
    clerk.press("Alt+4")
    clerk.push("finalise")
    clerk.wait(lambda: app.status is Status.FINAL)
    clerk.press("Alt+6")
    clerk.push("pack")
    packets = tmp_path / "报送"
    clerk.wait(lambda: "已存进档案库" in view.submit.state.text())
    (packet,) = packets.glob("*.zip")
    assert verify(packet).problems == ()
