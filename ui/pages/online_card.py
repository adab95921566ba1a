"""网上填报 on the page 报送归档: the sheet for copying, and what is confirmed of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from aimed_desktop.services.online_filing import FILED, SAME, OnlineTold
from aimed_desktop.services.produced import Produced
from ui.pages.made_files import MadeFiles
from ui.widgets.buttons import quiet_button
from ui.widgets.page_parts import button_row, repaint_role, rest, words_label


class OnlineCard(QFrame):
    """`wanted` asks for the sheet; `confirmed` tells whether it was filed, and says the same as the paper."""

    wanted = Signal()
    confirmed = Signal(bool, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 16)
        box.setSpacing(10)
        box.addWidget(words_label("网上填报", "card_title", self))
        self.route = words_label("", "text", self)
        self.words = words_label("", "quiet", self)
        self.make = quiet_button("生成网上填报对照稿", "make_online_sheet", self.wanted.emit, self)
        self.filed, self.same = QCheckBox(FILED, self), QCheckBox(SAME, self)
        self.filed.setObjectName("filed_online_now")
        self.same.setObjectName("paper_is_same")
        for widget in (self.route, self.words):
            box.addWidget(widget)
        box.addLayout(button_row(self.make))
        for tick in (self.filed, self.same):
            tick.clicked.connect(self._on_ticked)
            box.addWidget(tick)
        self.state = words_label("", "quiet", self)
        self.files = MadeFiles("对照稿", self)
        box.addWidget(self.state)
        box.addWidget(self.files)
        self.state.hide()
        self.hide()

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
            self.files.show_files([])
            self.show_state("")

    def show_busy(self) -> None:
        """While the sheet is made."""
        rest(self, [self.make], busy=True, then=self.make)
        self.files.show_files([])
        self.show_words("正在生成对照稿……")

    def show_result(self, made: Produced) -> None:
        """Say where the sheet is."""
        personal = ["文件含身份证号码且未加密，请妥善保管。"] if made.personal else []
        self.show_state("\n".join(["已生成，双击可打开看。", *personal, *made.leftovers]))
        self.files.show_files(list(made.paths))

    def show_state(self, words: str) -> None:
        """What came of it."""
        rest(self, [self.make], busy=False, then=self.make)
        self.show_words(words)

    def show_words(self, words: str) -> None:
        """A word about the sheet, none where there is nothing to say."""
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def _on_ticked(self) -> None:
        self.confirmed.emit(self.filed.isChecked(), self.same.isChecked())
