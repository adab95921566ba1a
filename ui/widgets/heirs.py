"""Who gets the focus when the widget that has it hides, is disabled or goes: one place for all pages.

Qt hands it to whatever comes next in the order of Tab, which may stand anywhere in the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable
from weakref import ref

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from ui.widgets.in_sight import bring_into_sight
from ui.widgets.later import call_later


@runtime_checkable
class NamesHeir(Protocol):
    """A widget that tells who gets the focus when itself, or what has it inside, cannot keep it."""

    def heir(self) -> QWidget | None:
        """The heir; None: the next of kin."""


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
        # Kept weakly: nothing here may outlive its window.
        self._kin: list[ref[QWidget]] = []  # what had the focus last, and what it stands in
        self._place = QPoint()
        self._was_button = False
        self._fallen: list[ref[QWidget]] = []  # the kin of what lost it, until the turn is over
        self._wandered: ref[QWidget] | None = None
        self._newest: ref[QWidget] | None = None  # has the focus, not yet noted
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self) -> None:
        """WORKAROUND(PySide6 6.9): it takes no arguments. Qt tells the old widget while it is being deleted,
        too; Python would take what it got then for a widget that stands at the same address later.
        """
        now = QApplication.focusWidget()
        if not self._fallen:
            self._note_newest()
        if self._fallen and (self._wandered is None or _can_keep_it(self._wandered())):
            self._fallen = []  # somebody has asked for it
        elif not self._fallen and self._kin and not _can_keep_it(self._kin[0]()) and _is_here(self._kin):
            self._fallen = self._kin
            call_later(self, self._hand_on)
        if self._fallen:
            self._wandered = ref(now) if now is not None else None
        elif now is not None:
            self._newest = ref(now)
            call_later(self, self._note_newest)

    def _note_newest(self) -> None:
        """What it stands in is asked once nothing is being deleted: a parent that Qt is taking down would
        be given to Python anew, and its children with it.
        """
        newest, self._newest = _alive(self._newest), None
        if newest is not None and not self._fallen:
            self._note(newest)
            if newest.isVisible() and newest.visibleRegion().isEmpty():
                bring_into_sight(newest)  # Tab came in from outside of its page, which does not scroll then

    def _note(self, focused: QWidget) -> None:
        self._kin = [ref(each) for each in _kin_of(focused)]
        self._place = focused.mapTo(focused.window(), QPoint(0, 0))
        self._was_button = isinstance(focused, QAbstractButton)

    def _hand_on(self) -> None:
        """The turn is over: what is built again stands."""
        fallen, self._fallen = self._fallen, []
        focused = QApplication.focusWidget()
        if fallen and _is_here(fallen) and (focused is None or focused is _alive(self._wandered)):
            kin = [each for each in map(_alive, fallen) if each is not None]
            heir = _named_heir(kin) or self._next_of_kin(kin)
            if heir is not None:
                heir.setFocus(Qt.FocusReason.OtherFocusReason)
                bring_into_sight(heir)
        if (focused := QApplication.focusWidget()) is not None:
            self._note(focused)

    def _next_of_kin(self, kin: list[QWidget]) -> QWidget | None:
        """In the nearest container that has one: what comes next, else what stands last."""
        for container in kin:
            if not container.isVisible():
                continue
            found = sorted(_stops(container), key=_reading_place)
            if self._was_button:  # not into a line, where the next key would write
                found = [each for each in found if isinstance(each, QAbstractButton)] or found
            if found:
                return next((each for each in found if _reading_place(each) >= self._at()), found[-1])
        return None

    def _at(self) -> tuple[int, int]:
        return self._place.y(), self._place.x()


def _named_heir(kin: Iterable[QWidget]) -> QWidget | None:
    for each in kin:
        heir = each.heir() if isinstance(each, NamesHeir) else None
        if _can_keep_it(heir):
            return heir
    return None


def _alive(kept: ref[QWidget] | None) -> QWidget | None:
    widget = kept() if kept is not None else None
    return widget if widget is not None and isValid(widget) else None


def _kin_of(widget: QWidget) -> Iterator[QWidget]:
    """`widget`, what it stands in, up to its window."""
    above: QWidget | None = widget
    while above is not None:
        yield above
        if above.isWindow():
            return
        above = above.parentWidget()


def _can_keep_it(widget: QWidget | None) -> bool:
    return widget is not None and isValid(widget) and widget.isEnabled() and widget.isVisible()


def _is_here(kin: list[ref[QWidget]]) -> bool:
    """Whether the window that they stand in is still shown, and has the keys."""
    window = _alive(kin[-1])
    return window is not None and window.isVisible() and QApplication.activeWindow() is window


def _stops(container: QWidget) -> Iterator[QWidget]:
    for widget in container.findChildren(QWidget):
        by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if by_tab and _can_keep_it(widget) and widget.focusProxy() is None:
            yield widget


def _reading_place(widget: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(widget.window(), QPoint(0, 0))
    return corner.y(), corner.x()
