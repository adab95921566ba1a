"""A table of the paper with live widgets in its cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from aimed_desktop.application.row_edits import RowPlace
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.layout import Block, CellField, Table
from ui import theme
from ui.form.carried_rows import with_carried_rows
from ui.form.cells import cell_widget, introduce_cell
from ui.form.context import FormContext, focus_again, path_with_focus
from ui.form.estimates import cell_height
from ui.form.grid_layout import GridLayout, Spot
from ui.form.placing import PlacedBlock, PlacedCell, Placement, full_path, place
from ui.form.rows import add_button, row_buttons
from ui.form.slices import Slices

_BUTTON = 22  # px

_Key = tuple[int, str, int]  # a cell of the definition, where its fields are, {n}


class TableView(QWidget):
    """Lays `table` out. What stays is kept when rows come or go, and the cursor in its field."""

    def __init__(self, table: Table, context: FormContext, parent: QWidget, prefix: str = "") -> None:
        super().__init__(parent)
        self._table = with_carried_rows(table, context.bindings, prefix)
        self._context = context
        self._prefix = prefix
        self.setProperty("holds_rows", True)
        self._placement = Placement(0, 0, (), ())
        self._spots: dict[_Key, Spot] = {}
        self._unbuilt: list[list[tuple[PlacedCell, Spot]]] = []  # row by row
        self._has_gaps = False  # cells were built between others
        self._extras: list[QWidget] = []
        self._row_buttons: list[tuple[PlacedBlock, list[QToolButton]]] = []
        self._slices = Slices(self)
        self._grid = _Grid(self)
        self._layout = GridLayout(table.widths, self._grid, self._place_buttons)
        self._grid.cells = self._layout
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self._box.addWidget(self._grid)
        self._arrange(place(self._table, context.bindings, prefix))
        if _may_change(self._table):
            context.bindings.settled.connect(self.refresh)

    def build_steps(self) -> Iterator[None]:
        """Build the cells, a row at each step."""
        while self._unbuilt:
            self._build_row(self._unbuilt.pop(0))
            yield
        if self._has_gaps:
            self._has_gaps = False
            for spot in self._spots.values():  # the Tab key follows the order of the children
                if spot.widget is not None:
                    spot.widget.raise_()
        self._context.bindings.rebuilt.emit()

    def refresh(self) -> None:
        """Build and take away what the values now ask for."""
        placement = place(self._table, self._context.bindings, self._prefix)
        if placement == self._placement:
            return
        was_built, self._has_gaps = not self._unbuilt, True
        focused = path_with_focus(self)
        self._arrange(placement)
        if was_built:
            self._slices.add(self.build_steps())
        if path_with_focus(self) != focused:
            focus_again(self, focused)

    def _arrange(self, placement: Placement) -> None:
        self._placement = placement
        before, self._spots = self._spots, {}
        rows: dict[int, list[tuple[PlacedCell, Spot]]] = {}
        for placed in placement.cells:
            key = (id(placed.cell), placed.prefix, placed.number)
            spot = self._spot(placed, before.pop(key, None))
            self._spots[key] = spot
            if spot.widget is None:
                rows.setdefault(placed.row, []).append((placed, spot))
        for spot in before.values():
            self._drop(spot)
        self._mark_required()
        self._unbuilt = list(rows.values())
        self._layout.set_spots(list(self._spots.values()))
        self._show_row_buttons()
        self._grid.update()

    def _spot(self, placed: PlacedCell, old: Spot | None) -> Spot:
        least = theme.ROW_HEIGHT
        if old is None and not placed.cell.is_label:
            least = cell_height(placed.cell, lambda path: self._field(placed.prefix, path))
        cell = placed.cell
        spot = Spot(placed.row, placed.column, placed.down, cell.span, cell.is_label, least)
        if old is not None:
            spot.widget, spot.item = old.widget, old.item
        return spot

    def _mark_required(self) -> None:
        """Mark the label beside, or the head above, each answer that is required."""
        spots = self._spots.values()
        labels = {(spot.row, spot.column + spot.span): spot for spot in spots if spot.is_label}
        heads = {(spot.row + 1, spot.column): spot for spot in spots if spot.is_label}
        for placed in self._placement.cells:
            paths = [part.path for part in placed.cell.parts if isinstance(part, CellField)]
            if any(self._field(placed.prefix, path).required for path in paths):
                at = (placed.row, placed.column)
                label = heads.get(at) or labels.get(at)
                if label is not None:
                    label.is_required = True

    def _field(self, prefix: str, path: str) -> Field:
        bindings = self._context.bindings
        return bindings.field(full_path(bindings, prefix, path))

    def _drop(self, spot: Spot) -> None:
        if spot.widget is not None:
            self._layout.removeWidget(spot.widget)
            spot.widget.hide()
            spot.widget.deleteLater()

    def _build_row(self, row: list[tuple[PlacedCell, Spot]]) -> None:
        self._layout.setEnabled(False)  # else each cell that is shown lays all of them out
        for placed, spot in row:
            widget = cell_widget(placed, self._context, self._grid)
            self._layout.fill(spot, widget)
            if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                widget.show()
        self._layout.setEnabled(True)
        for (placed, spot), (following, answer) in pairwise(row):
            if placed.cell.is_label and following.column == placed.column + placed.cell.span:
                assert spot.widget is not None and answer.widget is not None
                introduce_cell(spot.widget, answer.widget)

    def _show_row_buttons(self) -> None:
        for widget in self._extras:
            widget.hide()
            widget.deleteLater()
        self._extras.clear()
        self._row_buttons.clear()
        for block in self._placement.blocks:
            field = self._context.bindings.field(block.path)
            buttons = row_buttons(RowPlace(block.path, block.index), self._context, self)
            self._row_buttons.append((block, buttons))
            self._extras += buttons
            if block.index == block.count - 1:
                add = add_button(f"增加一项{field.label}", field, block.path, self._context, self)
                self._box.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
                self._extras.append(add)
        self._box.setContentsMargins(0, 0, theme.GUTTER if self._placement.blocks else 0, 0)

    def _place_buttons(self) -> None:
        tops = self._layout.row_tops()
        for block, buttons in self._row_buttons:
            left = self._grid.geometry().right() + 1
            for button in buttons:
                button.resize(_BUTTON, _BUTTON)
                button.move(left, self._grid.y() + tops[block.first] + (theme.ROW_HEIGHT - _BUTTON) // 2)
                button.setVisible(not self._context.bindings.is_locked)
                left += _BUTTON


class _Grid(QFrame):
    """Draws the cells on its background, which shows between them as lines."""

    cells: GridLayout

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("grid")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        self.cells.paint(painter, event.rect())
        painter.end()


def _may_change(table: Table) -> bool:
    """Whether rows may come or go while the form is filled."""
    rows = list(table.rows)
    while rows:
        row = rows.pop()
        if row.when or (isinstance(row, Block) and row.repeat):
            return True
        if isinstance(row, Block):
            rows += row.rows
    return False
