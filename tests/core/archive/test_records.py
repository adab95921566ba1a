"""报送记录: kept with its receipt, each record linked to the one before, of an older archive, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from aimed_desktop.application.life.lifecycle import Deed, Event, HandedOver
from aimed_desktop.application.model import Status
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.lifecycle import keep_event, mark, take_back
from aimed_desktop.archive.salvage import salvage
from aimed_desktop.archive.wreck_opening import open_wreck
from aimed_desktop.services.given_files import GivenFile
from aimed_desktop.services.handing_in import note_receipt, record_rows
from tests.core.archive.conftest import PASSPHRASE
from tests.core.archive.older import older_archive

FIXED = Event(Deed.FINALISED, Status.FINAL, 1, fingerprint="7K3QF7K3")
HANDED = HandedOver("送达", "武汉市经信局412室", "027-85316812", "鄂经信收〔2026〕12号")
RECEIPT = {"回执.jpg": b"picture of a receipt"}


@pytest.fixture
def handed_in(archive: Archive, entry: str) -> str:
    """Fixed, printed, stamped and handed in with a receipt."""
    keep_event(archive, entry, FIXED)
    mark(archive, entry, Status.PRINTED)
    mark(archive, entry, Status.STAMPED)
    mark(archive, entry, Status.SUBMITTED, "2026-06-12", who="王敏", handed_over=HANDED, receipt=RECEIPT)
    return entry


def broken(archive: Archive) -> list[str]:
    return [str(problem) for problem in archive.verify()]


def test_who_when_how_and_to_whom_is_kept_with_the_receipt(
    archive: Archive, handed_in: str, data_dir: Path
) -> None:
    archive.close()
    with Archive.open(data_dir, PASSPHRASE, use_keyring=False) as again:
        record = again.lifecycle.events(handed_in)[-1]
        assert (record.who, record.date, record.handed_over) == ("王敏", "2026-06-12", HANDED)
        receipt = again.lifecycle.receipt(record.number)
        assert record.has_receipt and receipt is not None and dict(receipt) == RECEIPT
        assert again.verify() == []


@pytest.mark.parametrize(
    "column, value", [("date", "2026-06-10"), ("who", "李"), ("facts", ""), ("time", 0), ("files", None)]
)
def test_a_record_that_was_changed_is_found_and_named(
    archive: Archive, handed_in: str, column: str, value: object
) -> None:
    number = archive.lifecycle.events(handed_in)[3].number
    archive._database.rows(f"UPDATE events SET {column} = ? WHERE number = ?", (value, number))
    (told,) = broken(archive)
    assert f"“肺结节辅助诊断”（{handed_in}）" in told and "第4条" in told


def test_a_record_that_was_taken_out_is_found(archive: Archive, handed_in: str) -> None:
    number = archive.lifecycle.events(handed_in)[1].number
    archive._database.rows("DELETE FROM events WHERE number = ?", (number,))
    (told,) = broken(archive)
    assert "第2条" in told


def test_a_link_that_was_taken_off_is_found(archive: Archive, handed_in: str) -> None:
    number = archive.lifecycle.events(handed_in)[2].number
    archive._database.rows("UPDATE events SET link = NULL WHERE number = ?", (number,))
    assert "第3条" in broken(archive)[0]


def test_records_of_an_older_program_are_the_beginning_of_the_chain(tmp_path: Path) -> None:
    older_archive(tmp_path / "data", "4-fixed")
    with Archive.open(tmp_path / "data", PASSPHRASE, use_keyring=False) as archive:
        entry = next(each.id for each in archive.list() if archive.lifecycle.events(each.id))
        assert archive.verify() == []
        of_then = archive.lifecycle.events(entry)[0].number
        keep_event(
            archive, entry, Event(Deed.EXPLAINED, Status(archive.load(entry).meta.status), 1, who="缺页")
        )
        assert archive.verify() == []
        archive._database.rows("UPDATE events SET note = '改过' WHERE number = ?", (of_then,))
        assert broken(archive), "what is linked to it no longer fits"


def test_the_receipt_goes_with_its_application_and_stays_until_then(archive: Archive, handed_in: str) -> None:
    archive.lifecycle.remove_scan(archive.lifecycle.add_scan(handed_in, "扫描.pdf", 1, b"%PDF scan"))
    receipt = archive.lifecycle.receipt(archive.lifecycle.events(handed_in)[-1].number)
    assert receipt is not None and dict(receipt) == RECEIPT, "nothing unused is removed that a record uses"


def test_of_scans_and_receipts_that_are_called_alike_none_is_lost_in_a_salvage(
    archive: Archive, handed_in: str, data_dir: Path, tmp_path: Path
) -> None:
    archive.lifecycle.add_scan(handed_in, "扫描.pdf", 1, b"%PDF one")
    archive.lifecycle.add_scan(handed_in, "扫描.pdf", 1, b"%PDF two")
    for receipt in (b"second", b"third"):
        keep_event(archive, handed_in, Event(Deed.RECEIPT, Status.SUBMITTED, 1), {"回执.jpg": receipt})
    archive.close()
    with open_wreck(data_dir, PASSPHRASE, use_keyring=False) as wreck:
        assert salvage(wreck, tmp_path / "out").lost == ()
    found = {path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert found >= {b"%PDF one", b"%PDF two", *RECEIPT.values(), b"second", b"third"}


def test_a_receipt_is_kept_whatever_its_file_is_called(archive: Archive, handed_in: str) -> None:
    given = (GivenFile("回\n执.JPG", b"1"), GivenFile("NUL.pdf", b"2"), GivenFile("回 执.jpg", b"3"))
    note_receipt(archive, handed_in, "", given)
    receipt = archive.lifecycle.receipt(archive.lifecycle.events(handed_in)[-1].number)
    assert receipt is not None and sorted(receipt.values()) == [b"1", b"2", b"3"]
    assert "_NUL.pdf" in receipt


def test_only_what_left_the_house_or_was_called_back_is_listed(archive: Archive, handed_in: str) -> None:
    take_back(archive, handed_in)
    after = take_back(archive, handed_in)  # 已盖章, which nobody outside saw
    words = [row.words.partition("版　")[2] for row in record_rows(after)]
    assert [each.partition("：")[0] for each in words] == [
        "撤回标记，回到已盖章",
        "标记为已报送（2026-06-12）",
    ]
