"""The list of sections at the left, each with its progress."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from aimed_desktop.application.life.carried_over import carried_over
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.sections import CARRIED, Section, sections_for
from ui.binding.bindings import Bindings
from ui.binding.rows import ticked_options
from ui.widgets import theme
from ui.widgets.long_names import show_ends
from ui.widgets.page_parts import words_label

_DONE = "　已填"


@dataclass(frozen=True, slots=True)
class _SectionProgress:
    """How many of the required fields of a section are filled."""

    filled: int
    required: int


class Outline(QListWidget):
    """`chosen` tells the id of the part that is wanted, and the option that it is for (or none)."""

    chosen = Signal(str, str)

    def __init__(self, form: Form, bindings: Bindings, parent: QWidget) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self._form = form
        self.foot = 0  # px below the list that something else stands in
        self.sections: list[Section] = []  # as they are listed, row by row
        self._rows: dict[tuple[str, str], int] = {}
        self.setObjectName("outline")
        self.setAccessibleName("章节目录")
        self.setWordWrap(True)
        show_ends(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._head = words_label(form.listed, "quiet", self)
        self._head.setContentsMargins(12, 8, 8, 4)
        self._unseen: frozenset[str] = frozenset()
        self.refresh()
        self._later = QTimer(self, singleShot=True, interval=250)
        self._later.timeout.connect(self.refresh)
        theme.follow(self._colour)
        bindings.changed.connect(lambda _change: self._later.start())
        bindings.kept.connect(self._later.start)
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        height = self._head.heightForWidth(self.width())
        self._head.setGeometry(0, 0, self.width(), height)
        self.setViewportMargins(0, height, 0, self.foot)
        super().resizeEvent(event)

    def refresh(self) -> None:
        """Count again what is filled; an option that was ticked meanwhile has its own sections."""
        self._unseen = carried_over(self._bindings.app).paths
        self._list(sections_for(self._form, lambda each: ticked_options(self._bindings, each)))
        for row, section in enumerate(self.sections):
            self._describe(self.item(row), section)

    def show_part(self, place: tuple[str, str] | None) -> None:
        """Mark the section that the part belongs to; `place` names the part and the option that it is for."""
        row = self._rows.get(place) if place is not None else None
        if row is not None and self.currentRow() != row:
            self.setCurrentRow(row)

    def total(self) -> tuple[int, int]:
        """Filled and required fields of the whole form, each counted once."""
        done = [_progress(section.paths, self._bindings) for section in self.sections]
        return sum(p.filled for p in done), sum(p.required for p in done)

    def _list(self, wanted: list[Section]) -> None:
        """An item for each section, where they are others than those that stand there."""
        shown = [(section.anchor, section.option) for section in self.sections]
        self.sections = wanted
        if [(section.anchor, section.option) for section in wanted] == shown:
            return
        current = self.currentRow()
        was = shown[current] if 0 <= current < len(shown) else None
        self.clear()
        for _ in wanted:
            self.addItem(QListWidgetItem())
        self._rows = _rows_by_place(self._form, wanted)
        self.show_part(was)

    def _describe(self, item: QListWidgetItem, section: Section) -> None:
        state = _progress(section.inside or section.paths, self._bindings)
        indent = "　" * (section.level - 1)
        if not state.required:
            mark = ""
        elif state.filled == state.required:
            mark = _DONE
        else:
            mark = f"　还要填 {state.required - state.filled} 处"
        unseen = {path.partition(".")[0] for path in section.inside or section.paths} & self._unseen
        if unseen:
            mark += f"　待核对 {len(unseen)} 栏"
        words = f"{indent}{section.title}{mark}"
        if item.text() != words:
            item.setText(words)
            item.setToolTip(f"{section.title}：必填 {state.required} 处，已填 {state.filled} 处")
            item.setSizeHint(QSize())
            self._colour_item(item)

    def _colour(self) -> None:
        for row in range(self.count()):
            self._colour_item(self.item(row))

    def _colour_item(self, item: QListWidgetItem) -> None:
        item.setForeground(theme.colour("good" if item.text().endswith(_DONE) else "text"))

    def _on_chosen(self, item: QListWidgetItem) -> None:
        section = self.sections[self.row(item)]
        self.chosen.emit(section.anchor, section.option)


def _rows_by_place(form: Form, found: list[Section]) -> dict[tuple[str, str], int]:
    """The row of the section in which each part stands, for each option that repeats it."""
    anchors = {(section.anchor, section.option): row for row, section in enumerate(found)}
    options = {section.option for section in found}
    rows: dict[tuple[str, str], int] = {}
    row = 0
    last: dict[str, int] = {}
    for document in form.documents:
        for part in document.parts:
            for option in options if part.each else ("",):
                place = (part.id, option)
                last[option] = anchors.get(place, last.get(option, row))
                rows[place] = last[option]
            row = rows.get((part.id, ""), row)
    return rows | {(CARRIED, ""): len(found) - 1}


def _progress(paths: list[str], bindings: Bindings) -> _SectionProgress:
    """How far the fields at `paths` are."""
    required = [path for path in paths if _is_required(path, bindings)]
    filled = sum(bindings.value(path) is not None for path in required)
    return _SectionProgress(filled, len(required))


def _is_required(path: str, bindings: Bindings) -> bool:
    found = bindings.app.form.field(path)
    return found is not None and found.required and bindings.holds(found.when, path.rpartition(".")[0])
