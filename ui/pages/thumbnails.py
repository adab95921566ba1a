"""Small pages of a pile, decoded in a thread: forty of them would hold up the window for half a second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from aimed_desktop.services.pile_view import PairLine

PAGE: Final = QSize(88, 124)  # px of a page in the list
Thumbnails: TypeAlias = Mapping[bytes, QImage]  # by what was decoded


def thumbnails(lines: Iterable[PairLine], ratio: float) -> Thumbnails:
    """Every page of these pairs, as large as it is shown on a screen of that ratio."""
    pages = {data for line in lines for data in (line.ours, line.scanned) if data}
    return {data: fitted(QImage.fromData(data), ratio) for data in pages}


def fitted(page: QImage, ratio: float) -> QImage:
    """The page within `PAGE`."""
    if page.isNull():
        return page
    fit = page.scaled(
        PAGE * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    fit.setDevicePixelRatio(ratio)
    return fit
