"""A scanned page laid onto the printed one: turned, scaled and straightened until their ink lies alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from aimed_desktop.document.registration.finding import Guess
from aimed_desktop.document.registration.levels import Ink, ink_of, looked_at
from aimed_desktop.document.registration.sheets import TALL, WIDE, Sheet

Matrix: TypeAlias = NDArray[np.float64]  # 3×3, homogeneous: a point of the sheet to one of the scan
Matches: TypeAlias = NDArray[np.float64]  # rows of x, y, how far the tile lies off across and down, score

_TINY = 8  # the whole page is laid over at 1/8 of the sheet's pixels
_SMALL = 3
_SCALES = np.linspace(0.96, 1.04, 5)
_NEAR_SCALES = np.linspace(0.99, 1.01, 5)
_LEAST_INK = 0.02  # share of a tile
_GOOD = 0.35  # of a tile's score
_MOST_TILES = 64
_FEWEST, _FEWEST_RECEDING = 4, 12
_RECEDING_PX = 0.6


@dataclass(frozen=True, slots=True)
class Laid:
    """`scan`: the page in its own colours, upright, as large as `matrix` speaks of. `ink`: of the scan as it
    lies on the sheet."""

    scan: Image.Image
    matrix: Matrix
    ink: Ink


class _Page:
    """A scan, upright and even, and the same several times smaller: by a factor across and one down."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self._smaller: dict[int, Image.Image] = {}

    def smaller(self, times: int) -> tuple[Image.Image, Matrix]:
        """With what leads from a point of the page to one of it."""
        width, height = self.image.size
        if times not in self._smaller:
            size = (max(1, width // times), max(1, height // times))
            self._smaller[times] = self.image.resize(size, Image.Resampling.BOX)
        made = self._smaller[times]
        return made, np.diag([made.width / width, made.height / height, 1.0])


def lay(scan: Image.Image, even: Image.Image, sheet: Sheet, guess: Guess, skew: float) -> Laid:
    """Lay a scan, and the same `flattened`, onto a sheet, from where it was guessed to lie."""
    upright, page = _standing(scan, guess.turn), _Page(_standing(even, guess.turn))
    matrix = _guessed(page, sheet, guess, skew)
    for blur, scales, reach in ((2.0, _SCALES, 12), (1.0, _NEAR_SCALES, 4)):
        matrix = matrix @ _whole(page, sheet, matrix, blur, scales, reach)
    for reach in (13, 4):
        matrix = matrix @ _tiled(page, sheet, matrix, reach)
    matrix = matrix @ _sharp(page, sheet, matrix)
    return Laid(upright, matrix, ink_of(_warped(page.image, matrix, sheet.image.size)))


def laid_plane(laid: Laid, plane: Image.Image, size: tuple[int, int]) -> Image.Image:
    """What was made of the scan, in grey and black around, as it lies on the sheet, as large as that."""
    return _warped(plane, laid.matrix, size, Image.Resampling.BILINEAR, fill=0)


def laid_again(
    scan: Image.Image, turn: int, matrix: Sequence[float], size: tuple[int, int], factor: float = 1.0
) -> Image.Image:
    """The same of a scan that was laid before, `turn` and `matrix` row by row; `factor` of the sheet's
    pixels, of which `size` is made. Without a matrix the whole scan covers the whole sheet."""
    upright = _standing(scan, turn)
    if not matrix:
        if (upright.width > upright.height) != (size[0] > size[1]):
            upright = upright.rotate(-90, expand=True)
        return upright.resize(size, Image.Resampling.BICUBIC)
    laid = np.array(matrix).reshape(3, 3) @ _scaling(1 / factor)
    return _warped(
        upright, laid, size, Image.Resampling.BICUBIC if factor >= 1 else Image.Resampling.BILINEAR
    )


def _standing(scan: Image.Image, turn: int) -> Image.Image:
    small = looked_at(scan)
    return small.rotate(-turn, expand=True) if turn else small


def _guessed(page: _Page, sheet: Sheet, guess: Guess, skew: float) -> Matrix:
    """Of the whole page, from its size, its skew and the shift that was found."""
    width, height = page.image.size
    turn = math.radians(-skew)
    cos, sin, x, y = math.cos(turn), math.sin(turn), width / 2, height / 2
    down, across = guess.shift
    scaling = np.array(
        [
            [width / sheet.image.width, 0, across * width / WIDE],
            [0, height / sheet.image.height, down * height / TALL],
            [0, 0, 1],
        ]
    )
    turning = np.array([[cos, -sin, x - cos * x + sin * y], [sin, cos, y - sin * x - cos * y], [0, 0, 1.0]])
    laid: Matrix = turning @ scaling
    return laid


def _whole(
    page: _Page, sheet: Sheet, matrix: Matrix, blur: float, scales: NDArray[np.float64], reach: int
) -> Matrix:
    """How the sheet is scaled and shifted so that the whole page fits best: a correlation for each scale."""
    drawn = sheet.smaller(_TINY)
    size = drawn.size
    room = (_fast(size[1] + 2 * reach), _fast(size[0] + 2 * reach))
    own = _centred(drawn.filter(ImageFilter.GaussianBlur(blur)))
    wanted = np.conj(np.fft.rfft2(own, room))
    tiny, to_tiny = page.smaller(_TINY)
    best, found = -1.0, np.eye(3)
    for scale in scales:
        about = _scaled_about(float(scale), sheet.image.width / 2, sheet.image.height / 2)
        seen = _warped(tiny, to_tiny @ matrix @ about @ _scaling(_TINY), size, Image.Resampling.BILINEAR)
        blurred = _centred(seen.filter(ImageFilter.GaussianBlur(blur)))
        surface = np.fft.irfft2(np.fft.rfft2(blurred, room) * wanted, room)
        rows = np.concatenate([surface[-reach:], surface[: reach + 1]], 0)
        near = np.concatenate([rows[:, -reach:], rows[:, : reach + 1]], 1)
        if near.max() > best:
            row, column = divmod(int(near.argmax()), 2 * reach + 1)
            best, found = float(near.max()), about @ _moving((column - reach) * _TINY, (row - reach) * _TINY)
    return found


def _tiled(page: _Page, sheet: Sheet, matrix: Matrix, reach: int) -> Matrix:
    """The affine mending that tiles of the sheet, found again in the scan, agree on."""
    drawn = sheet.smaller(_SMALL)
    own = ink_of(drawn)
    small, to_small = page.smaller(_SMALL)
    laid = ink_of(_warped(small, to_small @ matrix @ _scaling(_SMALL), drawn.size, Image.Resampling.BILINEAR))

    def seen(x: int, y: int, side: int) -> Ink:
        return laid[y : y + side, x : x + side]

    matches = _matches(own, seen, 64, 48, reach)
    if len(matches) < _FEWEST:
        return np.eye(3)
    return _scaling(_SMALL) @ _fitted(matches, may_recede=False) @ _scaling(1 / _SMALL)


def _sharp(page: _Page, sheet: Sheet, matrix: Matrix) -> Matrix:
    """The same with all pixels, where a photo may recede."""

    def seen(x: int, y: int, side: int) -> Ink:
        room = _warped(page.image, matrix @ _moving(x, y), (side, side), Image.Resampling.BILINEAR)
        return ink_of(room)

    matches = _matches(sheet.ink, seen, 96, 80, 6)
    return _fitted(matches, may_recede=True) if len(matches) >= 6 else np.eye(3)


def _matches(own: Ink, seen: Callable[[int, int, int], Ink], tile: int, step: int, reach: int) -> Matches:
    """Where tiles of `own` stand in what `seen` shows of the scan, by normalised cross-correlation within
    `reach` pixels. `seen` is asked for squares: left, top, side.
    """
    height, width = own.shape
    places = [
        (y, x)
        for y in range(reach, height - tile - reach + 1, step)
        for x in range(reach, width - tile - reach + 1, step)
        if own[y : y + tile, x : x + tile].sum() >= _LEAST_INK * tile * tile
    ]
    if not places:
        return np.zeros((0, 5))
    places = places[:: len(places) // _MOST_TILES + 1]
    side = tile + 2 * reach  # 90, 72, 108: sizes that a Fourier transform is quick with
    tiles = np.stack([own[y : y + tile, x : x + tile] for y, x in places])
    windows = np.stack([seen(x - reach, y - reach, side) for y, x in places])
    tiles = tiles - tiles.mean((1, 2), keepdims=True)
    product = np.fft.rfft2(windows, (side, side)) * np.conj(np.fft.rfft2(tiles, (side, side)))
    surface = np.fft.irfft2(product, (side, side))[:, : 2 * reach + 1, : 2 * reach + 1]
    sums, squares = _boxes(windows, tile), _boxes(windows * windows, tile)
    spread = np.maximum(squares - sums * sums / (tile * tile), 1e-3)
    own_spread = np.maximum((tiles * tiles).sum((1, 2)), 1e-3)[:, None, None]  # 0 of a tile of one tone
    scores = surface / np.sqrt(spread * own_spread)
    return np.array(
        [
            (x + tile / 2, y + tile / 2, *_peak(each, reach))
            for (y, x), each in zip(places, scores, strict=True)
        ]
    )


def _boxes(windows: Ink, tile: int) -> Ink:
    """The sum of every square of `tile` pixels within each window, by a table of sums."""
    table = np.pad(windows, ((0, 0), (1, 0), (1, 0))).cumsum(1).cumsum(2)
    upper, lower = table[:, :-tile], table[:, tile:]
    sums: Ink = lower[:, :, tile:] - upper[:, :, tile:] - lower[:, :, :-tile] + upper[:, :, :-tile]
    return sums


def _peak(scores: Ink, reach: int) -> tuple[float, float, float]:
    """Where the scores are highest, across and down, finer than a pixel; and how high."""
    row, column = divmod(int(scores.argmax()), 2 * reach + 1)
    down, across = float(row - reach), float(column - reach)
    if 0 < row < 2 * reach:
        down += _vertex(*scores[row - 1 : row + 2, column])
    if 0 < column < 2 * reach:
        across += _vertex(*scores[row, column - 1 : column + 2])
    return across, down, float(scores[row, column])


def _vertex(before: float, at: float, after: float) -> float:
    bend = before - 2 * at + after
    return 0.0 if bend >= 0 else float(np.clip((before - after) / (2 * bend), -0.5, 0.5))


def _fitted(matches: Matches, *, may_recede: bool) -> Matrix:
    """The affine map that most matches agree on; a projective one where the page recedes, as on a photo."""
    found, off = _agreed(matches, _affine)
    if may_recede and len(matches) >= _FEWEST_RECEDING and off > _RECEDING_PX:
        found, _ = _agreed(matches, _projective)
    return found


def _agreed(matches: Matches, solve: Callable[..., Matrix]) -> tuple[Matrix, float]:
    """The map that is left when matches that it does not suit are dropped, and how far the others are off."""
    x, y, across, down, score = matches.T
    to_x, to_y = x + across, y + down
    kept = score > _GOOD
    if kept.sum() < _FEWEST:
        kept = score >= np.sort(score)[-min(_FEWEST, len(score))]
    found, usual = np.eye(3), 0.0
    for _ in range(6):
        found = solve(x[kept], y[kept], to_x[kept], to_y[kept], np.maximum(score[kept], 0.05))
        there = found @ np.stack([x, y, np.ones_like(x)])
        off = np.hypot(there[0] / there[2] - to_x, there[1] / there[2] - to_y)
        usual = float(np.median(off[kept]))
        closer = (off < max(1.0, 2.5 * usual)) & (score > 0.3)
        if closer.sum() < _FEWEST:
            break
        kept = closer
    return found, usual


Column: TypeAlias = NDArray[np.float64]


def _affine(x: Column, y: Column, to_x: Column, to_y: Column, weight: Column) -> Matrix:
    points = np.stack([x, y, np.ones_like(x)], 1) * weight[:, None]
    first = np.linalg.lstsq(points, to_x * weight, rcond=None)[0]
    second = np.linalg.lstsq(points, to_y * weight, rcond=None)[0]
    return np.array([first, second, [0, 0, 1]])


def _projective(x: Column, y: Column, to_x: Column, to_y: Column, weight: Column) -> Matrix:
    far, none, one = 1000.0, np.zeros_like(x), np.ones_like(x)
    rows = np.concatenate(
        [
            np.stack([x, y, one, none, none, none, -x * to_x / far, -y * to_x / far], 1),
            np.stack([none, none, none, x, y, one, -x * to_y / far, -y * to_y / far], 1),
        ]
    )
    both = np.concatenate([weight, weight])
    found = np.linalg.lstsq(rows * both[:, None], np.concatenate([to_x, to_y]) * both, rcond=None)[0]
    return np.array([found[:3], found[3:6], [found[6] / far, found[7] / far, 1]])


def _warped(
    page: Image.Image,
    matrix: Matrix,
    size: tuple[int, int],
    resampling: Image.Resampling = Image.Resampling.BICUBIC,
    *,
    fill: int = 255,
) -> Image.Image:
    whole = matrix / matrix[2, 2]
    around = fill if page.mode == "L" else (fill,) * len(page.getbands())
    flat = [*whole[0], *whole[1]]
    if not whole[2, :2].any():
        return page.transform(size, Image.Transform.AFFINE, flat, resampling, fillcolor=around)
    values = [*flat, *whole[2, :2]]
    return page.transform(size, Image.Transform.PERSPECTIVE, values, resampling, fillcolor=around)


def _centred(page: Image.Image) -> Ink:
    ink = ink_of(page)
    ink -= ink.mean()
    return ink / np.float32(np.linalg.norm(ink) or 1)


def _fast(length: int) -> int:
    """The next length that a Fourier transform is quick with: a product of 2, 3 and 5."""
    while True:
        rest = length
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return length
        length += 1


def _scaling(factor: float) -> Matrix:
    return np.diag([factor, factor, 1.0])


def _moving(across: float, down: float) -> Matrix:
    return np.array([[1, 0, across], [0, 1, down], [0, 0, 1.0]])


def _scaled_about(scale: float, x: float, y: float) -> Matrix:
    return np.array([[scale, 0, x - scale * x], [0, scale, y - scale * y], [0, 0, 1.0]])
