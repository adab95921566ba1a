"""Walks where Tab goes, and looks at what the focus changes on the screen."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.form.choice_fields import ChoiceField
from ui.form.option_item import OptionBox

_MOST_PRESSES = 200  # of Tab, before a way round is given up
_AROUND = 3  # px: a ring may stand around its widget


def stops(part: QWidget) -> Iterator[QWidget]:
    """Every visible widget that Tab should reach in a window or a part of it.

    WORKAROUND(PySide6 6.9): `nextInFocusChain` must not be called. It makes each widget the Python owner
    of the next one; when one of them is deleted, the items of layouts behind it become invalid, and the
    next look at such a layout ends the process.
    """
    for widget in part.findChildren(QWidget):
        if (
            widget.isVisible()
            and widget.isEnabled()
            and widget.window() is part.window()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
        ):
            yield widget


CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QTextEdit,
    QPlainTextEdit,
    QAbstractItemView,
    QComboBox,
    QAbstractSpinBox,
)


def controls(part: QWidget) -> Iterator[QWidget]:
    """Every visible widget of `part` that does something, whether Tab reaches it or the mouse alone."""
    for widget in part.findChildren(QWidget):
        parent = widget.parentWidget()
        if (
            isinstance(widget, CONTROLS)
            and widget.isVisible()
            and widget.window() is part.window()
            and not isinstance(parent, CONTROLS)
            and not isinstance(parent, QTabBar)
        ):
            yield widget


def nameless(part: QWidget) -> list[str]:
    """Each control of `part` of which a screen reader would say nothing."""
    found = dict.fromkeys([*controls(part), *stops(part)])
    return [
        f"no name: {described(widget)}"
        for widget in found
        if not name_of(widget) and not isinstance(widget, QTabBar)  # its tabs speak for themselves
    ]


def unreached(part: QWidget) -> list[str]:
    """What Tab, pressed again and again from where the focus is, leaves out or takes in a wrong order."""
    wanted = list(stops(part))
    walked: list[QWidget] = []
    for _ in range(_MOST_PRESSES):
        focused = QApplication.focusWidget()
        stop = _stop_of(focused, wanted)
        if focused is None or stop is None or (stop in walked and stop is not walked[-1]):
            break
        if stop not in walked:
            walked.append(stop)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    questions = {option_group(widget) for widget in walked}  # Tab leads to a question, arrows to its options
    left_out = [
        f"Tab does not reach: {described(widget)}"
        for widget in wanted
        if widget not in walked and (option_group(widget) is None or option_group(widget) not in questions)
    ]
    back = [
        f"Tab goes back: {described(first)} → {described(second)}"
        for first, second in pairwise([*walked, *walked[:1]])
        if stands_before(_area(second), _area(first))
    ]
    return left_out + (back if len(back) > 1 else [])  # once, from the end to the beginning


def _stop_of(focused: QWidget | None, wanted: list[QWidget]) -> QWidget | None:
    """The stop that `focused` is, or is the inner part of: a cell that is written in, a part of a date."""
    while focused is not None and focused not in wanted:
        focused = focused.parentWidget()
    return focused


def option_group(widget: QWidget) -> QWidget | None:
    """The choice whose option `widget` is."""
    if isinstance(widget, QRadioButton) and widget.group() is not None:
        return widget.parentWidget()
    if not isinstance(widget, OptionBox):
        return None
    above = widget.parentWidget()
    while above is not None and not isinstance(above, ChoiceField):
        above = above.parentWidget()
    return above


def stands_before(one: QRect, other: QRect) -> bool:
    """Whether `one` is read before `other`: above it in the same column, or left of it in the same line."""
    if one.bottom() < other.top():
        return one.left() <= other.right()
    return one.top() <= other.bottom() and one.right() < other.left()


def _area(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def clipped(part: QWidget) -> list[str]:
    """Labels and buttons with words that have less room than the words need."""
    found = []
    for widget in part.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not part.window():
            continue
        if isinstance(widget, QLabel) and widget.text():
            needed = (
                QSize(0, widget.heightForWidth(widget.width())) if widget.wordWrap() else widget.sizeHint()
            )
        elif isinstance(widget, QPushButton | QCheckBox) and widget.text():
            needed = widget.minimumSizeHint()
        else:
            continue
        if widget.width() < needed.width() or widget.height() < needed.height():
            found.append(f"clipped, {widget.size().toTuple()} of {needed.toTuple()}: {described(widget)}")
    return found


def name_of(widget: QWidget) -> str:
    """What a screen reader says of `widget`."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def described(widget: QWidget) -> str:
    """`widget` for the message of a test."""
    parent = widget.parentWidget()
    place = parent.objectName() or type(parent).__name__ if parent is not None else ""
    return f"{type(widget).__name__} {widget.objectName()!r} {name_of(widget)!r} in {place}"


def faults(part: QWidget) -> list[str]:
    """Each control that has no name, each stop of Tab that cannot be seen to have the focus."""
    found = list(stops(part))
    assert found
    return nameless(part) + [
        f"no visible focus: {described(widget)}"
        for widget in found
        if isValid(widget)
        and widget.isVisible()
        and not shows_focus(
            widget, next((other for other in found if other is not widget and isValid(other)), None)
        )
    ]


def shows_focus(widget: QWidget, resting: QWidget | None) -> bool:
    """Whether more than a cursor changes on the screen when `widget` gets the focus from `resting`."""
    scroll_to(widget)
    if not widget.isActiveWindow():  # another window, shown a moment ago, may come before it late
        widget.activateWindow()
        QTest.qWaitForWindowActive(widget.window(), 20_000)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    if QApplication.focusWidget() is not widget:
        return False
    focused = _picture(widget)
    if resting is not None:
        resting.setFocus(Qt.FocusReason.TabFocusReason)
    else:  # it is the only one
        widget.clearFocus()
    QApplication.processEvents()
    return _differing(focused, _picture(widget)) >= min(widget.width(), widget.height())


def press_menu_key(widget: QWidget) -> None:
    """What the desktop sends for Shift+F10 and the menu key: Qt's place is that of the text cursor."""
    place = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()
    by_key = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(widget, QContextMenuEvent(by_key, place, widget.mapToGlobal(place)))


def scroll_to(widget: QWidget) -> None:
    """Bring `widget` into sight, as Qt does when Tab leads somewhere out of sight."""
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
    return sum(map(operator.ne, _pixels(first), _pixels(second)))


def _pixels(image: QImage) -> memoryview:
    return memoryview(image.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("B").cast("I")
