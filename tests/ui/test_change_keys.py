"""更换口令 and 更换恢复码 in the window: what opened the archive before opens it no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.copies import copies_folder, copies_in
from aimed_desktop.errors import UserProblem
from tests.core.archive.refusal import refused
from tests.ui.conftest import PASSPHRASE, OpenWindow
from ui.keys.change_keys import ChangeKeys
from ui.keys.change_keys_dialog import ChangeKeysDialog
from ui.keys.keys_dialog import RecoveryCodeDialog
from ui.keys.secret_line import SecretLine
from ui.shell.main_window import MainWindow

NEW = "换过的窗口口令-2027"


def asked(window: MainWindow, qtbot: QtBot, *, of_code: bool) -> ChangeKeysDialog:
    qtbot.waitUntil(lambda: window.findChild(ChangeKeys) is not None)
    change = window.findChild(ChangeKeys)
    assert change is not None
    (change.ask_for_code if of_code else change.ask_for_passphrase)()
    return window.findChildren(ChangeKeysDialog)[-1]


def code_shown(window: MainWindow, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(RecoveryCodeDialog)))
    dialog = window.findChildren(RecoveryCodeDialog)[-1]
    line = dialog.findChild(QLineEdit, "recovery_code")
    assert line is not None
    code = line.text()
    dialog.accept()
    return code


def opened(data_dir: Path, secret: str) -> None:
    Archive.open(data_dir, secret, use_keyring=False).close()


def test_a_passphrase_is_changed_from_the_menu(open_window: OpenWindow, qtbot: QtBot, data_dir: Path) -> None:
    window = open_window()
    dialog = asked(window, qtbot, of_code=False)
    dialog.first.setText("12345678")
    dialog.go.click()
    assert "按顺序" in dialog.problem.text()
    dialog.first.setText(NEW)
    dialog.go.click()
    assert "不一样" in dialog.problem.text()
    dialog.second.setText(NEW)
    dialog.go.click()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "told") is not None)
    qtbot.waitUntil(lambda: len(copies_in(copies_folder(data_dir))) == 1)
    window.findChild(QMessageBox, "told").accept()
    window.close()
    opened(data_dir, NEW)
    with refused("wrong_passphrase"):
        opened(data_dir, PASSPHRASE)


def test_with_the_data_key_a_new_code_is_shown_and_typing_goes_on(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    window = open_window()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.begin("wuhan-2026-1", True)
    key_before = window.desk.archive._data_key
    dialog = asked(window, qtbot, of_code=False)
    dialog.renew.setChecked(True)
    dialog.first.setText(NEW)
    dialog.second.setText(NEW)
    dialog.go.click()
    code = code_shown(window, qtbot)
    assert window.desk.archive._data_key != key_before
    assert window.view is not None
    window.view.opened.app.set("unit_name", "更换以后写的医院")
    assert window.view.saver.flush() is None
    window.close()
    with Archive.open(data_dir, code, use_keyring=False) as archive:
        assert archive.search("更换以后写的医院")
        assert archive.verify() == []
    opened(data_dir, NEW)
    with refused("wrong_passphrase"):
        opened(data_dir, PASSPHRASE)


def test_a_code_that_the_disk_refuses_hides_not_that_the_passphrase_is_another(
    open_window: OpenWindow,
    qtbot: QtBot,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[BaseException],
) -> None:
    def refuse(*_: object) -> str:
        raise UserProblem("disk_full", path=data_dir)

    window = open_window()
    dialog = asked(window, qtbot, of_code=False)
    dialog.renew.setChecked(True)
    dialog.first.setText(NEW)
    dialog.second.setText(NEW)
    monkeypatch.setattr(Archive, "make_recovery_code", refuse)
    dialog.go.click()
    qtbot.waitUntil(lambda: any("没有做成" in box.text() for box in window.findChildren(QMessageBox)))
    (box,) = [box for box in window.findChildren(QMessageBox) if "没有做成" in box.text()]
    assert "口令和数据密钥已更换" in box.text() and "磁盘已满" in box.text()
    assert not [each for each in window.findChildren(ChangeKeysDialog) if each.isVisible()]
    box.accept()
    told.clear()
    qtbot.waitUntil(lambda: len(copies_in(copies_folder(data_dir))) == 2)
    window.close()
    opened(data_dir, NEW)


def test_a_code_with_another_data_key_asks_for_the_passphrase(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    window = open_window()
    dialog = asked(window, qtbot, of_code=True)
    assert not dialog.first.isEnabled()
    dialog.renew.setChecked(True)
    dialog.go.click()
    assert "还没有输入" in dialog.problem.text()
    dialog.first.setText("不是这个口令吧!")
    dialog.go.click()
    qtbot.waitUntil(lambda: "口令不对" in dialog.problem.text())
    dialog.first.setText(PASSPHRASE)
    dialog.go.click()
    first = code_shown(window, qtbot)
    asked(window, qtbot, of_code=True).go.click()
    second = code_shown(window, qtbot)
    window.close()
    opened(data_dir, PASSPHRASE)
    opened(data_dir, second)
    with refused("wrong_passphrase"):
        opened(data_dir, first)


def test_the_eye_beside_a_passphrase_shows_it_and_hides_it_again(qtbot: QtBot) -> None:
    line = SecretLine("passphrase", "口令", None)
    qtbot.addWidget(line)
    line.setText("明月几时有")
    assert line.displayText() == "●" * 5
    line.eye.click()
    assert line.displayText() == "明月几时有"
    assert line.eye.accessibleName() == "口令：用圆点代替"
    line.eye.click()
    assert line.displayText() == "●" * 5
