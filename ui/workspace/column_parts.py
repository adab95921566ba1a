"""What the columns of the form page are made of: handles that fold, rails and the drawer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QSplitter,
    QSplitterHandle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.form.arrangement import HANDLE, RAIL
from ui.widgets import icons
from ui.widgets.qt_application import qt_application

_DRAWER_WIDTH = 280
_DRAWER_EDGE = 2  # px of its line at the right
_FOLD_HEIGHT = 56


class FoldingSplitter(QSplitter):
    """Its handles carry the button that folds their column."""

    def __init__(self, folds: list[tuple[str, Callable[[], None]]], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._folds = folds
        self._handles: list[QSplitterHandle] = []
        self.setHandleWidth(HANDLE)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        """Qt asks for one handle a widget; the one before the first widget is never shown."""
        handle = QSplitterHandle(Qt.Orientation.Horizontal, self)
        if 0 < (place := len(self._handles)) <= len(self._folds):
            words, action = self._folds[place - 1]
            box = QVBoxLayout(handle)
            box.setContentsMargins(0, 0, 0, 0)
            button = QToolButton(handle)
            button.setObjectName("fold")
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setFixedSize(HANDLE, _FOLD_HEIGHT)
            icons.put(button, "chevron-left" if place == 1 else "chevron-right", size=HANDLE)
            button.clicked.connect(action)
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        self._handles.append(handle)
        return handle


class Rail(QFrame):
    """A strip at the edge with a button for each thing that is folded."""

    def __init__(
        self, side: str, entries: Sequence[tuple[str, str, str, Callable[[], None]]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setProperty("side", side)
        self.setFixedWidth(RAIL)
        box = QVBoxLayout(self)
        box.setContentsMargins(2, 8, 2, 8)
        box.setSpacing(6)
        for icon, words, tip, action in entries:
            button = QToolButton(self)
            button.setText(words)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setFixedWidth(RAIL - 4)
            icons.put(button, icon)
            button.clicked.connect(action)
            box.addWidget(button)
        box.addStretch(1)


class Drawer(QFrame):
    """Shows a folded column over the paper. `left` tells that it is no longer wanted."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = parent
        self.setObjectName("drawer")
        self._offset = 0
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, _DRAWER_EDGE, 0)
        self.hide()

    def open(self, content: QWidget, offset: int) -> None:
        """Show `content`, its left edge at `offset`."""
        self._offset = offset
        self._box.addWidget(content)
        content.show()
        self.fit()
        self.show()
        self.raise_()
        qt_application().installEventFilter(self)

    def fit(self) -> None:
        """Stand at the edge of the columns, as high as they are."""
        self.setGeometry(self._offset, 0, _DRAWER_WIDTH, self._columns.height())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        qt_application().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click anywhere else leaves the drawer."""
        is_press = event.type() is QEvent.Type.MouseButtonPress
        if is_press and isinstance(watched, QWidget) and self._is_elsewhere(watched):
            self.left.emit()
        return False

    def _is_elsewhere(self, widget: QWidget) -> bool:
        is_inside = widget is self or self.isAncestorOf(widget)
        return not is_inside and widget.window() is self.window()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the drawer, and out of it leaves it: it hides what would have the focus."""
        focused = qt_application().focusWidget()
        stops = [each for each in self.findChildren(QWidget) if _is_stop(each)]
        if focused in stops:
            place = stops.index(focused) + (1 if forward else -1)
            if 0 <= place < len(stops):
                reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
                stops[place].setFocus(reason)
                return True
        moved = super().focusNextPrevChild(forward)
        focused = qt_application().focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self.left.emit()
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _is_stop(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
