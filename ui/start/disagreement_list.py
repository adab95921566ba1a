"""The values that two people have changed differently: what each wrote, and which of both is taken."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.editing.shown_looks import as_html
from aimed_desktop.application.editing.word_marks import WordMark, shortened
from ui.widgets import theme
from ui.widgets.buttons import quiet_button
from ui.widgets.page_parts import words_label

if TYPE_CHECKING:
    from aimed_desktop.application.editing.merging import Choice
    from aimed_desktop.services.handing_over import Disagreement

_GROUNDS: Final = {"gone": "bad_soft", "new": "good_soft"}
_BOTH: Final = "两边的段落按顺序放在一起，接收后再自己删改。"
_EMPTY: Final = "（没有填写）"
_LEGEND: Final = "带底色的是两边不一样的字。没选上的一份留在“历史版本”里。"
_LEAST_HEIGHT: Final = 220


class DisagreementList(QWidget):
    """One choice for each; what is here is chosen until somebody chooses otherwise."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cards: list[tuple[Disagreement, list[QRadioButton]]] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(words_label(_LEGEND, "quiet", self), 1)
        self._all_mine = quiet_button("都用这里的", "all_mine", lambda: self._choose(theirs=False), self)
        row.addWidget(self._all_mine)
        self._all_theirs = quiet_button("都用对方的", "all_theirs", lambda: self._choose(theirs=True), self)
        row.addWidget(self._all_theirs)
        box.addLayout(row)
        area = QScrollArea(self)
        area.setObjectName("disagreements")
        area.setAccessibleName("两边都改过的栏目")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(_LEAST_HEIGHT)
        self._holder = QWidget(area)
        self._inner = QVBoxLayout(self._holder)
        self._inner.setContentsMargins(0, 0, 8, 0)
        self._inner.setSpacing(10)
        area.setWidget(self._holder)
        box.addWidget(area, 1)

    @property
    def choices(self) -> list[Choice]:
        """What the clerk has chosen in the place of what is here."""
        made = []
        for disagreement, (_, theirs, *both) in self._cards:
            if theirs.isChecked():
                made.append(disagreement.conflict.by_theirs)
            elif both and both[0].isChecked():
                made.append(disagreement.both)
        return made

    def begin(self) -> None:
        """Put the cursor where the first is chosen."""
        self._cards[0][1][0].setFocus()

    def show_all(self, disagreements: Sequence[Disagreement], following: QWidget) -> None:
        """Show these in place of those before; Tab leads from the last to `following`."""
        self._cards.clear()
        while (item := self._inner.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for each in disagreements:
            self._inner.addWidget(self._card(each))
        self._inner.addStretch(1)
        stops = [
            self._all_mine,
            self._all_theirs,
            *(button for _, own in self._cards for button in own),
            following,
        ]
        for one, other in pairwise(stops):  # they came after the buttons at the foot
            QWidget.setTabOrder(one, other)
        self._refresh()

    def _card(self, disagreement: Disagreement) -> QFrame:
        card = QFrame(self._holder)
        card.setObjectName("card")
        box = QVBoxLayout(card)
        box.addWidget(words_label(disagreement.label, "card_title", card))
        group, grid = QButtonGroup(card), QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        buttons: list[QRadioButton] = []
        found = shortened(list(disagreement.comparison.marks))
        for row, (text, kind) in enumerate((("用这里的", "gone"), ("用对方的", "new"))):
            button = QRadioButton(text, card)
            button.setAccessibleName(f"{disagreement.label}：{text}")
            button.setAccessibleDescription(disagreement.words[row])
            group.addButton(button)
            buttons.append(button)
            grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_words(found, kind, card), row, 1)
        if disagreement.is_joinable:
            both = QRadioButton("两份都要", card)
            both.setAccessibleName(f"{disagreement.label}：两份都要")
            group.addButton(both)
            buttons.append(both)
            grid.addWidget(both, 2, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words_label(_BOTH, "quiet", card), 2, 1)
        box.addLayout(grid)
        buttons[0].setChecked(True)
        for button in buttons:
            button.toggled.connect(lambda _checked: self._refresh())
        self._cards.append((disagreement, buttons))
        return card

    def _refresh(self) -> None:
        """A choice that is made for all already is not offered."""
        self._all_mine.setEnabled(not all(buttons[0].isChecked() for _, buttons in self._cards))
        self._all_theirs.setEnabled(not all(buttons[1].isChecked() for _, buttons in self._cards))

    def _choose(self, *, theirs: bool) -> None:
        for _, buttons in self._cards:
            buttons[1 if theirs else 0].setChecked(True)


def _words(found: Sequence[WordMark], kind: str, parent: QWidget) -> QLabel:
    """One side of the comparison, what it alone has on a coloured ground."""
    words = QLabel(parent)
    words.setProperty("role", "difference")
    words.setWordWrap(True)
    words.setTextFormat(Qt.TextFormat.RichText)
    words.setText("".join(_html(mark) for mark in found if mark.kind in ("same", kind)) or _EMPTY)
    return words


def _html(mark: WordMark) -> str:
    words = as_html(mark.text)
    if mark.kind == "same":
        return words
    return f'<span style="background-color:{theme.COLOURS[_GROUNDS[mark.kind]]}">{words}</span>'
