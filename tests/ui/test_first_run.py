"""The first minutes: led through 恢复口令 and 单位档案, or skipped; never asked twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from aimed_desktop.archive.archive import Archive
from tests.ui.conftest import MakeWindow
from ui.keys_dialog import PassphraseDialog, RecoveryCodeDialog
from ui.main_window import MainWindow
from ui.start.unit_dialog import UnitDialog

PASSPHRASE = "第一次设的恢复口令"
Kind = TypeVar("Kind", bound=QDialog)
OpenFresh = Callable[[], MainWindow]


@pytest.fixture
def open_fresh(qtbot: QtBot, make_window: MakeWindow) -> OpenFresh:
    """Opens the window of a data folder with no keyring and no passphrase given."""

    def make() -> MainWindow:
        window = make_window()
        window.show()
        with qtbot.waitSignal(window.desk.door.unlocked, timeout=20_000):
            window.begin_work()
        return window

    return make


def dialog_of(window: MainWindow, qtbot: QtBot, kind: type[Kind]) -> Kind:
    qtbot.waitUntil(lambda: window.findChild(kind) is not None, timeout=20_000)
    found = window.findChild(kind)
    assert found is not None
    return found


def test_a_new_clerk_is_led_to_a_passphrase_a_printed_code_and_the_unit(
    open_fresh: OpenFresh, qtbot: QtBot, data_dir: Path
) -> None:
    window = open_fresh()
    welcome = window.start.welcome
    assert welcome.isVisible()
    assert not window.findChildren(QDialog), "nothing stands in the way before it is asked for"
    welcome.go.click()
    asking = dialog_of(window, qtbot, PassphraseDialog)
    asking.first.setText(PASSPHRASE)
    asking.second.setText(PASSPHRASE)
    asking._confirm.click()
    dialog_of(window, qtbot, RecoveryCodeDialog).accept()
    unit = dialog_of(window, qtbot, UnitDialog)
    unit.lines["unit.name"].setText("江城市第一人民医院")
    unit.lines["unit.uscc"].setText("1242010044162")
    unit.save.click()
    assert unit.isVisible(), "a code that cannot be right is said, and kept out"
    unit.lines["unit.uscc"].setText("")
    unit.save.click()
    qtbot.waitUntil(lambda: not welcome.isVisible())
    window.close()
    with Archive.open(data_dir, PASSPHRASE) as archive:
        assert archive.profile() == {"unit.name": "江城市第一人民医院"}
    again = open_fresh()
    assert not again.start.welcome.isVisible()


def test_skipped_once_it_never_comes_again(open_fresh: OpenFresh, qtbot: QtBot) -> None:
    window = open_fresh()
    window.start.welcome.skip.click()
    assert not window.start.welcome.isVisible()
    window.close()
    again = open_fresh()
    assert not again.start.welcome.isVisible()
    assert not again.findChildren(QDialog)


def test_a_passphrase_put_off_leaves_the_card_for_later(open_fresh: OpenFresh, qtbot: QtBot) -> None:
    window = open_fresh()
    window.start.welcome.go.click()
    dialog_of(window, qtbot, PassphraseDialog).reject()
    qtbot.waitUntil(lambda: window.findChild(PassphraseDialog) is None)
    assert window.start.welcome.isVisible()
    assert window.findChild(UnitDialog) is None
