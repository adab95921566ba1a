"""The widget of each kind of part."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from aimed_desktop.definition.layout import (
    Body,
    Cover,
    Heading,
    Names,
    Narrative,
    Paragraphs,
    Signature,
    Table,
    Title,
)
from ui.binding.context import FormContext
from ui.binding.field_widgets import editor_in
from ui.form.cover_view import CoverView
from ui.form.field_block import field_block, follow_condition
from ui.form.placing import full_path
from ui.form.printed_text import FieldLabel, NamesLabel, PrintedLabel
from ui.widgets import theme
from ui.widgets.labels import lead_to

_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
    "justify": Qt.AlignmentFlag.AlignJustify,
}


def part_view(body: Body, context: FormContext, parent: QWidget, prefix: str) -> QWidget:
    """The widget that shows `body`."""
    match body:
        case Cover():
            view: QWidget = CoverView(body, context, parent)
        case Table():
            view = _table(body, context, parent, prefix)
        case Narrative():
            view = _chapter(body, context, parent, prefix)
        case Signature():
            view = _signature(body, context, parent, prefix)
        case Title() | Heading():
            view = _heading(body, context, parent, prefix)
        case Names():
            view = NamesLabel(body, context.bindings, parent)
        case Paragraphs():
            view = _paragraphs(body, context, parent, prefix)
    return view


def labelled_fields(paths: list[str], context: FormContext, parent: QWidget) -> QWidget:
    """Fields that stand in no cell: their label, then their editor; a tick, then what it confirms."""
    holder = QWidget(parent)
    lines = QGridLayout(holder)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setVerticalSpacing(10)
    lines.setColumnStretch(1, 1)
    for row, path in enumerate(paths):
        field = context.bindings.field(path)
        label = FieldLabel(field, field.label, holder)
        editor = field_block(path, context, holder)
        is_tick = field.is_confirm
        first, second = (editor, label) if is_tick else (label, editor)
        first.setFixedWidth(theme.LABEL_WIDTH)
        if when := context.bindings.field(path).when:
            follow_condition(label, when, "", context)
        lead_to(label, editor_in(editor))
        lines.addWidget(first, row, 0)
        lines.addWidget(second, row, 1)
    return holder


def _table(body: Table, context: FormContext, parent: QWidget, prefix: str) -> QWidget:
    from ui.form.table_view import TableView  # the cover is painted before it is needed

    return TableView(body, context, parent, prefix)


def _heading(body: Title | Heading, context: FormContext, parent: QWidget, prefix: str) -> QWidget:
    role = "title" if isinstance(body, Title) else f"heading{body.level}"
    label = PrintedLabel(body.text, role, context.bindings, parent, prefix=prefix)
    if isinstance(body, Title):
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label


def _chapter(body: Narrative, context: FormContext, parent: QWidget, prefix: str) -> QWidget:
    path = full_path(context.bindings, prefix, body.field)
    holder, box = _column(parent)
    field = context.bindings.field(path)
    label = FieldLabel(field, field.label, holder)
    label.setProperty("role", f"heading{body.level}")
    editor = field_block(path, context, holder)
    from ui.narrative.long_text import LongText

    for text in holder.findChildren(LongText):
        text.set_least_lines(theme.NARRATIVE_LINES)
        lead_to(label, text)
    box.addWidget(label)
    box.addWidget(editor)
    return holder


def _signature(body: Signature, context: FormContext, parent: QWidget, prefix: str) -> QWidget:
    holder, box = _column(parent)
    box.setContentsMargins(0 if body.inline else 320, 0, 0, 0)
    from ui.form.cells import place_widget

    for place in body.places:
        box.addWidget(place_widget(place, context, holder, prefix))
    return holder


def _paragraphs(body: Paragraphs, context: FormContext, parent: QWidget, prefix: str) -> QWidget:
    holder, box = _column(parent)
    for text in body.texts:
        label = PrintedLabel(text, "paragraph", context.bindings, holder, prefix=prefix)
        label.setAlignment(_ALIGNMENTS[body.align])
        label.setIndent(0)
        box.addWidget(label)
    return holder


def _column(parent: QWidget) -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget(parent)
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(4)
    return holder, box
