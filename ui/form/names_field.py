"""A cell that prints several names in one line: the line as it will stand, and where each is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from aimed_desktop.definition.layout import Names
from ui.binding.context import FormContext
from ui.form.field_block import field_block
from ui.form.printed_text import FieldLabel, NamesLabel
from ui.widgets.labels import lead_to

_LABEL_TOP = 5  # px that bring the words of a label to those of its line


def names_field(names: Names, context: FormContext, parent: QWidget) -> QWidget:
    """The line of names over an editor for each of its fields."""
    holder = QWidget(parent)
    holder.setProperty("lines", "true")
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(4)
    if names.blank.plain or names.after:
        box.addWidget(NamesLabel(names, context.bindings, holder))
    lines = QGridLayout()
    lines.setHorizontalSpacing(10)
    lines.setColumnStretch(1, 1)
    tops = list(dict.fromkeys(path.partition(".")[0] for path in names.fields))
    for row, path in enumerate(tops):
        editor = field_block(path, context, holder)
        if len(tops) > 1:
            field = context.bindings.field(path)
            label = FieldLabel(field, field.label, holder)
            lead_to(label, editor)
            if field.is_rows:  # beside the first of its lines
                column = QVBoxLayout()
                column.setContentsMargins(0, _LABEL_TOP, 0, 0)
                column.addWidget(label)
                column.addStretch(1)
                lines.addLayout(column, row, 0)
            else:
                lines.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        lines.addWidget(editor, row, 1)
    box.addLayout(lines)
    return holder
