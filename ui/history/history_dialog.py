"""历史版本: the kept steps by day, what each changed, and what would change if one came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.editing.shown_looks import as_html
from aimed_desktop.application.editing.word_marks import WordMark
from aimed_desktop.archive.earlier_states import Version
from aimed_desktop.services.histories import FieldPreview
from ui.platform.window_place import resize_within
from ui.widgets import theme
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.long_names import show_ends
from ui.widgets.page_parts import words_label

_WIDTH, _HEIGHT, _LIST_WIDTH, _TIME_WIDTH = 1060, 600, 420, 96
_SEQ = Qt.ItemDataRole.UserRole
_LOOKS = {"gone": ("bad_soft", "line-through"), "new": ("good_soft", "underline")}
_DRAFT = "草稿"
_KEPT = "一小时以前的按分钟保留，一天以前每十分钟一份，三十天以前每天一份；定稿、退回等各步一直保留。"


class HistoryDialog(QDialog):
    """`chosen` tells the step to be previewed, `more_wanted` that older steps are asked for,
    `restore_wanted` the ids of the ticked fields.
    """

    chosen = Signal(int)
    more_wanted = Signal()
    restore_wanted = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.setWindowTitle("历史版本")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_within(self, _WIDTH, _HEIGHT)
        self._day: QTreeWidgetItem | None = None
        self._ticks: dict[str, QCheckBox] = {}
        self._is_locked = False
        self.steps = self._tree()
        self.heading = words_label("正在读取……", "card_title", self)
        self.words = words_label("", "body", self)
        self.legend = words_label("", "quiet", self)
        self.restore = primary_button("恢复到这一步", "history_restore", self)
        self.restore.setEnabled(False)
        self.restore.clicked.connect(self._on_restore)
        self._lay_out()

    def show_versions(self, versions: Sequence[Version], *, is_first: bool) -> None:
        """Put steps at the end of the list; the first ones choose the latest."""
        made = [self._add_version(version) for version in versions]
        if is_first and made:
            self.steps.setCurrentItem(made[0])
            self.steps.setFocus()

    def show_preview(self, when: str, words: str, previews: Sequence[FieldPreview], more: int) -> None:
        """What the chosen step changed, and what would change if it came back; `more` is not shown."""
        self._clear()
        self.heading.setText(f"{when} 的内容")
        self.words.setText(f"这一步：{words}")
        for preview in previews:
            if preview.top not in self._ticks:
                self._add_field(preview)
            self._inner.addWidget(self._difference(preview))
        if more:
            self._inner.addWidget(words_label(f"另有 {more} 处不同，恢复时一并恢复。", "quiet", self))
        self._inner.addStretch(1)
        self.legend.setText(
            "与现在相比：绿底下划线是恢复后回来的，红底删除线是恢复后去掉的。现在的内容仍留在历史里。"
            if previews
            else "与现在的内容相同。"
        )
        self._refresh()

    def show_locked(self, words: str) -> None:
        """Say why nothing can be restored."""
        self._is_locked = True
        self.locked.setText(words)
        self.locked.setVisible(True)
        self._refresh()

    def show_not_restored(self, locked: str) -> None:
        """Nothing came back: because of a version that is fixed now, or it can be tried again."""
        if locked:
            self.show_locked(locked)
        else:
            self._refresh()

    def _lay_out(self) -> None:
        area = QScrollArea(self)
        area.setObjectName("history_preview")
        area.setAccessibleName("这一步与现在的不同")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget(area)
        holder.setObjectName("history_inner")
        self._inner = QVBoxLayout(holder)
        self._inner.setContentsMargins(14, 10, 14, 10)
        self._inner.setSpacing(6)
        area.setWidget(holder)
        close = quiet_button("关闭", "close", self.reject, self)
        buttons = QHBoxLayout()
        self.locked = words_label("", "warn", self)
        self.locked.hide()
        buttons.addWidget(self.locked, 1)
        buttons.addStretch(0)
        buttons.addWidget(close)
        buttons.addWidget(self.restore)
        right = QVBoxLayout()
        right.setSpacing(8)
        for widget in (self.heading, self.words, self.legend):
            right.addWidget(widget)
        right.addWidget(area, 1)
        right.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        left = QVBoxLayout()
        left.addWidget(self.steps, 1)
        kept = words_label(_KEPT, "quiet", self)
        kept.setFixedWidth(_LIST_WIDTH)
        left.addWidget(kept)
        row.addLayout(left)
        row.addLayout(right, 1)

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setObjectName("history_steps")
        tree.setAccessibleName("历史版本，最近的在前")
        tree.setFixedWidth(_LIST_WIDTH)
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        show_ends(tree)
        tree.setIndentation(12)
        tree.setRootIsDecorated(False)
        tree.setColumnWidth(0, _TIME_WIDTH)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.currentItemChanged.connect(self._on_chosen)
        tree.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        return tree

    def _add_version(self, version: Version) -> QTreeWidgetItem:
        time = datetime.fromisoformat(version.time)
        day = f"{time.year}年{time.month}月{time.day}日"
        if self._day is None or self._day.text(0) != day:
            self._day = QTreeWidgetItem(self.steps, [day])
            self._day.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._day.setFirstColumnSpanned(True)
            self._day.setExpanded(True)
            font = self.font()
            font.setBold(True)
            self._day.setFont(0, font)
        is_fixed = version.status != _DRAFT
        words = "" if version.words == version.status else version.words
        mark = f"【{version.status} 第{version.version}版】" if is_fixed else ""
        item = QTreeWidgetItem(self._day, [f"{time:%H:%M}", mark + words])
        item.setData(0, _SEQ, version.seq)
        item.setToolTip(1, version.words)
        item.setTextAlignment(0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        if is_fixed:
            item.setForeground(1, theme.colour("accent_dark"))
        return item

    def _add_field(self, preview: FieldPreview) -> None:
        tick = QCheckBox(preview.title, self)
        tick.setObjectName(f"restore:{preview.top}")
        tick.setAccessibleName(f"恢复{preview.title}")
        tick.setChecked(True)
        tick.toggled.connect(lambda _on: self._refresh())
        self._ticks[preview.top] = tick
        self._inner.addWidget(tick)

    def _difference(self, preview: FieldPreview) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", "difference")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = f"<b>{escape(preview.label)}</b><br>" if preview.label != preview.title else ""
        label.setText(head + "".join(map(_html, preview.marks)))
        return label

    def _clear(self) -> None:
        self._ticks.clear()
        while (item := self._inner.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _refresh(self) -> None:
        ticked = sum(tick.isChecked() for tick in self._ticks.values())
        is_whole = ticked == len(self._ticks)
        self.restore.setText("恢复到这一步" if is_whole else f"恢复勾选的 {ticked} 项")
        self.restore.setEnabled(bool(ticked) and not self._is_locked)

    def _on_chosen(self, item: QTreeWidgetItem | None, _old: QTreeWidgetItem | None) -> None:
        if item is None or item.data(0, _SEQ) is None:
            return
        self.restore.setEnabled(False)
        self.legend.setText("正在比较……")
        self.chosen.emit(int(item.data(0, _SEQ)))

    def _on_scrolled(self, value: int) -> None:
        if value >= self.steps.verticalScrollBar().maximum():
            self.more_wanted.emit()

    def _on_restore(self) -> None:
        self.restore.setEnabled(False)
        self.restore_wanted.emit([top for top, tick in self._ticks.items() if tick.isChecked()])


def _html(mark: WordMark) -> str:
    words = as_html(mark.text)
    if mark.kind == "same":
        return words
    background, decoration = _LOOKS[mark.kind]
    style = f"background-color:{theme.COLOURS[background]};text-decoration:{decoration}"
    return f'<span style="{style}">{words}</span>'
