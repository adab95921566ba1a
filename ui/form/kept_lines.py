"""Lines of editors in a grid: those that stay are kept when rows come or go, and the cursor in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from ui.binding.field_widgets import editor_in

AT_ONCE = 20  # lines: more come in slices

Line = Sequence[QWidget]  # what stands in its columns, from the left


def put_line(grid: QGridLayout, line: Line, row: int) -> None:
    """Let `line` stand in `row` from now on, shown, and behind all others in the order of Tab."""
    for column, widget in enumerate(line):
        grid.addWidget(widget, row, column)
        widget.raise_()
        if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            widget.show()  # at once: what is hidden takes no cursor


def drop_lines(lines: Iterable[Line], heir: Line) -> None:
    """Take `lines` away; a cursor in them goes to the same column of `heir`, never to where Qt likes."""
    focused = QApplication.focusWidget()
    for line in lines:
        for place, widget in enumerate(line):
            if heir and focused is not None and (widget is focused or widget.isAncestorOf(focused)):
                editor_in(heir[min(place, len(heir) - 1)]).setFocus(Qt.FocusReason.OtherFocusReason)
            widget.hide()
            widget.deleteLater()
