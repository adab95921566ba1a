"""What is pasted or dropped into a narrative: our own blocks, pictures, what Word shows, plain words."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import QScrollArea, QWidget

from aimed_desktop.application.pasting.losses import message
from aimed_desktop.services.given_files import read_given
from aimed_desktop.services.typed_text import clean_text
from ui.narrative import blocks, objects
from ui.narrative.block_clipboard import blocks_in
from ui.narrative.block_text import BlockText
from ui.narrative.text_formats import OBJECT, BlockEntry
from ui.narrative.text_looks import insert_words
from ui.widgets.bar import HOLDS_BAR, Bar
from ui.widgets.dropped import word_files

if TYPE_CHECKING:
    from aimed_desktop.application.pasting.html_blocks import Pasted

_PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif")
_PASTED = "粘贴的图片.png"
_DATA = "data:image/"


def can_take(editor: BlockText, source: QMimeData) -> bool:
    """Whether something in `source` can be written here."""
    if word_files(source):  # the form takes it back as a whole
        return False
    return (
        source.hasText()
        or source.hasHtml()
        or bool(blocks_in(source, editor.owner))
        or (_takes_pictures(editor) and (source.hasImage() or bool(picture_files(source))))
    )


def take(editor: BlockText, source: QMimeData) -> None:
    """Write what `source` holds where the cursor stands, as one step that can be undone."""
    own = blocks_in(source, editor.owner)
    if own:
        cursor = editor.textCursor()
        cursor.beginEditBlock()
        blocks.insert_entries(cursor, own)
        cursor.endEditBlock()
        editor.setTextCursor(cursor)
    elif _takes_pictures(editor) and picture_files(source):
        for path in picture_files(source):
            _keep_file(editor, path, editor.textCursor())
    elif source.hasHtml() and _take_html(editor, source):
        return
    elif source.hasText() and source.text().strip(OBJECT).strip():
        _take_text(editor, source.text())
    elif _takes_pictures(editor) and source.hasImage():
        _take_image(editor, source.imageData())


def insert_blocks(editor: BlockText, entries: Sequence[BlockEntry]) -> list[QTextCursor]:
    """Put blocks where the cursor stands; {"picture": n} is left out, the answer tells its places."""
    cursor = editor.textCursor()
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    places: list[QTextCursor] = []
    for number, entry in enumerate(entries):
        if "picture" in entry:
            place = QTextCursor(cursor)
            place.setKeepPositionOnInsert(True)
            places.append(place)
        elif number == 0 and set(entry) == {"text"}:  # goes on in the paragraph of the cursor
            insert_words(cursor, entry["text"])
        else:
            blocks.insert_entries(cursor, [entry])
    cursor.endEditBlock()
    editor.setTextCursor(cursor)
    return places


def picture_files(source: QMimeData) -> list[Path]:
    """The picture files that are dragged in or were copied in the file manager."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _PICTURE_ENDINGS]


def _take_html(editor: BlockText, source: QMimeData) -> bool:
    """Write what the HTML shows; False where its words or its picture alone are the better answer."""
    from aimed_desktop.application.pasting.clipboard import losses_without_pictures, read_clipboard
    from aimed_desktop.application.pasting.table import tabbed_block

    pasted = read_clipboard(source.html(), source.text())
    if not editor.is_narrative:
        return _take_lines(editor, pasted)
    has_image = _takes_pictures(editor) and source.hasImage()
    if has_image and all("picture" in entry for entry in pasted.entries):
        return False  # a picture alone comes as itself, too
    is_plain = all(isinstance(entry.get("text"), str) for entry in pasted.entries)
    if pasted.entries and is_plain and not pasted.tables and tabbed_block(source.text()):
        return False
    if not pasted.entries and not pasted.losses:
        return False
    places = insert_blocks(editor, pasted.entries)
    has_pictures = bool(pasted.pictures) and _takes_pictures(editor)

    def put_in() -> None:
        for picture, place in zip(pasted.pictures, places, strict=True):
            _keep_source(editor, picture, place)

    count = f"粘贴的内容里有 {len(pasted.pictures)} 张图片，没有一起放进来"
    told = (count, *pasted.losses) if has_pictures else losses_without_pictures(pasted)
    if told:
        action = ("放进来", put_in) if has_pictures else ("", None)
        bar_of(editor).tell(message(told), *action, stays=True)
    return True


def _take_lines(editor: BlockText, pasted: Pasted) -> bool:
    """Write the words into a text that knows no other blocks."""
    from aimed_desktop.application.pasting.clipboard import losses_without_pictures, word_lines

    if not (lines := word_lines(pasted)):
        return False
    cursor = editor.textCursor()
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for number, words in enumerate(lines):
        if number:
            cursor.insertBlock()
        insert_words(cursor, words)
    cursor.endEditBlock()
    editor.setTextCursor(cursor)
    if lost := losses_without_pictures(pasted):
        bar_of(editor).tell(message(lost), stays=True)
    return True


def _take_text(editor: BlockText, copied: str) -> None:
    from aimed_desktop.application.pasting.broken_lines import is_broken, joined
    from aimed_desktop.application.pasting.table import tabbed_block

    text = clean_text(copied)
    cursor = editor.textCursor()
    start = cursor.selectionStart()
    cursor.insertText(text)
    editor.setTextCursor(cursor)
    pasted = QTextCursor(editor.document())
    pasted.setPosition(start)
    pasted.setPosition(cursor.position(), QTextCursor.MoveMode.KeepAnchor)

    def replace(write: Callable[[], None]) -> None:
        is_same = pasted.selection().toPlainText() == text  # nothing was typed into it
        if is_same and not editor.isReadOnly():
            write()

    def make_table() -> None:
        assert table is not None
        pasted.beginEditBlock()
        blocks.insert_entries(pasted, [table])
        pasted.endEditBlock()

    def join() -> None:
        pasted.insertText(joined(text))

    table = tabbed_block(copied) if editor.is_narrative else None
    if table is not None:
        bar_of(editor).tell("粘贴的文字像一张表格", "变成表格", partial(replace, make_table), stays=True)
    elif is_broken(text):
        words = "粘贴的文字每行都断开了，像是来自 PDF"
        bar_of(editor).tell(words, "合并成段落", partial(replace, join), stays=True)


def _takes_pictures(editor: BlockText) -> bool:
    return editor.is_narrative and editor.context.pictures is not None and not editor.isReadOnly()


def _take_image(editor: BlockText, image: QImage) -> None:
    def read() -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())

    _keep(editor, _PASTED, read, editor.textCursor())


def _keep_source(editor: BlockText, source: str, place: QTextCursor) -> None:
    """A picture that HTML names: inside it, or a file on this machine. Nothing is fetched."""
    if source.startswith(_DATA):
        try:
            data = base64.b64decode(source.partition(",")[2], validate=False)
        except binascii.Error:
            return
        _keep(editor, _PASTED, lambda: data, place)
    elif source.lower().startswith("file:"):
        _keep_file(editor, Path(QUrl(source.replace("\\", "/")).toLocalFile()), place)


def _keep_file(editor: BlockText, path: Path, place: QTextCursor) -> None:
    _keep(editor, path.name, lambda: read_given(path), place)


def _keep(editor: BlockText, name: str, read: Callable[[], bytes], place: QTextCursor) -> None:
    """Let a picture be redacted, keep it with the application and put it in when it is there."""
    pictures = editor.context.pictures
    assert pictures is not None
    pictures.take(editor, name, read, partial(objects.insert_at, editor, place))


def bar_of(editor: BlockText) -> Bar:
    """The line that offers something about what was pasted, over the page that the editor stands on."""
    page: QWidget | None = editor.parentWidget()
    while page is not None and not (
        isinstance(page, QScrollArea) or page.property(HOLDS_BAR) or page.isWindow()
    ):
        page = page.parentWidget()
    if editor.bar is None or editor.bar.parent() is not page:
        editor.bar = Bar(page or editor)
    return editor.bar


def _holds_bar(page: QWidget) -> bool:
    return isinstance(page, QScrollArea) or bool(page.property(HOLDS_BAR)) or page.isWindow()
