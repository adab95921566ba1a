"""Remembers where the clerk is writing, so that even after a power cut the form opens right there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from aimed_desktop.desktop.window_settings import WindowSettings
from ui.form.tab_order import focus_next_field
from ui.workspace.caret import caret_of, set_caret
from ui.workspace.form_page import FormPage

_DELAY_MS = 1000


class PlaceKeeper(QObject):
    """Keeps field and cursor in `settings`, and lets them be written a moment after a field was entered."""

    def __init__(self, form: FormPage, settings: WindowSettings, write: Callable[[], None]) -> None:
        super().__init__(form)
        self._form = form
        self._settings = settings
        self._back = settings.field, settings.cursor
        self._later = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._later.timeout.connect(write)
        form.field_entered.connect(self._on_field_entered)

    def note(self) -> None:
        """Where the cursor stands now."""
        focused = self._form.window().focusWidget()
        if focused is not None and self._form.paper.isAncestorOf(focused):
            self._settings.cursor = caret_of(focused)

    def go_back(self) -> None:
        """Put the cursor where it stood when the program ended, else into the first field."""
        path, cursor = self._back
        if not path:
            self.begin()
        elif self._form.focus_field(path) and (editor := self._form.paper.editor(path)) is not None:
            set_caret(editor, cursor)

    def begin(self) -> None:
        """Put the cursor into the first field."""
        focus_next_field(self._form.paper)

    def _on_field_entered(self, path: str) -> None:
        self._settings.field, self._settings.cursor = path, 0
        self._later.start()
