"""Where the hands were on each page of the later steps; else they find what is to be done next."""

from __future__ import annotations

from weakref import ref

from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QWidget
from shiboken6 import isValid


class Hands:
    """Knows which widget of a page had the focus when the page was left. Qt remembers one that was hidden
    since, too, and then takes whatever comes next: a box that decides something.
    """

    def __init__(self, pages: QStackedWidget) -> None:
        self._pages = pages
        self._left: dict[int, ref[QWidget]] = {}

    def leave(self) -> None:
        """The page that is shown is left."""
        focused, page = QApplication.focusWidget(), self._pages.currentWidget()
        if focused is not None and page.isAncestorOf(focused):
            self._left[self._pages.currentIndex()] = ref(focused)

    def arrive(self) -> None:
        """Another page is shown: go back to where the hands were, else to its first button."""
        page = self._pages.currentWidget()
        kept = self._left.get(self._pages.currentIndex())
        widget = kept() if kept is not None else None
        if widget is None or not (isValid(widget) and widget.isEnabled() and widget.isVisibleTo(page)):
            widget = next(filter(_comes_first, page.findChildren(QPushButton)), None)
        if widget is not None:
            widget.setFocus()

    def forget(self) -> None:
        """What is to be done next is not what it was."""
        self._left.clear()


def _comes_first(button: QPushButton) -> bool:
    return button.isVisible() and button.isEnabled() and button.property("primary") == "true"
