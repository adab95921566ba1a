"""Which widget shows which field: the path of the field is a property of its editor."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from aimed_desktop.definition.fields import Field

PATH_PROPERTY = "field_path"
REQUIRED = "必填"
USUAL_DESCRIPTION = "usual_description"  # property: what is said of the field while nothing is wrong with it


def introduce(widget: QWidget, field: Field, path: str) -> None:
    """Name an editor after its field: for tests, for the screen reader, for the side panel."""
    widget.setObjectName(path)
    widget.setProperty(PATH_PROPERTY, path)
    widget.setAccessibleName(field.label)
    if field.required:
        usually_say(widget, REQUIRED)


def usually_say(widget: QWidget, words: str) -> None:
    """Describe a widget by `words` while nothing is wrong with its field."""
    if widget.accessibleDescription() == (widget.property(USUAL_DESCRIPTION) or ""):
        widget.setAccessibleDescription(words)
    widget.setProperty(USUAL_DESCRIPTION, words)


def path_of(widget: QWidget | None) -> str | None:
    """The path of the field that `widget` belongs to; None outside the form."""
    while widget is not None:
        path = widget.property(PATH_PROPERTY)
        if path:
            return str(path)
        widget = widget.parentWidget()
    return None


def forget(widget: QWidget) -> None:
    """Let no field be found by `widget` any more, which waits to be deleted."""
    editor = editor_in(widget)
    editor.setObjectName("")
    editor.setProperty(PATH_PROPERTY, None)


def first_inside(place: QWidget, path: str) -> QWidget | None:
    """The first widget in `place` of a field that stands in the one at `path`."""
    found = (
        w for w in place.findChildren(QWidget) if str(w.property(PATH_PROPERTY) or "").startswith(path + ".")
    )
    return next(found, None)


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
