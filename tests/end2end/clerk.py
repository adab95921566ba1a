"""A clerk without a mouse: presses keys, commits words as an input method does, answers dialogs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

Answer = Callable[[QDialog], None]

MOST_STEPS = 3000  # of Tab until something is reached
PATIENCE_MS = 20_000
_LOOK_MS = 10


class Clerk(QObject):
    """Hands on the keyboard of whatever window has the focus. Dialogs are answered in the order in which
    the answers were laid ready (`expect`). Where no window manager runs, it gives the focus as one does.
    """

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        super().__init__()
        self._qtbot = qtbot
        self._window = window
        self._answers: deque[Answer] = deque()
        self._is_answering = False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look_for_dialog)
        self._timer.start()

    def rest(self) -> None:
        """Look for dialogs no more."""
        self._timer.stop()

    def press(self, *keys: str) -> None:
        """Each of `keys` (as a QKeySequence writes them), as the keyboard sends it."""
        for key in keys:
            QTest.keySequence(self._focus_window(), QKeySequence(key))

    def commit(self, text: str) -> None:
        """What an input method sends when a word is chosen."""
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self.focus(), event)

    def write_line(self, text: str) -> None:
        """Put `text` in the place of what stands in the line."""
        self.press("Ctrl+A")
        self.commit(text)

    def focus(self) -> QWidget:
        """The widget that has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def tab_to(self, is_wanted: Callable[[QWidget], bool]) -> QWidget:
        """Press Tab until the focus stands where it is wanted."""
        for _ in range(MOST_STEPS):
            if is_wanted(widget := self.focus()):
                return widget
            self.press("Tab")
        raise AssertionError("Tab never led there")

    def push(self, name: str) -> None:
        """Go to the button of that objectName, or of these words, and press it."""
        button = self.tab_to(lambda w: w.isEnabled() and name in (w.objectName(), w.property("text")))
        assert button.isVisible()
        self.press("Space")

    def expect(self, answer: Answer) -> None:
        """Lay ready what is done with the next dialog."""
        self._answers.append(answer)

    def wait(self, is_done: Callable[[], bool], most_ms: int = PATIENCE_MS) -> None:
        """Look at the screen until something is there."""
        self._qtbot.waitUntil(is_done, timeout=most_ms)

    def wait_for_dialogs(self) -> None:
        """Until every dialog that was expected has come and gone."""
        self.wait(lambda: not self._answers and QApplication.activeModalWidget() is None)

    def give_file(self, path: str) -> None:
        """The next dialog asks for a file: type its path."""

        def answer(dialog: QDialog) -> None:
            assert isinstance(dialog, QFileDialog)
            self.write_line(path)
            self.press("Return")

        self.expect(answer)

    def _focus_window(self) -> QWindow:
        self._qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None, timeout=20_000)
        window = QGuiApplication.focusWindow()
        assert window is not None
        return window

    def _look_for_dialog(self) -> None:
        dialog = QApplication.activeModalWidget()
        if QGuiApplication.focusWindow() is None:
            (dialog or self._window).activateWindow()
        if self._is_answering or not self._answers or not isinstance(dialog, QDialog):
            return
        if not dialog.isActiveWindow():
            dialog.activateWindow()
            return
        self._is_answering = True
        try:
            self._answers.popleft()(dialog)
        finally:
            self._is_answering = False


def is_below(widget: QWidget, ancestor: QWidget) -> bool:
    """Whether `widget` stands in `ancestor`."""
    return widget is ancestor or ancestor.isAncestorOf(widget)


def is_reached(widget: QWidget) -> bool:
    """Whether Tab can lead to `widget`."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
