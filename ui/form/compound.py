"""A field of several editors, the first of which gets the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Compound(QWidget):
    """Gives the focus to a part of itself.

    WORKAROUND(Qt 6.9): no focus proxy. Qt keeps a place in the order of Tab for a widget that has one, far
    from where its part was put since; from behind the last field Tab came there, and so back to the part.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._first: QWidget | None = None

    def lead_to(self, part: QWidget) -> None:
        """Let `part` have the focus that this is given."""
        self._first = part

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self._first is not None:
            self._first.setFocus(reason)
