"""The cover: its title, its lines to fill, its foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from aimed_desktop.application.editing.row_edits import RowPlace, visible_rows
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.layout import Cover, CoverLine
from aimed_desktop.definition.placement import paths_by_part
from aimed_desktop.definition.types import FieldType
from aimed_desktop.services import field_answers
from ui.binding.context import FormContext
from ui.binding.field_widgets import editor_in, focus_again, path_with_focus
from ui.binding.row_buttons import add_button, row_buttons
from ui.form.field_block import field_block, none_offer
from ui.form.line_fields import LineField
from ui.form.printed_text import FieldLabel, PrintedLabel
from ui.widgets.labels import lead_to
from ui.widgets.slices import Slices

_AT_ONCE = 20  # lines: more come in slices
_IN_WORDS = -1  # 无, written in place of any row


class CoverView(QWidget):
    """`label` ____ `suffix` lines; a rows field has one line for each row."""

    def __init__(self, cover: Cover, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._cover = cover
        self._context = context
        self.setProperty("holds_rows", True)
        self._counts: tuple[int, ...] = ()
        self._lines: QWidget | None = None
        self._slices = Slices(self)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(24, 18, 24, 12)
        self._box.setSpacing(4)
        for text in cover.title:
            self._add_centred(PrintedLabel(text, "cover_title", context.bindings, self))
        self._box.addSpacing(14)
        for text in cover.foot:
            self._add_centred(PrintedLabel(text, "cover_foot", context.bindings, self))
        self.refresh()
        context.bindings.settled.connect(self.refresh)

    def refresh(self) -> None:
        """Build the lines again when a row has come or gone."""
        counts = tuple(self._rows_of(line) for line in self._cover.lines)
        if counts == self._counts:
            return
        self._counts = counts
        focused = path_with_focus(self)
        if self._lines is not None:
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = QWidget(self)
        grid = QGridLayout(self._lines)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        steps: Iterator[None] = chain.from_iterable(
            self._add_line(grid, line, count) for line, count in zip(self._cover.lines, counts, strict=True)
        )
        if is_little := sum(counts) <= _AT_ONCE:
            steps = iter([*steps])
        self._box.insertWidget(len(self._cover.title) + 1, self._lines)
        if self.isVisible():
            self._lines.show()
        self._slices.drop()
        self._slices.add(self._with_cursor(steps, focused), at_once=False)
        if is_little:
            self._slices.finish()

    def _with_cursor(self, steps: Iterator[None], focused: str | None) -> Iterator[None]:
        """Build, then give the cursor back to the field at `focused`."""
        yield from steps
        focus_again(self, focused)
        self._context.bindings.rebuilt.emit()

    def _rows_of(self, line: CoverLine) -> int:
        field = self._context.bindings.field(line.field)
        value = self._context.bindings.value(line.field)
        if line.column and isinstance(value, str):
            return _IN_WORDS
        return visible_rows(field, value) if line.column else 1

    def _add_line(self, grid: QGridLayout, line: CoverLine, count: int) -> Iterator[None]:
        assert self._lines is not None
        field = self._context.bindings.field(line.field)
        in_words = count == _IN_WORDS
        for index in range(max(count, 1)):
            row = grid.rowCount()
            path = f"{line.field}.{index}.{line.column}" if line.column else line.field
            label = FieldLabel(field, line.label if index == 0 else "", self._lines)
            label.setWordWrap(False)
            if self._is_ticked_elsewhere(field):
                editor: QWidget = _TickedWords(field, line.field, self._context, self._lines)
            elif in_words:
                plain = replace(field, type=FieldType.TEXT, fields=())
                editor = LineField(plain, line.field, self._context, self._lines)
            else:
                editor = field_block(path, self._context, self._lines)
            line_edit = editor_in(editor)
            if isinstance(line_edit, QLineEdit):
                line_edit.setProperty("line", "true")
            lead_to(label, line_edit)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(editor, row, 1)
            grid.addWidget(QLabel(line.suffix or "", self._lines), row, 2)
            if line.column and not in_words:
                tools = row_buttons(RowPlace(line.field, index), self._context, self._lines)
                for column, tool in enumerate(tools, 3):
                    grid.addWidget(tool, row, column)
            yield
        if line.column and not in_words:
            add = add_button(f"增加{line.label}", field, line.field, self._context, self._lines)
            buttons = QHBoxLayout()
            buttons.addWidget(add)
            if field.offers_none:
                buttons.addWidget(none_offer(line.field, self._context, self._lines))
            buttons.addStretch(1)
            grid.addLayout(buttons, grid.rowCount(), 1)

    def _is_ticked_elsewhere(self, field: Field) -> bool:
        """Whether the options of the field stand in another part: the cover has room for their words only."""
        if not field.has_options:
            return False
        form = self._context.bindings.app.form
        parts = (part for document in form.documents for part in document.parts)
        by_part = paths_by_part(form)
        return any(field.id in by_part[p.id] for p in parts if not isinstance(p.body, Cover))

    def _add_centred(self, label: QLabel) -> None:
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._box.addWidget(label)


class _TickedWords(QLineEdit):
    """The words of what is ticked in the table; there is nothing to type here."""

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("line", "true")
        self.setAccessibleName(field.label)
        self.setPlaceholderText("在表中勾选后，这里自动填写")
        context.bindings.bind(path, self)

    def show_value(self, value: Value) -> None:
        """Show the words as they are printed."""
        self.setText(field_answers.display(self._field, value))
        self.setCursorPosition(0)
