"""The few facts of the unit that every form asks for, typed once at the first start."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.checks.sentences import SENTENCES
from aimed_desktop.application.profile.profile import Profile
from aimed_desktop.definition.profile_keys import PROFILE_KEYS
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.line import Line
from ui.widgets.page_parts import words_label

FIRST_KEYS = ("unit.name", "unit.uscc", "unit.address", "contact.name", "contact.phone")
_WORDS = (
    "这几项几乎每张申报表都要填。填一次，以后在栏目旁边点一下就能带进去；"
    "加密保存在本机，随时可以在单位档案里改。"
)
_LABELS = {key.key: key.label for key in PROFILE_KEYS}


class UnitDialog(QDialog):
    """`given` tells what was typed, by profile key; the dialog then closes."""

    given = Signal(dict)

    def __init__(self, known: dict[str, object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("单位档案")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        self.lines: dict[str, QLineEdit] = {}
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(words_label(_WORDS, "quiet", self))
        form = QFormLayout()
        form.setSpacing(6)
        for key in FIRST_KEYS:
            line = Line(str(known.get(key) or ""), self)
            line.setObjectName(key)
            line.setAccessibleName(_LABELS[key])
            form.addRow(_LABELS[key], line)
            self.lines[key] = line
        box.addLayout(form)
        self.problem = words_label("", "bad", self)
        self.problem.hide()
        box.addWidget(self.problem)
        box.addLayout(self._actions())
        self.lines[FIRST_KEYS[0]].setFocus()

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(quiet_button("以后再填", "unit_later", self.reject, self))
        self.save = primary_button("保存", "save_unit", self)
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save)
        row.addWidget(self.save)
        return row

    def _on_save(self) -> None:
        profile = Profile({key: line.text().strip() for key, line in self.lines.items()})
        for key, line in self.lines.items():
            if (code := profile.problem(key)) is not None:
                sentence = SENTENCES[code]
                self._show_problem((sentence.message + sentence.fix).format(label=_LABELS[key]))
                line.setFocus()
                return
        self.given.emit({key: profile.get(key) for key in FIRST_KEYS})
        self.accept()

    def _show_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        self.problem.setMinimumHeight(self.problem.heightForWidth(self.problem.width()))
