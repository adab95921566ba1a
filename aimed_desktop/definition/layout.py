"""What the paper is made of: documents, their parts, and the cells of their tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aimed_desktop.definition.expression import Expression
from aimed_desktop.definition.fields import Text


@dataclass(frozen=True, slots=True)
class HandPlace:
    """A place for a hand or a seal. `unit` is the path of the name it belongs to."""

    kind: Literal["sign", "stamp", "date"]
    label: Text  # as printed: 申请单位（盖章）：
    unit: str | None = None
    who: str | None = None  # who signs, for the 盖章签字路线单
    signers: str | None = None  # column of a rows field: each person named in it signs here
    field: str | None = None  # date: typed date printed here; None: left open for the hand
    line: int = 0  # of the definition: tells places of the same words apart


@dataclass(frozen=True, slots=True)
class CoverLine:
    """`label` ____value____ `suffix`; a rows field prints one line for each row."""

    label: str
    field: str
    suffix: str | None = None  # printed after the line, as （加盖公章）
    stamp: bool = False  # a seal goes over the printed unit name
    who: str | None = None  # who stamps it where it is not the applicant, as 推荐单位
    blank: str | None = None  # printed while it is empty, as 　　年　　月　　日
    column: str | None = None  # rows field: the child that is printed


@dataclass(frozen=True, slots=True)
class Cover:
    title: tuple[Text, ...]  # one entry a line
    lines: tuple[CoverLine, ...]
    foot: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The centred title of a part that stands alone, with a line under it such as （模板）."""

    text: Text
    blank_only: Text | None = None  # printed by the blank form only


@dataclass(frozen=True, slots=True)
class Heading:
    text: Text
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Printed paragraphs. `indent`: first-line indent in characters."""

    texts: tuple[Text, ...]
    align: Literal["left", "center", "right", "justify"] = "justify"
    indent: float = 2
    small: bool = False  # in the size of a table, as a note under it


@dataclass(frozen=True, slots=True)
class Narrative:
    """A chapter outside the table: its printed label, its hint, then what was written."""

    field: str
    level: int = 2  # of its label, as of a heading
    hints_below: bool = False  # each hint a paragraph of its own under the label


@dataclass(frozen=True, slots=True)
class Signature:
    """Signature lines kept together with room for the seal; `inline`: lines at the left, without it."""

    places: tuple[HandPlace, ...]
    inline: bool = False


@dataclass(frozen=True, slots=True)
class CellText:
    text: Text
    role: Literal["label", "hint", "note", "plain"] = "label"
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class CellField:
    """A field in a cell. `path` is relative to the repeated block it stands in."""

    path: str
    flow: Literal["inline", "list"] = "inline"  # options side by side, or one a line
    plain: bool = False  # a choice printed as its words, without boxes


@dataclass(frozen=True, slots=True)
class Names:
    """Typed names in one line, as 甲医院（盖章）+乙公司（盖章）; `blank` is printed while there is none."""

    fields: tuple[str, ...]  # a column of a rows field gives one name for each row
    blank: Text
    join: str = "、"  # between two names
    after: str = ""  # behind each name
    align: Literal["left", "center", "right"] = "left"
    line: int = 0

    @property
    def stamp(self) -> bool:
        """Each of the units puts its seal on its name."""
        return "章" in self.after


CellPart = CellText | CellField | HandPlace | Names


@dataclass(frozen=True, slots=True)
class Cell:
    parts: tuple[CellPart, ...]
    span: int = 1
    down: int | Literal["all"] = 1  # "all": to the end of the block that it stands in
    align: Literal["left", "center", "right"] | None = None  # None: labels centred, answers left
    min_height_mm: float | None = None

    @property
    def is_label(self) -> bool:
        """Nothing is typed or signed here."""
        return all(isinstance(part, CellText) and part.role == "label" for part in self.parts)


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    header: bool = False  # repeated at the top of each page
    blank_only: bool = False  # printed by the blank form only
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together; with `repeat`, once for each row of that rows field."""

    rows: tuple[Row | Block, ...]
    repeat: str | None = None
    blank_only: bool = False
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Table:
    widths: tuple[float, ...]  # parts of the text width
    rows: tuple[Row | Block, ...]


Body = Cover | Title | Heading | Paragraphs | Narrative | Signature | Table | Names


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document, in the order of the paper."""

    id: str  # unique in its form
    body: Body
    starts_page: bool = False
    when: Expression | None = None
    each: str | None = None  # repeated for each ticked option of this field
    blank_only: bool = False
    materials_follow: bool = False  # the supporting papers are bound in behind it
    line: int = 0


@dataclass(frozen=True, slots=True)
class PageSetup:
    """A4 by default; `binding` leaves room at the left edge for 胶装. Lengths in mm."""

    width_mm: float = 210
    height_mm: float = 297
    top_mm: float = 30
    bottom_mm: float = 28
    left_mm: float = 26
    right_mm: float = 26
    landscape: bool = False
    binding_mm: float = 0
    number: bool = True  # — 1 — at the foot, cover unnumbered

    @property
    def text_width_mm(self) -> float:
        """Between the margins."""
        width = self.height_mm if self.landscape else self.width_mm
        return width - self.left_mm - self.right_mm - self.binding_mm


@dataclass(frozen=True, slots=True)
class Document:
    """What becomes one Word file and one PDF."""

    id: str
    title: str
    parts: tuple[Part, ...]
    page: PageSetup = PageSetup()
    file_name: str | None = None  # pattern with {field}; None: the title
