"""How a chapter's Word file says which chapters it holds: in its keywords, and by the line above the text."""

from __future__ import annotations

from collections.abc import Sequence

BEGIN_LINE = "以下写正文（本行请保留）"
_LEAD = "aimed-chapter:"


def chapter_keywords(paths: Sequence[str]) -> str:
    """The keywords of a file with these chapters."""
    return _LEAD + "|".join(paths)


def chapter_paths(keywords: str) -> tuple[str, ...]:
    """The paths of the chapters that keywords tell of; none for any other file."""
    return tuple(keywords.removeprefix(_LEAD).split("|")) if keywords.startswith(_LEAD) else ()


def chapter_title(label: str) -> str:
    """The title above a chapter."""
    return f"章节：{label}"
