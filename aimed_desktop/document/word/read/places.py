"""Where a Word file shows the fields of an application: its content controls, else the hidden bookmarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aimed_desktop.document.plan.plan import TICKED
from aimed_desktop.document.word.marks import key_of, mark_key
from aimed_desktop.document.word.read.losses import NOT_TAKEN, lost_sentence
from aimed_desktop.document.word.read.text import (
    CONTROL,
    PARAGRAPH,
    TABLE,
    BookmarkSpan,
    Lost,
    PlacedPicture,
    Untakable,
    blocks_in,
    is_deleted,
    pieces,
    words,
    words_before,
)
from aimed_desktop.document.word.styles import TICK_SQUARE
from aimed_desktop.document.word.xml import NAMESPACES, Element, qualified
from aimed_desktop.errors import UserProblem

MOST_COPIES = 500  # of one field in one file
_MOST_AROUND = 20  # controls inside each other
_LONGEST = 64  # Word cuts longer tags and titles
_BOOKMARK_PARTS = (qualified("w:bookmarkStart"), qualified("w:bookmarkEnd"))
_TICKS = frozenset({TICKED, TICK_SQUARE, "☒", "√", "✓", "✔", "▣", "☑️"})
_NO_TICKS = frozenset("□☐○◻")


class FieldKey(NamedTuple):
    """A field by its path, of a choice also the label of the option."""

    path: str
    option: str | None = None


@dataclass(frozen=True, slots=True)
class FieldExtent:
    """A paragraph, table or line of runs; with `span`, the part of it that belongs to the field."""

    node: Element
    span: BookmarkSpan | None = None


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """One place of a field. `is_box`: a check box; `stands_in`: Word shows a hint for an answer."""

    key: FieldKey
    shown: tuple[FieldExtent, ...]
    is_box: bool = False
    ticked: bool = False
    stands_in: bool = False

    @property
    def text(self) -> str:
        """The words, paragraphs and line breaks as line feeds; empty while something stands in."""
        if self.stands_in:
            return ""
        return "\n".join(words(shown.node, shown.span).strip("\n") for shown in self.shown)

    @property
    def losses(self) -> tuple[str, ...]:
        """What is not taken as it stands."""
        found = (piece for shown in self.shown for piece in pieces(shown.node, shown.span))
        return tuple(
            lost_sentence(piece.kind, piece.words) if isinstance(piece, Lost) else NOT_TAKEN
            for piece in found
            if isinstance(piece, Lost | PlacedPicture | Untakable)
        )


def places(
    body: Element, expected: Iterable[FieldKey], is_field: Callable[[str], bool] = lambda _path: False
) -> list[FieldPlace]:
    """Every place in the order of the file. `expected`: the fields that it should show; others, such as
    those of a row that is here no more, are taken by their tag where `is_field` knows it.

    UserProblem where one field stands in more places than anybody makes.
    """
    known = set(expected)
    tagged = _joined(_tagged(body, _by_tag(known), is_field))
    if any(count > MOST_COPIES for count in Counter(place.key for place in tagged).values()):
        raise UserProblem("word_repeats", most=MOST_COPIES)
    found = {place.key for place in tagged}
    marks = {mark_key(key.path, key.option): key for key in known if key not in found}
    return tagged + list(_marked(body, marks))


def _by_tag(known: Iterable[FieldKey]) -> dict[tuple[str, str | None], FieldKey]:
    return {(key.path[:_LONGEST], (key.option or "")[:_LONGEST] or None): key for key in known}


class _Control(NamedTuple):
    place: FieldPlace
    node: Element


def _tagged(
    body: Element, by_tag: Mapping[tuple[str, str | None], FieldKey], is_field: Callable[[str], bool]
) -> Iterator[_Control]:
    for node in body.iter(CONTROL):
        tag = _value(node, "w:tag")
        if tag is None or is_deleted(node):
            continue
        alias = _value(node, "w:alias")
        key = by_tag.get((tag, alias)) or by_tag.get((tag, None))
        if key is None and is_field(tag):
            key = FieldKey(tag, alias)
        around = list(_controls_around(node))
        is_deep = len(around) > _MOST_AROUND  # the words inside would be read once for each
        if key is not None and not is_deep and not any(_value(above, "w:tag") == tag for above in around):
            yield _Control(_place(key, node), node)


def _controls_around(node: Element) -> Iterator[Element]:
    return (above for above in node.iterancestors(CONTROL))


def _place(key: FieldKey, node: Element) -> FieldPlace:
    content = node.find("w:sdtContent", NAMESPACES)
    shown = () if content is None else _extents_in(content)
    box = node.find("w:sdtPr/w14:checkbox/w14:checked", NAMESPACES)
    stands_in = node.find("w:sdtPr/w:showingPlcHdr", NAMESPACES) is not None
    if box is None:
        return _with_tick(FieldPlace(key, shown, stands_in=stands_in))
    return _with_tick(FieldPlace(key, shown, True, box.get(qualified("w14:val")) in ("1", "true")))


def _with_tick(place: FieldPlace) -> FieldPlace:
    """What the eye sees in a box counts for more than what Word has noted of it."""
    if place.key.option is None:
        return place
    seen = set(place.text.strip())
    if seen & _TICKS and len(place.text.strip()) <= 2:
        return FieldPlace(place.key, place.shown, True, True)
    if seen & _NO_TICKS and len(place.text.strip()) <= 2:
        return FieldPlace(place.key, place.shown, True, False)
    return place


def _extents_in(content: Element) -> tuple[FieldExtent, ...]:
    blocks = tuple(FieldExtent(block) for block in blocks_in(content))
    return blocks or (FieldExtent(content),)


def _joined(controls: Iterable[_Control]) -> list[FieldPlace]:
    """Controls side by side with one tag are one that was split: taken as one place."""
    groups: list[list[FieldPlace]] = []
    last: Element | None = None
    for place, node in controls:
        is_more = last is not None and _were_one(groups[-1][0], place) and _are_neighbours(last, node)
        if is_more:
            groups[-1].append(place)
        else:
            groups.append([place])
        last = node
    return [group[0] if len(group) == 1 else _one(group) for group in groups]


def _were_one(first: FieldPlace, second: FieldPlace) -> bool:
    return first.key == second.key and not first.is_box and not second.is_box


def _one(group: Sequence[FieldPlace]) -> FieldPlace:
    typed = [place for place in group if not place.stands_in]
    return FieldPlace(
        group[0].key, tuple(shown for place in typed for shown in place.shown), stands_in=not typed
    )


def _are_neighbours(first: Element, second: Element) -> bool:
    """Whether nothing that can be seen stands between two siblings, the second behind the first."""
    if first.getparent() is not second.getparent():
        return False
    between = first.getnext()
    while between is not None and between is not second:
        said = words(between)
        if between.tag == TABLE or (said.strip() if between.tag == PARAGRAPH else said):
            return False
        between = between.getnext()
    return between is second


def _marked(body: Element, marks: Mapping[str, FieldKey]) -> Iterator[FieldPlace]:
    """The places that only a bookmark tells of: another program has dropped the control."""
    ends = {node.get(qualified("w:id")): node for node in body.iter(_BOOKMARK_PARTS[1])}
    starts: dict[str, list[Element]] = {}
    for start in body.iter(_BOOKMARK_PARTS[0]):
        starts.setdefault(start.get(qualified("w:name"), ""), []).append(start)
    for name, written in starts.items():  # LibreOffice 7.4 writes it again, whole, with the last paragraph
        key = marks.get(key_of(name) or "")
        own = [ends[s.get(qualified("w:id"))] for s in written if s.get(qualified("w:id")) in ends]
        end = own[-1] if own else None
        if key is not None and end is not None and not is_deleted(written[0]):
            yield _with_tick(FieldPlace(key, _between(written[0], end)))


def _between(start: Element, end: Element) -> tuple[FieldExtent, ...]:
    """What stands between the ends: part of one paragraph, or whole paragraphs and tables."""
    first, last = _line_of(start), _line_of(end)
    if first is last:
        return (FieldExtent(first, BookmarkSpan(start, end)),)
    above_last = [last, *last.iterancestors()]
    above_first = [first, *first.iterancestors()]
    holder = next(above for above in above_first if above in above_last)
    node: Element | None = above_first[above_first.index(holder) - 1]
    closing = above_last[above_last.index(holder) - 1]
    made: list[FieldExtent] = []
    while node is not None and not (node is closing and _opens(end, node)):
        made.extend(
            FieldExtent(block) for block in ([node] if node.tag in (PARAGRAPH, TABLE) else blocks_in(node))
        )
        node = None if node is closing else node.getnext()
    return tuple(made)


def _opens(mark: Element, node: Element) -> bool:
    """Whether the mark is `node`, or stands before everything in it."""
    return node is mark or (node.tag == PARAGRAPH and not words_before(node, mark).strip())


def _line_of(node: Element) -> Element:
    """The paragraph that a mark stands in; the mark itself between paragraphs."""
    return next(node.iterancestors(PARAGRAPH), node)


def _value(control: Element, name: str) -> str | None:
    found = control.find(f"w:sdtPr/{name}", NAMESPACES)
    return None if found is None else found.get(qualified("w:val"))
