"""填写: the form, and above it a banner while a version is fixed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.workspace.form_page import FormPage


class FillPage(QWidget):
    """`return_wanted` tells that the clerk asks for 退回修改."""

    return_wanted = Signal()

    def __init__(self, form: FormPage, parent: QWidget) -> None:
        super().__init__(parent)
        self.form = form
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.banner = QFrame(self)
        self.banner.setObjectName("lock_banner")
        line = QHBoxLayout(self.banner)
        line.setContentsMargins(16, 8, 16, 8)
        self.words = QLabel("", self.banner)
        self.words.setWordWrap(True)
        line.addWidget(self.words, 1)
        self.unlock = QPushButton("退回修改…", self.banner)
        self.unlock.setObjectName("return_from_form")
        self.unlock.clicked.connect(self.return_wanted)
        line.addWidget(self.unlock)
        self.banner.hide()
        box.addWidget(self.banner)
        box.addWidget(form, 1)

    def show_locked(self, words: str | None) -> None:
        """Make every editor read-only and say why in `words`; None: free again."""
        self.words.setText(words or "")
        self.banner.setVisible(words is not None)
        self.form.bindings.set_locked(words is not None)
