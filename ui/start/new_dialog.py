"""新建: choose a form, see its paper and what it asks for, then begin it blank, by example or as a copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ui.pages.page import words_label
from ui.start.form_facts import FormFacts
from ui.start.paper_preview import PaperPreview
from ui.start.work import Line, NoticeCard

_FORM = Qt.ItemDataRole.UserRole
_EXAMPLE = Qt.ItemDataRole.UserRole + 1
_SIZE = (1180, 660)
_LIST_WIDTH, _FACTS_WIDTH = 290, 290


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is begun: a form, blank, by its example, or with what the application `source` says."""

    form: str
    example: bool = False
    source: str | None = None


class NewDialog(QDialog):
    """`form_shown` asks for preview and facts of a form, `chosen` tells the Beginning; it then closes."""

    form_shown = Signal(str)
    chosen = Signal(object)

    def __init__(self, cards: Sequence[NoticeCard], lines: Sequence[Line], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建申报件")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().size()
        self.resize(min(_SIZE[0], room.width() - 40), min(_SIZE[1], room.height() - 40))
        self._lines = list(lines)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._list(cards))
        self.preview = PaperPreview(self)
        row.addWidget(self.preview, 1)
        row.addWidget(self._facts())
        box.addLayout(row, 1)
        box.addLayout(self._actions())

    def choose(self, form_id: str | None, source: str | None = None) -> None:
        """Put the choice on a form (the first one where none is given), to copy from `source` if given."""
        model = self.forms.model()
        for top in range(model.rowCount()):
            parent = model.index(top, 0)
            for row in range(model.rowCount(parent)):
                index = model.index(row, 0, parent)
                if form_id is None or index.data(_FORM) == form_id:
                    self.forms.setCurrentIndex(index)
                    self._choose_source(source)
                    return

    @property
    def form_id(self) -> str | None:
        """The form that is chosen."""
        value = self.forms.currentIndex().data(_FORM)
        return str(value) if value else None

    def show_facts(self, form_id: str, facts: FormFacts) -> None:
        """Show who may apply and what is asked for, unless another form was chosen meanwhile."""
        if form_id != self.form_id:
            return
        holder = QWidget(self._facts_area)
        holder.setObjectName("form_facts")
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(6)
        box.addWidget(words_label(str(self.forms.currentIndex().data()), "card_title", holder))
        box.addWidget(words_label(facts.deadline[0], facts.deadline[1], holder))
        for title, lines in facts.groups:
            box.addSpacing(6)
            box.addWidget(words_label(title, "strong", holder))
            for line in lines:
                box.addWidget(words_label(line, "text", holder))
        box.addStretch(1)
        self._facts_area.setWidget(holder)

    def _list(self, cards: Sequence[NoticeCard]) -> QTreeView:
        model = QStandardItemModel(self)
        for card in cards:
            top = QStandardItem(card.notice.title)
            top.setToolTip(card.notice.title)
            top.setSelectable(False)
            for form in card.forms:
                item = QStandardItem(form.title)
                item.setToolTip(form.title)
                item.setData(form.id, _FORM)
                item.setData(form.has_example, _EXAMPLE)
                top.appendRow(item)
            model.appendRow(top)
        self.forms = QTreeView(self)
        self.forms.setObjectName("new_forms")
        self.forms.setAccessibleName("申报表")
        self.forms.setModel(model)
        self.forms.setHeaderHidden(True)
        self.forms.setWordWrap(True)
        self.forms.setRootIsDecorated(False)
        self.forms.setItemsExpandable(False)
        self.forms.setIndentation(14)
        self.forms.setFixedWidth(_LIST_WIDTH)
        self.forms.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.forms.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.forms.expandAll()
        self.forms.selectionModel().currentChanged.connect(self._on_current_changed)
        return self.forms

    def _facts(self) -> QScrollArea:
        self._facts_area = QScrollArea(self)
        self._facts_area.setObjectName("facts")
        self._facts_area.setWidgetResizable(True)
        self._facts_area.setFixedWidth(_FACTS_WIDTH)
        self._facts_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self._facts_area

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.sources = QComboBox(self)
        self.sources.setObjectName("copy_source")
        self.sources.setAccessibleName("从哪个申报件复制")
        self.sources.setMinimumWidth(260)
        self.sources.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        row.addWidget(self.sources)
        self.copy = self._button("复制新建", "begin_copy", lambda: self._choose_by(source=True))
        self.copy.setToolTip("把已有申报件里对得上的栏目带过来；日期、确认和状态不带")
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self._button("取消", "cancel", self.reject))
        self.example = self._button("从示例新建", "begin_example", lambda: self._choose_by(example=True))
        self.example.setToolTip("用虚构的示例内容新建，适合先看看怎么填")
        row.addWidget(self.example)
        self.blank = self._button("空白新建", "begin_blank", lambda: self._choose_by())
        self.blank.setProperty("primary", "true")
        self.blank.setDefault(True)
        row.addWidget(self.blank)
        return row

    def _button(self, words: str, name: str, action: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(action)
        return button

    def _on_current_changed(self) -> None:
        form_id = self.form_id
        for button in (self.blank, self.example, self.copy):
            button.setEnabled(form_id is not None)
        if form_id is None:
            return
        self.example.setEnabled(bool(self.forms.currentIndex().data(_EXAMPLE)))
        self._list_sources(form_id)
        self.preview.show_waiting()
        self.form_shown.emit(form_id)

    def _list_sources(self, form_id: str) -> None:
        """Those of the same form first: they give everything."""
        chosen = self.sources.currentData()
        self.sources.clear()
        for line in sorted(self._lines, key=lambda line: line.form != form_id):
            same = "" if line.form == form_id else f"（{line.form_title}）"
            self.sources.addItem(f"{line.title}{same}", line.id)
        has_any = self.sources.count() > 0
        self.sources.setEnabled(has_any)
        self.copy.setEnabled(has_any)
        if not has_any:
            self.sources.addItem("还没有可以复制的申报件")
        self._choose_source(chosen)

    def _choose_source(self, source: str | None) -> None:
        row = self.sources.findData(source) if source else -1
        if row >= 0:
            self.sources.setCurrentIndex(row)

    def _choose_by(self, *, example: bool = False, source: bool = False) -> None:
        form_id = self.form_id
        if form_id is None:
            return
        self.chosen.emit(Beginning(form_id, example, str(self.sources.currentData()) if source else None))
        self.accept()
