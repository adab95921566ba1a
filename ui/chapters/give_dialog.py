"""分发章节: tick chapters, say until when, and get a small Word file for their author."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.desktop.system_programs import OpenedAs, opening_words
from aimed_desktop.services.chapters import OfferedChapter
from aimed_desktop.services.typed_text import clean_line
from ui.platform.file_opener import open_path
from ui.platform.window_place import resize_within
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.labels import lead_to
from ui.widgets.line import Line
from ui.widgets.long_names import show_ends
from ui.widgets.page_parts import words_label

_WIDTH, _HEIGHT = 560, 480
_PATH: Final = Qt.ItemDataRole.UserRole
_WORDS: Final = (
    "勾选要交给作者写的章节，生成一个 Word 文件：带填写提示、字数要求和现有正文。"
    "作者写好后交回，再点“收回章节”或把文件拖进窗口。"
)


class GiveDialog(QDialog):
    """`wanted` tells the paths of the ticked chapters, the deadline as typed, and the file to write."""

    wanted = Signal(list, str, Path)

    def __init__(
        self,
        offered: Sequence[OfferedChapter],
        chosen: Collection[str],
        name_of: Callable[[list[str]], Path],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("give_dialog")
        self.setWindowTitle("分发章节")
        resize_within(self, _WIDTH, _HEIGHT)
        self._name_of = name_of
        self._made: Path | None = None
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(words_label(_WORDS, "quiet", self))
        self.chapters = _chapter_list(offered, chosen, self)
        self.chapters.itemChanged.connect(lambda _item: self._refresh())
        box.addWidget(self.chapters, 1)
        line = QHBoxLayout()
        label = QLabel("交稿时间（可不填）", self)
        self.deadline = Line(self)
        self.deadline.setPlaceholderText("如：6月10日下班前交回信息科")
        self.deadline.setAccessibleName("交稿时间")
        lead_to(label, self.deadline)
        line.addWidget(label)
        line.addWidget(self.deadline, 1)
        box.addLayout(line)
        self.state = words_label("", "quiet", self)
        box.addWidget(self.state)
        box.addLayout(self._foot())
        self._refresh()

    def chosen(self) -> list[str]:
        """The ticked paths, in paper order."""
        items = (self.chapters.item(row) for row in range(self.chapters.count()))
        return [str(item.data(_PATH)) for item in items if item.checkState() is Qt.CheckState.Checked]

    def give(self, target: Path) -> None:
        """Ask for the file at `target`."""
        self.go.setEnabled(False)
        self.state.setText("正在生成……")
        self.wanted.emit(self.chosen(), clean_line(self.deadline.text()).strip(), target)

    def show_made(self, path: Path) -> None:
        """Say where the file stands."""
        self._made = path
        self.state.setText(f"已生成：{path}")
        self.folder.show()
        self._refresh()

    def show_failed(self) -> None:
        """Let it be tried again."""
        self.state.setText("没有生成。")
        self._refresh()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.folder = quiet_button("打开所在文件夹", "open_folder", self._on_folder, self)
        self.folder.hide()
        foot.addWidget(self.folder)
        foot.addStretch(1)
        foot.addWidget(quiet_button("关闭", "close", self.reject, self))
        self.go = primary_button("生成 Word…", "make_chapter", self)
        self.go.clicked.connect(self._on_go)
        foot.addWidget(self.go)
        return foot

    def _refresh(self) -> None:
        self.go.setEnabled(bool(self.chosen()))

    def _on_go(self) -> None:
        proposed = str(self._name_of(self.chosen()))
        name, _ = QFileDialog.getSaveFileName(self, "存放分发的章节", proposed, "Word 文档 (*.docx)")
        if name:
            self.give(Path(name).with_suffix(".docx"))

    def _on_folder(self) -> None:
        if self._made is not None:
            folder = self._made.parent
            open_path(folder, self, lambda shown: self._tell_shown(folder, shown))

    def _tell_shown(self, folder: Path, shown: OpenedAs) -> None:
        if words := opening_words(folder, shown):
            self.state.setText(words)


def _chapter_list(offered: Sequence[OfferedChapter], chosen: Collection[str], parent: QWidget) -> QListWidget:
    chapters = QListWidget(parent)
    chapters.setObjectName("chapter_list")
    chapters.setAccessibleName("章节")
    show_ends(chapters)
    for chapter in offered:
        item = QListWidgetItem(chapter.words, chapters)
        item.setData(_PATH, chapter.path)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        is_chosen = chapter.path in chosen
        item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
        if is_chosen and chapters.currentItem() is None:
            chapters.setCurrentItem(item)
    return chapters
