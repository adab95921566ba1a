"""One side of a comparison: what both texts say, and what it alone says on a coloured ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from aimed_desktop.application.editing.shown_looks import runs
from aimed_desktop.application.editing.word_marks import MarkKind, WordMark
from ui.narrative.text_formats import look_format
from ui.widgets import theme
from ui.widgets.read_text import ReadText
from ui.widgets.slices import Slices

_AT_ONCE: Final = 10_000  # characters: a longer text comes in slices
_PIECE: Final = 2_000
_LINES_BEFORE: Final = 2
_TONES: Final = {"gone": ("bad_soft", "bad"), "new": ("good_soft", "good")}
_EMPTY = "（没有填写）"


class ComparedText(ReadText):
    """Shows the marks of its `kind` and those of both. The first difference is led into sight, the same on
    both sides, and stays there while the window gets its size, until somebody scrolls.
    """

    def __init__(self, kind: MarkKind, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._slices = Slices(self)
        self.setAccessibleName(words)
        self._first: int | None = None  # where the first difference stands, while that is in sight
        self._leading = QTimer(self, singleShot=True, interval=0)
        self._leading.timeout.connect(self._lead)
        self.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._leading.start())
        self.verticalScrollBar().actionTriggered.connect(self._on_scrolled)

    def show_marks(self, marks: Sequence[WordMark]) -> None:
        """Show other texts; one that is still coming is left."""
        self._slices.drop()
        self._first = None
        self.clear()
        shown = [mark for mark in marks if mark.kind in ("same", self._kind) and mark.text]
        is_long = sum(len(mark.text) for mark in shown) > _AT_ONCE
        # from the beginning: one that comes later sets every line anew
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if is_long else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)
        if not shown:
            self.setPlainText(_EMPTY)
            return
        self._slices.add(self._written(marks), at_once=False)  # a dialog that is being made is shown first
        if not is_long:
            self._slices.finish()

    def _written(self, marks: Sequence[WordMark]) -> Iterator[None]:
        cursor = QTextCursor(self.document())
        looks = {"same": QTextCharFormat(), self._kind: _look(self._kind)}
        lines = self.document().documentLayout()
        has_led = False
        for mark in marks:
            start = cursor.position()
            for words, look in runs(mark.text) if mark.kind in looks else ():
                shown = look_format(look, looks[mark.kind])
                for at in range(0, len(words), _PIECE):
                    cursor.insertText(words[at : at + _PIECE], shown)
                    lines.blockBoundingRect(cursor.block())  # set now: left alone, Qt sets ever more at once
                    yield
            if not has_led and mark.kind != "same":
                has_led = True
                self._first = start
                self._lead()

    def _lead(self) -> None:
        """Let the first difference stand below two lines of what both say."""
        if self._first is None:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._first)
        bar, before = self.verticalScrollBar(), _LINES_BEFORE * self.fontMetrics().lineSpacing()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - before)

    def _on_scrolled(self, _action: int) -> None:
        self._first = None


def _look(kind: MarkKind) -> QTextCharFormat:
    ground, ink = _TONES[kind]
    look = QTextCharFormat()
    look.setBackground(QBrush(QColor(theme.COLOURS[ground])))
    look.setForeground(QBrush(QColor(theme.COLOURS[ink])))
    look.setFontStrikeOut(kind == "gone")
    return look
