"""Asks how an application was handed in, and for the receipt that came back."""

from __future__ import annotations

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.life.lifecycle import HandedOver
from aimed_desktop.services.handing_in import WAYS, HandIn, HandInOffer
from aimed_desktop.services.online_filing import FILED, SAME, OnlineTold
from ui.lifecycle.receipt_line import ReceiptLine
from ui.lifecycle.step_dialogs import confirm_buttons
from ui.widgets.day_edit import DayEdit
from ui.widgets.line import Line
from ui.widgets.page_parts import words_label


class OnlineTicks(QWidget):
    """What the clerk confirms of 网上填报."""

    def __init__(self, online: OnlineTold, parent: QWidget) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(words_label(f"通知要求网上填报：{online.route}", "quiet", self))
        self.filed = self._tick(box, "mark_filed_online", FILED, is_set=online.is_filed)
        self.same = self._tick(box, "mark_paper_is_same", SAME, is_set=online.is_same)
        self.problem = words_label("", "warn", self)
        box.addWidget(self.problem)
        self._is_warned = False

    def lets_on(self) -> bool:
        """Whether both are ticked; who goes on without them is told, once."""
        if (self.filed.isChecked() and self.same.isChecked()) or self._is_warned:
            return True
        self._is_warned = True
        self.problem.setText("还没有确认。已经办好的请打勾；没有办好也要标记的，请再点一次。")
        return False

    def _tick(self, box: QVBoxLayout, name: str, words: str, *, is_set: bool) -> QCheckBox:
        tick = QCheckBox(words, self)
        tick.setObjectName(name)
        tick.setChecked(is_set)
        box.addWidget(tick)
        return tick


class HandInDialog(QDialog):
    """标记为已报送: `given` tells a HandIn; `confirmed`, before it, whether it was handed in online, and says
    the same as the paper.
    """

    given = Signal(object)
    confirmed = Signal(bool, bool)

    def __init__(self, offer: HandInOffer, parent: QWidget, *, online: OnlineTold | None = None) -> None:
        """`online`: what is known of 网上填报, where this application is handed in so."""
        super().__init__(parent)
        self.setWindowTitle("标记为已报送")
        box = QVBoxLayout(self)
        words = "记下谁在什么时候、怎样、交给了谁。只存在本单位的档案里，以后好查；除日期外都可以不填。"
        box.addWidget(words_label(words, "quiet", self))
        form = QFormLayout()
        self.date = DayEdit(QDate.currentDate(), "报送日期", "mark_date", self)
        form.addRow("报送日期", self.date)
        self.way = QComboBox(self)
        self.way.setObjectName("hand_in_way")
        self.way.setEditable(True)
        self.way.addItems(WAYS)
        self.way.setCurrentText(offer.way)
        self.way.setAccessibleName("报送方式")
        form.addRow("报送方式", self.way)
        self.who = self._line(form, "经办人", "hand_in_who", offer.who)
        self.to = self._line(form, "交给谁", "hand_in_to", offer.to, "单位、科室、姓名")
        self.phone = self._line(form, "对方电话", "hand_in_phone")
        self.number = self._line(form, "回执编号", "receipt_number", hint="收文号、快递单号、平台受理号")
        self.receipt = ReceiptLine(self)
        form.addRow("回执", self.receipt)
        self.note = self._line(form, "备注", "mark_note")
        box.addLayout(form)
        self.online = OnlineTicks(online, self) if online is not None and online.is_missing else None
        if self.online is not None:
            box.addWidget(self.online)
        self.receipt.add_confirm(box, confirm_buttons(self, "标记为已报送", self._on_confirmed))
        self.setMinimumWidth(520)

    def _line(self, form: QFormLayout, label: str, name: str, text: str = "", hint: str = "") -> Line:
        line = Line(text, self)
        line.setObjectName(name)
        line.setPlaceholderText(hint)
        line.setAccessibleName(label)
        form.addRow(label, line)
        return line

    def _on_confirmed(self) -> None:
        if self.online is not None and not self.online.lets_on():
            return
        self.accept()
        if self.online is not None:
            self.confirmed.emit(self.online.filed.isChecked(), self.online.same.isChecked())
        texts = (line.text().strip() for line in (self.to, self.phone, self.number))
        over = HandedOver(self.way.currentText().strip(), *texts)
        day = self.date.date().toString("yyyy-MM-dd")
        who, note = self.who.text().strip(), self.note.text().strip()
        self.given.emit(HandIn(day, who, over, note, self.receipt.files))


class ReceiptDialog(QDialog):
    """补记回执: `given` tells its number and its files."""

    given = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("补记回执")
        box = QVBoxLayout(self)
        box.addWidget(words_label("报送后收到的回执、收文号，记在这里。", "quiet", self))
        form = QFormLayout()
        self.number = Line(self)
        self.number.setObjectName("receipt_number")
        self.number.setPlaceholderText("收文号、快递单号、平台受理号")
        self.number.setAccessibleName("回执编号")
        form.addRow("回执编号", self.number)
        self.receipt = ReceiptLine(self)
        form.addRow("回执", self.receipt)
        box.addLayout(form)
        self.problem = words_label("", "bad", self)
        box.addWidget(self.problem)
        self.receipt.add_confirm(box, confirm_buttons(self, "记下回执", self._on_confirmed))
        self.setMinimumWidth(480)
        self.number.setFocus()

    def _on_confirmed(self) -> None:
        number = self.number.text().strip()
        if not number and not self.receipt.files:
            self.problem.setText("请写回执编号，或加一张回执的照片。")
            return
        self.accept()
        self.given.emit(number, self.receipt.files)
