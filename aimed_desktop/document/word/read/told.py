"""What is told of a Word file that is read: each loss with the place where it stood."""

from __future__ import annotations

from dataclasses import dataclass, field

from aimed_desktop.document.word.read.known_markup import lost_markup
from aimed_desktop.document.word.read.lists import ItemMark
from aimed_desktop.document.word.read.losses import lost_sentence
from aimed_desktop.document.word.xml import Element

_USUAL_BULLETS = "•●·–"


@dataclass(slots=True)
class Told:
    """The notes in order. `place` is what is read now, as they name it: 第3段."""

    notes: list[str] = field(default_factory=list)
    place: str = ""
    _several: list[str] = field(default_factory=list)  # places of cells with several paragraphs
    _bullets: set[str] = field(default_factory=set)  # that were told

    def say(self, sentence: str) -> None:
        """Note a sentence at its place."""
        self.notes.append(f"{self.place}：{sentence}")

    def lose(self, kind: str, words: str = "") -> None:
        """Note what cannot be kept as it was."""
        self.say(lost_sentence(kind, words))

    def lose_markup(self, node: Element) -> None:
        """Note what is lost by the markup of `node` alone."""
        for kind, said in lost_markup(node):
            self.lose(kind, said)

    def lose_bullet(self, mark: ItemMark, sign: str) -> None:
        """Note a sign of the author's that the paper writes otherwise, once."""
        if mark.readings == () and sign not in _USUAL_BULLETS and sign not in self._bullets:
            self._bullets.add(sign)
            self.lose("bullet", sign)

    def join_cell(self) -> None:
        """The cell that is read now has several paragraphs; told by `lose_joined` for all of a table."""
        self._several.append(self.place)

    def lose_joined(self) -> None:
        """Note the cells of several paragraphs, which are one line now."""
        if self._several:
            others = f"等{len(self._several)}格" if len(self._several) > 1 else ""
            self.place = f"{self._several[0]}{others}"
            self.lose("joined")
            self._several = []
