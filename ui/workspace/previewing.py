"""Brings together one application, its form, the process beside the window and what shows its pages."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ui.desk.session import Session
from ui.narrative.editor import NarrativeEditor
from ui.narrative.printed_place import PrintedPlace, place_of_caret, put_caret_at
from ui.preview.large import LargePreview
from ui.preview.mirror import Mirror
from ui.preview.preview_process import PreviewProcess
from ui.workspace.form_page import FormPage


class Previewing(QObject):
    """The process begins once every part of the form is on the screen, and ends with `close`."""

    def __init__(self, session: Session, form: FormPage, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._large: LargePreview | None = None
        self._text: NarrativeEditor | None = None  # the long text that was written in last
        self.mirror = Mirror(session.app, session.opened.sources, session.jobs, self)
        self.typesetter = PreviewProcess(self.mirror, self)
        pane = form.side.preview
        pane.serve(self.typesetter, session.app.form, self._place_in)
        pane.place_chosen.connect(self._go_to)
        pane.enlarged.connect(self.enlarge)
        self.mirror.files_read.connect(pane.refresh)
        form.bindings.changed.connect(pane.on_change)
        form.bindings.locked_changed.connect(pane.on_locked)
        form.caret_moved.connect(self._on_caret_moved)
        form.field_entered.connect(pane.follow)
        if form.paper.is_complete:
            self.typesetter.begin()
        else:
            form.paper.completed.connect(self.typesetter.begin)

    def enlarge(self) -> None:
        """Open the large preview, at the page that the small one shows."""
        if self._large is None:
            self._large = LargePreview(self.typesetter, self._form.app.form, self._place_in, self._form)
            self._large.place_chosen.connect(self._go_to)
            self._form.bindings.changed.connect(self._large.on_change)
            self._form.field_entered.connect(self._large.pane.follow)
        self._large.open_at(self._form.field_path, self._form.side.preview.page)

    def _on_caret_moved(self, text: NarrativeEditor) -> None:
        self._text = text
        self._form.side.preview.on_caret()
        if self._large is not None:
            self._large.pane.on_caret()

    def _place_in(self, field: str) -> PrintedPlace | None:
        """Where in a long text the clerk writes, None in any other field."""
        focused = QApplication.focusWidget()
        text = focused if isinstance(focused, NarrativeEditor) else self._text
        return place_of_caret(text) if text is not None and isValid(text) and text.path == field else None

    def _go_to(self, field: str, place: PrintedPlace | None) -> None:
        """Put the cursor where the page was clicked."""
        text = self._form.editor(field) if self._form.focus_field(field) else None
        if isinstance(text, NarrativeEditor) and place is not None:
            put_caret_at(text, place)

    def close(self) -> None:
        """End the process and close its window."""
        if self._large is not None:
            self._large.close()
        self.mirror.judging.close()
        self.typesetter.close()
