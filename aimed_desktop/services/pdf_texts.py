"""The words of a PDF that was dropped or pasted into a text, and its pages as pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aimed_desktop.application.pasting.losses import Losses
from aimed_desktop.errors import UserProblem
from aimed_desktop.services.given_files import read_given

if TYPE_CHECKING:
    from aimed_desktop.application.pasting.html_blocks import Pasted
    from aimed_desktop.document.judging.pdf_blocks import PdfBlocks

MOST_PICTURES: Final = 5  # pages of a scan that are offered as pictures
_PICTURE_PX = 2000  # as wide as 160 mm at the density of print need


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF says. `name` is how its file is told.

    `scanned`: of a scan the number of its pages; `pasted` has no entries then.
    """

    name: str
    pasted: Pasted
    scanned: int = 0

    def scan_words(self, *, takes_pictures: bool) -> str:
        """What to say of a scan, and what to do; `takes_pictures`: whether its pages can be put in there."""
        words = f"“{self.name}”的页面是图片（扫描件），没有文字可以放进来。要文字，请作者发 Word 文件"
        if not takes_pictures:
            return words
        few = self.scanned <= MOST_PICTURES
        return words + ("；要图，可以插入为图片" if few else "；要图，请把需要的几页存成图片再插入")


def read_pdf_text(path: Path) -> PdfText:
    """The words of a PDF. UserProblem where it cannot be read or says nothing, Stopped."""
    from aimed_desktop.application.pasting.html_blocks import Pasted
    from aimed_desktop.document.judging.pdf_blocks import read_blocks
    from aimed_desktop.packet.file_problems import material_problems, refusal
    from aimed_desktop.packet.file_words import brief_name

    name = brief_name(path.name)
    found = read_blocks(read_given(path))
    error = next(
        (each for each in material_problems(path.name, found.verdict) if each.severity == "error"), None
    )
    if error is not None:
        raise refusal(error)
    if found.pictures and not found.entries:
        return PdfText(name, Pasted(()), found.taken)
    if not found.entries:
        raise UserProblem("pdf_says_nothing", file=name)
    return PdfText(name, Pasted(found.entries, losses=_sentences(found)))


def page_picture(path: Path, page: int) -> bytes:
    """A page of a PDF (from 1) as a picture. UserProblem where it cannot be drawn, Stopped."""
    from aimed_desktop.document.judging.judge import draw_pages

    drawn = draw_pages(read_given(path), _PICTURE_PX, page)
    if len(drawn) < page:
        raise UserProblem("image_damaged")
    return drawn[page - 1]


def _sentences(found: PdfBlocks) -> tuple[str, ...]:
    from aimed_desktop.document.judging.verdict import pages_words

    pages = found.verdict.pages or 0
    losses = Losses()
    for kind, places in found.losses.items():
        losses.add(kind, pages_words(places) if pages > 1 else "")
    first = (f"共 {pages} 页，只放进了前 {found.taken} 页的文字",) if found.taken < pages else ()
    return first + losses.sentences()
