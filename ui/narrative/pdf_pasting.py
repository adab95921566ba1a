"""PDF files that are dropped or pasted into a text: read beside the window, put in as one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from aimed_desktop.application.pasting.losses import message
from aimed_desktop.errors import UserProblem
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.pdf_texts import MOST_PICTURES, PdfText, page_picture, read_pdf_text
from aimed_desktop.services.problem_words import words_of
from ui.narrative import blocks, objects
from ui.narrative.block_text import BlockText
from ui.narrative.inserting import bar_of, insert_blocks, insert_lines
from ui.narrative.large_paste import put
from ui.narrative.list_blocks import Steps
from ui.narrative.text_formats import BlockEntry
from ui.widgets.later import call_later

_COMPOSED_MS = 50  # until an input method is looked at again
_READING = "正在读取 PDF 的文字……"


def takes_pdfs(editor: BlockText) -> bool:
    """Whether the words of a PDF can be read into it."""
    return editor.context.jobs is not None and not editor.isReadOnly()


def take_pdfs(editor: BlockText, paths: Sequence[Path]) -> None:
    """Read PDF files one after the other, each put behind the one before."""
    _Taking(editor, paths).go_on()


class _Taking(QObject):
    """Files on their way into a text, and what is said of those that were read."""

    def __init__(self, editor: BlockText, paths: Sequence[Path]) -> None:
        super().__init__(editor)
        self.editor = editor
        self.waiting = list(paths)
        self.place = _fixed(editor.textCursor())
        self.told: list[str] = []
        self.is_begun = False

    def go_on(self) -> None:
        """Read the next."""
        jobs = self.editor.context.jobs
        if not self.waiting or jobs is None:
            self.deleteLater()
            return
        path = self.waiting.pop(0)
        operation = Operation(
            Kind.READS_FILES,
            partial(read_pdf_text, path),
            words=_READING,
            done=partial(self._on_read, path),
            failed=self._on_failed,
            stopped=self.go_on,
        )
        jobs.run(self.editor, operation)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserProblem):
            raise error
        self._tell(words_of(error))
        self.go_on()

    def _on_read(self, path: Path, text: PdfText) -> None:
        if text.scanned:
            self._offer_pictures(path, text)
            self.go_on()
        elif self.editor.isReadOnly():
            names = "".join(f"“{one.name}”" for one in (path, *self.waiting))
            self._tell(f"{names}没有放进来：这一栏已经锁定，不能改")
            self.deleteLater()
        elif self.editor.is_composing:
            call_later(self, partial(self._on_read, path, text), _COMPOSED_MS)
        else:
            is_large = blocks.are_large(text.pasted.entries)
            put(self.editor, lambda: text, self._steps, is_large=is_large, place=self.place)

    def _steps(self, cursor: QTextCursor, text: PdfText) -> Steps:
        from aimed_desktop.application.pasting.clipboard import word_lines

        entries, begins_anew = text.pasted.entries, self.is_begun
        self.is_begun = True
        if not self.editor.is_narrative:
            yield from insert_lines(cursor, word_lines(text.pasted), begins_anew=begins_anew)
        elif begins_anew:
            yield from blocks.insert_steps(cursor, entries)
        else:
            yield from insert_blocks(cursor, entries, [])
        self.place = _fixed(cursor)
        lost = message(text.pasted.losses)
        self._tell(f"“{text.name}”的文字放进来了，请对照原文核对" + (f"：{lost}" if lost else ""))
        call_later(self.editor, self.go_on)

    def _tell(self, words: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        self.told.append(words)
        bar_of(self.editor).tell("\n".join(self.told), action, act, is_long=True)

    def _offer_pictures(self, path: Path, text: PdfText) -> None:
        pictures = self.editor.context.pictures if self.editor.is_narrative else None
        if pictures is None or text.scanned > MOST_PICTURES:
            self._tell(text.scan_words(takes_pictures=pictures is not None))
            return
        places = [self.place]

        def put_in_one(entry: BlockEntry) -> None:
            objects.insert_at(self.editor, places[-1], entry)
            places.append(self.editor.textCursor())  # the next page stands behind it

        def put_in() -> None:
            for page in range(1, text.scanned + 1):
                read = partial(page_picture, path, page)
                pictures.take(self.editor, f"{path.stem}-{page}.png", read, put_in_one)

        self._tell(text.scan_words(takes_pictures=True), "插入为图片", put_in)


def _fixed(place: QTextCursor) -> QTextCursor:
    """`place`, behind which stands what is typed there meanwhile."""
    fixed = QTextCursor(place)
    fixed.setKeepPositionOnInsert(True)
    return fixed
