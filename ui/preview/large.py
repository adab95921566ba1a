"""The preview in a window of its own, as large as the screen allows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from aimed_desktop.application.model import Change
from aimed_desktop.definition.model import Form
from ui.preview.pane import PlaceOf, PreviewPane
from ui.preview.preview_process import PreviewProcess

_SHARE = 0.9  # of the screen's height


class LargePreview(QDialog):
    """Stays open beside the form and follows it. `place_chosen` as of the pane."""

    place_chosen = Signal(str, object)

    def __init__(self, typesetter: PreviewProcess, form: Form, place_of: PlaceOf, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("版面预览")
        self.pane = PreviewPane(self, "large")
        self.pane.enlarge.hide()
        self.pane.place_chosen.connect(self.place_chosen)
        self.pane.serve(typesetter, form, place_of)
        box = QVBoxLayout(self)
        box.addWidget(self.pane)
        room = self.screen().availableGeometry()
        height = round(room.height() * _SHARE)
        self.resize(min(round(height * 0.74), room.width()), height)

    def open_at(self, field: str | None, page: list[object] | None) -> None:
        """Show the page that the small preview shows, and follow the same field."""
        self.pane.page = page
        self.pane.follow(field)
        self.show()
        self.raise_()
        self.activateWindow()
        self.pane.area.setFocus()

    def on_change(self, change: Change) -> None:
        """As of the pane."""
        self.pane.on_change(change)
