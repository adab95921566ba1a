"""Rows on the screen: how many there are, adding and deleting them."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QToolButton, QWidget

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
    """Take row `index` out; one that holds anything only when the clerk means it."""
    rows = context.bindings.value(path)
    if isinstance(rows, list) and index < len(rows) and (not rows[index] or _is_meant()):
        context.bindings.app.delete_row(path, index)


def _is_meant() -> bool:
    box = QMessageBox(QApplication.activeWindow())
    box.setObjectName("delete_row_question")
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("申报助手")
    box.setText("这一行里填了内容，删除后不能撤销。要删除吗？")
    delete = box.addButton("删除", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton("保留", QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is delete


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
