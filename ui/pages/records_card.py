"""报送记录 on the page 报送归档: when, how and to whom it was handed in, with its receipts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aimed_desktop.application.model import HANDED_IN, Status
from aimed_desktop.services.handing_in import RecordRow
from ui.widgets.buttons import quiet_button
from ui.widgets.page_parts import button_row, words_label


class RecordsCard(QFrame):
    """`receipt_wanted` asks for a receipt that came later; `look_wanted` the number of a record with one."""

    receipt_wanted = Signal()
    look_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 16)
        box.setSpacing(10)
        box.addWidget(words_label("报送记录", "card_title", self))
        self._list = QVBoxLayout()
        box.addLayout(self._list)
        self.add = quiet_button("补记回执…", "note_receipt", self.receipt_wanted.emit, self)
        box.addLayout(button_row(self.add))
        self._rows: list[RecordRow] = []
        self._shown: list[QWidget] = []
        self.hide()

    def show_rows(self, rows: Sequence[RecordRow], status: Status) -> None:
        """The latest first; nothing is shown before anything was handed in."""
        self.setVisible(bool(rows))
        self.add.setVisible(status in HANDED_IN)
        if list(rows) == self._rows:
            return
        self._rows = list(rows)
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = [self._row(row) for row in rows]
        for widget in self._shown:
            self._list.addWidget(widget)

    def _row(self, row: RecordRow) -> QWidget:
        holder = QWidget(self)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(words_label(row.words, "quiet", holder), 1)
        if row.has_receipt:
            look = quiet_button(
                "看回执", "look_at_receipt", partial(self.look_wanted.emit, row.number), holder
            )
            look.setAccessibleName(f"看回执 {row.words}")
            line.addWidget(look)
        return holder
