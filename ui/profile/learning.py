"""Keeps in the unit profile what was typed in a form where the profile knew nothing yet."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from aimed_desktop.application.checks.profile_offers import learnt_from
from aimed_desktop.application.model import Change
from aimed_desktop.definition.profile_keys import PROFILE_KEYS
from ui.desk.profile_store import ProfileStore
from ui.workspace.editing import Editing

_QUIET_MS = 2500  # after the last key


class Learning(QObject):
    """Learns what a hand has typed, once its field was left; a calm line tells of it and takes it back."""

    def __init__(self, editing: Editing, store: ProfileStore) -> None:
        super().__init__(editing.form)
        self._form = editing.form
        self._store = store
        self._bar = editing.bar
        self._typed: dict[str, None] = {}
        self._refused: set[str] = set()  # keys that the clerk did not want to be kept
        self._later = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._later.timeout.connect(self.learn)
        self._form.bindings.changed.connect(self._on_changed)

    def learn(self) -> None:
        """Take over what was typed in fields that are left."""
        self._later.stop()
        if not self._store.is_read:
            return
        profile, learnt = self._store.profile, []
        for path in [path for path in self._typed if path != self._form.field_path]:
            del self._typed[path]
            field = self._form.app.form.field(path)
            if field is None or field.profile in self._refused:
                continue
            if (key := learnt_from(self._form.app, path, profile)) is not None:
                learnt.append(key)
        if self._typed:
            self._later.start()
        if learnt:
            self._store.write(profile.to_data())
            self._bar.tell(f"已记入单位档案：{_labels(learnt)}", "不记", lambda: self._forget(learnt))

    def close(self) -> None:
        """Learn what is left and nothing more."""
        self._form.field_path = None
        self.learn()
        self._later.stop()

    def _on_changed(self, change: Change) -> None:
        field = self._form.app.form.field(change.path)
        if isinstance(change.originator, QWidget) and field is not None and field.profile:
            self._typed[change.path] = None
            self._later.start()

    def _forget(self, keys: list[str]) -> None:
        self._refused.update(keys)
        data = {key: value for key, value in self._store.data.items() if key not in keys}
        self._store.write(data)


def _labels(keys: list[str]) -> str:
    known = {key.key: key.label for key in PROFILE_KEYS}
    words = "、".join(known[key] for key in keys[:3])
    return words if len(keys) <= 3 else f"{words}等 {len(keys)} 项"
