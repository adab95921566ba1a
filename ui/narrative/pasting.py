"""What is pasted or dropped into a narrative: our own blocks, pictures, words."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from ui.chapters.dropped import word_file
from ui.form.cleaning import clean_text
from ui.narrative import blocks, objects
from ui.narrative.clipboard import blocks_in

if TYPE_CHECKING:
    from ui.narrative.editor import NarrativeEditor

_PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif")
_PASTED = "粘贴的图片.png"


def can_take(editor: NarrativeEditor, source: QMimeData) -> bool:
    """Whether something in `source` can be written here."""
    if word_file(source) is not None:  # the form takes it back as a whole
        return False
    return (
        source.hasText()
        or source.hasHtml()
        or bool(blocks_in(source, editor.owner))
        or (_takes_pictures(editor) and (source.hasImage() or bool(picture_files(source))))
    )


def take(editor: NarrativeEditor, source: QMimeData) -> None:
    """Write what `source` holds where the cursor stands, as one step that can be undone."""
    own = blocks_in(source, editor.owner)
    if own:
        insert_blocks(editor, own)
    elif _takes_pictures(editor) and picture_files(source):
        _take_files(editor, picture_files(source))
    elif _takes_pictures(editor) and source.hasImage() and not source.hasText():
        _take_image(editor, source.imageData())
    elif source.hasText():
        cursor = editor.textCursor()
        cursor.insertText(clean_text(source.text()))
        editor.setTextCursor(cursor)


def insert_blocks(editor: NarrativeEditor, entries: list[blocks.Entry]) -> None:
    """Put blocks where the cursor stands."""
    cursor = editor.textCursor()
    cursor.beginEditBlock()
    blocks.insert_entries(cursor, entries)
    cursor.endEditBlock()
    editor.setTextCursor(cursor)


def picture_files(source: QMimeData) -> list[Path]:
    """The picture files that are dragged in or were copied in the file manager."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _PICTURE_ENDINGS]


def _takes_pictures(editor: NarrativeEditor) -> bool:
    return editor.is_narrative and editor.context.pictures is not None and not editor.isReadOnly()


def _take_files(editor: NarrativeEditor, paths: list[Path]) -> None:
    for path in paths:
        keep(editor, path.name, path.read_bytes())


def _take_image(editor: NarrativeEditor, image: QImage) -> None:
    buffer = QBuffer(QByteArray())
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    keep(editor, _PASTED, bytes(buffer.data().data()))


def keep(editor: NarrativeEditor, name: str, data: bytes) -> None:
    """Let a picture be redacted, keep it with the application and put it in when it is there."""
    pictures = editor.context.pictures
    assert pictures is not None
    pictures.take(editor, name, data, partial(objects.insert, editor))
