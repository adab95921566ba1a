"""The words of a short field, with the labels that Word generates before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from aimed_desktop.application.values.words import plain
from aimed_desktop.document.word.read.item_marks import labelled
from aimed_desktop.document.word.read.numbering import ParagraphLabel
from aimed_desktop.document.word.read.places import FieldExtent, FieldPlace
from aimed_desktop.document.word.read.text import PARAGRAPH, words, words_before
from aimed_desktop.document.word.xml import Element, qualified

_WORDS = qualified("w:t")
Labels = Mapping[Element, ParagraphLabel]


class ShortWords(NamedTuple):
    """What a place says, without and with its labels, and the labels alone."""

    bare: str
    shown: str
    labels: tuple[str, ...] = ()


def short_words(place: FieldPlace, labels: Labels) -> ShortWords:
    """The words of a place; a label belongs to it where nothing else of its paragraph stands before it."""
    told = [] if place.stands_in else list(_labelled(place, labels))
    if not told:
        return ShortWords(place.text, place.text)
    by_extent = dict(told)
    lines = [
        plain(labelled(by_extent[shown], line)) if shown in by_extent else line
        for shown in place.shown
        for line in [words(shown.node, shown.span).strip("\n")]
    ]
    return ShortWords(place.text, "\n".join(lines), tuple(label.text for _, label in told))


def _labelled(place: FieldPlace, labels: Labels) -> Iterator[tuple[FieldExtent, ParagraphLabel]]:
    for shown in place.shown:
        node = shown.node
        line = node if node.tag == PARAGRAPH else next(node.iterancestors(PARAGRAPH), None)
        label = None if line is None else labels.get(line)
        first = next(node.iter(_WORDS), None)
        if line is None or label is None or first is None or not words(node, shown.span).strip():
            continue
        if label.text and not words_before(line, first).strip():
            yield shown, label
