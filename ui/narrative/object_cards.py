"""Draws the figures, the tables and the unknown blocks that stand in a narrative as one object each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
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
from ui.narrative.row_layout import PlacedFigure, placed_row
from ui.narrative.table_layout import CELL_X, CELL_Y, TableOnScreen, table_on_screen
from ui.narrative.text_formats import KEPT, OBJECT, OBJECT_TYPE, BlockEntry, kept_entry, object_format
from ui.widgets import theme
from ui.widgets.later import call_later

CAPTION_HEIGHT = 28
PX_PER_MM = theme.PAPER_WIDTH / 210
USUAL_MM = 110
_TALLEST = 460
_NO_PICTURE = (300, 90)
_UNKNOWN_WIDTH = 460
_APART = "并排放不下，印在上一张图的下面"

LoadPicture = Callable[[str, Callable[[QImage], None]], None]


class Cards(QPyTextObject):
    """Draws the objects of one document. A picture is asked for when it is first drawn."""

    def __init__(self, document: QTextDocument, load: LoadPicture | None, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._load = load
        self._pictures: dict[str, QImage | None] = {}
        self._loaded: set[str] = set()  # of them, those that have come since the text was laid out
        self._moved: set[int] = set()  # where a change may have made or parted a row of figures
        self._is_marking = False
        document.documentLayout().registerHandler(OBJECT_TYPE, self)
        document.contentsChange.connect(self._on_change)

    def intrinsicSize(self, document: QTextDocument, position: int, look: QTextFormat) -> QSizeF:
        """How much room an object takes, its caption included."""
        entry = json.loads(look.property(KEPT))
        room = room_of(document)
        if "image" in entry:
            block = document.findBlock(position)
            if row := self._row(block):
                is_first = row[0].block == block  # the others are drawn with it
                return QSizeF(room, row[0].caption.bottom()) if is_first else QSizeF(0, 0)
            size = self._picture_size(entry, room)
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
            self._draw_figures(painter, area, entry, document.findBlock(position))
        elif (table := table_on_screen(entry, room_of(document), document.defaultFont())) is not None:
            _draw_table(painter, area, entry, table)
        else:
            _draw_unknown(painter, area)
        painter.restore()

    def area_of(self, block: QTextBlock, entry: BlockEntry) -> QRectF:
        """Where the object of a paragraph is drawn, caption included, in the document."""
        for figure in self._row(block):
            if figure.block == block:
                return figure.area.translated(
                    self._corner(figure_rows.row_of(block)[0], room_of(self._document))
                )
        size = self.intrinsicSize(self._document, block.position(), object_format(entry))
        return QRectF(self._corner(block, size.width()), size)

    def figure_at(self, block: QTextBlock, point: QPointF) -> QTextBlock | None:
        """Which figure of the row of a paragraph is drawn at a point of the document."""
        row = self._row(block)
        corner = self._corner(row[0].block, room_of(self._document)) if row else QPointF()
        return next((each.block for each in row if each.area.translated(corner).contains(point)), None)

    def _corner(self, block: QTextBlock, width: float) -> QPointF:
        """The upper left corner of an object as wide as this in its paragraph."""
        area = self._document.documentLayout().blockBoundingRect(block)
        return QPointF(area.x() + (area.width() - width) / 2, area.y())

    def _row(self, block: QTextBlock) -> list[PlacedFigure]:
        """The figures that stand beside one another with that of a paragraph; none where it stands alone."""
        row = figure_rows.row_of(block) if figure_rows.figure_in(block) is not None else [block]
        if len(row) < 2:
            return []
        return placed_row(row, room_of(self._document), self._size, CAPTION_HEIGHT)

    def _picture_size(self, entry: Mapping[str, Any], room: float) -> QSizeF:
        return self._size(entry, min(float(entry.get("width_mm") or USUAL_MM) * PX_PER_MM, room))

    def _size(self, entry: Mapping[str, Any], width: float) -> QSizeF:
        """Of a picture that is `width` pixels wide, unless that makes it too tall."""
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
                self._mark(block)
            block = block.next()

    def _on_change(self, position: int, _removed: int, added: int) -> None:
        if self._is_marking:
            return
        for place in {position, position + added}:
            block = self._document.findBlock(place)
            if block.isValid() and figure_rows.is_near_figure(block):
                if not self._moved:
                    call_later(self, self._lay_rows_again)  # not while the document is being changed
                self._moved.add(place)

    def _lay_rows_again(self) -> None:
        """Figures that have come to stand beside one another, or no longer do, get their room."""
        moved, self._moved = self._moved, set()
        if isValid(self._document):
            for place in moved:
                here = self._document.findBlock(place)
                for block in (here.previous(), here, here.next()):
                    if figure_rows.figure_in(block) is not None:
                        self._mark(block)

    def _mark(self, block: QTextBlock) -> None:
        """Let a figure, and those that follow one another around it, be laid out again."""
        first, last = figure_rows.neighbours(block)
        self._is_marking = True
        self._document.markContentsDirty(first.position(), last.position() + 1 - first.position())
        self._is_marking = False

    def _draw_figures(self, painter: QPainter, area: QRectF, entry: BlockEntry, block: QTextBlock) -> None:
        """A figure alone, or, with the first of a row, all of them."""
        row = self._row(block)
        if not row:
            below = QRectF(area.x(), area.bottom() - CAPTION_HEIGHT, area.width(), CAPTION_HEIGHT)
            frame = QRectF(area.topLeft(), below.topRight())
            self._draw_figure(painter, frame, below, entry)
            if figure_rows.is_beside(block):
                _draw_chip(painter, area, _APART)
        elif row[0].block == block:
            for each in row:
                place = each.picture.translated(area.topLeft())
                self._draw_figure(painter, place, each.caption.translated(area.topLeft()), each.entry)

    def _draw_figure(self, painter: QPainter, frame: QRectF, below: QRectF, entry: BlockEntry) -> None:
        picture = self._picture(str(entry["image"]))
        frame = QRectF(frame.toRect())  # half a pixel would leave a seam beside the picture
        if picture is None or picture.isNull():
            painter.fillRect(frame, theme.colour("label_cell"))
            painter.setPen(QPen(theme.colour("quiet")))
            painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), f"图片　{entry['image']}")
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame, picture)
        painter.setPen(QPen(theme.colour("soft_line")))
        painter.drawRect(frame.adjusted(0, 0, -1, -1))
        _draw_caption(painter, below, entry, "图")


def _names_in(block: QTextBlock) -> Iterator[str]:
    iterator = block.begin()
    while not iterator.atEnd():
        entry = kept_entry(iterator.fragment().charFormat())
        if entry is not None and "image" in entry:
            yield str(entry["image"])
        iterator += 1


def _draw_chip(painter: QPainter, area: QRectF, words: str) -> None:
    """Words on a ground of their own at the upper left of an object."""
    metrics = QFontMetricsF(painter.font())
    chip = QRectF(area.x(), area.y(), metrics.horizontalAdvance(words) + 16, metrics.height() + 6)
    painter.save()
    painter.fillRect(chip, theme.colour("accent"))
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
