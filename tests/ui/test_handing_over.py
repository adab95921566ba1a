"""交给同事 and 接收: by menu, by double click, by a second start; where both differ the clerk chooses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QRadioButton
from pytestqt.qtbot import QtBot

from aimed_desktop.archive.applications import open_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.lifecycle import save_application
from aimed_desktop.desktop.instance import ask_first
from aimed_desktop.services.handing_over import give_application, take_handover
from tests.core.archive.two_desks import CHEAP, SECRET, Desk
from tests.ui.conftest import PASSPHRASE, MakeWindow, OpenWindow
from tests.ui.opening import activate, begin
from ui.history.history_dialog import HistoryDialog
from ui.keys.keys_dialog import PassphraseDialog, RecoveryCodeDialog
from ui.keys.recovery_dialog import RecoveryDialog
from ui.platform.instance_listener import InstanceListener
from ui.shell.main_window import MainWindow
from ui.start.hand_over_dialog import HandOverDialog
from ui.start.receive_dialog import ReceiveDialog

FORM = "wuhan-2026-1"


def shown(window: MainWindow, qtbot: QtBot, kind: type) -> object:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(kind)))
    return next(each for each in window.findChildren(kind) if each.isVisible())


def receiving(window: MainWindow, qtbot: QtBot) -> ReceiveDialog:
    dialog = shown(window, qtbot, ReceiveDialog)
    assert isinstance(dialog, ReceiveDialog)
    return dialog


def look(dialog: ReceiveDialog, qtbot: QtBot, secret: str = SECRET) -> None:
    dialog.secret.setText(secret)
    dialog.go.click()
    qtbot.waitUntil(dialog.go.isEnabled)


@pytest.fixture
def colleague(tmp_path: Path) -> Callable[..., Path]:
    """Takes a file, writes these fields, and gives it back."""

    def do(path: Path, **values: str) -> Path:
        back = tmp_path / "回.aimed"
        with Archive.create(tmp_path / "colleague", PASSPHRASE, use_keyring=False, kdf=CHEAP) as archive:
            entry = take_handover(archive, path, SECRET).entry
            app = open_application(archive, entry)
            for name, value in values.items():
                app.set(name, value)
            save_application(archive, entry, app)
            return give_application(archive, entry, back, SECRET, "李强")

    return do


def test_an_application_is_given_by_its_menu_and_merged_when_it_comes_back(
    open_window: OpenWindow,
    qtbot: QtBot,
    tmp_path: Path,
    colleague: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    entry = begin(window, qtbot, example=True).opened.id
    window.show_start()
    pane = window.start.applications
    qtbot.waitUntil(lambda: pane.table.rowCount() == 1)
    menu = pane.menu_of(entry)
    next(action for action in menu.actions() if action.text() == "交给同事…").trigger()
    giving = shown(window, qtbot, HandOverDialog)
    assert isinstance(giving, HandOverDialog)
    giving.go.click()
    assert "交出人" in giving.state.text()
    giving.who.setText("王芳")
    giving.first.setText(SECRET)
    giving.go.click()
    assert "不一样" in giving.state.text()
    giving.second.setText(SECRET)
    path = tmp_path / "去.aimed"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "去"), ""))
    giving.go.click()
    qtbot.waitUntil(lambda: str(path) in giving.state.text())
    giving.reject()
    back = colleague(path, scene_name="李的名称", contact_name="李强")
    window.open_application(entry)
    qtbot.waitUntil(lambda: window.view is not None)
    assert window.view is not None
    window.view.opened.app.set("scene_name", "王的名称")
    window.receive(back)
    dialog = receiving(window, qtbot)
    assert window.view is None, "what is open is saved and left first"
    look(dialog, qtbot, "不是这个口令-2026")
    assert "口令不对" in dialog.problem.text() and dialog.focusWidget() is dialog.secret
    look(dialog, qtbot)
    assert "李强" in dialog.contents.text() and "1 处两边都改过" in dialog.contents.text()
    mine, theirs = dialog.disagreements.findChildren(QRadioButton)
    assert mine.isChecked() and theirs.accessibleDescription() == "李的名称"
    activate(dialog, qtbot)
    mine.setFocus()
    QTest.keyClick(mine, Qt.Key.Key_Down)
    assert theirs.isChecked()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        dialog.go.click()
    assert window.view is not None and window.view.opened.id == entry
    app = window.view.opened.app
    assert (app.get("scene_name"), app.get("contact_name")) == ("李的名称", "李强")
    window.show_start()
    qtbot.waitUntil(lambda: window.start.applications.table.rowCount() == 1)


def test_the_name_of_who_gave_last_stands_there_again(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    entry = begin(window, qtbot, example=True).opened.id
    window.show_start()
    window.desk.archive.give(entry, tmp_path / "一.aimed", SECRET, "王芳", CHEAP)
    window.handing_over.give(entry, "名称")
    dialog = shown(window, qtbot, HandOverDialog)
    assert isinstance(dialog, HandOverDialog)
    assert dialog.who.text() == "王芳" and dialog.focusWidget() is dialog.first


def test_a_second_start_hands_its_file_to_the_first_window(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    window = open_window()
    (data_dir / "window").mkdir(exist_ok=True)
    InstanceListener(data_dir, window, window.receive)
    entry = begin(window, qtbot, example=True).opened.id
    path = window.desk.archive.give(entry, tmp_path / "申报 件.aimed", SECRET, "王芳", CHEAP)
    second = Thread(target=ask_first, args=(data_dir, path))
    second.start()
    qtbot.waitUntil(lambda: not second.is_alive())
    dialog = receiving(window, qtbot)
    assert dialog.file.text() == str(path)
    look(dialog, qtbot)
    assert "没有两边都改得不一样" in dialog.contents.text()


def test_a_file_that_is_named_before_the_archive_is_open_is_asked_for_then(
    open_window: OpenWindow, make_window: MakeWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    first = open_window()
    entry = begin(first, qtbot, example=True).opened.id
    path = first.desk.archive.give(entry, tmp_path / "x.aimed", SECRET, "王芳", CHEAP)
    first.close()
    window = make_window()
    window.show()
    window.begin_work()
    window.receive(path)
    assert receiving(window, qtbot).file.text() == str(path)


def test_a_file_that_comes_over_an_open_dialog_waits_until_it_is_answered(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    path = window.desk.archive.give(view.opened.id, tmp_path / "x.aimed", SECRET, "王芳", CHEAP)
    view.saver.flush()
    view.show_history()
    history = shown(window, qtbot, HistoryDialog)
    assert isinstance(history, HistoryDialog)
    window.handing_over.receive(path)
    assert window.view is view and not window.findChildren(ReceiveDialog)
    history.reject()
    assert receiving(window, qtbot).file.text() == str(path)
    assert window.view is None


def test_a_backup_that_is_opened_by_double_click_leads_to_recovery(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    begin(window, qtbot, example=True)
    window.receive(window.desk.archive.backup(tmp_path / "备份.aimed"))
    dialog = shown(window, qtbot, RecoveryDialog)
    assert isinstance(dialog, RecoveryDialog) and dialog.file.text().endswith("备份.aimed")


def test_a_file_that_is_dropped_on_the_list_is_received(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    (tmp_path / "坏.aimed").write_bytes(b"x")
    window.show_start()
    window.start.applications.take_in_wanted.emit([tmp_path / "坏.aimed"])
    dialog = receiving(window, qtbot)
    look(dialog, qtbot)
    assert "不是交接文件" in dialog.problem.text()
    assert QApplication.activeModalWidget() is dialog


def test_a_new_clerk_sets_a_passphrase_first_and_then_receives(
    make_window: MakeWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AIMED_PASSPHRASE", raising=False)
    desk = Desk("王芳", tmp_path / "wang")
    with desk.archive:
        entry = desk.begin(FORM)
        path = desk.give(entry)
    window = make_window()
    window.show()
    window.begin_work()
    qtbot.waitUntil(window.start.welcome.isVisible)
    window.receive(path)
    asked = shown(window, qtbot, PassphraseDialog)
    assert isinstance(asked, PassphraseDialog)
    asked.first.setText(PASSPHRASE)
    asked.second.setText(PASSPHRASE)
    asked._on_confirmed()
    code = shown(window, qtbot, RecoveryCodeDialog)
    assert isinstance(code, RecoveryCodeDialog)
    code.accept()
    dialog = receiving(window, qtbot)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    assert dialog.file.text() == str(path)
    look(dialog, qtbot)
    assert "这里还没有这一份" in dialog.contents.text()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        dialog.go.click()
    assert window.view is not None and window.view.opened.id == entry
