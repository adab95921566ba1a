"""Reads packets, builds the summary table and writes it, beside the window."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from aimed_desktop.services.operation import Failure, Kind, Operation
from aimed_desktop.services.problem_words import words_of
from ui.desk.application_service import ApplicationService
from ui.summary.base_choice import Base
from ui.widgets.jobs import Jobs

if TYPE_CHECKING:
    from aimed_desktop.application.model import Application
    from aimed_desktop.definition.fields import Field
    from aimed_desktop.definition.model import Form
    from aimed_desktop.errors import UserProblem
    from aimed_desktop.services.produced import Produced
    from aimed_desktop.summary.sources import Sources


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One packet or application file, and whether it can be used."""

    path: str
    is_usable: bool
    verdict: str  # 完整, 未打包, 有问题, 旧版, 已移出
    words: str  # form, unit and project; or what is wrong
    is_bad: bool = False
    is_out: bool = False  # taken out by the clerk


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
    """What the window shows of the summary as it stands."""

    lines: tuple[SourceLine, ...]
    tables: tuple[SummaryTable, ...]
    heads: tuple[Head, ...]
    told: tuple[str, ...]


@dataclass(slots=True)
class Wanted:
    """What the summary is made of: the form, what was added, and the words typed above the tables.

    `base`: the id of a kept summary that it goes on with; empty for none. `out`, `back`: the packets that
    the clerk has taken out, or put back.
    """

    form: str
    given: list[str] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)
    base: str = ""
    out: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)

    def snapshot(self) -> Wanted:
        """What is wanted now: the clerk may go on while it is made."""
        return replace(
            self, given=list(self.given), typed=dict(self.typed), out=list(self.out), back=list(self.back)
        )

    def take_out(self, path: str) -> None:
        """Leave one packet out."""
        self.out = [*(name for name in self.out if name != path), path]
        self.back = [name for name in self.back if name != path]

    def put_back(self, path: str) -> None:
        """List it again, whenever it was taken out."""
        self.out = [name for name in self.out if name != path]
        self.back = [*(name for name in self.back if name != path), path]


class SummaryWork:
    """Every packet is read once and kept while the page is open."""

    def __init__(self, desk: ApplicationService, jobs: Jobs, page: QWidget, failed: Failure) -> None:
        self._desk = desk
        self._jobs = jobs
        self._page = page
        self._failed = failed
        self._read: dict[str, Sources] = {}
        self._asked = 0

    def collect(self, wanted: Wanted, done: Callable[[Collected], None], ended: Callable[[], None]) -> None:
        """The tables of what is `wanted` last; `ended` where it was stopped or failed."""
        self._asked += 1
        number = self._asked

        def collected(made: Collected) -> None:
            if number == self._asked:
                done(made)

        def failed(error: BaseException) -> None:
            ended()
            self._failed(error)

        now = wanted.snapshot()
        operation = Operation(
            Kind.READS_ARCHIVE if now.base else Kind.READS_FILES,
            partial(self._collected, now),
            words="正在核对报送包……",
            done=collected,
            failed=failed,
            stopped=ended,
        )
        self._jobs.run(self._page, operation)

    def bases(self, form_id: str, done: Callable[[list[Base]], None]) -> None:
        """The kept summaries of a form, the last changed first."""

        def work() -> list[Base]:
            from aimed_desktop.services.start_words import changed_words

            kept = (entry for entry in self._desk.archive.list() if entry.form == form_id)
            return [
                Base(entry.id, f"{entry.title}（{entry.status}，{changed_words(entry.changed)}改过）")
                for entry in kept
            ]

        if self._desk.is_open:
            operation = Operation(Kind.READS_ARCHIVE, work, done=done, failed=self._failed)
            self._jobs.run(self._page, operation)

    def write(self, wanted: Wanted, folder: Path, done: Callable[[Produced], None], failed: Failure) -> None:
        """The summary as Excel, Word and PDF in `folder`."""
        now = wanted.snapshot()

        def work() -> Produced:
            from aimed_desktop.packet.names import safe_file_name
            from aimed_desktop.services.summing_up import summarise
            from aimed_desktop.summary.build import build_summary

            form, base = self._form_and_base(now)
            made = build_summary(form, self._chosen(now), self._desk.library, base).application
            name = safe_file_name(_name_of(made))
            outputs = [folder / f"{name}{ending}" for ending in (".xlsx", ".docx", ".pdf")]
            return summarise(form, self._chosen(now), self._desk.library, base, outputs)

        kind = Kind.READS_ARCHIVE if now.base else Kind.WRITES_FILES
        operation = Operation(kind, work, words="正在生成汇总表……", done=done, failed=failed)
        self._jobs.run(self._page, operation)

    def keep(self, wanted: Wanted, done: Callable[[str], None]) -> None:
        """Keep the summary as an application, to go on with by hand; its id: of its base, if a draft."""
        now = wanted.snapshot()

        def work() -> str:
            from aimed_desktop.services.summing_up import keep_summary
            from aimed_desktop.summary.build import build_summary

            form, base = self._form_and_base(now)
            made = build_summary(form, self._chosen(now), self._desk.library, base).application
            return keep_summary(self._desk.archive, now.base, made, self._desk.library.sources(form))

        self._jobs.run(self._page, Operation(Kind.WRITES_ARCHIVE, work, done=done, failed=self._failed))

    def _sources(self, wanted: Wanted) -> Sources:
        from aimed_desktop.application.file import read_application
        from aimed_desktop.stopping import checkpoint
        from aimed_desktop.summary.sources import joined, read_sources

        library, temporary = self._desk.library, self._desk.data_dir / "tmp"
        for name in wanted.given:
            checkpoint()
            if name not in self._read:
                self._read[name] = read_sources(
                    [name], library, lambda path: read_application(Path(path), library), temporary
                )
        return joined(self._read[name] for name in wanted.given)

    def _chosen(self, wanted: Wanted) -> Sources:
        return self._sources(wanted).chosen(wanted.out, wanted.back)

    def _form_and_base(self, wanted: Wanted) -> tuple[Form, Application]:
        from aimed_desktop.application.model import Application
        from aimed_desktop.application.values.types import normalise
        from aimed_desktop.services.summing_up import summary_base

        form = self._desk.library.form(wanted.form)
        base = summary_base(self._desk.archive, wanted.base) if wanted.base else Application(form)
        for name, text in wanted.typed.items():
            if (found := form.field(name)) is not None:
                base.set(name, normalise(found, text.strip()))
        return form, base

    def _collected(self, wanted: Wanted) -> Collected:
        from aimed_desktop.summary.build import build_summary

        form, base = self._form_and_base(wanted)
        everything = self._sources(wanted)
        sources = everything.chosen(wanted.out, wanted.back)
        made = build_summary(form, sources, self._desk.library, base)
        out = {*wanted.out, *made.excluded}
        return Collected(
            tuple(self._lines(everything, sources.refused, out)),
            tuple(_table(item, made.application) for item in form.fields if item.fields),
            tuple(
                Head(item.id, item.label, made.application.text_of(item.id))
                for item in form.fields
                if not item.fields
            ),
            self._told(everything, [*sources.told, *made.told], made.excluded),
        )

    def _told(self, everything: Sources, told: Sequence[str], excluded: Collection[str]) -> tuple[str, ...]:
        """What the list of packets does not say already."""
        from aimed_desktop.messages import sentence

        listed = {f"{name}：{problem}" for name, problem in everything.refused.items()}
        listed |= {*everything.replaced.values(), *(sentence("summary_excluded", name=n) for n in excluded)}
        left = dict.fromkeys(words for words in told if words not in listed)
        return tuple(self._brief(words, everything) for words in left)

    @staticmethod
    def _brief(words: str, everything: Sources) -> str:
        """The words with files by their names: where they stand is told under the mouse."""
        names = {*(source.name for source in everything.found), *everything.replaced, *everything.refused}
        names |= {name.removesuffix(".zip") for name in names}  # a packet is made as both
        for name in sorted(names, key=len, reverse=True):
            words = words.replace(name, Path(name).name)
        return words

    def _lines(
        self, everything: Sources, refused: Mapping[str, UserProblem], out: Collection[str]
    ) -> list[SourceLine]:
        """What is wrong first, what was taken out last."""
        lines = [
            SourceLine(name, is_usable=False, verdict="有问题", words=words_of(problem), is_bad=True)
            for name, problem in refused.items()
        ]
        lines += [
            self._good_line(source.name, source.application)
            for source in everything.found
            if source.name not in refused
        ]
        lines += [
            SourceLine(name, is_usable=False, verdict="旧版", words=self._brief(words, everything))
            for name, words in everything.replaced.items()
        ]
        known = {line.path for line in lines}
        lines += [
            SourceLine(name, is_usable=False, verdict="", words=words_of(problem))
            for name, problem in everything.refused.items()
            if name not in known
        ]
        marked = [
            replace(line, is_usable=False, verdict="已移出", is_bad=False, is_out=True)
            if line.path in out
            else line
            for line in lines
        ]
        return sorted(marked, key=lambda line: (not line.is_bad, line.is_out, line.path))

    def _good_line(self, name: str, app: Application) -> SourceLine:
        from aimed_desktop.services.archiving import is_packet

        words = "　".join(
            filter(
                None, (app.text_of(app.form.unit_name), app.text_of(app.form.project_name), app.form.title)
            )
        )
        verdict = "完整" if is_packet(Path(name)) else "未打包"
        return SourceLine(name, is_usable=True, verdict=verdict, words=words)


def _table(item: Field, app: Application) -> SummaryTable:
    from aimed_desktop.application.masking import displayed_words

    rows = app.get(item.id)
    texts = [
        tuple(
            displayed_words(child, row.get(child.id)) if row.get(child.id) is not None else ""
            for child in item.fields
        )
        for row in (rows if isinstance(rows, Sequence) else ())
    ]
    return SummaryTable(item.label, tuple(child.label for child in item.fields), tuple(texts))


def _name_of(app: Application) -> str:
    from aimed_desktop.packet.names import filled

    return filled(app, app.form.file_name or "{title}")
