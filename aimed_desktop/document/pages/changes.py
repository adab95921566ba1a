"""Which printed pages of a new version look different from those of the version before."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from aimed_desktop.document.pdf.pdf import printed_number
from aimed_desktop.document.pdf.reading import opened_pdf
from aimed_desktop.document.plan.plan import Plan
from aimed_desktop.document.typeset.typeset import Page
from aimed_desktop.stopping import checkpoint

_DPI = 150  # a full stop becomes a comma: some pixels change


@dataclass(frozen=True, slots=True)
class SetDocument:
    """One document with its pages set, as it is printed."""

    plan: Plan
    pages: list[Page]

    def page_name(self, index: int) -> str:
        """What a clerk calls the page `index` (from 0): 封面, 第3页."""
        number = printed_number(self.plan, index)
        if number is not None:
            return f"第{number}页"
        return "封面" if self.plan.has_cover and index == 0 else f"第{index + 1}张"


@dataclass(frozen=True, slots=True)
class ChangedPages:
    """By index from 0: `void` are printed again, `gone` are taken out without successor."""

    void: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.void or self.gone)


def changed_pages(old: bytes | None, new: bytes) -> ChangedPages:
    """How the pages of the PDF file `new` differ from those of `old`; None: there was no such document.

    A page stays valid when the page of the same number shows the same ink, in whatever font either was
    drawn. Where the number of pages changes, everything behind the first change is void: it stands in
    another place of the set.
    """
    if old == new:
        return ChangedPages()
    now = _looks(new)
    before = _looks(old) if old is not None else []
    differing = [index for index, look in enumerate(now) if index >= len(before) or look != before[index]]
    if differing and len(before) != len(now):
        differing = [*range(differing[0], len(now))]
    return ChangedPages(tuple(differing), tuple(range(len(now), len(before))))


def _looks(pdf: bytes) -> list[bytes]:
    """What tells the ink of each page from that of another."""
    looks = []
    with opened_pdf(pdf) as document:
        for page in document:
            checkpoint()
            drawn = page.render(scale=_DPI / 72, grayscale=True)
            size = f"{drawn.width}x{drawn.height}".encode()
            looks.append(sha256(size + bytes(drawn.buffer)).digest())
    return looks
