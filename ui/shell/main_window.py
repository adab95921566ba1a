"""The one window: the start page, or the pages of the application that is open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from aimed_desktop import uncaught
from aimed_desktop.desktop.last_form import read_last_form
from aimed_desktop.desktop.window_settings import WindowSettings, settings_text, write_settings
from aimed_desktop.services.opening import Beginning
from aimed_desktop.services.operation import Kind, Operation, raised
from ui.desk.application_service import ApplicationService
from ui.desk.archive_door import ArchiveState
from ui.platform.window_place import files_folder, remember, restore
from ui.shell.startup_placeholder import StartupPlaceholder
from ui.shell.top_bar import TopBar
from ui.widgets.jobs import Jobs

if TYPE_CHECKING:
    from aimed_desktop.definition.model import Notice
    from aimed_desktop.services.start_lists import FormLine
    from ui.desk.window_context import WindowContext
    from ui.keys.keys_flow import KeysFlow
    from ui.keys.recovery_flow import RecoveryFlow
    from ui.platform.garbage_collection import GarbageCollector
    from ui.shell.application_view import ApplicationView
    from ui.shell.opening import Opening
    from ui.shell.window_actions import WindowActions
    from ui.start.handing_over import HandingOver
    from ui.start.start_flow import StartFlow
    from ui.start.start_page import StartPage
    from ui.summary.summary_flow import SummaryFlow


class MainWindow(QMainWindow):
    """`painted` tells once that the window is on the screen; what is slow begins then."""

    painted = Signal()
    opened = Signal()  # an application is on the screen
    _uncaught = Signal(object)

    def __init__(self, desk: ApplicationService, jobs: Jobs, settings: WindowSettings) -> None:
        super().__init__()
        self.setWindowTitle("申报助手")
        restore(self, settings)
        self.desk = desk
        self._jobs = jobs
        self._settings = settings
        self._kept_text = ""  # of the settings, as they were last given to be written
        self._preview: StartupPlaceholder | None = None
        self._is_painted = False
        self._has_forms = False
        self._collector: GarbageCollector | None = None
        self._actions: WindowActions | None = None
        self._uncaught.connect(self.fail, Qt.ConnectionType.QueuedConnection)
        self._stop_listening = uncaught.listen(self._uncaught.emit)
        desk.failed.connect(self.fail)
        self.top = TopBar(self)
        self.pages = QStackedWidget(self)
        self.pages.currentChanged.connect(self._name_page)
        centre = QWidget(self)
        box = QVBoxLayout(centre)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.top)
        box.addWidget(self.pages, 1)
        self.setCentralWidget(centre)
        self.top.left.connect(self.show_start)
        self.top.step_chosen.connect(self._on_step_chosen)
        if not self._show_preview():
            self.pages.setCurrentWidget(self.start)

    def _name_page(self) -> None:
        """Where a screen reader is when it comes in."""
        pages = {"start": "开始", "page": "汇总"}
        page = self.pages.currentWidget()  # none while the window is taken down
        self.pages.setAccessibleName(pages.get(page.objectName() if page is not None else "", "申报件"))

    @property
    def view(self) -> ApplicationView | None:
        """The application that is open."""
        return self.opening.view

    @cached_property
    def context(self) -> WindowContext:
        """What the parts of the window share, made after the first paint."""
        from ui.desk.window_context import WindowContext

        return WindowContext(self, self.desk, self._jobs, self._settings, self.fail)

    @cached_property
    def opening(self) -> Opening:
        """What opens and leaves an application, made after the first paint."""
        from ui.shell.opening import Opening

        opening = Opening(self.context, self.keys, self.top, self.pages)
        opening.opened.connect(self._drop_preview)
        opening.opened.connect(self.opened)
        opening.not_opened.connect(self.show_start)
        opening.settings_changed.connect(self.remember)
        opening.amend_wanted.connect(self._on_amend_wanted)
        return opening

    @cached_property
    def start(self) -> StartPage:
        """The start page, made when it is first needed."""
        from ui.start.start_page import StartPage

        page = StartPage(self)
        self.pages.addWidget(page)
        page.applications.opened.connect(self.open_application)
        return page

    @cached_property
    def starting(self) -> StartFlow:
        """What leads on from the start page, made after the first paint."""
        from ui.start.start_flow import StartFlow

        flow = StartFlow(self.start, self.keys, self.desk, self._jobs, self._settings, self.fail)
        self.start.applications.unlock_wanted.connect(self.keys.open_again)
        self.start.recovery_wanted.connect(self.recover_from_backup)
        flow.begin_wanted.connect(self.begin_as)
        flow.forgotten.connect(self._on_forgotten)
        flow.amended.connect(self.opening.show_again)
        flow.summary_wanted.connect(self.show_summary)
        flow.give_wanted.connect(self._on_give_wanted)
        flow.received.connect(self.receive)
        self.start.applications.unit.clicked.connect(self.show_profile)
        return flow

    @cached_property
    def summary(self) -> SummaryFlow:
        """The page 汇总 with its work, made when it is first needed."""
        from ui.summary.summary_flow import SummaryFlow
        from ui.summary.summary_page import SummaryPage

        flow = SummaryFlow(SummaryPage(files_folder(self._settings), self), self.desk, self._jobs, self.fail)
        self.pages.addWidget(flow.page)
        flow.kept.connect(self.open_application)
        return flow

    @cached_property
    def keys(self) -> KeysFlow:
        """The dialogs about keys."""
        from ui.keys.keys_flow import KeysFlow

        flow = KeysFlow(self.desk, self)
        flow.opened.connect(self._on_unlocked)
        return flow

    @cached_property
    def recovery(self) -> RecoveryFlow:
        """从备份恢复, when it is first asked for."""
        from ui.keys.recovery_flow import RecoveryFlow

        return RecoveryFlow(self.context, self._leave)

    @cached_property
    def handing_over(self) -> HandingOver:
        """交给同事 and what comes back, when it is first asked for."""
        from ui.start.handing_over import HandingOver

        flow = HandingOver(self.context, self.keys, self._leave)
        flow.taken.connect(self.open_application)
        flow.backup_found.connect(self.recovery.begin)
        return flow

    def begin_work(self) -> None:
        """What follows the first paint. The archive comes first: all the rest goes on beside its key."""
        from ui.shell.warm_up import import_archive

        operation = Operation(Kind.IN_ORDER, import_archive, done=self._get_ready, failed=self.fail)
        self._jobs.run(self, operation)
        self.desk.door.unlock()

    def _get_ready(self, _modules: object) -> None:
        """Words of Qt, dialogs for errors and keys, shortcuts, forms."""
        from ui.platform.garbage_collection import GarbageCollector
        from ui.shell.warm_up import import_pages
        from ui.widgets import theme
        from ui.widgets.heirs import keep_focus
        from ui.widgets.qt_application import qt_application

        self._jobs.run(self, Operation(Kind.COMPUTES, import_pages, failed=self.fail))
        theme.translate(qt_application())
        keep_focus(qt_application())
        self._collector = GarbageCollector(self)
        self._actions = self._make_actions()
        if self._preview is None:
            self._list_forms()
        else:  # the last application comes first; the start page is made behind it
            self.opened.connect(self._list_forms, Qt.ConnectionType.SingleShotConnection)

    def _make_actions(self) -> WindowActions:
        from ui.shell.window_actions import WindowActions

        actions = WindowActions(self.context, self.keys, self.top, self.pages, self.opening)
        actions.start_wanted.connect(self.show_start)
        actions.new_wanted.connect(self.begin_new)
        actions.profile_wanted.connect(self.show_profile)
        actions.recovery_wanted.connect(self.recover_from_backup)
        actions.receive_wanted.connect(self._on_receive_wanted)
        actions.settings_changed.connect(self.remember)
        return actions

    def _list_forms(self) -> None:
        """The notices on the start page, asked for once."""
        if not self._has_forms:
            self._has_forms = True
            self.starting.list_all()

    def fail(self, error: BaseException) -> None:
        """The one way of every error to the user."""
        from ui.widgets.error_dialog import show_error

        if not self.recovery.show_mended(error):
            show_error(self, error)

    def begin(self, form_id: str, example: bool = False) -> None:
        """Begin a new application, blank or by its example."""
        self.begin_as(Beginning(form_id, example))

    def begin_new(self) -> None:
        """Go where an application is begun, and ask which."""
        if self.view is not None:
            self.show_start()
        if self.view is None:
            self.start.applications.new.click()

    def begin_as(self, beginning: Beginning) -> None:
        """Begin a new application; the archive is set up first where there is none."""
        self.opening.begin(beginning)

    def open_application(self, entry: str) -> None:
        """Open an application of the archive."""
        self.opening.open(entry)

    def show_summary(self, forms: Sequence[FormLine], chosen: str) -> None:
        """Show the page 汇总 for one of the summary forms."""
        self.summary.begin(forms, chosen)
        self.pages.setCurrentWidget(self.summary.page)
        self.top.show_page("汇总")

    def show_profile(self) -> None:
        """单位档案, over whatever is shown."""
        from ui.profile.profile_dialog import show_profile

        show_profile(self.desk, self.keys, self)

    def recover_from_backup(self) -> None:
        """从备份恢复, everything that is open being left first."""
        self.recovery.begin()

    def receive(self, path: Path) -> None:
        """Receive a file that a colleague has handed over, or recover from it where it is a backup."""
        self.handing_over.open_file(path)

    def show_start(self) -> None:
        """Leave the open application, everything saved, and show the start page."""
        left = self.view.opened.id if self.view is not None else None
        if not self.opening.leave():
            return
        self._drop_preview()
        self._settings.application = self._settings.form = self._settings.field = None
        self.remember()
        self._list_forms()
        self.pages.setCurrentWidget(self.start)
        self.top.show_start()
        self.starting.refresh(left)

    def remember(self) -> None:
        """Keep what the next start needs, in case this one ends by a power cut."""
        self.opening.note_place()
        remember(self, self._settings)
        data_dir, text = self.desk.data_dir, settings_text(self._settings)
        if text != self._kept_text:
            self._kept_text = text
            work = partial(write_settings, data_dir, text)
            self._jobs.run(self, Operation(Kind.NOTES, work, failed=raised))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        from ui.shell.closing import may_close

        if not may_close(self, self.view, self.desk, self._jobs):
            event.ignore()
            return
        self.remember()
        self.opening.drop()
        self.desk.door.close()
        self._jobs.close()
        self._stop_listening()
        if self._collector is not None:
            self._collector.close()
        event.accept()

    def _show_preview(self) -> bool:
        """The form of the last application as a placeholder, while its archive is being opened."""
        settings = self._settings
        if settings.application is None or settings.form is None:
            return False
        last = read_last_form(self.desk.data_dir, settings.form)
        if last is None:
            return False
        self._preview = StartupPlaceholder(last, settings, self)
        self.pages.addWidget(self._preview)
        self.pages.setCurrentWidget(self._preview)
        self.top.show_application(self._preview.accessibleName())
        self.top.show_step(0)
        self.top.show_saved("正在打开……")
        return True

    def _drop_preview(self) -> None:
        if self._preview is not None:
            preview, self._preview = self._preview, None
            self.pages.removeWidget(preview)
            preview.deleteLater()

    def _on_unlocked(self, state: ArchiveState) -> None:
        if not state.is_open:
            if self.opening.is_waiting and state.needs_key:
                self.keys.ask()
            self._drop_preview()
            self._list_forms()
            self.pages.setCurrentWidget(self.start)
            self.top.show_start()
            self.starting.show_closed(state)
            return
        if "handing_over" not in self.__dict__ or not self.handing_over.go_on():
            self.opening.go_on()
        if self._preview is None:
            self.starting.list_all()

    def _on_amend_wanted(self, notice: Notice) -> None:
        self.starting.amend(notice)

    def _on_give_wanted(self, entry: str, title: str) -> None:
        self.handing_over.give(entry, title)

    def _on_receive_wanted(self) -> None:
        self.handing_over.receive()

    def _on_forgotten(self, entry: str) -> None:
        if self._settings.application == entry:
            self._settings.application = None

    def _leave(self) -> bool:
        """Go to the start page; whether nothing of the archive is open any more."""
        self.show_start()
        return self.view is None

    def _on_step_chosen(self, index: int) -> None:
        if self.view is not None:
            self.view.show_step(index)
