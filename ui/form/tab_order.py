"""Tab goes through the paper as one reads it, whatever was built again since."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def restore_tab_order(root: QWidget) -> None:
    """Chain the editors inside `root` in the order of the widget tree: a rebuilt one stood at the end."""
    window = root.window()  # the list of a combo box is a window of its own
    stops = [
        widget
        for widget in root.findChildren(QWidget)
        if widget.window() == window
        and widget.focusProxy() is None
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
