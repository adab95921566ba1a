"""The recovery code on the clipboard: in no history, cleared after a while and at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.keys.keys_dialog import RecoveryCodeDialog
from ui.widgets.secret_clipboard import KEPT_SECONDS, SecretKeeper

CODE = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSJR"


@pytest.fixture
def keeper(qtbot: QtBot, qapp: QApplication) -> Iterator[SecretKeeper]:
    """The code was copied from its dialog, which is closed again."""
    window = QWidget()
    qtbot.addWidget(window)
    dialog = RecoveryCodeDialog(CODE, window)
    dialog.open()
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "复制").click()
    assert "清除" in dialog.state.text()
    dialog.accept()
    keeper = qapp.findChild(SecretKeeper)
    assert keeper is not None
    yield keeper
    QGuiApplication.clipboard().clear()


def test_the_code_is_marked_for_no_history(keeper: SecretKeeper) -> None:
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == CODE
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    windows = 'application/x-qt-windows-mime;value="{}"'
    assert data.hasFormat(windows.format("ExcludeClipboardContentFromMonitorProcessing"))
    for name in ("CanIncludeInClipboardHistory", "CanUploadToCloudClipboard"):
        assert bytes(data.data(windows.format(name)).data()) == b"\0\0\0\0"


def test_the_code_goes_when_its_time_is_over(keeper: SecretKeeper, qtbot: QtBot) -> None:
    assert keeper._timer.isActive() and keeper._timer.interval() == KEPT_SECONDS * 1000
    keeper._timer.start(1)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")


def test_the_code_goes_with_the_program(keeper: SecretKeeper, qapp: QApplication) -> None:
    qapp.aboutToQuit.emit()
    assert QGuiApplication.clipboard().text() == ""


def test_what_was_copied_since_stays(keeper: SecretKeeper) -> None:
    QGuiApplication.clipboard().setText("别的内容")
    keeper.clear()
    assert QGuiApplication.clipboard().text() == "别的内容"
