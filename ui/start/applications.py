"""我的申报件: the list with its search, the way to the recycle bin, and 撤销 after deleting."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.values.shortening import cut
from aimed_desktop.services.start_lists import ApplicationLine
from ui.start.application_table import ApplicationsTable
from ui.widgets import icons
from ui.widgets.bar import Bar
from ui.widgets.buttons import quiet_button
from ui.widgets.line import Line
from ui.widgets.page_parts import words_label

_SEARCH_DELAY_MS = 200
_LONGEST_TITLE = 16  # characters, in a message on a narrow window
_KINDS = "申报件、报送包和交接文件 (*.json *.yaml *.yml *.zip *.aimed);;所有文件 (*)"
_FIRST = (
    "还没有申报件。\n\n"
    "1. 在右边的征集通知里找到要申报的表，点“新建”，先看看表的样子；\n"
    "2. 逐栏填写，随时关掉，下次接着填；\n"
    "3. 检查没有必改的问题，定稿、打印、盖章，再按路线单报送。"
)


class ApplicationsPane(QWidget):
    """Tells by id what the clerk wants of an application; `searched` tells the words of the search."""

    opened = Signal(str)
    copy_wanted = Signal(str)
    write_out_wanted = Signal(str)
    give_wanted = Signal(str)
    delete_wanted = Signal(str)
    take_back_wanted = Signal(str)
    take_in_wanted = Signal(list)  # paths of application files and packets
    searched = Signal(str)
    bin_wanted = Signal(bool)  # the recycle bin, or the list again
    new_wanted = Signal()
    unlock_wanted = Signal()
    recovery_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_bin = False
        self.setAcceptDrops(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addLayout(self._head())
        self.table = ApplicationsTable(self)
        self.table.opened.connect(self._on_activated)
        self.table.delete_wanted.connect(self._on_delete_pressed)
        self.table.menu_wanted.connect(self._show_menu)
        self.empty = words_label(_FIRST, "quiet", self)
        self.empty.setObjectName("nothing_yet")
        self._body = QStackedWidget(self)
        self._body.addWidget(self.table)
        self._body.addWidget(self._empty_card())
        box.addWidget(self._body, 1)
        box.addLayout(self._foot())
        self.bar = Bar(self)

    def show_lines(self, lines: Sequence[ApplicationLine], current: str | None = None) -> None:
        """List the applications, or what the recycle bin holds, the cursor on `current`."""
        self.table.show_lines(lines, current)
        is_first = not lines and not self.search.text() and not self._is_bin
        self._body.setCurrentIndex(1 if is_first else 0)
        self.unlock.hide()
        self.recover.hide()
        if self._is_bin:
            words = "回收站里的申报件保留 30 天，之后彻底删除。按 Enter 恢复。" if lines else "回收站是空的。"
        elif lines:
            words = f"共 {len(lines)} 件。Enter 打开，Delete 删除，右键更多。"
        else:
            words = "" if is_first else "没有找到。换个词再搜，或清空搜索框看全部。"
        self.state.setText(words)

    def show_state(self, words: str, *, can_unlock: bool = False) -> None:
        """Say what is going on with the archive, with the button that opens it."""
        self.state.setText(words)
        self._body.setCurrentIndex(0 if can_unlock else 1)
        self.unlock.setVisible(can_unlock)
        self.recover.setVisible(can_unlock)

    def show_deleted(self, entry: str, title: str) -> None:
        """Say that it is gone, with the button that brings it back."""
        words = f"已删除“{cut(title, _LONGEST_TITLE)}”，30 天内可从回收站恢复。"
        self.bar.tell(words, "撤销", lambda: self.take_back_wanted.emit(entry), is_long=True)

    @property
    def is_bin(self) -> bool:
        """Whether the recycle bin is shown."""
        return self._is_bin

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        self.title = QLabel("我的申报件", self)
        self.title.setProperty("role", "page_title")
        head.addWidget(self.title)
        head.addStretch(1)
        self.unit = QPushButton("单位档案", self)
        self.unit.setObjectName("open_profile")
        icons.put(self.unit, "building-2")
        head.addWidget(self.unit)
        self.search = Line(self)
        self.search.setObjectName("search")
        self.search.setAccessibleName("搜索申报件")
        self.search.setPlaceholderText("搜索名称、单位或内容")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(230)
        looking = QAction(icons.icon("search"), "搜索", self.search)
        self.search.addAction(looking, QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_DELAY_MS)
        self._timer.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.search.returnPressed.connect(self._on_search_entered)
        head.addWidget(self.search)
        self.new = QPushButton("新建申报件", self)
        self.new.setObjectName("new")
        self.new.setProperty("primary", "true")
        self.new.setToolTip("选一张申报表，看看样子再新建（Ctrl+N）")
        icons.put(self.new, "plus", "on_accent")
        self.new.clicked.connect(self.new_wanted)
        head.addWidget(self.new)
        return head

    def _empty_card(self) -> QFrame:
        card = QFrame(self)
        card.setObjectName("card")
        box = QVBoxLayout(card)
        box.setContentsMargins(28, 24, 28, 24)
        box.addWidget(self.empty)
        box.addStretch(1)
        return card

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.state = words_label("正在打开档案库……", "quiet", self)
        self.state.setObjectName("archive_state")
        foot.addWidget(self.state, 1)
        self.unlock = QPushButton("打开档案库", self)
        self.unlock.setObjectName("unlock")
        self.unlock.clicked.connect(self.unlock_wanted)
        self.unlock.hide()
        foot.addWidget(self.unlock)
        self.recover = quiet_button("从备份恢复…", "recover", self.recovery_wanted.emit, self)
        self.recover.hide()
        foot.addWidget(self.recover)
        self.take_in = QPushButton("导入…", self)
        self.take_in.setObjectName("take_in")
        self.take_in.setProperty("flat", "true")
        self.take_in.setToolTip(
            "导入别的电脑导出的申报件文件、报送包，接收同事交来的文件；也可以直接拖到这里"
        )
        icons.put(self.take_in, "file-input")
        self.take_in.clicked.connect(self._choose_files)
        foot.addWidget(self.take_in)
        self.bin = QPushButton("回收站", self)
        self.bin.setObjectName("bin")
        self.bin.setProperty("flat", "true")
        icons.put(self.bin, "trash-2")
        self.bin.clicked.connect(lambda: self.show_bin(shown=not self._is_bin))
        foot.addWidget(self.bin)
        return foot

    def show_bin(self, *, shown: bool) -> None:
        """Turn between the list and the recycle bin; the lines come by `show_lines`."""
        self._is_bin = shown
        self.title.setText("回收站" if shown else "我的申报件")
        self.bin.setText("回到我的申报件" if shown else "回收站")
        icons.put(self.bin, "arrow-left" if shown else "trash-2")
        self.search.setEnabled(not shown)
        self.bin_wanted.emit(shown)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take_in_wanted.emit(paths)

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "导入申报件文件、报送包或同事交来的文件", "", _KINDS)
        if names:
            self.take_in_wanted.emit([Path(name) for name in names])

    def _on_search_entered(self) -> None:
        self.table.setFocus()

    def _on_activated(self, entry: str) -> None:
        (self.take_back_wanted if self._is_bin else self.opened).emit(entry)

    def _on_delete_pressed(self, entry: str) -> None:
        if not self._is_bin:
            self.delete_wanted.emit(entry)

    def _show_menu(self, entry: str, place: QPoint) -> None:
        menu = self.menu_of(entry)
        menu.popup(place)

    def menu_of(self, entry: str) -> QMenu:
        """What can be done with an application."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if self._is_bin:
            menu.addAction("恢复").triggered.connect(lambda: self.take_back_wanted.emit(entry))
            return menu
        for name, words, wanted in (
            ("folder-open", "打开", self.opened),
            ("copy", "复制为新申报件…", self.copy_wanted),
            ("file-output", "导出申报件文件…", self.write_out_wanted),
            ("mail", "交给同事…", self.give_wanted),
            ("trash-2", "删除", self.delete_wanted),
        ):
            action = menu.addAction(icons.icon(name), words)
            action.triggered.connect(lambda _checked=False, signal=wanted: signal.emit(entry))
        return menu
