"""收回章节: Word files are read one after the other, shown beside what is here, taken where wanted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from aimed_desktop.errors import UserProblem
from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.pictures import picture_file
from aimed_desktop.services.problem_words import words_of
from ui.desk.file_keeper import FileKeeper
from ui.desk.session import Session
from ui.widgets.shortcuts import keys_of
from ui.workspace.editing import Editing

if TYPE_CHECKING:
    from aimed_desktop.services.chapters import Offer, ReturnedChapter
    from ui.chapters.notes_dialog import TakenNotes

_LOCKED = "已定稿，不能收回章节。要改，请先“退回修改”。"


class Taking(QObject):
    """What is taken from one file is one step that can be undone; what came of all is told at the end.

    `noted` tells how many notes can be looked at again.
    """

    noted = Signal(int)

    def __init__(self, session: Session, editing: Editing, keeper: FileKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = keeper
        self._form, self._bar, self._undo = editing.form, editing.bar, editing.undo
        self._parent = parent
        self._waiting: list[Path] = []
        self._told: list[str] = []
        self._is_busy = False
        self._file = ""  # that is being taken from
        self._fresh = 0  # notes of what was taken just now
        self._taken = 0  # files of which something was taken
        self.notes: list[TakenNotes] = []  # of all that was taken while the application is open

    @property
    def may_not(self) -> bool:
        """Whether nothing can be taken back, which is told."""
        if self._session.app.is_locked:
            self._bar.tell(_LOCKED)
            return True
        return False

    def take_back(self, paths: Sequence[Path]) -> None:
        """Read the files and show what each says beside what is here."""
        if self.may_not:
            return
        self._waiting += paths
        if not self._is_busy:
            self._is_busy, self._taken, self._fresh, self._told = True, 0, 0, []
            self._read_next()

    def _read_next(self) -> None:
        """The next file, once the clerk has done with the one before."""
        if not self._waiting:
            self._is_busy = False
            self._tell()
            return
        from aimed_desktop.services.chapters import read_chapter_file

        path = self._waiting.pop(0)
        self._form.bindings.flush()
        app, origin = self._session.app.snapshot(), self._session.id

        operation = Operation(
            Kind.READS_FILES,
            partial(read_chapter_file, path, app, origin),
            words=f"正在读取“{path.name}”……",
            done=self._on_read,
            failed=partial(self._on_failed, path.name),
            stopped=self._read_next,
            only_shows=True,
        )
        self._session.jobs.run(self._parent, operation)

    def _tell(self) -> None:
        if not self._told:
            return
        if self._fresh:
            told = f"有 {self._fresh} 条提示要核对，在“章节分发与收回”里还能再看；撤销按 {keys_of('undo')}。"
            self._bar.tell("\n".join([*self._told, told]), "看提示", self.show_notes, is_long=True)
            return
        undo = ("撤销", self._undo.undo) if self._taken == 1 else ("", None)  # of several: Ctrl+Z
        self._bar.tell("\n".join(self._told), *undo, is_long=self._taken == 0)

    def show_notes(self) -> None:
        """What the clerk was told of the texts that were taken, once more."""
        from ui.chapters.notes_dialog import NotesDialog

        dialog = NotesDialog(self.notes, self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _note(self, name: str, offers: Sequence[Offer]) -> None:
        from ui.chapters.notes_dialog import TakenNotes

        fresh = [
            TakenNotes(name, offer.field.label, offer.field.notes) for offer in offers if offer.field.notes
        ]
        self.notes += fresh
        self._fresh += sum(len(each.notes) for each in fresh)
        self.noted.emit(sum(len(each.notes) for each in self.notes))

    def _on_failed(self, name: str, error: BaseException) -> None:
        if isinstance(error, UserProblem):
            self._told.append(f"{name}：{words_of(error)}")
        else:
            self._session.failed(error)
        self._read_next()

    def _on_read(self, found: ReturnedChapter) -> None:
        from ui.chapters.take_dialog import TakeDialog

        if not found.offers:
            self._told.append(_nothing_new(found))
            self._read_next()
            return
        dialog = TakeDialog(found, self._session.jobs, self._session.failed, self._parent)
        dialog.taken.connect(partial(self._on_taken, found.name))
        dialog.rejected.connect(self._read_next)
        dialog.open()

    def _on_taken(
        self, name: str, offers: list[Offer], pictures: dict[str, tuple[bytes, dict[str, Any]]]
    ) -> None:
        """Keep the new pictures one after the other, then write."""
        self._file = name
        self._keep(list(pictures.items()), {}, offers)

    def _keep(
        self,
        waiting: list[tuple[str, tuple[bytes, dict[str, Any]]]],
        kept: dict[str, dict[str, Any]],
        offers: list[Offer],
    ) -> None:
        if not waiting:
            self._take(offers, kept)
            return
        (name, (made, said)), *rest = waiting

        def done(fresh: str, _file: GivenFile) -> None:
            self._keep(rest, kept | {name: {"image": fresh} | said}, offers)

        def failed(error: BaseException) -> None:
            self._session.failed(error)
            self._read_next()

        read = partial(picture_file, "收回的图片", made)
        self._keeper.keep("正在保存收回的图片……", read, done, failed, stopped=self._read_next)

    def _take(self, offers: list[Offer], kept: dict[str, dict[str, Any]]) -> None:
        from aimed_desktop.services.chapters import with_pictures

        if self.may_not:
            self._waiting.clear()
        else:
            with self._undo.journal.together():
                for offer in offers:
                    self._session.app.set(offer.field.path, with_pictures(offer.field.new, kept), self)
            self._taken += 1
            self._told.append(f"已采用收回的 {len(offers)} 栏")
            self._note(self._file, offers)
        self._read_next()


def _nothing_new(found: ReturnedChapter) -> str:
    back = found.back
    said = f"“{found.name}”没有要采用的改动"
    if back.same:
        said += f"，{back.same} 栏与这里相同"
    if back.untouched:
        said += f"，{len(back.untouched)} 栏作者没有改、这里后来改过，保留这里的"
    if back.blank:
        said += f"，{len(back.blank)} 栏在文件里空着（这里的不会被清空）"
    if back.missing:
        said += f"，{len(back.missing)} 栏在文件里找不到"
    return said + "。"
