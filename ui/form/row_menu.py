"""What can be done with the row that a widget stands in, offered in its context menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget


@runtime_checkable
class RowHolder(Protocol):
    """A widget that shows rows."""

    def row_actions(self, widget: QWidget) -> Sequence[QAction]:
        """What can be done with the row that `widget` stands in; nothing where it stands in none."""


def add_row_actions(menu: QMenu, widget: QWidget) -> None:
    """Add the actions of the nearest holder of rows to the context menu of `widget`."""
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, RowHolder) and (actions := holder.row_actions(widget)):
            menu.addSeparator()
            menu.addActions(list(actions))
            return
        holder = holder.parentWidget()
