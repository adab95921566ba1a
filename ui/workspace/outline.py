"""The list of sections at the left, each with its progress."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from aimed_desktop.definition.model import Form
from aimed_desktop.definition.sections import CARRIED, Section, sections
from ui.binding.bindings import Bindings
from ui.widgets import theme
from ui.widgets.page_parts import words_label

_DONE = "　已填"
_ANCHOR = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class _SectionProgress:
    """How many of the required fields of a section are filled."""

    filled: int
    required: int


class Outline(QListWidget):
    """`chosen` tells the id of the part that the clerk wants to see."""

    chosen = Signal(str)

    def __init__(self, form: Form, bindings: Bindings, parent: QWidget) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self._sections = sections(form)
        self._rows = _rows_by_part(form, self._sections)
        self.setObjectName("outline")
        self.setAccessibleName("章节目录")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._head = words_label(form.listed, "quiet", self)
        self._head.setContentsMargins(12, 8, 8, 4)
        for section in self._sections:
            item = QListWidgetItem(self)
            item.setData(_ANCHOR, section.anchor)
            self._describe(item, section)
        self._later = QTimer(self, singleShot=True, interval=250)
        self._later.timeout.connect(self.refresh)
        theme.follow(self._colour)
        bindings.changed.connect(lambda _change: self._later.start())
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        height = self._head.heightForWidth(self.width())
        self._head.setGeometry(0, 0, self.width(), height)
        self.setViewportMargins(0, height, 0, 0)
        super().resizeEvent(event)

    def refresh(self) -> None:
        """Count again what is filled."""
        for row, section in enumerate(self._sections):
            self._describe(self.item(row), section)

    def show_part(self, part_id: str | None) -> None:
        """Mark the section that the part belongs to."""
        row = self._rows.get(part_id or "")
        if row is not None and self.currentRow() != row:
            self.setCurrentRow(row)

    def total(self) -> tuple[int, int]:
        """Filled and required fields of the whole form, each counted once."""
        done = [_progress(section, self._bindings) for section in self._sections]
        return sum(p.filled for p in done), sum(p.required for p in done)

    def _describe(self, item: QListWidgetItem, section: Section) -> None:
        state = _progress(section, self._bindings)
        indent = "　" * (section.level - 1)
        if not state.required:
            mark = ""
        elif state.filled == state.required:
            mark = _DONE
        else:
            mark = f"　{state.filled}/{state.required}"
        words = f"{indent}{section.title}{mark}"
        if item.text() != words:
            item.setText(words)
            item.setToolTip(f"{section.title}：必填 {state.required} 项，已填 {state.filled} 项")
            item.setSizeHint(QSize())
            self._colour_item(item)

    def _colour(self) -> None:
        for row in range(self.count()):
            self._colour_item(self.item(row))

    def _colour_item(self, item: QListWidgetItem) -> None:
        item.setForeground(theme.colour("good" if item.text().endswith(_DONE) else "text"))

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(_ANCHOR)))


def _rows_by_part(form: Form, found: list[Section]) -> dict[str, int]:
    """The row of the section that each part stands in."""
    anchors = {section.anchor: row for row, section in enumerate(found)}
    rows: dict[str, int] = {}
    row = 0
    for document in form.documents:
        for part in document.parts:
            row = anchors.get(part.id, row)
            rows[part.id] = row
    return rows | {CARRIED: len(found) - 1}


def _progress(section: Section, bindings: Bindings) -> _SectionProgress:
    """How far `section` is."""
    required = [path for path in section.paths if _is_required(path, bindings)]
    filled = sum(bindings.value(path) is not None for path in required)
    return _SectionProgress(filled, len(required))


def _is_required(path: str, bindings: Bindings) -> bool:
    found = bindings.app.form.field(path)
    return found is not None and found.required and bindings.holds(found.when)
