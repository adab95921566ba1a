"""新建: choose a form, see its paper and what it asks for, then begin it blank, by example or as a copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.services.form_facts import FormFacts
from aimed_desktop.services.opening import Beginning
from aimed_desktop.services.start_lists import ApplicationLine, NoticeCard
from ui.start.paper_preview import PaperPreview
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.long_names import LongChoice
from ui.widgets.page_parts import words_label

_FORM = Qt.ItemDataRole.UserRole
_EXAMPLE = Qt.ItemDataRole.UserRole + 1
_SIZE = (1180, 660)
_ABOUT_MATERIALS = "同一张表带来全部材料；另一张表只带名称相同的材料，如营业执照。带来后请逐份核对。"
_LIST_WIDTH, _FACTS_WIDTH = 290, 290
_ITEM_SIDES, _ITEM_GAP = 48, 14  # px left and right, above and below the words of an item


class NewDialog(QDialog):
    """`form_shown` asks for preview and facts of a form, `chosen` tells the Beginning; it then closes."""

    form_shown = Signal(str)
    chosen = Signal(object)

    def __init__(
        self, cards: Sequence[NoticeCard], lines: Sequence[ApplicationLine], parent: QWidget
    ) -> None:
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
        for row in range(self.forms.count()):
            found = self.forms.item(row).data(_FORM)
            if found and form_id in (None, found):
                self.forms.setCurrentRow(row)
                self.forms.setFocus()
                self._choose_source(source)
                return

    @property
    def form_id(self) -> str | None:
        """The form that is chosen."""
        item = self.forms.currentItem()
        return str(item.data(_FORM)) if item is not None else None

    def show_facts(self, form_id: str, facts: FormFacts) -> None:
        """Show who may apply and what is asked for, unless another form was chosen meanwhile."""
        if form_id != self.form_id:
            return
        holder = QWidget(self._facts_area)
        holder.setObjectName("form_facts")
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(6)
        box.addWidget(words_label(self.forms.currentItem().text(), "card_title", holder))
        box.addWidget(words_label(facts.notice, "quiet", holder))
        box.addWidget(words_label(facts.deadline[0], facts.deadline[1], holder))
        for title, lines in facts.groups:
            box.addSpacing(6)
            box.addWidget(words_label(title, "strong", holder))
            for line in lines:
                box.addWidget(words_label(line, "text", holder))
        box.addStretch(1)
        self._facts_area.setWidget(holder)

    def _list(self, cards: Sequence[NoticeCard]) -> QListWidget:
        self.forms = QListWidget(self)
        self.forms.setObjectName("new_forms")
        self.forms.setAccessibleName("申报表")
        self.forms.setWordWrap(True)
        self.forms.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.forms.setResizeMode(QListView.ResizeMode.Adjust)
        self.forms.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.forms.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.forms.setFixedWidth(_LIST_WIDTH)
        for card in cards:
            self._list_item(card.notice.short_title, card.notice.title).setFlags(Qt.ItemFlag.NoItemFlags)
            for form in card.forms:
                item = self._list_item(form.title)
                item.setData(_FORM, form.id)
                item.setData(_EXAMPLE, form.has_example)
        self.forms.currentItemChanged.connect(self._on_current_changed)
        return self.forms

    def _list_item(self, words: str, whole: str = "") -> QListWidgetItem:
        """An item as high as its words need: a padded item of a style sheet counts too few lines."""
        item = QListWidgetItem(words, self.forms)
        room = QRect(0, 0, _LIST_WIDTH - _ITEM_SIDES, 1000)
        height = self.forms.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        item.setSizeHint(QSize(_LIST_WIDTH - _ITEM_SIDES, height + _ITEM_GAP))
        item.setToolTip(whole or words)
        return item

    def _facts(self) -> QScrollArea:
        self._facts_area = QScrollArea(self)
        self._facts_area.setObjectName("facts")
        self._facts_area.setAccessibleName("申报条件和要交的材料")
        self._facts_area.setWidgetResizable(True)
        self._facts_area.setFixedWidth(_FACTS_WIDTH)
        self._facts_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self._facts_area

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.sources = LongChoice(self)
        self.sources.setObjectName("copy_source")
        self.sources.setAccessibleName("从哪个申报件复制")
        self.sources.setMinimumContentsLength(24)
        self.sources.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        row.addWidget(self.sources, 1)
        self.copy = quiet_button("复制新建", "begin_copy", self._on_copy, self)
        self.copy.setToolTip("把已有申报件里对得上的栏目带过来；日期、确认和状态不带")
        row.addWidget(self.copy)
        self.with_materials = QCheckBox("连同材料", self)
        self.with_materials.setObjectName("copy_materials")
        self.with_materials.setChecked(True)
        self.with_materials.setToolTip(_ABOUT_MATERIALS)
        row.addWidget(self.with_materials)
        row.addSpacing(24)
        row.addWidget(quiet_button("取消", "cancel", self.reject, self))
        self.example = quiet_button("从示例新建", "begin_example", self._on_example, self)
        self.example.setToolTip("用虚构的示例内容新建，适合先看看怎么填")
        row.addWidget(self.example)
        self.blank = primary_button("空白新建", "begin_blank", self)
        self.blank.clicked.connect(self._on_blank)
        self.blank.setDefault(True)
        row.addWidget(self.blank)
        return row

    def _on_current_changed(self) -> None:
        form_id = self.form_id
        for button in (self.blank, self.example, self.copy):
            button.setEnabled(form_id is not None)
        if form_id is None:
            return
        self.example.setEnabled(bool(self.forms.currentItem().data(_EXAMPLE)))
        self._list_sources(form_id)
        self.preview.show_waiting()
        self.form_shown.emit(form_id)

    def _list_sources(self, form_id: str) -> None:
        """Those of the same form first: they give everything."""
        chosen = self.sources.currentData()
        self.sources.clear()
        for line in sorted(self._lines, key=lambda line: line.form != form_id):
            form = "" if line.form == form_id else line.beside_others
            more = "，".join(filter(None, (line.apart, form)))
            self.sources.addItem(f"{line.title}（{more}）" if more else line.title, line.id)
        has_any = self.sources.count() > 0
        self.sources.setEnabled(has_any)
        self.copy.setEnabled(has_any)
        self.with_materials.setEnabled(has_any)
        if not has_any:
            self.sources.addItem("还没有可以复制的申报件")
        self._choose_source(chosen)

    def _choose_source(self, source: str | None) -> None:
        row = self.sources.findData(source) if source else -1
        if row >= 0:
            self.sources.setCurrentIndex(row)

    def _on_blank(self) -> None:
        self._choose_by()

    def _on_example(self) -> None:
        self._choose_by(example=True)

    def _on_copy(self) -> None:
        self._choose_by(source=str(self.sources.currentData()))

    def _choose_by(self, *, example: bool = False, source: str | None = None) -> None:
        form_id = self.form_id
        if form_id is not None:
            self.chosen.emit(Beginning(form_id, example, source, self.with_materials.isChecked()))
            self.accept()
