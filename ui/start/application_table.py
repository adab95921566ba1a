"""The table of applications: title over form, progress as a bar, days left in colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from aimed_desktop.services.start_lists import ApplicationLine
from aimed_desktop.services.start_words import changed_words, days_left, deadline_words
from ui.widgets import theme
from ui.widgets.long_names import show_ends

_ID: Final = Qt.ItemDataRole.UserRole
_SECOND: Final = Qt.ItemDataRole.UserRole + 1  # the quiet words under the first ones
_SHARE: Final = Qt.ItemDataRole.UserRole + 2  # of a progress bar, per cent
_TONE: Final = Qt.ItemDataRole.UserRole + 3

COLUMNS: Final = ("申报件", "单位", "状态", "进度", "截止", "最近修改")
_TITLE, _UNIT, _STATUS, _PROGRESS, _LEFT, _CHANGED = range(len(COLUMNS))
_WIDTHS: Final = {_UNIT: 150, _STATUS: 86, _PROGRESS: 156, _LEFT: 92, _CHANGED: 104}
_NARROW: Final = 760  # px of the table below which unit and time of change are left out
_ROW_HEIGHT: Final = 54
_BAR_HEIGHT: Final = 5

_Index = QModelIndex | QPersistentModelIndex
_Cell = tuple[str, str, str]


class ApplicationsTable(QTableWidget):
    """`opened` and `delete_wanted` tell the id of an application, `menu_wanted` also where to show it."""

    opened = Signal(str)
    delete_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, len(COLUMNS), parent)
        self._shown: list[tuple[ApplicationLine, list[_Cell]]] = []
        self.setObjectName("applications")
        self.setAccessibleName("我的申报件")
        self.setHorizontalHeaderLabels(COLUMNS)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.setShowGrid(False)
        show_ends(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_TwoLines(self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.horizontalHeader()
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(str(item.data(_ID))))
        self.customContextMenuRequested.connect(self._on_menu_wanted)
        theme.follow(self.viewport().update)

    def show_lines(self, lines: Sequence[ApplicationLine], current: str | None = None) -> None:
        """List the applications; the cursor goes to `current`, else it stays on the one that it was on."""
        current = current or self.current_id
        made = [_cells(line) for line in lines]
        self.setRowCount(len(lines))
        for row, (line, cells) in enumerate(zip(lines, made, strict=True)):
            if self._shown[row : row + 1] != [
                (line, cells)
            ]:  # hundreds of lines are not made anew each minute
                self._show_line(row, line, cells)
        self._shown = list(zip(lines, made, strict=True))
        rows = [row for row, line in enumerate(lines) if line.id == current]
        if lines:
            self.setCurrentCell(rows[0] if rows else 0, _TITLE)

    @property
    def current_id(self) -> str | None:
        """The application that the keyboard is on."""
        item = self.item(self.currentRow(), _TITLE)
        return str(item.data(_ID)) if item is not None else None

    def title_of(self, entry: str) -> str:
        """What an application in the list is called."""
        for row in range(self.rowCount()):
            item = self.item(row, _TITLE)
            if item is not None and item.data(_ID) == entry:
                return item.text()
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.current_id
        if entry is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(entry)
        elif entry is not None and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(entry)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in (_UNIT, _CHANGED):
            self.setColumnHidden(column, event.size().width() < _NARROW)

    def _show_line(self, row: int, line: ApplicationLine, cells: Sequence[_Cell]) -> None:
        progress = line.progress
        status = f"{line.status}　第{line.version}版" if line.version else line.status
        spoken = f"{line.title}，{line.beside_others}，{status}，{cells[_PROGRESS][0]}，{cells[_LEFT][0]}"
        for column, (first, second, tone) in enumerate(cells):
            item = QTableWidgetItem(first)
            item.setToolTip("\n".join(filter(None, (first, second))))
            if column == _LEFT and not line.is_handed_in:
                item.setToolTip(deadline_words(line.until)[0])
            item.setData(_ID, line.id)
            item.setData(_SECOND, second)
            item.setData(_TONE, tone)
            if column == _TITLE:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            if column == _PROGRESS and progress is not None:
                item.setData(_SHARE, progress.percent)
            self.setItem(row, column, item)

    def _on_menu_wanted(self, place: QPoint) -> None:
        item = self.itemAt(place) or self.currentItem()
        if item is not None:
            self.setCurrentItem(item)
            self.menu_wanted.emit(str(item.data(_ID)), self.viewport().mapToGlobal(place))


def _cells(line: ApplicationLine) -> list[_Cell]:
    """Words, quiet words under them and tone of each column, as they are today."""
    left, role = ("—", "quiet") if line.is_handed_in else days_left(line.until)
    progress = line.progress
    filled = "—"
    if progress is not None:
        errors = f"必改 {progress.errors} 项" if progress.errors else "没有必改"
        filled = f"{progress.filled}/{progress.total} 处　{errors}"
    return [
        (line.title, _second(line), "text"),
        (line.unit or "—", "", "quiet"),
        (line.status, f"第{line.version}版" if line.version else "", "text"),
        (filled, "", "quiet"),
        (left, "材料补正" if line.is_supplement else "", role),
        (changed_words(line.changed), "", "quiet"),
    ]


def _second(line: ApplicationLine) -> str:
    """Under the title: what tells it from another of the same name, then its form and notice."""
    form = line.beside_others if line.form_title != line.title else line.notice
    return "　".join(filter(None, (line.apart, form)))


class _TwoLines(QStyledItemDelegate):
    """Paints a cell: words in the theme's colours, quiet ones or a bar under them."""

    def __init__(self, view: QTableWidget) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, _option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        cell = self._view.visualRect(index)
        self._paint_ground(painter, cell, index)
        area = cell.adjusted(10, 7, -8, -7)
        second, share = str(index.data(_SECOND) or ""), index.data(_SHARE)
        tone = str(index.data(_TONE) or "text")
        font = QFont(self._view.font())
        font.setBold(index.column() == _TITLE)
        if share is not None or second:
            half = QRect(area.left(), area.top(), area.width(), area.height() // 2)
            self._words(painter, font, half, str(index.data()), tone)
            half.translate(0, area.height() - half.height())
            if share is not None:
                self._bar(painter, half, int(share))
            else:
                self._words(painter, self._small(font), half, second, "quiet")
        else:
            self._words(painter, font, area, str(index.data()), tone)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), _ROW_HEIGHT)

    def _paint_ground(self, painter: QPainter, cell: QRect, index: _Index) -> None:
        is_selected = index.row() == self._view.currentRow()
        painter.fillRect(cell, theme.colour("accent_soft" if is_selected else "paper"))
        painter.setPen(theme.colour("soft_line"))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        if is_selected and self._view.hasFocus() and index.column() == _TITLE:
            painter.fillRect(QRect(cell.left(), cell.top(), 3, cell.height()), theme.colour("accent"))

    def _words(self, painter: QPainter, font: QFont, area: QRect, words: str, tone: str) -> None:
        painter.setFont(font)
        painter.setPen(theme.colour(tone))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _bar(self, painter: QPainter, area: QRect, share: int) -> None:
        bar = QRect(area.left(), area.center().y() - 1, area.width(), _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("soft_line"))
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(bar.width() * share // 100)
        painter.setBrush(theme.colour("good" if share == 100 else "accent"))
        painter.drawRoundedRect(bar, 2, 2)

    def _small(self, font: QFont) -> QFont:
        small = QFont(font)
        small.setBold(False)
        small.setPointSizeF(font.pointSizeF() - 1)
        return small
