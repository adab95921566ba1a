"""A large paste: read beside the window, then written in slices where it was wanted."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from shiboken6 import isValid

from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.stopping import Stopped, checkpoint, stoppable
from ui.narrative.block_text import BlockText
from ui.narrative.list_blocks import Steps
from ui.widgets.later import call_later
from ui.widgets.progress import Task

if TYPE_CHECKING:
    from concurrent.futures import Future

    from ui.widgets.jobs import Jobs

_LARGE: Final = 16_000  # characters of HTML or words: less is pasted at once, and nobody waits for it
_COMPOSED_MS: Final = 50  # until an input method is looked at again
_WORDS: Final = "正在整理粘贴的内容……"
_INSIDE = re.compile(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment", re.IGNORECASE | re.DOTALL)
_PICTURE = re.compile(r"data:image/[^\"'>]*")

Read = TypeVar("Read")


def is_large(copied: str) -> bool:
    """Whether reading HTML or words takes so long that it would be felt. Pictures inside cost little."""
    if len(copied) <= _LARGE:
        return False
    inside = _INSIDE.search(copied)
    return len(_PICTURE.sub("", inside[1] if inside else copied)) > _LARGE


class LargePaste(QObject, Generic[Read]):
    """`read` runs beside the window; `steps` then writes what it has read, at the cursor that it is given.

    It stands at `place`, wherever that is by then. Nothing is in the text before all was read; the
    application hears of it once, at the end. It waits for an input method to end, and the cursor of who
    has gone elsewhere stays there.
    """

    def __init__(
        self,
        editor: BlockText,
        jobs: Jobs,
        read: Callable[[], Read],
        steps: Callable[[QTextCursor, Read], Steps | None],
        place: QTextCursor,
    ) -> None:
        super().__init__(editor)
        self._editor, self._read, self._steps = editor, read, steps
        self._place = QTextCursor(place)
        self._place.setKeepPositionOnInsert(True)  # what is typed there meanwhile stands behind it
        self._is_over = self._is_writing = False
        self._leads = False  # whether the cursor of the editor goes with what is written
        self._task = Task(editor.window(), _WORDS, self.cancel, is_needed=True)
        operation = Operation(
            Kind.COMPUTES,
            partial(_stoppable, read, self._task.stop_wanted.is_set),
            done=self._on_read,
            failed=self._on_failed,
        )
        editor.destroyed.connect(partial(_end, self._task))
        if editor.coming is not None:
            editor.coming.finish()
        editor.coming = self
        self._future: Future[Read] = jobs.run(self, operation)

    def finish(self) -> None:
        """Let all of it be in the text now."""
        if not self._is_writing and not self._is_over:
            with suppress(Stopped):  # what still waits for its turn behind other work is read here
                self._write(self._read() if self._future.cancel() else self._future.result())
        if not self._is_over:
            self._editor.finish_arrival()

    def cancel(self) -> None:
        """Let the text be as before."""
        if self._end() and self._is_writing:
            self._editor.show_again()

    def _on_read(self, read: Read) -> None:
        if self._editor.is_composing:
            call_later(self, partial(self._on_read, read), _COMPOSED_MS)
        else:
            self._write(read)

    def _write(self, read: Read) -> None:
        if self._is_over or self._is_writing:
            return
        if self._editor.isReadOnly():
            self._end()
            return
        self._editor.write_typed()
        self._is_writing = True
        self._leads = stands_at(self._editor, self._place)
        self._editor.cursorPositionChanged.connect(self._on_cursor_moved)
        place = QTextCursor(self._place)
        place.setKeepPositionOnInsert(False)
        if (steps := self._steps(place, read)) is None:
            self._end()
        else:
            self._editor.arrive(steps, partial(self._on_written, place))

    def _on_cursor_moved(self) -> None:
        if self._editor.arrival is not None and not self._editor.arrival.is_writing:
            self._leads = False  # the mouse, or a search, has led elsewhere

    def _on_written(self, place: QTextCursor) -> None:
        leads = self._leads
        self._end()
        self._editor.write_pasted()
        if leads:
            self._editor.setTextCursor(place)

    def _on_failed(self, error: BaseException) -> None:
        if self._end() and not isinstance(error, Stopped):
            raise error

    def _end(self) -> bool:
        """Whether it was not over before."""
        if self._is_over:
            return False
        self._is_over = True
        _end(self._task)
        self._editor.coming = None
        self.deleteLater()
        return True


def put(
    editor: BlockText,
    read: Callable[[], Read],
    steps: Callable[[QTextCursor, Read], Steps | None],
    *,
    is_large: bool,
    place: QTextCursor | None = None,
) -> None:
    """Paste now what is small, beside the window what is large; None of `steps`: nothing is to be written.

    `place`: where, if not at the cursor of the editor, which goes with what is written if it stands there.
    """
    cursor = QTextCursor(editor.textCursor() if place is None else place)
    if is_large and editor.context.jobs is not None:
        LargePaste(editor, editor.context.jobs, read, steps, cursor)
        return
    leads = stands_at(editor, cursor)
    cursor.setKeepPositionOnInsert(False)
    written = steps(cursor, read())
    if written is not None:
        cursor.beginEditBlock()
        for _ in written:
            pass
        cursor.endEditBlock()
        if leads:
            editor.setTextCursor(cursor)


def stands_at(editor: BlockText, place: QTextCursor) -> bool:
    """Whether the cursor of the editor is there, with the same words selected."""
    now = editor.textCursor()
    return (now.anchor(), now.position()) == (place.anchor(), place.position())


def _stoppable(read: Callable[[], Read], is_wanted: Callable[[], bool]) -> Read:
    with stoppable(is_wanted):
        checkpoint()
        return read()


def _end(task: Task) -> None:
    if isValid(task):
        task.stop_wanted.set()
        task.end()
