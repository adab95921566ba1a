"""What is done while the power fails: each deed, and how it is told whether all of it is there or nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aimed_desktop.application.life.lifecycle import Deed as Done
from aimed_desktop.application.model import Status
from aimed_desktop.archive.applications import open_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.recovery import Recovery
from aimed_desktop.definition.library import default_library
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.verify import verify
from aimed_desktop.services.exporting import export_application
from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.services.handing_in import note_receipt
from aimed_desktop.services.life_steps import finalise_application, mark_application
from aimed_desktop.services.packing import pack_application
from aimed_desktop.services.restoring import restore_application
from tests.torture.place import PASSPHRASE, Place, typed, unfinished, with_number

SAVES = 40
ROAD = (Status.FINAL, Status.PRINTED, Status.STAMPED, Status.SUBMITTED)
RECEIPT = {"回执.pdf": b"%PDF-1.4 " + b"receipt " * 100_000}


@dataclass(frozen=True)
class Deed:
    """`run` does it, and once more is the next run into the same folders."""

    name: str
    run: Callable[[Place], None]


def save(place: Place) -> None:
    """Many saves; the last that was told to be on the disk stands in `told`."""
    with place.open() as archive, (place.folder / "told").open("wb", buffering=0) as told:
        for number in range(typed(archive, place.draft) + 1, SAVES + 1):
            archive.save(place.draft, with_number(archive, place.draft, number))
            told.write(f"{number}\n".encode())


def export(place: Place) -> None:
    with place.open() as archive:
        export_application(open_application(archive, place.draft), place.out, draft=False)


def pack(place: Place) -> None:
    library = default_library(None)
    with place.open() as archive:
        app = open_application(archive, place.draft)
        notice = library.notice(app.form.notice_id)
        pack_application(app, notice, library.sources(app.form), place.out)


def back_up(place: Place) -> None:
    with place.open() as archive:
        archive.backup(place.out / f"备份{len(list(place.out.glob('备份*.aimed'))) + 1}.aimed")


def move(place: Place) -> None:
    """What a kill left is finished first; then there is nothing to recover any more, and it says so."""
    try:
        recover(place.backup, place.moved, PASSPHRASE)
    except UserProblem as problem:
        if problem.code != "archive_exists":
            raise


def go_back(place: Place) -> None:
    Recovery(place.backup, place.data, PASSPHRASE).put_in_place()


def restore(place: Place) -> None:
    number = len(list(place.out.glob("取出*"))) + 1
    with place.open() as archive:
        restore_application(archive, place.packed, place.out / f"取出{number}")


def finalise(place: Place) -> None:
    with place.open() as archive:
        app = open_application(archive, place.draft)
        if not app.is_locked:
            finalise_application(archive, place.draft, app)


def hand_in(place: Place) -> None:
    """Every step up to 已报送 with the files of its receipt, then 补记回执; a run goes on where one ended."""
    finalise(place)
    with place.open() as archive:
        for status in ROAD[ROAD.index(open_application(archive, place.draft).status) + 1 :]:
            receipt = RECEIPT if status is Status.SUBMITTED else None
            mark_application(archive, place.draft, status, why="已核对", receipt=receipt)
        if not any(event.deed is Done.RECEIPT for event in archive.lifecycle.events(place.draft)):
            given = [GivenFile(name, content) for name, content in RECEIPT.items()]
            note_receipt(archive, place.draft, "收文12号", given)


DEEDS = (
    Deed("保存", save),
    Deed("导出", export),
    Deed("打包", pack),
    Deed("备份", back_up),
    Deed("恢复到新电脑", move),
    Deed("从备份恢复", go_back),
    Deed("取出", restore),
    Deed("定稿", finalise),
    Deed("报送", hand_in),
)


MAILED = "-邮件附件"


def faults(place: Place, before: Place) -> list[str]:
    """What is wrong: an archive that is not whole or lost something, a half file under a final name."""
    found: list[str] = []
    try:
        with place.open() as archive, before.open() as original:
            found += [f"archive: {problem}" for problem in archive.verify()]
            if archive.load(place.packed).data != original.load(before.packed).data:
                found.append("the packed application changed")
            if typed(archive, place.draft) < _told(place):
                found.append("a save that was told is lost")
            app = open_application(archive, place.draft)
            if app.is_locked and not archive.lifecycle.version(place.draft, app.version):
                found.append("fixed without a version")
            found += _record_faults(archive, place.draft)
    except UserProblem as problem:
        found.append(f"the archive does not open: {problem.code}")
    if (place.moved / "archive.db").exists():
        with place.open(place.moved) as archive:
            found += [f"moved archive: {problem}" for problem in archive.verify()]
    for path in place.out.glob("*"):
        if not path.name.startswith("."):
            found += _file_faults(path, place)
    return found


def _record_faults(archive: Archive, entry: str) -> list[str]:
    """A record that is there without the files of its receipt, or there twice."""
    events = archive.lifecycle.events(entry)
    handed_in = [e for e in events if (e.deed, e.status) == (Done.MARKED, Status.SUBMITTED)]
    told = [*handed_in, *(e for e in events if e.deed is Done.RECEIPT)]
    found = [f"told twice: {e.deed}" for e in told if [o.deed for o in told].count(e.deed) > 1]
    for event in told:
        kept = archive.lifecycle.receipt(event.number)
        if kept is None or any(
            not kept.exists(name) or kept.read(name) != content for name, content in RECEIPT.items()
        ):
            found.append(f"without its receipt: {event.deed}")
    return found


def left_behind(place: Place) -> list[str]:
    """What is still unfinished after the next run."""
    return [f"left: {path.relative_to(place.folder)}" for path in unfinished(place.folder)]


def _told(place: Place) -> int:
    told = place.folder / "told"
    lines = told.read_bytes().split(b"\n")[:-1] if told.exists() else []
    return int(lines[-1]) if lines else 0


def _mail_faults(folder: Path, place: Place) -> list[str]:
    """The third of a packet's three: there with the other two, each file whole and none missing."""
    packet = folder.with_name(folder.name.removesuffix(MAILED))
    if not packet.is_dir() or not packet.with_name(f"{packet.name}.zip").exists():
        return [f"without its packet: {folder.name}"]
    if not any(folder.iterdir()):
        return [f"half: {folder.name}"]
    return [fault for path in folder.rglob("*") if path.is_file() for fault in _file_faults(path, place)]


def _file_faults(path: Path, place: Place) -> list[str]:
    temporary = place.folder / "judged"
    if path.is_dir() and path.name.endswith(MAILED):
        return _mail_faults(path, place)
    if path.is_dir():
        if (path / "bagit.txt").exists() or (path / "data").exists():
            return [] if verify(path, temporary).ok else [f"half a packet: {path.name}"]
        return (
            [] if (path / "application.json").exists() or not any(path.iterdir()) else [f"half: {path.name}"]
        )
    if path.suffix == ".aimed":
        target = place.folder / f"judged-{os.urandom(4).hex()}"
        with contextlib.suppress(UserProblem):
            recover(path, target, PASSPHRASE)
            shutil.rmtree(target)
            return []
        return [f"half a backup: {path.name}"]
    if path.suffix == ".zip":
        return [] if verify(path, temporary).ok else [f"half a packet: {path.name}"]
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as opened:
            return [] if opened.testzip() is None else [f"half a Word file: {path.name}"]
    if path.suffix == ".pdf":
        return [] if path.read_bytes().rstrip().endswith(b"%%EOF") else [f"half a PDF: {path.name}"]
    return []
