"""Asks before 定稿 about what may tell who a patient is: once a version is fixed, it is on paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from aimed_desktop.application.checks.finding import Finding
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.page_parts import words_label

_MOST = 8  # lines; the check page has them all
_WIDTH = 460


class PersonalDialog(QDialog):
    """`kept` tells that the numbers are meant, `look_wanted` the field that is to be looked at."""

    kept = Signal()
    look_wanted = Signal(str)

    def __init__(self, found: Sequence[Finding], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("定稿前请看一眼")
        self.setObjectName("personal_numbers")
        self.setMinimumWidth(_WIDTH)
        self._first = found[0].field or ""
        box = QVBoxLayout(self)
        box.setSpacing(10)
        told = [
            "正文里可能有能认出个人的内容，定稿后会印在纸上：",
            *(f"· {each.message}" for each in found[:_MOST]),
        ]
        for words in told:
            box.addWidget(words_label(words, "text", self))
        if len(found) > _MOST:
            box.addWidget(words_label(f"还有 {len(found) - _MOST} 处，见检查页。", "quiet", self))
        look = primary_button("去看看", "look_at_personal", self)
        look.setDefault(True)
        look.setAccessibleDescription("".join(told))  # who hears the first button hears what is asked
        look.clicked.connect(self._on_look)
        keep = quiet_button("确需保留，继续定稿", "keep_personal", self._on_kept, self)
        back = quiet_button("取消", "cancel_personal", self.reject, self)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (look, keep, back):
            row.addWidget(button)
        box.addLayout(row)
        look.setFocus()

    def _on_look(self) -> None:
        self.reject()
        self.look_wanted.emit(self._first)

    def _on_kept(self) -> None:
        self.accept()
        self.kept.emit()
