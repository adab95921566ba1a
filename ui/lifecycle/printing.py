"""整套打印: asks what is printed, gives it to the printer, and follows it until it is on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aimed_desktop.desktop.printers import Printer
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.print_choices import (
    Printable,
    PrintChoice,
    Scope,
    keep_habits,
    printable,
    remember,
)
from aimed_desktop.services.ready_sets import ReadySet, save_set
from ui.desk.session import Session
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.lifecycle.print_dialog import PrintDialog
from ui.lifecycle.print_job import PrintJob
from ui.pages.final_page import FinalPage
from ui.platform.paper_printing import found_printers
from ui.widgets.in_sight import tell_in_sight


class Printing(QObject):
    """Answers 打印 of the page 定稿打印. `copies_changed` tells that it is printed in another number,
    `settings_kept` how this machine prints, `told` what has to be known on whichever page is shown.
    """

    copies_changed = Signal()
    told = Signal(str)
    settings_kept = Signal(object)  # UserSettings

    def __init__(self, session: Session, controller: LifecycleController, page: FinalPage) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._is_asking = False  # until the dialog is gone, or will not come
        self._job = PrintJob(session, controller, page)
        self._job.sent.connect(self._remember)
        self._job.told.connect(self.told)

    @property
    def is_with_printer(self) -> bool:
        """Whether something may still come out of a printer, and is followed."""
        return self._job.is_with_printer

    def ask(self) -> None:
        """Ask what is printed; while something is with the printer, that comes first."""
        if self._job.is_with_printer:
            self._page.printing.take_focus()
            return
        if self._is_asking:
            return
        self._is_asking = True
        desk, entry = self._session.desk, self._session.id
        app, notice = self._session.app.snapshot(), self._session.notice
        operation = Operation(
            Kind.READS_ARCHIVE,
            lambda: printable(desk.archive, entry, app, notice),
            words="正在准备打印……",
            done=self._find_printers,
            failed=self._on_failed,
            stopped=self._let_go,
            only_shows=True,
        )
        self._session.jobs.run(self._page, operation)

    def _find_printers(self, printed: Printable) -> None:
        operation = Operation(
            Kind.COMPUTES,
            found_printers,
            words="正在查找打印机……",
            done=partial(self._choose, printed),
            failed=self._on_failed,
            stopped=self._let_go,
            only_shows=True,
        )
        self._session.jobs.run(self._page, operation)

    def _choose(self, printed: Printable, printers: list[Printer]) -> None:
        dialog = PrintDialog(printed, printers, self._page)
        dialog.wanted.connect(partial(self._on_wanted, printed))
        dialog.save_wanted.connect(partial(self._on_save_wanted, printed))
        dialog.finished.connect(self._let_go)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _let_go(self) -> None:
        self._is_asking = False

    def _on_failed(self, error: BaseException) -> None:
        self._let_go()
        self._session.failed(error)

    def _on_wanted(self, printed: Printable, printer: str, choice: PrintChoice) -> None:
        self._job.begin(printed, choice, printer, self._page.folder_line.path or self._session.folder)

    def _on_save_wanted(self, printed: Printable, choice: PrintChoice) -> None:
        folder = self._page.folder_line.folder(self._page.state)
        if folder is None:
            return
        self._is_asking = True
        operation = Operation(
            Kind.WRITES_FILES,
            partial(save_set, printed, choice, folder),
            words="正在合成打印文件……",
            done=partial(self._on_saved, printed, choice),
            failed=self._on_failed,
            stopped=self._on_save_stopped,
        )
        self._session.jobs.run(self._page, operation)

    def _on_saved(self, printed: Printable, choice: PrintChoice, saved: tuple[Path, ReadySet]) -> None:
        self._let_go()
        self._remember(choice)
        path, made = saved
        self._page.files.add_file(path)
        words = f"已存为“{path.name}”，{made.counted.words}。"
        tell_in_sight(self._page.state, f"{words}请按原大打印，不缩放；各份都在里面，打印一次就够。")
        self._job.wait_for_word(printed, choice, path, made)

    def _on_save_stopped(self) -> None:
        self._let_go()
        tell_in_sight(self._page.state, "已取消，没有留下文件。")

    def _remember(self, choice: PrintChoice) -> None:
        """The numbers of copies with the application, how is printed on this machine: of a set that was
        sent or saved.
        """
        if choice.scope is not Scope.SET:
            return
        changed = remember(self._session.app, self._session.notice, choice)
        operation = Operation(
            Kind.NOTES,  # in the order in which settings are chosen
            partial(keep_habits, self._session.desk.data_dir, choice),
            done=self.settings_kept.emit,
            failed=self._session.failed,
        )
        self._session.jobs.run(self, operation)
        if changed:
            self.copies_changed.emit()
