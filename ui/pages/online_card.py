"""网上填报 on the page 报送归档: the sheet for copying, and what is confirmed of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from aimed_desktop.services.online_filing import FILED, SAME, OnlineTold
from ui.pages.making_card import MakingCard
from ui.widgets.buttons import quiet_button
from ui.widgets.page_parts import repaint_role, words_label


class OnlineCard(MakingCard):
    """`wanted` asks for the sheet; `confirmed` tells whether it was filed, and says the same as the paper."""

    wanted = Signal()
    confirmed = Signal(bool, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("网上填报", "对照稿", parent)
        self.route = words_label("", "text", self)
        self.words = words_label("", "quiet", self)
        self.make = quiet_button("生成网上填报对照稿", "make_online_sheet", self.wanted.emit, self)
        self.filed, self.same = QCheckBox(FILED, self), QCheckBox(SAME, self)
        self.filed.setObjectName("filed_online_now")
        self.same.setObjectName("paper_is_same")
        for widget in (self.route, self.words):
            self.box.addWidget(widget)
        self.add_makers(self.make)
        for tick in (self.filed, self.same):
            tick.clicked.connect(self._on_ticked)
            self.box.addWidget(tick)

    def show_told(self, told: OnlineTold | None) -> None:
        """What is to be said; nothing where nobody types this form into a website."""
        self.setVisible(told is not None)
        if told is None:
            return
        self.route.setText(told.route)
        self.words.setText(told.words)
        repaint_role(self.words, {"void": "warn", "current": "good"}.get(told.state, "quiet"))
        for tick, is_set in ((self.filed, told.is_filed), (self.same, told.is_same)):
            tick.setVisible(told.can_confirm)
            tick.setChecked(is_set)
        if told.state == "void":
            self.show_state("")

    def _on_ticked(self) -> None:
        self.confirmed.emit(self.filed.isChecked(), self.same.isChecked())
