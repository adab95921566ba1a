"""A picture shown as large as it fits, with a rectangle that mouse and arrows draw on it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from aimed_desktop.document.pictures.redact import PictureArea
from ui.widgets import theme

_STEP: Final = 0.01  # of the picture: how far an arrow goes
_FIRST: Final = 0.3  # where a rectangle drawn by keyboard begins, and how much it covers
_LEAST: Final = 0.002  # a smaller rectangle is a mere click
_MARGIN: Final = 10
_VEIL: Final = 70  # of 255: how much what is chosen is tinted
_ARROWS: Final = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -_STEP),
    Qt.Key.Key_Down: (0.0, _STEP),
}


class Canvas(QWidget):
    """`selected` tells that the rectangle was drawn, moved or dropped; `confirmed` that Enter was pressed."""

    selected = Signal()
    confirmed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("picture_canvas")
        self.setAccessibleName("图片")
        self.setAccessibleDescription("用鼠标拖出要处理的区域；或按方向键移动、Shift 加方向键改变大小")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(320, 240)
        self._image = QImage()
        self._scaled = QPixmap()
        self._area: QRectF | None = None  # in shares of the picture
        self._from: QPointF | None = None

    @property
    def area(self) -> PictureArea | None:
        """The rectangle in shares of the picture; None while there is none."""
        chosen = self._area
        return (
            None
            if chosen is None
            else PictureArea(chosen.left(), chosen.top(), chosen.right(), chosen.bottom())
        )

    def show_image(self, image: QImage) -> None:
        """Show another picture; the rectangle goes."""
        self._image = image
        self._scaled = QPixmap()
        self._choose(None)

    def sizeHint(self) -> QSize:
        return QSize(720, 540)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._image.isNull():
            self._from = self._share_at(event.position())
            self._choose(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            drawn = QRectF(self._from, self._share_at(event.position())).normalized()
            self._choose(drawn if min(drawn.width(), drawn.height()) > _LEAST else None)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._from = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS and not self._image.isNull():
            self._on_arrow(*_ARROWS[key], grows=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._area is not None:
            self.confirmed.emit()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._area is not None:
            self._choose(None)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("window"))
        shown = self._shown()
        if not self._image.isNull():
            painter.drawPixmap(shown.topLeft(), self._fitted(shown.size()))
        if self._area is not None:
            veil = theme.colour("accent")
            veil.setAlpha(_VEIL)
            painter.fillRect(self._on_screen(self._area), veil)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self._on_screen(self._area))
        painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "soft_line"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _on_arrow(self, right: float, down: float, *, grows: bool) -> None:
        if self._area is None:
            self._choose(QRectF(_FIRST, _FIRST, _FIRST, _FIRST))
            return
        area = QRectF(self._area)
        if grows:
            area.setRight(min(max(area.right() + right, area.left() + _STEP), 1))
            area.setBottom(min(max(area.bottom() + down, area.top() + _STEP), 1))
        else:
            area.moveLeft(min(max(area.left() + right, 0), 1 - area.width()))
            area.moveTop(min(max(area.top() + down, 0), 1 - area.height()))
        self._choose(area)

    def _choose(self, area: QRectF | None) -> None:
        self._area = area
        self.update()
        self.selected.emit()

    def _shown(self) -> QRect:
        """Where the picture stands in the widget."""
        room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        shown = QRect(QPoint(0, 0), size)
        shown.moveCenter(room.center())
        return shown

    def _fitted(self, size: QSize) -> QPixmap:
        density = self.devicePixelRatioF()
        wanted = size * density
        if self._scaled.size() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            scaled = self._image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._scaled = QPixmap.fromImage(scaled)
            self._scaled.setDevicePixelRatio(density)
        return self._scaled

    def _share_at(self, position: QPointF) -> QPointF:
        shown = self._shown()
        across = (position.x() - shown.left()) / max(shown.width(), 1)
        down = (position.y() - shown.top()) / max(shown.height(), 1)
        return QPointF(min(max(across, 0), 1), min(max(down, 0), 1))

    def _on_screen(self, area: QRectF) -> QRectF:
        shown = self._shown()
        return QRectF(
            shown.left() + area.left() * shown.width(),
            shown.top() + area.top() * shown.height(),
            area.width() * shown.width(),
            area.height() * shown.height(),
        )
