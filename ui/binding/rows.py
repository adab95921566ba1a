"""What can be done with rows on the screen, by menu and key, each as one change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from aimed_desktop.application.editing import row_edits
from aimed_desktop.application.editing.row_edits import RowPlace, visible_rows
from aimed_desktop.application.values.shapes import Value, is_ticked
from aimed_desktop.definition.fields import Field
from ui.binding.bindings import Bindings
from ui.binding.field_widgets import path_of
from ui.widgets.in_sight import bring_into_sight
from ui.widgets.later import call_later
from ui.widgets.shortcuts import bind, keys_of


@runtime_checkable
class _HoldsRows(Protocol):
    """What shows rows, many of them a few at a time."""

    def complete(self) -> None:
        """Build what is still to come, now."""


class RowEditor(QObject):
    """Adds, copies, moves, deletes and pastes the rows of a form; the cursor goes along. `can_undo`: Ctrl+Z
    takes it back there.
    """

    def __init__(self, bindings: Bindings, parent: QObject, *, can_undo: bool = True) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self._can_undo = can_undo

    def bind_keys(self, paper: QWidget) -> None:
        """Let the keys work on the row in which the cursor stands."""
        for name, act in (
            ("row_up", self.move_up),
            ("row_down", self.move_down),
            ("row_add", self.add),
            ("row_copy", self.copy),
            ("row_delete", self.delete),
        ):
            bind(name, paper, partial(self._at_cursor, paper, act))

    def add(self, place: RowPlace, asker: QWidget) -> None:
        """An empty row behind `place`."""
        field, value = self._rows(place.path)
        if row_edits.may_add(field, value):
            self._write(place, row_edits.added(field, value, place.index + 1), place.index + 1, asker)
        else:
            self._bindings.told.emit(full_words(field))

    def copy(self, place: RowPlace, asker: QWidget) -> None:
        """The same row once more, behind it."""
        field, value = self._rows(place.path)
        if row_edits.may_copy(field, value):
            self._write(place, row_edits.copied(field, value, place.index), place.index + 1, asker)
        else:
            self._bindings.told.emit(full_words(field))

    def move_up(self, place: RowPlace, asker: QWidget) -> None:
        """The row in front of the one above."""
        self._move(place, -1, asker)

    def move_down(self, place: RowPlace, asker: QWidget) -> None:
        """The row behind the one below."""
        self._move(place, 1, asker)

    def delete(self, place: RowPlace, asker: QWidget) -> None:
        """Take the row out; what was in it can be brought back by 撤销."""
        field, value = self._rows(place.path)
        if row_edits.may_delete(field, value, place.index):
            rows = row_edits.deleted(field, value, place.index)
            self._write(place, rows, min(place.index, visible_rows(field, rows) - 1), asker)
        else:
            self._bindings.told.emit("这一行是空的，不用删除")

    def paste(self, path: str, asker: QWidget) -> bool:
        """Fill rows and columns from the field at `path` on; False when no table was copied."""
        place = self._place(path)
        data = QApplication.clipboard().mimeData()
        if place is None or not (data.hasText() or data.hasHtml()):
            return False
        from aimed_desktop.application.pasting import table
        from aimed_desktop.application.pasting.losses import message

        cells = table.read_cells(data.text(), data.html() if data.hasHtml() else "")
        if cells is None:
            return False
        copied = cells.in_plain()
        field, value = self._rows(place.path)
        column = place.inside.partition(".")[0]
        filled = table.fill(field, value, copied.rows, place.index, column)
        self._write(place, filled.rows, place.index, asker)
        left = f"；{full_words(field)}，还有 {filled.left} 行没有粘贴" if filled.left else ""
        lost = f"；{message(copied.losses)}" if copied.losses else ""
        undo = "按 Ctrl+Z 撤销。" if self._can_undo else ""
        self._bindings.told.emit(f"已粘贴 {filled.taken} 行{left}{lost}。{undo}")
        return True

    def menu(self, place: RowPlace, asker: QWidget) -> QMenu:
        """What can be done with a row."""
        menu = QMenu(asker)
        menu.addActions(self._actions(place, asker, menu))
        return menu

    def add_actions(self, menu: QMenu, path: str, asker: QWidget) -> None:
        """Add what can be done with the row that the field at `path` stands in, if it stands in one."""
        if (place := self._place(path)) is not None and not self._bindings.is_locked:
            menu.addSeparator()
            menu.addActions(self._actions(place, asker, menu))

    def _actions(self, place: RowPlace, asker: QWidget, parent: QObject) -> list[QAction]:
        field, value = self._rows(place.path)
        has_room, count = row_edits.may_add(field, value), visible_rows(field, value)
        can_copy = row_edits.may_copy(field, value)
        can_delete = row_edits.may_delete(field, value, place.index)
        add = "在下面加一行" if has_room else f"在下面加一行（{full_words(field)}）"
        actions = []
        for words, key, is_possible, act in (
            ("上移一行", "row_up", place.index > 0, self.move_up),
            ("下移一行", "row_down", place.index < count - 1, self.move_down),
            ("复制这一行", "row_copy", can_copy, self.copy),
            (add, "row_add", has_room, self.add),
            ("删除这一行", "row_delete", can_delete, self.delete),
        ):
            action = QAction(f"{words}\t{keys_of(key)}", parent)
            action.setEnabled(is_possible)
            action.triggered.connect(lambda _=False, act=act: act(place, asker))
            actions.append(action)
        return actions

    def _move(self, place: RowPlace, by: int, asker: QWidget) -> None:
        field, value = self._rows(place.path)
        to = place.index + by
        if 0 <= to < visible_rows(field, value):
            self._write(place, row_edits.moved(field, value, place.index, to), to, asker)

    def _at_cursor(self, paper: QWidget, act: Callable[[RowPlace, QWidget], None]) -> None:
        if self._bindings.is_locked:
            self._bindings.told.emit("已定稿，内容不能改")
            return
        focused = QApplication.focusWidget()
        is_here = focused is not None and paper.isAncestorOf(focused)
        place = self._place(path_of(focused) or "") if focused is not None and is_here else None
        if focused is not None and place is not None:
            act(place, focused)
        else:
            self._bindings.told.emit("光标不在能增减、移动的行里")

    def _place(self, path: str) -> RowPlace | None:
        place = row_edits.place_of(path)
        field = self._bindings.app.form.field(place.path) if place is not None else None
        return place if field is not None and field.is_rows else None

    def _rows(self, path: str) -> tuple[Field, Value]:
        """The rows field at `path` and its value, with what was typed just now."""
        self._bindings.flush()
        return self._bindings.field(path), self._bindings.value(path)

    def _write(self, place: RowPlace, rows: list[Value], index: int, asker: QWidget) -> None:
        """Write the rows, let the screen follow at once and put the cursor into the row that is meant."""
        holder = _holder(asker)
        self._bindings.write(place.path, rows, None)
        self._bindings.settle()
        inside = place.inside or next((f.id for f in self._bindings.field(place.path).fields), "")
        path = RowPlace(place.path, index, inside).at(index)
        target = _shown_in(holder, path)
        if target is None and isinstance(holder, _HoldsRows):
            holder.complete()  # of many rows, it was still to come
            target = _shown_in(holder, path)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            call_later(target, partial(bring_into_sight, target))  # once its row has its place


def ticked_options(bindings: Bindings, path: str) -> tuple[str, ...]:
    """The labels ticked in the choice at `path`, in the order of its options."""
    value = bindings.value(path)
    entries = value if isinstance(value, list) else [value]
    ticked = {entry["option"] for entry in entries if is_ticked(entry)}
    return tuple(option.label for option in bindings.field(path).options if option.label in ticked)


def full_words(field: Field) -> str:
    """Why there is no room for another row."""
    return f"最多 {field.max_rows} 行"


def _shown_in(holder: QWidget, path: str) -> QWidget | None:
    return next((w for w in holder.findChildren(QWidget, path) if w.isVisibleTo(holder)), None)


def _holder(widget: QWidget) -> QWidget:
    """The widget that shows the rows in which `widget` stands: its part of the paper."""
    holder: QWidget = widget
    while (above := holder.parentWidget()) is not None and not holder.property("holds_rows"):
        holder = above
    return holder
