"""One side of a comparison: what both texts say, and what it alone says on a coloured ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from aimed_desktop.application.editing.shown_looks import runs
from aimed_desktop.application.editing.word_marks import MarkKind, WordMark
from ui.narrative.text_formats import look_format
from ui.widgets import theme
from ui.widgets.slices import Slices

_AT_ONCE: Final = 10_000  # characters: a longer text comes in slices
_PIECE: Final = 2_000
_TONES: Final = {"gone": ("bad_soft", "bad"), "new": ("good_soft", "good")}
_EMPTY = "（没有填写）"


class ComparedText(QTextBrowser):
    """Shows the marks of its `kind` and those of both; the first difference is led into sight."""

    def __init__(self, kind: MarkKind, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._slices = Slices(self)
        self.setAccessibleName(words)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)

    def show_marks(self, marks: Sequence[WordMark]) -> None:
        """Show other texts; one that is still coming is left."""
        self._slices.drop()
        self.clear()
        shown = [mark for mark in marks if mark.kind in ("same", self._kind) and mark.text]
        is_long = sum(len(mark.text) for mark in shown) > _AT_ONCE
        # from the beginning: one that comes later sets every line anew
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if is_long else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)
        if not shown:
            self.setPlainText(_EMPTY)
            return
        self._slices.add(self._written(shown), at_once=False)  # a dialog that is being made is shown first
        if not is_long:
            self._slices.finish()

    def _written(self, marks: Sequence[WordMark]) -> Iterator[None]:
        cursor = QTextCursor(self.document())
        looks = {"same": QTextCharFormat(), self._kind: _look(self._kind)}
        lines = self.document().documentLayout()
        first: int | None = None
        for mark in marks:
            start = cursor.position()
            for words, look in runs(mark.text):
                shown = look_format(look, looks[mark.kind])
                for at in range(0, len(words), _PIECE):
                    cursor.insertText(words[at : at + _PIECE], shown)
                    lines.blockBoundingRect(cursor.block())  # set now: left alone, Qt sets ever more at once
                    yield
            if first is None and mark.kind == self._kind:
                first = start
                self._lead_to(first)

    def _lead_to(self, position: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top())


def _look(kind: MarkKind) -> QTextCharFormat:
    ground, ink = _TONES[kind]
    look = QTextCharFormat()
    look.setBackground(QBrush(QColor(theme.COLOURS[ground])))
    look.setForeground(QBrush(QColor(theme.COLOURS[ink])))
    look.setFontStrikeOut(kind == "gone")
    return look
