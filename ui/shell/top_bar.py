"""The bar at the top: back, title, status, the steps, whether everything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.shell.plan_line import PlanLine
from ui.widgets.buttons import tool_button
from ui.widgets.shortcuts import hint, tell_keys
from ui.widgets.theme import repolish

if TYPE_CHECKING:
    from aimed_desktop.services.due_words import Due

STEPS = ("填写", "检查", "材料", "定稿打印", "盖章扫描", "报送归档")
_DONE = "✓"
_WIDE_PX = 1280  # from here on there is room for a day beside how far it is, for the clock, for a word
_BACK = "我的申报件"
_SAVED_PX = (64, 120)  # kept free, so that nothing moves while it changes: narrow, wide


class TopBar(QFrame):
    """`step_chosen` tells the index of a step, `left` that the clerk goes back to the start page."""

    step_chosen = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        row = QHBoxLayout()
        lines.addLayout(row)
        self.plan = PlanLine(self)
        lines.addWidget(self.plan)
        self._fill(row)
        self._is_wide: bool | None = None
        self.show_start()

    def _fill(self, row: QHBoxLayout) -> None:
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(2)
        self.back = QPushButton("", self)
        self.back.setObjectName("back")
        self.back.setAccessibleName(f"返回{_BACK}")
        tell_keys(self.back, f"返回{_BACK}", hint("start"))
        self.back.clicked.connect(self.left)
        row.addWidget(self.back)
        self.title = _Elided("top_title", self)
        row.addWidget(self.title, 1)
        self.status = QLabel("", self)
        self.status.setObjectName("status_chip")
        self.status.setAccessibleName("状态")
        row.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(4)
        row.addLayout(self._due_lines())
        row.addSpacing(10)
        self._group = QButtonGroup(self)
        self.steps: list[QPushButton] = []
        for index, words in enumerate(STEPS):
            button = QPushButton(words, self)
            button.setObjectName(f"step_{index}")
            button.setAccessibleDescription(f"Alt+{index + 1}")
            button.setCheckable(True)
            button.setAutoExclusive(True)  # a screen reader calls it one of several, and no box to tick
            self._group.addButton(button, index)
            row.addWidget(button)
            self.steps.append(button)
        self._group.idClicked.connect(self.step_chosen)
        row.addSpacing(10)
        self.state = QLabel("", self)
        self.state.setObjectName("save_state")
        self._saved = ("", "")  # words, and the clock
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.state)
        self.history = tool_button("history", "历史版本", self)
        row.addWidget(self.history)
        self.unit = tool_button("building-2", "单位档案", self)
        row.addWidget(self.unit)
        self.help = tool_button("circle-help", "帮助", self)
        self.more = tool_button("settings", "显示设置", self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row.addWidget(self.help)
        row.addWidget(self.more)

    def _due_lines(self) -> QVBoxLayout:
        """The day that counts for this unit; below it, where it is another one, the notice's."""
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch()
        self._due: tuple[Due, ...] = ()
        self.due, self.due_by_notice = self._due_labels = (QLabel("", self), QLabel("", self))
        for label, name in zip(self._due_labels, ("due", "due_by_notice"), strict=True):
            label.setObjectName(name)
            lines.addWidget(label)
        lines.addStretch()
        return lines

    def show_start(self) -> None:
        """The start page: no steps, no way back."""
        self.title.show_words("申报助手")
        self.show_saved("")
        for widget in (self.back, self.status, *self._due_labels, self.history, self.unit, *self.steps):
            widget.hide()
        self.plan.show_plan(None)

    def show_page(self, title: str) -> None:
        """A page beside the applications: the way back, no steps."""
        self.show_start()
        self.title.show_words(title)
        self.back.show()

    def show_application(self, title: str) -> None:
        """An open application."""
        self.title.show_words(title)
        self.back.show()
        self.history.show()
        self.unit.show()
        for index, button in enumerate(self.steps):
            button.setText(STEPS[index])
            button.show()

    def show_title(self, title: str) -> None:
        """What the open application is called now."""
        self.title.show_words(title)

    def show_status(self, words: str, kind: str, story: str = "") -> None:
        """The status as a chip of a kind (draft, final, good, bad); `story` is told on hovering."""
        self.status.setText(words)
        self.status.setToolTip(story)
        self.status.setProperty("kind", kind)
        repolish(self.status)
        self.status.show()

    def show_due(self, due: tuple[Due, Due]) -> None:
        """How long is left for this unit, and what the notice says; whole on hovering."""
        self._due = due
        whole = "\n".join(each.whole for each in due if each.whole)
        for label, each in zip(self._due_labels, due, strict=True):
            label.setToolTip(whole)
            label.setAccessibleName(each.whole)
            label.setProperty("role", each.role)
            label.setProperty("small", "true" if due[1].words else "false")
            label.setVisible(bool(each.words))
            repolish(label)
        self._show_due_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _WIDE_PX
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._give_room()

    def _give_room(self) -> None:
        """On a small screen the title of the application needs the room more than anything beside it."""
        self.setProperty("narrow", "false" if self._is_wide else "true")
        self.back.setText(f"‹ {_BACK if self._is_wide else '返回'}")
        self.state.setMinimumWidth(_SAVED_PX[bool(self._is_wide)])
        for button in (self.back, *self.steps):
            repolish(button)
        self._show_due_words()
        self._show_saved_words()

    def _show_due_words(self) -> None:
        """With the day where there is room for it."""
        for label, each in zip(self._due_labels, self._due, strict=False):
            label.setText((self._is_wide and each.dated) or each.words)

    def _show_saved_words(self) -> None:
        """With the clock where there is room for it."""
        words, clock = self._saved
        self.state.setText(f"{words} {clock}" if clock and self._is_wide else words)
        self.state.setToolTip(f"最近一次保存：{clock}" if clock else "")

    def show_step(self, index: int) -> None:
        """Mark the step whose page is shown."""
        self.steps[index].setChecked(True)

    def show_left(self, index: int, left: int | None) -> None:
        """Say how much is left to do at a step: ✓ for nothing; None: not known, or not its turn yet."""
        words = STEPS[index]
        self.steps[index].setText(words if left is None else f"{words} {left or _DONE}")
        told = "" if left is None else f"，还有 {left} 项" if left else "，已完成"
        self.steps[index].setAccessibleName(f"{words}{told}")
        self.steps[index].setToolTip(f"{words}{told}" if told else "")

    def show_saved(self, words: str, *, at: str = "", problem: bool = False) -> None:
        """Say whether everything is saved, and when it last was."""
        self._saved = (words, at)
        self._show_saved_words()
        if bool(self.state.property("problem") == "true") != problem:
            self.state.setProperty("problem", "true" if problem else "false")
            repolish(self.state)


class _Elided(QLabel):
    """A title that gives way to the steps: cut in the middle, as names differ at their end."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(10, 10, 10, 10)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Show `words`, as far as there is room."""
        self._words = words
        self.setToolTip(words)
        self._elide()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - 22
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, max(room, 0)))
