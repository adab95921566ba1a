"""Which figures of a narrative stand beside one another, and how wide each of them is then."""

from __future__ import annotations

from collections.abc import Sequence

from aimed_desktop.application.values.narrative import ImageBlock, NarrativeBlock

GAP_MM = 4.0  # between two figures
LEAST_MM = 40.0  # of a figure whose width was left to the layout


def widths_beside(wanted: Sequence[float | None], room_mm: float) -> tuple[float, ...] | None:
    """The widths of figures in one row of `room_mm`; those without one of their own share what is left.

    None where they do not fit.
    """
    left = room_mm - GAP_MM * (len(wanted) - 1) - sum(width or 0 for width in wanted)
    free = sum(width is None for width in wanted)
    share = left / free if free else 0.0
    if left < 0 or (free and share < LEAST_MM):
        return None
    return tuple(share if width is None else width for width in wanted)


def with_rows(
    blocks: Sequence[NarrativeBlock], room_mm: float
) -> list[NarrativeBlock | tuple[ImageBlock, ...]]:
    """The blocks, figures that stand beside one another as one row."""
    made: list[NarrativeBlock | tuple[ImageBlock, ...]] = []
    for block in blocks:
        last = made[-1] if made else None
        row = last if isinstance(last, tuple) else (last,) if isinstance(last, ImageBlock) else ()
        if row and isinstance(block, ImageBlock) and block.beside:
            longer = (*row, block)
            if widths_beside([figure.width_mm for figure in longer], room_mm) is not None:
                made[-1] = longer
                continue
        made.append(block)
    return made
