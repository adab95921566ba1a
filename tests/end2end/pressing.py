"""What can be pressed in a page or a dialog, and how: buttons, lists, choices, menus, keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QTabBar,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from tests.ui.focus import name_of, press_menu_key, scroll_to, stops
from ui.widgets.shortcuts import GROUPS, shortcuts


@dataclass(frozen=True)
class Press:
    """Something that can be pressed: a button, a key, a list, an entry of a menu."""

    name: str
    do: Callable[[], None]
    origin: QWidget
    must_tell: bool = True


def presses(here: QWidget, groups: Sequence[str] | None) -> list[Press]:
    """Everything that can be pressed in `here`, each with a name of its own, in a fixed order: keys too,
    unless `groups` is None.
    """
    found = [*_buttons(here), *_lists(here), *_answers(here)]
    if groups is not None:
        found += _shortcuts(here, groups)
    times: Counter[str] = Counter()
    named = []
    for press in found:
        times[press.name] += 1
        number = f" #{times[press.name]}" if times[press.name] > 1 else ""
        named.append(replace(press, name=press.name + number))
    return named


def _buttons(here: QWidget) -> Iterator[Press]:
    for button in here.findChildren(QAbstractButton):
        if not can_have_it(button) or button.window() is not here.window():
            continue
        if isinstance(button.parentWidget(), QAbstractItemView | QTabBar | QLineEdit):
            continue
        words = button.objectName() or name_of(button)
        must_tell = not (isinstance(button, QRadioButton) and button.isChecked())  # it is the answer already
        yield Press(f"{type(button).__name__} {words}", partial(_press, button), button, must_tell)
        menu = button.menu() if isinstance(button, QToolButton | QPushButton) else None
        if menu is not None:
            yield from _entries(menu, button)


def _press(button: QAbstractButton) -> None:
    if button.focusPolicy() & Qt.FocusPolicy.TabFocus:
        _go_to(button)
        QTest.keyClick(button, Qt.Key.Key_Space)
    else:  # for the mouse alone
        button.click()


def _go_to(widget: QWidget) -> None:
    scroll_to(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)


def _entries(menu: QMenu, button: QWidget) -> Iterator[Press]:
    menu.aboutToShow.emit()
    for action in menu.actions():
        if action.isEnabled() and action.isVisible() and not action.isSeparator():
            yield Press(f"menu {action.text()}", partial(_choose, action, button), button)


def _choose(action: QAction, button: QWidget) -> None:
    if button.focusPolicy() & Qt.FocusPolicy.TabFocus:  # else for the mouse alone: the focus stays
        _go_to(button)
    action.trigger()


def _lists(here: QWidget) -> Iterator[Press]:
    for view in here.findChildren(QAbstractItemView):
        by_tab = view.focusPolicy() & Qt.FocusPolicy.TabFocus
        if by_tab and can_have_it(view) and view.window() is here.window() and view.model().rowCount():
            name = f"{type(view).__name__} {view.objectName()}"
            yield Press(name, partial(_enter_first, view), view, must_tell=False)
            if view.contextMenuPolicy() is Qt.ContextMenuPolicy.CustomContextMenu:
                yield from _line_menu(view)
                yield Press(f"Delete in {name}", partial(_press_key, view, Qt.Key.Key_Delete), view, False)


def _line_menu(view: QAbstractItemView) -> Iterator[Press]:
    """The menu of the first line, and each of its entries, all by keys."""
    yield Press(f"menu of {view.objectName()}", partial(_open_menu, view), view)
    _open_menu(view)
    menu = QApplication.activePopupWidget()
    entries = menu.actions() if isinstance(menu, QMenu) else []
    words = [each.text() for each in entries if each.isEnabled()]
    if isinstance(menu, QMenu):
        menu.close()
    for place, entry in enumerate(words, 1):
        yield Press(f"menu {entry} of {view.objectName()}", partial(_choose_in_menu, view, place), view)


def _open_menu(view: QAbstractItemView) -> None:
    _go_to(view)
    QTest.keyClick(view, Qt.Key.Key_Home)
    press_menu_key(view)


def _choose_in_menu(view: QAbstractItemView, place: int) -> None:
    _open_menu(view)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    for _ in range(place):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def _enter_first(view: QAbstractItemView) -> None:
    _go_to(view)
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Return)


def _answers(here: QWidget) -> Iterator[Press]:
    """The next of each choice and tab, and Enter in the first line of a dialog."""
    for kind, key in ((QComboBox, Qt.Key.Key_Down), (QTabBar, Qt.Key.Key_Right)):
        for widget in filter(_takes_keys, here.findChildren(kind)):
            yield _typed(widget, key)
    if here.isWindow():
        yield from (_typed(line, Qt.Key.Key_Return) for line in _lines(here)[:1])


def _lines(here: QWidget) -> list[QLineEdit]:
    return [line for line in here.findChildren(QLineEdit) if _takes_keys(line)]


def _takes_keys(widget: QWidget) -> bool:
    return can_have_it(widget) and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _typed(widget: QWidget, key: Qt.Key) -> Press:
    name = f"{key.name} in {type(widget).__name__} {widget.objectName() or name_of(widget)}"
    return Press(name, partial(_press_key, widget, key), widget, must_tell=False)


def _press_key(widget: QWidget, key: Qt.Key) -> None:
    _go_to(widget)
    QTest.keyClick(widget, key)


def _shortcuts(here: QWidget, groups: Sequence[str]) -> Iterator[Press]:
    window, told = here.window(), {name for group in groups for name in GROUPS[group]}
    known = {QKeySequence(key).toString(): name for name, shortcut in shortcuts() for key in shortcut.keys}
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and owner.isVisible() and owner.window() is window:
            keys = shortcut.key()
            name = known[keys.toString()]
            is_inside = shortcut.context() == Qt.ShortcutContext.WidgetWithChildrenShortcut
            act = partial(_press_keys, owner if is_inside else None, window, keys)
            words = f"keys {name} {keys.toString()} of {type(owner).__name__}"
            yield Press(words, act, QApplication.focusWidget() or window, must_tell=name in told)


def _press_keys(inside: QWidget | None, window: QWidget, keys: QKeySequence) -> None:
    if inside is not None:
        _go_to(next(stops(inside)))
    QTest.keySequence(window.windowHandle(), keys)


def can_have_it(widget: QWidget) -> bool:
    """Whether it is there and can be pressed."""
    return isValid(widget) and widget.isVisible() and widget.isEnabled()
