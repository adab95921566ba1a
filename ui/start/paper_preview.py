"""The blank pages of a form as they are printed, drawn beside the window, the first one at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from aimed_desktop.services.form_facts import blank_pages
from aimed_desktop.services.operation import Failure, Kind, Operation
from ui.widgets.jobs import Jobs

if TYPE_CHECKING:
    from aimed_desktop.definition.library import Library
    from aimed_desktop.document.pages.preview import Preview

_DPI = 110
_MARGIN = 14


class PageDrawer(QObject):
    """Draws the pages of one form after the other; what was asked for before is dropped."""

    begun = Signal(int)  # how many pages there are
    drawn = Signal(int, bytes)  # index of the page, PNG

    def __init__(self, library: Library, jobs: Jobs, failed: Failure, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._failed = failed
        self._turn = 0

    def draw(self, form_id: str) -> None:
        """Draw the blank form, page by page."""
        self._turn += 1
        turn = self._turn

        def done(preview: Preview) -> None:
            if turn == self._turn:
                self.begun.emit(len(preview.pages))
                self._draw_page(preview, 0, turn)

        operation = Operation(
            Kind.COMPUTES,
            lambda: blank_pages(self._library.form(form_id)),
            done=done,
            failed=self._failed,
        )
        self._jobs.run(self, operation)

    def stop(self) -> None:
        """Draw nothing more."""
        self._turn += 1

    def _draw_page(self, preview: Preview, index: int, turn: int) -> None:
        if index >= len(preview.pages):
            return

        def done(picture: bytes) -> None:
            if turn == self._turn:
                self.drawn.emit(index, picture)
                self._draw_page(preview, index + 1, turn)

        work = partial(preview.page_png, preview.pages[index], _DPI)
        self._jobs.run(self, Operation(Kind.COMPUTES, work, done=done, failed=self._failed))


class PaperPreview(QScrollArea):
    """Shows the pages under one another, as wide as there is room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("paper_preview")
        self.setAccessibleName("申报表的样子")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._desk = QWidget(self)
        self._desk.setObjectName("preview_desk")
        self._column = QVBoxLayout(self._desk)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_MARGIN)
        self._pages: list[QLabel] = []
        self._pictures: dict[int, QPixmap] = {}
        self.setWidget(self._desk)

    @property
    def shown(self) -> int:
        """How many pages are drawn by now."""
        return len(self._pictures)

    def show_waiting(self, words: str = "正在排版……") -> None:
        """No page yet."""
        self._clear()
        self._add(words)

    def show_count(self, count: int) -> None:
        """Make room for the pages to come."""
        self._clear()
        for number in range(count):
            self._add(f"第 {number + 1} 页")
        self.verticalScrollBar().setValue(0)

    def show_page(self, index: int, picture: bytes) -> None:
        """Show one page."""
        pixmap = QPixmap()
        pixmap.loadFromData(picture)
        self._pictures[index] = pixmap
        self._fit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for index in self._pictures:
            self._fit(index)

    def _fit(self, index: int) -> None:
        width = self.viewport().width() - 2 * _MARGIN
        ratio = self.devicePixelRatioF()
        mode = Qt.TransformationMode.SmoothTransformation
        scaled = self._pictures[index].scaledToWidth(round(width * ratio), mode)
        scaled.setDevicePixelRatio(ratio)
        label = self._pages[index]
        label.setPixmap(scaled)
        label.setFixedHeight(round(scaled.height() / ratio) + 2)

    def _add(self, words: str) -> None:
        label = QLabel(words, self._desk)
        label.setObjectName("preview_page")
        label.setFrameShape(QFrame.Shape.NoFrame)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setMinimumHeight(240)
        self._column.addWidget(label)
        self._pages.append(label)

    def _clear(self) -> None:
        for label in self._pages:
            label.hide()
            label.deleteLater()
        self._pages, self._pictures = [], {}
