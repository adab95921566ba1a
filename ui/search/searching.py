"""Ctrl+F and Ctrl+H over the whole form: leads from place to place, field after field."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from aimed_desktop.application.editing import text_search
from aimed_desktop.application.editing.text_search import Match
from ui.narrative.editor import NarrativeEditor
from ui.narrative.word_search import places
from ui.search.showing import show_in_line, show_in_text
from ui.widgets.shortcuts import bind
from ui.workspace.editing import Editing

if TYPE_CHECKING:
    from ui.search.find_bar import FindBar

_LATER_MS = 250
_LONGEST_TAKEN = 60  # characters of a selection that is looked for at once


class Searching(QObject):
    """Serves one form from any page of `view`; its bar stands in `page` under it, once it was asked for.

    `page_wanted` tells that `page` should be shown.
    """

    page_wanted = Signal()

    def __init__(self, editing: Editing, page: QWidget, view: QWidget) -> None:
        super().__init__(page)
        self._form, self._bar, self._undo = editing.form, editing.bar, editing.undo
        self._page = page
        self._matches: list[Match] = []
        self._now: int | None = None
        self._marked: list[NarrativeEditor] = []
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._follow)
        bind("find", view, self.find)
        bind("replace", view, self.replace)
        bind("find_next", page, lambda: self.step(1))
        bind("find_previous", page, lambda: self.step(-1))

    @cached_property
    def bar(self) -> FindBar:
        """The bar, made when it is first wanted."""
        from ui.search.find_bar import FindBar

        bar = FindBar(self._page)
        bar.changed.connect(self._on_words_changed)
        bar.stepped.connect(self.step)
        bar.replace_wanted.connect(self._on_replace_wanted)
        bar.left.connect(self._on_left)
        self._form.bindings.changed.connect(lambda _change: self._later.start())
        self._form.writing.moved.connect(self._on_moved)
        return bar

    def find(self) -> None:
        """Open the bar; selected words are looked for."""
        self._open(replacing=False)

    def replace(self) -> None:
        """The same, with what replaces them."""
        self._open(replacing=True)

    def step(self, by: int) -> None:
        """Show the next place, or the one before; after the last comes the first."""
        if not self.bar.isVisible():
            self.find()
            return
        if not self.bar.words.text():
            self.bar.words.setFocus()  # nothing is looked for yet
            return
        self._refresh()
        if self._matches:
            now = self._now
            self._now = (now + by) % len(self._matches) if now is not None else (0 if by > 0 else -1)
            self._now %= len(self._matches)
            self._show_now()

    def _open(self, *, replacing: bool) -> None:
        words = _selected()  # before the bar takes the focus
        if not self._page.isVisible():
            self.page_wanted.emit()
        self._house()
        self.bar.open_for(words, replacing=replacing)
        self._refresh()

    def _house(self) -> None:
        """Let the bar stand under what the clerk looks at: the form, or the text in the writing room."""
        room, layout = self._form.writing.room, self._page.layout()
        if room is not None:
            room.add_bar(self.bar)
        elif layout is not None:
            layout.addWidget(self.bar)

    def _on_moved(self) -> None:
        """The bar goes with the text; what is searched is another."""
        if not self.bar.isHidden():
            self._house()
            self.bar.show()
            self._now = None
            self._refresh()

    def _on_words_changed(self) -> None:
        self._now = None
        self._refresh()
        if self._matches:
            self._now = 0
            self._show_now()

    def _on_replace_wanted(self, everywhere: bool) -> None:
        self._refresh()
        if self._form.bindings.is_locked:
            return
        if everywhere:
            self._replace(self._matches)
            self._now = None
        elif self._now is None:
            self.step(1)
            return
        else:
            self._replace([self._matches[self._now]])
            self._now += len(self._pattern().findall(self.bar.by.text()))
        self._refresh()
        if self._now is not None and self._matches:
            self._now %= len(self._matches)
            self._show_now()

    def _replace(self, matches: list[Match]) -> None:
        with self._undo.journal.together():
            done = text_search.replace(self._form.app, matches, self.bar.by.text(), self)
        if len(matches) > 1:
            self._bar.tell(f"已替换 {done} 处", "撤销", self._undo.undo)

    def _on_left(self) -> None:
        self._mark([])
        editor = None if self._now is None else self._form.editor(self._matches[self._now].path)
        (editor or self._form.writing.editor or self._form.paper).setFocus()
        self._matches, self._now = [], None

    def _refresh(self) -> None:
        """Search again: what was typed or pasted since is found, too."""
        if self.bar.isVisible():
            self._form.bindings.flush()
            self._search()

    def _follow(self) -> None:
        """Search again after a change; a large paste that is still coming is searched when it has come."""
        if self.bar.isVisible():
            self._form.bindings.write_typed()
            self._search()

    def _search(self) -> None:
        self._later.stop()
        words, match_case = self.bar.words.text(), self.bar.match_case.isChecked()
        found = text_search.find(self._form.app, words, match_case=match_case)
        alone = self._form.writing.editor
        if alone is not None:
            found = [match for match in found if match.path == alone.path]
        seen = {path for path in {match.path for match in found} if self._form.editor(path) is not None}
        self._matches = [match for match in found if match.path in seen]
        if self._now is not None and self._now >= len(self._matches):
            self._now = len(self._matches) - 1 if self._matches else None
        self._mark(self._matches)
        self._tell_count()

    def _tell_count(self) -> None:
        self.bar.show_count(self._now, len(self._matches), is_locked=self._form.bindings.is_locked)

    def _mark(self, matches: list[Match]) -> None:
        """Shade the places in the long texts, the current one more strongly."""
        wanted: list[NarrativeEditor] = []
        for path in dict.fromkeys(match.path for match in matches):
            editor = self._form.editor(path)
            if isinstance(editor, NarrativeEditor):
                wanted.append(editor)
                editor.show_found(self._places(editor), self._number_in(path))
        for editor in self._marked:
            if editor not in wanted:
                editor.show_found([], None)
        self._marked = wanted

    def _places(self, editor: NarrativeEditor) -> list[tuple[int, int]]:
        if editor.coming is None:
            editor.finish_arrival()
        return places(editor.document(), self._pattern())

    def _pattern(self) -> re.Pattern[str]:
        return text_search.pattern_of(self.bar.words.text(), match_case=self.bar.match_case.isChecked())

    def _number_in(self, path: str) -> int | None:
        """Which of the matches in the field at `path` is the current one."""
        if self._now is None or self._matches[self._now].path != path:
            return None
        return sum(match.path == path for match in self._matches[: self._now])

    def _show_now(self) -> None:
        assert self._now is not None
        match = self._matches[self._now]
        self._mark(self._matches)
        self._tell_count()
        editor = self._form.editor(match.path)
        if isinstance(editor, NarrativeEditor):
            found, number = self._places(editor), self._number_in(match.path)
            if number is not None and number < len(found):
                show_in_text(self._form, editor, found[number])
            return
        show_in_line(self._form, match)


def _selected() -> str:
    widget = QApplication.focusWidget()
    if isinstance(widget, QTextEdit):
        words = widget.textCursor().selectedText()
    else:
        words = widget.selectedText() if isinstance(widget, QLineEdit) else ""
    return words if len(words) <= _LONGEST_TAKEN and words.isprintable() else ""
