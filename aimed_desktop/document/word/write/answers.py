"""Which blocks of the plan are one field's answer, and so stand in one content control."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from aimed_desktop.document.plan.plan import Figure, FigureRow, Grid, Paragraph, PlanBlock, Run

_ANSWERING = ("answer", "hint")


@dataclass(frozen=True, slots=True)
class Answer:
    """Neighbouring blocks; `field` where they are all of one answer and need a control around them."""

    blocks: tuple[PlanBlock, ...]
    field: str | None
    is_empty: bool = False


def answers(blocks: tuple[PlanBlock, ...]) -> Iterator[Answer]:
    """The blocks in order, those that answer one field together."""
    for field, group in groupby(blocks, _answered_field):
        members = tuple(group)
        wrapped = len(members) > 1 or not isinstance(members[0], Paragraph) or members[0].long
        if field is None or not wrapped:
            yield Answer(members, None)
        else:
            yield Answer(members, field, not any(map(_is_filled, members)))


def _answered_field(block: PlanBlock) -> str | None:
    """The field that the whole of the block answers, if it is one alone."""
    if isinstance(block, Figure | FigureRow):
        return block.field
    runs = _runs(block)
    fields = {run.field if run.kind in _ANSWERING else None for run in runs}
    return fields.pop() if len(fields) == 1 else None


def _is_filled(block: PlanBlock) -> bool:
    is_figure = isinstance(block, Figure | FigureRow)
    return is_figure or any(run.kind == "answer" and run.text for run in _runs(block))


def _runs(block: PlanBlock) -> list[Run]:
    if isinstance(block, Paragraph):
        return [run for run in block.runs if run.text or run.kind == "answer"]
    if isinstance(block, Grid):
        cells = [cell for row in block.rows for cell in row.cells]
        return [run for cell in cells for inner in cell.blocks for run in _runs(inner)]
    return []
