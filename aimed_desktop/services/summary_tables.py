"""A summary as the clerk puts it together: packets read once, tables shown, written, kept to go on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.values.shapes import is_mapping
from aimed_desktop.services.produced import Produced
from aimed_desktop.services.start_words import changed_words
from aimed_desktop.services.summary_choice import Wanted
from aimed_desktop.services.summary_lines import SourceLine, source_lines, told_besides
from aimed_desktop.services.summing_up import keep_summary, summarise, summary_base
from aimed_desktop.stopping import checkpoint

if TYPE_CHECKING:
    from aimed_desktop.application.model import Application
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.definition.fields import Field
    from aimed_desktop.definition.library import Library
    from aimed_desktop.definition.model import Form
    from aimed_desktop.summary.build import Summary
    from aimed_desktop.summary.sources import Sources


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """One table of the summary as the paper prints it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A line above or below the tables that is typed, or that all applications say alike."""

    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Collected:
    """What is shown of a summary as it stands."""

    lines: tuple[SourceLine, ...]
    tables: tuple[SummaryTable, ...]
    heads: tuple[Head, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """A summary that is kept in the archive."""

    id: str
    words: str


class ReadSources:
    """The packets and files that were read, each once. `temporary`: where packets are unpacked."""

    def __init__(self, temporary: Path) -> None:
        self._temporary = temporary
        self._read: dict[str, Sources] = {}

    def of(self, names: Sequence[str], library: Library) -> Sources:
        """What is found in all of them, those read that are new."""
        from aimed_desktop.application.file import read_application
        from aimed_desktop.summary.sources import joined, read_sources

        for name in names:
            checkpoint()
            if name not in self._read:
                self._read[name] = read_sources(
                    [name], library, lambda path: read_application(Path(path), library), self._temporary
                )
        return joined(self._read[name] for name in names)


def summary_bases(archive: Archive, form_id: str) -> list[Base]:
    """The kept summaries of a form, the last changed first."""
    return [
        Base(entry.id, f"{entry.title}（{entry.status}，{changed_words(entry.changed)}改过）")
        for entry in archive.list()
        if entry.form == form_id
    ]


def collect(wanted: Wanted, read: ReadSources, library: Library, archive: Archive | None) -> Collected:
    """The tables as they come out, and what became of each packet. `archive`: where the base is kept."""
    everything, made = _built(wanted, read, library, archive)
    sources = everything.chosen(wanted.out, wanted.back)
    app, out = made.application, {*wanted.out, *made.excluded}
    return Collected(
        tuple(source_lines(everything, sources.refused, out)),
        tuple(_table(item, app) for item in app.form.fields if item.fields),
        tuple(Head(each.id, each.label, app.text_of(each.id)) for each in app.form.fields if not each.fields),
        told_besides(everything, [*sources.told, *made.told], made.excluded),
    )


def write_summary_files(
    wanted: Wanted, read: ReadSources, library: Library, archive: Archive | None, folder: Path
) -> Produced:
    """The summary as Excel, Word and PDF in `folder`."""
    from aimed_desktop.packet.names import filled, safe_file_name
    from aimed_desktop.summary.build import build_summary

    form, base = _form_and_base(wanted, library, archive)
    chosen = read.of(wanted.given, library).chosen(wanted.out, wanted.back)
    app = build_summary(form, chosen, library, base).application
    name = safe_file_name(filled(app, app.form.file_name or "{title}"))
    outputs = [folder / f"{name}{ending}" for ending in (".xlsx", ".docx", ".pdf")]
    return summarise(form, chosen, library, base, outputs)


def keep_wanted(wanted: Wanted, read: ReadSources, library: Library, archive: Archive) -> str:
    """Keep the summary as an application, to go on with by hand; its id: of its base, if a draft."""
    _everything, made = _built(wanted, read, library, archive)
    sources = library.sources(made.application.form)
    return keep_summary(archive, wanted.base, made.application, sources)


def _built(
    wanted: Wanted, read: ReadSources, library: Library, archive: Archive | None
) -> tuple[Sources, Summary]:
    """All that was found in what is given, and the summary made of what is chosen of it."""
    from aimed_desktop.summary.build import build_summary

    form, base = _form_and_base(wanted, library, archive)
    everything = read.of(wanted.given, library)
    return everything, build_summary(form, everything.chosen(wanted.out, wanted.back), library, base)


def _form_and_base(wanted: Wanted, library: Library, archive: Archive | None) -> tuple[Form, Application]:
    from aimed_desktop.application.model import Application
    from aimed_desktop.application.values.types import normalise

    form = library.form(wanted.form)
    base = Application(form)
    if wanted.base:
        assert archive is not None, "a base is kept in an archive"
        base = summary_base(archive, wanted.base)
    for name, text in wanted.typed.items():
        if (found := form.field(name)) is not None:
            base.set(name, normalise(found, text.strip()))
    return form, base


def _table(item: Field, app: Application) -> SummaryTable:
    from aimed_desktop.application.masking import displayed_words

    rows = app.get(item.id)
    texts = [
        tuple(
            displayed_words(child, row.get(child.id)) if row.get(child.id) is not None else ""
            for child in item.fields
        )
        for row in (rows if isinstance(rows, list) else ())
        if is_mapping(row)
    ]
    return SummaryTable(item.label, tuple(child.label for child in item.fields), tuple(texts))
