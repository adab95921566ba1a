"""Rows inside one cell, and groups: small tables of editors that grow."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from aimed_desktop.application.editing.row_edits import RowPlace, visible_rows
from aimed_desktop.definition.fields import Field
from ui.binding.context import FormContext
from ui.binding.field_widgets import editor_in, focus_again, introduce, path_with_focus
from ui.binding.row_buttons import add_button, row_buttons
from ui.binding.rows import ticked_options
from ui.widgets.labels import lead_to
from ui.widgets.slices import Slices

_AT_ONCE = 20  # lines: more come in slices


class RowsField(QWidget):
    """One line for each row: its fields side by side, then the button that deletes it."""

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self._path = path
        self._context = context
        self._count = -1
        introduce(self, field, path)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._lines: QWidget | None = None
        self._slices = Slices(self)
        self.setProperty("holds_rows", True)
        self._rebuild()
        context.bindings.settled.connect(self._rebuild)

    def _rebuild(self) -> None:
        count = visible_rows(self._field, self._context.bindings.value(self._path))
        if count == self._count:
            return
        self._count = count
        focused = path_with_focus(self)
        if self._lines is not None:
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = QWidget(self)
        grid = QGridLayout(self._lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for column, child in enumerate(self._field.fields):
            if len(self._field.fields) > 1:
                grid.addWidget(QLabel(child.label, self._lines), 0, column)
            grid.setColumnStretch(column, 1)
        steps = self._build_steps(grid)
        if is_little := count <= _AT_ONCE:
            steps = iter([*steps])
        self._box.addWidget(self._lines)
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

    def _build_steps(self, grid: QGridLayout) -> Iterator[None]:
        assert self._lines is not None
        for index in range(self._count):
            self._add_line(grid, index)
            yield
        words = f"增加一行{self._field.label}"
        add = add_button(words, self._field, self._path, self._context, self._lines)
        grid.addWidget(add, self._count + 1, 0, 1, len(self._field.fields), Qt.AlignmentFlag.AlignLeft)

    def _add_line(self, grid: QGridLayout, index: int) -> None:
        assert self._lines is not None
        for column, child in enumerate(self._field.fields):
            path = f"{self._path}.{index}.{child.id}"
            grid.addWidget(self._context.create(child, path, self._context, self._lines), index + 1, column)
        buttons = row_buttons(RowPlace(self._path, index), self._context, self._lines)
        for column, button in enumerate(buttons, len(self._field.fields)):
            grid.addWidget(button, index + 1, column)


class GroupField(QWidget):
    """The fields of a group one below the other; with `each`, once for each ticked option."""

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self._path = path
        self._context = context
        self._shown: tuple[str, ...] | None = None
        introduce(self, field, path)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._holder: QWidget | None = None
        self._rebuild()
        if field.each:
            context.bindings.settled.connect(self._rebuild)

    def _keys(self) -> tuple[str, ...]:
        return ticked_options(self._context.bindings, self._field.each) if self._field.each else ("",)

    def _rebuild(self) -> None:
        keys = self._keys()
        if keys == self._shown:
            return
        self._shown = keys
        if self._holder is not None:
            self._holder.deleteLater()
        self._holder = QWidget(self)
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for key in keys:
            self._add_group(grid, key)
        self._box.addWidget(self._holder)
        self._context.bindings.rebuilt.emit()

    def _add_group(self, grid: QGridLayout, key: str) -> None:
        assert self._holder is not None
        prefix = f"{self._path}.{key}." if key else f"{self._path}."
        if key:
            grid.addWidget(QLabel(key, self._holder), grid.rowCount(), 0, 1, 2)
        for child in self._field.fields:
            line = grid.rowCount()
            editor = self._context.create(child, prefix + child.id, self._context, self._holder)
            label = QLabel(child.label, self._holder)
            lead_to(label, editor_in(editor))
            grid.addWidget(label, line, 0)
            grid.addWidget(editor, line, 1)
