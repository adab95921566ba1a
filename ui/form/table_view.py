"""A table of the paper with live widgets in its cells."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from aimed_desktop.definition.layout import CellField, CellPart, CellText, Names, Place, Table
from ui import theme
from ui.form.carried_rows import with_carried_rows
from ui.form.context import FormContext, path_of
from ui.form.field_block import field_block, follow_condition
from ui.form.grid_layout import GridLayout
from ui.form.names_field import names_field
from ui.form.placing import PlacedBlock, PlacedCell, Placement, full_path, place
from ui.form.rows import add_button, add_row, delete_button, delete_row
from ui.form.words import PrintedLabel


class TableView(QWidget):
    """Lays `table` out; builds it anew when rows come or go, the cursor staying in its field."""

    def __init__(self, table: Table, context: FormContext, parent: QWidget, prefix: str = "") -> None:
        super().__init__(parent)
        self._table = with_carried_rows(table, context.bindings, prefix)
        self._context = context
        self._prefix = prefix
        self._placement = Placement(0, 0, (), ())
        self._grid: QFrame | None = None
        self._layout: GridLayout | None = None
        self._extras: list[QWidget] = []
        self._delete_buttons: list[tuple[PlacedBlock, QToolButton]] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self.refresh()
        context.bindings.settled.connect(self.refresh)

    def refresh(self) -> None:
        """Build the cells again if the values ask for another arrangement."""
        placement = place(self._table, self._context.bindings, self._prefix)
        if placement == self._placement:
            return
        focused = QApplication.focusWidget()
        path = path_of(focused) if focused is not None and self.isAncestorOf(focused) else None
        self._placement = placement
        self._tear_down()
        self._build()
        self._context.bindings.rebuilt.emit()
        if path and (widget := self.findChild(QWidget, path)) is not None:
            widget.setFocus()

    def _tear_down(self) -> None:
        for widget in (self._grid, *self._extras):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._extras.clear()
        self._delete_buttons.clear()

    def _build(self) -> None:
        self._grid = QFrame(self)
        self._grid.setObjectName("grid")
        self._layout = GridLayout(self._table.widths, self._grid, self._place_buttons)
        labels: list[tuple[PlacedCell, QWidget]] = []
        for placed in self._placement.cells:
            cell = self._cell(placed, self._grid)
            self._layout.add_cell(cell, placed.row, placed.column, placed.down, placed.cell.span)
            labels.append((placed, cell))
        _introduce_neighbours(labels)
        self._box.addWidget(self._grid)
        self._add_row_buttons()
        if any(block.count > 1 for block in self._placement.blocks):
            self._box.setContentsMargins(0, 0, theme.GUTTER, 0)
        else:
            self._box.setContentsMargins(0, 0, 0, 0)

    def _cell(self, placed: PlacedCell, parent: QWidget) -> QFrame:
        frame = QFrame(parent)
        frame.setProperty("cell", "label" if placed.cell.is_label else "answer")
        box = QVBoxLayout(frame)
        box.setContentsMargins(*[theme.CELL_PADDING] * 4)
        box.setSpacing(2)
        for part in placed.cell.parts:
            box.addWidget(self._part(part, placed, frame))
        return frame

    def _part(self, part: CellPart, placed: PlacedCell, parent: QWidget) -> QWidget:
        bindings = self._context.bindings
        if isinstance(part, CellField):
            return field_block(
                full_path(bindings, placed.prefix, part.path), self._context, parent, part.flow
            )
        if isinstance(part, Place):
            return place_widget(part, self._context, parent, placed.prefix)
        if isinstance(part, Names):
            return names_field(part, self._context, parent)
        label = PrintedLabel(
            part.text, part.role, bindings, parent, prefix=placed.prefix, number=placed.number
        )
        label.setAlignment(_alignment(part, placed))
        if part.when:
            follow_condition(label, part.when, placed.prefix, self._context)
        return label

    def _add_row_buttons(self) -> None:
        for block in self._placement.blocks:
            field = self._context.bindings.field(block.path)
            if block.count > max(field.min_rows, 1):
                button = delete_button(f"删除{field.label}第 {block.index + 1} 项", self._context, self)
                button.clicked.connect(lambda _=False, b=block: delete_row(self._context, b.path, b.index))
                self._delete_buttons.append((block, button))
                self._extras.append(button)
            if block.index == block.count - 1 and (field.max_rows is None or block.count < field.max_rows):
                add = add_button(f"增加一项{field.label}", self._context, self)
                add.clicked.connect(lambda _=False, b=block: add_row(self._context, b.path, b.count))
                self._box.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
                self._extras.append(add)

    def _place_buttons(self) -> None:
        if self._grid is None or self._layout is None or not self._delete_buttons:
            return
        tops = self._layout.row_tops()
        for block, button in self._delete_buttons:
            button.adjustSize()
            button.move(self._grid.geometry().right() + 3, self._grid.y() + tops[block.first] + 4)
            button.setVisible(not self._context.bindings.is_locked)


def place_widget(part: Place, context: FormContext, parent: QWidget, prefix: str = "") -> QWidget:
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


def _alignment(part: CellText, placed: PlacedCell) -> Qt.AlignmentFlag:
    named = {
        "left": Qt.AlignmentFlag.AlignLeft,
        "center": Qt.AlignmentFlag.AlignHCenter,
        "right": Qt.AlignmentFlag.AlignRight,
    }
    usual = "center" if placed.cell.is_label else "left"
    across = named[placed.cell.align or usual if part.role == "label" else "left"]
    return across | Qt.AlignmentFlag.AlignVCenter


def _introduce_neighbours(cells: list[tuple[PlacedCell, QWidget]]) -> None:
    """A label cell is the buddy of the field in the next cell of its row."""
    for (placed, frame), (following, answer) in pairwise(cells):
        if not placed.cell.is_label or following.row != placed.row:
            continue
        label = frame.findChild(QLabel)
        editor = next((w for w in answer.findChildren(QWidget) if path_of(w) and w.objectName()), None)
        if label is not None and editor is not None:
            label.setBuddy(editor)
