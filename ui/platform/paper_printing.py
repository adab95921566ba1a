"""Gives a PDF to a printer: the printing system's, or, on Windows, by its reader or drawn page by page."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from aimed_desktop.desktop.printers import Printer, Queued, hand_over, print_by_reader, printers
from aimed_desktop.document.judging.judge import drawn_pages
from aimed_desktop.errors import UserProblem
from aimed_desktop.stopping import Stopped, checkpoint

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_MOST_DPI: Final = 600  # more costs time and shows nothing
_MOST_PAGES: Final = 10_000
_A4_MM: Final = 210.0
_MM_PER_INCH: Final = 25.4
_BY_READER: Final = "已交给看 PDF 的程序打印。"


def found_printers() -> list[Printer]:
    """The printers of this machine, the usual one first."""
    if sys.platform != "win32":
        return printers()
    from PySide6.QtPrintSupport import QPrinterInfo

    usual = QPrinterInfo.defaultPrinterName()
    return [Printer(name) for name in sorted(QPrinterInfo.availablePrinterNames(), key=lambda n: n != usual)]


def give(printer: str, content: bytes, title: str, save: Callable[[], Path], *, is_two_sided: bool) -> Queued:
    """The PDF once, as it is. `save` brings it into a file, for a reader that prints it.

    UserProblem where it is refused. Stopped while there is no answer.
    """
    if sys.platform != "win32":
        return hand_over(printer, content, title, is_two_sided=is_two_sided)
    file = None if is_two_sided else save()  # a reader is told nothing of sides
    if file is not None and print_by_reader(file, printer):
        return Queued(printer, "", _BY_READER, file=file)
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    device = QPrinter(QPrinterInfo.printerInfo(printer), QPrinter.PrinterMode.HighResolution)
    device.setDocName(title)
    both = QPrinter.DuplexMode.DuplexLongSide
    device.setDuplex(both if is_two_sided else QPrinter.DuplexMode.DuplexNone)
    return replace(draw_on(device, content), file=file)


def draw_on(device: QPrinter, content: bytes) -> Queued:
    """Each page as a picture as fine as the printer prints, to its full size.

    UserProblem where the printer takes nothing. Stopped, it says how many pages it was given.
    """
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setFullPage(True)
    painter = QPainter()
    number = 0
    width_px = round(_A4_MM / _MM_PER_INCH * min(device.resolution(), _MOST_DPI))
    try:
        for page in drawn_pages(content, width_px, _MOST_PAGES):
            checkpoint()
            _next_page(device, painter, QImage.fromData(page), is_first=number == 0)
            number += 1
    except Stopped:
        device.abort()
        told = f"已取消打印：已送出 {number} 页，已经印出的纸请作废。" if number else ""
        return Queued(device.printerName(), "", told, is_stopped=True)
    finally:
        painter.end()
    return Queued(device.printerName(), "", f"已送出 {number} 页。")


def _next_page(device: QPrinter, painter: QPainter, picture: QImage, *, is_first: bool) -> None:
    lies = picture.width() > picture.height()
    device.setPageOrientation(QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait)
    if not (painter.begin(device) if is_first else device.newPage()):
        raise UserProblem("not_printed", name=device.printerName(), answer="")
    painter.drawImage(QRect(0, 0, device.width(), device.height()), picture)
