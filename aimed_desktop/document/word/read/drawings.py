"""Pictures, charts, SmartArt and objects of other programs among the words of a Word file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from aimed_desktop.application.pasting.symbol_fonts import UNKNOWN
from aimed_desktop.application.values.shapes import Block
from aimed_desktop.application.values.words import Span
from aimed_desktop.document.word.read.losses import object_name
from aimed_desktop.document.word.read.package import WordPackage
from aimed_desktop.document.word.read.text import PlacedPicture, Untakable, words
from aimed_desktop.document.word.read.told import Told
from aimed_desktop.document.word.xml import Element

_MOST_DRAWN = 200


class TakePicture(Protocol):
    """Answers with the entry of a picture, or says why it could not be taken."""

    def __call__(self, placed: PlacedPicture) -> Block | str: ...


@dataclass(slots=True)
class Drawings:
    """Makes blocks of what is drawn, and tells what cannot be taken."""

    _package: WordPackage
    _take_picture: TakePicture
    _told: Told
    _drawn: dict[str, list[str]] = field(default_factory=dict)  # by relation: words of charts and SmartArt

    def blocks(self, piece: PlacedPicture | Untakable) -> list[Block]:
        """What stands between the words for it; nothing where it is only told."""
        if isinstance(piece, Untakable):
            return self._untakable(piece)
        taken = self._take_picture(piece)
        if not isinstance(taken, str):
            if piece.program:
                self._told.lose("embedded", object_name(piece.program))
            return [taken]
        if piece.program:
            self._told.lose("embedded_lost", object_name(piece.program))
        else:
            self._told.say(taken)
        return []

    def _untakable(self, piece: Untakable) -> list[Block]:
        lines = self._drawn_lines(piece.relation)
        if piece.kind == "SmartArt" and lines:
            self._told.lose("smart_art")
            return [{"text": line} for line in lines]
        named = f"“{lines[0]}”" if lines else ""
        self._told.say(f"{piece.kind}{named}没能取回，请截成图片后插入。")
        return []

    def _drawn_lines(self, relation: str) -> list[str]:
        """The words of a chart or a SmartArt; none behind the first few hundred."""
        if relation and relation not in self._drawn and len(self._drawn) < _MOST_DRAWN:
            self._drawn[relation] = self._package.drawn_lines(relation)
        return self._drawn.get(relation, [])


def hole(piece: PlacedPicture | Untakable, holder: Element) -> list[Span]:
    """A sign that is seen where a formula, or a picture among words, could not be taken."""
    if not isinstance(piece, PlacedPicture):
        return []
    is_among_words = not piece.floats and words(holder).strip()
    return [Span(UNKNOWN)] if is_among_words else [Span(sign) for sign in sign_of_loss(piece)]


def sign_of_loss(piece: PlacedPicture) -> list[str]:
    """What stands for an object of another program wherever it was; nothing for a mere picture."""
    return [UNKNOWN] if piece.program else []
