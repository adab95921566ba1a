"""Names of the unit's people are completed in the rows of a form, and bring their other columns along."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from aimed_desktop.application.checks.profile_offers import PERSON_NAME, person_row
from aimed_desktop.application.editing.undo_journal import Journal
from aimed_desktop.application.values.shapes import is_empty
from ui.desk.profile_store import ProfileStore
from ui.workspace.form_page import FormPage


class People(QObject):
    """Serves every line in which a person's name is typed."""

    def __init__(self, form: FormPage, store: ProfileStore, journal: Journal) -> None:
        super().__init__(form)
        self._form = form
        self._store = store
        self._journal = journal
        self._columns = {
            (field.id, child.id)
            for field in form.app.form.fields
            for child in field.fields
            if child.profile == PERSON_NAME
        }

    def refresh(self) -> None:
        """Complete in the lines that stand on the paper now."""
        names = [str(person["name"]) for person in self._store.profile.people if person.get("name")]
        if not self._columns:
            return
        for line in self._form.paper.findChildren(QLineEdit):
            path = line.objectName()
            steps = path.split(".")
            if len(steps) == 3 and (steps[0], steps[2]) in self._columns:
                self._complete(line, path, names)

    def take(self, path: str, name: str) -> None:
        """Fill the empty columns of the row with what is known of the person."""
        row, _, column = path.rpartition(".")
        field = self._form.app.form.field(row.partition(".")[0])
        profile = self._store.profile
        person = next((each for each in profile.people if each.get("name") == name), None)
        if field is None or person is None or self._form.bindings.is_locked:
            return
        app = self._form.app
        with self._journal.together():
            app.set(path, name, originator=self)
            for child, value in person_row(field, person, profile).items():
                if child != column and is_empty(app.get(f"{row}.{child}")):
                    app.set(f"{row}.{child}", value, originator=self)

    def _complete(self, line: QLineEdit, path: str, names: list[str]) -> None:
        known = line.completer()
        if known is not None and known.property("names") == names:
            return
        completer = QCompleter(names, line)
        completer.setProperty("names", names)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(partial(self.take, path))
        line.setCompleter(completer)
