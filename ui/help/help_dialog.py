"""What F1 shows: how each page is used, and the keys of the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextLength, QTextTable
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.paths import resource
from ui.widgets import theme
from ui.widgets.buttons import quiet_button
from ui.widgets.long_names import show_ends
from ui.widgets.read_text import ReadText
from ui.widgets.shortcuts import GROUPS, key_words

TOPICS: Final = {
    "start": "我的申报件",
    "new": "新建申报件",
    "amendment": "补充通知",
    "fill": "填写",
    "check": "检查",
    "materials": "材料",
    "final": "定稿打印",
    "stamp": "盖章扫描",
    "submit": "报送归档",
    "picture": "图片和脱敏",
    "chapters": "分发和收回章节",
    "history": "历史版本",
    "handover": "交给同事和接收",
    "profile": "单位档案",
    "summary": "汇总",
    "backup": "口令和备份",
}
KEYS: Final = "keys"
_TOPIC = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT, _LIST_WIDTH = 760, 520, 150
_SHARES = (38, 62)  # percent of the width: keys, what they do
_INDENT = 22  # px of a list


class HelpDialog(QDialog):
    """Opens at one topic; the others are a key away."""

    def __init__(self, topic: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle("帮助")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_WIDTH, _HEIGHT)
        self.topics = QListWidget(self)
        self.topics.setObjectName("help_topics")
        self.topics.setAccessibleName("帮助目录")
        self.topics.setFixedWidth(_LIST_WIDTH)
        show_ends(self.topics)
        self.text = ReadText(self)
        self.text.setObjectName("help_text")
        self.text.setAccessibleName("帮助内容")
        self.text.document().setIndentWidth(_INDENT)
        for name, words in (TOPICS | {KEYS: "快捷键"}).items():
            QListWidgetItem(words, self.topics).setData(_TOPIC, name)
        self.topics.currentItemChanged.connect(lambda item, _old: self._show(str(item.data(_TOPIC))))
        close = quiet_button("关闭", "close", self.accept, self)
        row = QHBoxLayout()
        row.addWidget(self.topics)
        row.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.addLayout(row, 1)
        box.addLayout(foot)
        theme.follow(self._show_again)
        self.show_topic(topic)
        self.topics.setFocus()

    def show_topic(self, topic: str) -> None:
        """Turn to a topic; `KEYS` is the page of the shortcuts."""
        names = [*TOPICS, KEYS]
        self.topics.setCurrentRow(names.index(topic))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 closes what F1 has opened."""
        if event.key() == Qt.Key.Key_F1:
            self.accept()
            return
        super().keyPressEvent(event)

    def _show_again(self) -> None:
        self._show(str(self.topics.currentItem().data(_TOPIC)))

    def _show(self, topic: str) -> None:
        self.text.setMarkdown(keys_page() if topic == KEYS else topic_page(topic))
        percent = QTextLength.Type.PercentageLength
        for frame in self.text.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                lines = frame.format().toTableFormat()
                lines.setBorderCollapse(True)
                lines.setColumnWidthConstraints([QTextLength(percent, share) for share in _SHARES])
                frame.setFormat(lines)


def topic_page(topic: str) -> str:
    """How a page is used, as Markdown."""
    return resource(f"help/{topic}.md").decode()


def keys_page() -> str:
    """All shortcuts by group, as Markdown."""
    lines = ["# 快捷键", ""]
    for group, members in GROUPS.items():
        lines += [f"## {group}", "", "| 按键 | 作用 |", "|:---|:---|"]
        lines += [f"| {key_words(shortcut.keys)} | {shortcut.words} |" for shortcut in members.values()]
        lines.append("")
    return "\n".join(lines)
