"""Chapters given to others as Word files, and what such a file brings back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aimed_desktop.application.editing.comparison import Comparison, compare, count_of
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.paper_order import PaperOrder
from aimed_desktop.application.values.shapes import Value, block_entries, is_mapping
from aimed_desktop.definition.fields import Limit
from aimed_desktop.services.given_files import read_given

if TYPE_CHECKING:
    from aimed_desktop.definition.model import Notice
    from aimed_desktop.document.word.take_back import TakenBack, TakenField


@dataclass(frozen=True, slots=True)
class Offer:
    """One field that would change. `pictures`: names of its pictures that the application does not have."""

    field: TakenField
    comparison: Comparison
    limit: Limit | None
    is_long: bool
    pictures: tuple[str, ...]

    @property
    def counts(self) -> str:
        """字数 before and after, against the limit; nothing to tell of a short field without one."""
        if self.limit is None and not self.is_long:
            return ""
        told = f"{self.comparison.old_words} 字 → {self.comparison.new_words} 字"
        if self.limit is None:
            return told
        over = self.comparison.new_words - self.limit.max
        asked = f"限 {self.limit.max} 字" if self.limit.kind == "cap" else f"{self.limit.max} 字左右"
        return f"{told}（{asked}{f'，超出 {over} 字' if over > 0 and self.limit.kind == 'cap' else ''}）"


@dataclass(frozen=True, slots=True)
class ReturnedChapter:
    """The whole of a file, by its name."""

    name: str
    back: TakenBack
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class OfferedChapter:
    """A chapter that may be given out, and what is said of it."""

    path: str
    words: str


def offered_chapters(app: Application) -> list[OfferedChapter]:
    """The chapters of the application in paper order, each with its count."""
    from aimed_desktop.document.word.chapter_mark import chapters

    paper = PaperOrder(app.form)
    offered = []
    for path in chapters(app):
        field = app.form.field(path)
        assert field is not None, path
        limit = f" / {field.limit.max}" if field.limit is not None else ""
        words = f"{paper.label(path).rstrip('。：')}　{count_of(field, app.get(path))}{limit} 字"
        offered.append(OfferedChapter(path, words))
    return offered


def give_chapters(
    app: Application, notice: Notice, paths: Sequence[str], deadline: str, origin: str, target: Path
) -> Path:
    """Chapters as one Word file for their author, whose path is returned. `origin`: the application's id."""
    from aimed_desktop.document.word.chapter import chapter_bytes
    from aimed_desktop.files.writing import write_atomically

    return write_atomically(target, chapter_bytes(app, notice, paths, deadline, origin))


def read_chapter_file(path: Path, app: Application, origin: str) -> ReturnedChapter:
    """Read a file that came back. UserProblem where it cannot be read, and as `take_back`."""
    return read_returned_chapter(path.name, read_given(path), app, origin)


def read_returned_chapter(name: str, data: bytes, app: Application, origin: str) -> ReturnedChapter:
    """Read the file and compare it with the application, whose id is `origin`. UserProblem as `take_back`."""
    from aimed_desktop.document.word.take_back import take_back

    back = take_back(data, app, origin)
    return ReturnedChapter(name, back, tuple(_offer(field, back, app) for field in back.changed))


def with_pictures(value: Value, kept: Mapping[str, Mapping[str, Any]]) -> Value:
    """A value with its new pictures as they were confirmed, under the names by which they are kept."""
    if not isinstance(value, list):
        return value
    return [
        dict(kept[name]) if is_mapping(entry) and (name := str(entry.get("image"))) in kept else entry
        for entry in value
    ]


def _offer(field: TakenField, back: TakenBack, app: Application) -> Offer:
    definition = app.form.field(field.path)
    assert definition is not None, field.path
    used = [entry["image"] for entry in block_entries(field.new) if "image" in entry]
    pictures = tuple(dict.fromkeys(name for name in used if name in back.pictures))
    is_long = definition.is_long
    return Offer(field, compare(definition, field.old, field.new), definition.limit, is_long, pictures)
