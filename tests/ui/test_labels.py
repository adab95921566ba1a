"""Labels and the fields that they lead to."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.labels import lead_to


def test_a_field_outlives_the_label_that_led_to_it(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    label, editor = QLabel("背景", page), QTextEdit(page)
    document = editor.document()
    lead_to(label, editor)
    label.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    document.setPlainText("写在里面的")
    assert editor.toPlainText() == "写在里面的"
