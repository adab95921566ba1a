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
    QWidget,
)

from ui.widgets.buttons import tool_button
from ui.widgets.theme import repolish

if TYPE_CHECKING:
    from aimed_desktop.services.due_words import Due

STEPS = ("填写", "检查", "材料", "定稿打印", "盖章扫描", "报送归档")
_DONE = "✓"


class TopBar(QFrame):
    """`step_chosen` tells the index of a step, `left` that the clerk goes back to the start page."""

    step_chosen = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(2)
        self.back = QPushButton("‹ 我的申报件", self)
        self.back.setObjectName("back")
        self.back.clicked.connect(self.left)
        row.addWidget(self.back)
        self.title = _Elided("top_title", self)
        row.addWidget(self.title, 1)
        self.status = QLabel("", self)
        self.status.setObjectName("status_chip")
        self.status.setAccessibleName("状态")
        row.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter)
        self.due = QLabel("", self)
        self.due.setObjectName("due")
        row.addSpacing(4)
        row.addWidget(self.due, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(10)
        self._group = QButtonGroup(self)
        self.steps: list[QPushButton] = []
        for index, words in enumerate(STEPS):
            button = QPushButton(words, self)
            button.setObjectName(f"step_{index}")
            button.setCheckable(True)
            button.setAutoExclusive(True)  # a screen reader calls it one of several, and no box to tick
            self._group.addButton(button, index)
            row.addWidget(button)
            self.steps.append(button)
        self._group.idClicked.connect(self.step_chosen)
        row.addSpacing(10)
        self.state = QLabel("", self)
        self.state.setObjectName("save_state")
        self.state.setMinimumWidth(120)
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
        self.show_start()

    def show_start(self) -> None:
        """The start page: no steps, no way back."""
        self.title.show_words("申报助手")
        self.state.setText("")
        for widget in (self.back, self.status, self.due, self.history, self.unit, *self.steps):
            widget.hide()

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

    def show_due(self, due: Due) -> None:
        """How long is left, whole on hovering."""
        self.due.setText(due.words)
        self.due.setToolTip(due.whole)
        self.due.setAccessibleName(due.whole)
        self.due.setProperty("role", due.role)
        repolish(self.due)
        self.due.setVisible(bool(due.words))

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

    def show_saved(self, words: str, *, problem: bool = False) -> None:
        """Say whether everything is saved."""
        self.state.setText(words)
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
