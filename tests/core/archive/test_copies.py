"""Copies that the program makes by itself: whole, daily, rotated, thinned for a save, in two places."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from aimed_desktop.archive import copies as copies_module
from aimed_desktop.archive import sealed as sealed_module
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.copies import copies_folder, copies_in, newest, relative_time
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.entries import Meta
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.second_place import (
    SecondPlace,
    name_second_place,
    read_second_place,
    write_second_place,
)
from tests.core.archive.refusal import refused

START = datetime(2026, 6, 10, 9, 0).astimezone()


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(archive: Archive) -> Clock:
    clock = Clock()
    archive._clock = clock
    archive._database.rows("DELETE FROM days")  # it was made today
    return clock


def made(archive: Archive) -> list[datetime]:
    return [copy.made for copy in copies_in(copies_folder(archive.folder))]


def test_a_copy_is_a_backup_that_recover_opens(
    archive: Archive, entry: str, passphrase: str, tmp_path: Path
) -> None:
    copy = archive.copy_if_due()
    assert copy is not None and copy.octets == copy.path.stat().st_size
    assert copy.path.parent.stat().st_mode & 0o777 == 0o700 and copy.path.stat().st_mode & 0o777 == 0o600
    recover(copy.path, tmp_path / "new", passphrase)
    with Archive.open(tmp_path / "new", passphrase, use_keyring=False) as other:
        assert [found.id for found in other.list()] == [entry]
        assert other.verify() == []
    assert list(copies_folder(archive.folder).iterdir()) == [copy.path], "nothing half-made is left"


def test_a_copy_is_made_once_a_day(archive: Archive, clock: Clock) -> None:
    assert archive.copy_if_due() is not None
    assert archive.copy_if_due() is None
    clock.now += timedelta(hours=8)
    assert archive.copy_if_due() is None
    clock.now += timedelta(hours=17)
    assert archive.copy_if_due() is not None


def test_a_copy_made_by_a_clock_ahead_puts_no_other_off(archive: Archive, clock: Clock) -> None:
    clock.now += timedelta(days=900)
    ahead = archive.copy()
    clock.now = START + timedelta(days=1)
    behind = archive.copy_if_due()
    assert behind is not None
    assert newest([ahead, behind], clock.now) == behind


@pytest.mark.large
def test_a_year_of_days_leaves_a_week_a_month_and_a_year(
    archive: Archive, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quick(_places: object, _key: object, _file: object, path: Path, _now: object) -> None:
        path.write_bytes(b"copy")

    monkeypatch.setattr("aimed_desktop.archive.copying.write_backup", quick)
    for _ in range(400):
        clock.now += timedelta(days=1)
        archive.copy_if_due()
    ages = [(clock.now - time).days for time in reversed(made(archive))]
    assert ages[:7] == list(range(7))
    assert 15 <= len(ages) <= 24 and 334 <= ages[-1] <= 366
    before = set(made(archive))
    clock.now += timedelta(days=5000)
    archive.copy_if_due()
    assert before <= set(made(archive)), "a jump of the clock costs no copy"


def test_a_save_goes_in_while_a_copy_is_made(
    archive: Archive, entry: str, data: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, saved = threading.Event(), threading.Event()
    copy_to = Database.copy_to

    def slowly(self: Database, path: Path) -> None:
        with self._lock:
            self.rows("BEGIN")
            self.rows("SELECT count(*) FROM history")  # the snapshot is taken
            self.rows("COMMIT")
            begun.set()
            assert saved.wait(20), "the save waited for the copy"
        copy_to(self, path)

    monkeypatch.setattr(Database, "copy_to", slowly)
    copying = threading.Thread(target=archive.copy)
    copying.start()
    assert begun.wait(20)
    archive.save(entry, data(unit_name="während"))
    saved.set()
    copying.join()
    assert archive.load(entry).data == data(unit_name="während")
    assert len(made(archive)) == 1


@pytest.mark.large
def test_saves_go_on_through_the_copy_of_a_large_archive(
    archive: Archive, entry: str, data: Callable[..., bytes], tmp_path: Path, passphrase: str
) -> None:
    archive.save(entry, data(), files={f"files/{n}.bin": os.urandom(4_000_000) for n in range(8)})
    copying = threading.Thread(target=archive.copy)
    copying.start()
    count = 0
    while copying.is_alive() or count < 3:
        archive.save(entry, data(unit_name=str(count)))
        count += 1
    copying.join()
    assert count > 3
    (copy,) = copies_in(copies_folder(archive.folder))
    recover(copy.path, tmp_path / "new", passphrase)
    with Archive.open(tmp_path / "new", passphrase, use_keyring=False) as other:
        assert other.verify() == []


def test_what_reads_back_otherwise_is_no_copy(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    write = sealed_module._write_zip

    def badly(zipped: Path, *rest: object) -> None:
        write(zipped, *rest)  # type: ignore[arg-type]
        content = bytearray(zipped.read_bytes())
        content[len(content) // 2] ^= 1
        zipped.write_bytes(content)

    monkeypatch.setattr(sealed_module, "_write_zip", badly)
    with refused("backup_not_whole", 3):
        archive.copy()
    assert list(copies_folder(archive.folder).iterdir()) == []


def test_an_archive_without_a_passphrase_has_no_copies_yet(archive: Archive) -> None:
    archive._key_file = type(archive._key_file)(archive._key_file.archive_id, {})
    assert archive.copy_if_due() is None


# --- room -----------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    if os.getuid() != 0:
        pytest.skip("mounting needs root")
    folder = tmp_path / "small"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], check=True)
    return folder


@pytest.fixture
def on_small_disk(small_disk: Path, cheap: KdfParameters, passphrase: str) -> Archive:
    return Archive.create(small_disk / "data", passphrase, use_keyring=False, kdf=cheap)


def unmount(folder: Path) -> None:
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_copies_give_way_before_a_save_fails(
    on_small_disk: Archive, small_disk: Path, data: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, clock = on_small_disk, Clock()
    try:
        archive._clock = clock
        entry = archive.add(data(), {"files/a": os.urandom(400_000)}, {}, Meta("demo"))
        monkeypatch.setattr(copies_module, "make_room", lambda *_: 0)  # many, as on a disk once empty
        for _ in range(6):
            clock.now += timedelta(days=1)
            archive.copy()
        monkeypatch.undo()
        before = made(archive)
        assert len(before) >= 4
        filler = small_disk / "others"
        filler.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 250_000))
        for number in range(20):
            archive.save(entry, data(unit_name=f"磁盘快满 {number}", more="字" * 4000))
        assert made(archive) == before[-2:], "the last two stay"
    finally:
        archive.close()
        unmount(small_disk)


def test_copies_together_take_a_fifth_of_the_free_space(
    on_small_disk: Archive, small_disk: Path, data: Callable[..., bytes]
) -> None:
    archive, clock = on_small_disk, Clock()
    try:
        archive._clock = clock
        archive.add(data(), {"files/a": os.urandom(300_000)}, {}, Meta("demo"))
        for _ in range(10):
            clock.now += timedelta(days=1)
            archive.copy()
        taken = sum(copy.octets for copy in copies_in(copies_folder(archive.folder)))
        assert taken <= 0.2 * shutil.disk_usage(small_disk).free
        assert len(made(archive)) >= 2
    finally:
        archive.close()
        unmount(small_disk)


def test_no_copy_is_tried_where_there_is_no_room(
    on_small_disk: Archive, small_disk: Path, data: Callable[..., bytes]
) -> None:
    archive = on_small_disk
    try:
        archive.add(data(), {"files/a": os.urandom(5_000_000)}, {}, Meta("demo"))
        with refused("copy_no_room", 3):
            archive.copy()
    finally:
        archive.close()
        unmount(small_disk)


# --- the second place -----------------------------------------------------------------------------


def test_the_newest_copy_is_brought_to_the_second_place(
    archive: Archive, clock: Clock, entry: str, tmp_path: Path, passphrase: str
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    foreign = stick / "archive-0badcafe-20200101-000000.aimed"
    foreign.write_bytes(b"of another computer")
    name_second_place(archive.folder, stick, clock())
    copy = archive.copy()
    there = archive.carry_copy()
    assert there is not None and there.read_bytes() == copy.path.read_bytes()
    place = read_second_place(archive.folder)
    assert place is not None and place.reached == START
    assert archive.carry_copy() == there
    assert {path.name for path in stick.iterdir()} == {there.name, foreign.name}
    recover(there, tmp_path / "new", passphrase)


def test_a_second_place_that_is_away_is_told_and_grows_stale(
    archive: Archive, clock: Clock, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    name_second_place(archive.folder, stick, clock())
    archive.copy()
    stick.rmdir()
    with refused("second_place_away", 3):
        archive.carry_copy()
    place = read_second_place(archive.folder)
    assert place is not None
    assert not place.is_stale(START + timedelta(days=6))
    assert place.is_stale(START + timedelta(days=8))


def test_a_second_place_is_a_folder_outside(archive: Archive, tmp_path: Path) -> None:
    with refused("second_place_inside", 2):
        name_second_place(archive.folder, archive.folder, START)
    with refused("second_place_away"):
        name_second_place(archive.folder, tmp_path / "none", START)
    name_second_place(archive.folder, tmp_path, START)
    write_second_place(archive.folder, None)
    assert read_second_place(archive.folder) is None
    assert archive.carry_copy() is None


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\xff" * 99, b"[]", b'{"second_place": 5, "named": 1}', b"[" * 60_000, b'{"second_place": "x"}'],
)
def test_damaged_words_about_the_second_place_name_none(data_dir: Path, content: bytes) -> None:
    data_dir.mkdir()
    (data_dir / "copies.json").write_bytes(content)
    assert read_second_place(data_dir) is None
    (data_dir / "copies.json").unlink()
    (data_dir / "copies.json").mkdir()
    assert read_second_place(data_dir) is None


def test_a_place_never_reached_is_as_old_as_its_name() -> None:
    assert SecondPlace(Path("/x"), START).is_stale(START + timedelta(days=8))


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(hours=1), "今天 08:00"),
        (timedelta(hours=12), "昨天 21:00"),
        (timedelta(days=9), "9 天前（6月1日）"),
        (timedelta(days=300), "300 天前（2025年8月14日）"),
    ],
)
def test_the_age_of_a_copy_is_told_as_people_say_it(ago: timedelta, words: str) -> None:
    assert relative_time(START - ago, START) == words
