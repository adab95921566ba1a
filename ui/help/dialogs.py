"""F1 in every dialog: its own page of the help, or that of the page under it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.widgets.shortcuts import bind

_BOUND: Final = "explained"
_OWN: Final = "help"  # the help itself: there F1 closes
_TOPICS: Final = {
    "NewDialog": "new",
    "AmendmentDialog": "amendment",
    "ProfileDialog": "profile",
    "UnitDialog": "profile",
    "HistoryDialog": "history",
    "GiveDialog": "chapters",
    "TakeDialog": "chapters",
    "NotesDialog": "chapters",
    "PictureDialog": "picture",
    "MaterialPreview": "materials",
    "PrintDialog": "final",
    "ScanDialog": "stamp",
    "MarkDialog": "submit",
    "PictureSheetDialog": "submit",
    "HandInDialog": "submit",
    "ReceiptDialog": "submit",
    "PlanDialog": "submit",
    "PassphraseDialog": "backup",
    "RecoveryCodeDialog": "backup",
    "RecoveryDialog": "backup",
    "HandOverDialog": "handover",
    "ReceiveDialog": "handover",
}


class DialogHelp(QObject):
    """Binds the key when the cursor first comes into a dialog; `topic` tells what the page under it is."""

    def __init__(self, topic: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._topic = topic
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if isinstance(dialog, QDialog) and dialog.objectName() != _OWN and not dialog.property(_BOUND):
            dialog.setProperty(_BOUND, True)
            bind("help", dialog, partial(self._explain, dialog))

    def _explain(self, dialog: QWidget) -> None:
        from ui.help.help_dialog import HelpDialog

        HelpDialog(_TOPICS.get(type(dialog).__name__) or self._topic(), dialog).open()
