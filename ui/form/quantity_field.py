"""A number and one of the printed units."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aimed_desktop.application.values.shapes import Value, is_mapping
from aimed_desktop.definition.fields import Field
from aimed_desktop.services import field_answers
from aimed_desktop.services.typed_text import clean_line
from ui.binding.context import FormContext
from ui.binding.field_widgets import introduce
from ui.form.compound import Compound
from ui.form.line_holder import RemarkLabel
from ui.widgets.line import Line
from ui.widgets.steady_choice import SteadyChoice


class QuantityField(Compound):
    """`{amount, unit}`; each may still be missing while it is typed."""

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self._path = path
        self._bindings = context.bindings
        introduce(self, field, path)
        self.amount = Line(self)
        label = context.bindings.spoken_label(path)
        self.amount.setAccessibleName(f"{label}：数量")
        self.amount.setMaximumWidth(140)
        self.unit = SteadyChoice(self)
        self.unit.setAccessibleName(f"{label}：单位")
        self.unit.setPlaceholderText("单位")
        self.unit.addItems([*field.units, ""])
        self.unit.setCurrentIndex(-1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        row = QHBoxLayout()
        row.addWidget(self.amount)
        row.addWidget(self.unit)
        row.addStretch(1)
        box.addLayout(row)
        self.remark = RemarkLabel(self)
        box.addWidget(self.remark)
        self.lead_to(self.amount)
        context.bindings.bind(path, self)
        self.amount.textChanged.connect(self._write)
        self.unit.currentTextChanged.connect(self._write)
        self.amount.editingFinished.connect(self._judge)

    def show_value(self, value: Value) -> None:
        """Show the number and its unit."""
        parts = value if isinstance(value, dict) else {}
        with QSignalBlocker(self.amount), QSignalBlocker(self.unit):
            self.amount.setText(str(parts.get("amount") or ""))
            unit = str(parts.get("unit") or "")
            if self.unit.findText(unit) < 0:
                self.unit.addItem(unit)
            self.unit.setCurrentIndex(self.unit.findText(unit) if unit else -1)
        self._judge()

    def set_locked(self, is_locked: bool) -> None:
        """Only to be read and copied, or to be typed in."""
        self.amount.setReadOnly(is_locked)
        self.unit.setEnabled(not is_locked)

    def _write(self) -> None:
        typed = {"amount": clean_line(self.amount.text()).strip(), "unit": self.unit.currentText()}
        old = self._bindings.value(self._path)
        kept = {k: v for k, v in old.items() if k not in typed} if is_mapping(old) else {}
        value: Value = {**kept, **{key: text for key, text in typed.items() if text}}
        self._bindings.write(self._path, field_answers.normalise(self._field, value), self)
        if not self.amount.hasFocus():
            self._judge()

    def _judge(self) -> None:
        """Say what is missing once the number is left."""
        value = self._bindings.value(self._path)
        self.remark.show_remark(
            None if value is None else field_answers.remark(self._field, value, is_left=True)
        )
