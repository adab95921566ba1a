"""A line for a passphrase: dots, and the words while the eye beside them is pressed in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from ui.widgets import icons
from ui.widgets.line import Line

_SHOW, _HIDE = "显示输入的字", "用圆点代替"


class SecretLine(Line):
    """Shows dots until the eye is pressed."""

    def __init__(self, name: str, called: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(called)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye = QToolButton(self)
        self.eye.setObjectName(f"{name}_eye")
        self.eye.setCheckable(True)
        self.eye.setCursor(Qt.CursorShape.ArrowCursor)
        self.eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.put(self.eye, "eye")
        self.eye.toggled.connect(self._show_words)
        self._show_words(False)
        self.setTextMargins(0, 0, self.eye.sizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.eye.sizeHint()
        height = min(size.height(), self.height() - 2)
        self.eye.setGeometry(
            self.width() - size.width() - 2, (self.height() - height) // 2, size.width(), height
        )

    def _show_words(self, is_shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        words = _HIDE if is_shown else _SHOW
        self.eye.setToolTip(words)
        self.eye.setAccessibleName(f"{self.accessibleName()}：{words}")
