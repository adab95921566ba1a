"""Asks for other days of 倒排计划."""

from __future__ import annotations

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QVBoxLayout, QWidget

from aimed_desktop.application.life.back_plan import PlannedDay
from aimed_desktop.services.plan_words import PlanTold, doubt_words
from ui.lifecycle.step_dialogs import confirm_buttons
from ui.widgets.buttons import quiet_button
from ui.widgets.day_edit import DayEdit
from ui.widgets.page_parts import button_row, words_label


class PlanDialog(QDialog):
    """Other days: `given` tells each changed milestone with its day; empty: as it is counted back."""

    given = Signal(dict)

    def __init__(self, told: PlanTold, parent: QWidget) -> None:
        super().__init__(parent)
        self._told = told
        self.setWindowTitle("倒排计划")
        box = QVBoxLayout(self)
        box.addWidget(words_label(told.whence, "quiet", self))
        form = QFormLayout()
        self.days = {planned.milestone: self._editor(planned) for planned in told.days}
        for milestone, editor in self.days.items():
            form.addRow(str(milestone), editor)
        box.addLayout(form)
        self.order = words_label("", "warn", self)
        box.addWidget(self.order)
        box.addLayout(button_row(quiet_button("全部按期限重新倒排", "plan_anew", self._give_back, self)))
        box.addWidget(confirm_buttons(self, "就这样安排", self._on_confirmed))
        self.setMinimumWidth(440)
        self._show_order()

    def _editor(self, planned: PlannedDay) -> DayEdit:
        name = f"plan_{planned.milestone.name.lower()}"
        editor = DayEdit(_date(planned.day), str(planned.milestone), name, self, has_weekday=True)
        editor.dateChanged.connect(self._show_order)
        return editor

    def _show_order(self, _day: QDate | None = None) -> None:
        self.order.setText(doubt_words(self._typed(), self._told.until))

    def _typed(self) -> tuple[PlannedDay, ...]:
        return tuple(PlannedDay(name, _text(editor.date())) for name, editor in self.days.items())

    def _give_back(self) -> None:
        """Fill in the days as they are counted back; they count once they are confirmed."""
        for milestone, day in self._told.proposed.items():
            self.days[milestone].setDate(_date(day))
        self.order.setText(self.order.text() or "已按期限重新倒排，点“就这样安排”才算数。")

    def _on_confirmed(self) -> None:
        self.accept()
        before = {planned.milestone: planned for planned in self._told.days}
        typed = {planned.milestone: planned.day for planned in self._typed()}
        if typed == self._told.proposed:
            self.given.emit(dict.fromkeys(typed, ""))
            return
        self.given.emit({name: day for name, day in typed.items() if day != before[name].day})


def _date(day: str) -> QDate:
    return QDate.fromString(day, "yyyy-MM-dd")


def _text(day: QDate) -> str:
    return day.toString("yyyy-MM-dd")
