"""A kill -9 in the middle of any deed leaves a whole archive, and no half file under a final name."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.archive.applications import open_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.packets import take_packet_out
from aimed_desktop.archive.recovery import Recovery
from aimed_desktop.archive.scan_files import scan_files
from aimed_desktop.definition.library import default_library
from aimed_desktop.packet.verify import verify
from aimed_desktop.services.archiving import archive_application, archive_packet
from aimed_desktop.services.exporting import export_application
from aimed_desktop.services.packing import pack_application
from aimed_desktop.services.restoring import restore_application
from aimed_desktop.stopping import checkpoint, stoppable
from tests.core.archive.conftest import PASSPHRASE
from tests.paper_files import pdf

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork there")

FORM = "demo"
CHEAP = KdfParameters(memory_kib=64, passes=1, lanes=4)
SCANS = {"盖章一.pdf": pdf(*["a seal"] * 40), "盖章二.pdf": pdf(*["another"] * 40)}
MOST_POINTS = 10
_EVENTS = ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")


@dataclass(frozen=True)
class Place:
    """An archive with an application and a packet of it, a backup, and a folder to write to."""

    folder: Path
    entry: str

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def moved(self) -> Path:
        return self.folder / "moved"

    @property
    def backup(self) -> Path:
        return self.folder / "before.aimed"

    def open(self, folder: Path | None = None) -> Archive:
        return Archive.open(folder or self.data, PASSPHRASE, use_keyring=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("killed")
    library = default_library(None)
    app, sources = begin(library, FORM, example=True), library.sources(library.form(FORM))
    packed = pack_application(app, library.notice(app.form.notice_id), sources, folder)
    with Archive.create(folder / "data", PASSPHRASE, use_keyring=False, kdf=CHEAP) as archive:
        entry = archive_packet(archive, packed.paths[1])
        assert archive_application(archive, app, sources) != entry
        archive.backup(folder / "before.aimed")
    return Place(folder, entry)


def keep_scans(place: Place) -> None:
    with place.open() as archive, archive.together():
        for name, content in SCANS.items():
            archive.lifecycle.add_scan(place.entry, name, 1, content)
            checkpoint()


def pack(place: Place) -> None:
    library = default_library(None)
    with place.open() as archive:
        app = open_application(archive, place.entry)
        with scan_files(archive, place.entry) as scans:
            notice = library.notice(app.form.notice_id)
            made = pack_application(
                app, notice, library.sources(app.form), place.out, scans, is_explained=True
            )
            assert not made.refused


def export(place: Place) -> None:
    with place.open() as archive:
        export_application(open_application(archive, place.entry), place.out, draft=False)


def back_up(place: Place) -> None:
    place.out.mkdir(exist_ok=True)
    with place.open() as archive:
        archive.backup(place.out / "备份.aimed")


def move(place: Place) -> None:
    recover(place.backup, place.moved, PASSPHRASE)


def begin_anew(place: Place) -> None:
    cheap = KdfParameters(memory_kib=64, passes=1, lanes=4)
    Archive.open_or_create(place.moved, PASSPHRASE, kdf=cheap).close()


def go_back(place: Place) -> None:
    Recovery(place.backup, place.data, PASSPHRASE).put_in_place()


def restore(place: Place) -> None:
    with place.open() as archive:
        restore_application(archive, place.entry, place.out)


def take_out(place: Place) -> None:
    with place.open() as archive:
        (packet,) = archive.packets(place.entry)
        take_packet_out(archive, packet.number, packet.name, place.out)


def renew(place: Place) -> None:
    with place.open() as archive:
        archive.renew_key(PASSPHRASE, CHEAP)


DEEDS: list[Callable[[Place], None]] = [
    *(keep_scans, pack, export, back_up, move, begin_anew, go_back, restore, take_out, renew)
]


def run(deed: Callable[[Place], None], place: Place, kill_at: int | None) -> int:
    """In a process of its own: how many points it came by; killed at one of them where one is named.

    What waits for another process comes by more points at one time than at another: a deed that was done
    before the named point came tells so by its count, which is then smaller.
    """
    told, tells = os.pipe()
    child = os.fork()
    if child:
        os.close(tells)
        with os.fdopen(told) as said:
            counted = said.read()
        status = os.waitpid(child, 0)[1]
        if kill_at is None:
            assert os.waitstatus_to_exitcode(status) == 0
            return int(counted)
        if counted:
            assert os.waitstatus_to_exitcode(status) == 0
            assert int(counted) < kill_at
            return int(counted)
        assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL
        return kill_at
    try:
        seen = 0

        def pass_by(event: str = "", arguments: tuple[object, ...] = ()) -> bool:
            nonlocal seen
            if (event in _EVENTS and str(place.folder) in str(arguments)) or not event:
                seen += 1
                if seen == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)
            return False

        sys.addaudithook(lambda event, arguments: pass_by(event, arguments) and None)
        with stoppable(pass_by):
            deed(place)
        os.write(tells, str(seen).encode())
        os._exit(0)
    finally:
        os._exit(1)


def copied(place: Place, folder: Path) -> Place:
    shutil.copytree(place.folder, folder)
    return Place(folder, place.entry)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: str(deed.__name__))
def test_whatever_is_killed_half_way_leaves_everything_whole(
    deed: Callable[[Place], None], place: Place, tmp_path: Path
) -> None:
    points = run(deed, copied(place, tmp_path / "counted"), None)
    check(Place(tmp_path / "counted", place.entry), place)
    assert points > 2
    for point in sorted({1 + (points - 1) * number // (MOST_POINTS - 1) for number in range(MOST_POINTS)}):
        killed = copied(place, tmp_path / str(point))
        run(deed, killed, point)
        check(killed, place)
        if deed not in (restore, back_up, move):  # these refuse what stands there already
            run(deed, killed, None)
            check(killed, place)


def check(killed: Place, before: Place) -> None:
    """The archive is whole and holds all or nothing; every file under a final name is whole."""
    with killed.open() as archive, before.open() as original:
        assert archive.verify() == []
        assert archive.load(killed.entry).data == original.load(before.entry).data
        kept = {
            scan.name: archive.lifecycle.scan_content(scan.number)
            for scan in archive.lifecycle.scans(killed.entry)
        }
        assert kept in ({}, SCANS)
        assert not list((killed.data / "tmp").glob("*"))
        stored = dict(archive.files(killed.entry))
    if (killed.moved / "archive.db").exists():
        with killed.open(killed.moved) as archive:
            assert archive.verify() == []
        assert {path.name for path in killed.moved.glob("*")} == {
            "archive.db",
            "archive-keys.json",
            "archive.lock",
        }
    for path in visible(killed.out):
        check_file(path, killed, stored)


def visible(folder: Path) -> list[Path]:
    """Everything in the folder that does not begin with a dot, nor stands in what does."""
    found = []
    for path in sorted(folder.glob("*")):
        if not path.name.startswith("."):
            found += [path, *visible(path)]
    return found


def check_file(path: Path, killed: Place, stored: dict[str, bytes]) -> None:
    name = path.relative_to(killed.out).as_posix()
    if path.is_dir():
        is_packet = any((path / bag).exists() for bag in ("bagit.txt", "data"))
        assert not is_packet or verify(path, killed.folder / "tmp").ok
    elif path.suffix == ".aimed":
        recover(path, killed.folder / f"from-{os.urandom(4).hex()}", PASSPHRASE)
    elif path.suffix == ".zip" and path.parent == killed.out:
        assert verify(path, killed.folder / "tmp").ok
    elif path.suffix in (".docx", ".zip"):
        with zipfile.ZipFile(path) as opened:
            assert opened.testzip() is None
    elif path.suffix == ".pdf" and path.parent == killed.out:
        assert path.read_bytes().rstrip().endswith(b"%%EOF")
    elif name in stored:
        assert path.read_bytes() == stored[name]
    elif path.name == "application.json":
        json.loads(path.read_bytes())
