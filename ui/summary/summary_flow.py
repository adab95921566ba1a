"""Joins the page 汇总 to its work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aimed_desktop.services.operation import Failure
from aimed_desktop.services.start_lists import FormLine
from aimed_desktop.services.summary_choice import Wanted
from aimed_desktop.services.summary_tables import Base
from ui.desk.application_service import ApplicationService
from ui.summary.summary_page import SummaryPage
from ui.summary.summary_work import SummaryWork
from ui.widgets.jobs import Jobs


class SummaryFlow(QObject):
    """`kept` tells the id of the summary that goes on as an application."""

    kept = Signal(str)

    def __init__(self, page: SummaryPage, desk: ApplicationService, jobs: Jobs, failed: Failure) -> None:
        super().__init__(page)
        self.page = page
        self._failed = failed
        self._work = SummaryWork(desk, jobs, page, failed)
        self._wanted = Wanted("")
        page.form_chosen.connect(self._on_form_chosen)
        page.bases.base_chosen.connect(self._on_base_chosen)
        page.added.connect(self._on_added)
        page.removed.connect(self._on_removed)
        page.put_back.connect(self._on_put_back)
        page.typed.connect(self._on_typed)
        page.write_wanted.connect(self._on_write_wanted)
        page.keep_wanted.connect(lambda: self._work.keep(self._wanted, self.kept.emit))

    def begin(self, forms: Sequence[FormLine], chosen: str) -> None:
        """Show the page for a summary form; what was added before stays."""
        self.page.show_forms(forms, chosen)
        self.page.forms.setFocus()
        self._on_form_chosen(chosen)

    def _on_form_chosen(self, form_id: str) -> None:
        if form_id != self._wanted.form:
            self._wanted = replace(self._wanted, form=form_id, typed={})
        self._wanted = replace(self._wanted, base="")
        self.page.bases.show_bases(())
        self._work.bases(form_id, lambda bases: self._show_bases(form_id, bases))
        self._collect()

    def _show_bases(self, form_id: str, bases: Sequence[Base]) -> None:
        if form_id == self._wanted.form:  # another may have been chosen meanwhile
            self.page.bases.show_bases(bases)

    def _on_base_chosen(self, base: str) -> None:
        self._wanted = replace(self._wanted, base=base, typed={})
        self._collect()

    def _on_added(self, paths: list[str]) -> None:
        self._wanted = self._wanted.given_too(paths)
        self._collect()

    def _on_removed(self, path: str) -> None:
        self._wanted = self._wanted.take_out(path)
        self._collect()

    def _on_put_back(self, path: str) -> None:
        self._wanted = self._wanted.put_back(path)
        self._collect()

    def _on_typed(self, field: str, text: str) -> None:
        if self._wanted.typed.get(field, "") != text:
            self._wanted = replace(self._wanted, typed={**self._wanted.typed, field: text})
            self._refresh()  # without greying the button that was clicked from within the line

    def _collect(self) -> None:
        self.page.show_busy(busy=True)
        self._refresh()

    def _refresh(self) -> None:
        self._work.collect(self._wanted, self.page.show_collected, lambda: self.page.show_busy(busy=False))

    def _on_write_wanted(self, folder: Path) -> None:
        def failed(error: BaseException) -> None:
            self.page.show_failed()
            self._failed(error)

        self._work.write(self._wanted, folder, self.page.show_result, failed)
