"""The bar at the top: back, title, the steps, whether everything is saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.theme import repolish

STEPS = ("填写", "检查", "材料", "导出打印", "报送归档")


class TopBar(QFrame):
    """`step_chosen` tells the index of a step, `left` that the clerk goes back to the start page."""

    step_chosen = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(2)
        self.back = QPushButton("‹ 我的申报件", self)
        self.back.setObjectName("back")
        self.back.clicked.connect(self.left)
        row.addWidget(self.back)
        self.title = QLabel("申报助手", self)
        self.title.setObjectName("top_title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setContentsMargins(10, 10, 10, 10)
        row.addWidget(self.title)
        row.addStretch(1)
        self._group = QButtonGroup(self)
        self.steps: list[QPushButton] = []
        for index, words in enumerate(STEPS):
            button = QPushButton(words, self)
            button.setObjectName(f"step_{index}")
            button.setCheckable(True)
            self._group.addButton(button, index)
            row.addWidget(button)
            self.steps.append(button)
        self._group.idClicked.connect(self.step_chosen)
        row.addSpacing(14)
        self.state = QLabel("", self)
        self.state.setObjectName("save_state")
        self.state.setMinimumWidth(120)
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.state)
        self.show_start()

    def show_start(self) -> None:
        """The start page: no steps, no way back."""
        self.title.setText("申报助手")
        self.back.hide()
        self.state.setText("")
        for button in self.steps:
            button.hide()

    def show_application(self, title: str) -> None:
        """An open application."""
        metrics = self.title.fontMetrics()
        self.title.setText(metrics.elidedText(title, Qt.TextElideMode.ElideRight, 380))
        self.title.setToolTip(title)
        self.back.show()
        for button in self.steps:
            button.show()

    def show_step(self, index: int) -> None:
        """Mark the step whose page is shown."""
        self.steps[index].setChecked(True)

    def show_left(self, index: int, left: int) -> None:
        """Say how much is left to do at a step."""
        self.steps[index].setText(f"{STEPS[index]} {left}" if left else STEPS[index])

    def show_saved(self, words: str, *, problem: bool = False) -> None:
        """Say whether everything is saved."""
        self.state.setText(words)
        if bool(self.state.property("problem") == "true") != problem:
            self.state.setProperty("problem", "true" if problem else "false")
            repolish(self.state)
