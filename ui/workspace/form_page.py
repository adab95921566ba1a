"""The page on which a form is filled: outline, paper, side panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.desktop.window_settings import WindowSettings
from ui.binding.bindings import Bindings
from ui.binding.context import FormContext, PictureDoor
from ui.binding.field_widgets import path_of
from ui.binding.rows import RowEditor
from ui.findings.marks import Marks
from ui.form.paper_view import PaperView
from ui.form.registry import create_editor
from ui.form.zoom import stepped
from ui.widgets.jobs import Jobs
from ui.widgets.qt_application import qt_application
from ui.workspace.columns import Columns
from ui.workspace.outline import Outline
from ui.workspace.side_panel import SidePanel
from ui.workspace.writing import Writing

if TYPE_CHECKING:
    from aimed_desktop.application.checks.finding import Finding


class FormPage(QWidget):
    """Shows one application. `field_entered` tells the path of the field that has the cursor, `caret_moved`
    the long text in which it has moved.
    """

    field_entered = Signal(str)
    caret_moved = Signal(QWidget)

    def __init__(
        self,
        app: Application,
        notice: Notice | None,
        parent: QWidget | None = None,
        pictures: PictureDoor | None = None,
        jobs: Jobs | None = None,
    ) -> None:
        super().__init__(parent)
        self.app = app
        self.field_path: str | None = None
        self.bindings = Bindings(app, self)
        self.writing = Writing(self, self.bindings, notice)
        year = int(notice.date[:4]) if notice else None
        rows, alone = RowEditor(self.bindings, self), self.writing.toggle
        context = FormContext(self.bindings, create_editor, self._reveal, pictures, year, rows, alone, jobs)
        self.outline = Outline(app.form, self.bindings, self)
        self.paper = PaperView(app.form, context, self)
        self.side = SidePanel(self.bindings, notice, self)
        self._marks = Marks(self.paper)
        self.bindings.rebuilt.connect(self._marks.renew)
        self.columns = Columns(self.outline, self.paper, self.side, self)
        self.paper.begin()  # once it stands in its place: moving it would ask every field again
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.columns)
        self.columns.outline_left.connect(self._on_outline_left)
        self.columns.side_wanted.connect(self.side.show_tab)
        self._settings = WindowSettings()
        self.show_as(self._settings)
        self._follow = QTimer(self, singleShot=True, interval=60)
        self._follow.timeout.connect(self._on_scrolled)
        self.paper.verticalScrollBar().valueChanged.connect(lambda _value: self._follow.start())
        self.outline.chosen.connect(self._on_section_chosen)
        self.side.finding_chosen.connect(self.focus_field)
        qt_application().focusChanged.connect(self._on_focus_changed)

    def show_as(self, settings: WindowSettings) -> None:
        """Fold, widen and enlarge as `settings` remember; what the clerk changes is written into them."""
        self._settings = settings
        self.paper.show_zoom(settings.zoom)
        self.columns.show_as(settings, self.paper.sheet_width)
        self.side.show_as(settings)

    def enlarge(self, steps: int) -> None:
        """Show the words of the paper larger, or smaller, by so many steps; 0 is the usual size."""
        self._settings.zoom = stepped(self._settings.zoom, steps) if steps else 100
        self.show_as(self._settings)

    def editor(self, path: str) -> QWidget | None:
        """The widget of the field at `path`: in the writing room, or on the paper."""
        alone = self.writing.editor
        return alone if alone is not None and alone.path == path else self.paper.editor(path)

    def focus_field(self, path: str) -> bool:
        """Put the cursor into the field at `path`; False when no widget stands for it."""
        alone = self.writing.editor
        if alone is not None and alone.path == path:
            alone.setFocus()
            return True
        self.writing.close_room()
        found = self.paper.focus_field(path)
        if found:
            self._enter(path)
        return found

    def show_findings(self, found: Sequence[Finding], *, is_asked: bool = True) -> None:
        """List the findings that may be shown and mark their fields; `is_asked`: nothing is held back."""
        self.side.show_findings(found, is_asked=is_asked)
        self._marks.show(found)

    def close_form(self) -> None:
        """Let go of the application."""
        self.writing.close_room()
        qt_application().focusChanged.disconnect(self._on_focus_changed)
        self.bindings.close()

    def _on_outline_left(self) -> None:
        if self.field_path is not None:
            self.paper.focus_field(self.field_path)

    def _on_section_chosen(self, part_id: str, option: str) -> None:
        self.columns.close_outline()
        self.paper.show_part(part_id, option)

    def _reveal(self, widget: QWidget, area: QRect) -> None:
        self.paper.reveal(widget, area)
        self.caret_moved.emit(widget)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.paper.isAncestorOf(new):
            return
        self.paper.reveal(new, QRect(0, 0, new.width(), min(new.height(), 80)))
        path = path_of(new)
        if path and path != self.field_path:
            self._enter(path)

    def _enter(self, path: str) -> None:
        self.field_path = path
        self._follow.start()
        self.side.show_field(path)
        self.field_entered.emit(path)

    def _on_scrolled(self) -> None:
        self.outline.show_part(self.paper.part_in_sight())
