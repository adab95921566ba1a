"""Asks who wants papers handed in later, which, and by when."""

from __future__ import annotations

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.services import start_words
from ui.lifecycle.step_dialogs import confirm_buttons
from ui.widgets.day_edit import DayEdit
from ui.widgets.page_parts import words_label

_WHO = ("区主管部门", "区卫健局", "市主管部门", "受理单位")
_NO_DAY = QDate(2000, 1, 1)  # the first day of the editor, which shows it as words


class SupplementDialog(QDialog):
    """材料补正: `given` tells who asks, what is missing, and by when, `2026-07-01`, empty where not told."""

    given = Signal(str, str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("材料补正")
        box = QVBoxLayout(self)
        words = "申报书不改，只补交缺的材料：版本、盖章、扫描件都继续有效。内容也要改的，请用“退回修改”。"
        box.addWidget(words_label(words, "quiet", self))
        form = QFormLayout()
        self.who = QComboBox(self)
        self.who.setObjectName("supplement_by")
        self.who.setEditable(True)
        self.who.addItems(_WHO)
        self.who.setAccessibleName("谁要求补正")
        form.addRow("谁要求补正", self.who)
        self.missing = QPlainTextEdit(self)
        self.missing.setObjectName("supplement_missing")
        self.missing.setAccessibleName("缺什么")
        self.missing.setTabChangesFocus(True)
        self.missing.setPlaceholderText("例：法人证书过期，请换新的")
        self.missing.setFixedHeight(70)
        form.addRow("缺什么", self.missing)
        self._passed: QDate | None = None  # a day that is over, as the clerk was told
        self.until = DayEdit(_NO_DAY, "哪天前交", "supplement_until", self)
        self.until.setMinimumDate(_NO_DAY)
        self.until.setSpecialValueText("没有填")
        self.until.setDisabled(True)
        self.is_open = QCheckBox("没有说期限", self)
        self.is_open.setObjectName("supplement_without_day")
        self.is_open.setChecked(True)
        self.is_open.toggled.connect(self._on_open_toggled)
        self.until.dateChanged.connect(lambda day: self.is_open.setChecked(day == _NO_DAY))
        line = QHBoxLayout()
        line.addWidget(self.until)
        line.addWidget(self.is_open)
        line.addStretch(1)
        form.addRow("哪天前交", line)
        box.addLayout(form)
        self.problem = words_label("", "bad", self)
        box.addWidget(self.problem)
        box.addWidget(confirm_buttons(self, "开始补正", self._on_confirmed))
        self.setMinimumWidth(480)
        self.missing.setFocus()

    def _on_confirmed(self) -> None:
        who, missing = self.who.currentText().strip(), self.missing.toPlainText().strip()
        if not who or not missing:
            self.problem.setText("请写明是谁要求补正、缺什么材料，以后好查。")
            return
        if self._has_passed():
            return
        self.accept()
        self.given.emit(who, missing, "" if self.is_open.isChecked() else self._day())

    def _on_open_toggled(self, is_open: bool) -> None:
        self.until.setDisabled(is_open)
        if is_open or self.until.date() == _NO_DAY:
            self.until.setDate(_NO_DAY if is_open else _today())

    def _has_passed(self) -> bool:
        """Ask about a day that is over, once."""
        day = self.until.date()
        if self.is_open.isChecked() or day >= _today() or day == self._passed:
            return False
        self._passed = day
        self.problem.setText("这一天已经过了，请核对。确实是这一天的，请再点一次“开始补正”。")
        return True

    def _day(self) -> str:
        return self.until.date().toString("yyyy-MM-dd")


def _today() -> QDate:
    return QDate.fromString(start_words.beijing_now().date().isoformat(), "yyyy-MM-dd")
