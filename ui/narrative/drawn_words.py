"""Words with looks drawn into a rectangle: cells and captions."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from aimed_desktop.application.values.words import Words, plain, spans
from ui.narrative.positions import units
from ui.narrative.text_formats import look_format

_WRAP = int(Qt.TextFlag.TextWordWrap)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_MOST_PX = 10_000


def height_of(words: Words, width: float, font: QFont) -> float:
    """How tall `words` are in lines of a width."""
    if isinstance(words, str):
        room = QRectF(0, 0, width, _MOST_PX)
        return QFontMetricsF(font).boundingRect(room, _WRAP, words or "字").height()
    return _set(words, width, font, Qt.AlignmentFlag.AlignLeft).boundingRect().height()


def draw(painter: QPainter, area: QRectF, words: Words, *, centred: bool = True) -> None:
    """Draw `words` into `area`, in the middle of its height, with the pen and font of the painter."""
    if isinstance(words, str):
        side = _CENTRE if centred else int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(area, _WRAP | side, words)
        return
    side_of_line = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
    made = _set(words, area.width(), painter.font(), side_of_line)
    above = (area.height() - made.boundingRect().height()) / 2
    made.draw(painter, QPointF(area.x(), area.y() + above))


def _set(words: Words, width: float, font: QFont, side: Qt.AlignmentFlag) -> QTextLayout:
    made = QTextLayout(plain(words), font)
    option = QTextOption(side)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setTextOption(option)
    made.setFormats(_formats(words))
    made.beginLayout()
    height = 0.0
    while (line := made.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    made.endLayout()
    return made


def _formats(words: Words) -> list[QTextLayout.FormatRange]:
    found = []
    at = 0
    for text, look in spans(words):
        made = QTextLayout.FormatRange()
        made.start, made.length, made.format = at, units(text), look_format(look)  # type: ignore[attr-defined]
        at += units(text)
        found.append(made)
    return found
