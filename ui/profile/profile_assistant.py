"""What the unit profile does in an open form: offers what it knows, learns what it does not."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.desk.profile_store import ProfileStore
from ui.profile.learning import Learning
from ui.profile.offers import Offers
from ui.workspace.editing import Editing


class FormProfile(QObject):
    """`changed` tells the profile's data whenever it was read or written."""

    changed = Signal(dict)

    def __init__(self, editing: Editing, store: ProfileStore) -> None:
        super().__init__(editing.form)
        self._store = store
        self.offers = Offers(editing, store)
        self.learning = Learning(editing, store)
        store.changed.connect(self._on_changed)
        store.read()

    def close(self) -> None:
        """Learn what is left; offer no more."""
        self._store.changed.disconnect(self._on_changed)
        self.offers.close()
        self.learning.close()

    def _on_changed(self) -> None:
        self.changed.emit(self._store.data)
