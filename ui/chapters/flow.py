"""分发章节 and 收回章节 of one application: from the menu, and by dropping a Word file on the form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.desk import read_file
from ui.editing import Editing
from ui.progress import run_shown
from ui.session import Session

if TYPE_CHECKING:
    from ui.chapters.give_dialog import GiveDialog, OfferedChapter
    from ui.chapters.taken import Offer, Taken

_LOCKED = "已定稿，不能收回章节。要改，请先“退回修改”。"


class Chapters(QObject):
    """Gives chapters out and takes them back; what is taken is one step that can be undone."""

    def __init__(self, session: Session, editing: Editing, parent: QWidget) -> None:
        super().__init__(parent)
        from ui.chapters.entrances import Entrances

        self._session = session
        self._form, self._bar, self._undo = editing.form, editing.bar, editing.undo
        self._folder = session.folder
        self._parent = parent
        self._entrances = Entrances(editing.form, self)

    def give(self, chosen: Sequence[str] = ()) -> GiveDialog:
        """The dialog in which chapters are ticked, those in `chosen` ticked already."""
        from aimed_desktop.document.chapter import chapter_file_name
        from ui.chapters.give_dialog import GiveDialog

        self._form.bindings.flush()
        app = self._session.app
        dialog = GiveDialog(
            self._offered(chosen), lambda paths: self._folder / chapter_file_name(app, paths), self._parent
        )
        dialog.wanted.connect(partial(self._write, dialog))
        dialog.open()
        return dialog

    def ask_back(self) -> None:
        """Ask which file comes back."""
        if self._may_not():
            return
        name, _ = QFileDialog.getOpenFileName(
            self._parent, "收回章节：选择作者交回的 Word", str(self._folder), "Word 文档 (*.docx)"
        )
        if name:
            self.take_back(Path(name))

    def take_back(self, path: Path) -> None:
        """Read the file and show what it says beside what is here."""
        if self._may_not():
            return
        self._form.bindings.flush()
        app = self._session.app.snapshot()

        def work() -> Taken:
            from ui.chapters.taken import read_taken

            return read_taken(path.name, read_file(path), app)

        run_shown(
            self._session.jobs,
            self._parent,
            "正在读取 Word 文件……",
            work,
            self._on_read,
            self._session.failed,
        )

    def _may_not(self) -> bool:
        if self._session.app.is_locked:
            self._bar.tell(_LOCKED)
            return True
        return False

    def _offered(self, chosen: Sequence[str]) -> list[OfferedChapter]:
        from aimed_desktop.application.comparison import count_of
        from aimed_desktop.application.paper import Paper
        from aimed_desktop.document.chapter_mark import chapters
        from ui.chapters.give_dialog import OfferedChapter

        app = self._session.app
        paper = Paper(app.form)
        offered = []
        for path in chapters(app):
            field = app.form.field(path)
            assert field is not None, path
            count = count_of(field, app.get(path))
            limit = f" / {field.limit.max}" if field.limit is not None else ""
            words = f"{paper.label(path).rstrip('。：')}　{count}{limit} 字"
            offered.append(OfferedChapter(path, words, path in chosen))
        return offered

    def _write(self, dialog: GiveDialog, paths: list[str], deadline: str, target: Path) -> None:
        app, notice = self._session.app.snapshot(), self._session.notice
        self._folder = target.parent

        def work() -> Path:
            from aimed_desktop.document.chapter import chapter_bytes
            from aimed_desktop.writing import write_atomically

            return write_atomically(target, chapter_bytes(app, notice, paths, deadline))

        def failed(error: BaseException) -> None:
            dialog.show_failed()
            self._session.failed(error)

        run_shown(self._session.jobs, dialog, "正在生成 Word 文件……", work, dialog.show_made, failed)

    def _on_read(self, found: Taken) -> None:
        from ui.chapters.take_dialog import TakeDialog

        if not found.offers:
            self._bar.tell(_nothing_new(found))
            return
        dialog = TakeDialog(found, self._session.jobs, self._session.failed, self._parent)
        dialog.taken.connect(self._on_taken)
        dialog.open()

    def _on_taken(self, offers: list[Offer], pictures: dict[str, tuple[bytes, dict[str, Any]]]) -> None:
        """Keep the new pictures one after the other, then write."""
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

        def read() -> tuple[str, bytes]:
            from aimed_desktop.document.images import normalise

            data = normalise(made, None)
            return "收回的图片" + (".png" if data.startswith(b"\x89PNG") else ".jpg"), data

        def done(fresh: str) -> None:
            self._keep(rest, kept | {name: {"image": fresh} | said}, offers)

        self._session.desk.add_file(self._session.opened, read, done, self._session.failed)

    def _take(self, offers: list[Offer], kept: dict[str, dict[str, Any]]) -> None:
        from ui.chapters.taken import with_pictures

        if self._may_not():
            return
        with self._undo.journal.together():
            for offer in offers:
                self._session.app.set(offer.field.path, with_pictures(offer.field.new, kept), self)
        self._bar.tell(f"已采用收回的 {len(offers)} 栏", "撤销", self._undo.undo)


def _nothing_new(found: Taken) -> str:
    said = f"“{found.name}”没有要采用的改动，{found.back.same} 栏与这里相同"
    if found.back.missing:
        said += f"，{len(found.back.missing)} 栏在文件里找不到"
    return said + "。"
