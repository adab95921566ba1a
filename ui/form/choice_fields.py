"""Options to tick, with what may be typed beside a tick."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QVBoxLayout, QWidget

from aimed_desktop.application.values.shapes import Value, is_mapping
from aimed_desktop.definition.fields import Field, Option
from aimed_desktop.definition.types import FieldType
from aimed_desktop.services import field_answers
from ui.binding.context import FormContext
from ui.binding.field_widgets import REQUIRED, introduce, usually_say
from ui.form.compound import Compound
from ui.form.line_holder import RemarkLabel
from ui.form.option_item import OptionEntry, OptionItem
from ui.widgets.flow_layout import FlowLayout

_YES, _NO = "是", "否"


class ChoiceField(Compound):
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
        self._unknown: list[OptionEntry] = []
        self._unknown_label: QLabel | None = None
        self._remark: RemarkLabel | None = None
        self._lay_out(flow)
        if self._items:
            self.lead_to(self._items[0].box)
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
        self._say_ticked()
        self._unknown = [entry for i, entry in enumerate(entries) if i not in known]
        self._show_unknown()
        self._judge(value, is_left=True)

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
            item = OptionItem(option, self._bindings.spoken_label(self._path), self)
            item.box.setObjectName(f"{self._path}:{option.label}")
            usually_say(item.box, self._asked())
            item.ticked.connect(lambda checked, item=item: self._on_ticked(item, checked))
            item.edited.connect(self._write)
            item.left.connect(lambda: self._judge(self._bindings.value(self._path), is_left=True))
            item.box.wanted.connect(self._move)
            item.box.numbered.connect(self._tick)
            line.addWidget(item)
            self._items.append(item)

    def _asked(self) -> str:
        """What the boxes answer, and what is ticked: whoever comes by Tab stands at the first of them."""
        ticked = "、".join(item.option.label for item in self._items if item.box.isChecked())
        words = [self._bindings.spoken_label(self._path), REQUIRED if self._field.required else ""]
        return "，".join(filter(None, [*words, f"已选：{ticked}" if ticked else ""]))

    def _say_ticked(self) -> None:
        for item in self._items:
            usually_say(item.box, self._asked())

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
        self._say_ticked()
        value = field_answers.normalise(self._field, _value(self._field, entries + self._unknown))
        self._bindings.write(self._path, value, self)
        self._judge(value, is_left=False)

    def _judge(self, value: Value, *, is_left: bool) -> None:
        """Say when more is ticked than wanted, or an amount is no number; nothing is undone for it."""
        if self._field.max is None and all(item.amount is None for item in self._items):
            return
        remark = field_answers.remark(self._field, value, is_left=is_left)
        if self._remark is None and remark is not None:
            self._remark = RemarkLabel(self)
            self._layout.addWidget(self._remark)
        if self._remark is not None:
            self._remark.show_remark(remark)

    def _move(self, step: int) -> None:
        """Put the cursor on the box after, or before, the one that has it."""
        boxes = [item.box for item in self._items]
        at = next((place for place, box in enumerate(boxes) if box is QApplication.focusWidget()), 0)
        boxes[(at + step) % len(boxes)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self, place: int) -> None:
        """Tick, or untick, the option with that number."""
        if place < len(self._items):
            self._items[place].box.setFocus(Qt.FocusReason.OtherFocusReason)
            self._items[place].box.click()


class ConfirmField(QCheckBox):
    """Something the clerk confirms by a tick."""

    def __init__(
        self, field: Field, path: str, context: FormContext, parent: QWidget, words: str = "确认"
    ) -> None:
        super().__init__(words, parent)
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


def _entries(field: Field, value: Value) -> list[OptionEntry]:
    if field.type is FieldType.YES_NO:
        return [{"option": _YES if value else _NO}] if isinstance(value, bool) else []
    entries = value if isinstance(value, list) else [value]
    return [dict(entry) for entry in entries if is_mapping(entry)]


def _value(field: Field, entries: list[OptionEntry]) -> Value:
    if field.type is FieldType.CHOICES:
        return [*entries] or None
    if not entries:
        return None
    return entries[0]["option"] == _YES if field.type is FieldType.YES_NO else entries[0]
