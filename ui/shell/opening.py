"""The application that is open: begun, opened, shown, shown again by a changed notice, left."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from aimed_desktop.desktop.last_form import keep_last_form
from aimed_desktop.services.opening import Beginning, OpenedApplication
from aimed_desktop.services.operation import Kind, Operation, raised
from ui.platform.window_place import files_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from ui.desk.window_context import WindowContext
    from ui.keys.keys_flow import KeysFlow
    from ui.shell.application_view import ApplicationView
    from ui.shell.saved_state import SavedState
    from ui.shell.top_bar import TopBar
    from ui.workspace.writing_place import PlaceKeeper


class Opening(QObject):
    """Carries one application at a time into the window and out of it.

    `opened` tells that it is shown, `not_opened` that there is none to show, `settings_changed` that the
    next start needs other settings, `amend_wanted` the notice that a supplementary one has come to.
    """

    opened = Signal()
    not_opened = Signal()
    settings_changed = Signal()
    amend_wanted = Signal(object)

    def __init__(self, context: WindowContext, keys: KeysFlow, top: TopBar, pages: QStackedWidget) -> None:
        super().__init__(context.window)
        self.view: ApplicationView | None = None
        self._context = context
        self._settings = context.settings
        self._keys = keys
        self._top = top
        self._pages = pages
        self._wanted: Beginning | None = None  # until the archive is open
        self._is_beginning = False
        self._place: PlaceKeeper | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an application is to be begun as soon as the archive is open."""
        return self._wanted is not None

    def begin(self, beginning: Beginning) -> None:
        """Begin a new application; the archive is set up first where there is none."""
        desk = self._context.desk
        if not desk.is_open:
            self._wanted = beginning
            if self._keys.is_decided:
                self._keys.open_again()
            return
        if self._is_beginning:  # a double click asks for one application
            return
        self._is_beginning = True
        desk.begin(beginning, self._show, self._on_begin_failed)

    def open(self, entry: str) -> None:
        """Open an application of the archive."""
        self._context.desk.open(entry, self._show, self._on_open_failed)

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
            self._context.failed(error)
        else:
            self._context.desk.open(view.opened.id, shown, self._context.failed)

    def leave(self) -> bool:
        """Save what is open and take it away; whether nothing is open any more. Why not is told."""
        from ui.shell.closing import may_leave

        if self.view is not None and not may_leave(self.view):
            return False
        if self.view is not None and (error := self.view.settle()) is not None:
            self._context.failed(error)
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

        state = SavedState(self._top, self._context.failed)
        state.saved.connect(self.settings_changed)
        return state

    def _show(self, opened: OpenedApplication) -> None:
        from ui.desk.session import Session
        from ui.shell.application_view import ApplicationView
        from ui.workspace.writing_place import PlaceKeeper

        context, settings = self._context, self._settings
        self._is_beginning = False
        if not self.leave():
            return
        is_last = settings.application == opened.id
        session = Session(opened, context.desk, context.jobs, context.failed, files_folder(settings))
        self.view = view = ApplicationView(session, context.window)
        view.form.show_as(settings)
        self._pages.addWidget(view)
        self._pages.setCurrentWidget(view)
        settings.application, settings.form = opened.id, opened.app.form.id
        work = partial(keep_last_form, context.desk.data_dir, opened.app.form)
        context.jobs.run(self, Operation(Kind.NOTES, work, failed=raised))
        self.settings_changed.emit()
        self._top.show_application(view.title)
        self._top.show_step(0)
        self._connect(view)
        view.tell_status()
        self._place = PlaceKeeper(view.form, settings, self.settings_changed.emit)
        self._saved_state.watch(view)
        if is_last:
            self._place.go_back()
        else:
            self._place.begin()
        self.opened.emit()

    def _connect(self, view: ApplicationView) -> None:
        top = self._top
        view.step_shown.connect(top.show_step)
        view.left_changed.connect(top.show_left)
        view.title_changed.connect(top.show_title)
        view.status_changed.connect(top.show_status)
        view.due_changed.connect(top.show_due)
        view.plan_changed.connect(top.plan.show_plan)
        top.plan.change_wanted.connect(view.ask_plan)
        view.folder_used.connect(self._on_folder_used)
        view.amend_wanted.connect(lambda: self.amend_wanted.emit(view.opened.notice))
        view.passphrase_wanted.connect(lambda: self._keys.ask_first(view.later.finalising.go_on))

    def _on_folder_used(self, folder: str) -> None:
        self._settings.export_folder = folder

    def _on_begin_failed(self, error: BaseException) -> None:
        self._is_beginning = False
        self._context.failed(error)

    def _on_open_failed(self, error: BaseException) -> None:
        self._settings.application = None
        self.not_opened.emit()
        self._context.failed(error)
