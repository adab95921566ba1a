"""Tab goes through the paper as one reads it, whatever was built again since."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from ui.binding.field_widgets import path_of


def restore_tab_order(root: QWidget) -> None:
    """Chain the editors inside `root` in the order of the widget tree: a rebuilt one stood at the end.

    What hands the focus to a part of itself stands before it: from elsewhere it would lead back to it, and
    Tab would never get out of the paper. Qt moves such a widget only with all that stands between.
    """
    compounds = list(_compounds(root))
    for compound, _part in compounds:
        compound.setFocusProxy(None)  # type: ignore[arg-type]  # PySide does not say that it may be none
    moved = {compound for compound, _part in compounds}
    for before, after in pairwise(w for w in root.findChildren(QWidget) if w in moved or _is_stop(w, root)):
        QWidget.setTabOrder(before, after)
    for compound, part in compounds:
        compound.setFocusProxy(part)


def focus_next_field(root: QWidget, *, backwards: bool = False) -> bool:
    """Put the cursor into the field after the one that has it, past its further boxes and all tools.

    Without a cursor inside `root` it goes to the first field. False at the end of the form.
    """
    focused = QApplication.focusWidget()
    here = path_of(focused) if focused is not None and root.isAncestorOf(focused) else None
    stops = [s for s in _stops(root) if s is focused or (s.isVisibleTo(root) and not _is_tool(s))]
    if backwards:
        stops.reverse()
    start = stops.index(focused) + 1 if focused is not None and focused in stops else 0
    following = next((stop for stop in stops[start:] if path_of(stop) not in (None, here)), None)
    if following is None:
        return False
    if backwards:  # to the first box of that field
        first = [stop for stop in stops[start:] if path_of(stop) == path_of(following)]
        following = first[-1]
    following.setFocus(Qt.FocusReason.TabFocusReason)
    return True


def _is_tool(widget: QWidget) -> bool:
    return isinstance(widget, QToolButton | QPushButton)


def _stops(root: QWidget) -> list[QWidget]:
    return [widget for widget in root.findChildren(QWidget) if _is_stop(widget, root)]


def _is_stop(widget: QWidget, root: QWidget) -> bool:
    return (
        widget.window() == root.window()  # the list of a combo box is a window of its own
        and widget.focusProxy() is None
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    )


def _compounds(root: QWidget) -> Iterator[tuple[QWidget, QWidget]]:
    """Each widget that hands the focus to a part of itself, with that part."""
    for widget in root.findChildren(QWidget):
        part = widget.focusProxy()
        if part is not None and widget.isAncestorOf(part):
            yield widget, part
