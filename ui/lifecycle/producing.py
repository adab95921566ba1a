"""Makes the files of an application beside the window: Word and PDF, the packet."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from aimed_desktop.services.exporting import export_kept, renew_sheet
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.services.packing import pack_with_kept_scans
from aimed_desktop.services.produced import Produced
from aimed_desktop.services.route_words import letter_rows
from aimed_desktop.services.verifying import keep_made_packet
from aimed_desktop.settings import UserSettings, read_settings, write_settings
from ui.desk.session import Session
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.lifecycle.step_dialogs import WhyDialog
from ui.pages.final_page import FinalPage
from ui.pages.submit_page import SubmitPage

_NOT_KEPT: Final = "报送包已生成，但没有存进档案库。请处理后再打一次包。"


class Producing(QObject):
    """Does what the pages 定稿打印 and 报送归档 ask for. `folder_used` tells where files went."""

    folder_used = Signal(str)

    def __init__(
        self, session: Session, controller: LifecycleController, final: FinalPage, submit: SubmitPage
    ) -> None:
        super().__init__(final)
        self._session, self._controller = session, controller
        self._final, self._submit = final, submit
        self._is_chosen = False
        final.wanted.connect(self.export)
        final.settings_chosen.connect(self._on_settings_chosen)
        submit.settings_chosen.connect(self._on_settings_chosen)
        submit.packing.wanted.connect(self.pack)
        work = partial(read_settings, session.desk.data_dir)
        operation = Operation(Kind.COMPUTES, work, done=self._on_settings_read, failed=session.failed)
        session.jobs.run(self, operation)

    def export(self, folder: Path, draft: bool) -> None:
        """Word and PDF into a folder of the application's name in `folder`: another's stay safe.

        Of a fixed version also the 路线单 and the pages to print again.
        """
        app, notice, entry = self._session.app.snapshot(), self._session.notice, self._session.id
        desk = self._session.desk
        self.folder_used.emit(str(folder))

        def failed(error: BaseException) -> None:
            self._final.show_failed()
            self._session.failed(error)

        def stopped() -> None:
            self._final.show_failed("已取消导出，没有留下文件。")

        operation = Operation(
            Kind.WRITES_FILES,
            lambda: export_kept(desk.archive, entry, app, notice, folder, desk.data_dir, draft=draft),
            words="正在导出 Word 和 PDF……",
            done=self._final.show_result,
            failed=failed,
            stopped=stopped,
        )
        self._session.jobs.run(self._final, operation)

    def _on_settings_read(self, settings: UserSettings) -> None:
        if not self._is_chosen:  # else the clerk was quicker than the disk
            self.show_settings(settings)

    def show_settings(self, settings: UserSettings) -> None:
        """What one page has changed the others keep."""
        self._final.show_settings(settings)
        self._submit.show_settings(settings)

    def renew_sheet(self, folder: Path) -> None:
        """The 路线单 in `folder` anew: it is printed in another number of copies."""
        app, notice, entry = self._session.app.snapshot(), self._session.notice, self._session.id
        desk = self._session.desk
        operation = Operation(
            Kind.WRITES_FILES,
            lambda: renew_sheet(desk.archive, entry, app, notice, folder),
            words="正在更新盖章签字路线单……",
            failed=self._session.failed,
        )
        self._session.jobs.run(self._final, operation)

    def _on_settings_chosen(self, settings: UserSettings) -> None:
        self._is_chosen = True
        self.show_settings(settings)
        work = partial(write_settings, self._session.desk.data_dir, settings)
        self._session.jobs.run(self, Operation(Kind.NOTES, work, failed=self._session.failed))  # in order

    def pack(self, folder: Path, why: str = "") -> None:
        """The packet with the kept scans into `folder`, and into the archive.

        What speaks against the scans is asked about; `why`: the answer.
        """
        from aimed_desktop.archive.applications import Opened

        self._submit.packing.show_busy(busy=True)
        opened, desk = self._session.opened, self._session.desk
        kept = Opened(opened.id, opened.app.snapshot(), opened.notice, opened.sources)

        def failed(error: BaseException) -> None:
            self._submit.show_failed()
            self._session.failed(error)

        def packed(result: Produced) -> None:
            if result.questions:
                self._ask_why(folder, result)
            elif result.refused:
                self._submit.show_result(result)
            else:
                self._keep(result)

        def stopped() -> None:
            self._submit.show_failed("已取消打包，没有留下文件。")

        operation = Operation(
            Kind.WRITES_FILES,
            lambda: pack_with_kept_scans(desk.archive, kept, folder, desk.data_dir, why),
            words="正在打包……",
            done=packed,
            failed=failed,
            stopped=stopped,
        )
        self._session.jobs.run(self._submit, operation)

    def _ask_why(self, folder: Path, refused: Produced) -> None:
        """Pack all the same, once the clerk says why."""
        errors = [finding.message for finding in refused.findings if finding.severity == "error"]
        dialog = WhyDialog("打包", errors, self._submit)
        dialog.given.connect(lambda why: self.pack(folder, why))
        dialog.rejected.connect(lambda: self._submit.show_failed("没有打包：扫描件的问题还没有处理。"))
        dialog.open()

    def _keep(self, result: Produced) -> None:
        """Keep the packet that was made."""

        def kept(_nothing: None) -> None:
            self._submit.show_letter(letter_rows(result.letters))
            self._submit.show_result(result)
            self._controller.refresh()

        def not_kept(error: BaseException) -> None:
            self._submit.show_failed(_NOT_KEPT)
            self._session.failed(error)

        operation = Operation(
            Kind.WRITES_ARCHIVE,
            partial(keep_made_packet, self._session.desk.archive, self._session.id, result.paths[0]),
            words="正在把报送包存进档案库……",
            done=kept,
            failed=not_kept,
            stopped=lambda: self._submit.show_failed(_NOT_KEPT),
        )
        self._session.jobs.run(self._submit, operation)
