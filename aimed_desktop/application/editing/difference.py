"""What differs between two states of an application, field by field and in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from aimed_desktop.application.editing.common_ends import common_ends
from aimed_desktop.application.editing.shown_looks import (
    label_note,
    marked,
    picture_note,
    said,
    table_note,
    table_rows,
)
from aimed_desktop.application.editing.undo_journal import MATERIALS
from aimed_desktop.application.editing.word_marks import words_of
from aimed_desktop.application.masking import displayed_words
from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.application.values import narrative
from aimed_desktop.application.values.counting import count
from aimed_desktop.application.values.dates import printed
from aimed_desktop.application.values.paper_order import PaperOrder
from aimed_desktop.application.values.shapes import Group, Value, is_empty, is_mapping
from aimed_desktop.application.values.shortening import cut
from aimed_desktop.application.values.words import has_looks
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.model import Form

_SHORT = 16  # characters of a value in a sentence
_BESIDE = 4  # characters before and after what differs in it


@dataclass(frozen=True, slots=True)
class Difference:
    """One value before and after as printed words with looks (`shown_looks`), empty where there is none; of
    a chapter only the paragraphs from the first to the last one that differs.
    """

    path: str
    label: str
    old: str
    new: str
    is_long: bool = False
    is_cleared: bool = False  # nothing is left of it

    @property
    def top(self) -> str:
        """The id of the top-level field, or `materials`."""
        return self.path.partition(".")[0]

    @property
    def sentence(self) -> str:
        """`场景名称：“急诊” → “急诊分诊”`; of long texts the 字数."""
        label = self.label.rstrip("：。")
        if self.is_long:
            old, new = (count(said(text)).words for text in (self.old, self.new))
            if self.is_cleared:
                return f"{label}：清空（原 {old:,} 字）"
            if self.old != self.new and said(self.old) == said(self.new):
                return f"{label}：文字没变，上下标、加粗、编号或图表的版式有改动"
            return f"{label}：{new - old:+,} 字" if new != old else f"{label}：有改动，字数没变"
        is_row = self.path.rpartition(".")[2].isdigit()
        if not self.new:
            return f"{label}：{'删除' if is_row else '清空'}（原为“{_shortened(self.old)}”）"
        if not self.old:
            return f"{label}：{'增加' if is_row else '填入'}“{_shortened(self.new)}”"
        before, after = _shortened_apart(self.old, self.new)
        return f"{label}：“{before}” → “{after}”"


def differences(before: Application, after: Application) -> list[Difference]:
    """Every value that differs, in the order of the paper, materials last. Both are of `after`'s form."""
    paper = PaperOrder(after.form)
    found: list[Difference] = []
    for field in paper.in_order():
        old, new = before.values.get(field.id), after.values.get(field.id)
        if old != new:
            found += _inside(paper, field, field.id, old, new)
    found += _materials(after.form, before.materials, after.materials)
    return found


def summary(found: Sequence[Difference], most: int = 3) -> str:
    """The first `most` differences in one line, and how many more there are."""
    words = "；".join(difference.sentence for difference in found[:most])
    return words + (f"；另有 {len(found) - most} 处" if len(found) > most else "")


def take_over(app: Application, earlier: Application, tops: Iterable[str], originator: object) -> None:
    """Let the named top-level fields (and `materials`) of `app` be as they are in `earlier`."""
    for top in tops:
        if top == MATERIALS:
            app.set_materials(earlier.materials, originator=originator)
        else:
            app.set(top, earlier.values.get(top), originator=originator)


def _inside(paper: PaperOrder, field: Field, path: str, old: Value, new: Value) -> Iterator[Difference]:
    if is_empty(old) and is_empty(new):
        return
    if field.is_rows and _are_rows(old) and _are_rows(new):
        yield from _rows(paper, field, path, old or [], new or [])
    elif field.is_group and all(value is None or is_mapping(value) for value in (old, new)):
        yield from _group(paper, field, path, _as_group(old), _as_group(new))
    else:
        is_long, is_cleared = field.is_long, is_empty(new)
        old, new = _apart(old, new) if field.is_narrative else (old, new)
        words = _printed(field, old), _printed(field, new)
        yield Difference(path, paper.label(path), *words, is_long, is_cleared)


def _apart(old: Value, new: Value) -> tuple[Value, Value]:
    """Two lists of blocks without those that both begin and end with."""
    if not isinstance(old, list) or not isinstance(new, list):
        return old, new
    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    rest = range(1, most - start + 1)
    end = next((i - 1 for i in rest if old[-i] != new[-i]), most - start)
    return old[start : len(old) - end], new[start : len(new) - end]


def _rows(
    paper: PaperOrder, field: Field, path: str, old: list[Value], new: list[Value]
) -> Iterator[Difference]:
    """Rows that came or went are told as such; those between equal ones are compared one by one."""
    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    end = 0
    while len(old) != len(new) and end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    for index in range(max(len(before), len(after))):
        row_path = f"{path}.{start + index}"
        if index < min(len(before), len(after)):
            yield from _children(paper, field, row_path, before[index], after[index])
            continue
        row = (before if index < len(before) else after)[index]
        words = _printed(field, [row])
        if words:
            gone = index < len(before)
            yield Difference(row_path, paper.label(row_path), words if gone else "", "" if gone else words)


def _group(paper: PaperOrder, field: Field, path: str, old: Group, new: Group) -> Iterator[Difference]:
    if field.each is None:
        yield from _children(paper, field, path, old, new)
        return
    for key in dict.fromkeys((*old, *new)):
        yield from _children(paper, field, f"{path}.{key}", old.get(key), new.get(key))


def _children(paper: PaperOrder, field: Field, path: str, old: Value, new: Value) -> Iterator[Difference]:
    before, after = _as_group(old), _as_group(new)
    for child in field.fields:
        if before.get(child.id) != after.get(child.id):
            yield from _inside(paper, child, f"{path}.{child.id}", before.get(child.id), after.get(child.id))


def _as_group(value: Value) -> Group:
    return value if is_mapping(value) else {}


def _materials(
    form: Form, old: tuple[MaterialFile, ...], new: tuple[MaterialFile, ...]
) -> Iterator[Difference]:
    titles = {material.id: material.title for material in form.materials}
    for slot in dict.fromkeys(entry.slot for entry in (*old, *new)):
        before, after = (_file_names(entries, slot) for entries in (old, new))
        if before != after:
            yield Difference(f"{MATERIALS}.{slot}", titles.get(slot, "材料"), before, after)


def _file_names(entries: tuple[MaterialFile, ...], slot: str) -> str:
    return "、".join(_told(entry) for entry in entries if entry.slot == slot)


def _told(entry: MaterialFile) -> str:
    """The name of a file, with the end of its validity where that was typed."""
    name = entry.file.rpartition("/")[2]
    return f"{name}（有效期至{printed(entry.valid_until)}）" if entry.valid_until else name


def _printed(field: Field, value: Value) -> str:
    """As the paper prints it, ID numbers as the screen shows them."""
    if field.is_narrative or has_looks(value):
        return "\n".join(map(_block_text, narrative.blocks(value)))
    if field.fields and isinstance(value, list):
        return "；".join(filter(None, (_printed_row(field, row) for row in value)))
    return displayed_words(field, value)


def _printed_row(field: Field, row: Value) -> str:
    if not is_mapping(row):
        return ""
    return "，".join(filter(None, (_printed(child, row.get(child.id)) for child in field.fields)))


def _block_text(block: narrative.NarrativeBlock) -> str:
    match block:
        case narrative.TextBlock(words=words) | narrative.HeadingBlock(words=words):
            return marked(words)
        case narrative.ListBlock(entries=items):
            return "\n".join(label_note(item) + marked(item.words) for item in items)
        case narrative.ImageBlock(image=image, title=title):
            return f"〔图：{marked(title or image.rpartition('/')[2])}{picture_note(block)}〕"
        case narrative.TableBlock(title=title):
            head = f"〔表：{marked(title or '')}{table_note(block)}〕"
            return "\n".join([head, *("　".join(row) for row in table_rows(block))])


def _are_rows(value: Value) -> TypeGuard[list[Value] | None]:
    return value is None or isinstance(value, list)


def _shortened(text: str) -> str:
    return cut(_line(text), _SHORT)


def _shortened_apart(old: str, new: str) -> tuple[str, str]:
    """Both shortened to where they differ, with a few characters around it."""
    before, after = words_of(_line(old)), words_of(_line(new))
    if max(len(_line(old)), len(_line(new))) <= _SHORT:
        return _line(old), _line(new)
    start, end = common_ends(before, after)
    lead, tail = "".join(before[:start]), "".join(before[len(before) - end :])
    lead = lead if len(lead) <= _BESIDE else f"…{lead[-_BESIDE:]}"
    tail = tail if len(tail) <= _BESIDE else f"{tail[:_BESIDE]}…"
    middles = ("".join(words[start : len(words) - end]) for words in (before, after))
    shown_old, shown_new = (f"{lead}{cut(middle, _SHORT)}{tail}" for middle in middles)
    return shown_old, shown_new


def _line(text: str) -> str:
    return " ".join(said(text).split())
