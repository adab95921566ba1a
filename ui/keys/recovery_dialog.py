"""从备份恢复: which backup, by which key, what is in it, and only then the button that takes it."""

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
from ui.platform.window_place import grow
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.line import Line
from ui.widgets.page_parts import words_label

if TYPE_CHECKING:
    from aimed_desktop.archive.backup import BackupContents

_WORDS: Final = "选一份备份，输入它的口令或恢复码。先看看里面有什么，再决定是否恢复。"
_KEPT: Final = "恢复后，本机现在的档案库不再使用，但不会删除：改名保留在原来的文件夹里。"
_LOOK, _RECOVER = "看看备份", "恢复这份备份"
_WIDTH: Final = 540


class RecoveryDialog(QDialog):
    """`look_wanted` tells the file and the secret; `recovery_wanted` that what was shown is to be taken.

    The caller answers by `show_contents` or `show_problem`; until then nothing can be changed.
    """

    look_wanted = Signal(Path, str)
    recovery_wanted = Signal()

    def __init__(self, parent: QWidget, *, has_archive: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("从备份恢复")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        self._has_archive = has_archive
        self._is_seen = False  # the contents of this file are shown
        self._is_busy = False
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(words_label(_WORDS, "quiet", self))
        box.addLayout(self._form())
        self.contents = words_label("", "text", self)
        self.contents.setObjectName("backup_contents")
        self.problem = words_label("", "bad", self)
        for label in (self.contents, self.problem):
            label.hide()
            box.addWidget(label)
        box.addStretch(1)
        box.addLayout(self._actions())
        self.choose.setAccessibleDescription(_WORDS)
        self.choose.setFocus()

    def choose_file(self, path: Path) -> None:
        """Take this file, its contents not yet seen."""
        self.file.setText(str(path))
        self.secret.setFocus()

    def show_contents(self, contents: BackupContents) -> None:
        """Say what is in the backup; the primary button now takes it."""
        self._set_busy(busy=False)
        self._is_seen = True
        made = f"备份于 {_time(contents.made)}。" if contents.made else ""
        changed = f"，最后一次改动在 {_time(contents.changed)}" if contents.changed else ""
        words = f"备份完好。{made}里面有 {contents.applications} 份申报件{changed}。"
        self._say(self.contents, f"{words}\n{_KEPT}" if self._has_archive else words)
        self.go.setText(_RECOVER)
        self.go.setFocus()

    def show_problem(self, words: str) -> None:
        """Say why it did not work; everything can be changed again, and the backup is looked at anew."""
        self._set_busy(busy=False)
        self._forget_contents()
        self._say(self.problem, words)

    def show_idle(self) -> None:
        """The reading was stopped."""
        self._set_busy(busy=False)

    def reject(self) -> None:
        """Closed only while nothing is being done."""
        if not self._is_busy:
            super().reject()

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(8)
        row = QHBoxLayout()
        self.file = Line(self)
        self.file.setObjectName("backup_file")
        self.file.setAccessibleName("备份文件")
        self.file.setPlaceholderText("以 .aimed 结尾的文件，通常在U盘上")
        row.addWidget(self.file, 1)
        self.choose = quiet_button("选择…", "choose_backup", self._choose, self)
        row.addWidget(self.choose)
        form.addRow("备份文件", row)
        self.secret = SecretLine("backup_secret", "口令或恢复码", self)
        form.addRow("口令或恢复码", self.secret)
        for line in (self.file, self.secret):
            line.textChanged.connect(self._forget_contents)
        return form

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.cancel = quiet_button("取消", "cancel_recovery", self.reject, self)
        row.addWidget(self.cancel)
        self.go = primary_button(_LOOK, "recover", self)
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go)
        row.addWidget(self.go)
        return row

    def _choose(self) -> None:
        kinds = "备份 (*.aimed);;所有文件 (*)"
        name, _ = QFileDialog.getOpenFileName(self, "选择备份文件", self.file.text(), kinds)
        if name:
            self.choose_file(Path(name))

    def _forget_contents(self) -> None:
        self._is_seen = False
        self.contents.hide()
        self.problem.hide()
        self.go.setText(_LOOK)

    def _on_go(self) -> None:
        file, secret = self.file.text().strip(), self.secret.text()
        if not file:
            self._say(self.problem, "还没有选备份文件。请按“选择…”。")
            self.choose.setFocus()
        elif not secret:
            self._say(self.problem, "还没有输入口令或恢复码。")
            self.secret.setFocus()
        else:
            self._set_busy(busy=True)
            if self._is_seen:
                self.recovery_wanted.emit()
            else:
                self.look_wanted.emit(Path(file), secret)

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        for widget in (self.file, self.choose, self.secret, self.cancel, self.go):
            widget.setEnabled(not busy)
        self.problem.hide()

    def _say(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.show()
        grow(self)


def _time(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
