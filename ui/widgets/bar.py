"""A calm line at the lower edge of a page: what has just happened, with the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable
from weakref import ref

from PySide6.QtCore import QEvent, QMargins, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from ui.widgets import icons
from ui.widgets.in_sight import bring_into_sight
from ui.widgets.later import call_later
from ui.widgets.qt_application import qt_application
from ui.widgets.shortcuts import bind, hint, tell_keys

HOLDS_BAR = "holds_bar"  # the property of a page over which the bar of what is on it stands
_SHOWN_MS, _LONG_SHOWN_MS = 8000, 20_000
_MANY_WORDS = 40  # characters that nobody reads and follows in a few seconds
_MARGIN = 16
_GAP = 8  # px over and under it


class Bar(QFrame):
    """Stands at the foot of `page` for a while; the next message takes the place of the one before.

    The page makes room for it, so that it covers nothing.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._act: Callable[[], None] | None = None
        self._before: ref[QWidget] | None = None  # had the focus before it came here
        self._usual: QMargins | None = None  # of the page, while it makes room
        self.setObjectName("bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 6, 6)
        row.setSpacing(10)
        self.words = QLabel("", self)
        row.addWidget(self.words)
        self.action = QPushButton("", self)
        self.action.setObjectName("bar_action")
        self.action.setAutoDefault(False)  # a dialog's Enter is not meant for it
        self.action.clicked.connect(self._on_action)
        row.addWidget(self.action)
        self._close = QToolButton(self)
        self._close.setObjectName("bar_close")
        self._close.setAccessibleName("关闭提示")
        icons.put(self._close, "x", "paper")
        self._close.clicked.connect(self._leave)
        row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self._on_time_out)
        page.installEventFilter(self)
        qt_application().focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed()  # many are made where something is to be told at once
        bind("bar", self, self._take_focus)
        self.hide()

    def tell(
        self, words: str, action: str = "", act: Callable[[], None] | None = None, *, is_long: bool = False
    ) -> None:
        """Show `words` and a button called `action` that does `act`; longer where there is much to read."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.action.setText(action)
        self.action.setAccessibleName(f"{words}：{action}")
        tell_keys(self.action, action, hint("bar") if action else "")
        self.action.setVisible(bool(action))
        self._act = act
        self._take_over()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(_LONG_SHOWN_MS if is_long or len(words) > _MANY_WORDS else _SHOWN_MS)

    def stand_over(self, page: QWidget) -> None:
        """Go to another page; what is told there is told on."""
        is_shown = self.isVisible()
        self._give_room_back()
        self._page.removeEventFilter(self)
        self._page = page
        self.setParent(page)
        page.installEventFilter(self)
        if is_shown:
            self._place()
            self.show()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The bar keeps its place while the page changes its size, and goes when the page is left."""
        if event.type() is QEvent.Type.Hide and not event.spontaneous():
            self.hide()
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._give_room_back()

    def _take_over(self) -> None:
        """Of two that stand at the same place, only what is told last is seen."""
        for other in self._page.findChildren(Bar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if other is not self:
                other.hide()

    def _place(self) -> None:
        """In the middle of the lower edge; words that are wider than the page are broken."""
        room = self._page.width() - 2 * _MARGIN
        self.words.setWordWrap(False)
        size = self.sizeHint()
        if size.width() > room > 0:
            self.words.setWordWrap(True)
            size = QSize(room, self.heightForWidth(room))
        self.resize(size)
        left = max(0, (self._page.width() - self.width()) // 2)
        self.move(left, self._page.height() - self.height() - _GAP)
        self._make_room()

    def _make_room(self) -> None:
        if self._usual is None:
            self._usual = _margins(self._page)
            call_later(self, self._show_focus)
        height = max(self.height() + 2 * _GAP, self._usual.bottom())
        _set_margins(self._page, QMargins(*_sides(self._usual), height))

    def _give_room_back(self) -> None:
        if self._usual is not None:
            usual, self._usual = self._usual, None
            _set_margins(self._page, usual)

    def _show_focus(self) -> None:
        """The page has become lower: where the clerk writes stays in sight."""
        focused = qt_application().focusWidget()
        if focused is not None and self._page.isAncestorOf(focused) and not self.isAncestorOf(focused):
            bring_into_sight(focused)

    def _on_focus_changed(self) -> None:
        """Note where it was; without arguments, for the reason that `FocusKeeper` gives."""
        now = qt_application().focusWidget()
        if now is not None and not self.isAncestorOf(now):
            self._before = ref(now)

    def heir(self) -> QWidget | None:
        """Who gets the focus when the message goes: who had it before."""
        return self._before() if self._before is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _take_focus(self) -> None:
        """From wherever the clerk is: Tab may have the whole form before it."""
        (self._close if self.action.isHidden() else self.action).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave(self) -> None:
        """Go, and let the keys that follow write where they wrote before."""
        before, focused = self.heir(), qt_application().focusWidget()
        if focused is not None and self.isAncestorOf(focused) and before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def _on_action(self) -> None:
        self._leave()
        if self._act is not None:
            self._act()

    def _on_time_out(self) -> None:
        if self.action.hasFocus() or self._close.hasFocus() or self.underMouse():
            self._timer.start()  # somebody reads it, or is about to press it
        else:
            self.hide()


def _margins(page: QWidget) -> QMargins:
    if isinstance(page, QAbstractScrollArea):
        return page.viewportMargins()
    layout = page.layout()
    return layout.contentsMargins() if layout is not None else QMargins()


def _set_margins(page: QWidget, margins: QMargins) -> None:
    if isinstance(page, QAbstractScrollArea):
        page.setViewportMargins(margins)
    elif (layout := page.layout()) is not None:
        layout.setContentsMargins(margins)


def _sides(margins: QMargins) -> tuple[int, int, int]:
    return margins.left(), margins.top(), margins.right()
