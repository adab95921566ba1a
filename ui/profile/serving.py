"""What the unit profile does in an open form: offers what it knows, learns what it does not."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from aimed_desktop.application.undo import Journal
from ui.bar import Bar
from ui.form.form_page import FormPage
from ui.profile.learning import Learning
from ui.profile.offers import Offers
from ui.profile.store import ProfileStore


class FormProfile(QObject):
    """`changed` tells the profile's data whenever it was read or written."""

    changed = Signal(dict)

    def __init__(self, form: FormPage, store: ProfileStore, journal: Journal, bar: Bar) -> None:
        super().__init__(form)
        self._store = store
        self.offers = Offers(form, store, journal, bar)
        self.learning = Learning(form, store, bar)
        store.changed.connect(self._on_changed)
        store.read()

    def close(self) -> None:
        """Learn what is left; offer no more."""
        self._store.changed.disconnect(self._on_changed)
        self.offers.close()
        self.learning.close()

    def _on_changed(self) -> None:
        self.changed.emit(self._store.data)
