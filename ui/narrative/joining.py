"""The offer to join what was pasted line by line, as a PDF viewer copies it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCursor

from aimed_desktop.application.values.words import Words, plain
from ui.narrative.block_text import BlockText
from ui.narrative.blocks import exhaust
from ui.narrative.inserting import bar_of, insert_lines


def offer_joining(
    editor: BlockText, start: QTextCursor, end: QTextCursor, lines: Sequence[Words], told: str = ""
) -> bool:
    """Offer it for `lines`, which stand between two places, where they look broken; whether they do.

    `told` is what else is to be said of them.
    """
    from aimed_desktop.application.pasting.broken_lines import is_broken, joined_lines, page_numbers

    text = "\n".join(map(plain, lines))
    if not is_broken(text):
        return False
    pasted = QTextCursor(editor.document())
    pasted.setPosition(start.position())
    pasted.setPosition(end.position(), QTextCursor.MoveMode.KeepAnchor)
    shown = pasted.selection().toPlainText()

    def join() -> None:
        is_same = pasted.selection().toPlainText() == shown  # nothing was typed into it
        if is_same and not editor.isReadOnly():
            pasted.beginEditBlock()
            exhaust(insert_lines(pasted, joined_lines(lines)))
            pasted.endEditBlock()

    words = "粘贴的文字每行都断开了，像是来自 PDF"
    words += "，合并时去掉页码" if page_numbers(text) else ""
    bar_of(editor).tell(f"{told}；{words}" if told else words, "合并成段落", join, is_long=True)
    return True
