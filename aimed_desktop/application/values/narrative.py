"""A narrative value: paragraphs, headings, lists, pictures and small tables in order.

Wherever words stand they may be a string or a list of pieces with looks (`words`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aimed_desktop.application.values.cleaning import several_lines
from aimed_desktop.application.values.column_widths import fitted_shares
from aimed_desktop.application.values.counting import Count, total
from aimed_desktop.application.values.labels import DEFAULT_LABELS, label_text
from aimed_desktop.application.values.narrative_shape import (
    DEEPEST,
    entries,
    heading_level,
    problem,
    share,
    whole,
)
from aimed_desktop.application.values.narrative_table import BLANKS, TableCell, grid, one_line
from aimed_desktop.application.values.words import Words, cleaned, lines, plain, stripped

_BULLETS = ("•", "–", "·")  # of plain items, by their depth


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One paragraph."""

    words: Words

    @property
    def text(self) -> str:
        return plain(self.words)


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading of the author's own, level 1 to 3."""

    words: Words
    level: int = 1

    @property
    def heading(self) -> str:
        return plain(self.words)


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item at `depth` (from 0). `label` is its pattern, None for a bullet; `number` counts from 1."""

    words: Words
    number: int
    label: str | None = None
    depth: int = 0

    @property
    def text(self) -> str:
        return plain(self.words)

    @property
    def mark(self) -> str:
        """What is printed before the item."""
        if self.label is None:
            return _BULLETS[min(self.depth, DEEPEST - 1)]
        return label_text(self.label, self.number)


@dataclass(frozen=True, slots=True)
class ListBlock:
    """The items in the order in which they are read, the inner ones behind the one that holds them."""

    entries: tuple[ListItem, ...]

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(item.text for item in self.entries)

    @property
    def numbered(self) -> bool:
        return self.entries[0].label is not None


@dataclass(frozen=True, slots=True)
class ImageBlock:
    """A picture by its relative file name; `width_mm` None: as wide as it fits.

    `beside`: it stands beside the picture before it where both fit.
    """

    image: str
    title: Words | None = None
    width_mm: float | None = None
    beside: bool = False

    @property
    def caption(self) -> str | None:
        return None if self.title is None else plain(self.title)


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table of `rows` × `columns`; its cells row by row cover every place once.

    `header_rows` None: the first one. `widths`: shares of the columns, empty where they fit their content.
    """

    cells: tuple[TableCell, ...]
    rows: int
    columns: int
    title: Words | None = None
    header_rows: int | None = None
    widths: tuple[float, ...] = ()

    @property
    def caption(self) -> str | None:
        return None if self.title is None else plain(self.title)

    @property
    def fitted(self) -> tuple[float, ...]:
        """The shares of the columns where the author set no widths."""
        said = ((cell.column, cell.span, plain(cell.words)) for cell in self.cells)
        return fitted_shares(said, self.columns)

    @property
    def shares(self) -> tuple[float, ...]:
        """How the columns share the room, on paper and on the screen."""
        return self.widths or self.fitted

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """The plain words by row and column; empty where another cell covers the place."""
        made = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            made[cell.row][cell.column] = plain(cell.words)
        return tuple(map(tuple, made))


NarrativeBlock = TextBlock | HeadingBlock | ListBlock | ImageBlock | TableBlock


def blocks(value: Any) -> tuple[NarrativeBlock, ...]:
    """The blocks of a narrative that say something; what has another shape is passed over."""
    return tuple(block for entry in entries(value) for block in _block(entry))


def texts(value: Any) -> Iterator[str]:
    """Every piece of text, captions and table cells included, in order."""
    for block in blocks(value):
        match block:
            case TextBlock(text=text):
                yield text
            case HeadingBlock(heading=heading):
                yield heading
            case ListBlock(items=items):
                yield from items
            case TableBlock(table=table):
                for row in table:
                    yield from row
        if isinstance(block, ImageBlock | TableBlock) and block.caption:
            yield block.caption


def plain_text(value: Any) -> str:
    """The narrative as plain lines, captions and table cells included."""
    return "\n".join(texts(value))


def count(value: Any) -> Count:
    """The counts of the whole narrative, captions and table cells included."""
    return total(texts(value))


def label_of(holder: Mapping[str, Any], depth: int) -> str | None:
    """The pattern of the labels of the items in `holder`; None for bullets."""
    if holder.get("label"):
        return str(holder["label"])
    return DEFAULT_LABELS[min(depth, DEEPEST - 1)] if holder.get("numbered") in (True, "true") else None


def _block(entry: Any) -> Iterator[NarrativeBlock]:
    if not isinstance(entry, Mapping) or problem([entry]):
        return
    caption = one_line(entry.get("caption")) or None
    if "text" in entry:
        yield from (
            TextBlock(line)
            for line in (stripped(line, BLANKS) for line in lines(cleaned(entry["text"], several_lines)))
            if line
        )
    elif "heading" in entry and one_line(entry["heading"]):
        yield HeadingBlock(one_line(entry["heading"]), heading_level(entry.get("level")))
    elif "items" in entry and (items := tuple(_items(entry, 0))):
        yield ListBlock(items)
    elif "image" in entry:
        beside = entry.get("beside") in (True, "true")
        yield ImageBlock(entry["image"], caption, _millimetres(entry.get("width_mm")), beside)
    elif "table" in entry and (placed := grid(entry["table"])):
        cells, rows, columns = placed
        widths = tuple(found for width in entry.get("widths") or () if (found := share(width)))
        yield TableBlock(
            cells,
            rows,
            columns,
            caption,
            whole(entry.get("header_rows")),
            widths if len(widths) == columns else (),
        )


def _items(holder: Mapping[str, Any], depth: int) -> Iterator[ListItem]:
    """The items of a list, or those inside an item, that say something."""
    label = label_of(holder, depth)
    number = whole(holder.get("start")) or 1
    for item in holder.get("items") or []:
        text = item["text"] if isinstance(item, Mapping) else item
        if words := one_line(text):
            yield ListItem(words, number, label, depth)
            number += 1
        if isinstance(item, Mapping):
            yield from _items({"numbered": label is not None, **item}, depth + 1)


def _millimetres(value: Any) -> float | None:
    """A width that fits on paper; anything else leaves the choice to the layout."""
    try:
        width = float(value)
    except (TypeError, ValueError):
        return None
    return width if 5 <= width <= 400 else None
