"""Dates, months and periods: typed freely or picked from a Chinese calendar."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from aimed_desktop.application.model import Value
from aimed_desktop.definition.fields import Field, FieldType
from ui.form import core
from ui.form.context import FormContext, editor_in, introduce
from ui.form.line_fields import LineField


class DateField(LineField):
    """A date or month; 2026-6-10, 2026.6.10 and 2026年6月10日 are all understood."""

    def presented(self, value: Value) -> str:
        if isinstance(value, str) and core.fits(self._field, value):
            return core.display(self._field, value)
        return super().presented(value)

    def date(self) -> QDate:
        """The date typed so far; today where there is none."""
        value = self._value()
        if isinstance(value, str) and core.fits(self._field, value):
            return QDate.fromString(value if len(value) > 7 else value + "-01", "yyyy-MM-dd")
        return QDate.currentDate()

    def pick(self, date: QDate) -> None:
        """Take a date of the calendar."""
        pattern = "yyyy-MM" if self._field.type is FieldType.MONTH else "yyyy-MM-dd"
        self.setText(self.presented(core.normalise(self._field, date.toString(pattern))))
        self.setFocus()


def date_editor(field: Field, path: str, context: FormContext, parent: QWidget) -> QWidget:
    """A date field with the button of its calendar."""
    holder = QWidget(parent)
    editor = DateField(field, path, context, holder)
    if not field.hint:
        month = field.type is FieldType.MONTH
        editor.setPlaceholderText("如 2026年6月" if month else "如 2026年6月10日")
    button = QToolButton(holder)
    button.setText("日历")
    button.setAccessibleName(f"{field.label}：打开日历")
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    button.clicked.connect(lambda: _open_calendar(editor))
    context.bindings.add_tool(button)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    row.addWidget(editor, 1)
    row.addWidget(button)
    return holder


def period_editor(field: Field, path: str, context: FormContext, parent: QWidget) -> QWidget:
    """Two dates, one below the other: no cell is too narrow for that."""
    holder = QWidget(parent)
    introduce(holder, field, path)
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(2)
    for row, (key, word) in enumerate((("from", "自"), ("to", "至"))):
        end = replace(field, type=FieldType.DATE, label=f"{field.label}（{word}）", limit=None, hints=())
        editor = date_editor(end, f"{path}.{key}", context, holder)
        grid.addWidget(QLabel(word, holder), row, 0)
        grid.addWidget(editor, row, 1)
        if row == 0:
            holder.setFocusProxy(editor_in(editor))
    return holder


def _open_calendar(editor: DateField) -> None:
    from ui.form.calendar_popup import CalendarPopup

    popup = CalendarPopup(editor.pick, editor.date(), editor)
    popup.adjustSize()
    corner = editor.mapToGlobal(QPoint(0, editor.height()))
    area = editor.screen().availableGeometry()
    corner.setX(max(area.left(), min(corner.x(), area.right() - popup.width())))
    if corner.y() + popup.height() > area.bottom():
        corner.setY(editor.mapToGlobal(QPoint(0, 0)).y() - popup.height())
    popup.move(corner)
    popup.show()
    popup.calendar.setFocus()
