"""Sets what is not running text: pictures, the cover page, signature lines."""

from __future__ import annotations

from aimed_desktop.document.linebreak import balanced_room, break_lines
from aimed_desktop.document.plan import CoverPage, CoverRow, Figure, Paragraph, Run, SignatureBlock
from aimed_desktop.document.styles import (
    COVER_FOOT_TOP_MM,
    COVER_ROW_PITCH_MM,
    COVER_ROWS_TOP_MM,
    COVER_SEAL_PITCH_MM,
    COVER_SUFFIX_GAP_MM,
    COVER_TITLE_TOP_MM,
    FIGURE_BEFORE_PT,
    RULE_PT,
    SIGNATURE_LEFT_SHARE,
    STYLES,
    StyleName,
)
from aimed_desktop.document.typeset_boxes import (
    MM,
    Area,
    Mark,
    Picture,
    Placed,
    Rule,
    Strip,
    merged,
    stack_height,
    stacked,
)
from aimed_desktop.document.typeset_text import (
    base_line,
    line_marks,
    one_line_size,
    paragraph_strips,
    setting,
    text_width,
)

_RULE_DROP = 0.3  # of the size, from the base line of a cover value to its rule


def figure_strips(figure: Figure, room: float, tallest: float) -> list[Strip]:
    """The picture, centred, and its caption below; shrunk where it would not fit a page."""
    width, height = figure.width_mm * MM, figure.height_mm * MM
    scale = min(1.0, room / width, tallest / height)
    width, height = width * scale, height * scale
    marks: list[Mark] = [Picture((room - width) / 2, 0, width, height, figure.data)]
    if figure.field:
        marks.append(Area(0, 0, room, height, figure.field, 0))
    strips = [Strip(height, tuple(marks), figure.caption is not None, FIGURE_BEFORE_PT)]
    if figure.caption:
        strips.extend(paragraph_strips(figure.caption, room, keep_together=True))
    return strips


def signature_strips(block: SignatureBlock, room: float) -> list[Strip]:
    """The lines to sign, one page's; each keeps its room free above and beside it for the seal."""
    left = room * SIGNATURE_LEFT_SHARE
    placed: list[Placed] = []
    y = 0.0
    for line in block.lines:
        strips = paragraph_strips(Paragraph(line.runs, "signature"), room - left)
        y += max(line.room_mm * MM - STYLES["signature"].line_pt, 0)
        for strip in strips:
            placed.append((left, y, strip))
            y += strip.height
    return [merged(placed, y)]


def cover_strip(cover: CoverPage, width: float, height: float) -> Strip:
    """The whole cover page: title in the upper third, lines to fill, the foot at the bottom."""
    title = _lines(cover.title, "cover_title", width)
    foot = _lines(cover.foot, "cover_foot", width)
    rows, rows_height = _cover_rows(cover.rows, width)
    foot_height = stack_height(foot)
    spare = max(height - stack_height(title) - rows_height - foot_height, 0)
    wanted = (COVER_TITLE_TOP_MM + COVER_ROWS_TOP_MM + COVER_FOOT_TOP_MM) * MM
    tightness = min(1.0, spare / wanted)
    top = COVER_TITLE_TOP_MM * MM * tightness
    rows_top = top + stack_height(title) + COVER_ROWS_TOP_MM * MM * tightness
    placed = stacked(title, 0, top)
    placed.extend((x, rows_top + y, strip) for x, y, strip in rows)
    placed.extend(stacked(foot, 0, height - foot_height))
    return merged(placed, height)


def _lines(texts: tuple[str, ...], style: StyleName, width: float) -> list[Strip]:
    size = one_line_size(texts, style, width)
    paragraphs = [Paragraph((Run(text),), style) for text in texts]
    return [strip for paragraph in paragraphs for strip in paragraph_strips(paragraph, width, size=size)]


def _cover_rows(rows: tuple[CoverRow, ...], width: float) -> tuple[list[Placed], float]:
    """The rows from y = 0 on and their height; every value starts at the same place, beside its last
    label line; without a suffix its line is longer."""
    style = STYLES["cover_line"]
    if not rows:
        return [], 0.0
    labels = [line for row in rows for line in row.label.split("\n")]
    left = max(text_width(label, style.font, style.size_pt) for label in labels) + 0.5 * style.size_pt
    suffix = max(text_width(row.suffix, style.font, style.size_pt) for row in rows)
    right = width - (suffix + COVER_SUFFIX_GAP_MM * MM if suffix else 0)
    placed: list[Placed] = []
    y = 0.0
    pitch = COVER_ROW_PITCH_MM * MM
    for row in rows:
        strip = _cover_row(row, left, right if row.suffix else width)
        y += max(pitch - style.line_pt, 0)
        placed.append((0, y, strip))
        y += strip.height
        pitch = (COVER_SEAL_PITCH_MM if row.stamp else COVER_ROW_PITCH_MM) * MM
    return placed, y


def _cover_row(row: CoverRow, left: float, right: float) -> Strip:
    style = STYLES["cover_line"]
    size = style.size_pt
    value = setting(row.value, style.font, size)
    room = balanced_room(value.text, value.widths, right - left, size)
    lines = break_lines(value.text, value.widths, room, size)
    y = base_line(style.line_pt, size)
    *above, label = row.label.split("\n")
    marks: list[Mark] = []
    for words in above:
        marks.extend(_words(words, 0, y))
        y += style.line_pt
    marks.extend(_words(label, 0, y))
    for line in lines:
        x = left + max(right - left - line.width, 0) / 2
        marks.extend(line_marks(value, line.start, line.stop, x, y))
        marks.append(Rule(left, y + _RULE_DROP * size, right, y + _RULE_DROP * size, RULE_PT))
        y += style.line_pt
    marks.extend(_words(row.suffix, right + COVER_SUFFIX_GAP_MM * MM, y - style.line_pt))
    height = style.line_pt * (len(above) + len(lines))
    if row.field:
        marks.append(Area(left, 0, right - left, height, row.field))
    return Strip(height, tuple(marks))


def _words(text: str, x: float, y: float) -> list[Mark]:
    style = STYLES["cover_line"]
    source = setting(text, style.font, style.size_pt)
    return list(line_marks(source, 0, len(text), x, y))
