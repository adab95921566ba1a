"""Brings together one application, its form, the process beside the window and what shows its pages."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.form.form_page import FormPage
from ui.preview.large import LargePreview
from ui.preview.mirror import Mirror
from ui.preview.process import Typesetter
from ui.session import Session


class Previewing(QObject):
    """The process begins once every part of the form is on the screen, and ends with `close`."""

    def __init__(self, session: Session, form: FormPage, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._large: LargePreview | None = None
        self.mirror = Mirror(session.app, session.opened.sources, session.jobs, self)
        self.typesetter = Typesetter(self.mirror, self)
        pane = form.side.preview
        pane.serve(self.typesetter, session.app.form)
        pane.enlarged.connect(self.enlarge)
        self.mirror.files_read.connect(pane.refresh)
        form.bindings.changed.connect(pane.on_change)
        form.bindings.locked_changed.connect(pane.on_locked)
        form.field_entered.connect(pane.follow)
        if form.paper.is_complete:
            self.typesetter.begin()
        else:
            form.paper.completed.connect(self.typesetter.begin)

    def enlarge(self) -> None:
        """Open the large preview, at the page that the small one shows."""
        if self._large is None:
            self._large = LargePreview(self.typesetter, self._form.app.form, self._form)
            self._large.field_chosen.connect(self._form.focus_field)
            self._form.bindings.changed.connect(self._large.on_change)
            self._form.field_entered.connect(self._large.pane.follow)
        self._large.open_at(self._form.field_path, self._form.side.preview.page)

    def close(self) -> None:
        """End the process and close its window."""
        if self._large is not None:
            self._large.close()
        self.typesetter.close()
