"""Keeps what the clerk looks at where it is while something above it grows, shrinks, comes or goes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

_EDGE = 8  # px under the upper edge


class ScrollAnchor(QObject):
    """Holds on to the focused widget while it is in sight, else to the one at the upper edge."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._held: list[tuple[QWidget, int]] = []  # the innermost first, each with its place in sight
        self._is_restoring = False
        area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self.restore())

    def hold(self, widget: QWidget | None = None) -> None:
        """Keep `widget` where it is from now on; by default what is focused or at the upper edge."""
        desk = self._area.widget()
        widget = widget or self._in_sight()
        self._held = []
        while widget is not None and widget is not desk:
            self._held.append((widget, self._top(widget)))
            widget = widget.parentWidget()

    def restore(self) -> None:
        """Scroll so that what is held stands where it stood."""
        desk = self._area.widget()
        self._held = [(w, top) for w, top in self._held if isValid(w) and desk.isAncestorOf(w)]
        if not self._held or self._is_restoring:
            return
        widget, top = self._held[0]
        moved = self._top(widget) - top
        if moved:
            bar = self._area.verticalScrollBar()
            self._is_restoring = True
            bar.setValue(bar.value() + moved)
            self._is_restoring = False

    def _on_scrolled(self, _value: int) -> None:
        if not self._is_restoring:
            self.hold()

    def _in_sight(self) -> QWidget | None:
        viewport, desk = self._area.viewport(), self._area.widget()
        focused = QApplication.focusWidget()
        if focused is not None and desk.isAncestorOf(focused):
            top = self._top(focused)
            if 0 <= top < viewport.height():
                return focused
        point = desk.mapFrom(viewport, QPoint(viewport.width() // 2, _EDGE))
        return desk.childAt(point)

    def _top(self, widget: QWidget) -> int:
        return widget.mapTo(self._area.viewport(), QPoint(0, 0)).y()
