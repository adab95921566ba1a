"""A line to write in that a screen reader names when Tab comes to it."""

from __future__ import annotations

from typing import overload

from PySide6.QtWidgets import QLineEdit, QWidget


class Line(QLineEdit):
    """WORKAROUND(Qt 6.9): an empty line tells, the first time, of a cursor that moved before it tells that it
    has the focus. Orca then takes the line for known and says nothing of it. A cursor that was put there
    tells nothing.
    """

    @overload
    def __init__(self, parent: QWidget | None, /) -> None: ...
    @overload
    def __init__(self, text: str, parent: QWidget | None, /) -> None: ...
    def __init__(self, *text_and_parent: object) -> None:
        super().__init__(*text_and_parent)  # type: ignore[call-overload]  # as Qt takes them
        self.setCursorPosition(self.cursorPosition())
