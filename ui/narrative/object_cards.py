"""Draws the figures, the tables and the unknown blocks that stand in a narrative as one object each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QPyTextObject,
    QTextBlock,
    QTextDocument,
    QTextFormat,
)
from shiboken6 import isValid

from aimed_desktop.application.values.words import is_words
from ui.narrative import figure_rows
from ui.narrative.drawn_words import draw
from ui.narrative.table_layout import CELL_X, CELL_Y, TableOnScreen, table_on_screen
from ui.narrative.text_formats import KEPT, OBJECT, OBJECT_TYPE, kept_entry
from ui.widgets import theme
from ui.widgets.later import call_later

CAPTION_HEIGHT = 28
PX_PER_MM = theme.PAPER_WIDTH / 210
USUAL_MM, BESIDE_MM = 110, 75
_TALLEST = 460
_NO_PICTURE = (300, 90)
_UNKNOWN_WIDTH = 460
_BRACKET_X, _BRACKET = 6, 3  # px

LoadPicture = Callable[[str, Callable[[QImage], None]], None]


class Cards(QPyTextObject):
    """Draws the objects of one document. A picture is asked for when it is first drawn."""

    def __init__(self, document: QTextDocument, load: LoadPicture | None, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._load = load
        self._pictures: dict[str, QImage | None] = {}
        self._loaded: set[str] = set()  # of them, those that have come since the text was laid out
        document.documentLayout().registerHandler(OBJECT_TYPE, self)

    def intrinsicSize(self, document: QTextDocument, position: int, look: QTextFormat) -> QSizeF:
        """How much room an object takes, its caption included."""
        entry = json.loads(look.property(KEPT))
        room = room_of(document)
        if "image" in entry:
            size = self._picture_size(entry, room, _usual_width(document, position, entry))
            return QSizeF(size.width(), size.height() + CAPTION_HEIGHT)
        if (table := table_on_screen(entry, room, document.defaultFont())) is not None:
            return QSizeF(table.columns[-1], table.rows[-1] + CAPTION_HEIGHT)
        return QSizeF(min(_UNKNOWN_WIDTH, room), 64)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        document: QTextDocument,
        position: int,
        look: QTextFormat,
    ) -> None:
        """Draw one object into `rect`."""
        area = QRectF(rect)
        entry = json.loads(look.property(KEPT))
        painter.save()
        painter.setFont(document.defaultFont())
        if "image" in entry:
            self._draw_figure(painter, area, entry)
            block = document.findBlock(position)
            if place := figure_rows.place_in_row(block):
                _draw_row_mark(painter, area, block, f"并排 · {place}")
        elif (table := table_on_screen(entry, room_of(document), document.defaultFont())) is not None:
            _draw_table(painter, area, entry, table)
        else:
            _draw_unknown(painter, area)
        painter.restore()

    def _picture_size(self, entry: Mapping[str, Any], room: float, usual_mm: float) -> QSizeF:
        width = min(float(entry.get("width_mm") or usual_mm) * PX_PER_MM, room)
        picture = self._picture(str(entry["image"]))
        if picture is None or picture.isNull():
            return QSizeF(min(width, _NO_PICTURE[0]), _NO_PICTURE[1])
        height = width * picture.height() / picture.width()
        if height > _TALLEST:
            width, height = width * _TALLEST / height, _TALLEST
        return QSizeF(width, height)

    def _picture(self, name: str) -> QImage | None:
        if name not in self._pictures:
            self._pictures[name] = None
            if self._load is not None:
                self._load(name, lambda picture: self._on_loaded(name, picture))
        return self._pictures[name]

    def _on_loaded(self, name: str, picture: QImage) -> None:
        self._pictures[name] = picture
        if not isValid(self._document):  # its editor was closed, or built anew, meanwhile
            return
        if not self._loaded:
            call_later(self, self._lay_out_again)  # not while the document is being laid out
        self._loaded.add(name)

    def _lay_out_again(self) -> None:
        """Give those pictures their room that have come; what stands beside them is left alone."""
        loaded, self._loaded = self._loaded, set()
        block = self._document.begin()
        while block.isValid():
            if OBJECT in block.text() and not loaded.isdisjoint(_names_in(block)):
                self._document.markContentsDirty(block.position(), block.length())
            block = block.next()

    def _draw_figure(self, painter: QPainter, area: QRectF, entry: Mapping[str, Any]) -> None:
        frame = QRectF(area.x(), area.y(), area.width(), area.height() - CAPTION_HEIGHT)
        picture = self._picture(str(entry["image"]))
        if picture is None or picture.isNull():
            painter.fillRect(frame, theme.colour("label_cell"))
            painter.setPen(QPen(theme.colour("quiet")))
            painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), f"图片　{entry['image']}")
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame, picture)
        painter.setPen(QPen(theme.colour("soft_line")))
        painter.drawRect(frame.adjusted(0, 0, -1, -1))
        below = QRectF(area.x(), frame.bottom(), area.width(), CAPTION_HEIGHT)
        _draw_caption(painter, below, entry, "图")


def _names_in(block: QTextBlock) -> Iterator[str]:
    iterator = block.begin()
    while not iterator.atEnd():
        entry = kept_entry(iterator.fragment().charFormat())
        if entry is not None and "image" in entry:
            yield str(entry["image"])
        iterator += 1


def _usual_width(document: QTextDocument, position: int, entry: Mapping[str, Any]) -> float:
    """Of a figure without a width of its own, in mm: narrower where it shares its row."""
    if entry.get("width_mm"):
        return USUAL_MM
    block = document.findBlock(position)
    return BESIDE_MM if figure_rows.is_beside(block) or figure_rows.is_beside(block.next()) else USUAL_MM


def _draw_row_mark(painter: QPainter, area: QRectF, block: QTextBlock, words: str) -> None:
    """A line down the left side of the text that goes on from figure to figure, as they are one row of the
    paper, and beside it what place this one has there.
    """
    row, look = figure_rows.row_of(block), block.blockFormat()
    above = look.topMargin() if block != row[0] else 0
    below = look.bottomMargin() if block != row[-1] else 0
    line = QRectF(_BRACKET_X, area.y() - above, _BRACKET, area.height() + above + below)
    metrics = QFontMetricsF(painter.font())
    chip = QRectF(line.right(), area.y(), metrics.horizontalAdvance(words) + 16, metrics.height() + 6)
    painter.save()
    for filled in (line, chip):
        painter.fillRect(filled, theme.colour("accent"))
    painter.setPen(QPen(theme.colour("paper")))
    painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), words)
    painter.restore()


def room_of(document: QTextDocument) -> float:
    """How wide an object of `document` may be, in pixels."""
    width = document.textWidth()
    return max(width - 2 * document.documentMargin() - 4, 120) if width > 0 else 600


def _draw_table(painter: QPainter, area: QRectF, entry: Mapping[str, Any], table: TableOnScreen) -> None:
    caption = QRectF(area.x(), area.y(), area.width(), CAPTION_HEIGHT)
    _draw_caption(painter, caption, entry, "表")
    for cell in table.cells:
        place = table.area_of(cell).translated(area.x(), caption.bottom())
        painter.fillRect(place, theme.colour("label_cell" if cell.row < table.header_rows else "paper"))
        painter.setPen(QPen(theme.colour("line")))
        painter.drawRect(place)
        painter.setPen(QPen(theme.colour("text")))
        draw(painter, place.adjusted(CELL_X, CELL_Y, -CELL_X, -CELL_Y), cell.words)


def _draw_caption(painter: QPainter, area: QRectF, entry: Mapping[str, Any], kind: str) -> None:
    caption = entry.get("caption") or ""
    painter.setPen(QPen(theme.colour("text" if caption else "faint")))
    draw(painter, area, caption if is_words(caption) and caption else f"{kind}题（点击填写）")


def _draw_unknown(painter: QPainter, area: QRectF) -> None:
    frame: QRect = area.toRect().adjusted(0, 0, -1, -1)
    painter.fillRect(frame, theme.colour("label_cell"))
    painter.setPen(QPen(theme.colour("line")))
    painter.drawRect(frame)
    painter.setPen(QPen(theme.colour("quiet")))
    painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), "其他内容：由其他版本写入，会原样保留")
