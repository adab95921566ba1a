"""Rows on the screen: how many there are, adding and deleting them."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from aimed_desktop.application.model import Value
from aimed_desktop.definition.fields import Field
from ui.form.context import FormContext


def ticked_options(context: FormContext, path: str) -> tuple[str, ...]:
    """The labels ticked in the choice at `path`, in the order of its options."""
    value = context.bindings.value(path)
    entries = value if isinstance(value, list) else [value]
    ticked = {str(entry["option"]) for entry in entries if isinstance(entry, dict) and "option" in entry}
    return tuple(option.label for option in context.bindings.field(path).options if option.label in ticked)


def shown_rows(field: Field, value: Value) -> int:
    """How many rows stand on the screen: the filled ones, at least one."""
    return max(len(value) if isinstance(value, list) else 0, field.min_rows, field.least, 1)


def add_row(context: FormContext, path: str, shown: int) -> None:
    """One more row than are shown, those before it kept."""
    app = context.bindings.app
    rows = app.get(path)
    for index in range(len(rows) if isinstance(rows, list) else 0, shown + 1):
        app.insert_row(path, index)


def delete_row(context: FormContext, path: str, index: int) -> None:
    """Take row `index` out; what was in it can be brought back by 撤销."""
    rows = context.bindings.value(path)
    if isinstance(rows, list) and index < len(rows):
        context.bindings.app.delete_row(path, index)


def add_button(words: str, context: FormContext, parent: QWidget) -> QPushButton:
    """The quiet button that adds a row."""
    button = QPushButton(f"＋ {words}", parent)
    button.setObjectName("add_row")
    context.bindings.add_tool(button)
    return button


def delete_button(words: str, context: FormContext, parent: QWidget) -> QToolButton:
    """The small cross that deletes a row."""
    button = QToolButton(parent)
    button.setText("×")
    button.setToolTip(words)
    button.setAccessibleName(words)
    context.bindings.add_tool(button)
    return button
