"""Ctrl+Shift+N: 数字一览 under the form, listed anew while the clerk writes; a number leads to its place."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from aimed_desktop.application.editing import text_search
from aimed_desktop.application.editing.text_search import Match
from aimed_desktop.services.operation import Kind, Operation
from ui.desk.session import Session
from ui.narrative.editor import NarrativeEditor
from ui.narrative.word_search import places
from ui.search.showing import show_in_line, show_in_text
from ui.widgets import clipboard
from ui.widgets.shortcuts import bind
from ui.workspace.editing import Editing

if TYPE_CHECKING:
    from aimed_desktop.application.numbers.stated import NumberGroup, StatedNumber
    from ui.search.number_panel import NumberPanel

_LATER_MS = 900  # after a change


class Numbers(QObject):
    """Serves one form; its panel stands in `page` under it, once it was asked for.

    `page_wanted` tells that `page` should be shown.
    """

    page_wanted = Signal()

    def __init__(self, session: Session, editing: Editing, page: QWidget, view: QWidget) -> None:
        super().__init__(page)
        self._session, self._form, self._bar = session, editing.form, editing.bar
        self._page = page
        self._is_reading = False
        self._is_stale = False  # what is listed, or being listed, is not the newest
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._read)
        bind("numbers", view, self.show)

    @cached_property
    def panel(self) -> NumberPanel:
        """The panel, made when it is first wanted."""
        from ui.search.number_panel import NumberPanel

        panel = NumberPanel(self._page)
        panel.chosen.connect(self._lead_to)
        panel.copy_wanted.connect(self._copy)
        panel.left.connect(self._on_left)
        if (layout := self._page.layout()) is not None:
            layout.addWidget(panel)
        self._form.bindings.changed.connect(lambda _change: self._later.start())
        return panel

    def show(self) -> None:
        """Open the panel with the numbers as they are now, the cursor in its list."""
        self.page_wanted.emit()
        self._form.writing.close_room()
        self.panel.show()
        self.panel.table.setFocus()
        self._form.bindings.flush()
        self._read()

    def _read(self) -> None:
        """List the numbers beside the window; what is typed meanwhile, or still being pasted, afterwards."""
        if self.panel.isHidden():
            return
        self._is_stale = self._is_reading
        if self._is_reading:
            return
        from aimed_desktop.services.number_list import list_numbers

        self._form.bindings.write_typed()
        self._later.stop()
        self._is_reading = True
        self.panel.show_reading()
        work = partial(list_numbers, self._form.app.snapshot())
        operation = Operation(Kind.COMPUTES, work, done=self._on_listed, failed=self._on_failed)
        self._session.jobs.run(self, operation)

    def _on_listed(self, groups: list[NumberGroup]) -> None:
        self._is_reading = False
        self.panel.show_groups(groups)
        if self._is_stale:
            self._read()

    def _on_failed(self, error: BaseException) -> None:
        self._is_reading = False
        self._session.failed(error)

    def _lead_to(self, number: StatedNumber) -> None:
        """Put the cursor where the number stands, the number selected in its text."""
        if not self._form.focus_field(number.path):
            return
        editor = self._form.editor(number.path)
        match = Match(number.path, number.steps, number.start, number.end)
        if isinstance(editor, NarrativeEditor):
            self._select(editor, number, match)
        elif (line := show_in_line(self._form, match)) is not None:
            line.setFocus()

    def _select(self, editor: NarrativeEditor, number: StatedNumber, match: Match) -> None:
        """By how many like it stand before it in the field, as the search counts them."""
        alike = text_search.find(self._form.app, number.typed, match_case=True)
        own = [one for one in alike if one.path == number.path]
        pattern = text_search.pattern_of(number.typed, match_case=True)
        editor.finish_arrival()
        found = places(editor.document(), pattern)
        if match in own and len(found) == len(own):
            show_in_text(self._form, editor, found[own.index(match)])

    def _copy(self, words: str) -> None:
        lines = words.count("\n")
        done = clipboard.copy(words)
        self._bar.tell(
            f"已复制 {lines} 个数字，可以粘贴到 Excel 或 Word。" if done else "没有复制成，请再试一次。"
        )

    def _on_left(self) -> None:
        if (path := self._form.field_path) is None or not self._form.focus_field(path):
            self._form.paper.setFocus()
