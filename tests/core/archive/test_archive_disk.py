"""The archive on a real disk: nothing readable, nothing lost by a kill, a full disk or a second process."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.entries import Meta
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.errors import UserProblem
from tests.core.archive.refusal import refused

Data = Callable[..., bytes]

SAVER = """
import json, sys
from pathlib import Path
from aimed_desktop.archive.archive import Archive

archive = Archive.open(Path(sys.argv[1]), sys.argv[2], use_keyring=False)
for number in range(1, 100000):
    text = str(number) + "字" * 20000
    archive.save(sys.argv[3], json.dumps({"values": {"n": number, "text": text}}).encode(),
                 files={"files/ct.jpg": number.to_bytes(4, "big") * 5000})
    print(number, flush=True)
"""

OPENER = """
import sys
from pathlib import Path
from aimed_desktop.archive.archive import Archive
from aimed_desktop.errors import UserProblem
try:
    Archive.open(Path(sys.argv[1]), sys.argv[2], use_keyring=False, wait_seconds=float(sys.argv[3])).close()
    print("opened")
except UserProblem as problem:
    print(problem.code, int(problem.status))
"""


def run(script: str, *arguments: object) -> str:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True, text=True, timeout=60).stdout.strip()


def test_a_kill_half_way_loses_nothing_that_was_acknowledged(
    archive: Archive, entry: str, passphrase: str
) -> None:
    archive.close()
    last = 0
    for saves in (3, 11, 26):
        command = [sys.executable, "-c", SAVER, str(archive.folder), passphrase, entry]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for line in process.stdout:
                last = int(line)
                if last >= saves:
                    break
            time.sleep(0.003 * (saves % 5))  # somewhere inside one of the next saves
            process.send_signal(signal.SIGKILL)
            acknowledged = [int(line) for line in process.stdout if line.endswith("\n")]
            last = max([last, *acknowledged])
        with Archive.open(archive.folder, passphrase, use_keyring=False) as again:
            number = json.loads(again.load(entry).data)["values"]["n"]
            assert number in (last, last + 1)
            assert again.load(entry).files["files/ct.jpg"] == number.to_bytes(4, "big") * 5000
            assert again.verify() == []


def test_nothing_readable_is_on_the_disk(archive: Archive, data: Data) -> None:
    secret = "武汉市机密医院SECRET"
    picture = b"JFIF-secret-picture" * 3000
    entry = archive.add(
        data(unit_name=secret), {f"files/{secret}.jpg": picture}, {"a.yaml": picture}, Meta(secret, secret)
    )
    archive.save_profile({"unit.name": secret})
    for number in range(20):
        archive.save(entry, data(unit_name=f"{secret}{number}"))
    archive.search(secret)
    while_open = on_disk(archive.folder)
    assert {"archive.db", "archive.db-wal", "archive.db-shm"} <= set(while_open)
    assert len(while_open["archive.db-wal"]) > len(picture)
    key = archive._data_key
    archive.close()
    for name, content in [*while_open.items(), *on_disk(archive.folder).items()]:
        for encoding in ("utf-8", "utf-16-le", "gbk"):
            assert secret.encode(encoding) not in content, name
        for readable in (b"SECRET", b"SQLite format", b"CREATE TABLE", b"JFIF", key, key.hex().encode()):
            assert readable not in content, name


def on_disk(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a profile private by its access list")
def test_only_the_owner_may_look(tmp_path: Path, passphrase: str, cheap: KdfParameters) -> None:
    folder = tmp_path / "made before"
    folder.mkdir(mode=0o755)
    before = os.umask(0)
    try:
        with Archive.create(folder, passphrase, use_keyring=False, kdf=cheap) as archive:
            archive.add(b"{}", {}, {}, Meta("demo"))
            archive.set_passphrase("换了新的口令-2027", cheap)
            archive.backup(tmp_path / "backup.aimed")
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(modes) == 5 and set(modes.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "backup.aimed").stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="no such folders there")
def test_a_folder_that_everybody_shares_is_not_taken_away(
    tmp_path: Path, passphrase: str, cheap: KdfParameters
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    Archive.create(shared, passphrase, use_keyring=False, kdf=cheap).close()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777


def test_a_second_process_is_told_and_waits_a_moment(archive: Archive, passphrase: str) -> None:
    assert run(OPENER, archive.folder, passphrase, 0.2) == "archive_locked 3"
    timer = threading.Timer(1.0, archive.close)
    timer.start()
    assert run(OPENER, archive.folder, passphrase, 20) == "opened"
    timer.join()


def test_two_threads_of_one_process_take_turns(archive: Archive, entry: str, data: Data) -> None:
    failures: list[BaseException] = []

    def save(name: str) -> None:
        try:
            for number in range(50):
                archive.save(entry, data(**{name: number}), files={f"files/{name}": bytes([number])})
                assert archive.files(entry).size("files/ct.jpg") == 7
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            failures.append(error)

    threads = [threading.Thread(target=save, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(archive.history(entry)) == 101 and set(archive.files(entry)) == {
        "files/a",
        "files/b",
        "files/ct.jpg",
    }


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = (
        sys.platform == "linux"
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
        ).returncode
    )
    if not mounted:
        pytest.skip("needs root: mounts a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_said_and_costs_nothing_that_was_saved(
    small_disk: Path, passphrase: str, cheap: KdfParameters, data: Data
) -> None:
    (small_disk / "ballast").write_bytes(bytes(200_000))
    with Archive.create(small_disk, passphrase, use_keyring=False, kdf=cheap) as archive:
        entry = archive.add(data(unit_name="示例医院"), {}, {}, Meta("demo"))
        with refused("disk_full", 3):
            archive.save(entry, data(unit_name="新"), files={"files/big.jpg": os.urandom(2_000_000)})
        assert archive.load(entry).data == data(unit_name="示例医院")
        archive.save(entry, data(unit_name="小的还放得下"))
        with refused("disk_full"):
            while True:
                archive.save(entry, data(text=os.urandom(20_000).hex()))
        (small_disk / "ballast").unlink()
        archive.save(entry, data(unit_name="腾出空间后"))
        before = archive.load(entry).data
        with pytest.raises(UserProblem) as problem:
            archive.backup(small_disk / "backup.aimed")
        assert problem.value.status == 3
    assert not (small_disk / "backup.aimed").exists()
    with Archive.open(small_disk, passphrase, use_keyring=False) as archive:
        assert archive.load(entry).data == before
        assert archive.verify() == []


def test_a_file_in_place_of_the_folder_is_the_machines_trouble(
    tmp_path: Path, passphrase: str, cheap: KdfParameters
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserProblem) as problem:
        Archive.create(tmp_path / "file" / "data", passphrase, use_keyring=False, kdf=cheap)
    assert problem.value.status == 3


def test_a_damaged_page_is_found(archive: Archive, entry: str, passphrase: str) -> None:
    archive.save(entry, archive.load(entry).data, files={"files/big.jpg": os.urandom(400_000)})
    archive.close()
    path = archive.folder / "archive.db"
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    with Archive.open(archive.folder, passphrase, use_keyring=False) as again:
        assert [problem.code for problem in again.verify()] == ["archive_pages_damaged"]
        with refused("archive_damaged"):
            again.backup(archive.folder.parent / "backup.aimed")


def test_a_file_that_is_no_archive_is_called_damaged(archive: Archive, passphrase: str) -> None:
    archive.close()
    (archive.folder / "archive.db").write_bytes(b"not a database" * 1000)
    with refused("archive_damaged", 3):
        Archive.open(archive.folder, passphrase, use_keyring=False)
    with refused("archive_damaged"):  # and not locked: a failed opening lets go
        Archive.open(archive.folder, passphrase, use_keyring=False, wait_seconds=0)


def test_changed_contents_and_keys_are_found(archive: Archive, entry: str) -> None:
    database: Database = archive._database
    database.rows("UPDATE blobs SET content = ? WHERE content = ?", (b"painting", b"picture"))
    database.rows("UPDATE history SET data = ?", (b"rubbish",))
    database.rows("UPDATE applications SET data = ?", (b"{",))
    (archive.folder / "archive-keys.json").unlink()
    problems = archive.verify()
    codes = [problem.code for problem in problems]
    assert codes == ["keys_missing", "stored_file_damaged", "entry_damaged", "entry_damaged"]
    assert "files/ct.jpg" in str(problems[1]) and entry in str(problems[2])


def test_an_archive_of_a_newer_program_is_left_alone(archive: Archive, passphrase: str) -> None:
    archive._database.rows("PRAGMA user_version = 99")
    archive.close()
    before = (archive.folder / "archive.db").read_bytes()
    with refused("archive_newer"):
        Archive.open(archive.folder, passphrase, use_keyring=False)
    assert (archive.folder / "archive.db").read_bytes() == before


def test_what_a_killed_process_left_is_cleared_away(archive: Archive, passphrase: str) -> None:
    archive.close()
    (archive.folder / ".aimed-temporary-0123").write_bytes(b"half")
    Archive.open(archive.folder, passphrase, use_keyring=False).close()
    assert sorted(on_disk(archive.folder)) == ["archive-keys.json", "archive.db", "archive.lock"]


def test_scans_that_a_killed_process_left_unpacked_are_gone_at_the_next_start(
    archive: Archive, passphrase: str
) -> None:
    archive.close()
    left = archive.folder / "tmp" / "scans-0123456789ab" / "1" / "盖章页.pdf"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"%PDF-1.4 a seal")
    with Archive.open(archive.folder, passphrase, use_keyring=False):
        assert list((archive.folder / "tmp").iterdir()) == []
