"""Which paragraphs of a PDF file are surely headings, and of which level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aimed_desktop.document.pdf.text.paragraphs import Paragraph

_LONGEST = 40  # characters
_LARGER = 1.12  # than the text
_MOSTLY = 0.95
_NO_HEADING = "。；;，,、：:？?！!"
_LEVELS = (
    re.compile(
        r"第[一二三四五六七八九十百0-9]{1,3}[章篇部编]|[一二三四五六七八九十]{1,3}[、.．]|[0-9]{1,2}[\s\u3000]+\D"
    ),
    re.compile(
        r"第[一二三四五六七八九十百0-9]{1,3}节|[（(][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}\.[0-9]{1,2}(?![0-9.])"
    ),
    re.compile(r"[0-9]{1,2}[.、．](?![0-9])|[（(][0-9]{1,2}[)）]|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}"),
)


def levels_of(paragraphs: Sequence[Paragraph], text_size: float) -> list[int]:
    """For each paragraph the level of the heading that it is; 0 where it is none, or not surely.

    What is larger than the text, or stands out by its weight and has a label, is a heading.
    """
    marked = [_stands_out(paragraph, text_size) for paragraph in paragraphs]
    usual = sum(marked) * 2 < len(marked) or len(marked) < 4
    larger = sorted(
        {
            round(p.size, 0)
            for p, is_one in zip(paragraphs, marked, strict=True)
            if is_one and _is_larger(p, text_size)
        },
        reverse=True,
    )
    return [
        _level(paragraph, larger) if is_one and usual else 0
        for paragraph, is_one in zip(paragraphs, marked, strict=True)
    ]


def _stands_out(paragraph: Paragraph, text_size: float) -> bool:
    text = paragraph.text.strip()
    if not text or len(text) > _LONGEST or len(paragraph.lines) > 2 or paragraph.first.line.is_row:
        return False
    is_labelled = any(level.match(text) for level in _LEVELS)
    if text[-1] in _NO_HEADING and not is_labelled:
        return False
    is_strong = paragraph.share(bold=True) > _MOSTLY or paragraph.share(bold=False) > _MOSTLY
    return _is_larger(paragraph, text_size) or (is_strong and is_labelled)


def _is_larger(paragraph: Paragraph, text_size: float) -> bool:
    return paragraph.size > _LARGER * text_size


def _level(paragraph: Paragraph, sizes: Sequence[float]) -> int:
    text = paragraph.text.strip()
    named = next((number for number, level in enumerate(_LEVELS, 1) if level.match(text)), 0)
    if named:
        return named
    return min(sizes.index(round(paragraph.size, 0)) + 1 if round(paragraph.size, 0) in sizes else 1, 3)
