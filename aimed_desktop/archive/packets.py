"""Packets going into the archive: verified, then kept whole with the application they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from aimed_desktop.application.files import safe_name
from aimed_desktop.archive.applications import store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus
from aimed_desktop.files.modes import write_new
from aimed_desktop.files.together import put_together
from aimed_desktop.files.writing import make_folder, partial_folder
from aimed_desktop.packet.bag import open_packet
from aimed_desktop.packet.contents import read_contents
from aimed_desktop.packet.verify import PacketReport, verify_opened
from aimed_desktop.stopping import checkpoint

_TOLD = 5  # problems in one message; `aimed verify` tells them all


class FolderContents(Mapping[str, bytes]):
    """The files below a folder by their relative names, read one at a time: a packet may hold 2 GB."""

    def __init__(self, folder: Path, left_out: Sequence[str] = ()) -> None:
        """`left_out`: names that are not taken."""
        self._folder = folder
        names = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
        self._names = sorted(names.difference(left_out))

    def __getitem__(self, name: str) -> bytes:
        return (self._folder / name).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def store_packet(archive: Archive, packet: Path) -> str:
    """Keep a whole packet, its application editable beside it; the id. UserProblem where it is not whole.

    System litter in it is left out.
    """
    with open_packet(packet, archive.folder / "tmp") as opened:
        report = verify_opened(opened, packet)
        if report.is_foreign or not report.ok:
            raise _not_stored(report)
        contents = read_contents(opened.root)
        with archive.together():
            entry = store_application(archive, contents.application, contents.sources)
            archive.add_packet(
                entry, packet.name, report.fingerprint or "", FolderContents(opened.root, report.litter)
            )
    return entry


def take_packet_out(archive: Archive, number: int, name: str, out: Path) -> Path:
    """Write a kept packet into `out` as the folder that it was; the folder. Nothing is overwritten: `-2`.

    `number` and `name`: as `Archive.packets` tells them.
    """
    files = archive.packet_files(number)
    with partial_folder(make_folder(out)) as partial:
        whole = partial / "0"
        whole.mkdir()
        for file in files:
            checkpoint()
            inside = file.removeprefix(f"{name}/")  # a packet made in the window is kept with its top folder
            path = whole.joinpath(*safe_name(inside).parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_new(path, files.read(file))
        label = name.removesuffix(".zip")
        (target,) = put_together(partial, lambda number: [label if number == 1 else f"{label}-{number}"])
    return target


def _not_stored(report: PacketReport) -> UserProblem:
    told = report.problems if report.is_foreign else report.errors
    problems = " ".join(problem.message for problem in told[:_TOLD])
    if report.status == ExitStatus.REFUSED and not report.is_foreign:
        return UserProblem("packet_not_stored", problems=problems)
    return UserProblem("packet_unusable", problems=problems)
