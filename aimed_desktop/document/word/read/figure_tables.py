"""Tables of a Word file that only place pictures side by side."""

from __future__ import annotations

from aimed_desktop.application.pasting.figure_tables import FigureRows, SeenCell, figure_rows
from aimed_desktop.application.values.words import Span, Words, joined, of, plain, stripped
from aimed_desktop.document.word.read.tables import WordCell, WordTable
from aimed_desktop.document.word.read.text import (
    TABLE,
    Lost,
    PlacedPicture,
    blocks_in,
    is_deleted,
    pieces,
    with_joined_losses,
)

_BLANKS = " \t\u3000\xa0\n"


def figures_of(table: WordTable) -> tuple[FigureRows[PlacedPicture], list[Lost]] | None:
    """The pictures of a table that places them side by side, and what is lost; None for any other table."""
    lost: list[Lost] = []
    found = None if table.unseen else figure_rows([_seen(cell, lost) for cell in row] for row in table.rows)
    is_row = found is not None and any(len(row) > 1 for row in found.rows)
    return (found, lost) if found is not None and is_row else None


def _seen(cell: WordCell, lost: list[Lost]) -> SeenCell[PlacedPicture] | None:
    """None where a cell shows more than a picture and a caption."""
    if cell.node is None or is_deleted(cell.node):
        return SeenCell(cell.column)
    if cell.covered:
        return None
    picture: PlacedPicture | None = None
    said: list[Words] = []
    for block in blocks_in(cell.node):
        text: list[Span] = []
        if block.tag == TABLE:
            return None
        for piece in with_joined_losses(pieces(block)):
            if isinstance(piece, Span):
                text.append(piece)
            elif isinstance(piece, Lost):
                lost.append(piece)
            elif not isinstance(piece, PlacedPicture) or picture or said or plain(of(text)).strip():
                return None
            else:
                picture = piece
        if words := stripped(of(text), _BLANKS):
            said.append(words)
    return SeenCell(cell.column, picture, joined(said, " "))
