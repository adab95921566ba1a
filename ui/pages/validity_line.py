"""有效期至 of a licence: a day or 长期, typed beside its file."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from aimed_desktop.services.material_words import FOR_EVER, normalised, validity_shown
from ui.widgets.labels import lead_to
from ui.widgets.line import Line
from ui.widgets.page_parts import repaint_role

_WIDTH: Final = 170
_PLACEHOLDER: Final = "如 2027-06-30"


class ValidityLine(QWidget):
    """`typed` tells what was typed, as it is kept; empty: nothing."""

    typed = Signal(str)

    def __init__(self, file_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kept: str | None = None
        self.setObjectName("material_validity")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        label = QLabel("有效期至", self)
        self.line = Line(self)
        self.line.setFixedWidth(_WIDTH)
        self.line.setPlaceholderText(_PLACEHOLDER)
        self.line.setAccessibleName(f"{file_name}：有效期至")
        self.line.editingFinished.connect(self._on_finished)
        lead_to(label, self.line)
        self.for_ever = QPushButton(FOR_EVER, self)
        self.for_ever.setAccessibleName(f"{file_name}：长期有效")
        self.for_ever.clicked.connect(lambda _checked: self._on_for_ever())
        self.told = QLabel("", self)
        row.addWidget(label)
        row.addWidget(self.line)
        row.addWidget(self.for_ever)
        row.addWidget(self.told, 1)

    def show_kept(self, kept: str | None, told: str, role: Literal["quiet", "warn"]) -> None:
        """Show the day that is kept and what is said of it; what is being typed stays."""
        self._kept = kept
        if not (self.line.hasFocus() and self.line.isModified()):
            self.line.setText(validity_shown(kept))
        self.told.setText(told)
        repaint_role(self.told, role)

    def show_locked(self, *, is_locked: bool) -> None:
        """Only look, change nothing."""
        self.line.setReadOnly(is_locked)
        self.for_ever.setVisible(not is_locked)

    def flush(self) -> None:
        """Keep what is typed now, and show it as it is kept."""
        if self.line.isModified():
            self._on_finished()

    def write_typed(self) -> None:
        """Keep what is typed now; the cursor stays in it."""
        if self.line.isModified() and normalised(self.line.text()) != self._kept:
            self.typed.emit(self.line.text())

    def _on_finished(self) -> None:
        self.line.setModified(False)
        if normalised(self.line.text()) != self._kept:
            self.typed.emit(self.line.text())
        else:
            self.line.setText(validity_shown(self._kept))

    def _on_for_ever(self) -> None:
        self.line.setModified(False)
        self.typed.emit(FOR_EVER)
