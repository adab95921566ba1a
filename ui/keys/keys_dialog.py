"""Asks for the 口令 and shows the recovery code once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.problem_words import words_of
from ui.keys.secret_line import SecretLine
from ui.platform.window_place import grow
from ui.widgets.line import Line
from ui.widgets.page_parts import words_label
from ui.widgets.secret_clipboard import KEPT_SECONDS, copy_secret

_NEW = (
    "所有申报内容都加密保存在本机。请设置一个口令（至少 8 个字符，不要用连续或常用的），"
    "换电脑或重装系统后用它打开档案库。口令不会离开本机，也无法找回，请记在安全的地方。"
)
_OPEN = (
    "请输入口令或恢复码，打开本机的档案库。"
    "这台电脑没有记住口令，所以要输入；有的电脑不能代为记住，每次启动都要输入。"
)


class PassphraseDialog(QDialog):
    """`given` tells what was typed; the caller closes the dialog once the archive is open."""

    given = Signal(str)

    def __init__(self, parent: QWidget, *, is_new: bool, can_postpone: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置口令" if is_new else "打开档案库")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._is_new = is_new
        box = QVBoxLayout(self)
        words = QLabel(_NEW if is_new else _OPEN, self)
        words.setWordWrap(True)
        words.setMinimumWidth(420)
        box.addWidget(words)
        form = QFormLayout()
        self.first = SecretLine("passphrase", "口令", self)
        form.addRow("口令", self.first)
        self.second = SecretLine("passphrase_again", "再输一次", self)
        if is_new:
            form.addRow("再输一次", self.second)
        else:
            self.second.hide()
        box.addLayout(form)
        self.problem = words_label("", "bad", self)
        self.problem.hide()
        box.addWidget(self.problem)
        box.addWidget(self._buttons(can_postpone))
        self.first.setFocus()

    def show_problem(self, words: str) -> None:
        """Say why it did not work; the dialog stays."""
        self._say(words)
        self._confirm.setEnabled(True)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        grow(self)

    def _buttons(self, can_postpone: bool) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        self._confirm = QPushButton("确定", self)
        self._confirm.setProperty("primary", "true")
        self._confirm.setDefault(True)
        buttons.addButton(self._confirm, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(
            "以后再设" if can_postpone else "取消", QDialogButtonBox.ButtonRole.RejectRole
        )
        cancel.setAutoDefault(False)
        self._confirm.clicked.connect(self._on_confirmed)
        buttons.rejected.connect(self.reject)
        return buttons

    def _on_confirmed(self) -> None:
        typed = self.first.text()
        problem = weakness(typed) if self._is_new else ""
        if problem:
            self.show_problem(problem)
        elif self._is_new and typed != self.second.text():
            self.show_problem("两次输入的口令不一样，请重新输入。")
        elif typed:
            self._say("正在打开……")
            self._confirm.setEnabled(False)
            self.given.emit(typed)


class RecoveryCodeDialog(QDialog):
    """The recovery code, never shown again: only 我已收好 closes it.

    `file_chosen` tells where it is to be written; the caller answers by one of the `show_` methods.
    """

    file_chosen = Signal(Path)

    def __init__(self, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("恢复码")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._code = code
        box = QVBoxLayout(self)
        words = QLabel("这是档案库的恢复码，忘记口令时用它打开。只显示这一次：请打印或抄下来，锁好。", self)
        words.setWordWrap(True)
        words.setMinimumWidth(440)
        box.addWidget(words)
        shown = Line(code, self)
        shown.setObjectName("recovery_code")
        shown.setAccessibleName("恢复码")
        shown.setReadOnly(True)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(shown)
        self.state = QLabel(self)
        self.state.setProperty("role", "quiet")
        self.state.setWordWrap(True)
        box.addWidget(self.state)
        buttons = QDialogButtonBox(self)  # none is the default: the Enter of the dialog before may repeat
        actions = (("复制", self._copy), ("存成文件以便打印…", self._write), ("我已收好", self.accept))
        for title, action in actions:
            button = buttons.addButton(title, QDialogButtonBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
            button.clicked.connect(action)
        box.addWidget(buttons)

    def reject(self) -> None:
        """Neither Esc nor the cross makes a code disappear that nobody has kept."""
        self.state.setText("请先打印、抄下或保存恢复码，再点“我已收好”。")

    def show_written(self, path: Path) -> None:
        """Say where the file stands."""
        if isValid(self):
            self.state.setText(f"已保存到“{path.name}”。打印后请删除这个文件。")

    def show_problem(self, error: BaseException) -> None:
        """Say why there is no file."""
        if isValid(self):
            self.state.setText(
                words_of(error) if isinstance(error, UserProblem) else "没有写成，请换一个文件夹。"
            )

    def _copy(self) -> None:
        cleared = f"已复制。{KEPT_SECONDS // 60} 分钟后，或关闭程序时，从剪贴板清除。"
        self.state.setText(cleared if copy_secret(self._code) else "没有复制成，请再点一次。")

    def _write(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "保存恢复码", "申报助手恢复码.txt", "文本文件 (*.txt)")
        if name:
            self.file_chosen.emit(Path(name))


def weakness(passphrase: str) -> str:
    """Why it is refused as a new passphrase, in words; none where it is good."""
    from aimed_desktop.archive.passphrase import check_passphrase

    try:
        check_passphrase(passphrase)
    except UserProblem as problem:
        return words_of(problem)
    return ""
