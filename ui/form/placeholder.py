"""A card that stands for a picture, a table or an unknown block inside a text box."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPen

from ui import theme

_WIDTH, _HEIGHT, _ROW = 460, 64, 22
_MOST_ROWS = 6


def placeholder_picture(entry: Mapping[str, Any]) -> QImage:
    """The card: what it is, its caption, and the first rows of a table."""
    rows = entry.get("table") if isinstance(entry.get("table"), list) else None
    height = _HEIGHT + _ROW * min(len(rows), _MOST_ROWS) if rows else _HEIGHT
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    picture = QImage(int(_WIDTH * ratio), int(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(theme.colour("label_cell"))
    painter = QPainter(picture)
    painter.setFont(QGuiApplication.font())
    painter.setPen(QPen(theme.colour("line")))
    painter.drawRect(0, 0, _WIDTH - 1, height - 1)
    _draw_words(painter, entry)
    if rows:
        _draw_rows(painter, rows)
    painter.end()
    return picture


def _draw_words(painter: QPainter, entry: Mapping[str, Any]) -> None:
    title, detail = _words(entry)
    painter.setPen(QPen(theme.colour("text")))
    painter.drawText(QRect(14, 8, _WIDTH - 28, 24), Qt.AlignmentFlag.AlignVCenter, title)
    painter.setPen(QPen(theme.colour("quiet")))
    painter.drawText(QRect(14, 34, _WIDTH - 28, 22), Qt.AlignmentFlag.AlignVCenter, detail)


def _words(entry: Mapping[str, Any]) -> tuple[str, str]:
    caption = str(entry.get("caption") or "")
    if "image" in entry:
        width = f"，宽 {entry['width_mm']} mm" if entry.get("width_mm") else ""
        return f"图片　{caption or '（无图题）'}", f"{entry['image']}{width}"
    if "table" in entry:
        rows = entry["table"] if isinstance(entry["table"], list) else []
        return f"表格　{caption or '（无表题）'}", f"{len(rows)} 行"
    return "其他内容", "此处内容由其他版本写入，会原样保留"


def _draw_rows(painter: QPainter, rows: list[Any]) -> None:
    columns = max((len(row) for row in rows if isinstance(row, list)), default=0) or 1
    width = (_WIDTH - 28) // columns
    for line, row in enumerate(rows[:_MOST_ROWS]):
        for column, words in enumerate(row if isinstance(row, list) else []):
            area = QRect(14 + column * width, 58 + line * _ROW, width, _ROW)
            painter.setPen(QPen(theme.colour("soft_line")))
            painter.drawRect(area)
            painter.setPen(QPen(theme.colour("text")))
            metrics = painter.fontMetrics()
            text = metrics.elidedText(str(words), Qt.TextElideMode.ElideRight, width - 8)
            painter.drawText(area.adjusted(4, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, text)
