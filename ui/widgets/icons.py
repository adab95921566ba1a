"""The icons of the window: one open set as SVG in `resources/icons`, in the colours of the theme."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton

from aimed_desktop.paths import resource
from ui.widgets import theme

SIZE: Final = 18  # px beside words of the usual size


def icon(name: str, tone: str = "quiet") -> QIcon:
    """The icon `name` (a file of `resources/icons` without its ending) in the colour `tone`.

    It is drawn anew whenever it is painted: sharp on every screen, and right after the theme changed.
    """
    return QIcon(_Engine(name, tone))


def put(button: QAbstractButton, name: str, tone: str = "quiet", size: int = SIZE) -> None:
    """Show the icon `name` on `button`."""
    button.setIcon(icon(name, tone))
    button.setIconSize(QSize(size, size))


@cache
def _drawing(name: str) -> bytes:
    return resource(f"icons/{name}.svg")


class _Engine(QIconEngine):
    """Draws one SVG whose strokes are `currentColor`."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self._svg = _drawing(name)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        from PySide6.QtSvg import QSvgRenderer

        tone = "faint" if mode is QIcon.Mode.Disabled else self._tone
        drawn = self._svg.replace(b"currentColor", theme.COLOURS[tone].encode())
        side = min(rect.width(), rect.height())
        square = QRect(QPoint(0, 0), QSize(side, side))
        square.moveCenter(rect.center())
        QSvgRenderer(QByteArray(drawn)).render(painter, QRectF(square))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        if picture.isNull():  # a button that has no room asks for nothing
            return picture
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tone)
