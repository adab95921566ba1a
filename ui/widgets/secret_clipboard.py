"""A secret on the clipboard: kept out of its history, and cleared after a while and when the program ends."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

KEPT_SECONDS: Final = 120
_NAME: Final = "secret_clipboard"
# Windows: history (Win+V), cloud and other watchers leave out what carries these; each is a DWORD.
_WINDOWS: Final = {
    "ExcludeClipboardContentFromMonitorProcessing": 1,
    "CanIncludeInClipboardHistory": 0,
    "CanUploadToCloudClipboard": 0,
}
_KDE_HINT: Final = "x-kde-passwordManagerHint"  # Klipper and others keep nothing that says secret


def copy_secret(text: str) -> bool:
    """Put `text` on the clipboard for `KEPT_SECONDS` at most; whether it is there."""
    keeper = _keeper()
    data = QMimeData()
    data.setText(text)
    data.setData(_KDE_HINT, b"secret")
    for name, value in _WINDOWS.items():
        data.setData(f'application/x-qt-windows-mime;value="{name}"', value.to_bytes(4, "little"))
    QGuiApplication.clipboard().setMimeData(data)
    keeper.remember(text)
    return QGuiApplication.clipboard().text() == text


class SecretKeeper(QObject):
    """Clears what was copied last, unless somebody has copied something else since."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName(_NAME)
        self._text = ""
        self._timer = QTimer(self, singleShot=True, interval=KEPT_SECONDS * 1000)
        self._timer.timeout.connect(self.clear)

    def remember(self, text: str) -> None:
        """Clear `text` in a while."""
        self._text = text
        self._timer.start()

    def clear(self) -> None:
        """Clear it now, where it is still there."""
        clipboard = QGuiApplication.clipboard()
        if self._text and clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""
        self._timer.stop()


def _keeper() -> SecretKeeper:
    application = QGuiApplication.instance()
    assert application is not None
    found = application.findChild(SecretKeeper, _NAME)
    if found is None:
        found = SecretKeeper(application)
        application.aboutToQuit.connect(found.clear)
    return found
