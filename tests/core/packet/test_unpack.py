"""A zip from a stranger is refused whole, or unpacked inside its fresh folder."""

from __future__ import annotations

import errno
import io
import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus
from aimed_desktop.files.zips import MAX_ENTRIES
from aimed_desktop.packet.bag import open_packet, write_bag
from aimed_desktop.packet.zipping import zip_folder

Entries = list[tuple[str, bytes]]


def make_zip(path: Path, entries: Entries, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def bag(tmp_path: Path, files: dict[str, bytes]) -> Path:
    root = tmp_path / "包"
    for name, data in files.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    write_bag(root, {"Source-Organization": "示例医院"})
    return root


def refusal(archive: Path, tmp_path: Path) -> str:
    """The code with which the zip is refused; nothing may have been left behind."""
    workspace = tmp_path / "workspace"
    with pytest.raises(UserProblem) as refused, open_packet(archive, workspace):
        pass
    assert refused.value.status is ExitStatus.UNUSABLE_INPUT
    assert str(refused.value)
    assert list(workspace.iterdir()) == []
    return refused.value.code


@pytest.mark.parametrize(
    "name",
    [
        "../evil", "a/../../evil", "/etc/evil", "..\\evil", "C:\\evil", "C:evil", "a//b", "./../evil",
        "data/CON", "data/nul.txt", "data/a.", "data/a ", "data/a:stream", "data/a\x01b", "data/" + "x" * 256,
        "/".join("d" * 40),
    ],
)  # fmt: skip
def test_a_name_that_leaves_its_folder_or_no_system_takes_is_refused(tmp_path: Path, name: str) -> None:
    assert refusal(make_zip(tmp_path / "a.zip", [("bagit.txt", b""), (name, b"x")]), tmp_path) == (
        "packet_unsafe"
    )
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_a_link_or_device_is_refused(tmp_path: Path, kind: int) -> None:
    info = zipfile.ZipInfo("data/link")
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert refusal(tmp_path / "a.zip", tmp_path) == "packet_unsafe"


@pytest.mark.parametrize(
    "names",
    [
        ("data/a", "data/A"), ("Data/a", "data/b"), ("a", "a/b"), ("a/b", "a"),
        ("data/e\u0301", "data/\u00e9"), ("data/stra\u00dfe", "data/STRASSE"),
    ],
)  # fmt: skip
def test_two_names_that_some_file_system_takes_for_one_are_refused(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    archive = make_zip(tmp_path / "a.zip", [(name, b"x") for name in names])
    assert refusal(archive, tmp_path) == "packet_unsafe"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "a.zip", [("data/a", b"one"), ("data/a", b"two")])
    assert refusal(archive, tmp_path) == "packet_unsafe"


def test_more_entries_than_allowed_are_refused(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "a.zip", [(f"data/{n}", b"") for n in range(MAX_ENTRIES + 1)])
    assert refusal(archive, tmp_path) == "packet_too_large"


def test_a_bomb_by_ratio_is_refused(tmp_path: Path) -> None:
    assert refusal(make_zip(tmp_path / "a.zip", [("data/a", bytes(30_000_000))]), tmp_path) == (
        "packet_too_large"
    )


def test_one_bomb_beside_much_noise_is_refused(tmp_path: Path) -> None:
    entries = [("data/noise", os.urandom(1_000_000)), ("data/a", bytes(30_000_000))]
    assert refusal(make_zip(tmp_path / "a.zip", entries), tmp_path) == "packet_too_large"


def test_what_the_headers_announce_above_the_limit_is_refused(tmp_path: Path) -> None:
    data = bytearray(make_zip(tmp_path / "a.zip", [("data/a", b"x" * 100)]).read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 0xFFFFFFF0)
    (tmp_path / "a.zip").write_bytes(data)
    assert refusal(tmp_path / "a.zip", tmp_path) == "packet_too_large"


def test_a_header_that_hides_the_size_does_not_pass(tmp_path: Path) -> None:
    data = bytearray(make_zip(tmp_path / "a.zip", [("data/a", bytes(30_000_000))]).read_bytes())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<I", 10)
    (tmp_path / "a.zip").write_bytes(data)
    assert refusal(tmp_path / "a.zip", tmp_path) == "packet_truncated"


def test_a_header_that_claims_more_packed_bytes_does_not_lift_the_ratio(
    tmp_path: Path,
) -> None:
    archive = make_zip(tmp_path / "a.zip", [("data/a", bytes(30_000_000))])
    data = bytearray(archive.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 20 : central + 24] = struct.pack("<I", 1_000_000)
    archive.write_bytes(data)
    assert refusal(archive, tmp_path) in ("packet_too_large", "packet_truncated")


def test_a_zip_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    root = bag(tmp_path, {"申报书.docx": os.urandom(3000), "a.txt": b"text" * 300})
    zip_folder(root, tmp_path / "whole.zip", "包")
    whole = (tmp_path / "whole.zip").read_bytes()
    for length in [0, 3, 4, 30, *range(100, len(whole), 97), len(whole) - 1]:
        (tmp_path / "cut.zip").write_bytes(whole[:length])
        expected = "packet_truncated" if length >= 4 else "packet_not_a_packet"
        assert refusal(tmp_path / "cut.zip", tmp_path) == expected, length


def test_a_flipped_byte_in_the_packed_data_is_noticed(tmp_path: Path) -> None:
    root = bag(tmp_path, {"申报书.docx": os.urandom(3000)})
    zip_folder(root, tmp_path / "a.zip", "包")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[1500] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(data)
    assert refusal(tmp_path / "a.zip", tmp_path) == "packet_truncated"


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    data = bytearray(make_zip(tmp_path / "a.zip", [("data/a", b"x" * 100)]).read_bytes())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(signature) + offset] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert refusal(tmp_path / "a.zip", tmp_path) == "packet_encrypted"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_without_a_bound_is_refused(tmp_path: Path, method: int) -> None:
    assert refusal(make_zip(tmp_path / "a.zip", [("data/a", b"x" * 100)], method), tmp_path) == (
        "packet_method"
    )


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 not a zip", bytes(100), b"PK\x05\x06" + bytes(18)])
def test_what_is_no_zip_is_no_packet(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    assert refusal(tmp_path / "a.zip", tmp_path) == "packet_not_a_packet"


def test_names_written_in_gbk_are_read(tmp_path: Path) -> None:
    root = bag(tmp_path, {"a.txt": b"x"})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(p for p in root.rglob("*") if p.is_file()):
            archive.writestr(f"TOP/{path.relative_to(root).as_posix()}", path.read_bytes())
    # 包 is two bytes in GBK; with the 1 the name keeps its length.
    raw = buffer.getvalue().replace(b"TOP/", "包".encode("gbk") + b"1/")
    (tmp_path / "a.zip").write_bytes(raw)
    with open_packet(tmp_path / "a.zip", tmp_path / "workspace") as opened:
        assert opened.root.name == "包1"


def test_names_in_utf8_without_the_flag_are_read(tmp_path: Path) -> None:
    root = bag(tmp_path, {"申报书.txt": b"x"})
    zip_folder(root, tmp_path / "a.zip", "包")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        offsets = [info.header_offset for info in archive.infolist()]
    for offset in offsets:
        data[offset + 7] &= ~0x08
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 9] &= ~0x08
        at += 4
    (tmp_path / "a.zip").write_bytes(data)
    with open_packet(tmp_path / "a.zip", tmp_path / "workspace") as opened:
        assert (opened.root / "data" / "申报书.txt").read_bytes() == b"x"


def test_unpacked_files_are_private_and_gone_afterwards(tmp_path: Path) -> None:
    root = bag(tmp_path, {"a.txt": b"x"})
    zip_folder(root, tmp_path / "a.zip", "包")
    with open_packet(tmp_path / "a.zip", tmp_path / "workspace") as opened:
        assert stat.S_IMODE((opened.root / "data" / "a.txt").stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "workspace").stat().st_mode) == 0o700
    assert not opened.root.exists()


def test_what_a_power_cut_left_unpacked_is_removed_but_not_what_is_in_use(tmp_path: Path) -> None:
    root = bag(tmp_path, {"a.txt": b"x"})
    zip_folder(root, tmp_path / "a.zip", "包")
    workspace = tmp_path / "workspace"
    for name in ("packet-old", "packet-killed", ".aimed-01234567"):
        (workspace / name / "data").mkdir(parents=True)
    (workspace / "packet-killed" / "held").touch()  # its process would hold it
    with open_packet(tmp_path / "a.zip", workspace) as in_use:
        with open_packet(tmp_path / "a.zip", workspace):
            pass
        assert (in_use.root / "data" / "a.txt").exists()
    assert list(workspace.iterdir()) == []


def test_a_packet_is_unpacked_where_the_disk_knows_no_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zip_folder(bag(tmp_path, {"a.txt": b"x"}), tmp_path / "a.zip", "包")

    def no_locks(_descriptor: int) -> bool:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("aimed_desktop.files.workspace.try_lock", no_locks)
    with open_packet(tmp_path / "a.zip", tmp_path / "tmp") as first:
        with open_packet(tmp_path / "a.zip", tmp_path / "tmp"):
            pass
        assert (first.root / "data" / "a.txt").exists()
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_packet_folder_with_a_link_is_refused(tmp_path: Path) -> None:
    root = bag(tmp_path, {"a.txt": b"x"})
    (root / "data" / "link").symlink_to("/etc/passwd")
    with pytest.raises(UserProblem, match="link"), open_packet(root):
        pass


def test_a_packet_folder_with_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    root = bag(tmp_path, {"a.txt": b"x"})
    os.mkfifo(root / "data" / "pipe")
    with pytest.raises(UserProblem, match="pipe"), open_packet(root):
        pass


def test_a_highly_repetitive_file_of_ours_passes_our_own_limits(tmp_path: Path) -> None:
    root = bag(tmp_path, {"application.json": "测试".encode() * 1_000_000})
    zip_folder(root, tmp_path / "a.zip", "包")
    with open_packet(tmp_path / "a.zip", tmp_path / "workspace") as opened:
        assert (opened.root / "data" / "application.json").stat().st_size == 6_000_000


def test_the_same_folder_makes_the_same_zip_whatever_its_times(tmp_path: Path) -> None:
    root = bag(tmp_path, {"b.txt": b"b", "a/申报书.pdf": b"%PDF"})
    zip_folder(root, tmp_path / "1.zip", "包")
    for path in root.rglob("*"):
        os.utime(path, (1, 1))
    zip_folder(root, tmp_path / "2.zip", "包")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
