"""The blocks that are made of a Word file, in order: items joined to lists, captions at what they name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from aimed_desktop.application.bounds import MAX_ENTRIES
from aimed_desktop.application.pasting.captions import CaptionNumbers, is_numbered, may_be_caption
from aimed_desktop.application.values.narrative_table import one_line
from aimed_desktop.application.values.shapes import Block
from aimed_desktop.application.values.words import Words
from aimed_desktop.document.word.read.lists import ItemMark, ListBuilder
from aimed_desktop.document.word.read.told import Told
from aimed_desktop.document.word.styles import STYLE_NAMES
from aimed_desktop.errors import UserProblem

_CAPTIONS = {STYLE_NAMES["caption"], STYLE_NAMES["cell_caption"], "题注"}


@dataclass(slots=True)
class Entries:
    """The blocks so far."""

    told: Told
    blocks: list[Block] = field(default_factory=list)
    _table_caption: Words = ""  # waits for its table
    _caption_place: str = ""
    _numbers: CaptionNumbers = field(default_factory=CaptionNumbers)
    _counts: dict[Literal["image", "table"], int] = field(default_factory=lambda: {"image": 0, "table": 0})
    _list: ListBuilder = field(default_factory=ListBuilder)

    @property
    def last(self) -> Block:
        """The block that was added last."""
        return self.blocks[-1] if self.blocks else {}

    def add(self, entry: Block) -> None:
        """Add a block, behind which no list goes on."""
        self._list.close()
        self._append(entry)

    def add_item(self, text: Words, mark: ItemMark) -> None:
        """Put an item into its list, or begin one with it."""
        if not (said := one_line(text)):
            return
        if block := self._list.add(said, mark):
            self._append(block)

    def has_place(self, level: int) -> bool:
        """Whether an item may stand as deep."""
        return self._list.has_place(level)

    def take_caption(self, said: Words, style: str) -> bool:
        """Give a caption to its picture, or keep it for its table; answers whether it is one."""
        if style not in _CAPTIONS and not may_be_caption(said):
            return False
        waits = "image" in self.last and "caption" not in self.last
        if waits and (style in _CAPTIONS or is_numbered(said, "图")):
            self.name_picture(said)
            return True
        if is_numbered(said, "表"):
            self.flush_caption()
            self._table_caption, self._caption_place = said, self.told.place
            return True
        return False

    def name_picture(self, caption: Words) -> None:
        """The caption of the picture that was added last."""
        at = self._counts["image"]
        self.last["caption"] = self._numbers.taken(caption, "图", at, self.told.place)

    def add_table(self, entry: Block) -> None:
        """Add a table with the caption that waits for it."""
        if caption := self._table_caption:
            at = self._counts["table"] + 1
            entry["caption"] = self._numbers.taken(caption, "表", at, self._caption_place)
        self.add(entry)
        self._table_caption = ""

    def flush_caption(self) -> None:
        """What looked like the caption of a table, and was none, is a paragraph."""
        if caption := self._table_caption:
            self._table_caption = ""
            self.add({"text": caption})

    def close(self) -> None:
        """Nothing follows: tell the numbers that the paper writes otherwise."""
        self.flush_caption()
        for number, place in self._numbers.other():
            self.told.place = place
            self.told.lose("caption_number", number)

    def _append(self, entry: Block) -> None:
        if len(self.blocks) >= MAX_ENTRIES:
            raise UserProblem("word_too_long", most=MAX_ENTRIES)
        self.blocks.append(entry)
        for kind in self._counts.keys() & entry.keys():
            self._counts[kind] += 1
