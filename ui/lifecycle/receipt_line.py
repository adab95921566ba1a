"""The files of a receipt in a dialog: read and judged before they count, taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.services.given_files import GivenFile
from ui.widgets.buttons import quiet_button
from ui.widgets.page_parts import words_label

_KINDS: Final = "回执 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)"
_NONE: Final = "还没有加回执的照片或扫描件。"


class ReceiptLine(QWidget):
    """`chosen`: paths to be read; what could be read comes by `show_files`; nothing is confirmed before."""

    chosen = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.files: tuple[GivenFile, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        self.words = words_label(_NONE, "quiet", self)
        head.addWidget(self.words, 1)
        self.add = quiet_button("加照片或扫描件…", "add_receipt", self._choose, self)
        head.addWidget(self.add)
        column.addLayout(head)
        self._rows = QVBoxLayout()
        column.addLayout(self._rows)
        self._shown: list[QWidget] = []
        self._confirm: QPushButton | None = None

    def add_confirm(self, box: QVBoxLayout, buttons: QDialogButtonBox) -> None:
        """Put the buttons of the dialog at its end; what confirms it waits until all is read."""
        box.addWidget(buttons)
        self._confirm = buttons.findChild(QPushButton, "confirm")

    def show_reading(self) -> None:
        """While chosen files are read."""
        self.words.setText("正在读取……")
        self._enable(may=False)

    def show_files(self, files: Sequence[GivenFile], refused: Sequence[str] = ()) -> None:
        """Those that came in, beside those that are there; why others did not."""
        self.files = (*self.files, *(file for file in files if file not in self.files))
        self._show(refused)
        self._enable(may=True)

    def _enable(self, *, may: bool) -> None:
        for button in (self.add, self._confirm):
            if button is not None:
                button.setEnabled(may)

    def _show(self, refused: Sequence[str] = ()) -> None:
        told = [] if self.files else [_NONE]
        self.words.setText("\n".join([*told, *refused]))
        for row in self._shown:
            row.hide()
            row.deleteLater()
        self._shown = [self._row(file) for file in self.files]
        for row in self._shown:
            self._rows.addWidget(row)

    def _row(self, file: GivenFile) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words_label(file.name, "", holder), 1)
        out = quiet_button("移出", "take_receipt_out", partial(self._take_out, file), holder)
        out.setAccessibleName(f"移出 {file.name}")
        row.addWidget(out)
        return holder

    def _take_out(self, file: GivenFile) -> None:
        self.files = tuple(each for each in self.files if each is not file)
        self._show()
        self.add.setFocus()

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "选择回执", "", _KINDS)
        if names:
            self.chosen.emit([Path(name) for name in names])
