"""A card whose buttons make files of the unit's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from aimed_desktop.services.produced import Produced
from ui.pages.made_files import MadeFiles
from ui.widgets.in_sight import bring_into_sight
from ui.widgets.later import call_later
from ui.widgets.page_parts import button_row, rest, words_label


class MakingCard(QFrame):
    """`box` takes the card's own widgets; its buttons rest while they work, and the files stand below."""

    def __init__(self, title: str, files: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(18, 16, 18, 16)
        self.box.setSpacing(10)
        self.box.addWidget(words_label(title, "card_title", self))
        self.state = words_label("", "quiet", self)
        self.files = MadeFiles(files, self)
        self._makers: tuple[QPushButton, ...] = ()
        self._basis: object = None
        self._made_of: object = None
        self.hide()

    def add_makers(self, *makers: QPushButton) -> None:
        """The buttons, and below them what they have made."""
        self._makers = makers
        self.box.addLayout(button_row(*makers))
        self.box.addWidget(self.state)
        self.box.addWidget(self.files)
        self.show_words("")

    def show_basis(self, basis: object) -> None:
        """What the files would be made of now: those made of anything else are no longer told."""
        self._basis = basis
        if self._made_of not in (None, basis) and self._makers[0].isEnabled():
            self._forget()

    def show_busy(self, words: str) -> None:
        """While something is made."""
        self._made_of = self._basis
        rest(self, self._makers, busy=True, then=self._makers[0])
        self.files.show_files([])
        self.show_words(words)

    def show_result(self, made: Produced) -> None:
        """Say what was made, where it still holds."""
        if self._made_of != self._basis:
            self._forget()
            return
        personal = ["文件含身份证号码且未加密，请妥善保管。"] if made.personal else []
        told = [f"已生成 {len(made.paths)} 个文件，双击可打开。", *personal, *made.leftovers]
        self.show_state("\n".join(told), made.paths)

    def show_state(self, words: str, paths: Sequence[Path] = ()) -> None:
        """What came of it."""
        rest(self, self._makers, busy=False, then=self._makers[0])
        self.show_words(words)
        self.files.show_files(list(paths))
        if words:  # it stands below the buttons, which a small screen may show last
            call_later(self, partial(bring_into_sight, self.files if paths else self.state))

    def _forget(self) -> None:
        self._made_of = None
        self.show_state("")

    def show_words(self, words: str) -> None:
        """A word below the buttons, none where there is nothing to say."""
        self.state.setText(words)
        self.state.setVisible(bool(words))
