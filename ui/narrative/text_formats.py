"""How the paragraphs of a narrative stand in a document, and the character that stands for an object."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextFormat, QTextListFormat

from aimed_desktop.application.values.labels import label_text
from aimed_desktop.application.values.words import Look

OBJECT = "\ufffc"
OBJECT_TYPE = int(QTextFormat.ObjectTypes.UserObject.value) + 1  # drawn by `ui.narrative.object_cards`
KEPT = int(QTextFormat.Property.UserProperty.value) + 1  # JSON of a block that is shown as one object
LOOK = KEPT + 1  # of characters: which look they have
ITEM = LOOK + 1  # of a list item: JSON of what it holds beside its words
NO_LEVEL = ITEM + 1  # of a heading whose value names no level
_LIST_KEYS, _LABEL, _DEPTH = NO_LEVEL + 1, NO_LEVEL + 2, NO_LEVEL + 3  # of a list
PARTED = _DEPTH + 1  # of a long list that stands in parts: its number (`list_parts`)
LEVELS = (1, 2, 3)
INDENT_PX = 15  # one step of a list's indent
_LEAST_STEPS, _EM_PX, _GAP_PX = 2, 15, 6
_WIDE_NUMBER = 12  # labels up to this one fit before their words
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


@cache
def plain_format() -> QTextBlockFormat:
    """How a paragraph of plain text stands; never changed."""
    return paragraph_format()


def item_format(kept: object = None) -> QTextBlockFormat:
    """How an item of a list stands; `kept`: what it holds beside its words."""
    look = paragraph_format()
    look.setTextIndent(0)
    if kept is not None:
        look.setProperty(ITEM, json.dumps(kept, ensure_ascii=False))
    return look


def list_format(
    keys: Mapping[str, Any], label: str | None, depth: int = 0, within: QTextListFormat | None = None
) -> QTextListFormat:
    """How a list stands: `keys` of its value beside the items, the pattern of its labels (None: bullets).

    Qt draws no mark of it; `item_labels` does. `within` is the list whose item holds it.
    """
    look = QTextListFormat()
    look.setStyle(QTextListFormat.Style.ListStyleUndefined)
    look.setProperty(_LIST_KEYS, json.dumps(dict(keys), ensure_ascii=False))
    look.setProperty(_LABEL, label or "")
    look.setProperty(_DEPTH, depth)
    look.setIndent((within.indent() if within is not None else 0) + _steps(label))
    return look


def relabelled(look: QTextListFormat, keys: Mapping[str, Any], label: str | None) -> QTextListFormat:
    """How a list stands where it has other keys and labels than `look`."""
    made = list_format(keys, label, list_depth(look))
    made.setIndent(look.indent() - _steps(list_label(look)) + _steps(label))
    return made


def list_keys(look: QTextListFormat) -> dict[str, Any]:
    """What the value of a list holds beside its items."""
    kept = look.property(_LIST_KEYS)
    return json.loads(kept) if kept else {"numbered": is_numbered(look)}


def list_label(look: QTextListFormat) -> str | None:
    """The pattern of the labels of a list, None for bullets."""
    return look.property(_LABEL) or None


def list_depth(look: QTextListFormat) -> int:
    """How deep a list stands in others, from 0."""
    return int(look.property(_DEPTH) or 0)


def is_numbered(look: QTextListFormat) -> bool:
    """Whether a list counts its items."""
    return list_label(look) is not None


def look_format(look: Look, base: QTextCharFormat | None = None) -> QTextCharFormat:
    """How characters of a look are shown in words of the format `base`."""
    made = QTextCharFormat(base) if base is not None else QTextCharFormat()
    if look:
        made.setProperty(LOOK, look)
    if look == "bold":
        made.setFontWeight(QFont.Weight.Bold)
    elif look:
        made.setVerticalAlignment(_RAISED[look])
    return made


def look_of(look: QTextCharFormat) -> Look:
    """The look that characters of this format have."""
    return cast("Look", look.property(LOOK) or "")


def object_block_format() -> QTextBlockFormat:
    """How the paragraph of an object stands."""
    look = QTextBlockFormat()  # a line height in percent would leave a gap beside it
    look.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    look.setTopMargin(4)
    look.setBottomMargin(4)
    return look


def _steps(label: str | None) -> int:
    """How many steps of indent the marks of a list need."""
    widest = label_text(label, _WIDE_NUMBER) if label else ""
    ems = sum(1 if ord(character) > 0xFF else 0.6 for character in widest)
    return max(_LEAST_STEPS, -int(-(ems * _EM_PX + _GAP_PX) // INDENT_PX))


_RAISED = {
    "sup": QTextCharFormat.VerticalAlignment.AlignSuperScript,
    "sub": QTextCharFormat.VerticalAlignment.AlignSubScript,
}
