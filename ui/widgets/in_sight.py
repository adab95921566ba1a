"""Scrolls what has the focus, and what is told, into sight."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QScrollArea, QTextEdit, QWidget

from ui.widgets.later import call_later

_AROUND = 8  # px over and under it


def bring_into_sight(widget: QWidget, part: QRect | None = None) -> None:
    """Scroll the pages that `widget` stands on as far as it, a part or the caret of it, asks for."""
    area = part if part is not None else _caret_area(widget)
    page = widget.parentWidget()
    while page is not None:
        if isinstance(page, QScrollArea) and (desk := page.widget()) is not None:
            _scroll(page, QRect(widget.mapTo(desk, area.topLeft()), area.size()))
        page = page.parentWidget()


def tell_in_sight(label: QLabel, words: str) -> None:
    """Say what came of something; a small screen may show the label last."""
    label.setText(words)
    if words:
        call_later(label, partial(bring_into_sight, label))  # once the page has made room for it


def keep_in_sight(page: QScrollArea) -> None:
    """Let what has the focus stay in sight when something over it comes or grows."""
    _Watch(page)


class _Watch(QObject):
    """Looks at what stands on a page, once it has another height."""

    def __init__(self, page: QScrollArea) -> None:
        super().__init__(page)
        self._page = page
        self._is_seen = False
        self._is_waiting = False
        page.widget().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Before the page has its new height everything stands where it was."""
        if event.type() is QEvent.Type.LayoutRequest and not self._is_waiting:
            focused = QApplication.focusWidget()
            self._is_seen = focused is not None and not focused.visibleRegion().isEmpty()
            self._is_waiting = True
            call_later(self, self._look)
        return False

    def _look(self) -> None:
        self._is_waiting = False
        focused = QApplication.focusWidget()
        is_ours = focused is not None and self._page.isAncestorOf(focused)
        if self._is_seen and is_ours and focused is not None and focused.visibleRegion().isEmpty():
            bring_into_sight(focused)


def _caret_area(widget: QWidget) -> QRect:
    """What of `widget` must be seen: the line of the caret, or all of it."""
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        caret = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        if isinstance(caret, QRect):
            return caret
        return QRect(QPoint(0, 0), widget.viewport().size())
    return widget.rect()


def _scroll(page: QScrollArea, area: QRect) -> None:
    bar, room = page.verticalScrollBar(), page.viewport().height()
    if area.bottom() + _AROUND > bar.value() + room:
        bar.setValue(area.bottom() + _AROUND - room)
    if area.top() - _AROUND < bar.value():
        bar.setValue(area.top() - _AROUND)
