"""What is pasted or dropped into a narrative: our own blocks, pictures, what Word shows, plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage, QTextCursor

from aimed_desktop.application.pasting.losses import message
from aimed_desktop.application.values.words import Words, lines
from aimed_desktop.services.given_files import read_given
from aimed_desktop.services.typed_text import clean_text
from ui.narrative import blocks, objects
from ui.narrative.block_clipboard import blocks_in
from ui.narrative.block_text import BlockText
from ui.narrative.inserting import PicturePlace, bar_of, insert_blocks, insert_lines
from ui.narrative.joining import offer_joining
from ui.narrative.large_paste import is_large, put
from ui.narrative.list_blocks import Steps
from ui.narrative.pasted_pictures import put_into
from ui.narrative.pdf_pasting import take_pdfs, takes_pdfs
from ui.narrative.picture_sources import PASTED, can_come, name_of, read_source, words_of
from ui.narrative.text_formats import OBJECT, BlockEntry
from ui.widgets.dropped import are_only_files, pdf_files, word_files

if TYPE_CHECKING:
    from aimed_desktop.application.pasting.html_blocks import Pasted

_PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif")
_LINES = 10  # of words without looks that one step writes


def can_take(editor: BlockText, source: QMimeData) -> bool:
    """Whether something in `source` can be written here."""
    if word_files(source):  # the form takes it back as a whole
        return False
    if (_takes_pictures(editor) and picture_files(source)) or (takes_pdfs(editor) and pdf_files(source)):
        return True
    if are_only_files(source):  # the path of a file is no text
        return False
    return (
        source.hasText()
        or source.hasHtml()
        or bool(blocks_in(source, editor.owner))
        or (_takes_pictures(editor) and source.hasImage())
    )


def take(editor: BlockText, source: QMimeData) -> None:
    """Write what `source` holds where the cursor stands, as one step that can be undone."""
    own = blocks_in(source, editor.owner)
    if own:
        put(editor, lambda: own, blocks.insert_steps, is_large=blocks.are_large(own))
    elif are_only_files(source):
        for path in picture_files(source) if _takes_pictures(editor) else ():
            _keep_file(editor, path, editor.textCursor())
        if takes_pdfs(editor):
            take_pdfs(editor, pdf_files(source))
    else:
        copied = _Copied(source.html(), source.text(), editor.is_narrative)
        large = is_large(copied.html or copied.text)
        image = None if large or not (_takes_pictures(editor) and source.hasImage()) else source.imageData
        read = partial(_read, copied, has_image=image is not None)
        put(editor, read, partial(_steps_of, editor, image), is_large=large)


def picture_files(source: QMimeData) -> list[Path]:
    """The picture files that are dragged in or were copied in the file manager."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _PICTURE_ENDINGS]


@dataclass(frozen=True, slots=True)
class _Copied:
    """What the clipboard holds; into a narrative it comes as blocks, elsewhere as lines."""

    html: str
    text: str
    is_narrative: bool


@dataclass(frozen=True, slots=True)
class _Plain:
    """Words without looks, and the table that they may be meant as, with what was lost of it."""

    text: str
    table: BlockEntry | None = None
    lost: str = ""


def _read(copied: _Copied, *, has_image: bool) -> Pasted | _Plain | None:
    """What is pasted, the HTML being read first; None where a picture alone is the better answer."""
    from aimed_desktop.application.pasting.captions import with_table_captions
    from aimed_desktop.application.pasting.clipboard import read_clipboard, word_lines

    if copied.html:
        pasted = read_clipboard(copied.html, copied.text)
        if not copied.is_narrative and word_lines(pasted):
            return pasted
        if copied.is_narrative and _is_better_than_words(pasted, copied.text, has_image=has_image):
            return with_table_captions(pasted)
    if not copied.text.strip(OBJECT).strip():
        return None
    return _read_words(copied)


def _is_better_than_words(pasted: Pasted, text: str, *, has_image: bool) -> bool:
    from aimed_desktop.application.pasting.table import tabbed_block

    if has_image and all("picture" in entry for entry in pasted.entries):
        return False  # a picture alone comes as itself, too
    is_plain = all(isinstance(entry.get("text"), str) for entry in pasted.entries)
    if pasted.entries and is_plain and not pasted.tables and tabbed_block(text):
        return False
    return bool(pasted.entries or pasted.losses)


def _read_words(copied: _Copied) -> _Plain:
    from aimed_desktop.application.pasting.table import losses_of, tabbed_block

    table = tabbed_block(copied.text) if copied.is_narrative else None
    is_line = "\n" not in copied.text.strip()
    cells = table["table"] if table is not None else [[copied.text.strip()]] if is_line else []
    lost = message(losses_of(cells))
    return _Plain(clean_text(copied.text), table, lost)


def _steps_of(
    editor: BlockText,
    image: Callable[[], QImage] | None,
    cursor: QTextCursor,
    read: Pasted | _Plain | None,
) -> Steps | None:
    """How what was read is written; None where that is no writing."""
    if isinstance(read, _Plain):
        return _write_words(editor, cursor, read)
    if read is None:
        if image is not None:
            _take_image(editor, image())
        return None
    return (_write_blocks if editor.is_narrative else _write_lines)(editor, cursor, read)


def _write_blocks(editor: BlockText, cursor: QTextCursor, pasted: Pasted) -> Steps:
    """Write what the HTML shows."""
    from aimed_desktop.application.pasting.clipboard import losses_without_pictures

    places: list[PicturePlace] = []
    start = _start_of(cursor)
    yield from insert_blocks(cursor, pasted.entries, places)
    takes = bool(pasted.pictures) and _takes_pictures(editor)

    def put_in() -> None:
        put = put_into(editor, places)
        for number, (source, done) in enumerate(zip(pasted.pictures, put, strict=True), 1):
            if can_come(source):
                _keep(editor, name_of(source), partial(read_source, source, number), done)

    told = (*words_of(pasted.pictures), *pasted.losses) if takes else losses_without_pictures(pasted)
    are_words = all(set(entry) == {"text"} for entry in pasted.entries)
    if are_words and offer_joining(editor, start, cursor, _lines(pasted), message(told)):
        return
    if told:
        action = ("放进来", put_in) if takes and any(map(can_come, pasted.pictures)) else ("", None)
        bar_of(editor).tell(message(told), *action, is_long=True)


def _write_lines(editor: BlockText, cursor: QTextCursor, pasted: Pasted) -> Steps:
    """Write the words into a text that knows no other blocks."""
    from aimed_desktop.application.pasting.clipboard import losses_without_pictures, word_lines

    start = _start_of(cursor)
    yield from insert_lines(cursor, word_lines(pasted))
    lost = message(losses_without_pictures(pasted))
    if not offer_joining(editor, start, cursor, word_lines(pasted), lost) and lost:
        bar_of(editor).tell(lost, is_long=True)


def _lines(pasted: Pasted) -> list[Words]:
    """The lines of paragraphs, those that end at a break inside one, too."""
    return [line for entry in pasted.entries for line in lines(entry["text"])]


def _start_of(cursor: QTextCursor) -> QTextCursor:
    """The place where something is to be written, which stays before it."""
    start = QTextCursor(cursor)
    start.setPosition(cursor.selectionStart())
    start.setKeepPositionOnInsert(True)
    return start


def _write_words(editor: BlockText, cursor: QTextCursor, read: _Plain) -> Steps:
    """Write words without looks, and offer what they may be meant as."""
    cursor.removeSelectedText()
    start = _start_of(cursor)
    for portion in _portions(read.text):
        cursor.insertText(portion)
        yield
    if read.table is None:
        if not offer_joining(editor, start, cursor, read.text.split("\n")) and read.lost:
            bar_of(editor).tell(read.lost, is_long=True)
        return
    pasted = QTextCursor(editor.document())
    pasted.setPosition(start.position())
    pasted.setPosition(cursor.position(), QTextCursor.MoveMode.KeepAnchor)

    def make_table() -> None:
        is_same = pasted.selection().toPlainText() == read.text  # nothing was typed into it
        if is_same and not editor.isReadOnly() and read.table is not None:
            pasted.beginEditBlock()
            blocks.insert_entries(pasted, [read.table])
            pasted.endEditBlock()

    words = "粘贴的文字像一张表格" + (f"；{read.lost}" if read.lost else "")
    bar_of(editor).tell(words, "变成表格", make_table, is_long=True)


def _portions(text: str) -> Iterator[str]:
    """`text` in pieces of a few lines."""
    lines = text.splitlines(keepends=True)
    for start in range(0, len(lines), _LINES):
        yield "".join(lines[start : start + _LINES])


def _takes_pictures(editor: BlockText) -> bool:
    return editor.is_narrative and editor.context.pictures is not None and not editor.isReadOnly()


def _take_image(editor: BlockText, image: QImage) -> None:
    def read() -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())

    _keep(editor, PASTED, read, partial(objects.insert_at, editor, editor.textCursor()))


def _keep_file(editor: BlockText, path: Path, place: QTextCursor) -> None:
    _keep(editor, path.name, lambda: read_given(path), partial(objects.insert_at, editor, place))


def _keep(
    editor: BlockText, name: str, read: Callable[[], bytes], done: Callable[[BlockEntry], None]
) -> None:
    """Let a picture be redacted, keep it with the application and put it in when it is there."""
    pictures = editor.context.pictures
    assert pictures is not None
    pictures.take(editor, name, read, done)
