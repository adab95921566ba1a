"""The text that the keys, tools and bars of the editor work on: its field, its figures, what it tells."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from aimed_desktop.definition.fields import Field
from aimed_desktop.document.plan.rooms import column_mm
from ui.binding.context import FormContext
from ui.binding.field_widgets import introduce
from ui.narrative import blocks, figure_rows
from ui.narrative.arriving import Arrival
from ui.narrative.list_blocks import Steps
from ui.narrative.long_text import LongText
from ui.narrative.look_text import LookText
from ui.narrative.object_cards import Cards
from ui.widgets import theme
from ui.widgets.bar import Bar


class Coming(Protocol):
    """A paste that is not yet wholly in the text."""

    def finish(self) -> None:
        """Let all of it be in the text now."""

    def cancel(self) -> None:
        """Let the text be as before."""


class BlockText(LongText):
    """Shows the field at `path` as blocks. What becomes of the keys, and of the value, is the editor's.

    `cell` is the cell of a table that is written in now.
    """

    focus_changed = Signal(bool)

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(theme.LONG_TEXT_LINES, parent)
        self.field, self.path, self.context = field, path, context
        self.owner = f"{os.getpid()}:{context.bindings.number}"  # whose files pictures name
        self.typed_mark = ""  # what has just become the mark of a list
        self.is_composing = False  # whether the input method has words that are not chosen yet
        self.cell: LookText | None = None
        self.bar: Bar | None = None  # offers something about what was pasted
        self.coming: Coming | None = None
        self.arrival: Arrival | None = None  # what is written in slices just now
        introduce(self, field, path)
        self.setPlaceholderText(context.bindings.hint(field, path))
        pictures = context.pictures
        if self.is_narrative and (room_mm := column_mm(context.bindings.app.form, path)) is not None:
            figure_rows.set_room_mm(self.document(), room_mm)
        self.cards = Cards(self.document(), pictures.load if pictures else None, self)
        self.cursorPositionChanged.connect(self._show_caret)
        blocks.write_document(self.document(), None)

    @property
    def is_narrative(self) -> bool:
        """Whether figures, tables, headings and lists belong here."""
        return self.field.is_narrative

    def _show_caret(self) -> None:
        """In a row of figures it would stand at the edge of the whole row; a frame shows which is meant."""
        is_in_row = len(figure_rows.row_of(self.textCursor().block())) > 1
        self.setCursorWidth(0 if is_in_row else 1)

    def arrive(self, steps: Steps, done: Callable[[], None], held: Sequence[QEvent] = ()) -> None:
        """Let `steps` write into the text, slice by slice; nothing of it is the value before `done`.

        `held`: the keys that already wait for it.
        """

        def over() -> None:
            self.arrival = None
            self.document().setUndoRedoEnabled(True)
            done()

        self.finish_arrival()
        self.arrival = Arrival(self, steps, over, held)
        self.arrival.go_on()

    def finish_arrival(self) -> None:
        """Let all that comes in by slices stand in the text now."""
        if self.arrival is not None:
            self.arrival.finish()

    def write_typed(self) -> None:
        """Let what is typed be the value now, unless something is just coming in."""
        raise NotImplementedError

    def write_pasted(self) -> None:
        """Let what has come in be the value now."""
        raise NotImplementedError

    def show_again(self) -> None:
        """Let the text say the value, as far as it does not yet; a large one comes in slices."""
        raise NotImplementedError
