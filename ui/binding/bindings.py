"""Carries a change of the application to every widget that shows it, but for the one that made it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import count
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from aimed_desktop.application.model import Application, Change
from aimed_desktop.application.values.paper_order import PaperOrder
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.definition.expression import Expression
from aimed_desktop.definition.fields import Field
from aimed_desktop.services import field_answers

_numbers = count(1)


class Bound(Protocol):
    """A widget that shows the value at a path. One that can be edited has `set_locked(bool)` too."""

    def show_value(self, value: Value) -> None:
        """Show `value`, None being empty."""


class Writer(Protocol):
    """A widget that lets what is typed become the value a moment later."""

    def flush(self) -> None:
        """Write what is typed now, and what is still coming in."""

    def write_typed(self) -> None:
        """Write what is typed now; it waits for nothing."""


class Bindings(QObject):
    """The widgets of one application, by the path that they show: it observes the application for them.

    `changed` tells of every change at once; `settled` once after a burst of changes, when no
    widget is in the middle of its own signal (so that widgets may be rebuilt). While `is_locked`
    every editor is read-only, nothing is written and the tools of the form are hidden.
    """

    changed = Signal(object)  # Change
    settled = Signal()
    kept = Signal()  # something beside the values is to be saved, too
    rebuilt = Signal()  # editors have come or gone
    locked_changed = Signal(bool)
    told = Signal(str)  # what the form has to say of what was just done

    def __init__(self, app: Application, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.number = next(_numbers)  # no other application of this process has it, before or after
        self.is_locked = False
        self._bound: dict[str, list[Bound]] = {}
        self._inside: dict[str, dict[str, None]] = {}  # path → the bound paths under it
        self._paper = PaperOrder(app.form)
        self._tools: list[QWidget] = []
        self._writers: list[Writer] = []
        self._unsubscribe: Callable[[], None] = app.subscribe(self._on_change)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self.settled)
        # what is written inside it is taken back as one; the page with the undo journal gives its own
        self.as_one_step: Callable[[], AbstractContextManager[None]] = nullcontext

    def bind(self, path: str, widget: Bound) -> None:
        """Show the value at `path` in `widget`, now and after each change by another."""
        if path not in self._bound:
            self._bound[path] = []
            for above in _above(path):
                self._inside.setdefault(above, {})[path] = None
        self._bound[path].append(widget)
        value = self.app.get(path)
        if value is not None:
            widget.show_value(value)
        if self.is_locked:
            _lock(widget, is_locked=True)

    def add_writer(self, writer: Writer) -> None:
        """Ask `writer` for what is typed whenever everything must be written."""
        self._writers.append(writer)

    def flush(self) -> None:
        """Let everything that is typed or pasted be the value now: before a check, undo, another page."""
        for writer in self._living():
            writer.flush()

    def write_typed(self) -> None:
        """Let what is typed be the value now; a large paste may come later: before a save of many."""
        for writer in self._living():
            writer.write_typed()

    def add_tool(self, widget: QWidget) -> None:
        """Hide `widget`, a button that changes something, while the form is locked."""
        self._tools.append(widget)
        if self.is_locked:
            widget.setVisible(False)

    def set_locked(self, is_locked: bool) -> None:
        """Make every editor of the form read-only, those that are built later too; or open them again."""
        if is_locked == self.is_locked:
            return
        self.flush()
        self.is_locked = is_locked
        for widgets in self._bound.values():
            for widget in widgets:
                if isValid(widget):
                    _lock(widget, is_locked=is_locked)
        self._tools = [tool for tool in self._tools if isValid(tool)]
        for tool in self._tools:
            tool.setVisible(not is_locked)
        self.locked_changed.emit(is_locked)

    def write(self, path: str, value: Value, originator: object) -> None:
        """What a widget does when the user has edited its value; a locked form takes nothing."""
        if not self.is_locked:
            self.app.set(path, value, originator=originator)

    def settle(self) -> None:
        """Let the widgets follow what has changed now; never from a widget's own signal of typing."""
        self._settle.stop()
        self.settled.emit()

    def value(self, path: str) -> Value:
        """The value at `path`, None when empty."""
        return self.app.get(path)

    def field(self, path: str) -> Field:
        """The definition of the field at `path`; the compiler has made sure that it exists."""
        found = self.app.form.field(path)
        assert found is not None, path
        return found

    def spoken_label(self, path: str) -> str:
        """What a screen reader calls it: the printed label, told apart from others of the same words; in a
        row, its number before it, and the name of the table before the first of the row.
        """
        steps = path.split(".")
        rows = [int(step) + 1 for step in steps if step.isdigit()]
        if not rows:
            return self._paper.label(path)
        number = "-".join(str(row) for row in rows)
        field = self.field(path)
        table = self.field(path.rsplit(".", 2)[0]) if steps[-2].isdigit() else None
        name = table.label if table is not None and field is table.fields[0] else ""
        return f"{name}第{number}行 {field.label}"

    def printed(self, path: str) -> str:
        """The value at `path` as it is printed; empty while there is none."""
        return field_answers.display(self.field(path), self.app.get(path))

    def hint(self, field: Field, path: str) -> str:
        """The hints of the field at `path` that hold for it now, as one text."""
        at = path.rpartition(".")[0]
        return "".join(hint.text for hint in field.hints if self.holds(hint.when, at))

    def holds(self, condition: Expression | None, at: str = "") -> bool:
        """Whether something with this `when` is shown; an undecided condition shows it."""
        return field_answers.holds(condition, self.app, at)

    def close(self) -> None:
        """Stop listening to the application."""
        self.flush()
        self._unsubscribe()
        self._settle.stop()
        self._bound.clear()
        self._inside.clear()
        self._tools.clear()
        self._writers.clear()

    def _living(self) -> list[Writer]:
        self._writers = [writer for writer in self._writers if isValid(writer)]
        return self._writers

    def _on_change(self, change: Change) -> None:
        for path in self._touched(change.path):
            self._tell(path, change)
        self.changed.emit(change)
        self._settle.start()

    def _touched(self, changed: str) -> list[str]:
        """The bound paths at, above and under `changed`."""
        near = [path for path in (changed, *_above(changed)) if path in self._bound]
        return near + list(self._inside.get(changed, ()))

    def _tell(self, path: str, change: Change) -> None:
        alive = [widget for widget in self._bound[path] if isValid(widget)]
        self._bound[path] = alive
        value = self.app.get(path)
        for widget in alive:
            if widget is not change.originator:
                widget.show_value(value)


def _above(path: str) -> Iterator[str]:
    """`a.b.c` → `a.b`, `a`."""
    while (end := path.rfind(".")) > 0:
        path = path[:end]
        yield path


def _lock(widget: Bound, *, is_locked: bool) -> None:
    set_locked: Callable[[bool], None] | None = getattr(widget, "set_locked", None)
    if set_locked is not None:
        set_locked(is_locked)
