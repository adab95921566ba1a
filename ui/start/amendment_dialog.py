"""补充通知: a changed date, mailbox or place with its source, recorded for all applications of a notice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.life.amendments import Amendment
from aimed_desktop.application.values.dates import printed_moment
from aimed_desktop.archive.amendments import Recorded
from aimed_desktop.definition.model import Notice, Route, Term
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.line import Line
from ui.widgets.long_names import LongChoice
from ui.widgets.page_parts import words_label

_TERMS: tuple[tuple[Term, str, str], ...] = (
    ("until", "截止时间", "如 2026-06-18 17:00，没有改就空着"),
    ("mail", "邮箱", "几个邮箱用分号隔开，没有改就空着"),
    ("place", "地点", "没有改就空着"),
)
_SOURCE = (
    ("title", "补充通知标题", "如 关于延长征集时间的通知，或 区卫健局电话通知"),
    ("number", "文号", "没有可不填"),
)
_WORDS = (
    "通知发布以后改了日期、邮箱或地点的，记在这里：这个通知的所有申报件都按新的来，"
    "原来的写在旁边，随时可以收回。"
)
_DATE = ("date", "日期", "补充通知的日期，如 2026-06-10")


class AmendmentDialog(QDialog):
    """`recorded` tells an Amendment, `taken_back` the number of one; the caller shows what came of it."""

    recorded = Signal(object)
    taken_back = Signal(int)

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("补充通知")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(620)
        self._notice = notice
        self._lines: dict[str, QLineEdit] = {}
        self._printed: dict[str, QLabel] = {}
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(words_label(notice.title, "card_title", self))
        box.addWidget(words_label(_WORDS, "quiet", self))
        box.addWidget(self._kept())
        box.addLayout(self._form())
        self.problem = words_label("", "bad", self)
        box.addWidget(self.problem)
        box.addLayout(self._actions())
        self._show_printed()
        self._lines["until"].setFocus()

    def show_recorded(self, recorded: Sequence[Recorded]) -> None:
        """List what is recorded by now, each with a button to take it back."""
        holder = QWidget(self._kept_area)
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        for each in recorded:
            box.addWidget(self._recorded_line(each, holder))
        box.addStretch(1)
        self._kept_area.setWidget(holder)
        self._kept_area.setVisible(bool(recorded))
        self._kept_area.setFixedHeight(min(150, 62 * len(recorded)))

    def show_done(self) -> None:
        """It was recorded: the lines are empty for the next one."""
        self.problem.setText("")
        for line in self._lines.values():
            line.clear()

    def show_problem(self, words: str) -> None:
        """Say why it cannot stand; what was typed stays."""
        self.problem.setText(words)

    def _kept(self) -> QScrollArea:
        self._kept_area = QScrollArea(self)
        self._kept_area.setWidgetResizable(True)
        self._kept_area.setFrameShape(QFrame.Shape.NoFrame)
        self._kept_area.hide()
        return self._kept_area

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(8)
        self.route = LongChoice(self)
        self.route.setObjectName("amended_route")
        self.route.setAccessibleName("改的是哪一步")
        for route in self._notice.routes:
            self.route.addItem(f"{route.from_} → {route.to}", route.key)
        self.route.setCurrentIndex(next((i for i, r in enumerate(self._notice.routes) if r.until), 0))
        self.route.currentIndexChanged.connect(self._show_printed)
        form.addRow("改的是哪一步", self.route)
        for term, label, hint in _TERMS:
            form.addRow(label, self._line(term, label, hint))
            printed = words_label("", "quiet", self)
            self._printed[term] = printed
            form.addRow("", printed)
        for name, label, hint in (*_SOURCE, _DATE):
            form.addRow(label, self._line(name, label, hint))
        return form

    def _line(self, name: str, label: str, hint: str) -> QLineEdit:
        line = Line(self)
        line.setObjectName(f"amended_{name}")
        line.setAccessibleName(label)
        line.setPlaceholderText(hint)
        self._lines[name] = line
        return line

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(quiet_button("关闭", "close", self.accept, self))
        self.record = primary_button("记下", "record_amendment", self)
        self.record.setDefault(True)
        self.record.clicked.connect(self._on_record)
        row.addWidget(self.record)
        return row

    def _recorded_line(self, each: Recorded, parent: QWidget) -> QWidget:
        line = QFrame(parent)
        line.setObjectName("recorded")
        row = QHBoxLayout(line)
        row.setContentsMargins(8, 4, 4, 4)
        amendment = each.amendment
        changes = "；".join(
            f"{label}改为 {value}" for term, label, _ in _TERMS if (value := getattr(amendment, term))
        )
        row.addWidget(words_label(f"{changes}\n依据：{amendment.source}", "text", line), 1)
        take_back = partial(self.taken_back.emit, each.number)
        back = quiet_button("收回", f"take_back:{each.number}", take_back, line)
        back.setAccessibleName(f"收回补充通知：{amendment.title}")
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _show_printed(self) -> None:
        """What the notice itself prints for the chosen step, under each line."""
        route = next((r for r in self._notice.routes if r.key == self.route.currentData()), None)
        for term, _, _ in _TERMS:
            self._printed[term].setText(f"原通知：{_printed(route, term) if route else ''}")

    def _on_record(self) -> None:
        typed = {name: line.text() for name, line in self._lines.items()}
        self.recorded.emit(
            Amendment(
                route=str(self.route.currentData()),
                title=typed["title"],
                number=typed["number"],
                date=typed["date"],
                until=typed["until"] or None,
                mail=typed["mail"] or None,
                place=typed["place"] or None,
            )
        )


def _printed(route: Route, term: Term) -> str:
    """What stands in the notice as published."""
    change = route.amendment(term)
    if change is not None:
        words = change.printed
    else:
        words = {"until": route.until, "mail": "、".join(route.mail), "place": route.place}[term]
    if term == "until" and words:
        return printed_moment(words)
    return words or "未写明"
