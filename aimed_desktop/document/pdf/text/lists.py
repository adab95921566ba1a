"""Which paragraphs of a PDF file are surely items of a list: numbers that go on, and words that hang."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from aimed_desktop.application.pasting.html_lists import PastedItem, is_startable
from aimed_desktop.application.values.labels import TypedLabel, typed_label
from aimed_desktop.application.values.narrative_shape import DEEPEST
from aimed_desktop.application.values.words import Words, cut, plain, stripped
from aimed_desktop.document.pdf.text.paragraphs import Paragraph

USUAL_BULLETS = frozenset(("", "•", "●", "·", "–"))  # that the paper writes as the same sign
_BULLETS = frozenset("•●·–▪◆■")  # others, as ☑, say something
_SAME_PLACE = 0.4  # of the size
_TAB = 0.6  # of the size: wider than a blank behind a label
_BLANKS = " \u3000"


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph with a label; no `label` before a bullet."""

    at: int  # of the paragraphs
    paragraph: Paragraph
    label: TypedLabel | None
    depth: int
    sign: str
    words_at: float  # where its words begin

    @property
    def left(self) -> float:
        return self.paragraph.first.line.left

    @property
    def lines(self) -> list[float]:
        """Where its other lines begin."""
        return [placed.line.left for placed in self.paragraph.lines[1:]]


@dataclass(slots=True)
class _Run:
    """Items one after the other; `levels` are the last of each that is open."""

    items: list[_Item] = field(default_factory=list)
    levels: list[_Item] = field(default_factory=list)


def items_of(paragraphs: Sequence[Paragraph], levels: Sequence[int]) -> dict[int, PastedItem]:
    """By their places the paragraphs that are items, their words still to come; no headings of `levels`."""
    return {
        item.at: PastedItem("", item.depth - depth, *(item.label[:2] if item.label else ()))
        for run in _runs(paragraphs, levels)
        for depth, items in _lists(run.items)
        for item in items
    }


def without_label(words: Words, item: PastedItem) -> Words:
    """The words of an item behind its label."""
    found = typed_label(plain(words)) if item.label is not None else None
    return stripped(cut(words, 1 if found is None else found.words_at), _BLANKS)


def sign_of(paragraph: Paragraph) -> str:
    """The bullet before an item, if it is one."""
    return paragraph.text[:1] if paragraph.text[:1] in _BULLETS else ""


def _runs(paragraphs: Sequence[Paragraph], levels: Sequence[int]) -> Iterator[_Run]:
    run = _Run()
    for at, (paragraph, level) in enumerate(zip(paragraphs, levels, strict=True)):
        item = None if level or paragraph.first.line.is_row else _next(at, paragraph, run)
        if item is None and run.items:
            yield run
            run = _Run()
            item = None if level or paragraph.first.line.is_row else _next(at, paragraph, run)
        if item is not None:
            run.items.append(item)
            run.levels[item.depth :] = [item]
    if run.items:
        yield run


def _next(at: int, paragraph: Paragraph, run: _Run) -> _Item | None:
    """The paragraph as the next item of a run; None where it is none, or begins another."""
    left, near = paragraph.first.line.left, _SAME_PLACE * paragraph.size
    depth = next((d for d, above in enumerate(run.levels) if left <= above.left + near), len(run.levels))
    before = run.levels[depth] if depth < len(run.levels) else None
    if depth >= DEEPEST or (before is not None and abs(left - before.left) > near):
        return None
    text, sign = paragraph.text, sign_of(paragraph)
    label = None if sign else typed_label(text, before.label if before else None)
    words = _words_at(paragraph, 1 if label is None else label.words_at)
    if words is None or (label is None and not sign) or not _goes_on(label, sign, before, depth):
        return None
    return _Item(at, paragraph, label, depth, sign, words)


def _goes_on(label: TypedLabel | None, sign: str, before: _Item | None, depth: int) -> bool:
    """Whether the label follows the one before at its level; an inner list begins at its first."""
    if label is None:
        return before is None or before.sign == sign
    if before is None:
        return is_startable(label.pattern, label.number) and (not depth or label.number == 1)
    above = before.label
    return above is not None and (label.pattern, label.number) == (above.pattern, above.number + 1)


def _words_at(paragraph: Paragraph, label_length: int) -> float | None:
    """Where the first letter behind the label stands; None where there is none."""
    length = 0
    for letter in paragraph.first.line.letters:
        if length + len(letter.before) >= label_length:
            return letter.glyph.left
        length += len(letter.before) + len(letter.glyph.text)
    return None


def _lists(items: Sequence[_Item], depth: int = 0) -> Iterator[tuple[int, Sequence[_Item]]]:
    """The sure lists among items, each with the depth at which it stands: it may lie below mere text."""
    if _is_sure(items, depth):
        yield depth, items
        return
    for is_deeper, inside in groupby(items, key=lambda item: item.depth > depth):
        if is_deeper:
            yield from _lists(list(inside), depth + 1)


def _is_sure(items: Sequence[_Item], depth: int) -> bool:
    """Whether there are several items, and those of each level hang behind their labels."""
    by_depth = [[item for item in items if item.depth == at] for at in range(depth, DEEPEST)]
    return len(by_depth[0]) > 1 and all(_hang(several) for several in by_depth if several)


def _hang(items: Sequence[_Item]) -> bool:
    """Whether all lines behind the first begin where the words do.

    Where each item is one line, a gap as a tab leaves it must stand behind its label.
    """
    size = items[0].paragraph.size
    near = _SAME_PLACE * size
    hangs = [line for item in items for line in item.lines]
    if hangs:
        return all(abs(line - item.words_at) <= near for item in items for line in item.lines)
    return all(_gap(item) > _TAB * size for item in items)


def _gap(item: _Item) -> float:
    """How wide the gap between the label and the words is."""
    letters = item.paragraph.first.line.letters
    behind = next(at for at, letter in enumerate(letters) if letter.glyph.left >= item.words_at)
    return item.words_at - letters[behind - 1].glyph.right
