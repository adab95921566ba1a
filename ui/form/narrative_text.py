"""Turns narrative blocks into the text of a text box and back, losing nothing that it cannot show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
    QTextListFormat,
)

from aimed_desktop.application.model import Value
from ui.form.placeholder import placeholder_picture

OBJECT = "\ufffc"
_KEPT = QTextFormat.Property.UserProperty + 1  # JSON of a block that is shown as a picture
_INNER_BREAK = "\u2028"
_LINE_PERCENT = 130
_INDENT_PX = 28  # two characters
_LIST_INDENT_PX = 30
_SHOWN = ({"text"}, {"heading"}, {"heading", "level"}, {"items"}, {"items", "numbered"})

Entry = Mapping[str, Any]


def write_document(document: QTextDocument, value: Value) -> None:
    """Replace the text of `document` by the blocks of `value`; this cannot be undone."""
    document.setUndoRedoEnabled(False)
    document.clear()
    document.setIndentWidth(_LIST_INDENT_PX)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.setBlockFormat(paragraph_format())
    for index, entry in enumerate(entries_in(value)):
        _write_entry(cursor, entry, first=index == 0)
    cursor.endEditBlock()
    document.setUndoRedoEnabled(True)


def read_document(document: QTextDocument) -> list[dict[str, Any]]:
    """The blocks of `document` in order; empty paragraphs are none."""
    entries: list[dict[str, Any]] = []
    open_list = -1
    block = document.begin()
    while block.isValid():
        text = block.text()
        if OBJECT in text:
            entries.extend(pieces_in(block))
            open_list = -1
        elif text.strip():
            listing = block.textList()
            if listing is None:
                entries.append(_paragraph(block, text))
            elif listing.objectIndex() == open_list:
                entries[-1]["items"].append(text.strip())
            else:
                numbered = listing.format().style() == QTextListFormat.Style.ListDecimal
                entries.append({"items": [text.strip()], "numbered": numbered})
            open_list = -1 if listing is None else listing.objectIndex()
        block = block.next()
    return entries


def insert_object(cursor: QTextCursor, entry: Entry) -> None:
    """Put a picture or table, shown as a placeholder, into a paragraph of its own."""
    if cursor.block().text():
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock(paragraph_format(), QTextCharFormat())
    _insert_picture(cursor, entry)
    cursor.insertBlock(paragraph_format(), QTextCharFormat())


def insert_entries(cursor: QTextCursor, entries: Iterable[Entry]) -> None:
    """Put blocks where the cursor stands, the words behind it in a paragraph after them."""
    cursor.removeSelectedText()
    if not cursor.atBlockStart():
        cursor.insertBlock(paragraph_format(), QTextCharFormat())
    if not cursor.atBlockEnd():
        cursor.insertBlock(cursor.blockFormat(), QTextCharFormat())
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    cursor.setBlockFormat(paragraph_format())
    for index, entry in enumerate(entries):
        _write_entry(cursor, entry, first=index == 0)


def heading_format() -> QTextCharFormat:
    """How a heading inside a narrative looks."""
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    return look


def paragraph_format(heading_level: int = 0) -> QTextBlockFormat:
    """How a paragraph stands: indented as on the paper, or a heading."""
    look = QTextBlockFormat()
    look.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if heading_level:
        look.setHeadingLevel(heading_level)
        look.setTopMargin(4)
    else:
        look.setTextIndent(_INDENT_PX)
    return look


def item_format() -> QTextBlockFormat:
    """How an item of a list stands."""
    look = paragraph_format()
    look.setTextIndent(0)
    return look


def entries_in(value: Value) -> list[Entry]:
    if isinstance(value, str):
        return [{"text": line} for line in value.split("\n")]
    if not isinstance(value, list):
        return [] if value is None else [{"unknown": value}]
    return [
        {"text": e} if isinstance(e, str) else e if isinstance(e, Mapping) else {"unknown": e} for e in value
    ]


def _write_entry(cursor: QTextCursor, entry: Entry, *, first: bool) -> None:
    if not first:
        cursor.insertBlock(paragraph_format(), QTextCharFormat())
    if set(entry) not in _SHOWN or not _is_plain(entry):
        _insert_picture(cursor, entry)
    elif "text" in entry:
        cursor.insertText(entry["text"].replace("\n", _INNER_BREAK))
    elif "heading" in entry:
        cursor.setBlockFormat(paragraph_format(int(entry.get("level", 1))))
        cursor.insertText(entry["heading"], heading_format())
    else:
        _write_items(cursor, entry["items"], numbered=entry.get("numbered") is True)


def _is_plain(entry: Entry) -> bool:
    if "items" in entry:
        return bool(entry["items"]) and all(isinstance(item, str) for item in entry["items"])
    level = entry.get("level", 1)
    return isinstance(entry.get("text", entry.get("heading")), str) and level in (1, 2, 3)


def _write_items(cursor: QTextCursor, items: list[str], *, numbered: bool) -> None:
    cursor.setBlockFormat(item_format())
    cursor.createList(list_style(numbered=numbered))
    for index, item in enumerate(items):
        if index:
            cursor.insertBlock()
        cursor.insertText(item)


def list_style(*, numbered: bool) -> QTextListFormat.Style:
    """How a list is marked."""
    return QTextListFormat.Style.ListDecimal if numbered else QTextListFormat.Style.ListDisc


def _insert_picture(cursor: QTextCursor, entry: Entry) -> None:
    name = json.dumps(dict(entry), ensure_ascii=False)
    document = cursor.document()
    assert document is not None
    cursor.setBlockFormat(QTextBlockFormat())  # a line height in percent would leave a gap beside it
    picture = placeholder_picture(entry)
    document.addResource(QTextDocument.ResourceType.ImageResource, name, picture)
    look = QTextImageFormat()
    look.setName(name)
    look.setWidth(picture.width() / picture.devicePixelRatio())
    look.setHeight(picture.height() / picture.devicePixelRatio())
    look.setProperty(_KEPT, name)
    cursor.insertImage(look)


def _paragraph(block: QTextBlock, text: str) -> dict[str, Any]:
    level = block.blockFormat().headingLevel()
    if level:
        return {"heading": text.strip(), "level": level}
    return {"text": text.replace(_INNER_BREAK, "\n")}


def pieces_in(block: QTextBlock) -> Iterator[dict[str, Any]]:
    """The words and the kept blocks of a paragraph that holds any of these."""
    words = ""
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        kept = fragment.charFormat().property(_KEPT)
        text = fragment.text()
        if kept and OBJECT in text:
            if words.strip():
                yield {"text": words}
            words = ""
            for _ in range(text.count(OBJECT)):
                yield json.loads(kept)
        else:
            words += text.replace(OBJECT, "").replace(_INNER_BREAK, "\n")
        iterator += 1
    if words.strip():
        yield {"text": words}
