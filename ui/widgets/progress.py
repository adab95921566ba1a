"""What takes long is shown after half a second, with a button that stops it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Event
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from aimed_desktop.services.operation import Operation, Result
from aimed_desktop.stopping import Stopped, checkpoint, stoppable
from ui.widgets.later import call_later
from ui.widgets.shortcuts import bind, hint, tell_keys

SHOWN_AFTER_MS: Final = 500
PATIENCE_SECONDS: Final = 2  # so long closing waits in silence for what is under way
_BAR_WIDTH, _GAP = 160, 18
_CANCELLED: Final = "已取消。"
_CANCELLED_MS: Final = 3000


def with_progress(operation: Operation[Result], widget: QObject) -> Operation[Result]:
    """The same operation, on the panel of the window of `widget` in its words once it takes long."""
    assert isinstance(widget, QWidget), "what has words is shown in a window"
    dropped = operation.stopped if operation.is_dropped else None
    task = Task(widget, operation.words, dropped, is_needed=not operation.only_shows)

    def work() -> Result:
        with stoppable(task.stop_wanted.is_set):
            checkpoint()
            return operation.work()

    def done(result: Result) -> None:
        if task.end():
            operation.done(result)

    def failed(error: BaseException) -> None:
        is_stopped = isinstance(error, Stopped)
        if not task.end(is_cancelled=is_stopped):
            return
        if is_stopped:
            operation.stopped()
        else:
            operation.failed(error)

    return replace(operation, work=work, done=done, failed=failed, words="", is_long=True)


class Task(QObject):
    """One piece of work, on the panel of its window once it has taken half a second."""

    def __init__(
        self, widget: QWidget, words: str, dropped: Callable[[], None] | None, *, is_needed: bool
    ) -> None:
        """`dropped` is told when it ends by `stop` itself; None where it ends at its next checkpoint."""
        super().__init__(widget)
        self.is_needed = is_needed
        self.words = words
        self.stop_wanted = Event()
        self._widget = widget
        self._dropped = dropped
        self._is_over = False
        self._row: _Row | None = None
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._timer.timeout.connect(self._show)
        self._timer.start()

    @property
    def is_under_way(self) -> bool:
        """Whether it goes on."""
        return not self._is_over

    def stop(self) -> None:
        """Ask it to end."""
        self.stop_wanted.set()
        if self._dropped is not None and self.end(is_cancelled=True):
            self._dropped()

    def end(self, *, is_cancelled: bool = False) -> bool:
        """Take it off the panel, which says so where it `is_cancelled`; whether it had not ended before."""
        if self._is_over:
            return False
        self._is_over = True
        self._timer.stop()
        if self._row is not None and isValid(self._row):
            progress_panel(self._widget).drop(self._row, is_cancelled=is_cancelled)
        self.deleteLater()
        return True

    def _show(self) -> None:
        self._row = progress_panel(self._widget).add(self.words, self.stop, is_needed=self.is_needed)


def tasks_in(owner: QWidget) -> list[Task]:
    """What was begun with words inside `owner` and has not ended."""
    return [task for task in owner.findChildren(Task) if task.is_under_way]


def under_way(owner: QWidget) -> list[Task]:
    """Of those, what is missed where it does not come about."""
    return [task for task in tasks_in(owner) if task.is_needed]


class ProgressPanel(QFrame):
    """Stands over the lower edge of a window, one row for each piece of work."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("progress_panel")
        self._rows: list[_Row] = []
        bind("stop", self, self._stop_newest)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(14, 10, 14, 10)
        window.installEventFilter(self)
        self.hide()

    def add(self, words: str, stop: Callable[[], None], *, is_needed: bool) -> _Row:
        """A new row; its button calls `stop`."""
        self._drop_cancelled()
        row = _Row(words, stop, self, is_needed=is_needed)
        self._rows.append(row)
        self._box.addWidget(row)
        self._place()
        self.show()
        self.raise_()
        return row

    def drop(self, row: _Row, *, is_cancelled: bool = False) -> None:
        """Take `row` away; a cursor in it goes back to where it came from. One that `is_cancelled` says so
        for a while.
        """
        had_focus = row.button.hasFocus()
        if is_cancelled:
            self._drop_cancelled()
            row.show_cancelled()
            call_later(row, lambda: self.drop(row) if row in self._rows else None, _CANCELLED_MS)
            if had_focus:
                self.window().focusNextChild()
            return
        self._rows.remove(row)
        row.hide()
        self._box.removeWidget(row)
        row.deleteLater()
        self.setVisible(bool(self._rows))
        self._place()
        if had_focus:
            self.window().focusNextChild()

    def _drop_cancelled(self) -> None:
        """What was told of the one before is read by now."""
        for row in [row for row in self._rows if row.is_cancelled]:
            self.drop(row)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _stop_newest(self) -> None:
        """From wherever the clerk is: Tab may have the whole form before it."""
        open_rows = [row for row in reversed(self._rows) if row.button.isEnabled()]
        open_rows.sort(key=lambda row: not row.is_needed)  # what the clerk began before what only shows
        if open_rows:
            open_rows[0].button.click()

    def _place(self) -> None:
        self._box.activate()
        size = self.sizeHint()
        window = self.window()
        self.setGeometry(
            (window.width() - size.width()) // 2,
            window.height() - size.height() - _GAP,
            size.width(),
            size.height(),
        )


class _Row(QWidget):
    """What is being done, that it goes on, and the way out."""

    def __init__(self, words: str, stop: Callable[[], None], parent: QWidget, *, is_needed: bool) -> None:
        super().__init__(parent)
        self.is_needed = is_needed
        self.is_cancelled = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._label = QLabel(words, self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(_BAR_WIDTH)
        bar.setAccessibleName(words)
        self.button = QPushButton("取消", self)
        self.button.setAccessibleName(f"取消：{words}")
        tell_keys(self.button, "取消", hint("stop"))
        self.button.clicked.connect(partial(self._on_stopped, stop))
        for widget in (self._label, bar, self.button):
            row.addWidget(widget)

    def show_cancelled(self) -> None:
        """It has come to its end without having done anything."""
        self.is_cancelled = True
        self._label.setText(_CANCELLED)
        self._bar.hide()
        self.button.hide()

    def _on_stopped(self, stop: Callable[[], None]) -> None:
        self._label.setText("正在取消……")
        self.button.setEnabled(False)
        stop()


def progress_panel(widget: QWidget) -> ProgressPanel:
    """The panel of the window that `widget` is in, made when it is first needed."""
    window = widget.window()
    panel = window.findChild(ProgressPanel, "progress_panel", Qt.FindChildOption.FindDirectChildrenOnly)
    return panel if panel is not None else ProgressPanel(window)
