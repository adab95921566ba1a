"""联合单位盖章 on the page 盖章扫描: the sheets that travel, what goes with them, how far they have come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QGridLayout, QWidget

from aimed_desktop.application.values.dates import iso_date, with_year
from aimed_desktop.services import start_words
from aimed_desktop.services.seal_sheets import JointLine, SealsTold
from ui.pages.making_card import MakingCard
from ui.widgets.buttons import quiet_button
from ui.widgets.line import Line
from ui.widgets.page_parts import words_label

_ABOVE_UNITS = 2  # title, the way of the sheets


class JointCard(MakingCard):
    """`moved` tells unit, copy from 0, whether it is about the way back, and whether it was so."""

    notes_wanted = Signal()
    until_given = Signal(str)  # a day, or empty
    moved = Signal(str, int, bool, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("联合单位盖章", "联合单位盖章随附说明", parent)
        self.way = words_label("", "text", self)
        self.box.addWidget(self.way)
        self._shape: Sequence[tuple[str, str, int]] = ()
        self._version = 0
        self._grid: QWidget | None = None
        self.boxes: dict[tuple[str, int, bool], QCheckBox] = {}
        form = QFormLayout()
        self.until = Line(self)
        self.until.setObjectName("joint_until")
        self.until.setPlaceholderText("例：2026-06-08，印在随附说明上")
        self.until.setAccessibleName("哪天前寄回")
        self.until.editingFinished.connect(self._on_until)
        self.until.setMaximumWidth(320)
        form.addRow("哪天前寄回", self.until)
        self.box.addLayout(form)
        self.problem = words_label("", "bad", self)
        self.problem.hide()
        self.box.addWidget(self.problem)
        self.make = quiet_button("生成随附说明（每家一个 PDF）", "make_joint_notes", self._want, self)
        self.add_makers(self.make)

    def show_told(self, told: SealsTold | None, version: int = 0) -> None:
        """What is to be said of a version; nothing where no joint unit stamps anything."""
        self.setVisible(told is not None and bool(told.joint))
        if told is None:
            return
        self.way.setText(told.joint_words)
        if self.problem.isHidden() and not self.until.hasFocus():  # else the clerk mends what is typed
            self.until.setText(told.until)
        shape = [(each.unit, each.words, len(each.copies)) for each in told.joint]
        if shape != self._shape:
            self._shape = shape
            self._build(told.joint)
        self._version = version
        self._show_basis(told.until)
        for each in told.joint:
            for copy, state in enumerate(each.copies):
                self._show(each.unit, copy, False, state.sent)
                self._show(each.unit, copy, True, state.back)

    def _show(self, unit: str, copy: int, is_back: bool, day: str) -> None:
        tick = self.boxes[unit, copy, is_back]
        tick.setChecked(bool(day))
        tick.setText(f"{'收回' if is_back else '寄出'}{f' {day[5:]}' if day else ''}")

    def _build(self, joint: Sequence[JointLine]) -> None:
        if self._grid is not None:
            self._grid.hide()
            self._grid.deleteLater()
        self._grid = QWidget(self)
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(0, 1)
        self.boxes.clear()
        row = 0
        for each in joint:
            words = words_label(f"{each.unit}：{each.words}", "text", self._grid)
            grid.addWidget(words, row, 0, len(each.copies), 1)
            for copy in range(len(each.copies)):
                grid.addWidget(words_label(f"第{copy + 1}份", "quiet", self._grid), row, 1)
                for column, is_back in enumerate((False, True), 2):
                    grid.addWidget(self._tick(each.unit, copy, is_back, self._grid), row, column)
                row += 1
        self.box.insertWidget(_ABOVE_UNITS, self._grid)

    def _tick(self, unit: str, copy: int, is_back: bool, parent: QWidget) -> QCheckBox:
        tick = QCheckBox(parent)
        tick.setObjectName(f"joint_{copy}_{'back' if is_back else 'sent'}")
        tick.setAccessibleName(f"{unit} 第{copy + 1}份 {'收回' if is_back else '寄出'}")
        tick.clicked.connect(lambda is_so: self.moved.emit(unit, copy, is_back, is_so))
        self.boxes[unit, copy, is_back] = tick
        return tick

    def _on_until(self) -> None:
        typed = self.until.text().strip()
        day = iso_date(with_year(typed, start_words.beijing_now().year)) or ""
        is_clear = bool(day) or not typed
        self.problem.setText("" if is_clear else "日期看不懂，请写成 6月8日 或 2026-06-08。")
        self.problem.setVisible(not is_clear)
        if not is_clear:
            return
        self.until.setText(day)
        self._show_basis(day)
        self.until_given.emit(day)

    def _want(self) -> None:
        self._on_until()
        if self.problem.isHidden():
            self.notes_wanted.emit()

    def _show_basis(self, until: str) -> None:
        self.show_basis((self._version, self.way.text(), tuple(self._shape), until))
