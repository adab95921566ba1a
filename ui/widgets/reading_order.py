"""Tab goes over a page as it is read, whatever was built in which order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget


class ReadingOrder(QObject):
    """Puts the stops of `desk` into the order of its layouts, again each time something was built."""

    def __init__(self, desk: QWidget) -> None:
        super().__init__(desk)
        self._desk = desk
        self._order: list[QWidget] = []
        self._restoring = QTimer(self, interval=0, singleShot=True)
        self._restoring.timeout.connect(self._restore)
        desk.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Once the layout is done, everything has its place."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._restoring.start()
        return False

    def _restore(self) -> None:
        window = self._desk.window()  # the list of a combo box is a window of its own
        order = [each for each in read_in_order(self._desk) if each.window() is window and _is_stop(each)]
        if order != self._order:
            self._order = order
            for before, after in pairwise(order):
                QWidget.setTabOrder(before, after)


def read_in_order(widget: QWidget) -> Iterator[QWidget]:
    """`widget` and all that its layouts hold; what stands in no layout comes as it was built."""
    yield widget
    if (layout := widget.layout()) is not None:
        yield from _in_layout(layout)
    else:
        yield from widget.findChildren(QWidget)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    numbers = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        numbers.sort(key=lambda number: layout.getItemPosition(number)[:2])  # type: ignore[index]
    for number in numbers:
        item = layout.itemAt(number)
        assert item is not None
        if (inner := item.layout()) is not None:
            yield from _in_layout(inner)
        elif (widget := item.widget()) is not None:
            yield from read_in_order(widget)


def _is_stop(widget: QWidget) -> bool:
    return widget.focusProxy() is None and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
