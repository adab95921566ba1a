"""A table of the paper with live widgets in its cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from aimed_desktop.application.editing.row_edits import RowPlace, place_of
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.layout import Block, CellField, Table
from aimed_desktop.definition.placement import label_of
from ui.binding.context import FormContext
from ui.binding.field_widgets import focus_again, path_with_focus
from ui.binding.row_buttons import add_button, row_buttons
from ui.form.carried_rows import with_carried_rows
from ui.form.cells import cell_widget, introduce_cell
from ui.form.estimates import cell_height
from ui.form.paper_grid import CellSpot, PaperGrid
from ui.form.placing import PlacedBlock, PlacedCell, Placement, full_path, place
from ui.widgets import theme
from ui.widgets.slices import Slices

_SHORT = 12  # characters of a label that a button can hold
_BUTTONS_AT_ONCE = 4  # rows
_ROWS_AT_ONCE = 20
_BUTTON = theme.PAPER_MARGIN // 2  # px

_Key = tuple[int, str, int]  # a cell of the definition, where its fields are, {n}
_BlockKey = tuple[str, int, bool]  # the rows, which of them, whether a button there adds another


class TableView(QWidget):
    """Lays `table` out. What stays is kept when rows come or go, and the cursor in its field."""

    def __init__(self, table: Table, context: FormContext, parent: QWidget, prefix: str = "") -> None:
        super().__init__(parent)
        self._table = with_carried_rows(table, context.bindings, prefix)
        self._context = context
        self._prefix = prefix
        self.setProperty("holds_rows", True)
        self._placement = Placement(0, 0, (), ())
        self._spots: dict[_Key, CellSpot] = {}
        self._unbuilt: list[list[tuple[PlacedCell, CellSpot]]] = []  # row by row
        self._has_gaps = False  # cells were built between others
        self._add_buttons: list[QWidget] = []
        self._row_buttons: dict[_BlockKey, list[QToolButton]] = {}
        self._blocks: dict[_BlockKey, PlacedBlock] = {}
        self._leasts: dict[int, int] = {}  # by cell of the definition: no row differs in these two
        self._asked: dict[int, bool] = {}
        self._slices = Slices(self)
        self._grid = PaperGrid(table.widths, self)
        self._grid.arranged.connect(self._place_buttons)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, theme.PAPER_MARGIN, 0)  # the buttons of the rows stand there
        self._box.setSpacing(6)
        self._box.addWidget(self._grid)
        self._arrange(place(self._table, context.bindings, prefix))
        if _may_change(self._table):
            context.bindings.settled.connect(self.refresh)

    def build_steps(self) -> Iterator[None]:
        """Build the cells and the buttons beside them, a row at each step."""
        self._grid.hold()
        while self._unbuilt or self._add_row_buttons(self._placement.rows):
            if self._unbuilt:
                row = self._unbuilt.pop(0)
                self._build_row(row)
                self._add_row_buttons(row[0][0].row)
            yield
        self._grid.release()
        if self._has_gaps:
            self._has_gaps = False
            for spot in self._spots.values():  # the Tab key follows the order of the children
                if spot.widget is not None:
                    spot.widget.raise_()
        self._context.bindings.rebuilt.emit()

    def behind(self) -> Iterator[tuple[QWidget, QWidget]]:
        """The button that adds a row comes behind the last cell of the last one, wherever else it stands."""
        for key, buttons in self._row_buttons.items():
            block = self._blocks.get(key)
            if block is not None and key[2]:
                cells = zip(self._placement.cells, self._spots.values(), strict=True)
                built = (spot.widget for placed, spot in cells if block.first <= placed.row <= block.last)
                *_, last = [None, *(widget for widget in built if widget is not None)]
                if last is not None:
                    yield buttons[-1], last

    def refresh(self) -> None:
        """Build and take away what the values now ask for."""
        placement = place(self._table, self._context.bindings, self._prefix)
        if placement == self._placement:
            return
        was_built, self._has_gaps = not self._unbuilt, True
        focused = path_with_focus(self)
        self._arrange(placement)
        if was_built:
            is_little = len(self._unbuilt) <= _ROWS_AT_ONCE  # of many, none is waited for
            self._slices.add(self.build_steps(), at_once=is_little)
        if path_with_focus(self) != focused:
            focus_again(self, focused)

    def _arrange(self, placement: Placement) -> None:
        self._placement = placement
        before, self._spots = self._spots, {}
        rows: dict[int, list[tuple[PlacedCell, CellSpot]]] = {}
        for placed in placement.cells:
            key = (id(placed.cell), placed.prefix, placed.number)
            spot = self._spot(placed, before.pop(key, None))
            self._spots[key] = spot
            if spot.widget is None:
                rows.setdefault(placed.row, []).append((placed, spot))
        for spot in before.values():
            self._grid.drop(spot)
        self._mark_required()
        self._unbuilt = list(rows.values())
        self._drop_row_buttons()
        self._grid.set_spots(list(self._spots.values()))

    def _spot(self, placed: PlacedCell, old: CellSpot | None) -> CellSpot:
        cell, is_label = placed.cell, placed.cell.is_label
        least = theme.ROW_HEIGHT
        if old is None and not is_label:
            if id(cell) not in self._leasts:
                self._leasts[id(cell)] = cell_height(cell, lambda path: self._field(placed.prefix, path))
            least = self._leasts[id(cell)]
        spot = CellSpot(placed.row, placed.column, placed.down, cell.span, is_label, least)
        if old is not None:
            spot.widget, spot.item, spot.fills = old.widget, old.item, old.fills
        return spot

    def _mark_required(self) -> None:
        """Mark the label beside, or the head above, each answer that is required."""
        labels: dict[tuple[int, int], CellSpot] = {}
        heads: dict[tuple[int, int], CellSpot] = {}
        for placed, spot in zip(self._placement.cells, self._spots.values(), strict=True):
            if spot.is_label and label_of(placed.cell):  # no mere number of the row
                labels[spot.row, spot.column + spot.span] = spot
                heads[spot.row + 1, spot.column] = spot
        for placed in self._placement.cells:
            if self._is_asked(placed):
                at = (placed.row, placed.column)
                label = labels.get(at) or heads.get(at)
                if label is not None:
                    label.is_required = True

    def _is_asked(self, placed: PlacedCell) -> bool:
        """Whether the answer in a cell must not stay empty."""
        key = id(placed.cell)
        if key not in self._asked:
            paths = [part.path for part in placed.cell.parts if isinstance(part, CellField)]
            is_asked = any(self._field(placed.prefix, path).required for path in paths)
            self._asked[key] = is_asked and self._must_have_rows(placed.prefix)
        return self._asked[key]

    def _must_have_rows(self, prefix: str) -> bool:
        """Whether the rows at `prefix` must not all be missing, as joint units may."""
        place_ = place_of(prefix.rstrip("."))
        rows = self._context.bindings.field(place_.path) if place_ is not None else None
        return rows is None or rows.required or rows.min_rows > 0

    def _field(self, prefix: str, path: str) -> Field:
        bindings = self._context.bindings
        return bindings.field(full_path(bindings, prefix, path))

    def _build_row(self, row: list[tuple[PlacedCell, CellSpot]]) -> None:
        self._grid.fill((spot, cell_widget(placed, self._context, self._grid)) for placed, spot in row)
        for (placed, spot), (following, answer) in pairwise(row):
            if placed.cell.is_label and following.column == placed.column + placed.cell.span:
                assert spot.widget is not None and answer.widget is not None
                introduce_cell(spot.widget, answer.widget)

    def _drop_row_buttons(self) -> None:
        """Take away those whose row is gone; the row behind the last one may be added now."""
        placed = self._placement
        self._blocks = {_key(block, placed.rows): block for block in placed.blocks}
        gone = [self._row_buttons.pop(key) for key in [*self._row_buttons] if key not in self._blocks]
        for widget in [*self._add_buttons, *chain(*gone)]:
            widget.hide()
            widget.deleteLater()
        self._add_buttons = [self._add_button(b) for b in placed.blocks if b.index == b.count - 1]

    def _add_button(self, block: PlacedBlock) -> QWidget:
        """It adds a row behind the last. Where others follow, Tab leads to the button beside that row."""
        field = self._context.bindings.field(block.path)
        words = f"增加一项{field.label}" if len(field.label) <= _SHORT else "增加一行"
        by_tab = not _key(block, self._placement.rows)[2]
        add = add_button(words, field, block.path, self._context, self, by_tab=by_tab)
        self._box.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        return add

    def _add_row_buttons(self, row: int) -> bool:
        """Make the buttons of the next blocks down to `row`, a few at a time; whether any were missing."""
        missing = [key for key, block in self._blocks.items() if key not in self._row_buttons]
        due = [key for key in missing if self._blocks[key].first <= row][:_BUTTONS_AT_ONCE]
        for key in due:
            path, index, with_add = key
            buttons = row_buttons(RowPlace(path, index), self._context, self, with_add=with_add)
            self._row_buttons[key] = buttons
            self._put_buttons(self._blocks[key], buttons)
        return bool(due)

    def _place_buttons(self) -> None:
        """Two side by side at the top of each block, a third at its end."""
        for key, buttons in self._row_buttons.items():
            if key in self._blocks:
                self._put_buttons(self._blocks[key], buttons)

    def _put_buttons(self, block: PlacedBlock, buttons: list[QToolButton]) -> None:
        tops, left = self._grid.row_tops(), self._grid.geometry().right() + 1
        top, end = self._grid.y() + tops[block.first], self._grid.y() + tops[block.last + 1]
        third = max(top + _BUTTON, end - _BUTTON)  # under the two in a low row, too
        places = ((left, top), (left + _BUTTON, top), (left, third))
        for (x, y), button in zip(places, buttons, strict=False):
            button.setGeometry(x, y, _BUTTON, _BUTTON)
            button.setVisible(not self._context.bindings.is_locked)


def _key(block: PlacedBlock, rows: int) -> _BlockKey:
    """A block with rows of the table behind it has a button of its own that adds another."""
    with_add = block.index == block.count - 1 and block.last < rows - 1
    return block.path, block.index, with_add


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
