"""How the paragraphs of a narrative stand in a document, and the character that stands for an object."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextFormat, QTextListFormat

OBJECT = "\ufffc"
OBJECT_TYPE = int(QTextFormat.ObjectTypes.UserObject.value) + 1  # drawn by `ui.narrative.object_cards`
KEPT = int(QTextFormat.Property.UserProperty.value) + 1  # JSON of a block that is shown as one object
LEVELS = (1, 2, 3)
LIST_INDENT_PX = 30
_LINE_PERCENT = 130
_INDENT_PX = 28  # two characters
_LARGER = 1  # step of QTextFormat.FontSizeAdjustment

BlockEntry = Mapping[str, Any]


def object_format(entry: BlockEntry) -> QTextCharFormat:
    """The character that stands for a picture, a table or an unknown block."""
    look = QTextCharFormat()
    look.setObjectType(OBJECT_TYPE)
    look.setProperty(KEPT, json.dumps(dict(entry), ensure_ascii=False))
    return look


def kept_entry(look: QTextCharFormat) -> dict[str, Any] | None:
    """The block that a character of this format stands for."""
    kept = look.property(KEPT)
    return json.loads(kept) if kept else None


def heading_format(level: int = 1) -> QTextCharFormat:
    """How the words of a heading inside a narrative look."""
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold if level < LEVELS[-1] else QFont.Weight.DemiBold)
    if level == LEVELS[0]:
        look.setProperty(QTextFormat.Property.FontSizeAdjustment, _LARGER)
    return look


def paragraph_format(heading_level: int = 0) -> QTextBlockFormat:
    """How a paragraph stands: indented as on the paper, or a heading."""
    look = QTextBlockFormat()
    look.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if heading_level:
        look.setHeadingLevel(heading_level)
        look.setTopMargin(8 if heading_level == 1 else 4)
    else:
        look.setTextIndent(_INDENT_PX)
    return look


def item_format() -> QTextBlockFormat:
    """How an item of a list stands."""
    look = paragraph_format()
    look.setTextIndent(0)
    return look


def list_style(*, numbered: bool) -> QTextListFormat.Style:
    """How a list is marked."""
    return QTextListFormat.Style.ListDecimal if numbered else QTextListFormat.Style.ListDisc


def is_numbered(look: QTextListFormat) -> bool:
    """Whether a list counts its items."""
    return look.style() == QTextListFormat.Style.ListDecimal


def object_block_format() -> QTextBlockFormat:
    """How the paragraph of an object stands."""
    look = QTextBlockFormat()  # a line height in percent would leave a gap beside it
    look.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    look.setTopMargin(4)
    look.setBottomMargin(4)
    return look
