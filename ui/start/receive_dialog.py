"""接收交来的申报件: the file and its passphrase, what is in it, and where both sides differ."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ui.keys.secret_line import SecretLine
from ui.platform.window_place import grow, resize_within
from ui.start.disagreement_list import DisagreementList
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.line import Line
from ui.widgets.page_parts import words_label

if TYPE_CHECKING:
    from aimed_desktop.services.handing_over import Handover

_WORDS: Final = "选同事交来的文件，输入他告诉您的口令。先看看里面是什么，再决定是否接收。"
_LOOK, _TAKE, _MERGE = "看看文件", "接收", "合并到这里的同一份"
_WIDTH, _HEIGHT = 720, 640
_TOLD: Final = 6  # labels in one sentence


class ReceiveDialog(QDialog):
    """`look_wanted` tells the file and its passphrase, `take_wanted` besides the choices.

    The caller answers by `show_found` or `show_problem`; until then nothing can be changed.
    """

    look_wanted = Signal(Path, str)
    take_wanted = Signal(Path, str, list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("接收交来的申报件")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        self._is_seen = False
        self._is_busy = False
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(words_label(_WORDS, "quiet", self))
        box.addLayout(self._form())
        self.contents = words_label("", "text", self)
        self.contents.setObjectName("handover_contents")
        self.disagreements = DisagreementList(self)
        self.problem = words_label("", "bad", self)
        for widget in (self.contents, self.disagreements, self.problem):
            widget.hide()
        box.addWidget(self.contents)
        box.addWidget(self.disagreements, 1)
        box.addWidget(self.problem)
        box.addStretch(0)
        box.addLayout(self._actions())
        self.file.setFocus()

    def choose_file(self, path: Path) -> None:
        """Take this file, its contents not yet seen; not while another is being read or taken."""
        if self._is_busy:
            return
        self.file.setText(str(path))
        self.secret.setFocus()

    def show_found(self, found: Handover) -> None:
        """Say what is in the file; the primary button now takes it."""
        self._set_busy(busy=False)
        self._is_seen = True
        self.disagreements.show_all(found.disagreements, self.cancel)
        self.disagreements.setVisible(bool(found.disagreements))
        self.go.setText(_TAKE if found.is_new else _MERGE)
        self.contents.setText(_told(found))
        self.contents.show()
        if found.disagreements:
            resize_within(self, _WIDTH, _HEIGHT)
            self.disagreements.begin()
        else:
            grow(self)
            self.go.setFocus()

    def show_problem(self, words: str) -> None:
        """Say why it did not work; everything can be changed again, and the file is looked at anew."""
        self._set_busy(busy=False)
        self._forget_contents()
        self._say(self.problem, words)
        self.secret.setFocus()

    def show_idle(self) -> None:
        """It was stopped."""
        self._set_busy(busy=False)
        self.go.setFocus()

    def reject(self) -> None:
        """Closed only while nothing is being done."""
        if not self._is_busy:
            super().reject()

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(8)
        row = QHBoxLayout()
        self.file = Line(self)
        self.file.setObjectName("handover_file")
        self.file.setAccessibleName("交接文件")
        self.file.setPlaceholderText("以 .aimed 结尾的文件")
        row.addWidget(self.file, 1)
        self.choose = quiet_button("选择…", "choose_handover", self._choose, self)
        row.addWidget(self.choose)
        form.addRow("交接文件", row)
        self.secret = SecretLine("received_secret", "文件的口令", self)
        form.addRow("文件的口令", self.secret)
        for line in (self.file, self.secret):
            line.textChanged.connect(self._forget_contents)
        return form

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.cancel = quiet_button("取消", "cancel_receive", self.reject, self)
        row.addWidget(self.cancel)
        self.go = primary_button(_LOOK, "receive", self)
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go)
        row.addWidget(self.go)
        return row

    def _choose(self) -> None:
        kinds = "交接文件 (*.aimed);;所有文件 (*)"
        name, _ = QFileDialog.getOpenFileName(self, "选择交接文件", self.file.text(), kinds)
        if name:
            self.choose_file(Path(name))

    def _forget_contents(self) -> None:
        self._is_seen = False
        for widget in (self.contents, self.disagreements, self.problem):
            widget.hide()
        self.go.setText(_LOOK)

    def _on_go(self) -> None:
        file, secret = self.file.text().strip(), self.secret.text()
        if not file:
            self._say(self.problem, "还没有选交接文件。请按“选择…”。")
            self.choose.setFocus()
        elif not secret:
            self._say(self.problem, "还没有输入文件的口令。")
            self.secret.setFocus()
        else:
            self._set_busy(busy=True)
            if self._is_seen:
                self.take_wanted.emit(Path(file), secret, self.disagreements.choices)
            else:
                self.look_wanted.emit(Path(file), secret)

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        for widget in (self.file, self.choose, self.secret, self.disagreements, self.cancel, self.go):
            widget.setEnabled(not busy)
        self.problem.hide()

    def _say(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.show()
        grow(self)


def _told(found: Handover) -> str:
    time = datetime.fromisoformat(found.time)
    when = f"{time.month}月{time.day}日 {time:%H:%M}"
    lines = [f"“{found.title}”，{found.who} {when} 交出。"]
    if found.is_new:
        lines.append("这里还没有这一份，接收后可以接着填，改好再交回。")
    else:
        none = "" if found.disagreements else "，没有两边都改得不一样的地方"
        lines.append(f"会逐栏并入这里的同一份{none}。")
    if found.kept:
        more = f"等 {len(found.kept)} 处" if len(found.kept) > _TOLD else ""
        lines.append(f"对方清空或删去、这里照旧保留的：{'；'.join(found.kept[:_TOLD])}{more}。")
    if found.disagreements:
        lines.append(f"有 {len(found.disagreements)} 处两边都改过，请选用哪一边的：")
    return "\n".join(lines)
