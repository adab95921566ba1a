"""Options to tick, with what may be typed beside a tick."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from aimed_desktop.application.model import Value
from aimed_desktop.definition.fields import Field, FieldType, Option
from ui.form.cleaning import clean_line
from ui.form.context import FormContext, introduce
from ui.form.flow import FlowLayout

_LONG_LABEL = 26  # characters from which a label is broken into lines
_NOTE_WIDTH = 150
_AMOUNT_WIDTH = 72
_YES, _NO = "是", "否"

Entry = dict[str, Value]


class OptionItem(QWidget):
    """One box; its note and its amount appear beside the tick."""

    edited = Signal()
    ticked = Signal(bool)

    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(parent)
        self.option = option
        self._entry: Entry = {"option": option.label}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        long = len(option.label) > _LONG_LABEL
        self.box = QCheckBox("" if long else option.label, self)
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
        for line in (self.note, self.amount):
            if line is not None:
                row.addWidget(line)
        if option.after or option.unit:
            row.addWidget(QLabel(option.after or option.unit or "", self))

    @property
    def entry(self) -> Entry | None:
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

    def set_locked(self, is_locked: bool) -> None:
        """The tick stays as it is; what was typed beside it can be copied."""
        self.box.setEnabled(not is_locked)
        for line in (self.note, self.amount):
            if line is not None:
                line.setReadOnly(is_locked)

    def untick(self) -> None:
        """Take the tick away without telling; what was typed beside it comes back with it."""
        self.show_entry(None)

    def _line(self, key: str, width: int, *, has_line: bool) -> QLineEdit | None:
        if not has_line:
            return None
        line = QLineEdit(self)
        line.setObjectName(f"{key}:{self.option.label}")
        words = self.option.note if key == "note" else None
        words = words or ("说明" if self.option.blank == "text" else "数量")
        line.setAccessibleName(f"{self.option.label}：{words}")
        line.setPlaceholderText(words)
        line.setFixedWidth(width)
        line.setProperty("line", "true")
        line.setVisible(False)
        line.textChanged.connect(lambda text: self._on_typed(key, text))
        return line

    def _on_typed(self, key: str, text: str) -> None:
        text = clean_line(text).strip()
        if text:
            self._entry[key] = text
        else:
            self._entry.pop(key, None)
        self.edited.emit()

    def _on_toggled(self, checked: bool) -> None:
        self.show_entry(self._entry if checked else None)
        self.ticked.emit(checked)
        if checked and (first := self.note or self.amount) is not None:
            first.setFocus()


class ChoiceField(QWidget):
    """A choice, choices or yes_no field as the boxes of the paper."""

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget, flow: str = "inline"):
        super().__init__(parent)
        self._field = field
        self._path = path
        self._bindings = context.bindings
        introduce(self, field, path)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._items: list[OptionItem] = []
        self._unknown: list[Entry] = []
        self._unknown_label: QLabel | None = None
        self._lay_out(flow)
        if self._items:
            self.setFocusProxy(self._items[0].box)
        context.bindings.bind(path, self)

    def show_value(self, value: Value) -> None:
        """Tick what `value` names; entries of a newer form are kept and shown as words."""
        entries = _entries(self._field, value)
        known: set[int] = set()
        for item in self._items:
            names = (item.option.label, *item.option.was)
            index = next((i for i, e in enumerate(entries) if e.get("option") in names), None)
            item.show_entry(None if index is None else entries[index])
            if index is not None:
                known.add(index)
        self._unknown = [entry for i, entry in enumerate(entries) if i not in known]
        self._show_unknown()

    def set_locked(self, is_locked: bool) -> None:
        """Only to be read, or to be ticked."""
        for item in self._items:
            item.set_locked(is_locked)

    def _lay_out(self, flow: str) -> None:
        options = self._field.options
        if self._field.type is FieldType.YES_NO:
            options = (Option(_YES), Option(_NO))
        line: FlowLayout | None = None
        for option in options:
            if option.head:
                self._layout.addWidget(QLabel(option.head, self))
            if line is None or option.head or flow == "list":
                holder = QWidget(self)
                line = FlowLayout(holder)
                self._layout.addWidget(holder)
            item = OptionItem(option, self)
            item.box.setObjectName(f"{self._path}:{option.label}")
            item.ticked.connect(lambda checked, item=item: self._on_ticked(item, checked))
            item.edited.connect(self._write)
            line.addWidget(item)
            self._items.append(item)

    def _show_unknown(self) -> None:
        if not self._unknown and self._unknown_label is None:
            return
        if self._unknown_label is None:
            self._unknown_label = QLabel(self)
            self._unknown_label.setWordWrap(True)
            self._unknown_label.setProperty("role", "warn")
            self._layout.addWidget(self._unknown_label)
        words = "、".join(str(entry.get("option", "")) for entry in self._unknown)
        self._unknown_label.setText(f"表中没有的选项（已保留）：{words}")
        self._unknown_label.setVisible(bool(words))

    def _on_ticked(self, item: OptionItem, checked: bool) -> None:
        if checked and self._field.type is not FieldType.CHOICES:
            for other in self._items:
                if other is not item:
                    other.untick()
            self._unknown = []
            self._show_unknown()
        self._write()

    def _write(self) -> None:
        entries = [entry for item in self._items if (entry := item.entry) is not None]
        self._bindings.write(self._path, _value(self._field, entries + self._unknown), self)


class ConfirmField(QCheckBox):
    """Something the clerk confirms by a tick."""

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__("确认", parent)
        self._path = path
        self._bindings = context.bindings
        introduce(self, field, path)
        context.bindings.bind(path, self)
        self.toggled.connect(self._on_toggled)

    def show_value(self, value: Value) -> None:
        """Tick it while the value is true."""
        with QSignalBlocker(self):
            self.setChecked(value is True)

    def set_locked(self, is_locked: bool) -> None:
        """Only to be read, or to be ticked."""
        self.setEnabled(not is_locked)

    def _on_toggled(self, checked: bool) -> None:
        self._bindings.write(self._path, True if checked else None, self)


class _ClickableLabel(QLabel):
    """A label of several lines that ticks its box."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text, box.parentWidget())
        self._box = box
        self.setWordWrap(True)
        self.setMinimumWidth(420)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._box.click()
        event.accept()


def _entries(field: Field, value: Value) -> list[Entry]:
    if field.type is FieldType.YES_NO:
        return [{"option": _YES if value else _NO}] if isinstance(value, bool) else []
    entries = value if isinstance(value, list) else [value]
    return [dict(entry) for entry in entries if isinstance(entry, Mapping)]


def _value(field: Field, entries: list[Entry]) -> Value:
    if field.type is FieldType.CHOICES:
        return entries or None
    if not entries:
        return None
    return entries[0]["option"] == _YES if field.type is FieldType.YES_NO else entries[0]
