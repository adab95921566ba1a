"""Draws the figures, the tables and the unknown blocks that stand in a narrative as one object each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)
from shiboken6 import isValid

from ui.narrative.text_formats import KEPT, OBJECT, OBJECT_TYPE
from ui.widgets import theme
from ui.widgets.later import call_later

CAPTION_HEIGHT = 28
PX_PER_MM = theme.PAPER_WIDTH / 210
_DEFAULT_MM = 110
_TALLEST = 460
_NO_PICTURE = (300, 90)
_CELL_X, _CELL_Y = 6, 5
_LEAST_COLUMN, _UNKNOWN_WIDTH = 40, 460
_WRAP = int(Qt.TextFlag.TextWordWrap)

LoadPicture = Callable[[str, Callable[[QImage], None]], None]


@dataclass(frozen=True, slots=True)
class TableSizes:
    """Where the lines of a drawn table run, in pixels from its corner; the last ones are its edges."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]


class Cards(QPyTextObject):
    """Draws the objects of one document. A picture is asked for when it is first drawn."""

    def __init__(self, document: QTextDocument, load: LoadPicture | None, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._load = load
        self._pictures: dict[str, QImage | None] = {}
        document.documentLayout().registerHandler(OBJECT_TYPE, self)

    def intrinsicSize(self, document: QTextDocument, _position: int, look: QTextFormat) -> QSizeF:
        """How much room an object takes, its caption included."""
        entry = json.loads(look.property(KEPT))
        room = _room(document)
        if "image" in entry:
            size = self._picture_size(entry, room)
            return QSizeF(size.width(), size.height() + CAPTION_HEIGHT)
        if rows := rows_of(entry):
            sizes = table_sizes(rows, room, document.defaultFont())
            return QSizeF(sizes.columns[-1], sizes.rows[-1] + CAPTION_HEIGHT)
        return QSizeF(min(_UNKNOWN_WIDTH, room), 64)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        document: QTextDocument,
        _position: int,
        look: QTextFormat,
    ) -> None:
        """Draw one object into `rect`."""
        area = QRectF(rect)
        entry = json.loads(look.property(KEPT))
        painter.save()
        painter.setFont(document.defaultFont())
        if "image" in entry:
            self._draw_figure(painter, area, entry)
        elif rows := rows_of(entry):
            _draw_table(painter, area, entry, rows)
        else:
            _draw_unknown(painter, area)
        painter.restore()

    def _picture_size(self, entry: Mapping[str, Any], room: float) -> QSizeF:
        width = min(float(entry.get("width_mm") or _DEFAULT_MM) * PX_PER_MM, room)
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
        call_later(self, self._lay_out_again)  # not while the document is being laid out

    def _lay_out_again(self) -> None:
        block = self._document.begin()
        while block.isValid():
            if OBJECT in block.text():
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


def rows_of(entry: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """The cells of a table, each row as long as the longest; nothing when it is none."""
    rows = entry.get("table")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return ()
    columns = max((len(row) for row in rows), default=0)
    return tuple(tuple(map(str, row)) + ("",) * (columns - len(row)) for row in rows) if columns else ()


def table_sizes(rows: tuple[tuple[str, ...], ...], room: float, font: QFont) -> TableSizes:
    """Even columns as on the paper, rows as tall as their longest cell."""
    return _table_sizes(rows, room, font.toString())


@lru_cache(maxsize=64)
def _table_sizes(rows: tuple[tuple[str, ...], ...], room: float, font: str) -> TableSizes:
    columns = len(rows[0])
    width = max(room / columns, _LEAST_COLUMN)
    look = QFont()
    look.fromString(font)
    metrics = QFontMetricsF(look)
    tops = [0.0]
    for row in rows:
        inner = QRectF(0, 0, width - 2 * _CELL_X, 10_000)
        tallest = max(metrics.boundingRect(inner, _WRAP, words or "字").height() for words in row)
        tops.append(tops[-1] + tallest + 2 * _CELL_Y)
    return TableSizes(tuple(width * number for number in range(columns + 1)), tuple(tops))


def _room(document: QTextDocument) -> float:
    width = document.textWidth()
    return max(width - 2 * document.documentMargin() - 4, 120) if width > 0 else 600


def _draw_table(
    painter: QPainter, area: QRectF, entry: Mapping[str, Any], rows: tuple[tuple[str, ...], ...]
) -> None:
    caption = QRectF(area.x(), area.y(), area.width(), CAPTION_HEIGHT)
    _draw_caption(painter, caption, entry, "表")
    sizes = table_sizes(rows, area.width(), painter.font())
    left, top = area.x(), caption.bottom()
    for line, row in enumerate(rows):
        for column, words in enumerate(row):
            x, y = left + sizes.columns[column], top + sizes.rows[line]
            cell = QRectF(x, y, sizes.columns[column + 1] + left - x, sizes.rows[line + 1] + top - y)
            painter.fillRect(cell, theme.colour("label_cell" if line == 0 else "paper"))
            painter.setPen(QPen(theme.colour("line")))
            painter.drawRect(cell)
            painter.setPen(QPen(theme.colour("text")))
            inner = cell.adjusted(_CELL_X, _CELL_Y, -_CELL_X, -_CELL_Y)
            painter.drawText(inner, _WRAP | int(Qt.AlignmentFlag.AlignCenter), words)


def _draw_caption(painter: QPainter, area: QRectF, entry: Mapping[str, Any], kind: str) -> None:
    caption = str(entry.get("caption") or "")
    painter.setPen(QPen(theme.colour("text" if caption else "faint")))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), caption or f"{kind}题（点击填写）")


def _draw_unknown(painter: QPainter, area: QRectF) -> None:
    frame: QRect = area.toRect().adjusted(0, 0, -1, -1)
    painter.fillRect(frame, theme.colour("label_cell"))
    painter.setPen(QPen(theme.colour("line")))
    painter.drawRect(frame)
    painter.setPen(QPen(theme.colour("quiet")))
    painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), "其他内容：由其他版本写入，会原样保留")
