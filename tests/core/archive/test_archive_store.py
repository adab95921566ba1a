"""Keeping applications: saving, finding, history, files, packets."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.database import Database
from aimed_desktop.archive.entries import Meta
from aimed_desktop.archive.keys import KdfParameters
from tests.core.archive.refusal import refused

Data = Callable[..., bytes]


def reopened(archive: Archive, passphrase: str) -> Archive:
    archive.close()
    return Archive.open(archive.folder, passphrase, use_keyring=False)


def test_what_was_saved_is_there_after_reopening(
    archive: Archive, entry: str, data: Data, passphrase: str
) -> None:
    archive.save(entry, data(unit_name="示例医院", scene_name="读片"), files={"files/报告.pdf": b"%PDF"})
    with reopened(archive, passphrase) as again:
        stored = again.load(entry)
        assert stored.data == data(unit_name="示例医院", scene_name="读片")
        assert dict(stored.files) == {"files/ct.jpg": b"picture", "files/报告.pdf": b"%PDF"}
        assert dict(stored.sources) == {"demo.yaml": b"form: demo"}
        assert stored.meta == Meta("demo", "肺结节辅助诊断", "示例医院")


def test_an_id_is_a_day_and_five_letters_that_nobody_confuses(
    archive: Archive, entry: str, data: Data
) -> None:
    assert re.fullmatch(r"\d{8}-[0-9A-HJKMNP-TV-Z]{5}", entry)
    assert archive.load(entry.lower()).id == entry
    other = archive.add(data(), {}, {}, Meta("demo"))
    assert other != entry


def test_an_unknown_id_is_the_users_to_mend(archive: Archive) -> None:
    for ask in (archive.load, archive.files, archive.history, archive.packets, archive.delete):
        with refused("unknown_entry", 2):
            ask("20260610-AAAAA")


@pytest.mark.parametrize("typed", ["诊", "结节", "ＣＴ", "ct 示例", "肺 医院", ""])
def test_one_chinese_character_is_enough_to_find(
    archive: Archive, entry: str, data: Data, typed: str
) -> None:
    archive.save(entry, data(unit_name="示例医院", background=[{"text": "用CT读片"}]))
    assert [found.id for found in archive.search(typed)] == [entry]


@pytest.mark.parametrize("typed", ["胃", "肺 胃", "%", "_", "unit_name"])
def test_what_was_not_typed_is_not_found(archive: Archive, entry: str, typed: str) -> None:
    assert archive.search(typed) == []


def test_the_list_shows_the_last_changed_first(data_dir: Path, cheap: KdfParameters, data: Data) -> None:
    clock = Clock()
    with Archive.create(data_dir, "正确的口令-2026", use_keyring=False, kdf=cheap, clock=clock) as archive:
        first = archive.add(data(), {}, {}, Meta("demo", "甲"))
        clock.now += timedelta(minutes=1)
        second = archive.add(data(), {}, {}, Meta("demo", "乙"))
        assert [found.id for found in archive.list()] == [second, first]
        clock.now += timedelta(minutes=1)
        archive.save(first, data(unit_name="丙"))
        assert [found.id for found in archive.list()] == [first, second]
        line = archive.list()[0].to_json()
        assert datetime.fromisoformat(line.pop("changed")) == clock.now
        assert line == {"id": first, "form": "demo", "title": "甲", "unit": "", "status": "草稿"}


def test_saving_the_same_again_adds_no_step(archive: Archive, entry: str, data: Data) -> None:
    archive.save(entry, data(unit_name="示例医院"), files={"files/ct.jpg": b"picture"})
    assert len(archive.history(entry)) == 1


def test_half_a_character_from_a_paste_does_not_stop_a_save(archive: Archive, entry: str) -> None:
    archive.save(entry, b'{"values": {"text": "\\ud83d x"}}', meta=Meta("demo", "\ud83d题目"))
    assert archive.load(entry).meta.title == "\ud83d题目"
    assert archive.search("题目")
    archive.save_profile({"unit.name": "\ud83d"})


def test_an_earlier_step_comes_back_with_its_files(archive: Archive, entry: str, data: Data) -> None:
    archive.save(entry, data(unit_name="改坏了"), remove=["files/ct.jpg"])
    assert dict(archive.load(entry).files) == {}
    assert dict(archive.load(entry, 1).files) == {"files/ct.jpg": b"picture"}
    archive.restore(entry, 1)
    assert archive.load(entry).data == data(unit_name="示例医院")
    assert archive.load(entry).files["files/ct.jpg"] == b"picture"
    assert [step.seq for step in archive.history(entry)] == [1, 2, 3]


def test_a_change_of_status_stays_in_the_history(archive: Archive, entry: str) -> None:
    stored = archive.load(entry)
    archive.save(entry, stored.data, meta=replace(stored.meta, status="定稿", version=1))
    assert [(step.meta.status, step.meta.version) for step in archive.history(entry)] == [
        ("草稿", 0),
        ("定稿", 1),
    ]


def test_files_follow_the_saves_and_refuse_unsafe_names(archive: Archive, entry: str) -> None:
    files = archive.files(entry)
    archive.save(entry, archive.load(entry).data, files={"files/x.png": b"12345"})
    assert (
        files.exists("files/x.png")
        and files.size("files/x.png") == 5
        and files.read("files/x.png") == b"12345"
    )
    assert not files.exists("files/other.png")
    for name, code in (("files/other.png", "file_missing"), ("../x.png", "unsafe_path")):
        with refused(code):
            files.read(name)
    with refused("unsafe_path", 2):
        archive.save(entry, archive.load(entry).data, files={"../x.png": b""})


def test_the_same_content_is_kept_once(archive: Archive, entry: str, data: Data) -> None:
    picture = bytes(range(256)) * 4096
    for number in range(8):
        archive.add(data(), {f"files/{number}.jpg": picture}, {}, Meta("demo"))
    archive.add_packet(entry, "报送包.zip", "7K3QF7K3", {"data/ct.jpg": picture})
    archive.close()
    assert (archive.folder / "archive.db").stat().st_size < 2 * len(picture)


def test_a_packet_is_kept_with_its_application(archive: Archive, entry: str) -> None:
    number = archive.add_packet(
        entry, "报送包.zip", "7K3QF7K3", {"bagit.txt": b"BagIt", "data/ct.jpg": b"picture"}
    )
    [packet] = archive.packets(entry)
    assert (packet.number, packet.name, packet.fingerprint) == (number, "报送包.zip", "7K3QF7K3")
    assert dict(archive.packet_files(number)) == {"bagit.txt": b"BagIt", "data/ct.jpg": b"picture"}


def test_deleting_leaves_nothing_behind_and_touches_nothing_else(
    archive: Archive, entry: str, data: Data
) -> None:
    other = archive.add(data(), {"files/ct.jpg": b"picture", "b": b"b"}, {}, Meta("demo"))
    archive.add_packet(entry, "a.zip", "7K3QF7K3", {"data/only.jpg": b"only here"})
    archive.delete(entry)
    assert [found.id for found in archive.list()] == [other]
    assert dict(archive.load(other).files) == {"b": b"b", "files/ct.jpg": b"picture"}
    assert archive.verify() == []
    database: Database = archive._database
    assert not database.rows("SELECT * FROM blobs WHERE content = ?", (b"only here",))


def test_the_profile_is_kept(archive: Archive, passphrase: str) -> None:
    assert archive.profile() == {}
    archive.save_profile({"unit.name": "示例医院", "people": [{"name": "张三"}]})
    with reopened(archive, passphrase) as again:
        assert again.profile() == {"unit.name": "示例医院", "people": [{"name": "张三"}]}


def test_a_failing_write_leaves_nothing_half_done(archive: Archive, entry: str, data: Data) -> None:
    class Breaking(dict[str, bytes]):
        def __getitem__(self, name: str) -> bytes:
            raise RuntimeError("the stick was pulled out")

    with pytest.raises(RuntimeError):
        archive.save(entry, data(unit_name="新"), files=Breaking(a=b"", b=b""))
    with pytest.raises(RuntimeError), archive.together():
        archive.save(entry, data(unit_name="新"))
        archive.add(data(), Breaking(b=b""), {}, Meta("demo"))
    assert archive.load(entry).data == data(unit_name="示例医院")
    assert len(archive.list()) == len(archive.history(entry)) == 1


class Clock:
    """A clock that a test moves by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 10, 16, 0, tzinfo=timezone(timedelta(hours=8)))

    def __call__(self) -> datetime:
        return self.now


def test_yesterdays_version_is_there_and_its_small_steps_are_not(
    data_dir: Path, cheap: KdfParameters, data: Data
) -> None:
    clock = Clock()
    with Archive.create(data_dir, "正确的口令-2026", use_keyring=False, kdf=cheap, clock=clock) as archive:
        entry = archive.add(data(text="0"), {}, {}, Meta("demo"))
        for second in range(1, 100):
            clock.now += timedelta(seconds=1)
            archive.save(entry, data(text=str(second)))
        assert len(archive.history(entry)) == 100
        clock.now += timedelta(days=1)
        for second in range(100, 140):
            clock.now += timedelta(seconds=1)
            archive.save(entry, data(text=str(second)))
        noon = clock.now - timedelta(hours=12)
        yesterday = [step for step in archive.history(entry) if datetime.fromisoformat(step.time) < noon]
        assert len(yesterday) == 1
        assert archive.load(entry, yesterday[-1].seq).data == data(text="99")
        assert len(archive.history(entry)) == 41
