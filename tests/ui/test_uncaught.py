"""A bug in the first moments, in a thread, in what is being destroyed: told over the window, once."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from aimed_desktop import uncaught
from tests.ui.conftest import MakeWindow
from ui.shell.main_window import MainWindow
from ui.widgets.later import call_later

SECRET = "420106199001010015"

Told = list[BaseException]


def fail() -> None:
    raise KeyError(SECRET)


class Fragile:
    def __del__(self) -> None:
        fail()


@pytest.fixture(autouse=True)
def watched(told: Told) -> Iterator[None]:
    """The hooks as the program sets them; every test here expects what they tell."""
    give_back = uncaught.watch()
    yield
    give_back()
    told.clear()


@pytest.fixture
def window(qtbot: QtBot, make_window: MakeWindow) -> MainWindow:
    """A window that is shown and has not begun to work."""
    made = make_window()
    with qtbot.waitExposed(made):
        made.show()
    return made


def box_of(window: MainWindow) -> QMessageBox:
    box = window.findChild(QMessageBox)
    assert box is not None
    return box


def test_a_bug_in_a_slot_is_told_before_the_archive_has_answered(qtbot: QtBot, window: MainWindow) -> None:
    call_later(window, fail)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = box_of(window)
    assert "不是您的问题" in box.text()
    assert "KeyError" in box.detailedText() and "test_uncaught.py" in box.detailedText()
    assert SECRET not in box.detailedText() + box.text()
    assert {button.text() for button in box.buttons()} == {"显示详情...", "复制报告", "知道了"}


def test_a_bug_in_a_thread_is_told_in_the_thread_of_the_window(qtbot: QtBot, window: MainWindow) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert window.findChild(QMessageBox) is None
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)


def test_a_bug_while_something_is_destroyed_is_told(qtbot: QtBot, window: MainWindow) -> None:
    del [Fragile()][0]
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    assert "__del__" in box_of(window).detailedText()


def test_a_bug_before_there_is_a_window_is_told_over_the_first(
    qtbot: QtBot, qapp: QApplication, make_window: MakeWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    call_later(qapp, fail)
    qtbot.waitUntil(lambda: bool(uncaught._waiting))
    said = capsys.readouterr().err
    assert "KeyError" in said and SECRET not in said and "Traceback" not in said
    window = make_window()
    window.show()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    assert box_of(window).detailedText().strip() == said.strip()


def test_one_dialog_gathers_what_comes_while_it_is_open(qtbot: QtBot, window: MainWindow, told: Told) -> None:
    for _ in range(50):
        call_later(window, fail)
    call_later(window, lambda: 1 / 0)
    qtbot.waitUntil(lambda: len(told) == 51)
    box = box_of(window)
    assert window.findChildren(QMessageBox) == [box]
    assert box.detailedText().count("KeyError") == box.detailedText().count("ZeroDivisionError") == 1


def test_after_the_window_is_closed_a_bug_is_reported_and_breaks_nothing(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, capsys: pytest.CaptureFixture[str], told: Told
) -> None:
    window.close()
    call_later(qapp, fail)
    qtbot.waitUntil(lambda: bool(uncaught._waiting))
    uncaught._waiting.clear()
    assert "KeyError" in capsys.readouterr().err
    assert told == []
