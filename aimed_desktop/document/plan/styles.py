"""Named text styles that both writers draw with. Sizes in pt, after GB/T 9704-2012 where it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FontRole = Literal["xiaobiaosong", "hei", "kai", "fangsong", "song"]
StyleName = Literal[
    "cover_title", "cover_line", "cover_foot",
    "title", "title_mark", "heading1", "heading2", "heading3",
    "body", "hint", "list_item", "caption", "signature",
    "cell_label", "cell_answer", "cell_hint", "cell_heading", "cell_item", "cell_caption", "page_number",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set. `line_pt` is exact; `before_pt`/`after_pt` stand between paragraphs."""

    font: FontRole
    size_pt: float
    line_pt: float
    align: Literal["left", "center", "right", "justify"] = "left"
    indent_chars: float = 0
    before_pt: float = 0
    after_pt: float = 0
    keep_next: bool = False


STYLES: dict[StyleName, TextStyle] = {
    "cover_title": TextStyle("xiaobiaosong", 22, 36, "center"),
    "cover_line": TextStyle("fangsong", 16, 30),
    "cover_foot": TextStyle("kai", 16, 28, "center"),
    "title": TextStyle("xiaobiaosong", 22, 34, "center", before_pt=6, after_pt=6, keep_next=True),
    "title_mark": TextStyle("kai", 14, 24, "center", after_pt=6, keep_next=True),
    "heading1": TextStyle("hei", 16, 30, before_pt=8, after_pt=4, keep_next=True),
    "heading2": TextStyle("kai", 15, 28, "justify", keep_next=True),
    "heading3": TextStyle("fangsong", 14, 26, "justify", indent_chars=2, keep_next=True),
    "body": TextStyle("fangsong", 14, 26, "justify", indent_chars=2),
    "hint": TextStyle("kai", 14, 26, "justify", indent_chars=2),
    "list_item": TextStyle("fangsong", 14, 26, "justify", indent_chars=2),
    "caption": TextStyle("hei", 10.5, 18, "center", before_pt=2, after_pt=4),
    "signature": TextStyle("fangsong", 14, 26),
    "cell_label": TextStyle("song", 12, 18, "center"),
    "cell_answer": TextStyle("fangsong", 12, 19, "left"),
    "cell_hint": TextStyle("kai", 12, 19, "left"),
    "cell_heading": TextStyle("hei", 12, 19, "left", keep_next=True),
    "cell_item": TextStyle("fangsong", 12, 19, "left"),
    "cell_caption": TextStyle("hei", 10.5, 16, "center", after_pt=2),
    "page_number": TextStyle("song", 14, 18, "center"),
}

RULE_PT = 0.5  # table lines
CELL_PADDING_MM = 1.6  # left and right of a cell's text
CELL_PADDING_VERTICAL_MM = 0.9
SEAL_ROOM_MM = 45
COVER_SEAL_PITCH_MM = 25
BALANCED: tuple[StyleName, ...] = ("cover_title", "cover_line", "title")  # set in lines of like length

# Distances that Word and PDF share, so that both break their pages alike.
COVER_TITLE_TOP_MM = 38
COVER_ROWS_TOP_MM = 28
COVER_FOOT_TOP_MM = 15
COVER_ROW_PITCH_MM = 14
COVER_SUFFIX_GAP_MM = 2
SIGNATURE_LEFT_SHARE = 0.42  # of the width: the lines begin here, so that their ends stay free for the seal
FIGURE_BEFORE_PT = 3
BELOW_GRID_PT = 4
WHOLE_ROW_PT = 120  # a lower row moves to the next page as a whole
SMALL_GRID_SHARE = 0.35  # of the page: so low a grid is not parted
TALLEST_IN_CELL_SHARE = 0.8  # of the page: a picture in a cell leaves room for its caption and the border
SMALL_LOOK = 0.65  # of the size: what is raised or lowered, as Word sets it
RAISED = 0.33  # of the size, above the base line
LOWERED = 0.14
SHRINKABLE = 1.25  # how much too wide a title, a number or an address may be to be set smaller
PAGE_NUMBER_FROM_EDGE_MM = 16  # its base line
