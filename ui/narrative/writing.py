"""F11: brings the long text with the cursor into the writing room, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from aimed_desktop.definition.model import Notice
from ui.form.bindings import Bindings
from ui.shortcuts import bind

if TYPE_CHECKING:
    from ui.narrative.field import LongField
    from ui.narrative.writing_room import WritingRoom


class Writing(QObject):
    """Serves the long texts of one form; the room is made when it is first entered."""

    def __init__(self, form: QWidget, bindings: Bindings, notice: Notice | None) -> None:
        super().__init__(form)
        self._form = form
        self._bindings = bindings
        self._notice = notice
        self._room: WritingRoom | None = None
        self._was_full = False
        bind("writing_mode", form, self.toggle)

    def toggle(self) -> None:
        """Into the room with the text that has the cursor, or out of it."""
        from ui.narrative.field import LongField

        if self._is_open():
            self.close_room()
            return
        widget: QWidget | None = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, LongField):
            widget = widget.parentWidget()
        if widget is not None and self._form.isAncestorOf(widget):
            self.enter(widget)

    def enter(self, field: LongField, *, full_screen: bool = True) -> None:
        """Bring `field` into the room, which covers the window; the window covers the screen."""
        from ui.narrative.writing_room import WritingRoom

        window = self._form.window()
        if self._room is None or not isValid(self._room) or self._room.parent() is not window:
            self._room = WritingRoom(window, self._bindings, self._notice)
            self._room.left.connect(self._on_left)
        self._was_full = window.isFullScreen() or not full_screen
        if full_screen:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        self._room.enter(field)

    def close_room(self) -> None:
        """Bring the text back, before the form is closed or something else in it is shown."""
        if self._room is not None and self._is_open():
            self._room.leave()

    def _is_open(self) -> bool:
        return self._room is not None and isValid(self._room) and self._room.is_open

    def _on_left(self) -> None:
        window = self._form.window()
        if not self._was_full:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
