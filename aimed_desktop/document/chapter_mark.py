"""Which chapters there are, and how their Word file says so: in its keywords, and by its own lines."""

from __future__ import annotations

from collections.abc import Sequence

from aimed_desktop.application.evaluate import holds
from aimed_desktop.application.model import Application
from aimed_desktop.application.paper import Paper
from aimed_desktop.definition.fields import FieldType

BEGIN_LINE = "以下写正文（本行请保留）"
_LONG = (FieldType.MULTILINE, FieldType.NARRATIVE)
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


def chapters(app: Application) -> list[str]:
    """The paths of the long texts that can be given to an author, in paper order."""
    paper = Paper(app.form)
    found = [
        real
        for path, field in app.form.walk()
        if field.type in _LONG and not field.carried
        for real in app.instances(path)
        if field.when is None or holds(field.when, app, at=real.removesuffix(field.id)) is not False
    ]
    return sorted(found, key=paper.rank)
