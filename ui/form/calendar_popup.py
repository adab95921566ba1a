"""Chinese calendars under a date field: a month to pick a day from, a year to pick a month from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.widgets import theme
from ui.widgets.buttons import tool_button
from ui.widgets.in_sight import bring_into_sight

_MONTHS = 12
_COLUMNS = 4
_CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


class _Popup(QWidget):
    """A heading to turn over the pages with, then what to pick from, then 今天; gone after the pick."""

    def __init__(self, date: QDate, pick: Callable[[QDate], None], parent: QWidget) -> None:
        super().__init__(parent.window(), Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # its frame
        self.setObjectName("calendar")
        self.date = date
        self._pick = pick
        self._owner = parent
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(8, 8, 8, 8)
        self._heading = QHBoxLayout()
        self._heading.setSpacing(2)
        self._box.addLayout(self._heading)
        self.title = QLabel(self)
        self.title.setObjectName("calendar_title")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_under(self, field: QWidget) -> None:
        """Appear under `field`, or over it where there is no room."""
        self.adjustSize()
        corner = field.mapToGlobal(QPoint(0, field.height()))
        area = field.screen().availableGeometry()
        corner.setX(max(area.left(), min(corner.x(), area.right() - self.width())))
        if corner.y() + self.height() > area.bottom():
            corner.setY(field.mapToGlobal(QPoint(0, 0)).y() - self.height())
        self.move(corner)
        self.show()
        self._take_focus()

    def _take_focus(self) -> None:
        """Let the keys go to what is picked from."""

    def _add_turn(self, icon: str, words: str, turn: Callable[[], None]) -> None:
        button = tool_button(icon, words, self, turn)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._heading.addWidget(button)

    def _add_now(self, words: str) -> None:
        button = QPushButton(words, self)
        button.setObjectName("calendar_now")
        button.clicked.connect(lambda: self._on_picked(QDate.currentDate()))
        self._box.addWidget(button)

    def _on_picked(self, date: QDate) -> None:
        if self.isVisible():
            self.close()
            self._pick(date)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            self._owner.setFocus()
            bring_into_sight(self._owner)
        else:
            super().keyPressEvent(event)


class DayPopup(_Popup):
    """A month; arrows move by a day or a week, Page Up and Page Down by a month, Enter picks."""

    def __init__(self, date: QDate, pick: Callable[[QDate], None], parent: QWidget) -> None:
        super().__init__(date, pick, parent)
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(_CHINESE)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setNavigationBarVisible(False)
        self.calendar.setAccessibleName("日历")
        self.calendar.setSelectedDate(date)
        weekend = QTextCharFormat()
        weekend.setForeground(theme.colour("bad"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, weekend)
        self.calendar.clicked.connect(self._on_picked)
        self.calendar.activated.connect(self._on_picked)
        self.calendar.currentPageChanged.connect(self._show_title)
        self._add_turn("chevrons-left", "上一年", self.calendar.showPreviousYear)
        self._add_turn("chevron-left", "上一月", self.calendar.showPreviousMonth)
        self._heading.addWidget(self.title, 1)
        self._add_turn("chevron-right", "下一月", self.calendar.showNextMonth)
        self._add_turn("chevrons-right", "下一年", self.calendar.showNextYear)
        self._box.addWidget(self.calendar)
        self._add_now("今天")
        self._show_title(self.calendar.yearShown(), self.calendar.monthShown())

    def _show_title(self, year: int, month: int) -> None:
        self.title.setText(f"{year}年{month}月")
        if (days := self._days()) is not None:
            days.setAccessibleName(f"{year}年{month}月，选日期")

    def _take_focus(self) -> None:
        if (days := self._days()) is not None:
            days.setFocus()

    def _days(self) -> QTableView | None:
        return self.calendar.findChild(QTableView)


class MonthPopup(_Popup):
    """The months of a year; arrows move, Page Up and Page Down turn the year, Enter picks."""

    def __init__(self, date: QDate, pick: Callable[[QDate], None], parent: QWidget) -> None:
        super().__init__(date, pick, parent)
        self._add_turn("chevron-left", "上一年", lambda: self._turn(-1))
        self._heading.addWidget(self.title, 1)
        self._add_turn("chevron-right", "下一年", lambda: self._turn(1))
        grid = QGridLayout()
        grid.setSpacing(2)
        self._box.addLayout(grid)
        self.months: list[QPushButton] = []
        for index in range(_MONTHS):
            button = QPushButton(f"{index + 1}月", self)
            button.setObjectName("calendar_month")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _=False, month=index + 1: self._pick_month(month))
            button.installEventFilter(self)
            grid.addWidget(button, index // _COLUMNS, index % _COLUMNS)
            self.months.append(button)
        self.months[date.month() - 1].setChecked(True)
        self._add_now("本月")
        self._turn(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(self.months.index(watched), event.key())  # type: ignore[arg-type]
        return False

    def _on_key(self, index: int, key: int) -> bool:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -_COLUMNS,
            Qt.Key.Key_Down: _COLUMNS,
        }
        years = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick_month(index + 1)
        elif key in years:
            self._turn(years[Qt.Key(key)])
        elif key in steps:
            year, month = divmod(index + steps[Qt.Key(key)], _MONTHS)
            self._turn(year)
            self.months[month].setFocus()
        else:
            return False
        return True

    def _turn(self, years: int) -> None:
        self.date = self.date.addYears(years)
        self.title.setText(f"{self.date.year()}年")

    def _pick_month(self, month: int) -> None:
        self._on_picked(QDate(self.date.year(), month, 1))

    def _take_focus(self) -> None:
        self.months[self.date.month() - 1].setFocus()
