"""Confirmations as one list: each line whole with its tick, one button that ticks those left open."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aimed_desktop.application.values.shapes import Value
from ui.binding.context import FormContext
from ui.form.choice_fields import ConfirmField
from ui.form.field_block import follow_condition
from ui.widgets.labels import lead_to

LEAST: Final = 2  # a single confirmation is no list
_INTRODUCTION: Final = "请逐条核对（通知的规定，程序判断不了）"
_TICK_ALL: Final = "已逐条看过"


class ConfirmList(QWidget):
    """The confirm fields at `paths`, in their order."""

    def __init__(self, paths: list[str], context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._paths = paths
        self._bindings = context.bindings
        self.setObjectName("confirm_list")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(8)
        head = QLabel(_INTRODUCTION, self)
        head.setProperty("role", "heading2")
        box.addWidget(head)
        for path in paths:
            box.addWidget(_Line(path, context, self))
        foot = QHBoxLayout()
        self.tick_all = _TickAll(_TICK_ALL, self)
        self.tick_all.setObjectName("confirm_all")
        self.tick_all.clicked.connect(lambda _checked: self._tick_all())
        self.tick_all.left.connect(self._show_state)
        self._bindings.add_tool(self.tick_all)
        self.state = QLabel("", self)
        self.state.setProperty("role", "quiet")
        foot.addWidget(self.tick_all)
        foot.addWidget(self.state, 1)
        box.addLayout(foot)
        for path in paths:
            self._bindings.bind(path, self)
        self._bindings.settled.connect(self._show_state)
        self._show_state()

    def show_value(self, _value: Value) -> None:
        """One line was ticked or left open."""
        self._show_state()

    def _shown(self) -> list[str]:
        return [path for path in self._paths if self._bindings.holds(self._bindings.field(path).when)]

    def _open(self) -> list[str]:
        return [path for path in self._shown() if self._bindings.value(path) is not True]

    def _tick_all(self) -> None:
        if not self._open():
            self._bindings.told.emit(self.state.text())
        with self._bindings.as_one_step():
            for path in self._open():
                self._bindings.write(path, True, None)  # the list and the ticks both follow

    def _show_state(self) -> None:
        total, left = len(self._shown()), len(self._open())
        self.tick_all.setEnabled(bool(left) or self.tick_all.hasFocus())
        self.tick_all.setAccessibleName(f"{_TICK_ALL}：{total} 条都勾选")
        self.state.setText(f"共 {total} 条，还有 {left} 条没有确认" if left else f"{total} 条都已确认")


class _TickAll(QPushButton):
    """Stays enabled under the cursor: the next Space must not find another answer there."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        for_now = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in for_now:
            self.left.emit()


class _Line(QWidget):
    """A tick and, beside it, everything that it confirms."""

    def __init__(self, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        field = context.bindings.field(path)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        tick = ConfirmField(field, path, context, self, words="")
        words = _Words(f"{field.label}　〔{field.source}〕" if field.source else field.label, self)
        words.pressed.connect(tick.click)
        lead_to(words, tick)
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        if field.when:
            follow_condition(self, field.when, "", context)


class _Words(QLabel):
    """A press on the words is one on their tick."""

    pressed = Signal()

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()
