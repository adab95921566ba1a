"""F11: brings the long text with the cursor into the writing room, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from aimed_desktop.definition.model import Notice
from ui.binding.bindings import Bindings
from ui.widgets.shortcuts import bind

if TYPE_CHECKING:
    from ui.narrative.editor import NarrativeEditor
    from ui.narrative.field import LongField
    from ui.narrative.writing_room import WritingRoom


class Writing(QObject):
    """Serves the long texts of one form; the room is made when it is first entered. `moved` tells that a
    text has come into it, or back from it.
    """

    moved = Signal()

    def __init__(self, form: QWidget, bindings: Bindings, notice: Notice | None) -> None:
        super().__init__(form)
        self._form = form
        self._bindings = bindings
        self._notice = notice
        self._room: WritingRoom | None = None
        self._was_full = False
        self._saved = "已保存"
        bind("writing_mode", form, self.toggle)

    def toggle(self) -> None:
        """Into the room with the text that has the cursor, or out of it."""
        from ui.narrative.field import LongField

        if self.room is not None:
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
        self._room.saved.setText(self._saved)
        self._was_full = window.isFullScreen() or not full_screen
        if full_screen:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        self._room.enter(field)
        self.moved.emit()

    def close_room(self) -> None:
        """Bring the text back, before the form is closed or something else in it is shown."""
        if self.room is not None:
            self.room.leave()

    @property
    def room(self) -> WritingRoom | None:
        """The room while a text is in it."""
        return self._room if self._room is not None and isValid(self._room) and self._room.is_open else None

    @property
    def editor(self) -> NarrativeEditor | None:
        """The text that is in the room."""
        return self.room.field.editor if self.room is not None and self.room.field is not None else None

    def show_saved(self, words: str) -> None:
        """Say in the room, too, how saving goes."""
        self._saved = words
        if self.room is not None:
            self.room.saved.setText(words)

    def _on_left(self) -> None:
        window = self._form.window()
        if not self._was_full:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
        self.moved.emit()
