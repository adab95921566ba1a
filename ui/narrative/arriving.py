"""A large value or paste comes into a text in slices; what is typed meanwhile is held and follows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from time import perf_counter
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QTextEdit
from shiboken6 import isValid

from ui.narrative.list_blocks import Steps

_SECONDS: Final = 0.008  # of writing in a slice; laying out, counting and painting come on top
_STANDARD = QKeySequence.StandardKey
_NOT_HELD = (_STANDARD.Undo, _STANDARD.Redo, _STANDARD.Copy)
_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class Arrival(QObject):
    """Does `steps`, which write into `text`, then `done`. All of it is one step of the document's undo.

    `is_writing`: the changes of the document that are told now are those of the steps. Keys that come
    before the end are held, so that they do not fall into the middle, and sent again after it, behind
    those that were `held` before it began.
    """

    def __init__(
        self, text: QTextEdit, steps: Steps, done: Callable[[], None], held: Sequence[QEvent] = ()
    ) -> None:
        super().__init__(text)
        self.is_writing = False
        self._text, self._steps, self._done = text, steps, done
        self._held = [*held]
        self._has_begun = self._is_over = False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self.go_on)
        self._timer.start()
        text.installEventFilter(self)

    def go_on(self) -> None:
        """Do a slice now."""
        self._write(_SECONDS)

    def finish(self) -> None:
        """Do all that is left now."""
        self._write(inf)

    def stop(self) -> list[QEvent]:
        """Leave the rest; what is written stays. The keys that were held, for what comes instead."""
        self._end()
        held, self._held = self._held, []
        return held

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hold what would write into the text."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._hold_key(event)
        if isinstance(event, QInputMethodEvent):
            again = QInputMethodEvent(event.preeditString(), event.attributes())
            again.setCommitString(event.commitString(), event.replacementStart(), event.replacementLength())
            self._held.append(again)
            return True
        return False

    def _hold_key(self, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIERS or any(event.matches(key) for key in _NOT_HELD):
            return False
        self._held.append(
            QKeyEvent(
                event.type(),
                event.key(),
                event.modifiers(),
                event.text(),
                event.isAutoRepeat(),
                event.count(),
            )
        )
        return True

    def _write(self, seconds: float) -> None:
        if self._is_over:
            return
        end = perf_counter() + seconds
        has_more = True
        cursor = QTextCursor(self._text.document())
        if self._has_begun:
            cursor.joinPreviousEditBlock()
        else:
            cursor.beginEditBlock()
        self._has_begun = self.is_writing = True
        try:
            while has_more and perf_counter() < end:
                has_more = next(self._steps, "end") is None
        finally:
            cursor.endEditBlock()
            self.is_writing = False
        if not has_more and self._end():
            self._done()
            self._send_held()

    def _end(self) -> bool:
        """Whether it was not over before."""
        if self._is_over:
            return False
        self._is_over = True
        self._timer.stop()
        self._text.removeEventFilter(self)
        self.deleteLater()
        return True

    def _send_held(self) -> None:
        for event in self._held:
            if isValid(self._text):
                QCoreApplication.sendEvent(self._text, event)
        self._held = []
