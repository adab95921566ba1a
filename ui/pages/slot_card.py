"""One paper of the notice's list, with the files put into it; files can be dropped on it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aimed_desktop.definition.model import Material
from ui.pages.file_row import FileRow
from ui.pages.material_facts import MaterialFacts
from ui.widgets import icons
from ui.widgets.page_parts import repaint_role, words_label
from ui.widgets.theme import repolish

_KINDS: Final = (
    "材料 (*.pdf *.jpg *.jpeg *.jfif *.jpe *.png *.tif *.tiff *.docx *.doc *.wps *.xlsx *.xls"
    " *.et *.ofd *.zip);;所有文件 (*)"
)
_IN_DOCUMENT: Final = "印在申报书里，签字盖章后随盖章扫描件一并提交，这里不用附文件。"


class SlotCard(QFrame):
    """Signals tell the place among this card's files; `files_given` the files to put in,
    `replacement_given` the kept one by its name and the file that takes its place; `line_made` a line
    in which an end is typed.
    """

    files_given = Signal(list)
    replacement_given = Signal(str, Path)
    previewed = Signal(str)
    removed = Signal(int)
    moved = Signal(int, int)
    validity_typed = Signal(int, str)
    line_made = Signal(object)  # ValidityLine

    def __init__(self, material: Material, material_facts: MaterialFacts, parent: QWidget) -> None:
        super().__init__(parent)
        self.material = material
        self.rows: list[FileRow] = []
        self._facts = material_facts
        self._is_locked = False
        self._handed_in: frozenset[str] | None = None
        self.setObjectName("card")
        self.setProperty("slot", material.id)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 12, 18, 12)
        box.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(words_label(material.title, "card_title", self), 1)
        self.state = QLabel("", self)
        head.addWidget(self.state)
        box.addLayout(head)
        if material.hint:
            box.addWidget(words_label(material.hint, "quiet", self))
        self._files = QVBoxLayout()
        self._files.setSpacing(0)
        box.addLayout(self._files)
        self.add = QPushButton("添加文件…", self)
        if material.in_document:
            box.addWidget(words_label(_IN_DOCUMENT, "quiet", self))
            self.add.hide()
            return
        self.setAcceptDrops(True)
        self.add.setObjectName("add_row")
        icons.put(self.add, "plus", "accent_dark")
        self.add.setAccessibleName(f"{material.title}：添加文件")
        self.add.clicked.connect(lambda _checked: self._choose())
        line = QHBoxLayout()
        line.addWidget(self.add)
        self.hint = words_label("或把文件拖到这里", "quiet", self)
        line.addWidget(self.hint, 1)
        box.addLayout(line)

    def show_files(self, names: Sequence[str], *, is_required: bool) -> None:
        """Show the files of the slot, in order, and whether it is met."""
        self._show_rows(names)
        if self.material.in_document:
            words, role = "随盖章扫描件", "quiet"
        elif names:
            words, role = "已附", "good"
        else:
            words, role = ("必需，未附", "bad") if is_required else ("可选", "quiet")
        self.state.setText(words)
        repaint_role(self.state, role)
        self.show_locked(is_locked=self._is_locked, handed_in=self._handed_in)

    def show_locked(self, *, is_locked: bool, handed_in: frozenset[str] | None = None) -> None:
        """Take no more files, change none. `handed_in`: those that are with the authority while papers are
        handed in later: they can only be replaced.
        """
        self._is_locked, self._handed_in = is_locked, handed_in
        if not self.material.in_document:
            self.add.setVisible(not is_locked)
            self.hint.setVisible(not is_locked)
            self.setAcceptDrops(not is_locked)
        for row in self.rows:
            is_new = handed_in is None or row.name not in handed_in
            row.show_locked(is_locked=is_locked, can_move=handed_in is None, can_go=is_new)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._mark(is_over=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._mark(is_over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(is_over=False)
        event.acceptProposedAction()
        self.files_given.emit(dropped_files(event.mimeData()))

    def _show_rows(self, names: Sequence[str]) -> None:
        """A file that stays keeps its row, with the cursor and what is being typed in it."""
        before, spare = self.rows, list(self.rows)
        self.rows = [_taken(spare, name) or self._row(name) for name in names]
        for row in spare:
            self._files.removeWidget(row)
            row.hide()
            row.deleteLater()
        for index, row in enumerate(self.rows):
            if self._files.indexOf(row) != index:
                self._files.insertWidget(index, row)
            row.show_place(is_first=index == 0, is_last=index == len(names) - 1)
        stayed = [row for row in self.rows if row in before]
        if self.rows != [*(row for row in before if row in stayed), *self.rows[len(stayed) :]]:
            for one, next_one in pairwise(stop for row in self.rows for stop in _stops(row)):
                QWidget.setTabOrder(one, next_one)

    def _row(self, name: str) -> FileRow:
        row = FileRow(name, self._facts, has_validity=self.material.has_validity, parent=self)
        if row.validity is not None:
            row.validity.typed.connect(partial(self._on_typed, row))
            self.line_made.emit(row.validity)
        row.previewed.connect(lambda: self.previewed.emit(name))
        row.removed.connect(lambda: self.removed.emit(self.rows.index(row)))
        row.moved.connect(lambda step: self.moved.emit(self.rows.index(row), self.rows.index(row) + step))
        row.replaced.connect(lambda: self._choose_for(name))
        self._files.addWidget(row)
        return row

    def _on_typed(self, row: FileRow, typed: str) -> None:
        if row in self.rows:  # one that is on its way out has no place
            self.validity_typed.emit(self.rows.index(row), typed)

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, f"{self.material.title}：选择文件", "", _KINDS)
        if names:
            self.files_given.emit([Path(name) for name in names])

    def _choose_for(self, kept: str) -> None:
        name, _ = QFileDialog.getOpenFileName(self, f"{self.material.title}：换成哪个文件", "", _KINDS)
        if name:
            self.replacement_given.emit(kept, Path(name))

    def _mark(self, *, is_over: bool) -> None:
        self.setProperty("over", "true" if is_over else "false")
        repolish(self)


def _stops(row: FileRow) -> list[QWidget]:
    return [each for each in row.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _taken(rows: list[FileRow], name: str) -> FileRow | None:
    """The first row of that file, taken out of `rows`."""
    found = next((row for row in rows if row.name == name), None)
    if found is not None:
        rows.remove(found)
    return found


def dropped_files(data: QMimeData) -> list[Path]:
    """The files that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
