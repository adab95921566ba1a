"""The points that a hint asks for, ticked by the author where the text covers them."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from aimed_desktop.application.life import coverage
from aimed_desktop.application.life.hint_items import hint_items
from aimed_desktop.definition.fields import Field
from ui.binding.bindings import Bindings
from ui.widgets.labels import lead_to
from ui.widgets.long_names import show_ends

_FRAME, _PADDING = 4, 13  # px: around the list, and over and under the words of a point with its line
_BESIDE = 52  # px: the box before the words, and what keeps them from the edges
_TALLEST = 300  # then it scrolls
_WORDS = "要点：写到了，自己勾一下"


class CoverageList(QWidget):
    """Shows the points of one field at a time; hidden where its hint asks for none."""

    def __init__(self, bindings: Bindings, parent: QWidget) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self._path = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.title = QLabel(_WORDS, self)
        self.title.setProperty("role", "quiet")
        box.addWidget(self.title)
        self.points = QListWidget(self)
        self.points.setObjectName("coverage")
        self.points.setAccessibleName("要点清单")
        self.points.setWordWrap(True)
        show_ends(self.points)
        self.points.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box.addWidget(self.points)
        box.addStretch(1)
        lead_to(self.title, self.points)
        self.points.itemChanged.connect(self._on_changed)
        bindings.kept.connect(self.refresh)

    def show_field(self, field: Field | None, path: str) -> None:
        """The points of the hint of `field`, those ticked that are kept for `path`."""
        self._path = path
        is_long = field is not None and field.is_long
        hint = self._bindings.hint(field, path) if field is not None and is_long else ""
        self.points.blockSignals(True)
        self.points.clear()
        for point in hint_items(hint):
            QListWidgetItem(point, self.points)
        self.points.setEnabled(not self._bindings.is_locked)
        self.points.blockSignals(False)
        self.setVisible(self.points.count() > 0)
        self._fit()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def refresh(self) -> None:
        """Show again what is kept: another list may have been ticked."""
        done = coverage.covered(self._bindings.app, self._path)
        self.points.blockSignals(True)
        for row in range(self.points.count()):
            item = self.points.item(row)
            item.setCheckState(Qt.CheckState.Checked if item.text() in done else Qt.CheckState.Unchecked)
        self.points.blockSignals(False)
        self._tell()

    def _on_changed(self, item: QListWidgetItem) -> None:
        is_covered = item.checkState() is Qt.CheckState.Checked
        coverage.set_covered(self._bindings.app, self._path, item.text(), is_covered=is_covered)
        self._tell()
        self._bindings.kept.emit()

    def _fit(self) -> None:
        """Be as tall as the points; they break at other places when the width changes."""
        room = QRect(0, 0, max(self.width() - _BESIDE, 40), _TALLEST)
        measure = self.points.fontMetrics().boundingRect
        words = [self.points.item(row).text() for row in range(self.points.count())]
        tall = sum(measure(room, Qt.TextFlag.TextWordWrap, text).height() + _PADDING for text in words)
        self.points.setFixedHeight(min(tall + _FRAME, _TALLEST))

    def _tell(self) -> None:
        items = [self.points.item(row) for row in range(self.points.count())]
        done = sum(item.checkState() is Qt.CheckState.Checked for item in items)
        self.title.setText(f"{_WORDS}（{done} / {len(items)}）")
