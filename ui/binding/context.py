"""What every widget of the form needs to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from aimed_desktop.definition.fields import Field
from ui.binding.bindings import Bindings

if TYPE_CHECKING:
    from ui.binding.rows import RowEditor

PATH_PROPERTY = "field_path"
REQUIRED = "必填"


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
    `rows` adds and deletes rows; `write_alone` brings the text with the cursor into the writing room.
    """

    bindings: Bindings
    create: Callable[[Field, str, FormContext, QWidget], QWidget]
    reveal: Callable[[QWidget, QRect], None]
    pictures: PictureDoor | None = None
    year: int | None = None
    rows: RowEditor | None = None
    write_alone: Callable[[], None] | None = None


def introduce(widget: QWidget, field: Field, path: str) -> None:
    """Name an editor after its field: for tests, for the screen reader, for the side panel."""
    widget.setObjectName(path)
    widget.setProperty(PATH_PROPERTY, path)
    widget.setAccessibleName(field.label)
    if field.required:
        widget.setAccessibleDescription(REQUIRED)


def path_of(widget: QWidget | None) -> str | None:
    """The path of the field that `widget` belongs to; None outside the form."""
    while widget is not None:
        path = widget.property(PATH_PROPERTY)
        if path:
            return str(path)
        widget = widget.parentWidget()
    return None


def path_with_focus(inside: QWidget) -> str | None:
    """The path of the field in `inside` that has the cursor; None where it is elsewhere."""
    focused = QApplication.focusWidget()
    return path_of(focused) if focused is not None and inside.isAncestorOf(focused) else None


def focus_again(inside: QWidget, path: str | None) -> None:
    """Give the cursor back to the field at `path` after what is in `inside` was built again."""
    shown = (w for w in inside.findChildren(QWidget, path or "") if w.isVisibleTo(inside))
    if path and (widget := next(shown, None)) is not None:
        widget.setFocus()


def editor_in(widget: QWidget) -> QWidget:
    """The editor inside what was built for a field: the widget itself, or the first one in it."""
    if widget.property(PATH_PROPERTY):
        return widget
    inner = (child for child in widget.findChildren(QWidget) if child.property(PATH_PROPERTY))
    return next(inner, widget)
