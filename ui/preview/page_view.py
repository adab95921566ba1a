"""A typeset page on the screen: the edited field is softly marked, every field can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.narrative.printed_place import PrintedPlace
from ui.widgets import theme

_EDGE = 2.0  # px around a marked field


@dataclass(frozen=True, slots=True)
class FieldRectangle:
    """A rectangle of a field, in shares of the page's width and height; `block` and `lines` as of
    `FieldArea`.
    """

    path: str
    left: float
    top: float
    width: float
    height: float
    block: int | None = None
    lines: Sequence[int] = ()

    @property
    def size(self) -> float:
        """Its share of the page."""
        return self.width * self.height

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in it."""
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height

    def place_at(self, y: float) -> PrintedPlace | None:
        """What of a narrative stands at the height `y` of the page."""
        if self.block is None:
            return None
        line = int((y - self.top) / self.height * len(self.lines)) if self.height else 0
        return PrintedPlace(self.block, max(self.lines[min(max(line, 0), len(self.lines) - 1)], 0))

    def line_of(self, character: int) -> FieldRectangle:
        """The line in which a character of the block stands."""
        at = max(sum(start <= character for start in self.lines) - 1, 0)
        tall = self.height / max(len(self.lines), 1)
        return replace(self, top=self.top + at * tall, height=tall)


class PageView(QWidget):
    """`place_chosen` tells the path of the field that was clicked and, of a narrative, the PrintedPlace;
    `enlarged` that it was a double click.
    """

    place_chosen = Signal(str, object)
    enlarged = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._spots: list[FieldRectangle] = []
        self._marked: str | None = None
        self._caret: PrintedPlace | None = None
        self.setMouseTracking(True)
        self.setAccessibleName("版面")

    @property
    def image(self) -> QImage:
        """The picture that is shown."""
        return self._image

    def show_picture(self, image: QImage) -> None:
        """Show another picture of the page."""
        self._image = image
        self.update()

    def show_spots(self, spots: list[FieldRectangle], marked: str | None, caret: PrintedPlace | None) -> None:
        """Where the fields stand, the path of the one to be marked, and where in it the clerk writes."""
        self._spots, self._marked, self._caret = spots, marked, caret
        self.update()

    def proportion(self) -> float:
        """Height of the page for a width of 1."""
        return self._image.height() / self._image.width() if self._image.width() else 297 / 210

    def marked_area(self) -> QRectF | None:
        """The first rectangle of what is marked, in pixels of this widget."""
        spots = self._marked_spots()
        return self._on_screen(spots[0]) if spots else None

    def caret_area(self) -> QRectF | None:
        """The line in which the clerk writes, in pixels of this widget."""
        spots = self._caret_spots()
        return self._on_screen(spots[0].line_of(self._caret.character)) if spots and self._caret else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image.isNull():
            painter.fillRect(self.rect(), QColor(theme.LIGHT["paper"]))
        else:
            painter.drawImage(QRectF(self.rect()), self._image, QRectF(self._image.rect()))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for spot in self._marked_spots():
            painter.fillRect(self._on_screen(spot), QColor(theme.LIGHT["accent_soft"]))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QPen(QColor(theme.LIGHT["accent"]), 1))
        for spot in self._marked_spots():
            area = self._on_screen(spot)
            painter.drawLine(area.topLeft(), area.bottomLeft())
        painter.setPen(QPen(theme.colour("soft_line"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._spot_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._spot_at(event.position())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self.place_chosen.emit(found.path, found.place_at(event.position().y() / max(self.height(), 1)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.enlarged.emit()

    def sizeHint(self) -> QSize:
        return QSize(240, round(240 * self.proportion()))

    def _spot_at(self, point: QPointF) -> FieldRectangle | None:
        """The smallest field area under the mouse."""
        x, y = point.x() / max(self.width(), 1), point.y() / max(self.height(), 1)
        return min((spot for spot in self._spots if spot.holds(x, y)), key=lambda s: s.size, default=None)

    def _marked_spots(self) -> list[FieldRectangle]:
        """The block that the clerk writes in; else the areas of the marked field, or of what it is made of,
        of nested ones the outer alone.
        """
        if self._marked is None:
            return []
        if at_caret := self._caret_spots():
            return at_caret
        own = [spot for spot in self._spots if spot.path == self._marked]
        inner = [spot for spot in self._spots if spot.path.startswith(f"{self._marked}.")]
        found = own or inner
        return [spot for spot in found if not any(_encloses(other, spot) for other in found)]

    def _caret_spots(self) -> list[FieldRectangle]:
        if self._caret is None:
            return []
        return [s for s in self._spots if s.path == self._marked and s.block == self._caret.block]

    def _on_screen(self, spot: FieldRectangle) -> QRectF:
        width, height = self.width(), self.height()
        area = QRectF(spot.left * width, spot.top * height, spot.width * width, spot.height * height)
        return area.adjusted(-_EDGE, 0, _EDGE, 0)


def _encloses(outer: FieldRectangle, inner: FieldRectangle) -> bool:
    return (
        outer is not inner
        and outer.size > inner.size
        and outer.holds(inner.left, inner.top)
        and outer.holds(inner.left + inner.width, inner.top + inner.height)
    )
