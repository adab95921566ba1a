"""定稿: asks about personal numbers first, holds the form, and takes the step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.application.life.copies import set_copies, told_copies
from aimed_desktop.services.life_steps import personal_in
from aimed_desktop.services.operation import Kind, Operation
from ui.desk.session import Session
from ui.lifecycle.fill_page import FillPage
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.lifecycle.personal_dialog import PersonalDialog
from ui.pages.final_page import FinalPage


class Finalising(QObject):
    """`passphrase_wanted` tells that 定稿 waits for `go_on`; `fixed` the folder for its files; `let_go` that
    the form is no longer held; `look_wanted` the path of a field; `failed` the error.
    """

    passphrase_wanted = Signal()
    fixed = Signal(Path, bool)  # bool: as a draft
    let_go = Signal()
    look_wanted = Signal(str)
    failed = Signal(object)  # BaseException

    def __init__(
        self, session: Session, fill: FillPage, controller: LifecycleController, page: FinalPage
    ) -> None:
        super().__init__(page)
        self._session, self._fill = session, fill
        self._controller, self._page = controller, page
        self._folder: Path | None = None
        self._kept_personal: set[tuple[str | None, str]] = set()  # what the clerk was asked about, and means
        page.finalise_wanted.connect(self._on_wanted)

    def go_on(self) -> None:
        """定稿, now that the passphrase was asked for."""
        self.hold()
        if self._controller.standing.version == 0 and self._page.settings.own_copy:
            set_copies(self._session.app, told_copies(self._session.app), has_own=True)
        self._controller.finalise(self._on_final)

    def hold(self) -> None:
        """Nothing is typed or taken back behind the version's back."""
        self._fill.show_locked("正在定稿……")  # writes what is typed: it can still be taken back
        self._session.app.is_held = True

    def _release(self) -> None:
        self._session.app.is_held = False
        self.let_go.emit()

    def _on_wanted(self, folder: Path) -> None:
        self.hold()
        operation = Operation(
            Kind.COMPUTES,
            partial(personal_in, self._session.app.snapshot()),
            done=partial(self._ask_personal, folder),
            failed=self._on_not_looked_through,
        )
        self._session.jobs.run(self, operation)

    def _on_not_looked_through(self, error: BaseException) -> None:
        self._release()
        self.failed.emit(error)

    def _ask_personal(self, folder: Path, personal: Sequence[Finding]) -> None:
        self._release()
        found = [each for each in personal if (each.field, each.message) not in self._kept_personal]
        if not found:
            self._finalise(folder)
            return
        dialog = PersonalDialog(found, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.rejected.connect(partial(self._page.show_failed, "没有定稿，什么都没有改。"))
        dialog.look_wanted.connect(self.look_wanted)
        dialog.kept.connect(partial(self._on_personal_kept, found, folder))
        dialog.open()

    def _on_personal_kept(self, found: Sequence[Finding], folder: Path) -> None:
        self._kept_personal.update((each.field, each.message) for each in found)
        self._finalise(folder)

    def _finalise(self, folder: Path) -> None:
        self._folder = folder
        is_first = self._controller.standing.version == 0
        if is_first and self._session.desk.archive.postponed:
            self.passphrase_wanted.emit()
        else:
            self.go_on()

    def _on_final(self) -> None:
        self._kept_personal.clear()  # the next version is asked about anew
        if self._folder is not None:
            self.fixed.emit(self._folder, False)
