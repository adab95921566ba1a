"""Says to the clerk what came of what was asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def tell(window: QWidget, words: str) -> None:
    """A calm dialog over `window` with one button."""
    box = QMessageBox(QMessageBox.Icon.Information, "申报助手", words, parent=window)
    box.setObjectName("told")
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
