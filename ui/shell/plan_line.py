"""倒排计划 under the top bar: what has to be done by which day, on every page of an application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.widgets.buttons import quiet_button
from ui.widgets.page_parts import repaint_role

if TYPE_CHECKING:
    from aimed_desktop.services.plan_words import PlanTold

_MILESTONES: Final = 5


class PlanLine(QFrame):
    """`change_wanted` asks for other days."""

    change_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("plan_line")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 2, 8, 4)
        row.setSpacing(14)
        self.labels = [QLabel("", self) for _ in range(_MILESTONES)]
        for label in self.labels:
            row.addWidget(label)
        row.addStretch(1)
        self.change = quiet_button("调整日期…", "change_plan", self.change_wanted.emit, self)
        row.addWidget(self.change)
        self._told: PlanTold | None = None
        self.hide()

    def show_plan(self, told: PlanTold | None) -> None:
        """The days; nothing where no day is known, or it has passed."""
        if told == self._told:
            return
        self._told = told
        self.setVisible(told is not None)
        if told is None:
            return
        for label, item in zip(self.labels, told.items, strict=True):
            label.setText(item.words)
            repaint_role(label, item.role)
        self.setToolTip(told.whence)
