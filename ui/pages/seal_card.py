"""用印和签字 on the page 盖章扫描: the request for the seal, who signs in which way, the letter for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from aimed_desktop.services.seal_sheets import WAYS, SealsTold, SignLine
from ui.pages.making_card import MakingCard
from ui.widgets.buttons import quiet_button
from ui.widgets.page_parts import words_label
from ui.widgets.steady_choice import SteadyChoice

_ABOVE_SIGNS = 2  # title, what is stamped


class SealCard(MakingCard):
    """`way_chosen` tells the number of a place and how it is signed."""

    request_wanted = Signal()
    letter_wanted = Signal()
    way_chosen = Signal(int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("用印和签字", "用印审签单和授权委托书", parent)
        self.seals = words_label("", "text", self)
        self.box.addWidget(self.seals)
        self._signs: Sequence[tuple[int, str]] = ()
        self._grid: QWidget | None = None
        self.choices: dict[int, SteadyChoice] = {}
        self._version = 0
        self.doubts = words_label("", "warn", self)
        self.box.addWidget(self.doubts)
        self.request = quiet_button("生成用印审签单", "make_seal_request", self.request_wanted.emit, self)
        self.letter = quiet_button("生成授权委托书", "make_authorisation", self.letter_wanted.emit, self)
        self.add_makers(self.request, self.letter)

    def show_told(self, told: SealsTold | None, version: int = 0) -> None:
        """What is to be said of a version; nothing of a draft."""
        self.setVisible(told is not None)
        if told is None:
            return
        self.seals.setText(told.seals)
        self._show_signs(told.signs)
        doubts = dict.fromkeys(place.doubt for place in told.signs if place.doubt)
        self.doubts.setText("\n".join(doubts))
        self.doubts.setVisible(bool(doubts))
        self.letter.setVisible(told.wants_letter)
        self._version = version
        self._show_basis()

    def _show_signs(self, signs: Sequence[SignLine]) -> None:
        """A choice for each place; those that stand there keep the focus."""
        names = [(place.number, place.words) for place in signs]
        if names != self._signs:
            self._signs = names
            self._build(names)
        for place in signs:
            choice = self.choices[place.number]
            choice.blockSignals(True)
            choice.setCurrentText(place.way)
            choice.blockSignals(False)

    def _build(self, names: Sequence[tuple[int, str]]) -> None:
        if self._grid is not None:
            self._grid.hide()
            self._grid.deleteLater()
        self._grid = QWidget(self)
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        self.choices.clear()
        for row, (number, words) in enumerate(names):
            choice = SteadyChoice(self._grid)
            choice.setObjectName(f"sign_way_{number}")
            choice.setAccessibleName(f"{words} 怎么签")
            choice.addItems(WAYS)
            choice.textActivated.connect(partial(self._on_way, number))
            grid.addWidget(words_label(words, "text", self._grid), row, 0)
            grid.addWidget(choice, row, 1)
            self.choices[number] = choice
        self.box.insertWidget(_ABOVE_SIGNS, self._grid)

    def _on_way(self, number: int, way: str) -> None:
        self._show_basis()
        self.way_chosen.emit(number, way)

    def _show_basis(self) -> None:
        ways = tuple((self.choices[number].currentText(), words) for number, words in self._signs)
        self.show_basis((self._version, self.seals.text(), ways))
