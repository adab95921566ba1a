"""PDF files as other programs make them, drawn by reportlab: columns, running heads, scans, odd fonts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from aimed_desktop.paths import FONTS

SONG, HEI = "TestSong", "TestHei"
_FILES = {SONG: "NotoSerifSC_400Regular.ttf", HEI: "NotoSansSC_400Regular.ttf"}
WIDTH, HEIGHT = A4
MARGIN = 72


def fonts() -> None:
    """Make the fonts known to reportlab."""
    for name, file in _FILES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))


def style(
    size: float = 12, *, indent: float = 2, font: str = SONG, space: float = 0, **more: Any
) -> ParagraphStyle:
    """Chinese prose of `size`, its first line `indent` characters in, spread to the edge."""
    fonts()
    made = {"wordWrap": "CJK", "leading": size * 1.5, "firstLineIndent": indent * size, "spaceBefore": space}
    return ParagraphStyle("prose", fontName=font, fontSize=size, **(made | more))


def prose(*paragraphs: str, size: float = 12, **more: Any) -> list[Flowable]:
    """Paragraphs of one style; `<super>` and `<sub>` raise and lower."""
    return [Paragraph(words, style(size, **more)) for words in paragraphs]


def pdf(
    flow: Sequence[Flowable], *, columns: int = 1, on_page: Callable[[Canvas, int], None] | None = None
) -> bytes:
    """The flow on pages of A4."""
    fonts()
    gap = 24
    width = (WIDTH - 2 * MARGIN - gap * (columns - 1)) / columns
    frames = [
        Frame(MARGIN + at * (width + gap), MARGIN, width, HEIGHT - 2 * MARGIN, 0, 0, 0, 0)
        for at in range(columns)
    ]

    def begun(canvas: Canvas, document: Any) -> None:
        if on_page is not None:
            on_page(canvas, document.page)

    made = BytesIO()
    document = BaseDocTemplate(made, pagesize=A4, pageTemplates=[PageTemplate("p", frames, onPage=begun)])
    document.build(list(flow))
    return made.getvalue()


def drawn(*pages: Callable[[Canvas], None]) -> bytes:
    """Pages that are drawn by hand."""
    fonts()
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4)
    for page in pages:
        canvas.setFont(SONG, 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return made.getvalue()
