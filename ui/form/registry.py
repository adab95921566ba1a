"""Which widget asks for which type of field. Its module is imported when the first such field is built."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType
from ui.binding.context import FormContext
from ui.form.line_fields import line_editor

Factory = Callable[[Field, str, FormContext, QWidget], QWidget]


def create_editor(
    field: Field, path: str, context: FormContext, parent: QWidget, flow: str = "inline"
) -> QWidget:
    """The widget that shows and asks for the value at `path`; its objectName is the path."""
    if field.has_boxes:
        from ui.form.choice_fields import ChoiceField

        return ChoiceField(field, path, context, parent, flow)
    return _FACTORIES.get(field.type, line_editor)(field, path, context, parent)


def _long(field: Field, path: str, context: FormContext, parent: QWidget) -> QWidget:
    from ui.narrative.field import LongField

    return LongField(field, path, context, parent)


def _date(field: Field, path: str, context: FormContext, parent: QWidget) -> QWidget:
    from ui.form.date_fields import date_editor

    return date_editor(field, path, context, parent)


def _period(field: Field, path: str, context: FormContext, parent: QWidget) -> QWidget:
    from ui.form.date_fields import period_editor

    return period_editor(field, path, context, parent)


def _confirm(field: Field, path: str, context: FormContext, parent: QWidget) -> QWidget:
    from ui.form.choice_fields import ConfirmField

    return ConfirmField(field, path, context, parent)


def _quantity(field: Field, path: str, context: FormContext, parent: QWidget) -> QWidget:
    from ui.form.quantity_field import QuantityField

    return QuantityField(field, path, context, parent)


def _rows(field: Field, path: str, context: FormContext, parent: QWidget) -> QWidget:
    from ui.form.rows_field import RowsField

    return RowsField(field, path, context, parent)


def _group(field: Field, path: str, context: FormContext, parent: QWidget) -> QWidget:
    from ui.form.rows_field import GroupField

    return GroupField(field, path, context, parent)


_FACTORIES: dict[FieldType, Factory] = {
    FieldType.MULTILINE: _long,
    FieldType.NARRATIVE: _long,
    FieldType.DATE: _date,
    FieldType.MONTH: _date,
    FieldType.PERIOD: _period,
    FieldType.QUANTITY: _quantity,
    FieldType.CONFIRM: _confirm,
    FieldType.ROWS: _rows,
    FieldType.GROUP: _group,
}
