"""分发章节 and 收回章节 of one application: from the menu, and by dropping a Word file on the form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from aimed_desktop.services.operation import Kind, Operation
from ui.chapters.chapter_buttons import ChapterButtons
from ui.chapters.taking import Taking
from ui.desk.file_keeper import FileKeeper
from ui.desk.session import Session
from ui.workspace.editing import Editing

if TYPE_CHECKING:
    from ui.chapters.give_dialog import GiveDialog


class Chapters(QObject):
    """Gives chapters out; takes them back by `Taking`."""

    def __init__(self, session: Session, editing: Editing, keeper: FileKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._form = editing.form
        self._folder = session.folder
        self._parent = parent
        self._taking = Taking(session, editing, keeper, self._parent)
        buttons = ChapterButtons(editing.form, self)
        buttons.give_wanted.connect(self.give)
        buttons.take_back_wanted.connect(self.ask_back)
        buttons.files_given.connect(self.take_back)
        buttons.notes_wanted.connect(self._taking.show_notes)
        self._taking.noted.connect(buttons.show_notes)

    def give(self, chosen: Sequence[str] = ()) -> GiveDialog:
        """The dialog in which chapters are ticked, those in `chosen` ticked already."""
        from aimed_desktop.document.word.chapter import chapter_file_name
        from aimed_desktop.services.chapters import offered_chapters
        from ui.chapters.give_dialog import GiveDialog

        self._form.bindings.flush()
        app = self._session.app
        dialog = GiveDialog(
            offered_chapters(app),
            chosen,
            lambda paths: self._folder / chapter_file_name(app, paths),
            self._parent,
        )
        dialog.wanted.connect(partial(self._write, dialog))
        dialog.open()
        return dialog

    def ask_back(self) -> None:
        """Ask which file comes back."""
        if self._taking.may_not:
            return
        names, _ = QFileDialog.getOpenFileNames(
            self._parent, "收回章节：选择作者交回的 Word，可选几个", str(self._folder), "Word 文档 (*.docx)"
        )
        if names:
            self.take_back([Path(name) for name in names])

    def take_back(self, paths: Sequence[Path]) -> None:
        """Read the files and show what each says beside what is here."""
        self._taking.take_back(paths)

    def _write(self, dialog: GiveDialog, paths: list[str], deadline: str, target: Path) -> None:
        from aimed_desktop.services.chapters import give_chapters

        app, notice, origin = self._session.app.snapshot(), self._session.notice, self._session.id
        self._folder = target.parent

        def failed(error: BaseException) -> None:
            dialog.show_failed()
            self._session.failed(error)

        operation = Operation(
            Kind.WRITES_FILES,
            partial(give_chapters, app, notice, paths, deadline, origin, target),
            words="正在生成 Word 文件……",
            done=dialog.show_made,
            failed=failed,
        )
        self._session.jobs.run(dialog, operation)
