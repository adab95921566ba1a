"""交给同事: who gives an application, and the passphrase that opens its file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from aimed_desktop.desktop.system_programs import OpenedAs, opening_words
from aimed_desktop.services.typed_text import clean_line
from ui.keys.keys_dialog import weakness
from ui.keys.secret_line import SecretLine
from ui.platform.file_opener import open_path
from ui.platform.window_place import grow
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.line import Line
from ui.widgets.page_parts import words_label

_WORDS: Final = (
    "把“{title}”连同材料、历史版本、定稿和扫描件存成一个加密文件，交给同事接着填。"
    "同事改好交回，再“接收交来的申报件”，会逐栏并入这一份，不会变成两份。"
)
_APART: Final = "给文件另设一个口令，不要用您自己档案库的。请当面或打电话告诉同事，不要和文件放在一起。"
_WIDTH: Final = 540


class HandOverDialog(QDialog):
    """`wanted` tells the file to write, its passphrase, and who gives it. The caller answers by `show_made`
    or `show_problem`.
    """

    wanted = Signal(Path, str, str)

    def __init__(self, title: str, who: str, proposed: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("交给同事")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        self._proposed = proposed
        self._made: Path | None = None
        self._is_busy = False
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(words_label(_WORDS.format(title=title), "quiet", self))
        form = QFormLayout()
        form.setSpacing(8)
        self.who = Line(self)
        self.who.setObjectName("giver")
        self.who.setAccessibleName("交出人")
        self.who.setPlaceholderText("您的姓名，同事接收时会看到")
        self.who.setText(who)
        form.addRow("交出人", self.who)
        self.first = SecretLine("handover_secret", "文件的口令", self)
        self.second = SecretLine("handover_secret_again", "再输一次", self)
        form.addRow("文件的口令", self.first)
        form.addRow("再输一次", self.second)
        box.addLayout(form)
        box.addWidget(words_label(_APART, "quiet", self))
        self.state = words_label("", "quiet", self)
        self.state.setObjectName("handover_state")
        self.state.hide()
        box.addWidget(self.state)
        box.addStretch(1)
        box.addLayout(self._foot())
        (self.first if who else self.who).setFocus()

    def show_made(self, path: Path) -> None:
        """Say where the file stands."""
        self._made = path
        self._set_busy(busy=False)
        self.folder.show()
        self.close_button.setFocus()
        self._say(f"已生成：{path}\n口令没有写在文件里，请另外告诉同事。", "good")

    def show_problem(self, words: str) -> None:
        """Say why there is no file; everything can be changed again."""
        self._set_busy(busy=False)
        self._say(words, "bad")
        self.first.setFocus()

    def show_idle(self) -> None:
        """The writing was stopped."""
        self._set_busy(busy=False)
        self.state.hide()
        self.go.setFocus()

    def give(self, target: Path) -> None:
        """Ask for the file at `target`."""
        self._set_busy(busy=True)
        self._say("正在加密……", "quiet")
        self.wanted.emit(target, self.first.text(), clean_line(self.who.text()).strip())

    def reject(self) -> None:
        """Closed only while nothing is being done."""
        if not self._is_busy:
            super().reject()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.folder = quiet_button("打开所在文件夹", "open_folder", self._on_folder, self)
        self.folder.hide()
        foot.addWidget(self.folder)
        foot.addStretch(1)
        self.close_button = quiet_button("关闭", "close", self.reject, self)
        foot.addWidget(self.close_button)
        self.go = primary_button("生成交接文件…", "make_handover", self)
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go)
        foot.addWidget(self.go)
        return foot

    def _on_go(self) -> None:
        if problem := self._problem():
            self._say(problem, "bad")
            return
        name, _ = QFileDialog.getSaveFileName(self, "存放交接文件", str(self._proposed), "交接文件 (*.aimed)")
        if name:
            self.give(Path(name).with_suffix(".aimed"))

    def _problem(self) -> str:
        if not self.who.text().strip():
            self.who.setFocus()
            return "还没有写交出人。同事要知道是谁交来的。"
        if problem := weakness(self.first.text()):
            self.first.setFocus()
            return problem
        if self.first.text() != self.second.text():
            self.second.setFocus()
            return "两次输入的口令不一样，请重新输入。"
        return ""

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        for widget in (self.who, self.first, self.second, self.go, self.close_button):
            widget.setEnabled(not busy)

    def _say(self, words: str, role: str) -> None:
        self.state.setProperty("role", role)
        self.state.style().polish(self.state)
        self.state.setText(words)
        self.state.show()
        grow(self)

    def _on_folder(self) -> None:
        if self._made is not None:
            folder = self._made.parent
            open_path(folder, self, lambda shown: self._tell_shown(folder, shown))

    def _tell_shown(self, folder: Path, shown: OpenedAs) -> None:
        if words := opening_words(folder, shown):
            self._say(words, "quiet")
