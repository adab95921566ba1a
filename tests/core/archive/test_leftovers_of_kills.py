"""After a kill -9 at any point the next run finds the old set or the new, and no leftover."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin, write_new
from aimed_desktop.application.model import Application
from aimed_desktop.archive.applications import open_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.entries import Meta
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.packets import take_packet_out
from aimed_desktop.archive.recovery import Recovery
from aimed_desktop.archive.scan_files import scan_files
from aimed_desktop.definition.library import default_library
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.writing import write_atomically
from aimed_desktop.services.archiving import archive_packet
from aimed_desktop.services.exporting import export_application
from aimed_desktop.services.packing import pack_application
from aimed_desktop.services.restoring import restore_application
from tests.core.archive.conftest import PASSPHRASE
from tests.core.archive.test_killed_half_way import Place, run
from tests.paper_files import pdf

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork there")

FORM, OTHER = "demo", "另一个档案库的口令-2026"
CHEAP = KdfParameters(memory_kib=64, passes=1, lanes=4)
ENDING, DENSE = (
    16,
    3,
)  # of the last points, where names are given, every one of a quick deed, each third of others

Names = dict[str, str]


def opened(place: Place, folder: Path | None = None, passphrase: str = PASSPHRASE) -> Archive:
    return Archive.open(folder or place.data, passphrase, use_keyring=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """An archive with a packet and a scan, the backup of another archive, an older export in `out`."""
    folder = tmp_path_factory.mktemp("killed")
    library = default_library(None)
    app, form = begin(library, FORM, example=True), library.form(FORM)
    packed = pack_application(app, library.notice(form.notice_id), library.sources(form), folder)
    with Archive.create(folder / "data", PASSPHRASE, use_keyring=False, kdf=CHEAP) as archive:
        entry = archive_packet(archive, packed.paths[1])
        archive.lifecycle.add_scan(entry, "盖章.pdf", 1, pdf("a seal"))
    with Archive.create(folder / "other", OTHER, use_keyring=False, kdf=CHEAP) as other:
        other.add(b"{}", {}, {}, Meta("demo"))
        other.backup(folder / "other.aimed")
    shutil.rmtree(folder / "other")
    older = Application(form, app.values | {"contact_name": "从前的人"}, app.materials, files=app.files)
    export_application(older, folder / "exported", draft=False)
    return Place(folder, entry)


def export(place: Place) -> None:
    with opened(place) as archive:
        export_application(open_application(archive, place.entry), place.out, draft=False)


def export_again(place: Place) -> None:
    with opened(place) as archive:
        export_application(open_application(archive, place.entry), place.folder / "exported", draft=False)


def pack(place: Place) -> None:
    library = default_library(None)
    with opened(place) as archive:
        app = open_application(archive, place.entry)
        with scan_files(archive, place.entry) as scans:
            notice = library.notice(app.form.notice_id)
            made = pack_application(
                app, notice, library.sources(app.form), place.out, scans, is_explained=True
            )
            assert not made.refused


def back_up(place: Place) -> None:
    place.out.mkdir(exist_ok=True)
    with opened(place) as archive:
        archive.backup(place.out / "备份.aimed")


def restore(place: Place) -> None:
    with opened(place) as archive:
        restore_application(archive, place.entry, place.out)


def restore_beside(place: Place) -> None:
    with opened(place) as archive:
        restore_application(archive, place.entry, place.folder / "exported")


def take_out(place: Place) -> None:
    with opened(place) as archive:
        (packet,) = archive.packets(place.entry)
        take_packet_out(archive, packet.number, packet.name, place.out)


def new(place: Place) -> None:
    write_new(begin(default_library(None), FORM, example=True), place.out / "申报件.json")


def make(place: Place) -> None:
    Archive.open_or_create(place.moved, OTHER, kdf=CHEAP).close()


def move(place: Place) -> None:
    recover(place.folder / "other.aimed", place.moved, OTHER)


def go_back(place: Place) -> None:
    Recovery(place.folder / "other.aimed", place.data, OTHER).put_in_place()


@dataclass(frozen=True)
class Deed:
    """What is killed, and the folder in which it leaves its files; a quick one is done at more points."""

    do: Callable[[Place], None]
    folder: str
    is_quick: bool = True
    is_done_again: bool = False  # else the next run is any other writing into the folder


DEEDS = [
    Deed(export, "out", is_quick=False),
    Deed(export_again, "exported", is_quick=False),
    Deed(pack, "out", is_quick=False),
    Deed(take_out, "out", is_quick=False),
    Deed(restore, "out", is_done_again=True),
    Deed(restore_beside, "exported", is_done_again=True),
    Deed(back_up, "out", is_done_again=True),
    Deed(new, "out", is_done_again=True),
    Deed(make, "moved", is_done_again=True),
    Deed(move, "moved", is_done_again=True),
    Deed(go_back, "data"),
]


def next_run(deed: Deed, place: Place) -> None:
    folder = place.folder / deed.folder
    if deed.is_done_again:
        try:
            deed.do(place)
        except UserProblem as problem:
            assert problem.code in ("target_exists", "archive_exists")
    elif folder.exists():
        write_atomically(folder / "next", b"").unlink()


def names(folder: Path) -> Names:
    """The files below a folder with their contents; of what is encrypted anew each time its name alone."""
    return {
        path.relative_to(folder).as_posix(): ""
        if path.suffix in (".aimed", ".db") or "archive" in path.name
        else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "archive.lock"
    }


def copied(place: Place, folder: Path) -> Place:
    shutil.copytree(place.folder, folder)
    return Place(folder, place.entry)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: str(deed.do.__name__))
def test_the_next_run_finds_all_or_nothing_and_no_leftover(deed: Deed, place: Place, tmp_path: Path) -> None:
    done = copied(place, tmp_path / "done")
    points = run(deed.do, done, None)
    before, after = names(place.folder / deed.folder), names(done.folder / deed.folder)
    seen = set()
    ending = range(max(1, points - ENDING), points + 1, 1 if deed.is_quick else DENSE)
    for point in sorted({1, points // 4, points // 2, 3 * points // 4, *ending} - {0}):
        killed = copied(place, tmp_path / str(point))
        run(deed.do, killed, point)
        next_run(deed, killed)
        left = names(killed.folder / deed.folder)
        assert left == after or (left == before and not deed.is_done_again), point
        seen.add(left == after)
        check(killed, deed, is_done=left == after)
        shutil.rmtree(killed.folder)
    assert True in seen and (deed.is_done_again or False in seen)


def check(killed: Place, deed: Deed, *, is_done: bool) -> None:
    """The archives open, by the keys that belong to them, and nothing unfinished is left anywhere."""
    if deed.do is go_back and is_done:
        opened(killed, passphrase=OTHER).close()
        opened_aside(killed)
    elif deed.do in (make, move):
        opened(killed, killed.moved, OTHER).close()
    else:
        opened(killed).close()
    assert [path for path in killed.folder.rglob("*") if path.name.startswith(".")] == []
    assert not list((killed.data / "tmp").glob("*"))


def opened_aside(killed: Place) -> None:
    """What stood there before opens under its second name."""
    aside = killed.folder / "aside"
    aside.mkdir()
    (killed.data / "archive-1.db").rename(aside / "archive.db")
    (killed.data / "archive-keys-1.json").rename(aside / "archive-keys.json")
    with opened(killed, aside) as archive:
        assert archive.verify() == []
