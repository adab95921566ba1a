"""Ctrl+Z and Ctrl+Y over all fields of a form, and on over what was saved before it was opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from aimed_desktop.application.editing.undo_journal import MATERIALS, Journal, UndoStep, value_inside
from aimed_desktop.application.model import Change
from aimed_desktop.application.values.shapes import Value, is_empty
from aimed_desktop.archive.earlier_states import EarlierSteps, steps_before
from aimed_desktop.services.operation import Kind, Operation
from ui.binding.field_widgets import path_of
from ui.desk.session import Session
from ui.narrative.editor import NarrativeEditor
from ui.widgets.bar import Bar
from ui.widgets.later import call_later
from ui.widgets.qt_application import qt_application
from ui.widgets.shortcuts import bind, shortcuts
from ui.workspace.caret import put_caret, text_in
from ui.workspace.form_page import FormPage

_NOTHING_LEFT = "没有更早的改动可以撤销了"
_NOTHING_UNDONE = "没有可以重做的改动"
_LOCKED = "已定稿，内容不能改。要改，请先“退回修改”。"


class Undo(QObject):
    """One order of changes for the whole application; an editor's own undo is not used.

    `led` tells the path of what was changed back, for the window to show.
    """

    led = Signal(str)

    def __init__(self, session: Session, form: FormPage, bar: Bar, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._form = form
        self._bar = bar
        self._before = session.opened.step + 1  # the kept steps that are older were not read yet
        self._is_reading = False
        self._is_composing = False
        self._watched: QWidget | None = None
        self.journal = Journal(session.app)
        self._unsubscribe = session.app.subscribe(self._on_changed)  # after the journal: it is asked there
        self._keys = {act: _sequences(name) for name, act in (("undo", self.undo), ("redo", self.redo))}
        bind("undo", parent, self.undo)
        bind("redo", parent, self.redo)
        form.bindings.as_one_step = self.journal.together
        form.field_entered.connect(lambda _path: self.journal.end_step())
        qt_application().focusChanged.connect(self._on_focus_changed)

    def undo(self) -> None:
        """Take the last change back; earlier ones are read from the archive when they are wanted."""
        if self._may_not() or self._cancels_paste():
            return
        self._form.bindings.flush()
        self.journal.end_step()
        if self.journal.last is not None:
            self._take(self.journal.last, self.journal.undo)
        elif not self._is_reading:
            self._read_earlier()

    def redo(self) -> None:
        """Make the change that was taken back last again."""
        if self._may_not():
            return
        self._form.bindings.flush()
        if self.journal.next is not None:
            self._take(self.journal.next, self.journal.redo)
        else:
            self._bar.tell(_NOTHING_UNDONE)

    def close(self) -> None:
        """Watch no more."""
        qt_application().focusChanged.disconnect(self._on_focus_changed)
        self._watch(None)
        self._unsubscribe()
        self.journal.close()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep Ctrl+Z from the editor's own undo; know while an input method is composing."""
        if isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
        elif isinstance(event, QKeyEvent) and (act := self._meant_by(event)) is not None:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()  # comes again as a key press
                return True
            if event.type() is QEvent.Type.KeyPress:
                act()
                return True
        return False

    def _meant_by(self, event: QKeyEvent) -> Callable[[], None] | None:
        pressed = QKeySequence(event.keyCombination())
        return next((act for act, keys in self._keys.items() if pressed in keys), None)

    def _may_not(self) -> bool:
        if self._session.app.is_locked:
            self._bar.tell(_LOCKED)
            return True
        return self._is_composing

    def _cancels_paste(self) -> bool:
        """What is still coming in is what was done last."""
        editor = self._watched
        if not isinstance(editor, NarrativeEditor) or editor.coming is None:
            return False
        editor.coming.cancel()
        return True

    def _take(self, step: UndoStep, act: Callable[[], str | None]) -> None:
        path = step.edits[0].path
        before = text_in(self._editor(path))
        self._bar.hide()  # what it says may not be so any more
        shown = act()
        if shown is not None:
            # what shows rows is built again behind the change
            call_later(self, lambda: self._show(shown, before))

    def _show(self, path: str, before: str | None) -> None:
        self._form.bindings.settle()
        focused = QApplication.focusWidget()
        if path.startswith(MATERIALS) or path_of(focused) != path:
            self.led.emit(path)
        editor = self._editor(path)
        if editor is not None and before is not None:
            put_caret(editor, before)

    def _editor(self, path: str) -> QWidget | None:
        """The editor of a field: of several that show it the one with the cursor."""
        focused = QApplication.focusWidget()
        if focused is not None and path_of(focused) == path:
            return focused
        return None if path == MATERIALS else self._form.editor(path)

    def _read_earlier(self) -> None:
        self._is_reading = True
        desk, entry, before = self._session.desk, self._session.id, self._before
        base = self.journal.base.snapshot()
        work = partial(steps_before, desk.archive, entry, base, before)
        operation = Operation(Kind.READS_ARCHIVE, work, done=self._on_read, failed=self._on_not_read)
        self._session.jobs.run(self, operation)

    def _on_read(self, earlier: EarlierSteps | None) -> None:
        self._is_reading = False
        if earlier is None:
            self._bar.tell(_NOTHING_LEFT)
            return
        was_empty = self.journal.last is None
        self._before = earlier.before
        self.journal.seed(earlier.steps, earlier.base)
        if was_empty:
            self.undo()

    def _on_not_read(self, error: BaseException) -> None:
        self._is_reading = False
        self._session.failed(error)

    def _on_changed(self, change: Change) -> None:
        """Offer to bring a row back that was deleted."""
        field = self._form.app.form.field(change.path)
        step = self.journal.last
        is_ours = change.originator is self.journal or step is None
        if field is None or not field.is_rows or is_ours or step is None:
            return
        edit = step.edits[-1]
        if edit.path != change.path:
            return
        before = value_inside(edit.old, edit.path)
        index = _deleted_row(before, value_inside(edit.new, edit.path))
        if index is None or not isinstance(before, list):
            return
        row = before[index]
        if not is_empty(row):
            self._bar.tell(
                f"已删除{field.label}第 {index + 1} 行",
                "撤销",
                lambda: self._bring_back(edit.path, index, row),
            )

    def _bring_back(self, path: str, index: int, row: Value) -> None:
        if self._may_not():
            return
        self._form.app.insert_row(path, index, row)
        call_later(self, lambda: self._show(f"{path}.{index}", None))

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        ours = new if new is not None and self._is_ours(new) else None
        if ours is not self._watched:
            self._watch(ours)

    def _is_ours(self, widget: QWidget) -> bool:
        """Whether a field of the form is written in `widget`, on its paper or in a long text."""
        if self._form.paper.isAncestorOf(widget):
            return True
        text: QWidget | None = widget
        while text is not None and not isinstance(text, NarrativeEditor):
            text = text.parentWidget()
        return text is not None and text.context.bindings is self._form.bindings

    def _watch(self, widget: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = widget
        self._is_composing = False
        if widget is not None:
            widget.installEventFilter(self)


def _sequences(name: str) -> list[QKeySequence]:
    return [QKeySequence(key) for key in dict(shortcuts())[name].keys]


def _deleted_row(before: Value, after: Value) -> int | None:
    """Where a row was taken out of rows that are otherwise the same; None when that is not what happened."""
    rows = before if isinstance(before, list) else []
    left = after if isinstance(after, list) else []
    if len(left) != len(rows) - 1:
        return None
    index = next((i for i, row in enumerate(left) if row != rows[i]), len(left))
    return index if rows[index + 1 :] == left[index:] else None
