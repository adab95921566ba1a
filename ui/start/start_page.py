"""The first page: my applications at the left, the notices and their forms at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.start.applications import ApplicationsPane
from ui.start.notices import NoticesPane
from ui.start.welcome import WelcomeCard
from ui.widgets.shortcuts import bind


class StartPage(QWidget):
    """Shows what `StartFlow` gives it; each pane tells by its own signals what the clerk wants."""

    recovery_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 14, 20)
        row.setSpacing(20)
        left = QVBoxLayout()
        left.setSpacing(12)
        self.welcome = WelcomeCard(self)
        left.addWidget(self.welcome)
        self.applications = ApplicationsPane(self)
        left.addWidget(self.applications, 1)
        row.addLayout(left, 1)
        for pane in (self.welcome, self.applications):
            pane.recovery_wanted.connect(self.recovery_wanted)
        self.notices = NoticesPane(self)
        row.addWidget(self.notices)
        bind("search", self, self.applications.search.setFocus)
