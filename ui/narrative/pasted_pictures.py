"""Pictures of a paste that come one after the other, each to its place and with its caption."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtGui import QTextCursor
from shiboken6 import isValid

from aimed_desktop.application.values.words import plain
from ui.narrative import blocks, objects
from ui.narrative.block_text import BlockText
from ui.narrative.inserting import PicturePlace
from ui.narrative.text_formats import BlockEntry


def put_into(editor: BlockText, places: Sequence[PicturePlace]) -> Iterator[Callable[[BlockEntry], None]]:
    """For each place what puts the picture there when it is kept."""
    behind: dict[int, QTextCursor] = {}  # by place: where the picture behind its own stands
    return (partial(_put, editor, places, behind, number) for number in range(len(places)))


def _put(
    editor: BlockText,
    places: Sequence[PicturePlace],
    behind: dict[int, QTextCursor],
    number: int,
    entry: BlockEntry,
) -> None:
    if not isValid(editor) or editor.isReadOnly():
        return
    place = places[number]
    at = behind.get(number - 1, place.at) if place.follows else place.at
    made = dict(entry)
    if place.follows and place.entry.get("beside") and number - 1 in behind:
        made["beside"] = True
    if _take_caption(place):
        from aimed_desktop.application.pasting.captions import without_number

        made.setdefault("caption", without_number(place.entry["caption"], "图"))
    objects.insert_at(editor, at, made)
    behind[number] = QTextCursor(editor.textCursor())


def _take_caption(place: PicturePlace) -> bool:
    """Take the caption out of the words; False where there is none, or it was changed by now."""
    if place.caption is None or place.caption.block().text() != plain(place.entry["caption"]):
        return False
    blocks.remove_block(QTextCursor(place.caption.block()))
    return True
