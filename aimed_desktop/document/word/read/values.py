"""What places of a Word file say, as the value of their field; the inverse of what the planner prints."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aimed_desktop.application.values import options
from aimed_desktop.application.values.shapes import NONE_WORD, Ticked, Value
from aimed_desktop.application.values.types import normalise
from aimed_desktop.definition.fields import Field, Option
from aimed_desktop.definition.types import FieldType
from aimed_desktop.document.word.read.places import FieldPlace
from aimed_desktop.document.word.read.types import READS

_BLANK_LINE = re.compile(r"[\s_＿\u3000]*")
_YES, _NO = "是", "否"


def typed_value(field: Field, text: str, blank_words: frozenset[str]) -> Value:
    """The value of a field that is printed as words; None where only the blank paper's words stand there."""
    words = _typed(text, blank_words)
    record = READS[field.type]
    is_none = field.offers_none and words == NONE_WORD
    if not words or (record.has_digits and not any(map(str.isdigit, words)) and not is_none):
        return None
    return words if is_none and record.has_none else normalise(field, record.raw(field, words))


def ticked_value(field: Field, places: Sequence[FieldPlace], old: Value) -> Value:
    """The value of a field that is printed as boxes. An option that is not shown stays as it was."""
    before = {entry["option"]: entry for entry in options.ticked(old)}
    boxes = {place.key.option: place.ticked for place in places if place.is_box}
    if field.type is FieldType.YES_NO:
        yes, no = boxes.get(_YES, old is True), boxes.get(_NO, old is False)
        return None if yes == no else yes
    chosen: list[Ticked] = []
    for option in field.options:
        if boxes.get(option.label, option.label in before):
            beside = [p for p in places if p.key.option == option.label and not p.is_box]
            chosen.append(_entry(option, beside, before.get(option.label)))
    chosen.sort(key=lambda entry: list(before).index(entry["option"]) if entry["option"] in before else 99)
    known = {option.label for option in field.options}
    chosen += [entry for label, entry in before.items() if label not in known]
    if field.type is FieldType.CHOICE and len(chosen) == 1:
        return normalise(field, chosen[0])
    return normalise(field, [*chosen])


def _entry(option: Option, beside: Sequence[FieldPlace], before: Ticked | None) -> Ticked:
    """A ticked option with what stands on the lines beside it: a note, an amount or both."""
    old = before or Ticked(option=option.label)
    if not beside:  # printed as its label alone
        return {**old, "option": option.label}
    texts = [_typed(place.text, frozenset()) or None for place in beside]
    in_words = option.blank == "text" and not old.get("note")
    amount = None
    if option.blank in ("integer", "decimal") or (in_words and (old.get("amount") or not option.note)):
        amount = texts.pop()
    entry: Ticked = {**old, "option": option.label}
    entry.pop("amount", None)
    entry.pop("note", None)
    if amount:
        entry["amount"] = amount
    if note := next(filter(None, texts), None):
        entry["note"] = note
    return entry


def _typed(text: str, blank_words: frozenset[str]) -> str:
    """`text` without the words and lines that only stand in for an answer."""
    kept = [line for line in text.split("\n") if _folded(line) not in blank_words]
    words = "\n".join(kept).strip()
    if _folded(words) in blank_words or _BLANK_LINE.fullmatch(words):
        return ""
    return words.strip("_＿ ") if "__" in words else words


def folded_words(texts: Sequence[str]) -> frozenset[str]:
    """Words of the blank paper, to be compared without regard to blanks."""
    return frozenset(filter(None, map(_folded, texts)))


def _folded(text: str) -> str:
    return re.sub(r"[\s_＿]", "", text)
