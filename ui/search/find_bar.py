"""The bar under the form: what is looked for, how often it is there, what takes its place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from ui.widgets import icons, shortcuts
from ui.widgets.labels import lead_to
from ui.widgets.line import Line

_LINE_WIDTH = 260
_COUNT_WIDTH = 132
_SPACING = 8


class FindBar(QFrame):
    """Asks; it searches nothing itself. `left` tells that it was closed."""

    changed = Signal()  # other words, or upper and lower case
    stepped = Signal(int)  # 1: to the next place, -1: to the one before
    replace_wanted = Signal(bool)  # True: everywhere
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 10, 8)
        grid.setHorizontalSpacing(8)
        self.words, _label = self._line("查找", grid, 0)
        self.by, by_label = self._line("替换为", grid, 1)
        self.count = QLabel(self)
        self.count.setMinimumWidth(_COUNT_WIDTH)
        first = QHBoxLayout()
        first.setSpacing(_SPACING)
        first.addWidget(self.count)
        self._button(first, "上一处", shortcuts.hint("find_previous"), lambda: self.stepped.emit(-1))
        self._button(first, "下一处", shortcuts.hint("find_next"), lambda: self.stepped.emit(1))
        self.match_case = QCheckBox("区分大小写和全半角", self)  # behind the buttons for Tab, too
        self.match_case.toggled.connect(self.changed)
        first.addWidget(self.match_case)
        first.addStretch(1)
        close = self._button(first, "", "关闭（Esc）", self.close_bar)
        close.setFlat(True)
        icons.put(close, "x")
        close.setAccessibleName("关闭查找")
        grid.addLayout(first, 0, 2)
        second = QHBoxLayout()
        second.setSpacing(_SPACING)
        self.one = self._button(second, "替换", "", lambda: self.replace_wanted.emit(False))
        self.all = self._button(second, "全部替换", "", lambda: self.replace_wanted.emit(True))
        second.addStretch(1)
        grid.addLayout(second, 1, 2)
        grid.setColumnStretch(2, 1)
        self._second = (by_label, self.by, self.one, self.all)
        self.words.textChanged.connect(self.changed)

    def open_for(self, words: str, *, replacing: bool) -> None:
        """Show the bar, the lines for replacing only when they are wanted; `words` are looked for."""
        for widget in self._second:
            widget.setVisible(replacing)
        if words:
            self.words.setText(words)
        self.show()
        self.words.setFocus()
        self.words.selectAll()

    def close_bar(self) -> None:
        """Put the bar away."""
        self.hide()
        self.left.emit()

    def show_count(self, now: int | None, total: int, *, is_locked: bool) -> None:
        """At which place the search stands, of how many."""
        if not self.words.text():
            self.count.setText("")
        elif not total:
            self.count.setText("没有找到")
        else:
            self.count.setText(f"共 {total} 处" if now is None else f"第 {now + 1} 处，共 {total} 处")
        for button in (self.one, self.all):
            button.setEnabled(total > 0 and not is_locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.words.hasFocus():
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.by.hasFocus():
            self.replace_wanted.emit(False)
        else:
            super().keyPressEvent(event)

    def _line(self, words: str, grid: QGridLayout, row: int) -> tuple[QLineEdit, QLabel]:
        line = Line(self)
        line.setAccessibleName(words)
        line.setFixedWidth(_LINE_WIDTH)
        label = QLabel(words, self)
        lead_to(label, line)
        grid.addWidget(label, row, 0)
        grid.addWidget(line, row, 1)
        return line, label

    def _button(self, row: QHBoxLayout, words: str, tip: str, action: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        shortcuts.tell_keys(button, words, tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked: action())
        row.addWidget(button)
        return button
