"""Dates, months and periods: typed freely or picked from a Chinese calendar."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QDate, QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from aimed_desktop.application.editing.row_edits import place_of
from aimed_desktop.application.values.shapes import Value, is_mapping
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType
from aimed_desktop.services import field_answers
from aimed_desktop.services.typed_text import clean_line
from ui.binding.context import FormContext
from ui.binding.field_widgets import editor_in, introduce
from ui.form.compound import Compound
from ui.form.line_fields import LineField, hold_line
from ui.form.line_holder import LineHolder, RemarkLabel
from ui.widgets import icons

_ALT = Qt.KeyboardModifier.AltModifier
_DAY, _MONTH = "yyyy-MM-dd", "yyyy-MM"


class DateField(LineField):
    """A date or month; 2026-6-10, 20260610, 2026年6月10日 and 6月10日 are all understood."""

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        self._year = context.year or QDate.currentDate().year()
        super().__init__(field, path, context, parent)

    def presented(self, value: Value) -> str:
        return field_answers.printed_date(value) if isinstance(value, str) else super().presented(value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.installEventFilter(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Alt+↓ is the calendar's, but in a row, which it moves."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        is_asked = _is_down(event) and place_of(self._path) is None
        event.setAccepted(event.isAccepted() or is_asked)
        return is_asked

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (_is_down(event) or event.key() == Qt.Key.Key_F4) and not self.isReadOnly():
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Let a day, or a month, be picked."""
        from ui.form.calendar_popup import DayPopup, MonthPopup

        kind = MonthPopup if self._is_month() else DayPopup
        kind(self._date(), self._pick, self).show_under(self)

    def _is_month(self) -> bool:
        """Whether a month is picked, not a day."""
        return self._field.type is FieldType.MONTH

    def _date(self) -> QDate:
        """The date at which the calendar opens: the one typed so far; today where there is none."""
        return _read_date(self._value()) or QDate.currentDate()

    def _pick(self, date: QDate) -> None:
        self.setText(self.presented(date.toString(_MONTH if self._is_month() else _DAY)))
        self.setFocus()

    def _read(self, text: str) -> Value:
        return field_answers.normalise(self._field, field_answers.with_year(text, self._year))


class PeriodEnd(DateField):
    """One end of a period: a day, or a month alone. A whole period typed here fills both ends."""

    def __init__(
        self, field: Field, key: str, path: str, context: FormContext, parent: QWidget, period: Field
    ) -> None:
        self._key = key
        self._period = period
        super().__init__(field, path, context, parent)

    def _read(self, text: str) -> Value:
        read = field_answers.normalise(self._period, {self._key: field_answers.with_year(text, self._year)})
        return read.get(self._key) if is_mapping(read) else None

    def show_usual_shape(self) -> None:
        """Show the end as it will be printed; what was typed as a whole period becomes both ends."""
        period = field_answers.normalise(self._period, clean_line(self.text()))
        if isinstance(period, dict) and not self.isReadOnly():
            whole, _, _ = self._path.rpartition(".")
            self._bindings.write(whole, period, None)
        super().show_usual_shape()

    def _is_month(self) -> bool:
        known = [value for value in (self._value(), self._other()) if isinstance(value, str)]
        return bool(known) and QDate.fromString(known[0], _MONTH).isValid()

    def _date(self) -> QDate:
        return _read_date(self._value()) or _read_date(self._other()) or QDate.currentDate()

    def _other(self) -> Value:
        """The value of the other end."""
        whole, _, key = self._path.rpartition(".")
        return self._bindings.value(f"{whole}.{'from' if key == 'to' else 'to'}")

    def _judge(self, *, is_left: bool) -> None:
        value = self._value()
        if isinstance(value, str) and QDate.fromString(value, _MONTH).isValid():
            self._say(None)
        else:
            super()._judge(is_left=is_left)


def _read_date(value: Value) -> QDate | None:
    """The day, or the first day of the month, that a value names; None where it names none."""
    text = value if isinstance(value, str) else ""
    found = (QDate.fromString(text, pattern) for pattern in (_DAY, _MONTH))
    return next((date for date in found if date.isValid()), None)


def _is_down(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Down and event.modifiers() == _ALT


def date_editor(field: Field, path: str, context: FormContext, parent: QWidget) -> QWidget:
    """A date field with the button of its calendar."""
    holder = LineHolder(parent)
    return _with_calendar(holder, DateField(field, path, context, holder), field, context)


def period_editor(field: Field, path: str, context: FormContext, parent: QWidget) -> QWidget:
    """Two dates, one below the other: no cell is too narrow for that."""
    holder = _PeriodHolder(field, path, context, parent)
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(2)
    for row, (key, word) in enumerate((("from", "自"), ("to", "至"))):
        end = replace(field, type=FieldType.DATE, label=f"{field.label}（{word}）", limit=None, hints=())
        line = LineHolder(holder)
        editor = PeriodEnd(end, key, f"{path}.{key}", context, line, field)
        name = QLabel(word, holder)
        name.setMinimumHeight(editor.sizeHint().height())
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_with_calendar(line, editor, end, context), row, 1)
        if row == 0:
            holder.lead_to(editor_in(editor))
    grid.addWidget(holder.remark, 2, 1)
    context.bindings.bind(path, holder)
    return holder


class _PeriodHolder(Compound):
    """Says when the end of a period lies before its beginning."""

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        introduce(self, field, path)
        self.remark = RemarkLabel(self)

    def show_value(self, value: Value) -> None:
        """The dates show themselves; what is wrong with both together is said here."""
        said = None if value is None else field_answers.remark(self._field, value, is_left=False)
        self.remark.show_remark(said)


def _with_calendar(holder: LineHolder, editor: DateField, field: Field, context: FormContext) -> LineHolder:
    hold_line(holder, editor, replace(field, unit=None, limit=None))
    if not field.hint:
        editor.setPlaceholderText("如 2026年6月" if field.type is FieldType.MONTH else "如 2026年6月10日")
    button = QToolButton(holder)
    icons.put(button, "calendar-days", size=16)
    button.setToolTip("打开日历（F4）")
    button.setAccessibleName(f"{context.bindings.spoken_label(editor.objectName())}：打开日历")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(editor.open_calendar)
    context.bindings.add_tool(button)
    holder.add_tool(button)
    return holder
