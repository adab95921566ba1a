"""Who gets the focus when the widget that has it hides, is disabled or goes: one place for all pages.

Qt hands it to whatever comes next in the order of Tab, which may stand anywhere in the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from ui.widgets.in_sight import bring_into_sight
from ui.widgets.later import call_later

Heir = Callable[[], QWidget | None]

_named: Final[WeakKeyDictionary[QWidget, Heir]] = WeakKeyDictionary()


def name_heir(widget: QWidget, heir: Heir) -> None:
    """Let `heir` tell who gets the focus when `widget`, or what has it inside `widget`, cannot keep it."""
    _named[widget] = heir


def keep_focus(application: QApplication) -> None:
    """Let the focus of `application` have heirs from now on."""
    if application.findChild(FocusKeeper) is None:
        FocusKeeper(application)


class FocusKeeper(QObject):
    """Watches the focus of the whole program.

    Whoever loses it while the window stays gives it to the heir that was named for it, else to its next of
    kin: what stands nearest in the same row, card or page. Whoever asks for it in the same turn has it.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._kin: list[QWidget] = []  # what had the focus last, and what it stands in
        self._place = QPoint()
        self._was_button = False
        self._fallen: list[QWidget] = []  # the kin of what lost it, until the turn is over
        self._wandered: QWidget | None = None
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if self._fallen and (old is None or _can_keep_it(old)):  # somebody has asked for it
            self._fallen = []
        elif self._fallen:
            self._wandered = now
            return
        elif self._kin and not _can_keep_it(self._kin[0]) and _is_here(self._kin):
            self._fallen, self._wandered = self._kin, now
            call_later(self, self._hand_on)
            return
        if now is not None:
            self._note(now)

    def _note(self, focused: QWidget) -> None:
        self._kin = list(_kin_of(focused))
        self._place = focused.mapTo(focused.window(), QPoint(0, 0))
        self._was_button = isinstance(focused, QAbstractButton)

    def _hand_on(self) -> None:
        """The turn is over: what is built again stands."""
        fallen, self._fallen = self._fallen, []
        focused = QApplication.focusWidget()
        if fallen and _is_here(fallen) and (focused is None or focused is self._wandered):
            heir = _named_heir(fallen) or self._next_of_kin(fallen)
            if heir is not None:
                heir.setFocus(Qt.FocusReason.OtherFocusReason)
                bring_into_sight(heir)
        if (focused := QApplication.focusWidget()) is not None:
            self._note(focused)

    def _next_of_kin(self, fallen: list[QWidget]) -> QWidget | None:
        """In the nearest container that has one: what comes next, else what stands last."""
        for container in fallen[1:]:
            if not (isValid(container) and container.isVisible()):
                continue
            found = sorted(_stops(container), key=_reading_place)
            if self._was_button:  # not into a line, where the next key would write
                found = [each for each in found if isinstance(each, QAbstractButton)] or found
            if found:
                return next((each for each in found if _reading_place(each) >= self._at()), found[-1])
        return None

    def _at(self) -> tuple[int, int]:
        return self._place.y(), self._place.x()


def _named_heir(fallen: Iterable[QWidget]) -> QWidget | None:
    for each in fallen:
        heir = _named[each]() if each in _named else None
        if heir is not None and _can_keep_it(heir):
            return heir
    return None


def _kin_of(widget: QWidget) -> Iterator[QWidget]:
    """`widget`, what it stands in, up to its window."""
    above: QWidget | None = widget
    while above is not None:
        yield above
        if above.isWindow():
            return
        above = above.parentWidget()


def _can_keep_it(widget: QWidget) -> bool:
    return isValid(widget) and widget.isEnabled() and widget.isVisible()


def _is_here(kin: list[QWidget]) -> bool:
    """Whether the page that they stand on is still shown, in the window that has the keys."""
    window = kin[-1]
    return isValid(window) and window.isVisible() and QApplication.activeWindow() is window


def _stops(container: QWidget) -> Iterator[QWidget]:
    for widget in container.findChildren(QWidget):
        by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if by_tab and _can_keep_it(widget) and widget.focusProxy() is None:
            yield widget


def _reading_place(widget: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(widget.window(), QPoint(0, 0))
    return corner.y(), corner.x()
