"""Walks where Tab goes, and looks at what the focus changes on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_AROUND = 3  # px: a ring may stand around its widget


def stops(window: QWidget) -> Iterator[QWidget]:
    """Every visible widget that Tab reaches in `window`, in the order of the focus chain."""
    widget = window.nextInFocusChain()
    while widget is not window:
        if (
            widget.isVisible()
            and widget.isEnabled()
            and widget.window() is window
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
        ):
            yield widget
        widget = widget.nextInFocusChain()


def name_of(widget: QWidget) -> str:
    """What a screen reader says of `widget`."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def described(widget: QWidget) -> str:
    """`widget` for the message of a test."""
    parent = widget.parentWidget()
    place = parent.objectName() or type(parent).__name__ if parent is not None else ""
    return f"{type(widget).__name__} {widget.objectName()!r} {name_of(widget)!r} in {place}"


def shows_focus(widget: QWidget, resting: QWidget) -> bool:
    """Whether more than a cursor changes on the screen when `widget` gets the focus from `resting`."""
    _scroll_to(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    if QApplication.focusWidget() is not widget:
        return False
    focused = _picture(widget)
    resting.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return _differing(focused, _picture(widget)) >= min(widget.width(), widget.height())


def _scroll_to(widget: QWidget) -> None:
    """As Qt does when Tab leads somewhere out of sight."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def _picture(widget: QWidget) -> QImage:
    window = widget.window()
    area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    area.adjust(-_AROUND, -_AROUND, _AROUND, _AROUND)
    return window.grab(area.intersected(window.rect())).toImage()


def _differing(first: QImage, second: QImage) -> int:
    """How many pixels differ; different sizes differ everywhere."""
    if first.size() != second.size():
        return first.width() * first.height()
    width, height = first.width(), first.height()
    return sum(first.pixel(x, y) != second.pixel(x, y) for y in range(height) for x in range(width))
