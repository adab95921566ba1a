"""What is done while the power fails: each deed, and how it is told whether all of it is there or nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from aimed_desktop.application.life.lifecycle import Deed as Done
from aimed_desktop.application.model import Status
from aimed_desktop.archive.applications import open_application, open_with_notice
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.printings import keep_printing
from aimed_desktop.archive.recovery import Recovery
from aimed_desktop.definition.library import default_library
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.hand_places import stops
from aimed_desktop.packet.kept_match import KeptMatch, paper_mark
from aimed_desktop.packet.pile import Lie, PilePage, PrintedPage, printed_pages
from aimed_desktop.packet.seals_seen import seals_seen
from aimed_desktop.packet.verify import verify
from aimed_desktop.services.exporting import export_application
from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.services.handing_in import note_receipt
from aimed_desktop.services.handing_over import take_handover
from aimed_desktop.services.life_steps import finalise_application, mark_application
from aimed_desktop.services.own_sheets import make_handover_list, make_seal_request
from aimed_desktop.services.packing import pack_application
from aimed_desktop.services.print_choices import printable
from aimed_desktop.services.ready_sets import save_set
from aimed_desktop.services.restoring import restore_application
from aimed_desktop.services.scan_piles import keep_matches, pile_of_kept, read_kept_scans
from aimed_desktop.services.scanning import keep_scans
from tests.torture.place import CHEAP, PASSPHRASE, Place, typed, unfinished, with_number

SAVES = 40
HANDED_OVER = "交接"
ROAD = (Status.FINAL, Status.PRINTED, Status.STAMPED, Status.SUBMITTED)
SCANS = tuple(GivenFile(f"第{page}页.jpg", b"\xff\xd8\xff" + bytes([page]) * 300_000) for page in range(3))
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


def make_papers(place: Place) -> None:
    """用印审签单, the set as it is printed, 材料报送清单: each a file of its own, beside what is there."""
    finalise(place)
    with place.open() as archive:
        opened = open_with_notice(archive, place.draft)
        make_seal_request(archive, place.draft, opened.app, opened.notice, place.out)
        printed = printable(archive, place.draft, opened.app, opened.notice)
        save_set(printed, printed.first, place.out)
        keep_printing(archive, place.draft, "整套", "", is_set=True)
        make_handover_list(archive, place.draft, opened.app, opened.notice, place.out)


def stamp(place: Place) -> None:
    """Scans that come in, and what was found on them with the ticks that follow from it."""
    finalise(place)
    with place.open() as archive:
        known = {scan.name for scan in archive.lifecycle.scans(place.draft)}
        keep_scans(archive, place.draft, 1, [given for given in SCANS if given.name not in known])
        before = read_kept_scans(archive, place.draft, 1)
        mark, every = paper_mark(before.current), tuple(range(len(stops(before.app))))
        pages = printed_pages(before.current)
        found = [
            match or KeptMatch(mark, (_found(scan.name, pages[at], every),), tuple(pages))
            for at, (scan, match) in enumerate(zip(before.scans, before.matches, strict=True))
        ]
        keep_matches(archive, place.draft, before, replace(before, matches=tuple(found)))


def hand_over(place: Place) -> None:
    """To a colleague's archive and back again, each time by a file of its own."""
    number = len(list(place.out.glob(f"{HANDED_OVER}*"))) + 1
    there, back = (place.out / f"{HANDED_OVER}{number + step}.aimed" for step in range(2))
    with place.open() as archive:
        archive.give(place.draft, there, PASSPHRASE, "甲", CHEAP)
    with Archive.open_or_create(place.folder / "colleague", PASSPHRASE, kdf=CHEAP) as archive:
        take_handover(archive, there, PASSPHRASE)
        archive.give(place.draft, back, PASSPHRASE, "乙", CHEAP)
    with place.open() as archive:
        take_handover(archive, back, PASSPHRASE)


def _found(name: str, page: PrintedPage, marked: tuple[int, ...]) -> PilePage:
    """As it is matched where every place of the page is stamped and signed."""
    return PilePage(
        name, 0, "ok", page, marked=marked, alike=(page,), lie=Lie(0, (1, 0, 0, 0, 1, 0, 0, 0, 1))
    )


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
    Deed("办手续的纸", make_papers),
    Deed("盖章扫描", stamp),
    Deed("交接", hand_over),
)


MAILED, FILES = "-邮件附件", "-文件"


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
            found += _scan_faults(archive, place.draft)
    except UserProblem as problem:
        found.append(f"the archive does not open: {problem.code}")
    for name, folder in (("moved", place.moved), ("colleague's", place.folder / "colleague")):
        if (folder / "archive.db").exists():
            with place.open(folder) as archive:
                found += [f"{name} archive: {problem}" for problem in archive.verify()]
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


def _scan_faults(archive: Archive, entry: str) -> list[str]:
    """A scan that is half there, or whose page was seen without the tick that follows from it."""
    if not archive.lifecycle.version(entry, 1):
        return []
    kept = read_kept_scans(archive, entry, 1)
    found = [f"half a scan: {scan.name}" for scan in kept.scans if scan not in SCANS]
    if None in kept.matches:
        return found
    seen = seals_seen(stops(kept.app), kept.current.paper, list(pile_of_kept(kept).in_order()))
    ticked = {place for place, _copy in archive.lifecycle.ticks(entry, 1)}
    return found + [f"seen without its tick: {at}" for at, seal in seen if seal.seen and at not in ticked]


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
    if path.is_dir() and path.name.endswith(FILES):
        return [fault for each in path.iterdir() for fault in _file_faults(each, place)]
    if path.is_dir():
        if (path / "bagit.txt").exists() or (path / "data").exists():
            return [] if verify(path, temporary).ok else [f"half a packet: {path.name}"]
        return (
            [] if (path / "application.json").exists() or not any(path.iterdir()) else [f"half: {path.name}"]
        )
    if path.name.startswith(HANDED_OVER):
        with contextlib.suppress(UserProblem), place.open() as archive, archive.given(path, PASSPHRASE):
            return []
        return [f"half a hand-over: {path.name}"]
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
