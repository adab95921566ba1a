"""The lines of 数字一览 as Qt shows them: a heading, or a number with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from aimed_desktop.application.numbers.stated import NumberGroup, StatedNumber
from aimed_desktop.services.number_list import COLUMNS, DIFFERENT, KINDS, OTHERS, number_words, place_words
from ui.widgets import theme

NAME, NUMBER, PLACE = range(3)
Index = QModelIndex | QPersistentModelIndex
_PADDING = 8
_LABEL_SHARE = 0.4  # of the width, at most
_NO_PARENT = QModelIndex()


class Line(NamedTuple):
    """A number under the name of its group; a heading where there is none."""

    words: str
    number: StatedNumber | None = None
    is_first: bool = True  # of its group


class NumberModel(QAbstractTableModel):
    """The lines of some groups; those that differ under a heading of their own."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_groups(self, groups: Sequence[NumberGroup]) -> None:
        """List `groups`."""
        self.beginResetModel()
        self.lines = []
        for heading, differs in ((DIFFERENT, True), (OTHERS, False)):
            some = [group for group in groups if group.differs is differs]
            self.lines += [Line(f"{heading}　{len(some)} 个名称")] if some else []
            for group in some:
                self.lines.append(Line(group.name, group.numbers[0]))
                self.lines += [Line(group.name, number, is_first=False) for number in group.numbers[1:]]
        self.endResetModel()

    def number(self, row: int) -> StatedNumber | None:
        """The number in a row."""
        return self.lines[row].number if 0 <= row < len(self.lines) else None

    def headings(self) -> list[int]:
        """The rows that are headings."""
        return [row for row, line in enumerate(self.lines) if line.number is None]

    def row_like(self, number: StatedNumber | None, row: int) -> int:
        """The row of `number` where it is still listed, else one near `row`; there is a number."""
        if number is not None:
            place = (number.path, number.steps, number.start)
            for at, line in enumerate(self.lines):
                found = line.number
                if found and (found.path, found.steps, found.start) == place:
                    return at
        last = min(row, len(self.lines) - 1)
        return last if self.number(last) is not None else last + 1

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        is_shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return COLUMNS[section] if is_shown else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.number(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if line.number is None:
            return _heading(line, index.column(), role)
        return _cell(line, line.number, index.column(), role)


class NumberDelegate(QStyledItemDelegate):
    """Paints a number's place: the label quiet, the number itself strong among its words."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        number = model.number(index.row()) if isinstance(model, NumberModel) else None
        if number is None:
            super().paint(painter, option, index)
            return
        cell = self._view.visualRect(index)
        is_chosen = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.fillRect(cell, theme.colour("accent_soft" if is_chosen else "paper"))
        painter.setClipRect(cell)
        area = cell.adjusted(_PADDING, 0, -_PADDING, 0)
        label = QFontMetrics(self._view.font()).elidedText(
            f"{number.label}：", Qt.TextElideMode.ElideMiddle, round(area.width() * _LABEL_SHARE)
        )
        for words, tone, font in (
            (label, "quiet", self._view.font()),
            (number.before, "text", self._view.font()),
            (number.written, "accent_dark", _bold(self._view.font())),
            (number.after, "text", self._view.font()),
        ):
            area.setLeft(area.left() + _words(painter, area, words.replace("\n", " "), tone, font))
        painter.restore()


def _words(painter: QPainter, area: QRect, words: str, tone: str, font: QFont) -> int:
    """Paint `words` at the left of `area`; how wide they are."""
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(area.width(), 0))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return painter.fontMetrics().horizontalAdvance(shown)


def _cell(line: Line, number: StatedNumber, column: int, role: int) -> object:
    name = number.name or line.words or f"（{KINDS[number.kind]}）"
    words = (name if line.is_first else "", number_words(number), place_words(number))
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return words[column]
        case Qt.ItemDataRole.AccessibleTextRole:
            return f"{name}，{words[NUMBER]}，{words[PLACE]}" if column == NAME else words[column]
        case Qt.ItemDataRole.ToolTipRole:
            return words[column] or name
        case Qt.ItemDataRole.FontRole if column == NUMBER:
            return _bold()
    return None


def _heading(line: Line, column: int, role: int) -> object:
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        return line.words if column == NAME else None
    if role == Qt.ItemDataRole.FontRole:
        return _bold()
    return theme.colour("quiet") if role == Qt.ItemDataRole.ForegroundRole else None


def _bold(font: QFont | None = None) -> QFont:
    made = QFont(font or QFont())
    made.setBold(True)
    return made
