"""Leads from the start page: lists, 新建, copies, deleting and taking back, supplementary notices."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from shiboken6 import isValid

from aimed_desktop.desktop.window_settings import WindowSettings
from aimed_desktop.services.operation import Failure, Kind, Operation
from aimed_desktop.services.start_lists import ApplicationLine, NoticeCard
from ui.desk.application_service import ApplicationService
from ui.desk.archive_door import ArchiveState
from ui.keys.keys_flow import KeysFlow
from ui.start.first_run import FirstRun
from ui.start.notices import NoticeWidget
from ui.start.start_page import StartPage
from ui.start.start_work import StartWork
from ui.widgets.jobs import Jobs
from ui.widgets.message_box import tell

if TYPE_CHECKING:
    from aimed_desktop.definition.model import Notice
    from aimed_desktop.services.produced import Produced

_TICK_MS = 60_000  # days left are looked at again: the window stays open over night
_HANDED_OVER = ".aimed"
_LOST_TOLD = 8  # sentences in one message
_CLOSED = "档案库没有打开，看不到已有的申报件。"


class StartFlow(QObject):
    """`begin_wanted` tells a Beginning, `amended` the id of a notice that has changed."""

    begin_wanted = Signal(object)
    amended = Signal(str)
    summary_wanted = Signal(list, str)  # the summary forms (FormLine), the id of the chosen one
    forgotten = Signal(str)  # an application that was deleted
    give_wanted = Signal(str, str)  # an application to be handed over, its title
    received = Signal(Path)  # a file that a colleague has handed over, or a backup

    def __init__(
        self,
        page: StartPage,
        keys: KeysFlow,
        desk: ApplicationService,
        jobs: Jobs,
        settings: WindowSettings,
        failed: Failure,
    ) -> None:
        super().__init__(page)
        self.page = page
        self.work = StartWork(desk, jobs, failed, self)
        self._desk = desk
        self._jobs = jobs
        self._first_run = FirstRun(page, keys, self.work, settings)
        self._failed = failed
        self._cards: list[NoticeCard] = []
        self._lines: list[ApplicationLine] = []
        pane = page.applications
        pane.searched.connect(lambda _text: self.refresh())
        pane.bin_wanted.connect(lambda _shown: self.refresh())
        pane.new_wanted.connect(self.new)
        pane.copy_wanted.connect(self.copy)
        pane.delete_wanted.connect(self.ask_to_delete)
        pane.take_back_wanted.connect(self.take_back)
        pane.write_out_wanted.connect(self.choose_folder)
        pane.take_in_wanted.connect(self.take_in)
        pane.give_wanted.connect(lambda entry: self.give_wanted.emit(entry, pane.table.title_of(entry)))
        page.notices.new_wanted.connect(self.new)
        page.notices.summary_wanted.connect(self._on_summary_wanted)
        page.notices.papers_wanted.connect(self._on_papers_wanted)
        page.notices.amend_wanted.connect(lambda card: self.amend(card.notice))
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._on_minute)
        self._timer.start()

    def list_all(self) -> None:
        """Show notices and applications, as they stand: at the start, and once the archive is open."""
        self._list_notices()
        self._desk.own_problems(self.page.notices.show_own_problems)
        self.refresh()

    def refresh(self, current: str | None = None) -> None:
        """Show the applications as they stand in the archive now, the cursor on `current`."""
        if not self._desk.is_open:
            return
        pane = self.page.applications
        if pane.is_bin and current is not None:
            pane.show_bin(shown=False)  # which asks for the list by itself
        elif pane.is_bin:
            self.work.deleted(pane.show_lines)
        else:
            self.work.lines(lambda lines: self._show_lines(lines, current), pane.search.text())

    def show_closed(self, state: ArchiveState) -> None:
        """There is no list: the archive is closed, or there is none yet."""
        words = _CLOSED if state.exists else "第一次新建时会请您设置口令。"
        self.page.applications.show_state(words, can_unlock=state.exists)

    def new(self, form_id: str | None = None, source: str | None = None) -> None:
        """Show the dialog 新建, on a form and on an application to copy where they are given."""
        from ui.start.new_dialog import NewDialog
        from ui.start.paper_preview import PageDrawer

        if not self._cards:
            return
        cards = [
            NoticeCard(card.notice, tuple(form for form in card.forms if not form.is_summary))
            for card in self._cards
        ]
        dialog = NewDialog(cards, self._lines, self.page)
        drawer = PageDrawer(self._desk.library, self._jobs, self._failed, dialog)
        drawer.begun.connect(dialog.preview.show_count)
        drawer.drawn.connect(dialog.preview.show_page)
        dialog.form_shown.connect(drawer.draw)
        dialog.form_shown.connect(lambda form: self._tell_facts(dialog, form))
        dialog.finished.connect(drawer.stop)
        dialog.chosen.connect(self.begin_wanted)
        dialog.open()
        dialog.choose(form_id or None, source)

    def copy(self, entry: str) -> None:
        """Show 新建 ready to copy an application."""
        line = next((line for line in self._lines if line.id == entry), None)
        if line is not None:
            self.new(line.form, entry)

    def ask_to_delete(self, entry: str) -> None:
        """Delete an application once the clerk has said so."""
        line = next((line for line in self._lines if line.id == entry), None)
        if line is None:
            return
        about = "，".join(filter(None, (line.beside_others, line.status, line.apart)))
        box = QMessageBox(
            QMessageBox.Icon.Question,
            "删除申报件",
            f"要删除“{line.title}”（{about}）吗？\n"
            "删除后在回收站里保留 30 天，可以恢复；之后连同历史版本和报送包彻底删除。",
            QMessageBox.StandardButton.NoButton,
            self.page,
        )
        delete = box.addButton("删除", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
        delete.clicked.connect(lambda: self.delete(entry))
        box.finished.connect(box.deleteLater)
        box.open()

    def delete(self, entry: str) -> None:
        """Put an application into the recycle bin, with 撤销 at hand."""
        title = self.page.applications.table.title_of(entry)

        def done() -> None:
            self.page.applications.show_deleted(entry, title)
            self.forgotten.emit(entry)
            self.refresh()

        self.work.delete(entry, done)

    def take_back(self, entry: str) -> None:
        """Bring an application back out of the recycle bin."""

        def done() -> None:
            self.page.applications.bar.hide()
            self.refresh()

        self.work.take_back(entry, done)

    def take_in(self, paths: list[Path]) -> None:
        """Keep application files and packets that come from elsewhere; what cannot be used is told.

        A file that a colleague has handed over needs its passphrase: one is asked for at a time.
        """
        handed_over = [path for path in paths if path.suffix.lower() == _HANDED_OVER]
        if handed_over:
            self.received.emit(handed_over[0])
        if len(handed_over) > 1:
            self.page.applications.state.setText("交来的文件一次接收一个，其余的请再拖一次。")
        if not self._desk.is_open:
            self.page.applications.unlock_wanted.emit()
            return
        for path in paths:
            if path in handed_over:
                continue
            self.work.take_in(path, self.page, self.refresh, self._failed)

    def choose_folder(self, entry: str) -> None:
        """Ask where an application is written to as files."""
        folder = QFileDialog.getExistingDirectory(self.page, "把申报件文件导出到哪个文件夹")
        if folder:
            self.work.write_out(entry, Path(folder), self.page, self._on_written_out)

    def amend(self, notice: Notice) -> None:
        """Show the dialog 补充通知 of a notice."""
        from ui.start.amending import Amending

        if self._desk.is_open:
            amending = Amending(notice, self.work, self.page.window())
            amending.changed.connect(self._on_amended)
        else:
            self.page.applications.unlock_wanted.emit()

    def _list_notices(self) -> None:
        self.work.cards(self._show_cards)

    def _show_cards(self, cards: list[NoticeCard]) -> None:
        self._cards = cards
        self.page.notices.show_cards(cards)

    def _show_lines(self, lines: list[ApplicationLine], current: str | None) -> None:
        if not self.page.applications.search.text():
            self._lines = lines
        pane = self.page.applications
        if not pane.is_bin:
            pane.show_lines(lines, current)
            if self.page.isVisible() and not self.page.isAncestorOf(QApplication.focusWidget() or self.page):
                (pane.table if lines else pane.new).setFocus()

    def _tell_facts(self, dialog: object, form_id: str) -> None:
        from aimed_desktop.services.form_facts import facts_of
        from ui.start.new_dialog import NewDialog

        assert isinstance(dialog, NewDialog)
        library = self._desk.library
        notice = next(card.notice for card in self._cards if any(f.id == form_id for f in card.forms))
        operation = Operation(
            Kind.COMPUTES,
            lambda: facts_of(library.form(form_id), notice),
            done=partial(dialog.show_facts, form_id),
            failed=self._failed,
        )
        self._jobs.run(dialog, operation)

    def _on_written_out(self, result: Produced) -> None:
        words = f"已导出到“{result.paths[0].parent}”。"
        if result.personal:
            words += "文件含身份证号码且未加密，请妥善保管。"
        self.page.applications.state.setText("\n".join([words, *result.leftovers]))
        if result.lost:
            tell(self.page.window(), "\n".join([words, *result.lost[:_LOST_TOLD]]))

    def _on_summary_wanted(self, form_id: str) -> None:
        forms = [form for card in self._cards for form in card.forms if form.is_summary]
        self.summary_wanted.emit(forms, form_id)

    def _on_papers_wanted(self, widget: NoticeWidget) -> None:
        self.work.papers(widget.card, lambda papers: widget.show_papers(papers) if isValid(widget) else None)

    def _on_amended(self, notice_id: str) -> None:
        self._list_notices()
        self.refresh()
        self.amended.emit(notice_id)

    def _on_minute(self) -> None:
        if self.page.isVisible():
            self.refresh()
            self.page.notices.refresh_deadlines()
