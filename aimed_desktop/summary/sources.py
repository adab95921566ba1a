"""The applications that a summary is made from: verified packets, folders of them, application files."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.types import normalise_values
from aimed_desktop.definition.library import Library
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.errors import UserProblem, unreadable
from aimed_desktop.exit_status import ExitStatus
from aimed_desktop.messages import sentence
from aimed_desktop.packet.bag import MANIFEST, VERSION_LABEL, open_packet
from aimed_desktop.packet.contents import read_contents
from aimed_desktop.packet.foreign_scans import unfit_scans
from aimed_desktop.packet.litter import is_litter
from aimed_desktop.packet.payload import APPLICATION
from aimed_desktop.packet.tag_files import DECLARATION, INFORMATION, PAYLOAD
from aimed_desktop.packet.verify import PacketReport, verify_opened
from aimed_desktop.summary.exclusions import Identity, identity_of

_DEEPEST = 4  # folders inside folders are looked into so far
_MOST_PACKETS = 2_000
_SIGNS = (DECLARATION, INFORMATION, MANIFEST, f"{PAYLOAD}/{APPLICATION}")


@dataclass(frozen=True, slots=True)
class Source:
    """One application, by the name that messages call it; two of one `mark` print the same.

    `version`: that of its 定稿, 0 where it has none.
    """

    name: str
    application: Application
    mark: str
    version: int = 0


@dataclass(slots=True)
class Sources:
    """What could be read, in the order given; `told` says what could not, and what was used once.

    `refused` has the reason for each name that could not be used, `replaced` what took the place of each
    earlier version.
    """

    found: list[Source] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    refused: dict[str, UserProblem] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)
    excluded: tuple[Identity, ...] = ()  # taken out by the officer
    put_back: tuple[Identity, ...] = ()
    status: ExitStatus = ExitStatus.DONE

    def refuse(self, name: str, problem: UserProblem) -> None:
        """Name what could not be used; the others go on."""
        self.refused[name] = problem
        self.told.append(f"{name}：{problem}")
        self.status = max(self.status, problem.status)

    def add(self, source: Source) -> None:
        """Take the application in, once: of two that print the same the one read later, of two versions of
        one application the higher.
        """
        for index, earlier in enumerate(self.found):
            if _is_other_version(earlier, source):
                newer = source if source.version > earlier.version else earlier
                self._replace(earlier if newer is source else source, newer)
                self.found[index] = newer
                return
            if earlier.mark == source.mark:
                same = earlier.application.values == source.application.values
                code = "summary_twice" if same else "summary_newer"
                if not (same and source.name == f"{earlier.name}.zip"):  # a packet is made as both
                    self.told.append(sentence(code, name=source.name, first=earlier.name))
                self.found[index] = source
                return
        self.found.append(source)

    def chosen(self, out: Collection[str], back: Collection[str]) -> Sources:
        """The same without what is named in `out`; what is named in `back` stays out no longer."""
        return Sources(
            [source for source in self.found if source.name not in out or identity_of(source.application)],
            [line for line in self.told if not any(line.startswith(f"{name}：") for name in out)],
            {name: problem for name, problem in self.refused.items() if name not in out},
            dict(self.replaced),
            self._identities(out),
            self._identities(back),
            self.status,
        )

    def _identities(self, names: Collection[str]) -> tuple[Identity, ...]:
        found = (identity_of(source.application) for source in self.found if source.name in names)
        return tuple(identity for identity in found if identity is not None)

    def _replace(self, older: Source, newer: Source) -> None:
        words = sentence(
            "summary_replaced", name=newer.name, version=newer.version, first=older.name, old=older.version
        )
        self.replaced[older.name] = words
        if older.name.removesuffix(".zip") not in self.replaced or not older.name.endswith(".zip"):
            self.told.append(words)


def _is_other_version(one: Source, other: Source) -> bool:
    """Whether they are two versions of one application."""
    if not one.version or not other.version or one.version == other.version:
        return False
    identity = identity_of(one.application)
    return identity is not None and identity == identity_of(other.application)


def joined(parts: Iterable[Sources]) -> Sources:
    """Everything that was read bit by bit, as if it had been read at once; the parts stay as they are."""
    whole = Sources()
    for part in parts:
        whole.told += part.told
        whole.refused |= part.refused
        whole.replaced |= part.replaced
        whole.status = max(whole.status, part.status)
        for source in part.found:
            whole.add(source)
    return whole


Reader = Callable[[str], Application]


def read_sources(inputs: Iterable[str], library: Library, read: Reader, temporary: Path) -> Sources:
    """The applications of `inputs`; `read` opens an application file or archive id.

    Packets are verified first. A packet's values are read on our own definition where we have it:
    a stranger's says nothing about how our table prints them.
    """
    sources = Sources()
    for name in inputs:
        try:
            for path in _packets(Path(name)):
                _add_packet(path, sources, library, temporary)
            if not _is_packet_path(Path(name)):
                app = read(name)
                sources.add(Source(name, app, _mark(app), app.version))
        except UserProblem as problem:
            sources.refuse(name, problem)
        except OSError as error:
            sources.refuse(name, unreadable(name, error))
    return sources


def _is_packet_path(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() == ".zip"


def _packets(path: Path) -> list[Path]:
    """The packet at `path`, or those in that folder, sorted by name."""
    if not path.is_dir():
        return [path] if path.suffix.lower() == ".zip" else []
    found: list[Path] = []
    for packet in _inside(path, 0):
        found.append(packet)
        if len(found) > _MOST_PACKETS:
            raise UserProblem("summary_too_many", path=path, most=_MOST_PACKETS)
    if not found:
        raise UserProblem("summary_no_packets", path=path)
    return found


def _inside(folder: Path, depth: int) -> Iterator[Path]:
    if any((folder / sign).exists() for sign in _SIGNS):
        yield folder
        return
    try:
        children = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        yield folder  # named, when it is opened
        return
    for child in children:
        if is_litter(child.name):
            continue
        if child.suffix.lower() == ".zip" and not child.is_dir():
            yield child
        elif child.is_dir() and not child.is_symlink() and depth < _DEEPEST:
            yield from _inside(child, depth + 1)


def _add_packet(path: Path, sources: Sources, library: Library, temporary: Path) -> None:
    try:
        with open_packet(path, temporary) as packet:
            report = verify_opened(packet, path)
            if report.is_foreign or not report.ok:
                _refuse_packet(path, report, sources)
                return
            contents = read_contents(packet.root)
            sources.told += [f"{path}：{problem.message}" for problem in report.problems]
            app = contents.application
            mark = f"{app.form.id} {report.fingerprint}"
            if all(source.mark != mark for source in sources.found):  # a packet lies there as a zip, too
                _tell_scans(path, unfit_scans(packet.root / PAYLOAD, app), sources)
        version = contents.information.get(VERSION_LABEL, "")
        number = int(version) if re.fullmatch("[0-9]{1,6}", version) else 0
        sources.add(Source(str(path), _on_our_definition(app, library), mark, number))
    except UserProblem as problem:
        sources.refuse(str(path), problem)
    except OSError as error:
        sources.refuse(str(path), unreadable(path, error))


def _refuse_packet(path: Path, report: PacketReport, sources: Sources) -> None:
    """Name a packet that cannot be relied on, or is none of ours."""
    told = report.problems if report.is_foreign else report.errors
    rest = sentence("summary_more_problems", count=len(told)) if len(told) > 1 else ""
    sources.refuse(str(path), UserProblem("summary_packet", reason=told[0].message + rest))
    foreign = ExitStatus.UNUSABLE_INPUT if report.is_foreign else ExitStatus.DONE
    sources.status = max(sources.status, report.status, foreign)


def _tell_scans(path: Path, unfit: list[str], sources: Sources) -> None:
    """What is wrong with the stamped scans of a packet; it is used all the same."""
    sources.told += [f"{path}：{words}" for words in unfit]
    if unfit:
        sources.status = max(sources.status, ExitStatus.REFUSED)


def _on_our_definition(app: Application, library: Library) -> Application:
    try:
        form = library.form(app.form.id)
    except UserProblem:
        form = app.form  # a form that only the packet knows
    return Application(form, normalise_values(form, app.values))


def _mark(app: Application) -> str:
    return f"{app.form.id} {fingerprint(app)}"
