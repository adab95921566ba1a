"""The last form as a placeholder: its printed words alone, painted before anything slow is imported."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from aimed_desktop.desktop.last_form import LastForm
from aimed_desktop.desktop.window_settings import WindowSettings
from ui.form.arrangement import DESK_MARGIN, RAIL, arrange
from ui.widgets import theme

_LINE = 33  # px of an entry of the outline
_HEIGHTS = {"title": 40, "line": 40, "foot": 26, "heading": 40, "row": theme.ROW_HEIGHT + 8, "chapter": 200}
_COVER_MARGIN, _LABEL_ROOM, _SUFFIX_ROOM = 34, 90, 110


class StartupPlaceholder(QWidget):
    """Paints the outline and the first sheet where the live ones will stand."""

    def __init__(self, page: LastForm, settings: WindowSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self._settings = settings
        self.setAccessibleName(page.title)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("window"))
        self._paint_sides(painter)
        self._paint_sheet(painter)
        painter.end()

    def _paint_sides(self, painter: QPainter) -> None:
        left, right = self._sides()
        outline, side = QRect(0, 0, left, self.height()), QRect(self.width() - right, 0, right, self.height())
        for column in (outline, side):
            painter.fillRect(column, theme.colour("paper"))
        if left == RAIL:
            return
        painter.setPen(theme.colour("text"))
        for row, (level, title) in enumerate(self._page.outline):
            area = QRect(14 + 14 * (level - 1), row * _LINE, left - 20, _LINE)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, title)

    def _sides(self) -> tuple[int, int]:
        """The widths of outline and right panel, or of the rails that they fold into."""
        now = arrange(self.width(), self._sheet_width(), self._settings)
        return now.outline or RAIL, now.side or RAIL

    def _sheet_width(self) -> int:
        return round(theme.PAPER_WIDTH * self._settings.zoom / 100)

    def _paint_sheet(self, painter: QPainter) -> None:
        left, right = self._sides()
        room = self.width() - left - right
        widest = round(theme.WIDEST_PAPER * self._settings.zoom / 100)
        width = min(widest, room - 3 * DESK_MARGIN)
        sheet = QRect(left + (room - DESK_MARGIN - width) // 2, 14, width, self.height())
        painter.fillRect(sheet, theme.colour("paper"))
        top = sheet.top() + theme.PAPER_MARGIN + 18
        inner = sheet.adjusted(theme.PAPER_MARGIN, 0, -theme.PAPER_MARGIN, 0)
        for kind, *words in self._page.lines:
            area = QRect(inner.left(), top, inner.width(), _HEIGHTS[kind])
            getattr(self, f"_paint_{kind}")(painter, area, words)
            top += _HEIGHTS[kind]
            if top > self.height():
                return

    def _paint_title(self, painter: QPainter, area: QRect, words: list[Any]) -> None:
        self._bold(painter, 18, area, Qt.AlignmentFlag.AlignCenter, str(words[0]))

    def _paint_heading(self, painter: QPainter, area: QRect, words: list[Any]) -> None:
        self._bold(painter, 13, area, Qt.AlignmentFlag.AlignVCenter, str(words[0]))

    def _paint_chapter(self, painter: QPainter, area: QRect, words: list[Any]) -> None:
        self._bold(painter, 11, area, Qt.AlignmentFlag.AlignTop, str(words[0]))

    def _paint_foot(self, painter: QPainter, area: QRect, words: list[Any]) -> None:
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(words[0]))

    def _paint_line(self, painter: QPainter, area: QRect, words: list[Any]) -> None:
        inner = area.adjusted(_COVER_MARGIN, 0, -_COVER_MARGIN, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, str(words[0]))
        suffix = inner.adjusted(inner.width() - _SUFFIX_ROOM + 8, 0, 0, 0)
        painter.drawText(suffix, Qt.AlignmentFlag.AlignVCenter, str(words[1]))
        painter.drawLine(inner.left() + _LABEL_ROOM, area.bottom() - 5, suffix.left() - 8, area.bottom() - 5)

    def _paint_row(self, painter: QPainter, area: QRect, words: list[Any]) -> None:
        painter.setPen(theme.colour("line"))
        painter.drawRect(area)
        for text, left, share in words:
            cell = QRect(
                area.left() + round(area.width() * left),
                area.top(),
                round(area.width() * share),
                area.height(),
            )
            painter.fillRect(cell.adjusted(1, 1, 0, 0), theme.colour("label_cell"))
            painter.setPen(theme.colour("line"))
            painter.drawRect(cell)
            painter.setPen(theme.colour("text"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(cell.adjusted(4, 0, -4, 0), flags, str(text))
        painter.setPen(theme.colour("text"))

    def _bold(self, painter: QPainter, points: int, area: QRect, flags: Qt.AlignmentFlag, text: str) -> None:
        font = QFont(self.font())
        font.setPointSize(points)
        font.setBold(True)
        painter.save()
        painter.setFont(font)
        painter.drawText(area, flags, text)
        painter.restore()
