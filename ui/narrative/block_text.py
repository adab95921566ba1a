"""The text that the keys, tools and bars of the editor work on: its field, its figures, what it tells."""

from __future__ import annotations

import os

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from aimed_desktop.application.values.words import Look
from aimed_desktop.definition.fields import Field
from ui.binding.context import FormContext
from ui.binding.field_widgets import introduce
from ui.narrative import blocks
from ui.narrative.long_text import LongText
from ui.narrative.object_cards import Cards
from ui.widgets import theme
from ui.widgets.bar import Bar


class BlockText(LongText):
    """Shows the field at `path` as blocks. What becomes of the keys, and of the value, is the editor's.

    `object_changed` tells that the cursor has come to a figure or a table, has left it, or that it looks
    otherwise.
    """

    focus_changed = Signal(bool)
    object_changed = Signal()

    def __init__(self, field: Field, path: str, context: FormContext, parent: QWidget) -> None:
        super().__init__(theme.LONG_TEXT_LINES, parent)
        self.field, self.path, self.context = field, path, context
        self.owner = f"{os.getpid()}:{context.bindings.number}"  # whose files pictures name
        self.typed_mark = ""  # what has just become the mark of a list
        self.raised_power = ""  # the `^9` that has just been raised
        self.typing_look: Look | None = None  # chosen for what is typed next; None: that of its place
        self.bar: Bar | None = None  # offers something about what was pasted
        introduce(self, field, path)
        self.setPlaceholderText(context.bindings.hint(field, path))
        pictures = context.pictures
        self.cards = Cards(self.document(), pictures.load if pictures else None, self)
        blocks.write_document(self.document(), None)
        self.cursorPositionChanged.connect(self.object_changed)

    @property
    def is_narrative(self) -> bool:
        """Whether figures, tables, headings and lists belong here."""
        return self.field.is_narrative
