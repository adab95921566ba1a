"""Whether a packet is whole and says one thing. It proves 完整, never 真实: a bag has no author."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aimed_desktop.application.references import referred_files
from aimed_desktop.document.fingerprint import fingerprint
from aimed_desktop.errors import ExitStatus, UserProblem, unreadable
from aimed_desktop.packet.bag import FINGERPRINT_LABEL, PAYLOAD, open_packet
from aimed_desktop.packet.contents import Contents, read_contents, read_information
from aimed_desktop.packet.payload import APPLICATION
from aimed_desktop.packet.wholeness import bag_problems, check_declaration

_MAX_PROBLEMS = 200  # of a packet in which everything is wrong, this many are enough


@dataclass(frozen=True, slots=True)
class PacketProblem:
    """One thing wrong with a packet: a stable code and a Chinese sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. `status`: 0 whole, 1 a content mismatch, 2 unreadable or unsafe, 3 the machine."""

    packet: str
    ok: bool
    form: str | None
    title: str | None
    fingerprint: str | None
    problems: tuple[PacketProblem, ...]
    status: ExitStatus

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return {
            "packet": self.packet,
            "ok": self.ok,
            "form": self.form,
            "title": self.title,
            "fingerprint": self.fingerprint,
            "problems": [{"code": p.code, "message": p.message} for p in self.problems],
        }


@dataclass(slots=True)
class _Found:
    form: str | None = None
    title: str | None = None
    fingerprint: str | None = None


def verify(path: Path, temporary: Path | None = None) -> Report:
    """Read the whole packet, folder or zip, and compare it with its manifests and with itself.

    `temporary`: where a zip is unpacked; default as `open_packet`.
    """
    found = _Found()
    problems: list[UserProblem] = []
    try:
        with open_packet(path, temporary) as root:
            check_declaration(root)
            problems.extend(_problems(root, found))
    except UserProblem as problem:
        problems.append(problem)
    except OSError as error:
        problems.append(unreadable(path, error))
    return Report(
        packet=str(path),
        ok=not problems,
        form=found.form,
        title=found.title,
        fingerprint=found.fingerprint,
        problems=tuple(_told(problem) for problem in problems[:_MAX_PROBLEMS]),
        status=max((problem.status for problem in problems), default=ExitStatus.DONE),
    )


def _told(problem: UserProblem) -> PacketProblem:
    return PacketProblem(problem.code.removeprefix("packet_"), str(problem))


def _problems(root: Path, found: _Found) -> Iterator[UserProblem]:
    """Everything wrong with the opened packet, its wholeness first; `found` is filled on the way."""
    information = read_information(root)
    if FINGERPRINT_LABEL not in information and not (root / PAYLOAD / APPLICATION).exists():
        raise UserProblem("packet_not_a_packet")  # a bag, but not one of ours
    yield from bag_problems(root)
    found.form, found.fingerprint = information.get("AIMed-Form"), information.get(FINGERPRINT_LABEL)
    try:
        contents = read_contents(root)
    except UserProblem as problem:
        yield problem
        return
    yield from _contradictions(contents, found)


def _contradictions(contents: Contents, found: _Found) -> Iterator[UserProblem]:
    """Where the data and bag-info.txt say different things, or the data names a file that is not there."""
    app = contents.application
    stated_form, stated_mark = found.form, found.fingerprint
    found.form, found.title, found.fingerprint = app.form.id, app.form.title, fingerprint(app)
    if stated_form != app.form.id:
        yield UserProblem("packet_form", stated=stated_form or "（无）", found=app.form.id)
    if stated_mark != found.fingerprint:
        yield UserProblem("packet_fingerprint", stated=stated_mark or "（无）", found=found.fingerprint)
    for name in dict.fromkeys(referred_files(app)):
        if not app.files.exists(name):
            yield UserProblem("packet_missing_file", name=f"{PAYLOAD}/{name}")
