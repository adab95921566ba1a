"""Two values of a field side by side: written out, with the words marked that only one of them has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aimed_desktop.application.editing.shown_looks import marked, picture_note, table_note, table_rows
from aimed_desktop.application.editing.word_marks import WordMark, marks
from aimed_desktop.application.masking import displayed_words
from aimed_desktop.application.values import narrative
from aimed_desktop.application.values.counting import total
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.application.values.types import display
from aimed_desktop.definition.fields import Field


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both values as they are read, the words marked that only one has; `old_words`, `new_words`: 字数."""

    marks: tuple[WordMark, ...]
    old_words: int
    new_words: int


def compare(field: Field, old: Value, new: Value) -> Comparison:
    """The old value beside the new one."""
    found = marks(written_out(field, old), written_out(field, new))
    return Comparison(tuple(found), count_of(field, old), count_of(field, new))


def count_of(field: Field, value: Value) -> int:
    """The 字数 that a limit of the field counts."""
    if field.is_long:
        return narrative.count(value).words
    return total([display(field, value)]).words


def written_out(field: Field, value: Value) -> str:
    """The value in lines with looks: pictures and tables by captions and cells, ID numbers masked."""
    if field.is_long and isinstance(value, str | list):
        return "\n".join(line for block in narrative.blocks(value) for line in _lines(block))
    return displayed_words(field, value)


def _lines(block: narrative.NarrativeBlock) -> Iterator[str]:
    match block:
        case narrative.TextBlock(words=words):
            yield marked(words)
        case narrative.HeadingBlock(words=words):
            yield f"【{marked(words)}】"
        case narrative.ListBlock(entries=items):
            yield from (f"{'　' * item.depth}{item.mark} {marked(item.words)}" for item in items)
        case narrative.ImageBlock(title=title):
            yield f"〔图：{marked(title or '没有图题')}{picture_note(block)}〕"
        case narrative.TableBlock(title=title):
            yield f"〔表：{marked(title or '没有表题')}{table_note(block)}〕"
            yield from (" | ".join(row) for row in table_rows(block))
