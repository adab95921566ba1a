"""What differs between two texts, word by word, at a cost that stays bounded for texts of any length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Literal

from aimed_desktop.application.editing.common_ends import common_ends
from aimed_desktop.application.editing.shown_looks import ONE_CHARACTER, said

MarkKind = Literal["same", "gone", "new"]

# First whole lines are matched, inside those that differ sentences, inside those words; a Chinese
# character is a word, and so is a number with its groups of three digits. What is too large for that is
# shown as replaced as a whole.
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCES = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")
_WORDS = re.compile(
    rf"{ONE_CHARACTER}|\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)(?:\.\d+)?%?|[A-Za-z0-9０-９_.%+-]+|.", re.DOTALL
)
_LEVELS = (_LINES, _SENTENCES, _WORDS)
_BUDGET = 2_000_000  # pairs of pieces compared in all
_LONG_SAME, _AROUND = 60, 24  # characters
_CHANGES: tuple[MarkKind, MarkKind] = ("gone", "new")


@dataclass(frozen=True, slots=True)
class WordMark:
    """A piece of the texts: in both, only in the earlier one (`gone`), or only in the later one (`new`).

    `text` may carry looks: `shown_looks.as_html` shows them.
    """

    kind: MarkKind
    text: str


def marks(old: str, new: str) -> list[WordMark]:
    """The pieces of both texts in order; those of one kind are never neighbours.

    One character between two replacements that is the same by chance is shown as replaced with them.
    """
    pieces = _joined(_compared(old, new, 0, [_BUDGET]))
    chance = {at for at in range(2, len(pieces) - 2) if _is_chance(pieces, at)}
    if not chance:
        return pieces
    return _joined(
        part for at, piece in enumerate(pieces) for part in (_replaced(piece) if at in chance else (piece,))
    )


def words_of(text: str) -> list[str]:
    """The words that a comparison does not part."""
    return _WORDS.findall(text)


def shortened(pieces: Sequence[WordMark]) -> list[WordMark]:
    """The same with … in place of long stretches that both texts share."""
    made = []
    for index, piece in enumerate(pieces):
        if piece.kind != "same" or len(piece.text) <= _LONG_SAME:
            made.append(piece)
            continue
        words = words_of(piece.text)
        head = _about(words, _AROUND) if index else ""
        tail = _about(words[::-1], -_AROUND) if index < len(pieces) - 1 else ""
        made.append(WordMark("same", f"{head}…{tail}"))
    return made


def _about(words: Sequence[str], most: int) -> str:
    """The first words, as far as they stand within `most` characters; below 0: they come in reverse."""
    lengths = accumulate(len(word) for word in words)
    found = [word for word, length in zip(words, lengths, strict=True) if length <= abs(most)]
    return "".join(found if most > 0 else found[::-1])


def _compared(old: str, new: str, level: int, budget: list[int]) -> Iterator[WordMark]:
    if old == new:
        yield WordMark("same", old)
        return
    before, after = (_LEVELS[level].findall(text) for text in (old, new))
    start, end = common_ends(before, after)
    yield WordMark("same", "".join(before[:start]))
    middle_old, middle_new = before[start : len(before) - end], after[start : len(after) - end]
    budget[0] -= len(middle_old) * len(middle_new)
    if budget[0] < 0:
        yield from (WordMark("gone", "".join(middle_old)), WordMark("new", "".join(middle_new)))
    else:
        yield from _matched(middle_old, middle_new, level, budget)
    yield WordMark("same", "".join(before[len(before) - end :]))


def _matched(old: list[str], new: list[str], level: int, budget: list[int]) -> Iterator[WordMark]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        before, after = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        if kind == "equal":
            yield WordMark("same", before)
        elif kind == "replace" and level + 1 < len(_LEVELS):
            yield from _compared(before, after, level + 1, budget)
        else:
            yield from (WordMark("gone", before), WordMark("new", after))


def _is_chance(pieces: Sequence[WordMark], at: int) -> bool:
    around = [piece.kind for piece in pieces[at - 2 : at + 3]]
    is_between = around == ["gone", "new", "same", "gone", "new"]
    return is_between and len(said(pieces[at].text)) == 1 and pieces[at].text != "\n"


def _replaced(piece: WordMark) -> tuple[WordMark, WordMark]:
    return WordMark("gone", piece.text), WordMark("new", piece.text)


def _joined(pieces: Iterable[WordMark]) -> list[WordMark]:
    """Neighbours of one kind as one; between two shared pieces what is gone stands before what is new."""
    made: list[WordMark] = []
    run: dict[str, list[str]] = {"gone": [], "new": []}

    def end_run() -> None:
        made.extend(WordMark(kind, "".join(run[kind])) for kind in _CHANGES if any(run[kind]))
        run["gone"], run["new"] = [], []

    for piece in pieces:
        if piece.kind != "same":
            run[piece.kind].append(piece.text)
        elif piece.text:
            end_run()
            if made and made[-1].kind == "same":
                made[-1] = WordMark("same", made[-1].text + piece.text)
            else:
                made.append(piece)
    end_run()
    return made
