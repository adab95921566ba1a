"""Lines of editors in a grid: those that stay are kept when rows come or go, and the cursor in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget, QWidgetItem

from ui.binding.field_widgets import editor_in, forget

AT_ONCE = 20  # lines: more come in slices
_DELETED_AT_ONCE = 100  # widgets

Line = Sequence[QWidget]  # what stands in its columns, from the left


def put_line(grid: QGridLayout, line: Line, row: int) -> None:
    """Let `line` stand in `row` from now on, shown, and behind all others in the order of Tab."""
    for column, widget in enumerate(line):
        grid.addWidget(widget, row, column)
        widget.raise_()
        if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            widget.show()  # at once: what is hidden takes no cursor


class KeptLines:
    """The lines of a grid. Many come in slices: a layout would measure all again for each widget that comes.

    While their room is on `hold`, each is but put into it, and nothing else is laid out.
    """

    def __init__(self, grid: QGridLayout) -> None:
        self._grid = grid
        self._gone: list[QWidget] = []
        self._deleting = QTimer(grid, interval=0)
        self._deleting.timeout.connect(self._delete_some)
        self._rooms: dict[int, list[QRect]] = {}  # by row; column by column

    def hold(self, rows: Iterable[int], like: Line) -> None:
        """Keep `rows` for lines as tall as `like`."""
        grid, holder = self._grid, self._grid.parentWidget()
        if self._rooms or not holder.isVisible():  # a grid that is not seen is laid out when it is
            return
        kept = [*rows]
        tall = max(widget.height() for widget in like) + max(grid.verticalSpacing(), 0)
        for row in kept:
            grid.setRowMinimumHeight(row, tall)
        grid.activate()
        width = holder.width()
        height = grid.heightForWidth(width) if grid.hasHeightForWidth() else grid.sizeHint().height()
        holder.resize(width, max(height, holder.height()))
        self._rooms = {row: [grid.cellRect(row, n) for n in range(grid.columnCount())] for row in kept}
        grid.setEnabled(False)

    def put(self, line: Line, row: int) -> None:
        """Let `line` stand in `row`."""
        rooms = self._rooms.get(row, ())
        for widget, room in zip(line, rooms, strict=False):
            widget.setGeometry(room)
        put_line(self._grid, line, row)
        for widget, room in zip(line, rooms, strict=False):
            QWidgetItem(widget).setGeometry(room)  # as a layout would, which takes nothing that is hidden

    def release(self) -> None:
        """All lines are there, or none will come: lay everything out."""
        if self._rooms:
            for row in self._rooms:
                self._grid.setRowMinimumHeight(row, 0)
            self._rooms = {}
            self._grid.setEnabled(True)
            self._grid.activate()

    def drop(self, lines: Iterable[Line], heir: Line) -> None:
        """Take `lines` away; a cursor in them goes to the same column of `heir`, never to where Qt likes."""
        focused = QApplication.focusWidget()
        for line in lines:
            for place, widget in enumerate(line):
                if heir and focused is not None and (widget is focused or widget.isAncestorOf(focused)):
                    editor_in(heir[min(place, len(heir) - 1)]).setFocus(Qt.FocusReason.OtherFocusReason)
                widget.hide()
                forget(widget)
                self._gone.append(widget)
        self._delete_some()
        if self._gone:
            self._deleting.start()

    def _delete_some(self) -> None:
        """Of many, some a turn: each takes its time."""
        some, self._gone = self._gone[:_DELETED_AT_ONCE], self._gone[_DELETED_AT_ONCE:]
        for widget in some:
            widget.deleteLater()
        if not self._gone:
            self._deleting.stop()
