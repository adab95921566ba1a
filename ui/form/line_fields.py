"""Fields of one line: text, numbers, identifiers, phones."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from aimed_desktop.application.model import Value
from aimed_desktop.definition.fields import Field
from ui.form import core
from ui.form.cleaning import clean_line
from ui.form.context import FormContext, introduce
from ui.form.counter import CounterLabel, has_counter

_FRAME = 12  # px: padding and border at both sides


class LineField(QLineEdit):
    """One line; what is typed is the value at once, put into its usual shape when it is left."""

    counted = Signal(object)  # Count

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self._path = path
        self._bindings = context.bindings
        introduce(self, field, path)
        self.setPlaceholderText(clean_line(field.hint or ""))
        self.textChanged.connect(self._on_text_changed)
        context.bindings.bind(path, self)

    def show_value(self, value: Value) -> None:
        """Show `value` unless it is what stands there already."""
        if value == self._value():
            return
        self.blockSignals(True)
        self.setText(self.presented(value))
        self.setCursorPosition(0)
        self.blockSignals(False)
        self.counted.emit(core.count(self.text()))

    def set_locked(self, is_locked: bool) -> None:
        """Only to be read and copied, or to be typed in."""
        self.setReadOnly(is_locked)

    def presented(self, value: Value) -> str:
        """How the value stands in the field."""
        return value if isinstance(value, str) else "" if value is None else str(value)

    def enterEvent(self, event: QEnterEvent) -> None:
        """What is too long for its cell is shown whole under the mouse."""
        needed = self.fontMetrics().horizontalAdvance(self.text())
        self.setToolTip(self.text() if needed > self.width() - _FRAME else "")
        super().enterEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (event.reason().PopupFocusReason, event.reason().ActiveWindowFocusReason):
            self.show_usual_shape()

    def show_usual_shape(self) -> None:
        """Show the value as it will be printed, where it can be read."""
        value = self._value()
        shape = self.presented(value)
        if value is not None and shape != self.text():
            self.blockSignals(True)
            self.setText(shape)
            self.blockSignals(False)

    def _value(self) -> Value:
        text = clean_line(self.text())
        return core.normalise(self._field, text) if text.strip() else None

    def _on_text_changed(self, text: str) -> None:
        cleaned = clean_line(text)
        if cleaned != text:
            position = len(clean_line(text[: self.cursorPosition()]))
            self.setText(cleaned)
            self.setCursorPosition(position)
            return
        self._bindings.write(self._path, self._value(), self)
        self.counted.emit(core.count(text))


def with_extras(editor: LineField, field: Field, parent: QWidget) -> QWidget:
    """The editor with its unit and its counter beside it, where it has them."""
    if not field.unit and not has_counter(field):
        return editor
    holder = QWidget(parent)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(editor, 1)
    if field.unit:
        row.addWidget(QLabel(field.unit, holder))
    if has_counter(field):
        counter = CounterLabel(field.limit, holder)
        counter.show_count(core.count(editor.text()))
        editor.counted.connect(counter.show_count)
        row.addWidget(counter)
    return holder
