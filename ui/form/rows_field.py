"""Rows inside one cell, and groups: small tables of editors that grow."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from aimed_desktop.application.editing.row_edits import RowPlace, visible_rows
from aimed_desktop.definition.fields import Field
from ui.binding.context import FormContext
from ui.binding.field_widgets import editor_in, introduce
from ui.binding.row_buttons import add_button, row_buttons, show_room
from ui.binding.rows import ticked_options
from ui.form.kept_lines import AT_ONCE, KeptLines, Line
from ui.widgets.labels import lead_to
from ui.widgets.slices import Slices


class RowsField(QWidget):
    """One line for each row: its fields side by side, then the button that deletes it."""

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self._path = path
        self._context = context
        self._count = -1
        introduce(self, field, path)
        self._built: list[Line] = []
        self._slices = Slices(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self._kept = KeptLines(self._grid)
        for column, child in enumerate(field.fields):
            if len(field.fields) > 1:
                self._grid.addWidget(QLabel(child.label, self), 0, column)
            self._grid.setColumnStretch(column, 1)
        self._words = f"增加一行{field.label}"
        self._add = add_button(self._words, field, path, context, self)
        self.setProperty("holds_rows", True)
        self._rebuild()
        context.bindings.settled.connect(self._rebuild)

    def complete(self) -> None:
        """Build every line that is still to come, now."""
        self._slices.finish()

    def _rebuild(self) -> None:
        """Build the lines that have come and take away those that went."""
        value = self._context.bindings.value(self._path)
        count = visible_rows(self._field, value)
        if count == self._count:
            return
        self._count = count
        self._slices.drop()
        self._kept.release()
        gone = self._built[count:]
        del self._built[count:]
        self._kept.drop(gone, self._built[-1] if self._built else ())
        show_room(self._add, self._words, self._field, value)
        self._grid.addWidget(self._add, count + 1, 0, 1, len(self._field.fields), Qt.AlignmentFlag.AlignLeft)
        is_little = count - len(self._built) <= AT_ONCE
        if not is_little and self._built:
            self._kept.hold(range(len(self._built) + 1, count + 1), self._built[-1])
        self._slices.add(self._build_steps(), at_once=True)
        if is_little:
            self._slices.finish()

    def _build_steps(self) -> Iterator[None]:
        while len(self._built) < self._count:
            index = len(self._built)
            self._built.append(self._line(index))
            self._kept.put(self._built[-1], index + 1)
            yield
        self._kept.release()
        yield
        self._add.raise_()
        self._context.bindings.rebuilt.emit()

    def _line(self, index: int) -> Line:
        fields = self._field.fields
        create, path = self._context.create, f"{self._path}.{index}"
        editors = [create(child, f"{path}.{child.id}", self._context, self) for child in fields]
        return [*editors, *row_buttons(RowPlace(self._path, index), self._context, self)]


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
