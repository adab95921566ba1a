"""The application that is open: begun, opened, shown, shown again by a changed notice, left."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ui.desk.application_service import Beginning, OpenedApplication
from ui.platform.window_place import files_folder
from ui.shell.startup_placeholder import keep_still_page

if TYPE_CHECKING:
    from aimed_desktop.desktop.window_settings import WindowSettings
    from ui.shell.application_view import ApplicationView
    from ui.shell.main_window import MainWindow
    from ui.shell.saved_state import SavedState
    from ui.widgets.jobs import Jobs
    from ui.workspace.writing_place import PlaceKeeper


class Opening(QObject):
    """Carries one application at a time into the window and out of it. `opened` tells that it is shown."""

    opened = Signal()

    def __init__(self, window: MainWindow, settings: WindowSettings, jobs: Jobs) -> None:
        super().__init__(window)
        self.view: ApplicationView | None = None
        self._window = window
        self._settings = settings
        self._jobs = jobs
        self._wanted: Beginning | None = None  # until the archive is open
        self._is_beginning = False
        self._place: PlaceKeeper | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an application is to be begun as soon as the archive is open."""
        return self._wanted is not None

    def begin(self, beginning: Beginning) -> None:
        """Begin a new application; the archive is set up first where there is none."""
        window = self._window
        if not window.desk.is_open:
            self._wanted = beginning
            if window.keys.is_decided:
                window.keys.open_again()
            return
        if self._is_beginning:  # a double click asks for one application
            return
        self._is_beginning = True
        window.desk.begin(beginning, self._show, self._on_begin_failed)

    def open(self, entry: str) -> None:
        """Open an application of the archive."""
        self._window.desk.open(entry, self._show, self._on_open_failed)

    def go_on(self) -> None:
        """The archive is open: begin what was asked for meanwhile, or open what was open last."""
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.begin(wanted)
        elif self._settings.application is not None and self.view is None:
            self.open(self._settings.application)

    def show_again(self, notice_id: str) -> None:
        """Show what is open by its changed notice, at the same step."""
        view = self.view
        if view is None or view.opened.notice.id != notice_id:
            return
        step = view.currentIndex()

        def shown(opened: OpenedApplication) -> None:
            if self.view is not view:
                return
            view.form.bindings.flush()
            if not view.is_settled:  # typed, or a file came in, since it was read
                self.show_again(notice_id)
                return
            self._show(opened)
            if self.view is not None:
                self.view.show_step(step)

        if (error := view.settle()) is not None:
            self._window.fail(error)
        else:
            self._window.desk.open(view.opened.id, shown, self._window.fail)

    def leave(self) -> bool:
        """Save what is open and take it away; whether nothing is open any more. Why not is told."""
        if self.view is not None and (error := self.view.settle()) is not None:
            self._window.fail(error)
            return False
        self.drop()
        return True

    def drop(self) -> None:
        """Take away what is open as it stands."""
        if self.view is not None:
            view, self.view = self.view, None
            view.let_go()
            view.deleteLater()  # a page that is taken away at once would show the one below it

    def note_place(self) -> None:
        """Note in the settings where the cursor stands."""
        if self._place is not None and isValid(self._place):
            self._place.note()

    @cached_property
    def _saved_state(self) -> SavedState:
        from ui.shell.saved_state import SavedState

        state = SavedState(self._window)
        state.saved.connect(self._window.remember)
        return state

    def _show(self, opened: OpenedApplication) -> None:
        from ui.desk.session import Session
        from ui.shell.application_view import ApplicationView
        from ui.workspace.writing_place import PlaceKeeper

        window, settings = self._window, self._settings
        self._is_beginning = False
        if not self.leave():
            return
        is_last = settings.application == opened.id
        session = Session(opened, window.desk, self._jobs, window.fail, files_folder(settings))
        self.view = view = ApplicationView(session, window)
        view.form.show_as(settings)
        window.pages.addWidget(view)
        window.pages.setCurrentWidget(view)
        settings.application, settings.form = opened.id, opened.app.form.id
        data_dir, form = window.desk.data_dir, opened.app.form
        self._jobs.note(lambda: keep_still_page(data_dir, form))
        window.remember()
        window.top.show_application(view.title)
        window.top.show_step(0)
        self._connect(view)
        view.tell_status()
        self._place = PlaceKeeper(view.form, settings, window.remember)
        self._saved_state.watch(view.saver)
        if is_last:
            self._place.go_back()
        self.opened.emit()

    def _connect(self, view: ApplicationView) -> None:
        window, top = self._window, self._window.top
        view.step_shown.connect(top.show_step)
        view.left_changed.connect(top.show_left)
        view.title_changed.connect(top.show_title)
        view.status_changed.connect(top.show_status)
        view.folder_used.connect(self._on_folder_used)
        view.amend_wanted.connect(lambda: window.starting.amend(view.opened.notice))
        view.passphrase_wanted.connect(lambda: window.keys.ask_first(view.later.go_on))

    def _on_folder_used(self, folder: str) -> None:
        self._settings.export_folder = folder

    def _on_begin_failed(self, error: BaseException) -> None:
        self._is_beginning = False
        self._window.fail(error)

    def _on_open_failed(self, error: BaseException) -> None:
        self._settings.application = None
        self._window.show_start()
        self._window.fail(error)
