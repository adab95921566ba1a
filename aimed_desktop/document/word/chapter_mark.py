"""Which chapters there are, and how their Word file says so: in its keywords, and by its own lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aimed_desktop.application.checks.evaluate import holds
from aimed_desktop.application.model import Application
from aimed_desktop.application.values.paper_order import PaperOrder

BEGIN_LINE = "以下写正文（本行请保留）"
_LEAD, _ORIGIN = "aimed-chapter", "@"
_BETWEEN = ":| "  # what may follow the lead: LibreOffice makes a blank of a colon


@dataclass(frozen=True, slots=True)
class ChapterMark:
    """What the Word file of chapters says of itself. `given`: by path the `print_mark` of the text that
    was given out; `origin`: the id of its application in the archive. Both are empty where it is not told.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""


def chapter_keywords(mark: ChapterMark) -> str:
    """The keywords of a file with these chapters."""
    origin = [_ORIGIN + mark.origin] if mark.origin else []
    return "|".join([_LEAD, *origin, *(f"{path}={given}" for path, given in mark.given.items())])


def chapter_mark(keywords: str) -> ChapterMark:
    """What keywords tell of chapters; nothing for any other file."""
    if not keywords.startswith(_LEAD):
        return ChapterMark()
    words = keywords.removeprefix(_LEAD).lstrip(_BETWEEN).split("|")
    origin = next((word.removeprefix(_ORIGIN) for word in words if word.startswith(_ORIGIN)), "")
    chapters_in = (word.partition("=") for word in words if not word.startswith(_ORIGIN))
    return ChapterMark({path: given for path, _, given in chapters_in}, origin)


def chapter_title(label: str) -> str:
    """The title above a chapter."""
    return f"章节：{label}"


def chapters(app: Application) -> list[str]:
    """The paths of the long texts that can be given to an author, in paper order."""
    paper = PaperOrder(app.form)
    found = [
        real
        for path, definition in app.form.walk()
        if definition.is_long and not definition.carried
        for real in app.instances(path)
        if definition.when is None
        or holds(definition.when, app, at=real.removesuffix(definition.id)) is not False
    ]
    return sorted(found, key=paper.rank)
