"""Draws the labels of list items as the paper prints them: Qt knows neither （三） nor ①."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextBlock
from PySide6.QtWidgets import QTextEdit

from aimed_desktop.application.values.narrative import ListItem
from aimed_desktop.application.values.narrative_shape import whole
from ui.narrative.list_parts import items_before
from ui.narrative.text_formats import list_depth, list_keys, list_label
from ui.widgets import theme

_GAP_PX = 5


def label_before(block: QTextBlock, known: dict[int, int] | None = None) -> str:
    """What is printed before an item of a list; empty before any other paragraph.

    `known`: what `items_before` has counted, while the document stays as it is.
    """
    listing = block.textList()
    if listing is None:
        return ""
    look = listing.format()
    first = whole(list_keys(look).get("start")) or 1
    number = items_before(listing, {} if known is None else known) + listing.itemNumber(block)
    return ListItem("", first + number, list_label(look), list_depth(look)).mark


def paint_labels(editor: QTextEdit, area: QRect) -> bool:
    """Draw the labels of the items in `area` of the viewport; whether there is any."""
    painter: QPainter | None = None
    known: dict[int, int] = {}
    scrolled = QPointF(editor.horizontalScrollBar().value(), editor.verticalScrollBar().value())
    for block in _blocks_in(editor, area.top() + scrolled.y(), area.bottom() + scrolled.y()):
        label = label_before(block, known)
        if not label:
            continue
        line = block.layout().lineAt(0)
        if not line.isValid():
            continue
        if painter is None:
            painter = QPainter(editor.viewport())
            painter.setFont(editor.document().defaultFont())
            painter.setPen(QPen(theme.colour("text")))
        corner = block.layout().position() + line.position() - scrolled
        width = QFontMetricsF(painter.font()).horizontalAdvance(label)
        painter.drawText(QPointF(corner.x() - _GAP_PX - width, corner.y() + line.ascent()), label)
    if painter is not None:
        painter.end()
    return painter is not None


def _blocks_in(editor: QTextEdit, top: float, bottom: float) -> Iterator[QTextBlock]:
    """The paragraphs between two heights of the document."""
    layout = editor.document().documentLayout()
    position = layout.hitTest(QPointF(0, max(top, 0)), Qt.HitTestAccuracy.FuzzyHit)
    block = editor.document().findBlock(max(position, 0))
    while block.isValid() and block.layout().position().y() <= bottom:
        yield block
        block = block.next()
