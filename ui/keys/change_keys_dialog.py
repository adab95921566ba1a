"""更换口令, 更换恢复码: the new one, and whether the data key is replaced with it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.keys.keys_dialog import weakness
from ui.keys.secret_line import SecretLine
from ui.platform.window_place import grow
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.page_parts import words_label

_WORDS: Final = "更换以后，原来的口令打不开这个档案库；恢复码不变。此前的备份仍用做备份时的口令打开。"
_CODE_WORDS: Final = (
    "更换以后，原来的恢复码打不开这个档案库；口令不变。新的恢复码只显示一次，请准备好打印或抄写。"
)
_RENEW: Final = "同时更换数据密钥"
_RENEW_WORDS: Final = (
    "有人知道原来的口令或恢复码、又可能拿到过档案库文件时，请勾选：他打不开今后的内容。"
    "更换前先做一份核对过的备份，再把整个档案库重新加密一遍，完成后要收好新的恢复码。"
)
_WIDTH: Final = 520


class ChangeKeysDialog(QDialog):
    """`given` tells what was typed and whether the data key goes, too. Of the recovery code (`of_code`) the
    passphrase of now is asked for, for a new data key alone. The caller closes it, or shows a problem.
    """

    given = Signal(str, bool)

    def __init__(self, parent: QWidget, *, of_code: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("更换恢复码" if of_code else "更换口令")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        self._of_code = of_code
        self._is_busy = False
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(words_label(_CODE_WORDS if of_code else _WORDS, "quiet", self))
        self.renew = QCheckBox(_RENEW, self)
        self.renew.setObjectName("renew_key")
        self.first = SecretLine("passphrase", "现在的口令" if of_code else "新的口令", self)
        self.second = SecretLine("passphrase_again", "再输一次", self)
        self.second.setVisible(not of_code)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow("现在的口令" if of_code else "新的口令", self.first)
        if of_code:
            self.first.setEnabled(False)
            self.renew.toggled.connect(self.first.setEnabled)
        else:
            form.addRow("再输一次", self.second)
        key = (self.renew, words_label(_RENEW_WORDS, "quiet", self))
        if of_code:
            self._add(box, *key)
            box.addLayout(form)
        else:
            box.addLayout(form)
            self._add(box, *key)
        self.problem = words_label("", "bad", self)
        self.problem.hide()
        box.addWidget(self.problem)
        box.addLayout(self._actions())
        if not of_code:  # below the lines
            self.setTabOrder(self.second, self.renew)
            self.setTabOrder(self.renew, self.cancel)
        (self.renew if of_code else self.first).setFocus()

    def show_problem(self, words: str) -> None:
        """Say why it did not work; everything can be changed again."""
        self._set_busy(busy=False)
        self._say(words)

    def reject(self) -> None:
        """Closed only while nothing is being done."""
        if not self._is_busy:
            super().reject()

    @staticmethod
    def _add(box: QVBoxLayout, *widgets: QWidget) -> None:
        for widget in widgets:
            box.addWidget(widget)

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.cancel = quiet_button("取消", "cancel_change", self.reject, self)
        row.addWidget(self.cancel)
        self.go = primary_button("更换", "change_keys", self)
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go)
        row.addWidget(self.go)
        return row

    def _on_go(self) -> None:
        problem = self._problem()
        if problem:
            self._say(problem)
            return
        self._set_busy(busy=True)
        self._say("正在更换……" if not self.renew.isChecked() else "正在备份，然后重新加密……")
        self.given.emit(self.first.text(), self.renew.isChecked())

    def _problem(self) -> str:
        if self._of_code:
            missing = self.renew.isChecked() and not self.first.text()
            return "还没有输入现在的口令。" if missing else ""
        same = self.first.text() == self.second.text()
        return weakness(self.first.text()) or ("" if same else "两次输入的口令不一样，请重新输入。")

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        for widget in (self.second, self.renew, self.cancel, self.go):
            widget.setEnabled(not busy)
        self.first.setEnabled(not busy and (not self._of_code or self.renew.isChecked()))

    def _say(self, words: str) -> None:
        self.problem.setProperty("role", "quiet" if self._is_busy else "bad")
        self.problem.style().polish(self.problem)
        self.problem.setText(words)
        self.problem.show()
        grow(self)
