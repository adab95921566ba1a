"""What is typed into a website: every filled place of the paper, in its order, as words to be copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from aimed_desktop.application.checks.evaluate import holds
from aimed_desktop.application.model import Application
from aimed_desktop.application.values import counting, narrative, options, words
from aimed_desktop.application.values.narrative import (
    HeadingBlock,
    ImageBlock,
    ListBlock,
    NarrativeBlock,
    TableBlock,
    TextBlock,
)
from aimed_desktop.application.values.paper_order import PaperOrder
from aimed_desktop.application.values.shapes import Value, is_mapping
from aimed_desktop.application.values.types import display
from aimed_desktop.application.values.words import Words, is_words
from aimed_desktop.definition.describe import sections
from aimed_desktop.definition.fields import Field
from aimed_desktop.files.file_names import mask_id_numbers
from aimed_desktop.packet.gathered import in_order

_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class OnlineEntry:
    """One box of the website. `lines` keep what is raised or lowered; `text` is what is copied.

    `words`: Word's 字数 as the form counts it. `pictures`: what is uploaded there by hand.
    """

    label: str
    lines: tuple[Words, ...]
    words: int
    limit: str = ""  # 300字以内
    pictures: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The plain words."""
        return _BREAK.join(words.plain(line) for line in self.lines)

    @property
    def characters(self) -> int:
        """字符数, blanks included, of what is copied."""
        return counting.count(self.text).chars


@dataclass(frozen=True, slots=True)
class OnlineSection:
    """A chapter of the paper."""

    title: str
    entries: tuple[OnlineEntry, ...]


def online_sections(app: Application) -> tuple[OnlineSection, ...]:
    """Each top-level field once, where the paper has it first; chapters without any are left out."""
    finder, told = _Finder(app, PaperOrder(app.form)), set[str]()
    several = len(app.form.documents) > 1
    made = []
    for document in app.form.documents:
        for section in sections(document, app.form):
            tops = [place.top for place in section.places(app.form)]
            new = [top for top in dict.fromkeys(tops) if top not in told]
            told.update(new)
            entries = tuple(entry for top in new for entry in finder.under(top))
            title = f"{document.title}　{section.title}" if several else section.title
            if entries:
                made.append(OnlineSection(title, entries))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Finder:
    app: Application
    paper: PaperOrder

    def under(self, path: str) -> Iterator[OnlineEntry]:
        """What is filled at `path` and below. What is hidden keeps its value, and is not handed in."""
        field, value = self.app.form.field(path), self.app.get(path)
        if field is None or value is None or self._is_hidden(field, path):
            return
        if field.is_rows and isinstance(value, list):
            yield from self._children(field, [f"{path}.{number}" for number in range(len(value))])
        elif field.each is not None and is_mapping(value):
            ticked = options.labels(self.app.get(field.each))
            yield from self._children(field, [f"{path}.{label}" for label in ticked])
        elif field.is_group:
            yield from self._children(field, [path])
        else:
            yield _entry(field, value, self.paper.label(path).replace(_BREAK, "").rstrip("：。"))

    def _children(self, field: Field, holders: Sequence[str]) -> Iterator[OnlineEntry]:
        for holder in holders:
            for child in field.fields:
                yield from self.under(f"{holder}.{child.id}")

    def _is_hidden(self, field: Field, path: str) -> bool:
        holder = path.rpartition(".")[0]
        at = f"{holder}." if holder else ""
        return field.when is not None and holds(field.when, self.app, at=at) is False


def _entry(field: Field, value: Value, label: str) -> OnlineEntry:
    limit = f"{field.limit.max}字{'以内' if field.limit.kind == 'cap' else '左右'}" if field.limit else ""
    if field.is_narrative:
        blocks = narrative.blocks(value)
        lines = tuple(line for block in blocks for line in _lines(block))
        pictures = tuple(_picture(block) for block in blocks if isinstance(block, ImageBlock))
        return OnlineEntry(label, lines, narrative.count(value).words, limit, pictures)
    said: Words = value if is_words(value) else display(field, value)
    lines = tuple(words.lines(said))
    return OnlineEntry(label, lines, counting.words(words.plain(said)), limit)


def _lines(block: NarrativeBlock) -> Iterator[Words]:
    match block:
        case TextBlock(words=said) | HeadingBlock(words=said):
            yield said
        case ListBlock(entries=items):
            for item in items:
                yield words.joined([item.mark, item.words])
        case TableBlock():
            if block.title is not None:
                yield block.title
            yield from (words.joined(row, "\t") for row in _rows(block))


def _rows(table: TableBlock) -> list[list[Words]]:
    """The cells by row and column, with nothing where another cell covers the place."""
    rows: list[list[Words]] = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.words
    return rows


def _picture(block: ImageBlock) -> str:
    name = mask_id_numbers(PurePosixPath(block.image).name)
    return f"{block.caption}（{name}）" if block.caption else name


def uploads(app: Application) -> tuple[tuple[str, str], ...]:
    """The supporting papers in the order of the notice's list: what it is, its file."""
    titles = {material.id: material.title for material in app.form.materials}
    return tuple(
        (titles.get(entry.slot, "其他材料"), mask_id_numbers(PurePosixPath(entry.file).name))
        for entry in in_order(app)
    )
