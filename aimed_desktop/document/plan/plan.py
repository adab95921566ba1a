"""The layout plan: what is printed, in order, without saying whether in Word or PDF.

`planner.make_plan` makes it from a definition and values; the writers only draw it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aimed_desktop.application.values.words import Look
from aimed_desktop.definition.layout import PageSetup
from aimed_desktop.document.plan.styles import StyleName

RunKind = Literal["label", "answer", "hint", "note", "option", "tick", "blank"]
Align = Literal["left", "center", "right", "justify"]

TICKED = "☑"  # U+2611
UNTICKED = "□"  # U+25A1


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one kind. A `tick` run is one box, TICKED or UNTICKED. `\\n` breaks the line.

    A `blank` run is an unfilled line to write on: its text is underscores.
    """

    text: str
    kind: RunKind = "label"
    field: str | None = None  # path of the field it shows: the Word content control's tag
    underline: bool = False
    option: str | None = None  # the label of the option that it ticks or fills
    look: Look = ""  # raised, lowered or bold
    spot: str | None = None  # the place to sign, stamp or date that it belongs to: `Context.spot`


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in a named style; `align` and `indent_chars` override the style's."""

    runs: tuple[Run, ...]
    style: StyleName
    align: Align | None = None
    indent_chars: float | None = None  # first line, in characters of its size
    keep_next: bool = False
    item: str | None = None  # hanging label of a list item: `1.` or `•`
    long: bool = False  # of an answer that may have several paragraphs, or stands in for one
    begins: bool | None = None  # a block of a narrative, or (False) goes on with the one before

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, already upright and shrunk. Size as printed, in mm; never wider than its column."""

    data: bytes  # JPEG or PNG
    width_mm: float
    height_mm: float
    caption: Paragraph | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Figures beside one another, from the left: each in the middle of its column, its caption below."""

    figures: tuple[Figure, ...]
    widths_mm: tuple[float, ...]  # of the columns

    @property
    def field(self) -> str | None:
        return self.figures[0].field


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that starts at `column` and covers `span` columns and `down` rows."""

    column: int
    blocks: tuple[PlanBlock, ...]
    span: int = 1
    down: int = 1
    vertical: Literal["top", "middle"] = "middle"
    field: str | None = None
    shaded: bool = False  # a note beside what is official: in Word only


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells that start in this row, left to right; a header row is repeated on each page."""

    cells: tuple[GridCell, ...]
    min_height_mm: float = 0
    header: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table. `widths_mm` add up to at most the width it stands in."""

    widths_mm: tuple[float, ...]
    rows: tuple[GridRow, ...]
    caption: Paragraph | None = None  # above the table


@dataclass(frozen=True, slots=True)
class CoverRow:
    """`label` ____value____ `suffix`, the value underlined over the whole of its room."""

    label: str
    value: str  # what the paper prints there while `is_empty`
    suffix: str = ""
    field: str | None = None
    stamp: bool = False  # pitch of at least 25 mm to the next line, for the seal
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class CoverPage:
    """A whole page: title, underlined lines, issuer and year at the foot."""

    title: tuple[str, ...]
    rows: tuple[CoverRow, ...]
    foot: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A printed line for a hand, a seal or a date; `room_mm` is left free for the seal."""

    runs: tuple[Run, ...]
    kind: Literal["sign", "stamp", "date"]
    room_mm: float = 0


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Signature lines at the right of the page, kept together on one page."""

    lines: tuple[SignatureLine, ...]


PlanBlock = Paragraph | Figure | FigureRow | Grid | CoverPage | SignatureBlock


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A piece of the document that is typeset alone."""

    id: str
    blocks: tuple[PlanBlock, ...]
    starts_page: bool = False
    bookmark: str | None = None  # title in the PDF outline
    level: int = 1


@dataclass(frozen=True, slots=True)
class Properties:
    """Metadata of the produced files."""

    title: str
    author: str  # the applying unit, or empty
    fingerprint: str
    language: str = "zh-CN"


@dataclass(frozen=True, slots=True)
class Plan:
    """One document. `has_cover`: the first page is the cover and carries no number."""

    document: str
    properties: Properties
    page: PageSetup
    parts: tuple[PlanPart, ...]
    has_cover: bool = False
    draft: bool = False

    @property
    def text_width_mm(self) -> float:
        return self.page.text_width_mm
