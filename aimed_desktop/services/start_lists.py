"""What the start page lists: notices with their forms, papers to be gathered, the applications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aimed_desktop.definition.model import listed_title
from aimed_desktop.services.start_words import begun_words

if TYPE_CHECKING:
    from aimed_desktop.application.life.progress import Progress
    from aimed_desktop.archive.amendments import Recorded
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.archive.entries import Overview
    from aimed_desktop.definition.library import Library
    from aimed_desktop.definition.model import Notice


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form under its notice."""

    id: str
    title: str
    is_summary: bool
    has_example: bool
    beside_others: str = ""  # its title where forms of several notices are listed


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """A notice as the supplementary notices have changed it, with its forms."""

    notice: Notice
    forms: tuple[FormLine, ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """The supporting papers of one form, or of several that ask for the same."""

    forms: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """An application in the list; `until` is its own deadline, else its notice's, None where none is known.

    `is_handed_in`: no days are left to be counted.
    """

    id: str
    form: str
    title: str
    form_title: str
    unit: str
    status: str
    version: int
    progress: Progress | None
    until: str | None
    changed: str  # local time, ISO 8601
    is_handed_in: bool
    is_supplement: bool = False  # `until` is that of papers handed in later
    notice: str = ""  # the notice's short name
    beside_others: str = ""  # `form_title` with it
    apart: str = ""  # what tells it from another of the same name: 建于6月1日 09:30


def notice_cards(library: Library, archive: Archive | None) -> list[NoticeCard]:
    """The notices, the latest deadline first; as published where no `archive` is open.

    One that prints no deadline counts as open for a year.
    """
    forms: dict[str, list[FormLine]] = {}
    named = forms_beside_others(library)
    for entry in library.listing(all_=False):
        has_example = library.example(entry.id) is not None
        line = FormLine(entry.id, entry.listed, entry.kind == "summary", has_example, named[entry.id])
        forms.setdefault(entry.notice, []).append(line)
    cards = [NoticeCard(_amended(library, archive, name), tuple(lines)) for name, lines in forms.items()]
    return sorted(cards, key=lambda card: (_open_until(card.notice), card.notice.id), reverse=True)


def forms_beside_others(library: Library) -> dict[str, str]:
    """By its id, how each form is called where forms of several notices are listed."""
    return {
        entry.id: listed_title(entry.attachment, entry.title, library.notice(entry.notice).short_title)
        for entry in library.listing(all_=True)
    }


def _open_until(notice: Notice) -> str:
    if notice.deadline or not notice.date:
        return notice.deadline or ""
    year, _, day = notice.date.partition("-")
    return f"{int(year) + 1}-{day}"


def papers_of(library: Library, forms: Iterable[FormLine]) -> list[Papers]:
    """The supporting papers that the forms ask for; forms that ask for the same together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for line in forms:
        papers = tuple(
            material.title + ("" if material.required is True else "（视情况或可选）")
            for material in library.form(line.id).materials
        )
        found.setdefault(papers, []).append(line.title)
    return [Papers(tuple(titles), papers) for papers, titles in found.items() if papers]


def application_lines(archive: Archive, library: Library, text: str = "") -> list[ApplicationLine]:
    """The applications in which `text` stands, the last changed first."""
    lines = _lines(archive, library, archive.overview(text, _titles(archive, library)))
    return _told_apart(archive, lines)


def deleted_lines(archive: Archive, library: Library) -> list[ApplicationLine]:
    """What lies in the recycle bin."""
    from aimed_desktop.archive.entries import Overview

    return _lines(archive, library, [Overview(entry, 0, None) for entry in archive.bin.entries()])


def amendments_of(archive: Archive, notice_id: str) -> list[Recorded]:
    """The supplementary notices recorded for a notice, in their order."""
    return [each for each in archive.amendments.all() if each.notice == notice_id]


def _amended(library: Library, archive: Archive | None, notice_id: str) -> Notice:
    notice = library.notice(notice_id)
    return archive.amendments.amended(notice) if archive is not None else notice


def _titles(archive: Archive, library: Library) -> dict[str, str]:
    """What each form and its notice are called."""
    listing = library.listing(all_=True)
    notices = {name: _amended(library, archive, name) for name in {entry.notice for entry in listing}}
    words = {
        name: " ".join((notice.title, notice.short_title, *notice.issuers))
        for name, notice in notices.items()
    }
    return {entry.id: f"{entry.listed} {words[entry.notice]}" for entry in listing}


def _lines(archive: Archive, library: Library, overviews: Sequence[Overview]) -> list[ApplicationLine]:
    from aimed_desktop.application.life.supplement import OFFERED_TO
    from aimed_desktop.application.model import HANDED_IN

    entries = {entry.id: entry for entry in library.listing(all_=True)}
    names = {entry.notice for entry in entries.values()}
    notices = {name: _amended(library, archive, name) for name in names}
    lines = []
    for overview in overviews:
        entry, form = overview.entry, entries.get(overview.entry.form)
        notice = notices[form.notice] if form else None
        short = notice.short_title if notice else ""
        later = overview.supplement if entry.status in OFFERED_TO else ""
        lines.append(
            ApplicationLine(
                entry.id,
                entry.form,
                form.listed if form and entry.title == form.title else entry.title,
                form.listed if form else entry.form,
                entry.unit,
                entry.status,
                overview.version,
                overview.progress,
                later or overview.due or (notice.deadline if notice else None),
                entry.changed,
                entry.status in HANDED_IN and not later,
                bool(later),
                short,
                listed_title(form.attachment, form.title, short) if form else entry.form,
            )
        )
    return lines


def _told_apart(archive: Archive, lines: list[ApplicationLine]) -> list[ApplicationLine]:
    """Lines of the same name and form, as a copy and its source, say when each was begun."""
    known = Counter((line.title, line.form) for line in lines)
    return [
        replace(line, apart=begun_words(archive.history(line.id)[0].time))
        if known[line.title, line.form] > 1
        else line
        for line in lines
    ]
