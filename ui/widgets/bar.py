"""A calm line over the lower edge of a page: what has just happened, with the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from ui.widgets import icons

HOLDS_BAR = "holds_bar"  # the property of a page over which the bar of what is on it stands
_SHOWN_MS, _LONG_SHOWN_MS = 8000, 20_000
_MANY_WORDS = 40  # characters that nobody reads and follows in a few seconds
_MARGIN = 16


class Bar(QFrame):
    """Stands over `page` for a while; the next message takes the place of the one before."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._act: Callable[[], None] | None = None
        self.setObjectName("bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 6, 6)
        row.setSpacing(10)
        self.words = QLabel("", self)
        row.addWidget(self.words)
        self.action = QPushButton("", self)
        self.action.setObjectName("bar_action")
        self.action.clicked.connect(self._on_action)
        row.addWidget(self.action)
        close = QToolButton(self)
        close.setObjectName("bar_close")
        close.setAccessibleName("关闭提示")
        icons.put(close, "x", "paper")
        close.clicked.connect(self.hide)
        row.addWidget(close)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self._on_time_out)
        page.installEventFilter(self)
        self.hide()

    def tell(
        self, words: str, action: str = "", act: Callable[[], None] | None = None, *, is_long: bool = False
    ) -> None:
        """Show `words` and a button called `action` that does `act`; longer where there is much to read."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.action.setText(action)
        self.action.setAccessibleName(f"{words}：{action}")
        self.action.setVisible(bool(action))
        self._act = act
        self._place()
        self.show()
        self.raise_()
        self._timer.start(_LONG_SHOWN_MS if is_long or len(words) > _MANY_WORDS else _SHOWN_MS)

    def stand_over(self, page: QWidget) -> None:
        """Go to another page; what is told there is told on."""
        is_shown = self.isVisible()
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
        self.move(left, self._page.height() - self.height() - _MARGIN)

    def _on_action(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    def _on_time_out(self) -> None:
        if self.action.hasFocus() or self.underMouse():
            self._timer.start()  # somebody reads it, or is about to press it
        else:
            self.hide()
