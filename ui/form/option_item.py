"""One option of the paper: its box, and what may be typed beside the tick."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from aimed_desktop.application.values.shapes import Value
from aimed_desktop.definition.fields import Option
from aimed_desktop.services import field_answers
from aimed_desktop.services.typed_text import clean_line
from ui.binding.counter import CounterLabel
from ui.form.compound import Compound
from ui.widgets.line import Line

_LONG_LABEL = 26  # characters from which a label is broken into lines
_NOTE_WIDTH = 150
_WIDEST_NOTE = 360
_AMOUNT_WIDTH = 72
_LEAST_WIDTH = 40
_AIR = 18  # px in a line beside its text

OptionEntry = dict[str, Value]


class OptionBox(QCheckBox):
    """A box of a group: the arrows go through the group, the digits tick, Tab leaves it.

    `wanted` tells by how many boxes the cursor should move, `numbered` which box to tick.
    """

    wanted = Signal(int)
    numbered = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        is_plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if is_plain and event.key() in steps:
            self.wanted.emit(steps[Qt.Key(event.key())])
        elif is_plain and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.numbered.emit(event.key() - Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        moved = super().focusNextPrevChild(is_next)
        focused = QApplication.focusWidget()
        if (
            moved
            and isinstance(focused, OptionBox)
            and focused is not self
            and _group(focused) is _group(self)
        ):
            return focused.focusNextPrevChild(is_next)
        return moved


class OptionItem(QWidget):
    """One box; its note and its amount appear beside the tick."""

    edited = Signal()
    left = Signal()  # what is typed beside the tick is done
    ticked = Signal(bool)

    def __init__(self, option: Option, asked: str, parent: QWidget) -> None:
        """`asked`: what a screen reader calls the field."""
        super().__init__(parent)
        self.option = option
        self._asked = asked
        self._entry: OptionEntry = {"option": option.label}
        self._counter: CounterLabel | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        long = len(option.label) > _LONG_LABEL
        self.box = OptionBox("" if long else option.label, self)
        self.box.setAccessibleName(option.label)
        self.box.toggled.connect(self._on_toggled)
        row.addWidget(self.box)
        if long:
            row.addWidget(_ClickableLabel(option.label, self.box), 1)
        if option.note and option.note_printed:
            row.addWidget(QLabel(f"（{option.note}）", self))
        self.note = self._line("note", _NOTE_WIDTH, has_line=bool(option.note))
        amount_width = _NOTE_WIDTH if option.blank == "text" else _AMOUNT_WIDTH
        self.amount = self._line("amount", amount_width, has_line=option.blank is not None)
        self._worded = self.note or (self.amount if option.blank == "text" else None)
        for line in (self.note, self.amount):
            if line is not None:
                row.addWidget(line)
        if option.after or option.unit:
            row.addWidget(QLabel(option.after or option.unit or "", self))

    @property
    def entry(self) -> OptionEntry | None:
        """What is written for this option; None while it is not ticked."""
        return dict(self._entry) if self.box.isChecked() else None

    def show_entry(self, entry: Mapping[str, Value] | None) -> None:
        """Show the tick and what was typed beside it."""
        with QSignalBlocker(self.box):
            self.box.setChecked(entry is not None)
        if entry is not None:
            self._entry = dict(entry)
        for key, line in (("note", self.note), ("amount", self.amount)):
            if line is None:
                continue
            line.setVisible(entry is not None)
            text = str(self._entry.get(key) or "")
            if entry is not None and text != line.text():
                with QSignalBlocker(line):
                    line.setText(text)
        self._show_size()

    def set_locked(self, is_locked: bool) -> None:
        """The tick stays as it is; what was typed beside it can be copied."""
        self.box.setEnabled(not is_locked)
        for line in (self.note, self.amount):
            if line is not None:
                line.setReadOnly(is_locked)

    def untick(self) -> None:
        """Take the tick away without telling; what was typed beside it comes back with it."""
        self.show_entry(None)

    def _line(self, key: str, width: int, *, has_line: bool) -> _LineBeside | None:
        if not has_line:
            return None
        line = _LineBeside(width, self)
        line.setObjectName(f"{key}:{self.option.label}")
        words = self.option.note if key == "note" else None
        words = words or ("说明" if self.option.blank == "text" else "数量")
        line.setAccessibleName(f"{self._asked}，{self.option.label}：{words}")
        line.setPlaceholderText(words)
        line.setProperty("line", "true")
        line.setVisible(False)
        line.textChanged.connect(lambda text: self._on_typed(key, text))
        line.editingFinished.connect(self.left)
        return line

    def _on_typed(self, key: str, text: str) -> None:
        text = clean_line(text).strip()
        if text:
            self._entry[key] = text
        else:
            self._entry.pop(key, None)
        self._show_size()
        self.edited.emit()

    def _show_size(self) -> None:
        """A note gets longer with its words, and its words are counted."""
        line = self._worded
        if line is None or line.isHidden():
            if self._counter is not None:
                self._counter.hide()
            return
        text = line.text()
        needed = line.fontMetrics().horizontalAdvance(text) + _AIR
        line.want(max(_NOTE_WIDTH, min(needed, _WIDEST_NOTE)))
        line.setToolTip(text if needed > _NOTE_WIDTH else "")  # the cell may be narrow
        if text and self._counter is None:
            self._counter = CounterLabel(None, self)
            layout = self.layout()
            assert isinstance(layout, QHBoxLayout)
            layout.insertWidget(layout.indexOf(line) + 1, self._counter)
        if self._counter is not None:
            self._counter.show_count(field_answers.count(text))
            self._counter.setVisible(bool(text))

    def _on_toggled(self, checked: bool) -> None:
        self.show_entry(self._entry if checked else None)
        self.ticked.emit(checked)
        if checked and (first := self.note or self.amount) is not None:
            first.setFocus()


class _LineBeside(Line):
    """As wide as is wanted, narrower where the cell has less room."""

    def __init__(self, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def want(self, width: int) -> None:
        """Be `width` px wide where there is room."""
        if width != self._width:
            self._width = width
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, super().sizeHint().height())


class _ClickableLabel(QLabel):
    """A label of several lines that ticks its box."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text, box.parentWidget())
        self._box = box
        self.setWordWrap(True)
        self.setMinimumWidth(420)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._box.click()
        event.accept()


def _group(box: QWidget) -> QWidget | None:
    """What holds the options, whether they stand in one line or each in a line of its own."""
    above = box.parentWidget()
    while above is not None and not isinstance(above, Compound):
        above = above.parentWidget()
    return above
