"""What stands on a page of a PDF file: characters, ruled lines, pictures, in pt from the top left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Glyph(NamedTuple):
    """A character (or several, of a ligature) as it is drawn. `base` is the y of its base line.

    `is_apart`: pdfium sees a gap between words before it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool = False
    is_hei: bool = False  # of the family that Chinese headings are printed in
    is_apart: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing is seen of it."""
        return self.text.isspace()


class Rule(NamedTuple):
    """A straight line along one axis: at `at` of the other, from `start` to `end`."""

    is_level: bool
    at: float
    start: float
    end: float


class Area(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageMarks:
    """All that stands on one page. `unknown`, `turned`, `unseen`: characters that no table knows, that do not
    stand upright, that are not drawn; `is_recognised`: a program has read the words from a picture.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)
    unknown: int = 0
    turned: int = 0
    unseen: int = 0
    is_recognised: bool = False
    is_full: bool = False  # there is more on it than is read

    @property
    def is_picture(self) -> bool:
        """Whether pictures take most of it, as on a scan."""
        return self.picture_share > _MOST_OF_PAGE

    @property
    def picture_share(self) -> float:
        """How much of the page the largest picture takes."""
        whole = max(self.width * self.height, 1.0)
        return max(((p.right - p.left) * (p.bottom - p.top) / whole for p in self.pictures), default=0.0)


_MOST_OF_PAGE = 0.6
