"""Leads a new clerk through 口令 and 单位档案 to the notices; skipped once, it never comes again."""

from __future__ import annotations

from PySide6.QtCore import QObject

from aimed_desktop.desktop.window_settings import WindowSettings
from ui.desk.archive_door import ArchiveState
from ui.keys.keys_flow import KeysFlow
from ui.start.start_page import StartPage
from ui.start.start_work import StartWork


class FirstRun(QObject):
    """Shows the card of welcome while there is something to be led through."""

    def __init__(self, page: StartPage, keys: KeysFlow, work: StartWork, settings: WindowSettings) -> None:
        super().__init__(page)
        self._page = page
        self._keys = keys
        self._work = work
        self._settings = settings
        self._is_leading = False
        self._state = ArchiveState(is_open=False, exists=True)
        page.welcome.started.connect(self._lead)
        page.welcome.skipped.connect(self._end)
        keys.opened.connect(self._on_opened)
        keys.settled.connect(self._on_settled)

    def _on_opened(self, state: ArchiveState) -> None:
        self._state = state
        if self._settings.welcomed or self._is_leading:  # the next step comes by itself
            return
        if state.is_open:
            self._work.profile(self._show)
        elif not state.exists:
            self._show({})

    def _show(self, profile: dict[str, object]) -> None:
        has_profile = bool(profile.get("unit.name"))
        has_passphrase = self._state.is_open and not self._state.postponed
        if has_profile and has_passphrase:
            self._end()
            return
        self._page.welcome.show_done(has_passphrase=has_passphrase, has_profile=has_profile)
        self._page.welcome.show()
        if self._page.isVisible():  # never out of the form that is open over it
            self._page.welcome.go.setFocus()

    def _lead(self) -> None:
        """The next thing that is not done yet."""
        self._is_leading = True
        self._page.welcome.hide()
        if not self._state.is_open:
            self._keys.open_again()
        elif self._state.postponed:
            self._keys.ask(can_postpone=True)
        else:
            self._work.profile(self._ask_unit)

    def _on_settled(self) -> None:
        """A dialog about keys is gone: answered, postponed or put away."""
        if not self._is_leading:
            return
        if self._state.is_open:
            self._work.profile(self._ask_unit)
        else:  # put away: the card leads on whenever it is wanted
            self._is_leading = False
            self._show({})

    def _ask_unit(self, known: dict[str, object]) -> None:
        from ui.start.unit_dialog import UnitDialog

        self._is_leading = False
        dialog = UnitDialog(known, self._page.window())
        dialog.given.connect(lambda values: self._work.save_profile(values, lambda: None))
        dialog.finished.connect(lambda _result: self._end())
        dialog.open()

    def _end(self) -> None:
        self._settings.welcomed = True  # kept with the window's other settings
        self._page.welcome.hide()
