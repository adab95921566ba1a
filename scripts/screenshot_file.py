"""Writes a screenshot as a small PNG: the colours of the theme exactly, and a few between them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage

from ui.widgets import theme

_BETWEEN = 8  # colours beside those of the theme: as many frequent ones, as many that are far from others
_SEEN = 24  # pixels from which on a colour of the theme is kept exactly
_MOST_COLOURS = 1 << 24


def keep(image: QImage, colours: str, path: Path) -> None:
    """Write `image`, that was taken in the theme `colours`."""
    named = theme.DARK if colours == "dark" else theme.LIGHT
    with Image.open(BytesIO(_png(image))) as full:
        picture = full.convert("RGB")
    exact = _exact(picture, named)
    undithered = Qt.ImageConversionFlag.AvoidDither | Qt.ImageConversionFlag.ThresholdDither
    few = image.convertToFormat(QImage.Format.Format_Indexed8, [*exact, *_between(picture)], undithered)
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(BytesIO(_png(few))) as small:
        small.save(path, optimize=True)


def _exact(picture: Image.Image, named: dict[str, str]) -> list[int]:
    seen = {colour: count for count, colour in picture.getcolors(_MOST_COLOURS) or []}
    known = [QColor(value) for value in dict.fromkeys(named.values())]
    return [each.rgb() for each in known if seen.get((each.red(), each.green(), each.blue()), 0) > _SEEN]


def _between(picture: Image.Image) -> list[int]:
    """The edges of the letters, and the few red or amber words of a page."""
    found: list[int] = []
    for method in (Image.Quantize.MEDIANCUT, Image.Quantize.MAXCOVERAGE):
        few = picture.quantize(_BETWEEN, method, dither=Image.Dither.NONE)
        parts = iter((few.getpalette() or [])[: _BETWEEN * 3])
        found += [QColor(*rgb).rgb() for rgb in zip(parts, parts, parts, strict=True)]
    return found


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(content.data())
