"""Long answers: several lines in a cell, or a chapter with headings, lists, pictures and tables."""

from __future__ import annotations

import os
from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from aimed_desktop.application import narrative
from aimed_desktop.application.counting import Count, count, words
from aimed_desktop.application.model import Value
from aimed_desktop.definition.fields import Field, FieldType
from ui import theme
from ui.form.clipboard import blocks_in, blocks_of
from ui.form.context import FormContext, introduce
from ui.form.counter import CounterLabel
from ui.form.long_text import LongText
from ui.form.narrative_patch import patch_document
from ui.form.narrative_text import (
    OBJECT,
    heading_format,
    insert_entries,
    insert_object,
    item_format,
    list_style,
    paragraph_format,
    read_document,
    write_document,
)

READABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class NarrativeField(LongText):
    """Writes blocks (`narrative`) or a text of several lines (`multiline`) while it is typed."""

    counted = Signal(object)  # Count

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(theme.LONG_TEXT_LINES, parent)
        self._field = field
        self._path = path
        self._bindings = context.bindings
        self._shown: list[dict[str, Any]] = []
        self._counts: dict[str, Count] = {}
        self._over = False
        self._owner = f"{os.getpid()}:{id(context.bindings.app)}"  # whose files pictures name
        introduce(self, field, path)
        self.setPlaceholderText(field.hint or "")
        self.cursor_shown.connect(lambda rect: context.reveal(self, rect))
        write_document(self.document(), None)
        context.bindings.bind(path, self)
        self.textChanged.connect(self._on_text_changed)

    def show_value(self, value: Value) -> None:
        """Show `value`; the cursor stays where its words stay."""
        self.blockSignals(True)
        patch_document(self.document(), value)
        self.blockSignals(False)
        self._shown = read_document(self.document())
        self._fit()
        self._recount()

    def set_locked(self, is_locked: bool) -> None:
        """Only to be read and copied, or to be written in."""
        self.setReadOnly(is_locked)
        if is_locked:  # the keyboard may select, too
            self.setTextInteractionFlags(READABLE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and cursor.currentList() is not None and not cursor.block().text():
            self.make_plain()
            return
        super().keyPressEvent(event)
        if is_return and self.textCursor().blockFormat().headingLevel():
            self.make_plain()

    def createMimeDataFromSelection(self) -> QMimeData:
        return blocks_of(self.textCursor(), self._owner)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(blocks_in(source, self._owner)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take blocks that were cut or copied here as they were; of anything else the words."""
        blocks = blocks_in(source, self._owner)
        if not blocks:
            super().insertFromMimeData(source)
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        insert_entries(cursor, blocks)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def make_plain(self) -> None:
        """The paragraph under the cursor is plain text from now on."""
        cursor = self.textCursor()
        if (listing := cursor.currentList()) is not None:
            listing.remove(cursor.block())
        cursor.setBlockFormat(paragraph_format())
        cursor.select(cursor.SelectionType.BlockUnderCursor)
        if OBJECT not in cursor.selectedText():
            cursor.setCharFormat(QTextCharFormat())
        self.setCurrentCharFormat(QTextCharFormat())

    def make_heading(self) -> None:
        """The paragraph under the cursor is a heading from now on."""
        self.make_plain()
        cursor = self.textCursor()
        cursor.setBlockFormat(paragraph_format(1))
        cursor.movePosition(cursor.MoveOperation.StartOfBlock)
        cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(heading_format())
        self.setCurrentCharFormat(heading_format())

    def make_list(self, *, numbered: bool) -> None:
        """The paragraphs under the cursor become items of one list."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.setBlockFormat(item_format())
        cursor.setBlockCharFormat(QTextCharFormat())
        cursor.createList(list_style(numbered=numbered))
        cursor.endEditBlock()

    def insert_entry(self, entry: dict[str, Any]) -> None:
        """Put a picture or table behind the paragraph under the cursor."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        insert_object(cursor, entry)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _on_text_changed(self) -> None:
        entries = read_document(self.document())
        if entries == self._shown:  # a composition that is not committed, or a mere format
            return
        self._shown = entries
        self._bindings.write(self._path, self._value(entries), self)
        self._recount()

    def _value(self, entries: list[dict[str, Any]]) -> Value:
        if not entries:
            return None
        if self._field.type is FieldType.MULTILINE and all(set(entry) == {"text"} for entry in entries):
            return "\n".join(entry["text"] for entry in entries)
        return entries

    def _recount(self) -> None:
        """Count paragraph by paragraph; what was counted once is remembered by its words."""
        fresh: dict[str, Count] = {}
        for text in narrative.texts(self._shown):
            fresh[text] = self._counts.get(text) or count(text)
        total = sum((fresh[text] for text in narrative.texts(self._shown)), Count())
        self._counts = fresh
        self._mark_over(total.words)
        self.counted.emit(total)

    def _mark_over(self, total: int) -> None:
        limit = self._field.limit
        over = limit is not None and limit.kind == "cap" and total > limit.max
        if over or self._over:
            assert limit is not None
            self.mark([(self._position_of(limit.max), self._end())] if over else [], "bad_soft")
        self._over = over

    def _end(self) -> int:
        return self.document().characterCount() - 1

    def _position_of(self, most: int) -> int:
        """Where in the document the first word over `most` begins."""
        block = self.document().begin()
        seen = 0
        while block.isValid():
            text = block.text()
            here = words(text)
            if seen + here > most:
                return block.position() + _fitting(text, most - seen)
            seen += here
            block = block.next()
        return self._end()


def long_editor(field: Field, path: str, context: FormContext, parent: QWidget) -> QWidget:
    """The text box with its counter and, for a chapter, its small tools."""
    holder = QWidget(parent)
    editor = NarrativeField(field, path, context, holder)
    counter = CounterLabel(field.limit, holder)
    editor.counted.connect(counter.show_count)
    editor._recount()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(1)
    box.addWidget(editor)
    foot = QHBoxLayout()
    foot.setSpacing(2)
    if field.type is FieldType.NARRATIVE:
        for tool in _tools(editor, field, context, holder):
            foot.addWidget(tool)
    foot.addStretch(1)
    foot.addWidget(counter)
    box.addLayout(foot)
    return holder


def _tools(editor: NarrativeField, field: Field, context: FormContext, parent: QWidget) -> list[QToolButton]:
    actions = [
        ("正文", editor.make_plain),
        ("小标题", editor.make_heading),
        ("1. 编号", lambda: editor.make_list(numbered=True)),
        ("• 项目", lambda: editor.make_list(numbered=False)),
    ]
    insert = context.insert_picture
    if insert is not None:
        actions.append(
            ("插入图片", lambda: insert(editor, lambda name: editor.insert_entry({"image": name})))
        )
    tools = []
    for words_, action in actions:
        tool = QToolButton(parent)
        tool.setText(words_)
        tool.setAccessibleName(f"{field.label}：{words_}")
        tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tool.clicked.connect(action)
        context.bindings.add_tool(tool)
        tools.append(tool)
    return tools


def _fitting(text: str, most: int) -> int:
    """How many UTF-16 units of `text` hold at most `most` words."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if words(text[:middle]) <= most:
            low = middle
        else:
            high = middle - 1
    return len(text[:low].encode("utf-16-le")) // 2
