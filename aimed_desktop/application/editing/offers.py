"""The words that a definition offers for an empty field."""

from __future__ import annotations

from aimed_desktop.application.model import Application
from aimed_desktop.definition.fields import FieldRef, Text


def offered_words(offer: Text, app: Application) -> str:
    """The offer with the values of its fields, those of several rows joined by 、; empty while one is."""
    words = ""
    for piece in offer.pieces:
        shown = _values(piece, app) if isinstance(piece, FieldRef) else piece
        if not shown:
            return ""
        words += shown
    return words


def _values(piece: FieldRef, app: Application) -> str:
    return "、".join(filter(None, (app.text_of(path) for path in app.instances(piece.path))))
