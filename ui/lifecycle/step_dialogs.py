"""Asks for what a step of the life needs to know: who sent it back and why, when it was handed in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.model import Status
from ui.widgets.buttons import quiet_button, set_primary
from ui.widgets.day_edit import DayEdit
from ui.widgets.line import Line
from ui.widgets.page_parts import words_label

_WHO = ("本单位", "科室", "院领导", "区主管部门", "市主管部门", "受理单位")
_REASONS = ("已逐页核对纸面，盖章、签字齐全", "受理单位同意先这样报送", "缺少或作废的页随后补交")
_QUESTIONS = {
    Status.ACCEPTED: ("受理日期", "受理编号、经办人等（可不填）"),
    Status.REJECTED: ("通知日期", "原因（可不填）"),
}


class ReturnDialog(QDialog):
    """退回修改: `given` tells who and why, and whether the paper was bound or handed over;
    `supplement_wanted` that only papers are missing.
    """

    given = Signal(str, str, bool)
    supplement_wanted = Signal()

    def __init__(
        self,
        version: int,
        parent: QWidget,
        *,
        is_whole: bool = False,
        binding: str = "",
        is_handed_in: bool = False,
    ) -> None:
        """`is_whole`: the answer that is offered; `binding`: how the notice wants the paper bound;
        `is_handed_in`: papers alone can be handed in later.
        """
        super().__init__(parent)
        self.setWindowTitle("退回修改")
        box = QVBoxLayout(self)
        words = (
            f"第{version}版退回后可以修改，下次定稿编为第{version + 1}版，并列出哪些页、哪些章要重做。"
            f"第{version}版仍保留在档案里。"
        )
        box.addWidget(words_label(words, "quiet", self))
        box.addLayout(self._who_and_why())
        self._ask_for_wholeness(box, binding, is_whole=is_whole)
        self.problem = words_label("", "bad", self)
        box.addWidget(self.problem)
        if is_handed_in:
            offer = quiet_button(
                "只缺材料？改用“材料补正”：申报书不改，只补交缺的材料", "to_supplement", self._on_offer, self
            )
            box.addWidget(offer)
        box.addWidget(confirm_buttons(self, "退回修改", self._on_confirmed))
        self.setMinimumWidth(480)
        self.why.setFocus()

    def _who_and_why(self) -> QFormLayout:
        form = QFormLayout()
        self.who = QComboBox(self)
        self.who.setObjectName("returned_by")
        self.who.setEditable(True)
        self.who.addItems(_WHO)
        self.who.setAccessibleName("谁要求修改")
        form.addRow("谁要求修改", self.who)
        self.why = QPlainTextEdit(self)
        self.why.setObjectName("returned_why")
        self.why.setAccessibleName("为什么")
        self.why.setTabChangesFocus(True)
        self.why.setPlaceholderText("例：第3页联系电话写错")
        self.why.setFixedHeight(70)
        form.addRow("为什么", self.why)
        return form

    def _ask_for_wholeness(self, box: QVBoxLayout, binding: str, *, is_whole: bool) -> None:
        required = f"（通知要求“{binding}”）" if binding else ""
        box.addWidget(words_label(f"已胶装、盖骑缝章或原件已交出？{required}", "card_title", self))
        self.whole = QRadioButton("是：下一版整套重新打印、盖章、签字", self)
        self.changed = QRadioButton("否：只换有变化的页，没有变化的页和章继续有效", self)
        for name, choice in (("made_whole_again", self.whole), ("changed_pages_only", self.changed)):
            choice.setObjectName(name)
            choice.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            box.addWidget(choice)
        offered = self.whole if is_whole else self.changed
        offered.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Tab leads to the answer, arrows to the other
        offered.setChecked(True)

    def _on_confirmed(self) -> None:
        who, why = self.who.currentText().strip(), self.why.toPlainText().strip()
        if not who or not why:
            self.problem.setText("请写明是谁要求修改、为什么，以后好查。")
            return
        self.accept()
        self.given.emit(who, why, self.whole.isChecked())

    def _on_offer(self) -> None:
        self.reject()
        self.supplement_wanted.emit()


class MarkDialog(QDialog):
    """When something happened, and a remark: `given` tells the date, `2026-06-12`, and the remark."""

    given = Signal(str, str)

    def __init__(self, status: Status, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"标记为{status}")
        when, remark = _QUESTIONS[status]
        box = QVBoxLayout(self)
        form = QFormLayout()
        self.date = DayEdit(QDate.currentDate(), when, "mark_date", self)
        form.addRow(when, self.date)
        self.note = Line(self)
        self.note.setObjectName("mark_note")
        self.note.setPlaceholderText(remark)
        self.note.setAccessibleName("备注")
        form.addRow("备注", self.note)
        box.addLayout(form)
        box.addWidget(confirm_buttons(self, f"标记为{status}", self._on_confirmed))
        self.setMinimumWidth(420)

    def _on_confirmed(self) -> None:
        self.accept()
        self.given.emit(self.date.date().toString("yyyy-MM-dd"), self.note.text().strip())


class WhyDialog(QDialog):
    """Something speaks against a step: `given` tells why it is taken all the same."""

    given = Signal(str)

    def __init__(self, step: str, facts: Sequence[str], parent: QWidget) -> None:
        """`step`: what was asked for, as 打包; `facts`: sentences that speak against it."""
        super().__init__(parent)
        self.setWindowTitle(f"仍要{step}？")
        box = QVBoxLayout(self)
        box.addWidget(words_label("有问题还没有处理：", "card_title", self))
        box.addWidget(words_label("\n".join(f"· {fact}" for fact in facts), "warn", self))
        box.addWidget(
            words_label(f"仍要{step}，请选一条原因。原因只记在本单位的档案里，不随报送包交出。", "", self)
        )
        self.reasons = [QRadioButton(words, self) for words in _REASONS]
        for number, reason in enumerate(self.reasons):
            reason.setObjectName(f"why_{number}")
            box.addWidget(reason)
        self.more = Line(self)
        self.more.setObjectName("why_more")
        self.more.setAccessibleName("其他原因或补充")
        self.more.setPlaceholderText("其他原因或补充（可不填）")
        self.more.setAccessibleDescription("可不填")
        box.addWidget(self.more)
        self.problem = words_label("", "bad", self)
        box.addWidget(self.problem)
        box.addWidget(confirm_buttons(self, f"仍要{step}", self._on_confirmed))
        self.setMinimumWidth(480)
        self.reasons[0].setFocus()

    def _on_confirmed(self) -> None:
        chosen = [reason.text() for reason in self.reasons if reason.isChecked()]
        why = "；".join(filter(None, (*chosen, self.more.text().strip())))
        if not why:
            self.problem.setText("请选一条原因，或写一句，以后好查。")
            return
        self.accept()
        self.given.emit(why)


def confirm_buttons(dialog: QDialog, words: str, confirmed: object) -> QDialogButtonBox:
    """The button that does it, called `words`, and 取消."""
    buttons = QDialogButtonBox(dialog)
    confirm = buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
    confirm.setObjectName("confirm")
    set_primary(confirm, True)
    confirm.setDefault(True)
    confirm.clicked.connect(confirmed)
    cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
    cancel.setAutoDefault(False)
    buttons.rejected.connect(dialog.reject)
    return buttons
