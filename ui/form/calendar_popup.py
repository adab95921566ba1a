"""A Chinese calendar under a date field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QVBoxLayout, QWidget


class CalendarPopup(QWidget):
    """A month to pick a day from; gone after the pick or a click elsewhere."""

    def __init__(self, pick: Callable[[QDate], None], date: QDate, parent: QWidget) -> None:
        super().__init__(parent.window(), Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pick = pick
        self.calendar = QCalendarWidget(self)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(date)
        self.calendar.clicked.connect(self._on_picked)
        self.calendar.activated.connect(self._on_picked)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.calendar)

    def _on_picked(self, date: QDate) -> None:
        if self.isVisible():
            self._pick(date)
            self.close()
