"""One open application: the pages of its steps, saved and checked while it is filled."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from aimed_desktop.application.finding import Finding
from aimed_desktop.application.model import Application
from aimed_desktop.settings import Settings, read_settings, write_settings
from ui.checking import Checker, snapshot
from ui.desk import Desk, OpenedApplication, read_file
from ui.form.form_page import FormPage
from ui.jobs import Failure, Jobs
from ui.pages.check_page import CheckPage
from ui.pages.export_page import ExportPage
from ui.pages.materials_page import MaterialsPage
from ui.pages.submit_page import SubmitPage
from ui.saving import Saver

_PNG = b"\x89PNG"
FILL, CHECK, MATERIALS, EXPORT, SUBMIT = range(5)


class ApplicationView(QStackedWidget):
    """`step_shown` tells which page is shown, `left_changed` how much is left to do at a step."""

    step_shown = Signal(int)
    left_changed = Signal(int, int)
    title_changed = Signal(str)
    folder_used = Signal(str)

    def __init__(
        self,
        opened: OpenedApplication,
        desk: Desk,
        jobs: Jobs,
        failed: Failure,
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.opened = opened
        self._desk = desk
        self._jobs = jobs
        self._failed = failed
        app, notice = opened.app, opened.notice
        self.saver = Saver(opened, desk, jobs, self)
        self.checker = Checker(app, jobs, failed, self)
        self.form = FormPage(app, notice, self, self._insert_picture)
        self.check = CheckPage(self)
        self.materials = MaterialsPage(app, self.form.bindings, self)
        self.export = ExportPage(folder, self)
        self.submit = SubmitPage(folder, self)
        for page in (self.form, self.check, self.materials, self.export, self.submit):
            self.addWidget(page)
        self.checker.checked.connect(self._on_checked)
        self.check.finding_chosen.connect(self.jump)
        self.form.bindings.changed.connect(self._on_changed)
        self.materials.file_chosen.connect(self._on_file_chosen)
        self.export.wanted.connect(self._on_export_wanted)
        self.submit.wanted.connect(self._on_pack_wanted)
        self.export.settings_chosen.connect(self._on_settings_chosen)
        self._read_settings()
        self._read_others()
        self.checker.check_now()

    @property
    def title(self) -> str:
        """What the application is called: its project, else its form."""
        app = self.opened.app
        return app.text_of(app.form.project_name) or app.form.title

    def show_step(self, index: int) -> None:
        """Show the page of a step."""
        if index == CHECK:
            self._read_others()
            self.checker.check_now()
        self._show_routes(index)
        self.setCurrentIndex(index)
        self.step_shown.emit(index)

    def _show_routes(self, index: int) -> None:
        """What was answered decides where the application goes and in how many copies."""
        from aimed_desktop.packet.routes import routes

        app, notice = self.opened.app, self.opened.notice
        if index == EXPORT:
            self.export.show_copies(app, notice)
        elif index == SUBMIT:
            self.submit.show_routes(routes(app, notice))

    def jump(self, path: str) -> None:
        """Show the field, or the material slot, that a finding is about."""
        if path.startswith("materials"):
            self.show_step(MATERIALS)
            return
        self.show_step(FILL)
        self.form.focus_field(path)

    def close_view(self) -> BaseException | None:
        """Save what is left and let go; the error where saving did not work."""
        error = self.saver.flush()
        if error is None:
            self.saver.close()
            self.checker.close()
            self.form.close_form()
        return error

    def _on_changed(self, change: object) -> None:
        if getattr(change, "path", None) == self.opened.app.form.project_name:
            self.title_changed.emit(self.title)

    def _on_checked(self, findings: list[Finding]) -> None:
        self.form.show_findings(findings)
        self.check.show_findings(findings)
        errors = sum(finding.severity == "error" for finding in findings)
        self.left_changed.emit(CHECK, errors)
        self.left_changed.emit(MATERIALS, self.materials.left())

    def _on_file_chosen(self, slot: str, path: Path) -> None:
        def read() -> tuple[str, bytes]:
            return path.name, read_file(path)

        self._desk.add_file(self.opened, read, partial(self.materials.add, slot), self._failed)

    def _on_export_wanted(self, folder: Path, draft: bool) -> None:
        from aimed_desktop.operations import Result, export_application

        app = snapshot(self.opened.app)
        self.folder_used.emit(str(folder))

        def failed(error: BaseException) -> None:
            self.export.show_failed()
            self._failed(error)

        def work() -> Result:
            return export_application(app, folder, draft, read_settings(self._desk.data_dir))

        self._jobs.run(self, work, self.export.show_result, failed)

    def _read_settings(self) -> None:
        data_dir = self._desk.data_dir
        self._jobs.run(self, lambda: read_settings(data_dir), self.export.show_settings, self._failed)

    def _read_others(self) -> None:
        self._desk.others(self.opened.id, snapshot(self.opened.app), self._on_others_read)

    def _on_others_read(self, others: list[Application]) -> None:
        self.checker.others = others
        if others:
            self.checker.check_now()

    def _on_settings_chosen(self, settings: Settings) -> None:
        data_dir = self._desk.data_dir
        self._jobs.run(self, lambda: write_settings(data_dir, settings), lambda _nothing: None, self._failed)

    def _on_pack_wanted(self, folder: Path, scans: list[Path]) -> None:
        from aimed_desktop.operations import Result, pack_application

        opened = self.opened
        app = snapshot(opened.app)

        def work() -> Result:
            settings = read_settings(self._desk.data_dir)
            return pack_application(
                app,
                opened.notice,
                opened.sources,
                folder,
                scans,
                self._desk.others_of(opened.id, app),
                settings,
            )

        def failed(error: BaseException) -> None:
            self.submit.show_failed()
            self._failed(error)

        def not_kept(error: BaseException) -> None:
            self.submit.show_failed("报送包已生成，但没有存进档案库。请处理后再打一次包。")
            self._failed(error)

        def packed(result: Result) -> None:
            if result.refused:
                self.submit.show_result(result)
            else:
                keep = partial(self.submit.show_result, result)
                self._desk.keep_packet(opened, result.paths[0], lambda _nothing: keep(), not_kept)

        self._jobs.run(self, work, packed, failed)

    def _insert_picture(self, widget: QWidget, done: Callable[[str], None]) -> None:
        name, _ = QFileDialog.getOpenFileName(
            widget,
            "插入图片（请先确认已脱敏）",
            "",
            "图片 (*.jpg *.jpeg *.png *.bmp *.tif *.tiff *.webp *.gif)",
        )
        if name:
            self.insert_picture_file(Path(name), done)

    def insert_picture_file(self, path: Path, done: Callable[[str], None]) -> None:
        """Keep a picture, upright and shrunk for print; `done` is told its name."""

        def read() -> tuple[str, bytes]:
            from aimed_desktop.document.images import normalise

            data = normalise(read_file(path), None)
            return path.stem + (".png" if data.startswith(_PNG) else ".jpg"), data

        self._desk.add_file(self.opened, read, done, self._failed)
