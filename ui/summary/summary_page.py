"""The page 汇总: choose the table, add packets, look at its rows, write Excel, Word and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.services.start_lists import FormLine
from aimed_desktop.services.summary_lines import SourceLine
from aimed_desktop.services.summary_tables import Collected, Head, SummaryTable
from ui.pages.made_files import FolderLine, MadeFiles
from ui.summary.base_choice import BaseChoice
from ui.widgets import icons, theme
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.line import Line
from ui.widgets.long_names import show_ends
from ui.widgets.page_parts import StepPage, button_row, rest, words_label
from ui.widgets.steady_choice import SteadyChoice

if TYPE_CHECKING:
    from aimed_desktop.services.produced import Produced

_KINDS = "报送包和申报件 (*.zip *.json *.yaml *.yml);;所有文件 (*)"
_PATH = Qt.ItemDataRole.UserRole
_TONE = Qt.ItemDataRole.UserRole + 1
_IS_OUT = Qt.ItemDataRole.UserRole + 2
_SOURCES_HEIGHT, _TABLES_HEIGHT = 190, 220
_VERDICT_WIDTH, _FILE_WIDTH = 80, 260


class SummaryPage(StepPage):
    """Tells what the clerk does; `SummaryFlow` does the work and shows what came of it."""

    form_chosen = Signal(str)
    added = Signal(list)  # paths
    removed = Signal(str)  # path of a packet
    put_back = Signal(str)
    typed = Signal(str, str)  # field, text
    write_wanted = Signal(Path)
    keep_wanted = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        words = (
            "把各单位的报送包（或放着它们的文件夹）拖进来，汇总表自动填好；有问题的单独列出，其余照常汇总。"
        )
        super().__init__("汇总", words, parent)
        self.setAcceptDrops(True)
        self._heads: dict[str, QLineEdit] = {}
        self._add_choice()
        self._add_sources()
        self._add_tables()
        self._add_output(folder)
        self.column.addStretch(1)

    def show_forms(self, forms: Sequence[FormLine], chosen: str) -> None:
        """Offer the summary tables."""
        self.forms.blockSignals(True)  # filling the list is no choice of the clerk
        self.forms.clear()
        for form in forms:
            self.forms.addItem(form.beside_others, form.id)
        self.forms.setCurrentIndex(max(self.forms.findData(chosen), 0))
        self.forms.blockSignals(False)

    def show_collected(self, collected: Collected) -> None:
        """Show what was read and the tables that it makes."""
        self.show_busy(busy=False)
        self._show_sources(collected.lines)
        self._show_heads(collected.heads)
        self._show_tables(collected.tables)
        self.told.setText("\n".join(collected.told))
        self.told.setVisible(bool(collected.told))
        usable = sum(line.is_usable for line in collected.lines)
        bad = sum(line.is_bad for line in collected.lines)
        out = sum(line.is_out for line in collected.lines)
        counted = f"可用 {usable} 份" + (f"，有问题 {bad} 份（没有列入）" if bad else "")
        counted += f"，已移出 {out} 份" if out else ""
        self.state.setText(counted if collected.lines else "还没有报送包，请拖进来或添加。")
        has_content = usable > 0 or bool(self.bases.base)
        self.go.setEnabled(has_content)
        self.keep.setEnabled(has_content)

    def show_busy(self, *, busy: bool) -> None:
        """While packets are read."""
        rest(self, [self.go, self.keep], busy=busy, then=self.go)

    def show_result(self, result: Produced) -> None:
        """Say what was written."""
        self.show_busy(busy=False)
        words = (
            "\n".join(result.told) if result.refused else f"已生成 {len(result.paths)} 个文件，双击可打开。"
        )
        if result.errors:
            words += f"表里还有 {result.errors} 处必改，请“存为申报件”后在检查里逐项改好。"
        self.made.setText("\n".join([words, *result.leftovers]))
        self.files.show_files(result.paths)

    def show_failed(self) -> None:
        """Nothing was written; a dialog says why."""
        self.show_busy(busy=False)
        self.made.setText("没有生成成功。")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.added.emit(paths)

    def _add_choice(self) -> None:
        box = self.card()
        box.addWidget(words_label("汇总表", "card_title", self))
        self.forms = SteadyChoice(self)
        self.forms.setObjectName("summary_forms")
        self.forms.setAccessibleName("汇总表")
        self.forms.currentIndexChanged.connect(lambda: self.form_chosen.emit(str(self.forms.currentData())))
        box.addWidget(self.forms)
        self.bases = BaseChoice(self)
        box.addWidget(self.bases)
        self._head_rows = QFormLayout()
        box.addLayout(self._head_rows)

    def _add_sources(self) -> None:
        box = self.card()
        box.addWidget(words_label("报送包", "card_title", self))
        self.sources = _plain_table("报送包清单", ("结果", "文件", "内容"), self)
        self.sources.setObjectName("sources")
        self.sources.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.sources.setColumnWidth(0, _VERDICT_WIDTH)
        self.sources.setColumnWidth(1, _FILE_WIDTH)
        self.sources.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.sources.setFixedHeight(_SOURCES_HEIGHT)
        theme.follow(self._colour_verdicts)
        box.addWidget(self.sources)
        row = QHBoxLayout()
        for words, name, icon, action in (
            ("添加报送包…", "add_packets", "plus", self._choose_files),
            ("添加文件夹…", "add_folder", "folder-open", self._choose_folder),
            ("移出所选", "remove_source", "x", self._remove),
        ):
            button = QPushButton(words, self)
            button.setObjectName(name)
            icons.put(button, icon)
            button.clicked.connect(action)
            row.addWidget(button)
            self.remove = button  # the last
        self.sources.itemSelectionChanged.connect(self._name_removing)
        self._name_removing()
        self.state = words_label("", "quiet", self)
        row.addWidget(self.state, 1)
        box.addLayout(row)
        words = "“完整”只说明文件和打包时一致，不证明是谁报的、内容是否属实。"
        box.addWidget(words_label(words, "quiet", self))

    def _add_tables(self) -> None:
        box = self.card()
        box.addWidget(words_label("表的内容", "card_title", self))
        self.tables = QTabWidget(self)
        self.tables.setObjectName("summary_tables")
        self.tables.setDocumentMode(True)
        self.tables.tabBar().setDrawBase(False)
        self.tables.setFixedHeight(_TABLES_HEIGHT)
        box.addWidget(self.tables)
        self.told = words_label("", "warn", self)
        self.told.hide()
        box.addWidget(self.told)

    def _add_output(self, folder: Path) -> None:
        box = self.card()
        box.addWidget(words_label("汇总表放在", "card_title", self))
        self.folder = FolderLine(folder, "summary_folder", "汇总表放在哪个文件夹", self)
        box.addWidget(self.folder)
        self.go = primary_button("生成 Excel、Word 和 PDF", "write_summary", self)
        self.go.setEnabled(False)
        self.go.clicked.connect(self._want)
        self.keep = quiet_button("存为申报件，继续填写", "keep_summary", self.keep_wanted.emit, self)
        self.keep.setToolTip("存进档案库，在表上逐格修改，再检查、导出")
        self.keep.setEnabled(False)
        box.addLayout(button_row(self.go, self.keep))
        self.made = words_label("", "quiet", self)
        box.addWidget(self.made)
        self.files = MadeFiles("汇总表文件", self)
        box.addWidget(self.files)

    def _show_sources(self, lines: Sequence[SourceLine]) -> None:
        current = self.sources.currentItem()
        chosen = str(current.data(_PATH)) if current is not None else None
        self.sources.setRowCount(len(lines))
        for row, line in enumerate(lines):
            tone = "bad" if line.is_bad else "good" if line.verdict == "完整" else "quiet"
            for column, words in enumerate((line.verdict, Path(line.path).name, line.words)):
                item = QTableWidgetItem(words)
                item.setToolTip(f"{line.path}\n{line.words}")
                item.setData(_PATH, line.path)
                item.setData(_IS_OUT, line.is_out)
                item.setData(_TONE, tone)
                self.sources.setItem(row, column, item)
        self._colour_verdicts()
        self._choose(chosen)

    def _choose(self, path: str | None) -> None:
        """Stay on the packet that was chosen, wherever it stands now."""
        items = (self.sources.item(row, 0) for row in range(self.sources.rowCount()))
        found = next((item for item in items if item is not None and item.data(_PATH) == path), None)
        self.sources.clearSelection()
        if found is not None:
            self.sources.setCurrentItem(found)
        self._name_removing()

    def _colour_verdicts(self) -> None:
        for row in range(self.sources.rowCount()):
            item = self.sources.item(row, 0)
            if item is not None:
                item.setForeground(theme.colour(str(item.data(_TONE))))

    def _show_heads(self, heads: Sequence[Head]) -> None:
        """The lines above the tables; the one that is being typed in stays as it is."""
        if list(self._heads) != [head.id for head in heads]:
            while self._head_rows.rowCount():
                self._head_rows.removeRow(0)
            self._heads = {head.id: self._head_line(head) for head in heads}
        for head in heads:
            line = self._heads[head.id]
            if not line.hasFocus():
                line.setText(head.text)

    def _head_line(self, head: Head) -> QLineEdit:
        line = Line(self)
        line.setObjectName(head.id)
        line.setAccessibleName(head.label)
        line.editingFinished.connect(lambda: self.typed.emit(head.id, line.text()))
        self._head_rows.addRow(head.label, line)
        return line

    def _show_tables(self, tables: Sequence[SummaryTable]) -> None:
        current = self.tables.currentIndex()
        while self.tables.count():
            widget = self.tables.widget(0)
            self.tables.removeTab(0)
            widget.deleteLater()
        for number, table in enumerate(tables, 1):
            title = f"表{number}（{len(table.rows)}）" if len(tables) > 1 else f"{len(table.rows)} 行"
            self.tables.addTab(_filled_table(table, self.tables), title)
            self.tables.setTabToolTip(number - 1, table.title)
        self.tables.setCurrentIndex(max(0, min(current, self.tables.count() - 1)))

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "选择报送包", "", _KINDS)
        if names:
            self.added.emit(names)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择放着报送包的文件夹")
        if name:
            self.added.emit([name])

    def _remove(self) -> None:
        """Take the chosen packet out, or put it back: each undoes the other."""
        item = self.sources.currentItem()
        if item is not None:
            (self.put_back if item.data(_IS_OUT) else self.removed).emit(str(item.data(_PATH)))

    def _name_removing(self) -> None:
        item = self.sources.currentItem()
        is_out = item is not None and bool(item.data(_IS_OUT))
        self.remove.setText("放回所选" if is_out else "移出所选")
        icons.put(self.remove, "undo-2" if is_out else "x")
        self.remove.setEnabled(item is not None)

    def _want(self) -> None:
        folder = self.folder.folder(self.made)
        if folder is not None:
            self.show_busy(busy=True)
            self.made.setText("")
            self.files.show_files([])
            self.write_wanted.emit(folder)


def _plain_table(name: str, columns: Sequence[str], parent: QWidget) -> QTableWidget:
    table = QTableWidget(0, len(columns), parent)
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(columns))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setWordWrap(False)
    show_ends(table)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


def _filled_table(content: SummaryTable, parent: QWidget) -> QWidget:
    holder = QWidget(parent)
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 6, 0, 0)
    box.addWidget(words_label(content.title, "quiet", holder))
    table = _plain_table(content.title, content.columns, holder)
    table.setRowCount(len(content.rows))
    for row, texts in enumerate(content.rows):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text.replace("\n", " "))
            item.setToolTip(text)
            table.setItem(row, column, item)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    box.addWidget(table)
    return holder
