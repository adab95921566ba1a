"""The widget of each type really builds, shows what stands there, and has about the height that is told."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.values.types import TYPES
from aimed_desktop.definition.types import FieldType
from tests.core.application.inline_forms import fill, library_of
from tests.core.test_field_types import declared
from ui.binding.bindings import Bindings
from ui.binding.context import FormContext
from ui.binding.rows import RowEditor
from ui.form.choice_fields import ChoiceField
from ui.form.registry import WIDGETS, create_editor


@pytest.mark.parametrize("kind", FieldType)
def test_its_widget_builds_and_shows_the_value(kind: FieldType, qtbot: QtBot) -> None:
    app = fill(library_of(f"it: {declared(kind)}"), {"it": TYPES[kind].sample})
    window = QWidget()
    qtbot.addWidget(window)
    bindings = Bindings(app, window)
    context = FormContext(
        bindings, create_editor, lambda _widget, _rect: None, rows=RowEditor(bindings, window)
    )
    field = bindings.field("it")
    editor = create_editor(field, "it", context, window)
    window.show()
    assert editor.objectName() == "it" or editor.findChild(QWidget, "it") is not None
    assert isinstance(editor, ChoiceField) is field.has_boxes, "boxes of the paper are boxes of the window"
    assert WIDGETS[kind].height(field, False) > 0
    before = app.values
    bindings.flush()
    assert app.values == before, "showing a value changes nothing"
    bindings.close()
