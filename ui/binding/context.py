"""What every widget of the form needs to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from aimed_desktop.definition.fields import Field
from ui.binding.bindings import Bindings
from ui.binding.rows import RowEditor
from ui.widgets.jobs import Jobs


class PictureDoor(Protocol):
    """The pictures of an application. Each answer comes later, on the UI thread."""

    def insert(self, asker: QWidget, done: Callable[[dict[str, Any]], None]) -> None:
        """Ask for a picture file, let it be redacted and keep it; `done` is told its block."""

    def take(
        self,
        asker: QWidget,
        name: str,
        read: Callable[[], bytes],
        done: Callable[[dict[str, Any]], None],
    ) -> None:
        """The same for a picture that was pasted or dragged in as `name`; `read` beside the window."""

    def load(self, name: str, done: Callable[[QImage], None]) -> None:
        """Tell the kept picture, no wider than the screen needs; an empty one where it cannot be read."""


@dataclass(frozen=True, slots=True)
class FormContext:
    """`create` makes the editor of a field inside another; `reveal` scrolls a rectangle of a widget
    into sight; `pictures` keeps what is inserted; `year` is meant where a typed date names none;
    `rows` adds and deletes rows; `write_alone` brings the text with the cursor into the writing room;
    `jobs` reads large pastes beside the window, all at once where it is not given.
    """

    bindings: Bindings
    create: Callable[[Field, str, FormContext, QWidget], QWidget]
    reveal: Callable[[QWidget, QRect], None]
    pictures: PictureDoor | None = None
    year: int | None = None
    rows: RowEditor | None = None
    write_alone: Callable[[], None] | None = None
    jobs: Jobs | None = None
