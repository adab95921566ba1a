"""Writes a screenshot as a small PNG: the colours of the theme exactly, and a few between them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage

from ui import theme

_BETWEEN = 24  # colours beside those of the theme: the edges of the letters, pictures


def keep(image: QImage, colours: str, path: Path) -> None:
    """Write `image`, that was taken in the theme `colours`."""
    named = theme.DARK if colours == "dark" else theme.LIGHT
    exact = [QColor(value).rgb() for value in dict.fromkeys(named.values())]
    undithered = Qt.ImageConversionFlag.AvoidDither | Qt.ImageConversionFlag.ThresholdDither
    few = image.convertToFormat(QImage.Format.Format_Indexed8, [*exact, *_between(image)], undithered)
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(BytesIO(_png(few))) as picture:
        picture.save(path, optimize=True)


def _between(image: QImage) -> list[int]:
    with Image.open(BytesIO(_png(image))) as picture:
        few = picture.convert("RGB").quantize(_BETWEEN, dither=Image.Dither.NONE)
    parts = iter((few.getpalette() or [])[: _BETWEEN * 3])
    return [QColor(*rgb).rgb() for rgb in zip(parts, parts, parts, strict=True)]


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(content.data())
