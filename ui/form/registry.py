"""The types of fields, one record each: which widget asks for it, and how much room it takes.

The module of a widget is imported when the first of its fields is built.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType
from ui.binding.context import FormContext
from ui.binding.field_widgets import editor_in
from ui.form import field_heights as heights
from ui.form.line_fields import line_editor

Factory = Callable[[Field, str, FormContext, QWidget, str], QWidget]


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetRecord:
    """What the form must know of a type."""

    make: Factory
    height: heights.Height = heights.line
    is_large: bool = False  # what is offered stands below it, not beside
    has_chip: bool = False  # no line: what the profile offers stands on a button of its own
    is_wide: bool = False  # takes a whole row of the profile


def create_editor(
    field: Field, path: str, context: FormContext, parent: QWidget, flow: str = "inline"
) -> QWidget:
    """The widget that shows and asks for the value at `path`; its objectName is the path."""
    made = WIDGETS[field.type].make(field, path, context, parent, flow)
    editor_in(made).setAccessibleName(context.bindings.spoken_label(path))
    return made


def _line(field: Field, path: str, context: FormContext, parent: QWidget, _flow: str) -> QWidget:
    return line_editor(field, path, context, parent)


def _long(field: Field, path: str, context: FormContext, parent: QWidget, _flow: str) -> QWidget:
    from ui.narrative.field import LongField

    return LongField(field, path, context, parent)


def _choice(field: Field, path: str, context: FormContext, parent: QWidget, flow: str) -> QWidget:
    from ui.form.choice_fields import ChoiceField

    return ChoiceField(field, path, context, parent, flow)


def _date(field: Field, path: str, context: FormContext, parent: QWidget, _flow: str) -> QWidget:
    from ui.form.date_fields import date_editor

    return date_editor(field, path, context, parent)


def _period(field: Field, path: str, context: FormContext, parent: QWidget, _flow: str) -> QWidget:
    from ui.form.date_fields import period_editor

    return period_editor(field, path, context, parent)


def _confirm(field: Field, path: str, context: FormContext, parent: QWidget, _flow: str) -> QWidget:
    from ui.form.choice_fields import ConfirmField

    return ConfirmField(field, path, context, parent)


def _quantity(field: Field, path: str, context: FormContext, parent: QWidget, _flow: str) -> QWidget:
    from ui.form.quantity_field import QuantityField

    return QuantityField(field, path, context, parent)


def _rows(field: Field, path: str, context: FormContext, parent: QWidget, _flow: str) -> QWidget:
    from ui.form.rows_field import RowsField

    return RowsField(field, path, context, parent)


def _group(field: Field, path: str, context: FormContext, parent: QWidget, _flow: str) -> QWidget:
    from ui.form.rows_field import GroupField

    return GroupField(field, path, context, parent)


_LINE = WidgetRecord(make=_line)
_DAY = WidgetRecord(make=_date)
WIDGETS: dict[FieldType, WidgetRecord] = {
    FieldType.TEXT: _LINE,
    FieldType.MULTILINE: WidgetRecord(make=_long, height=heights.long_text, is_large=True, has_chip=True),
    FieldType.NARRATIVE: WidgetRecord(
        make=_long, height=heights.long_text, is_large=True, has_chip=True, is_wide=True
    ),
    FieldType.INTEGER: _LINE,
    FieldType.DECIMAL: _LINE,
    FieldType.QUANTITY: WidgetRecord(make=_quantity),
    FieldType.DATE: _DAY,
    FieldType.MONTH: _DAY,
    FieldType.PERIOD: WidgetRecord(make=_period, height=heights.two_lines),
    FieldType.PHONE: _LINE,
    FieldType.MOBILE: _LINE,
    FieldType.EMAIL: _LINE,
    FieldType.URL: _LINE,
    FieldType.USCC: _LINE,
    FieldType.ORG_CODE: _LINE,
    FieldType.ID_NUMBER: _LINE,
    FieldType.POSTCODE: _LINE,
    FieldType.CHOICE: WidgetRecord(
        make=_choice, height=heights.options, is_large=True, has_chip=True, is_wide=True
    ),
    FieldType.CHOICES: WidgetRecord(make=_choice, height=heights.options, is_large=True),
    FieldType.YES_NO: WidgetRecord(make=_choice, has_chip=True, is_wide=True),
    FieldType.CONFIRM: WidgetRecord(make=_confirm),
    FieldType.ROWS: WidgetRecord(make=_rows, height=heights.fields, is_large=True),
    FieldType.GROUP: WidgetRecord(make=_group, height=heights.fields, is_large=True),
}
