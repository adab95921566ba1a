"""The widget in one cell of the paper's grid: printed words, a field, a place for a hand or a seal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from aimed_desktop.definition.layout import CellField, CellPart, CellText, HandPlace, Names
from ui.binding.context import FormContext
from ui.binding.field_widgets import editor_in, path_of
from ui.form.field_block import field_block, follow_condition
from ui.form.names_field import names_field
from ui.form.placing import PlacedCell, full_path
from ui.form.printed_text import PrintedLabel
from ui.widgets.labels import lead_to

_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}


def cell_widget(placed: PlacedCell, context: FormContext, parent: QWidget) -> QWidget:
    """What stands in a cell; where that is one thing, its widget alone, for there are hundreds of cells."""
    parts = placed.cell.parts
    if len(parts) == 1:
        return _part(parts[0], placed, context, parent)
    holder = QWidget(parent)
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    for part in parts:
        box.addWidget(_part(part, placed, context, holder))
    return holder


def introduce_cell(label: QWidget, answer: QWidget) -> None:
    """A label cell is the buddy of the field in the next cell of its row."""
    words = label if isinstance(label, QLabel) else label.findChild(QLabel)
    editor = editor_in(answer)
    if words is not None and path_of(editor):
        lead_to(words, editor)


def place_widget(part: HandPlace, context: FormContext, parent: QWidget, prefix: str = "") -> QWidget:
    """A place for a hand or a seal, said in words; a typed date is asked for here."""
    holder = QWidget(parent)
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(PrintedLabel(part.label, "place", context.bindings, holder, prefix=prefix))
    if part.field:
        box.addWidget(field_block(full_path(context.bindings, prefix, part.field), context, holder))
    else:
        holder.setToolTip({"sign": "打印后签名", "stamp": "打印后盖章", "date": "打印后填写日期"}[part.kind])
    return holder


def _part(part: CellPart, placed: PlacedCell, context: FormContext, parent: QWidget) -> QWidget:
    bindings = context.bindings
    if isinstance(part, CellField):
        return field_block(full_path(bindings, placed.prefix, part.path), context, parent, part.flow)
    if isinstance(part, HandPlace):
        return place_widget(part, context, parent, placed.prefix)
    if isinstance(part, Names):
        return names_field(part, context, parent)
    label = PrintedLabel(part.text, part.role, bindings, parent, prefix=placed.prefix, number=placed.number)
    label.setAlignment(_alignment(part, placed))
    if part.when:
        follow_condition(label, part.when, placed.prefix, context)
    return label


def _alignment(part: CellText, placed: PlacedCell) -> Qt.AlignmentFlag:
    usual = "center" if placed.cell.is_label else "left"
    return _ALIGNMENTS[placed.cell.align or usual if part.role == "label" else "left"]
