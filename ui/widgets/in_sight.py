"""Scrolls what has the focus into sight."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QTextEdit, QWidget

_AROUND = 8  # px over and under it


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the pages that `widget` stands on as far as it, or the caret in it, asks for."""
    area = _caret_area(widget)
    page = widget.parentWidget()
    while page is not None:
        if isinstance(page, QScrollArea) and (desk := page.widget()) is not None:
            _scroll(page, QRect(widget.mapTo(desk, area.topLeft()), area.size()))
        page = page.parentWidget()


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
