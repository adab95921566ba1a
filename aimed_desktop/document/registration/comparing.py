"""A sheet and a scan that lies on it, character by character: which words differ, what was written beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from aimed_desktop.document.registration.filters import Levels, blurred, ink_from, levels_of, thickened
from aimed_desktop.document.registration.levels import Ink
from aimed_desktop.document.registration.sheets import PAD, Glyph, Sheet
from aimed_desktop.document.registration.strokes import SLIP, stroke_difference

Scores: TypeAlias = NDArray[np.float32]

_SIZES = (16, 24, 32, 48, 72)  # px; characters are compared with others of about their size
_SHAKE = 2  # px that a single character may lie off
_MARGIN = 1.5
_UNLIKE = 0.6  # below it a character is another, or written over
_BELOW_USUAL = 0.25
_DARK, _PALE, _ADDED = 0.5, 0.3, 0.35
_FAINT = 0.12
LEAST_USUAL = 0.6  # a page whose characters are less alike is another one
_SPOTTED, _MOST_LOOKED_AT = 0.28, 60
# spots that only another stroke makes: taken away, added beside a pale seal, in figures and Latin letters
_STROKE, _ADDED_STROKE, _STROKE_OF_NARROW = 0.33, 0.38, 0.45
_MARGIN_PX = 4  # around a character, where what runs across it goes on
_NARROW = 0.65  # share of the room of a Chinese character
_ALIKE = 0.925
_COVERED = 0.5  # share of a character's box; no other character adds so much
_BAND, _CROSSING = 3, 5  # px around a character; inked ones among them, where a stroke goes on
_BLURRED = 4  # px that a blur reaches
_GONE = 0.2  # share of a character's ink that the scan does not have


@dataclass(frozen=True, slots=True)
class Compared:
    """`usual`: the median likeness of characters, 0 to 1. `unlike`: places in `Sheet.glyphs` of those that
    are others; what is written or sealed over is not among them.
    """

    usual: float
    unlike: tuple[int, ...]
    count: int


def compare(sheet: Sheet, ink: Ink) -> Compared:
    """Compare the characters of a sheet with the ink of a scan that lies on it."""
    glyphs = sheet.glyphs
    if not glyphs:
        return Compared(_alike_whole(sheet.ink, ink), (), 0)
    scores, spots = _likeness(sheet, ink)
    usual = float(np.median(scores))
    if usual < LEAST_USUAL:
        return Compared(usual, tuple(np.nonzero(scores < usual)[0].tolist()), len(glyphs))
    limit = min(_UNLIKE, usual - _BELOW_USUAL)
    doubtful = np.nonzero(scores < limit)[0].tolist()
    room = _usual_room(glyphs)
    unlike = {at for at in doubtful if _is_other(glyphs[at], room, sheet, ink)}
    padded = np.pad(ink, SLIP)
    spotted = np.nonzero((spots > _SPOTTED) & (scores >= limit))[0]
    for at in spotted[np.argsort(-spots[spotted])][:_MOST_LOOKED_AT].tolist():
        if _has_another_stroke(sheet, padded, glyphs[at], room):
            unlike.add(at)
    return Compared(usual, tuple(sorted(unlike)), len(glyphs))


def _has_another_stroke(sheet: Sheet, padded: Ink, glyph: Glyph, room: float) -> bool:
    """Whether it differs by so little as 8 from 3, or 科 from 料, and by nothing that runs across it.

    `padded`: the scan with `SLIP` pixels of paper around.
    """
    top, bottom, left, right = _box(glyph, _MARGIN_PX, _MARGIN_PX, sheet.levels.shape)
    own = ink_from(sheet.soft[top + PAD : bottom + PAD, left + PAD : right + PAD])
    seen = padded[top : bottom + 2 * SLIP, left : right + 2 * SLIP]
    found = stroke_difference(own, seen, _MARGIN_PX)
    is_narrow = glyph.right - glyph.left < _NARROW * room
    missing, added = (_STROKE_OF_NARROW, _STROKE_OF_NARROW) if is_narrow else (_STROKE, _ADDED_STROKE)
    differs = found.missing > missing or (found.added > added and not found.goes_on)
    return differs and found.alike < _ALIKE


def beyond(sheet: Sheet, ink: Ink) -> NDArray[np.bool_]:
    """Where the scan shows ink that is not printed: what was written, stamped or soiled."""
    return np.asarray(ink - ink_from(sheet.thick) > _ADDED)


def _likeness(sheet: Sheet, ink: Ink) -> tuple[Scores, Scores]:
    """How alike each character is, by normalised cross-correlation within its box, 1 is the very same; and
    the darkest or lightest spot in which it differs, 0 to 1."""
    own, seen = sheet.soft, np.pad(ink, PAD)
    boxes = np.array([glyph[1:] for glyph in sheet.glyphs], dtype=np.float64) + PAD
    size = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) + 2 * _MARGIN
    scores, spots = np.ones(len(boxes), dtype=np.float32), np.zeros(len(boxes), dtype=np.float32)
    least = 0.0
    for side in _SIZES:
        chosen = np.nonzero((size > least) & (size <= side))[0]
        least = side
        if len(chosen):
            scores[chosen], spots[chosen] = _alike(own, seen, boxes[chosen], side)
    return scores, spots


def _alike(own: Levels, seen: Ink, boxes: NDArray[np.float64], side: int) -> tuple[Scores, Scores]:
    middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    wide = side + 2 * _SHAKE
    reach_y, reach_x = own.shape[0] - side - _SHAKE, own.shape[1] - side - _SHAKE
    left = np.clip(np.round(middle_x - side / 2).astype(int), _SHAKE, reach_x)
    top = np.clip(np.round(middle_y - side / 2).astype(int), _SHAKE, reach_y)
    patches = ink_from(sliding_window_view(own, (side, side))[top, left])
    windows = sliding_window_view(seen, (wide, wide))[top - _SHAKE, left - _SHAKE]
    down, across = np.mgrid[:side, :side] + 0.5
    half_x, half_y = (boxes[:, 2] - boxes[:, 0]) / 2 + _MARGIN, (boxes[:, 3] - boxes[:, 1]) / 2 + _MARGIN
    inside_x = abs(across[None] - (middle_x - left)[:, None, None]) <= half_x[:, None, None]
    inside_y = abs(down[None] - (middle_y - top)[:, None, None]) <= half_y[:, None, None]
    mask = (inside_x & inside_y).astype(np.float32)
    count = mask.sum((1, 2))
    centred = (patches - (_sums(patches, mask) / count)[:, None, None]) * mask
    best, nearest = _nearest(centred, windows, (inside_y[:, :, 0], inside_x[:, 0]), count)
    inside = patches * mask
    strength = np.maximum(_sums(inside, patches), 1e-6)
    darkness = np.maximum(_sums(inside, nearest) / strength, _PALE)
    differing = np.pad((nearest / darkness[:, None, None] - patches) * mask, ((0, 0), (1, 1), (1, 1)))
    sums = sum(differing[:, y : y + side, x : x + side] for y in range(3) for x in range(3))
    return best, (abs(np.asarray(sums)) / 9).max((1, 2)).astype(np.float32)


def _nearest(
    centred: Ink, windows: Ink, inside: tuple[NDArray[np.bool_], NDArray[np.bool_]], count: Scores
) -> tuple[Scores, Ink]:
    """The correlation of each character with its window where it fits best, and the window there.

    `inside`: which rows and which columns its box has.
    """
    side = centred.shape[1]
    own_spread = _sums(centred, centred)
    shifts = [(dy, dx) for dy in range(2 * _SHAKE + 1) for dx in range(2 * _SHAKE + 1)]
    scores = np.empty((len(shifts), len(centred)), dtype=np.float32)
    sums, squares = _in_boxes(windows, *inside), _in_boxes(windows * windows, *inside)
    spread = np.maximum((squares - sums * sums / count[:, None, None]) * own_spread[:, None, None], 1e-6)
    for at, (dy, dx) in enumerate(shifts):
        here = (slice(None), slice(dy, dy + side), slice(dx, dx + side))
        scores[at] = _sums(centred, windows[here]) / np.sqrt(spread[:, dy, dx])
    best = scores.argmax(0)
    nearest = np.empty_like(centred)
    for at, (dy, dx) in enumerate(shifts):
        nearest[best == at] = windows[best == at, dy : dy + side, dx : dx + side]
    return scores.max(0), nearest


def _in_boxes(windows: Ink, rows: NDArray[np.bool_], columns: NDArray[np.bool_]) -> Ink:
    """The sum of each window within its box, for every shift of it: two products with what is inside."""
    span = 2 * _SHAKE + 1
    tall = np.zeros((len(windows), span, windows.shape[1]), dtype=np.float32)
    wide = np.zeros((len(windows), windows.shape[2], span), dtype=np.float32)
    for shift in range(span):
        tall[:, shift, shift : shift + rows.shape[1]] = rows
        wide[:, shift : shift + columns.shape[1], shift] = columns
    made: Ink = np.matmul(np.matmul(tall, windows), wide)
    return made


def _sums(one: Ink, other: Ink) -> Scores:
    """The sum of the product of each pair."""
    sums: Scores = np.einsum("nij,nij->n", one, other)
    return sums


def _is_other(glyph: Glyph, room: float, sheet: Sheet, seen: Ink) -> bool:
    """Whether it is another character, and not one that a seal, a signature or a fold runs over.

    What runs over it goes on outside the `room` that a character takes; another character does not.
    """
    top, bottom, left, right = _box(glyph, _MARGIN, _MARGIN, seen.shape)
    faint = _Faint(sheet, seen, glyph, room)
    if faint.within(top, bottom, left, right).mean() > _COVERED:
        return False
    wanted = sheet.levels[top:bottom, left:right] > _DARK * 255
    gone = wanted & (thickened(seen[top:bottom, left:right], 1) < _PALE)
    if gone.sum() > _GONE * max(1, int(wanted.sum())):
        return True
    wide = max(0.0, (room - (glyph.right - glyph.left)) / 2) + _MARGIN
    tall = max(0.0, (room - (glyph.bottom - glyph.top)) / 2) + _MARGIN
    within = int(faint.within(*_box(glyph, wide, tall, seen.shape)).sum())
    beside = int(faint.within(*_box(glyph, wide + _BAND, tall + _BAND, seen.shape)).sum())
    return beside - within < _CROSSING


def _box(glyph: Glyph, wide: float, tall: float, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Top, bottom, left, right of a character with so much around it, within the page."""
    return (
        max(0, int(glyph.top - tall)),
        min(shape[0], int(glyph.bottom + tall) + 1),
        max(0, int(glyph.left - wide)),
        min(shape[1], int(glyph.right + wide) + 1),
    )


def _usual_room(glyphs: Sequence[Glyph]) -> float:
    """The side of the square that most characters of a page stand in, in pixels."""
    return float(np.median([max(each.right - each.left, each.bottom - each.top) for each in glyphs])) + 2


class _Faint:
    """Where anything is added to the print around a character, be it as pale as a seal scanned in grey."""

    def __init__(self, sheet: Sheet, ink: Ink, glyph: Glyph, room: float) -> None:
        reach = room + _BAND + _BLURRED
        top, bottom, left, right = _box(glyph, reach, reach, ink.shape)
        there = blurred(levels_of(ink[top:bottom, left:right]), 1).astype(np.int16)
        self._added = there - sheet.around[top:bottom, left:right] > _FAINT * 255
        self._top, self._left = top, left

    def within(self, top: int, bottom: int, left: int, right: int) -> NDArray[np.bool_]:
        """The same of a box on the page."""
        return self._added[top - self._top : bottom - self._top, left - self._left : right - self._left]


def differing(one: Sheet, other: Sheet) -> NDArray[np.bool_]:
    """Where two sheets of the same size show other ink."""
    apart = np.maximum(one.levels, other.levels) - np.minimum(one.levels, other.levels)
    return np.asarray(apart > int(_PALE * 255))


def closeness(sheet: Sheet, ink: Ink, where: NDArray[np.bool_]) -> float:
    """How alike a sheet and a scan are there, -1 to 1."""
    if not where.any():
        return 1.0
    room = thickened(where, 1)
    own, seen = ink_from(sheet.soft[PAD:-PAD, PAD:-PAD][room]), ink[room]
    own, seen = own - own.mean(), seen - seen.mean()
    return float((own * seen).sum() / np.sqrt(max(float((own * own).sum() * (seen * seen).sum()), 1e-6)))


def places(sheet: Sheet, unlike: Sequence[int]) -> Iterator[str]:
    """The words around each run of characters that differ, as somebody would look for them."""
    runs: list[list[int]] = []
    for at in unlike:
        if runs and at - runs[-1][-1] <= 3:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        yield "".join(each.character for each in sheet.glyphs[max(0, run[0] - 6) : run[-1] + 7])


def _alike_whole(own: Ink, seen: Ink) -> float:
    """How alike two pages without characters are, 0 to 1."""
    one, other = own - own.mean(), seen - seen.mean()
    length = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return max(0.0, float((one * other).sum()) / length) if length else 0.0
