"""Fields of one line: text, numbers, identifiers, phones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from aimed_desktop.application.values.shapes import Value
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType
from aimed_desktop.services import field_answers
from aimed_desktop.services.typed_text import clean_line, copied_line
from ui.binding.context import FormContext
from ui.binding.counter import CounterLabel, has_counter
from ui.binding.field_widgets import introduce
from ui.form.line_holder import LineHolder, RemarkHost
from ui.form.paper_grid import PaperGrid
from ui.form.wrapped_line import WrappedLine

if TYPE_CHECKING:
    from aimed_desktop.application.checks.while_typing import Remark


class LineField(WrappedLine):
    """One line; what is typed is the value at once, put into its usual shape when it is left."""

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self._path = path
        self._bindings = context.bindings
        self._rows = context.rows
        self._description = ""  # what the screen reader is told but for the remark
        self._host: RemarkHost | None = None
        self._counter: CounterLabel | None = None
        self._has_remarked = False
        introduce(self, field, path)
        self._show_hint()
        if any(hint.when for hint in field.hints):
            context.bindings.settled.connect(self._show_hint)
        self.textChanged.connect(self._on_text_changed)
        context.bindings.bind(path, self)

    def show_value(self, value: Value) -> None:
        """Show `value` unless it is what stands there already."""
        if value == self._value():
            return
        self._put(self.presented(value))
        self.setCursorPosition(0)
        self._tell(is_left=not self.hasFocus())

    def set_locked(self, is_locked: bool) -> None:
        """Only to be read and copied, or to be typed in."""
        self.setReadOnly(is_locked)

    def presented(self, value: Value) -> str:
        """How the value stands in the field."""
        return value if isinstance(value, str) else "" if value is None else str(value)

    def belong_to(self, host: RemarkHost, counter: CounterLabel | None = None) -> None:
        """Let `host` say what is to be said of the line, and `counter` tell its count."""
        self._host, self._counter = host, counter
        self._description = self.accessibleDescription()
        self._tell(is_left=True)

    def enterEvent(self, event: QEnterEvent) -> None:
        """What the checks have found here is told under the mouse, else where it was copied from."""
        self.setToolTip(self.property("finding") or self.property("copied_from") or "")
        super().enterEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Words and links may be dragged in; a file goes to the form, its path is no answer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (event.reason().PopupFocusReason, event.reason().ActiveWindowFocusReason):
            self.show_usual_shape()
            self._judge(is_left=True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        paste = menu.findChild(QAction, "edit-paste")
        if paste is not None:
            paste.triggered.disconnect()
            paste.triggered.connect(self._paste)
        if self._rows is not None:
            self._rows.add_actions(menu, self._path, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A copied table that is pasted fills rows and columns from here on."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    def _paste(self) -> None:
        is_table = self._rows is not None and not self.isReadOnly() and self._rows.paste(self._path, self)
        if not is_table and not self._paste_line():
            self.paste()

    def _paste_line(self) -> bool:
        """Put in what copied HTML shows: 10⁹, where its plain words say 109; False where there is none."""
        copied = QGuiApplication.clipboard().mimeData()
        if self.isReadOnly() or not copied.hasHtml():
            return False
        line, lost = copied_line(copied.html(), copied.text())
        if not line:
            return False
        self.insert(line)
        if lost:
            self._bindings.told.emit(lost)
        return True

    def show_usual_shape(self) -> None:
        """Show the value as it will be printed, where it can be read."""
        value = self._value()
        shape = self.presented(value)
        if value is not None and shape != self.text():
            self._put(shape)

    def _value(self) -> Value:
        text = clean_line(self.text())
        return self._read(text) if text.strip() else None

    def _read(self, text: str) -> Value:
        """The value that `text` means."""
        return field_answers.normalise(self._field, text)

    def _put(self, text: str) -> None:
        self.blockSignals(True)
        self.setText(text)
        self.blockSignals(False)
        if not self.hasFocus():
            self.fit()

    def _show_hint(self) -> None:
        if self._field.hints:
            self.setPlaceholderText(clean_line(self._bindings.hint(self._field, self._path)))

    def _on_text_changed(self, text: str) -> None:
        cleaned = clean_line(text)
        if cleaned != text:
            position = len(clean_line(text[: self.cursorPosition()]))
            self.setText(cleaned)
            self.setCursorPosition(position)
            return
        self._bindings.write(self._path, self._value(), self)
        self._tell(is_left=False)

    def _tell(self, *, is_left: bool) -> None:
        if self._counter is not None:
            self._counter.show_count(field_answers.count(self.text()))
        self._judge(is_left=is_left)

    def _judge(self, *, is_left: bool) -> None:
        if self._field.type is FieldType.TEXT:
            return
        value = self._value()
        self._say(None if value is None else field_answers.remark(self._field, value, is_left=is_left))

    def _say(self, remark: Remark | None) -> None:
        """Say something of what stands here, to the screen reader, too."""
        if self._host is None or (remark is None and not self._has_remarked):
            return
        self._has_remarked = True
        self._host.show_remark(self, remark)
        said = [self._description, remark.words if remark is not None else ""]
        self.setAccessibleDescription("；".join(filter(None, said)))


class IdField(LineField):
    """An ID number: shown whole only while the cursor is in it, so that nobody reads it over a shoulder.

    The widget itself holds the masked words meanwhile; no screen reader or tooltip can tell more.
    """

    def presented(self, value: Value) -> str:
        text = super().presented(value)
        return text if self.hasFocus() else field_answers.mask_id(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() is not event.reason().PopupFocusReason:
            self._put(LineField.presented(self, self._bindings.value(self._path)))
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not event.reason().PopupFocusReason:
            self._put(self.presented(self._bindings.value(self._path)))
            self._judge(is_left=True)

    def show_value(self, value: Value) -> None:
        """Show `value`, masked while the cursor is elsewhere."""
        if self.hasFocus():
            super().show_value(value)
        else:
            self._put(self.presented(value))
            self._judge(is_left=True)

    def _value(self) -> Value:
        return super()._value() if self.hasFocus() else self._bindings.value(self._path)


class LimitedLine(LineField):
    """A line with a limit: what is over it is underlined in the colour of a mistake."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        limit = self._field.limit
        if limit is not None and limit.kind == "cap":
            from ui.form.over_limit import underline_over

            underline_over(self, limit.max)


def line_editor(field: Field, path: str, context: FormContext, parent: QWidget) -> QWidget:
    """The line, with its unit and counter beside it and remarks under it where it has them."""
    kind: type[LineField] = LineField
    if field.type is FieldType.ID_NUMBER:
        kind = IdField
    elif field.limit:
        kind = LimitedLine
    if field.unit or has_counter(field):
        holder = LineHolder(parent)
        hold_line(holder, kind(field, path, context, holder), field)
        return holder
    if field.type is FieldType.TEXT:
        return kind(field, path, context, parent)
    return _judged_line(kind, field, path, context, parent)


def _judged_line(
    kind: type[LineField], field: Field, path: str, context: FormContext, parent: QWidget
) -> QWidget:
    """A line of which something may be said below: a cell of the grid has room for that itself."""
    if isinstance(parent, PaperGrid):
        line = kind(field, path, context, parent)
        line.belong_to(parent)
        return line
    holder = LineHolder(parent)
    hold_line(holder, kind(field, path, context, holder), field)
    return holder


def hold_line(holder: LineHolder, line: LineField, field: Field) -> None:
    """Put `line` into `holder` with all that belongs to it."""
    holder.add_line(line)
    if field.unit:
        holder.add_unit(field.unit)
    line.belong_to(holder, holder.add_counter(field.limit) if has_counter(field) else None)
