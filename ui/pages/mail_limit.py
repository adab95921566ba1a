"""How large one mail may be: chosen or typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from aimed_desktop.settings import LARGEST_MAIL_MB, SMALLEST_MAIL_MB, USUAL

_USUAL: Final = ("20", "50")


class MailLimit(QWidget):
    """`chosen` tells the megabytes, once they are others."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.box = QComboBox(self)
        self.box.setObjectName("mail_limit")
        self.box.setEditable(True)
        self.box.addItems(_USUAL)
        self.box.setAccessibleName("一封邮件最大多少 MB")
        self.box.setValidator(QIntValidator(SMALLEST_MAIL_MB, LARGEST_MAIL_MB, self.box))
        words = "MB，超过就分几封。按寄出的大小算：附件编码后大三分之一。"
        for widget in (QLabel("一封邮件最大", self), self.box, QLabel(words, self)):
            row.addWidget(widget)
        row.addStretch(1)
        self.show_limit(USUAL.mail_limit_mb)
        self.box.activated.connect(self._on_chosen)
        line = self.box.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._on_chosen)

    def show_limit(self, megabytes: int) -> None:
        """What is chosen by now."""
        self._shown = megabytes
        self.box.setEditText(str(megabytes))

    def _on_chosen(self) -> None:
        typed = self.box.currentText().strip()
        megabytes = int(typed) if typed.isdecimal() else 0
        if not SMALLEST_MAIL_MB <= megabytes <= LARGEST_MAIL_MB:
            self.box.setEditText(str(self._shown))
        elif megabytes != self._shown:
            self._shown = megabytes
            self.chosen.emit(megabytes)
