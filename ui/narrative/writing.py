"""F11: brings the long text with the cursor into the writing room, and back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from aimed_desktop.definition.model import Notice
from ui.form.bindings import Bindings
from ui.shortcuts import bind


class Writing(QObject):
    """Serves the long texts of one form; the room is made when it is first entered."""

    def __init__(self, form: QWidget, bindings: Bindings, notice: Notice | None) -> None:
        super().__init__(form)
        self._form = form
        self._bindings = bindings
        self._notice = notice
        self._room: QObject | None = None
        self._was_full = False
        bind("writing_mode", form, self.toggle)

    def toggle(self) -> None:
        """Into the room with the text that has the cursor, or out of it."""
        from ui.narrative.field import LongField
        from ui.narrative.writing_room import WritingRoom

        room = self._room
        if isinstance(room, WritingRoom) and room.is_open:
            room.leave()
            return
        widget: QWidget | None = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, LongField):
            widget = widget.parentWidget()
        if widget is None or not self._form.isAncestorOf(widget):
            return
        window = self._form.window()
        if not isinstance(room, WritingRoom) or room.parent() is not window:
            room = self._room = WritingRoom(window, self._bindings, self._notice)
            room.left.connect(self._on_left)
        self._was_full = window.isFullScreen()
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        room.enter(widget)

    def close_room(self) -> None:
        """Bring the text back, before the form is closed or something else in it is shown."""
        from ui.narrative.writing_room import WritingRoom

        if isinstance(self._room, WritingRoom):
            self._room.leave()

    def _on_left(self) -> None:
        window = self._form.window()
        if not self._was_full:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
