"""The first page: my applications at the left, the notices and their forms at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from aimed_desktop.archive.entries import Entry
    from aimed_desktop.definition.library import FormEntry
    from aimed_desktop.definition.model import Notice

_ID = Qt.ItemDataRole.UserRole
_COLUMNS = ("申报件", "单位", "状态", "最近修改")
_NOTICES_WIDTH = 430


class StartPage(QWidget):
    """`opened` tells the id of an application, `begun` a form id and whether its example is wanted."""

    opened = Signal(str)
    begun = Signal(str, bool)
    searched = Signal(str)
    unlock_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 24, 20)
        row.setSpacing(24)
        row.addLayout(self._applications(), 1)
        row.addWidget(self._notices())

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """List the applications of the archive."""
        self.table.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            cells = (entry.title, entry.unit or "—", entry.status, _when(entry.changed))
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                item.setData(_ID, entry.id)
                self.table.setItem(row, column, item)
        self.state.setText(
            f"共 {len(entries)} 件，双击打开"
            if entries
            else "没有找到。换个词再搜，或清空搜索框看全部。"
            if self.search.text()
            else "还没有申报件。请在右边选一张申报表，点“新建”。"
        )
        self.unlock.hide()

    def show_state(self, words: str, *, can_unlock: bool = False) -> None:
        """Say what is going on with the archive, with the button that opens it."""
        self.state.setText(words)
        self.unlock.setVisible(can_unlock)

    def show_forms(self, forms: Sequence[tuple[FormEntry, Notice, bool]]) -> None:
        """List the forms under their notices, the nearest deadline first."""
        ordered = sorted(forms, key=lambda f: (f[1].deadline or "", f[1].id), reverse=True)
        for _, group in groupby(ordered, key=lambda f: f[1].id):
            members = list(group)
            self._cards.addWidget(self._card(members[0][1], members))
        self._cards.addStretch(1)

    def show_own_problems(self, words: str) -> None:
        """Say under the title of the notices why a form that was added is not among them."""
        self.own_problems.setText(words)
        self.own_problems.setVisible(bool(words))

    def _applications(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(10)
        head = QHBoxLayout()
        title = QLabel("我的申报件", self)
        title.setProperty("role", "page_title")
        head.addWidget(title)
        head.addStretch(1)
        self.search = QLineEdit(self)
        self.search.setObjectName("search")
        self.search.setAccessibleName("搜索申报件")
        self.search.setPlaceholderText("搜索名称、单位或内容")
        self.search.setFixedWidth(220)
        self.search.textChanged.connect(self.searched)
        head.addWidget(self.search)
        box.addLayout(head)
        box.addWidget(self._table())
        self.state = QLabel("正在打开档案库……", self)
        self.state.setObjectName("archive_state")
        self.state.setProperty("role", "quiet")
        self.unlock = QPushButton("打开档案库", self)
        self.unlock.setObjectName("unlock")
        self.unlock.clicked.connect(self.unlock_wanted)
        self.unlock.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.unlock)
        box.addLayout(foot)
        return box

    def _table(self) -> QTableWidget:
        self.table = QTableWidget(0, len(_COLUMNS), self)
        self.table.setObjectName("applications")
        self.table.setAccessibleName("我的申报件")
        self.table.setHorizontalHeaderLabels(_COLUMNS)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in ((1, 170), (2, 70), (3, 156)):
            self.table.setColumnWidth(column, width)
        self.table.verticalHeader().setDefaultSectionSize(36)
        self.table.itemActivated.connect(self._on_activated)
        return self.table

    def _notices(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFixedWidth(_NOTICES_WIDTH)
        holder = QWidget(area)
        self._cards = QVBoxLayout(holder)
        self._cards.setContentsMargins(0, 0, 8, 0)
        self._cards.setSpacing(12)
        title = QLabel("征集通知", holder)
        title.setProperty("role", "page_title")
        self._cards.addWidget(title)
        self.own_problems = _words("", "warn", holder)
        self.own_problems.setObjectName("own_problems")
        self.own_problems.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.own_problems.hide()
        self._cards.addWidget(self.own_problems)
        area.setWidget(holder)
        return area

    def _card(self, notice: Notice, forms: Sequence[tuple[FormEntry, Notice, bool]]) -> QFrame:
        card = QFrame(self)
        card.setObjectName("card")
        box = QVBoxLayout(card)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(8)
        box.addWidget(_words(notice.title, "card_title", card))
        box.addWidget(_words("　".join(notice.issuers), "quiet", card))
        words, role = deadline_words(notice.deadline, date.today())
        box.addWidget(_words(words, role, card))
        for entry, _, has_example in forms:
            box.addWidget(_words(entry.title, "form", card))
            line = QHBoxLayout()
            line.addStretch(1)
            if has_example:
                line.addWidget(self._button(entry, "从示例新建", example=True))
            line.addWidget(self._button(entry, "新建", example=False))
            box.addLayout(line)
        return card

    def _button(self, entry: FormEntry, words: str, *, example: bool) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"{'example' if example else 'new'}:{entry.id}")
        button.setAccessibleName(f"{words}：{entry.title}")
        if not example:
            button.setProperty("primary", "true")
        button.clicked.connect(lambda: self.begun.emit(entry.id, example))
        return button

    def _on_activated(self, item: QTableWidgetItem) -> None:
        self.opened.emit(str(item.data(_ID)))


def deadline_words(deadline: str | None, today: date) -> tuple[str, str]:
    """The last printed date and how far it is, with the role that colours it. Never a check."""
    if deadline is None:
        return "截止时间：通知没有写，请向受理单位确认", "quiet"
    day = datetime.strptime(deadline[:10], "%Y-%m-%d").date()
    left = (day - today).days
    printed = f"{day.year}年{day.month}月{day.day}日{deadline[10:]}"
    if left < 0:
        return f"截止 {printed}，已过（旧通知仍可填写）", "quiet"
    return f"截止 {printed}，还有 {left} 天", "bad" if left <= 3 else "warn" if left <= 10 else "good"


def _when(changed: str) -> str:
    return changed[:16].replace("T", " ")


def _words(text: str, role: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
