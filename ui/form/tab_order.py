"""Tab goes through the paper as one reads it, whatever was built again since."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from ui.binding.field_widgets import path_of


@runtime_checkable
class PlacesStops(Protocol):
    """A widget with stops that are reached elsewhere than the widget tree says."""

    def behind(self) -> Iterable[tuple[QWidget, QWidget]]:
        """Each such stop, and the widget that it comes behind."""


def restore_tab_order(root: QWidget) -> None:
    """Chain the editors inside `root` in the order of the widget tree: a rebuilt one stood at the end."""
    for before, after in pairwise(_in_order(root)):
        QWidget.setTabOrder(before, after)


def focus_next_field(root: QWidget, *, backwards: bool = False) -> bool:
    """Put the cursor into the field after the one that has it, past its further boxes and all tools.

    Without a cursor inside `root` it goes to the first field. False at the end of the form.
    """
    focused = QApplication.focusWidget()
    here = path_of(focused) if focused is not None and root.isAncestorOf(focused) else None
    stops = [s for s in _stops(root) if s is focused or (s.isVisibleTo(root) and not _is_tool(s))]
    if backwards:
        stops.reverse()
    start = stops.index(focused) + 1 if focused is not None and focused in stops else 0
    following = next((stop for stop in stops[start:] if path_of(stop) not in (None, here)), None)
    if following is None:
        return False
    if backwards:  # to the first box of that field
        first = [stop for stop in stops[start:] if path_of(stop) == path_of(following)]
        following = first[-1]
    following.setFocus(Qt.FocusReason.TabFocusReason)
    return True


def _is_tool(widget: QWidget) -> bool:
    return isinstance(widget, QToolButton | QPushButton)


def _in_order(root: QWidget) -> list[QWidget]:
    order = _stops(root)
    placed = [each for each in root.findChildren(QWidget) if isinstance(each, PlacesStops)]
    for stop, before in [pair for each in placed for pair in each.behind()]:
        if stop in order:
            order.remove(stop)
            place = max((n for n, each in enumerate(order) if before.isAncestorOf(each)), default=len(order))
            order.insert(place + 1, stop)
    return order


def _stops(root: QWidget) -> list[QWidget]:
    window = root.window()  # the list of a combo box is a window of its own
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.window() == window
        and widget.focusProxy() is None
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
