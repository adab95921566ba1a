"""Marks in a single line what is over its limit."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLineEdit

from aimed_desktop.application.values.counting import beginning_of, words
from ui.widgets import theme

_STEP = 3.0  # px of one stroke of the wave


def underline_over(line: QLineEdit, most: int) -> None:
    """Underline, with a wave, the words of `line` behind the first `most`."""
    text = line.text()
    if words(text) <= most:
        return
    fitting = len(beginning_of(text, most))
    metrics = line.fontMetrics()
    # where the text begins, scrolled as it is: the cursor stands behind so much of it
    begin = line.cursorRect().center().x() - metrics.horizontalAdvance(text[: line.cursorPosition()])
    left = max(begin + metrics.horizontalAdvance(text[:fitting]), 3)
    right = min(begin + metrics.horizontalAdvance(text), line.width() - 3)
    painter = QPainter(line)
    painter.setPen(QPen(theme.colour("bad"), 1.2))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    base = line.height() - 4.0
    points = [
        QPointF(left + index * _STEP, base - (2.0 if index % 2 else 0.0))
        for index in range(max(int((right - left) / _STEP), 0) + 1)
    ]
    painter.drawPolyline(points)
    painter.end()
