"""The first minutes: led through 口令 and 单位档案, or skipped; never asked twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import keyring
import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.keys import ACCEPTED_BACKENDS
from tests.desktop_keyring import DesktopKeyring
from tests.ui.conftest import MakeWindow, OpenWindow
from ui.desk.archive_door import ArchiveState
from ui.keys.keys_dialog import PassphraseDialog, RecoveryCodeDialog
from ui.shell.main_window import MainWindow
from ui.start.unit_dialog import UnitDialog

PASSPHRASE = "第一次设的长口令"
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


@pytest.fixture
def open_with_keyring(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenFresh]:
    """Opens the window on a desktop whose keyring holds the key."""
    accepted = {*ACCEPTED_BACKENDS, (DesktopKeyring.__module__, DesktopKeyring.__name__)}
    monkeypatch.setattr("aimed_desktop.archive.keys.ACCEPTED_BACKENDS", accepted)
    before = keyring.get_keyring()
    keyring.set_keyring(DesktopKeyring())

    def make() -> MainWindow:
        window = make_window(use_keyring=True)
        window.show()
        with qtbot.waitSignal(window.desk.door.unlocked, timeout=20_000):
            window.begin_work()
        return window

    yield make
    keyring.set_keyring(before)


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
    assert not welcome.isVisible(), "the card does not come back between its steps"
    asking.first.setText(PASSPHRASE)
    asking.second.setText(PASSPHRASE)
    asking._confirm.click()
    code = dialog_of(window, qtbot, RecoveryCodeDialog)
    assert not welcome.isVisible()
    code.accept()
    unit = dialog_of(window, qtbot, UnitDialog)
    assert not welcome.isVisible()
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


def test_with_a_keyring_the_card_comes_first_and_leads_to_the_passphrase(
    open_with_keyring: OpenFresh, qtbot: QtBot, data_dir: Path
) -> None:
    window = open_with_keyring()
    welcome = window.start.welcome
    qtbot.waitUntil(welcome.isVisible, timeout=20_000)
    assert window.desk.is_open
    assert not window.findChildren(QDialog), "the keyring suffices: nothing is asked for unasked"
    welcome.go.click()
    asking = dialog_of(window, qtbot, PassphraseDialog)
    asking.first.setText(PASSPHRASE)
    asking.second.setText(PASSPHRASE)
    asking._confirm.click()
    dialog_of(window, qtbot, RecoveryCodeDialog).accept()
    dialog_of(window, qtbot, UnitDialog).reject()
    qtbot.waitUntil(lambda: not welcome.isVisible())
    window.close()
    Archive.open(data_dir, PASSPHRASE, use_keyring=False).close()


def test_with_a_keyring_a_passphrase_put_off_is_asked_for_at_the_next_start(
    open_with_keyring: OpenFresh, qtbot: QtBot
) -> None:
    window = open_with_keyring()
    qtbot.waitUntil(window.start.welcome.isVisible, timeout=20_000)
    window.start.welcome.go.click()
    dialog_of(window, qtbot, PassphraseDialog).reject()
    dialog_of(window, qtbot, UnitDialog).reject()
    qtbot.waitUntil(lambda: not window.start.welcome.isVisible())
    window.close()
    again = open_with_keyring()
    dialog_of(again, qtbot, PassphraseDialog).reject()
    qtbot.waitUntil(lambda: again.findChild(PassphraseDialog) is None)
    assert again.desk.is_open


def test_the_card_behind_an_open_form_leaves_the_cursor_where_it_is(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.begin("wuhan-2026-1")
    assert window.view is not None
    assert window.view.form.focus_field("unit_name")
    before = window.focusWidget()
    window.start.welcome.hide()
    window.keys.opened.emit(ArchiveState(is_open=True, exists=True))
    qtbot.waitUntil(lambda: not window.start.welcome.isHidden(), timeout=20_000)
    assert window.focusWidget() is before
