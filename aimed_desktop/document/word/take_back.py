"""Reads an edited Word file of ours back: what each field says now, beside what the application has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from aimed_desktop.application.checks.same_print import layout_changes, print_mark, prints_same
from aimed_desktop.application.model import Application
from aimed_desktop.application.references import image_names
from aimed_desktop.application.values import narrative
from aimed_desktop.application.values.paper_order import PaperOrder
from aimed_desktop.application.values.shapes import NONE_WORD, Block, Value
from aimed_desktop.application.values.types import display, normalise
from aimed_desktop.application.values.words import cut, joined, plain, stripped
from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.types import FieldType
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.document.word.chapter_mark import chapter_mark, chapters
from aimed_desktop.document.word.chapter_words import chapter_extent, chapters_in
from aimed_desktop.document.word.printed_words import FieldWords, printed_words
from aimed_desktop.document.word.read.blocks import read_blocks
from aimed_desktop.document.word.read.kept_from_before import as_before, with_looks
from aimed_desktop.document.word.read.known_pictures import KnownPictures
from aimed_desktop.document.word.read.losses import lost_sentence
from aimed_desktop.document.word.read.package import WordPackage, open_word
from aimed_desktop.document.word.read.pictures import PictureReader
from aimed_desktop.document.word.read.places import FieldKey, FieldPlace, places
from aimed_desktop.document.word.read.rows import with_copied_rows
from aimed_desktop.document.word.read.short_words import short_words
from aimed_desktop.document.word.read.values import ticked_value, typed_value
from aimed_desktop.errors import UserProblem

_LEAST_SHARE = 0.25  # of a document's fields: a file with fewer is another form's
_MOST_NOTES = 100
_UNTOUCHED = "作者没有改，这里后来改过，保留这里的。"
_CHANGED_HERE = "这一章分发以后，这里又改过：采用后，这里的改动会被换掉，请先对照。"


State = Literal["same", "new", "conflict", "blank", "missing", "unsure"]


@dataclass(frozen=True, slots=True)
class FieldState:
    """What the file says of one field. `new` is None where it says nothing of its own.

    `conflict`: said differently in several places, or changed here since the file was given out; `unsure`:
    the file may be another application's.
    """

    path: str
    label: str
    state: State
    old: Value
    new: Value = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenField:
    """A field of which the file says something else. New pictures have names of `TakenBack.pictures`."""

    path: str
    label: str
    old: Value
    new: Value
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a Word file holds. `blank`: labels of fields that are filled here and empty there;
    `missing`: labels of fields whose place in the file is gone; `untouched`: labels of chapters that came
    back as they went out, while they were changed here. None of these is ever written.
    `is_of_another`: the chapters were given out from another application.
    """

    changed: tuple[TakenField, ...]
    same: int  # fields that say what the application says
    blank: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    is_of_another: bool = False
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    states: tuple[FieldState, ...] = ()  # of every field that was looked for, in paper order


def take_back(data: bytes, app: Application, origin: str = "") -> TakenBack:
    """Everything that the Word file `data`, a chapter or a whole document of `app`, says of its fields.
    `origin`: the id of `app` in the archive.

    UserProblem where it is no Word file, unsafe, or none of this form.
    """
    package = open_word(data)
    mark = chapter_mark(package.keywords)
    told = [path for path in mark.given if _is_long(app, path)]
    if told := told or chapters_in(package.body, chapters(app), PaperOrder(app.form)):
        is_of_another = bool(mark.origin and origin and mark.origin != origin)
        given = {} if is_of_another else mark.given
        back = _Reading(app, package, {path: FieldWords() for path in told}, given).of_chapters(told)
        unsure = tuple(
            replace(each, state="unsure") if is_of_another and each.state == "new" else each
            for each in back.states
        )
        return replace(back, is_of_another=is_of_another, states=unsure)
    return _whole_document(app, package)


def _whole_document(app: Application, package: WordPackage) -> TakenBack:
    """The document of the form that the file shows most of and lacks least of."""
    best: tuple[int, list[FieldPlace], dict[str, FieldWords]] = (0, [], {})
    for words in printed_words(app):
        expected = {
            FieldKey(path, option) for path, said in words.items() for option in (None, *said.options)
        }
        found = places(package.body, expected, lambda path: app.form.field(path) is not None)
        paths = {place.key.path for place in found} & words.keys()
        likeness = 2 * len(paths) - len(words)
        if len(paths) >= max(_LEAST_SHARE * len(words), 1) and (not best[1] or likeness > best[0]):
            best = likeness, found, words
    if not best[1]:
        raise UserProblem("word_not_ours", form=app.form.listed)
    is_as_given = package.keywords.strip() == fingerprint(app)
    return _Reading(app, package, best[2], is_as_given=is_as_given).of_places(best[1])


def _is_long(app: Application, path: str) -> bool:
    found = app.form.field(path)
    return found is not None and found.is_long


class _Reading:
    def __init__(
        self,
        app: Application,
        package: WordPackage,
        words: Mapping[str, FieldWords],
        given: Mapping[str, str] | None = None,
        *,
        is_as_given: bool = True,
    ) -> None:
        """`given`: by path the mark of the text that was given out. `is_as_given`: nothing printed has
        changed here since.
        """
        self._is_as_given = is_as_given
        self._states: list[FieldState] = []
        self._app = app
        self._given = given or {}
        self._words = words
        self._package = package
        self._paper = PaperOrder(app.form)
        self._pictures = PictureReader(
            package, KnownPictures(app.files, tuple(dict.fromkeys(image_names(app.values))))
        )
        self._changed: list[TakenField] = []
        self._blank: list[str] = []
        self._missing: list[str] = []
        self._untouched: list[str] = []
        self._same = 0

    def of_chapters(self, paths: Sequence[str]) -> TakenBack:
        """The chapters that were given out, each between its note and the next."""
        found = places(self._package.body, [FieldKey(path) for path in paths])
        for path in paths:
            own = [place for place in found if place.key.path == path]
            shown = chapter_extent(self._package.body, path, paths, self._paper, own)
            self._judge(path, [FieldPlace(FieldKey(path), shown)] if shown is not None else own)
        return self._made()

    def of_places(self, found: Iterable[FieldPlace]) -> TakenBack:
        """Every field of a document."""
        by_path: dict[str, list[FieldPlace]] = {path: [] for path in self._words}
        for place in with_copied_rows(found, self._app):
            by_path.setdefault(place.key.path, []).append(place)
        for path in sorted(by_path, key=self._paper.rank):
            definition = self._app.form.field(path)
            if definition is not None and not definition.holds_fields:
                self._judge(path, by_path[path])
        return self._made()

    def _made(self) -> TakenBack:
        return TakenBack(
            tuple(self._changed),
            self._same,
            tuple(self._blank),
            tuple(self._missing),
            tuple(self._untouched),
            pictures=self._pictures.fresh,
            states=tuple(self._states),
        )

    def _judge(self, path: str, found: Sequence[FieldPlace]) -> None:
        definition = self._app.form.field(path)
        assert definition is not None, path
        old = _printed_value(self._app, path)
        label = self._paper.label(path)
        if not found:
            self._missing.append(label)
            self._states.append(FieldState(path, label, "missing", old))
            return
        said = list(self._said(definition, path, found, old))
        fresh = [
            (value, notes)
            for value, notes in said
            if value is not None and not prints_same(definition, value, old)
        ]
        if fresh:
            new, notes = fresh[0]
            if definition.is_long and (layouts := layout_changes(new, old)):
                notes = (f"文字没变，{'、'.join(layouts)}改了。", *notes)
            differs = any(not prints_same(definition, new, value) for value, _ in fresh[1:])
            if differs:
                notes = (*notes, "文件里有几处写这一栏，写得不一样，这里是第一处的。")
            self._note_change(definition, TakenField(path, label, old, new, notes), differs=differs)
        elif all(value is None for value, _ in said) and old is not None:
            self._blank.append(label)
            self._states.append(FieldState(path, label, "blank", old))
        else:
            self._same += 1
            self._states.append(FieldState(path, label, "same", old, old))

    def _note_change(self, definition: Field, taken: TakenField, *, differs: bool) -> None:
        """A chapter that was changed here since it was given out is told apart."""
        given = self._given.get(taken.path, "")
        state: State = "conflict" if differs else "new"
        if taken.old is not None and not self._is_as_given:
            state = "conflict"
        if not given or taken.old is None or given == print_mark(definition, taken.old):
            self._changed.append(taken)
        elif given == print_mark(definition, taken.new):
            self._untouched.append(taken.label)
            state, taken = "same", replace(taken, notes=(_UNTOUCHED, *taken.notes))
        else:
            state, taken = "conflict", replace(taken, notes=(_CHANGED_HERE, *taken.notes))
            self._changed.append(taken)
        self._states.append(FieldState(taken.path, taken.label, state, taken.old, taken.new, taken.notes))

    def _said(
        self, definition: Field, path: str, found: Sequence[FieldPlace], old: Value
    ) -> Iterator[tuple[Value, tuple[str, ...]]]:
        """The value that each place says, None where it is blank."""
        if definition.has_boxes and any(place.is_box for place in found):
            yield ticked_value(definition, found, old), ()
            return
        blank = self._words.get(path, FieldWords()).blank
        for place in found:
            if place.key.option is not None:
                continue
            if definition.is_long:
                yield self._blocks(definition, place, old, blank)
            else:
                yield self._short(definition, place, old, blank)

    def _short(
        self, definition: Field, place: FieldPlace, old: Value, blank: frozenset[str]
    ) -> tuple[Value, tuple[str, ...]]:
        """A label of Word is words before a text; before a number or a date it is only told."""
        said = short_words(place, self._package.labels)
        takes_labels = definition.type is FieldType.TEXT
        text = said.shown if takes_labels else said.bare
        if old is not None and _squeezed(text) == _squeezed(display(definition, old)):
            return old, ()
        left = () if takes_labels else tuple(lost_sentence("label", label) for label in said.labels)
        return typed_value(definition, text, blank), _bounded((*left, *place.losses))

    def _blocks(
        self, definition: Field, place: FieldPlace, old: Value, blank: frozenset[str]
    ) -> tuple[Value, tuple[str, ...]]:
        if place.stands_in:
            return None, ()
        read = read_blocks(place.shown, self._package, self._pictures.take)
        entries = [
            entry for entry in read.entries if "".join(plain(entry.get("text", "-")).split()) not in blank
        ]
        notes = _bounded(read.notes)
        if entries and plain(entries[0].get("text", "")).startswith(definition.label):
            entries[0] = {"text": stripped(cut(entries[0]["text"], len(definition.label)))}
        if definition.type is FieldType.MULTILINE:
            entries = [line for entry in entries for line in _as_lines(entry)]
        if definition.type is FieldType.MULTILINE and all(set(entry) == {"text"} for entry in entries):
            said = joined((entry["text"] for entry in entries), "\n")
            return normalise(definition, cast(Value, said)), notes
        if self._package.loses_looks:
            entries = with_looks(entries, old)
        return normalise(definition, as_before(entries, old)), notes


def _printed_value(app: Application, path: str) -> Value:
    """The value that the paper shows: 无 typed for whole rows stands in the first of them."""
    value = app.get(path)
    rows, number, _ = ("", "", "") if path.count(".") < 2 else path.rsplit(".", 2)
    return NONE_WORD if value is None and number == "0" and app.get(rows) == NONE_WORD else value


def _bounded(notes: Iterable[str]) -> tuple[str, ...]:
    """Each note once, and no more than anybody reads."""
    told = tuple(dict.fromkeys(notes))
    if len(told) <= _MOST_NOTES:
        return told
    return (*told[:_MOST_NOTES], f"另有{len(told) - _MOST_NOTES}处没有一一列出，请对照原稿。")


def _as_lines(entry: Block) -> Iterator[Block]:
    """The items of a list as lines with their labels, where a field has lines alone."""
    found = narrative.blocks([entry])
    if not found or not isinstance(found[0], narrative.ListBlock):
        yield entry
        return
    for item in found[0].entries:
        is_wide = item.mark[-1] > "\u2e7f"
        yield {"text": joined([item.mark, item.words], "" if is_wide else " ")}


def _squeezed(text: str) -> str:
    return "".join(text.split())
