"""The text that the keys, tools and bars of the editor work on: its field, its figures, what it tells."""

from __future__ import annotations

import os

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from aimed_desktop.definition.fields import Field
from ui.binding.context import FormContext
from ui.binding.field_widgets import introduce
from ui.narrative import blocks
from ui.narrative.long_text import LongText
from ui.narrative.look_text import LookText
from ui.narrative.object_cards import Cards
from ui.widgets import theme
from ui.widgets.bar import Bar


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
        self.cell: LookText | None = None
        self.bar: Bar | None = None  # offers something about what was pasted
        introduce(self, field, path)
        self.setPlaceholderText(context.bindings.hint(field, path))
        pictures = context.pictures
        self.cards = Cards(self.document(), pictures.load if pictures else None, self)
        blocks.write_document(self.document(), None)

    @property
    def is_narrative(self) -> bool:
        """Whether figures, tables, headings and lists belong here."""
        return self.field.is_narrative
