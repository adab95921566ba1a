"""What the clerk asks the authority and may type at any time: its own deadline, its mailbox."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.services.route_words import asked_apart
from ui.binding.bindings import Bindings
from ui.binding.context import FormContext
from ui.binding.field_widgets import editor_in
from ui.form.part_views import labelled_fields
from ui.form.registry import create_editor
from ui.widgets.page_parts import words_label

_OPEN = "待填：问到后填在这里"


class Terms(QWidget):
    """Their editors, open while a version is fixed too: they stand on no paper."""

    def __init__(self, app: Application, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.bindings = Bindings(app, self)
        self._context = FormContext(self.bindings, create_editor, _stay, year=int(notice.date[:4]))
        paths = asked_apart(app)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(words_label("向受理单位问来的（不印在纸上，定稿后也可以填）", "quiet", self))
        box.addWidget(labelled_fields(paths, self._context, self))
        self.setVisible(bool(paths))

    def editor(self, path: str, parent: QWidget) -> QWidget:
        """What is typed in the row of a route."""
        editor = create_editor(self.bindings.field(path), path, self._context, parent)
        line = editor_in(editor)
        if isinstance(line, QLineEdit) and not line.placeholderText():
            line.setPlaceholderText(_OPEN)
        return editor


def _stay(_widget: QWidget, _area: QRect) -> None:
    """The page shows them whole: there is nowhere to scroll."""
