"""Makes the files of an application beside the window: Word and PDF, the packet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aimed_desktop.settings import Settings, read_settings, write_settings
from ui.checking import snapshot
from ui.desk import Desk, OpenedApplication
from ui.jobs import Failure, Jobs
from ui.pages.final_page import FinalPage
from ui.pages.submit_page import SubmitPage


class Producing(QObject):
    """Does what the pages 定稿打印 and 报送归档 ask for. `folder_used` tells where files went."""

    folder_used = Signal(str)

    def __init__(
        self, opened: OpenedApplication, desk: Desk, jobs: Jobs, failed: Failure, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self._desk = desk
        self._jobs = jobs
        self._failed = failed

    def serve(self, final: FinalPage, submit: SubmitPage) -> None:
        """Answer what these pages ask for."""
        self._final, self._submit = final, submit
        final.wanted.connect(self._on_export_wanted)
        final.settings_chosen.connect(self._on_settings_chosen)
        submit.wanted.connect(self._on_pack_wanted)
        data_dir = self._desk.data_dir
        self._jobs.run(self, lambda: read_settings(data_dir), final.show_settings, self._failed)

    def _on_export_wanted(self, folder: Path, draft: bool) -> None:
        from aimed_desktop.operations import Result, export_application

        app = snapshot(self._opened.app)
        self.folder_used.emit(str(folder))

        def failed(error: BaseException) -> None:
            self._final.show_failed()
            self._failed(error)

        def work() -> Result:
            return export_application(app, folder, draft, read_settings(self._desk.data_dir))

        self._jobs.run(self, work, self._final.show_result, failed)

    def _on_settings_chosen(self, settings: Settings) -> None:
        data_dir = self._desk.data_dir
        self._jobs.run(self, lambda: write_settings(data_dir, settings), lambda _nothing: None, self._failed)

    def _on_pack_wanted(self, folder: Path, scans: list[Path]) -> None:
        from aimed_desktop.operations import Result, pack_application

        opened = self._opened
        app = snapshot(opened.app)

        def work() -> Result:
            settings = read_settings(self._desk.data_dir)
            others = self._desk.others_of(opened.id, app)
            return pack_application(app, opened.notice, opened.sources, folder, scans, others, settings)

        def failed(error: BaseException) -> None:
            self._submit.show_failed()
            self._failed(error)

        def not_kept(error: BaseException) -> None:
            self._submit.show_failed("报送包已生成，但没有存进档案库。请处理后再打一次包。")
            self._failed(error)

        def packed(result: Result) -> None:
            def keep(_nothing: None) -> None:
                self._submit.show_result(result)

            if result.refused:
                self._submit.show_result(result)
            else:
                self._desk.keep_packet(opened, result.paths[0], keep, not_kept)

        self._jobs.run(self, work, packed, failed)
