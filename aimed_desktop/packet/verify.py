"""Whether a packet is whole and says one thing. It proves 完整, never 真实: a bag has no author."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from aimed_desktop.application.references import referred_files
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.errors import UserProblem, unreadable
from aimed_desktop.exit_status import ExitStatus
from aimed_desktop.packet.bag import FINGERPRINT_LABEL, OpenedPacket, open_packet
from aimed_desktop.packet.contents import Contents, read_contents, read_information
from aimed_desktop.packet.payload import APPLICATION, DEFINITION
from aimed_desktop.packet.tag_files import PAYLOAD, Declaration, read_declaration
from aimed_desktop.packet.wholeness import judge_bag, litter_problem

PacketSeverity = Literal["error", "warning"]

_MAX_PROBLEMS = 200  # of a packet in which everything is wrong, this many are enough


@dataclass(frozen=True, slots=True)
class PacketProblem:
    """One thing wrong with a packet, or only odd about it: a stable code and a Chinese sentence."""

    code: str
    severity: PacketSeverity
    message: str


@dataclass(frozen=True, slots=True)
class PacketReport:
    """What was found. `status`: 0 whole, 1 a content mismatch, 2 unreadable or unsafe, 3 the machine.

    `ok`: no error, warnings at most. `is_foreign`: a BagIt bag, but none of this program; its `ok` is then
    its wholeness alone. `litter`: files inside that systems left there; nobody's fault, and not kept.
    """

    packet: str
    ok: bool
    form: str | None
    title: str | None
    fingerprint: str | None
    problems: tuple[PacketProblem, ...]
    status: ExitStatus
    is_foreign: bool = False
    litter: tuple[str, ...] = ()
    listed: str | None = None  # the form's title behind what its notice calls it, for people

    @property
    def errors(self) -> tuple[PacketProblem, ...]:
        """The problems that make the packet none to rely on."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return {
            "packet": self.packet,
            "ok": self.ok,
            "form": self.form,
            "title": self.title,
            "fingerprint": self.fingerprint,
            "problems": [
                {"code": p.code, "severity": p.severity, "message": p.message} for p in self.problems
            ],
        }


@dataclass(slots=True)
class _Found:
    form: str | None = None
    title: str | None = None
    listed: str | None = None
    fingerprint: str | None = None
    is_foreign: bool = False
    litter: tuple[str, ...] = ()


def verify(path: Path, temporary: Path | None = None) -> PacketReport:
    """Read the whole packet, folder or zip, and compare it with its manifests and with itself.

    `temporary`: where a zip is unpacked; default as `open_packet`.
    """
    try:
        with open_packet(path, temporary) as packet:
            return verify_opened(packet, path)
    except UserProblem as problem:
        return _report(path, [problem], _Found())
    except OSError as error:
        return _report(path, [unreadable(path, error)], _Found())


def verify_opened(packet: OpenedPacket, path: Path) -> PacketReport:
    """As `verify`, of a packet that is open already; `path` is what it is called."""
    found = _Found()
    problems: list[UserProblem] = []
    try:
        problems.extend(_problems(packet, found))
    except UserProblem as problem:
        problems.append(problem)
    except OSError as error:
        problems.append(unreadable(path, error))
    return _report(path, problems, found)


def _report(path: Path, problems: Sequence[UserProblem], found: _Found) -> PacketReport:
    told = sorted((_told(problem) for problem in problems), key=lambda problem: problem.severity)
    return PacketReport(
        packet=str(path),
        ok=all(problem.severity == "warning" for problem in told),
        form=found.form,
        title=found.title,
        fingerprint=found.fingerprint,
        problems=tuple(told[:_MAX_PROBLEMS]),
        status=max((problem.status for problem in problems), default=ExitStatus.DONE),
        is_foreign=found.is_foreign,
        litter=found.litter,
        listed=found.listed,
    )


def _told(problem: UserProblem) -> PacketProblem:
    severity: PacketSeverity = "warning" if problem.status is ExitStatus.DONE else "error"
    return PacketProblem(problem.code.removeprefix("packet_"), severity, str(problem))


def _problems(packet: OpenedPacket, found: _Found) -> Iterator[UserProblem]:
    """Everything wrong with the opened packet, its wholeness first; `found` is filled on the way."""
    root = packet.root
    declared = read_declaration(root)
    information = read_information(root)
    found.is_foreign = FINGERPRINT_LABEL not in information and not _has_our_data(root)
    if found.is_foreign:
        yield from _of_another(root, declared)
        return
    judged = judge_bag(root, declared, is_ours=True)
    yield from judged.problems
    found.litter = judged.litter
    if litter := (*judged.litter, *packet.beside):
        yield litter_problem(litter)
    found.form, found.fingerprint = information.get("AIMed-Form"), information.get(FINGERPRINT_LABEL)
    try:
        contents = read_contents(root)
    except UserProblem as problem:
        yield problem
        return
    yield from _contradictions(contents, found)


def _has_our_data(root: Path) -> bool:
    return any((root / PAYLOAD / name).exists() for name in (APPLICATION, DEFINITION))


def _of_another(root: Path, declared: Declaration) -> Iterator[UserProblem]:
    """The wholeness of a bag that another program made."""
    problems = judge_bag(root, declared, is_ours=False).problems
    is_whole = all(problem.status is ExitStatus.DONE for problem in problems)
    yield UserProblem("packet_foreign", wholeness="完整" if is_whole else "不完整，问题见其余各条")
    yield from problems


def _contradictions(contents: Contents, found: _Found) -> Iterator[UserProblem]:
    """Where the data and bag-info.txt say different things, or the data names a file that is not there."""
    app = contents.application
    stated_form, stated_mark = found.form, found.fingerprint
    found.form, found.title, found.listed = app.form.id, app.form.title, app.form.listed
    found.fingerprint = fingerprint(app)
    if stated_form != app.form.id:
        yield UserProblem("packet_form", stated=stated_form or "（无）", found=app.form.id)
    if stated_mark != found.fingerprint:
        yield UserProblem("packet_fingerprint", stated=stated_mark or "（无）", found=found.fingerprint)
    for name in dict.fromkeys(referred_files(app)):
        if not app.files.exists(name):
            yield UserProblem("packet_missing_file", name=f"{PAYLOAD}/{name}")
