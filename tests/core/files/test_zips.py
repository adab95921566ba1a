"""A zip that hides what it unpacks to is refused by every reader: packet, Word and backup."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from aimed_desktop.application.pasting.table import fill, read_cells
from aimed_desktop.archive.backup import recover
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.word.read.package import open_word
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.zips import MAX_ENTRIES, ZipRefused, open_zip, read_entry
from aimed_desktop.packet.verify import verify


def zipped(entries: int = 2, size: int = 100_000) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(entries):
            archive.writestr(f"data/{number}", b"a" * size)
    return made.getvalue()


def overlapping() -> bytes:
    """Every entry of the directory points at the bytes of the first."""
    data = bytearray(zipped(50))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 42 : at + 46] = struct.pack("<I", 0)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def locked() -> bytes:
    """An entry that says that it asks for a password."""
    data = bytearray(zipped(1))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


HOSTILE = {
    "overlapping": overlapping(),
    "too many": zipped(MAX_ENTRIES + 1, 0),
    "locked": locked(),
    "cut": zipped()[:-40],
    "empty": b"",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_each_reader_refuses_it_with_a_sentence(tmp_path: Path, what: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(HOSTILE[what])
    report = verify(path, tmp_path / "tmp")
    assert (report.ok, report.status) == (False, 2)
    for read in (
        lambda: open_word(path.read_bytes()),
        lambda: recover(path, tmp_path / "new", "correct horse battery 9"),
    ):
        with pytest.raises(UserProblem) as refused:
            read()
        assert refused.value.status == 2


def test_entries_over_the_same_bytes_are_told_for_damage() -> None:
    with pytest.raises(ZipRefused, match="damaged"):
        open_zip(io.BytesIO(overlapping()))


def test_the_bytes_that_come_out_are_counted_not_those_that_are_announced() -> None:
    data = zipped(1, 5_000_000)
    with open_zip(io.BytesIO(data)) as archive, pytest.raises(ZipRefused, match="too_large"):
        read_entry(archive, archive.infolist()[0], 10_000_000)  # 200 times what is packed is less
    with open_zip(io.BytesIO(zipped(1, 1000))) as archive:
        assert read_entry(archive, archive.infolist()[0], 1000) == b"a" * 1000
    with open_zip(io.BytesIO(zipped(1, 1001))) as archive, pytest.raises(ZipRefused, match="too_large"):
        read_entry(archive, archive.infolist()[0], 1000)


def test_circled_numbers_before_a_pasted_table_are_words() -> None:
    field = default_library(None).form("wuhan-2026-1").field("joint_units")
    cells = read_cells("①\t甲大学\n②\t乙大学")
    assert field is not None and cells is not None
    assert fill(field, None, cells.in_plain().rows, 0, "name").taken == 2
