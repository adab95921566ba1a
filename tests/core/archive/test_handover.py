"""One application goes to a colleague's archive and comes back: it stays one, and nothing of it is lost."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from aimed_desktop.application.life.lifecycle import HandedOver
from aimed_desktop.application.model import Application, MaterialFile, Status
from aimed_desktop.archive import lifecycle
from aimed_desktop.archive.applications import describe_entry
from aimed_desktop.archive.archive import Archive, local_clock
from aimed_desktop.archive.backup import recover
from aimed_desktop.archive.earlier_states import state_at, versions
from aimed_desktop.archive.history import thin_all
from aimed_desktop.archive.papers import kept_paper
from aimed_desktop.archive.printings import keep_printing
from aimed_desktop.archive.schema import MIGRATIONS
from aimed_desktop.services.handing_over import give_application, look_at_handover, take_handover
from tests.core.application.two_hands import Hand, words_in, words_of
from tests.core.archive.refusal import refused
from tests.core.archive.test_killed_half_way import Place, run
from tests.core.archive.two_desks import CHEAP, SECRET, Desk
from tests.paper_files import pdf

SEAL = pdf("a seal")


@pytest.fixture
def wang(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk("王芳", tmp_path / "wang")
    yield desk
    desk.archive.close()


@pytest.fixture
def li(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk("李强", tmp_path / "li")
    yield desk
    desk.archive.close()


@pytest.fixture
def entry(wang: Desk) -> str:
    return wang.begin()


def finalise(desk: Desk, entry: str) -> None:
    lifecycle.finalise(desk.archive, entry, desk.app(entry), 0)


def test_everything_that_is_kept_of_an_application_is_there_on_the_other_desk(
    wang: Desk, li: Desk, entry: str
) -> None:
    wang.write(entry, project_name="第一稿")
    finalise(wang, entry)
    keep_printing(wang.archive, entry, "全部 1 份", "打印机", is_set=False)
    wang.archive.lifecycle.set_tick(entry, 1, 0, 0, is_set=True)
    wang.archive.lifecycle.add_scan(entry, "盖章扫描件.pdf", 1, SEAL)
    wang.archive.add_packet(entry, "报送包", "7K3QF7K3", {"bagit.txt": b"bag"})
    over, receipt = HandedOver("送达", "区卫健局"), {"回执.pdf": SEAL}
    lifecycle.mark(wang.archive, entry, Status.SUBMITTED, who="王芳", handed_over=over, receipt=receipt)
    taken = li.take(wang.give(entry))
    assert (taken.entry, taken.is_new, taken.who) == (entry, True, "王芳")
    assert describe_entry(li.archive, entry) == describe_entry(wang.archive, entry)
    assert dict(li.archive.files(entry)) == dict(wang.archive.files(entry))
    (scan,) = li.archive.lifecycle.scans(entry)
    assert li.archive.lifecycle.scan_content(scan.number) == SEAL
    kept = li.archive.lifecycle.receipt(li.archive.lifecycle.events(entry)[-1].number)
    assert kept is not None and dict(kept) == receipt
    papers = [kept_paper(desk.archive, entry, 1) for desk in (wang, li)]
    assert papers[0] is not None and papers[1] is not None
    assert dict(papers[0].files) == dict(papers[1].files)
    assert li.archive.lifecycle.ticks(entry, 1) == {(0, 0)}
    assert li.archive.verify() == wang.archive.verify() == []


def test_what_both_have_changed_is_merged_and_where_they_disagree_the_clerk_chooses(
    wang: Desk, li: Desk, entry: str
) -> None:
    li.take(wang.give(entry))
    wang.write(entry, project_name="王的名称", filing="王的备案")
    li.write(entry, project_name="李的名称", recommender="李的推荐", district=None)
    back = li.give(entry)
    seen = look_at_handover(wang.archive, back, SECRET)
    assert [(each.label, each.words) for each in seen.disagreements] == [
        ("项目名称", ("王的名称", "李的名称"))
    ]
    assert seen.kept == ("所在区",)
    before = wang.app(entry)
    taken = wang.take(back)
    now = wang.app(entry)
    assert (now.get("project_name"), now.get("filing"), now.get("recommender")) == (
        "王的名称", "王的备案", "李的推荐"
    )  # fmt: skip
    assert now.get("district") == before.get("district") is not None
    assert len(wang.archive.list()) == 1
    again = wang.take(back, [each.conflict.by_theirs for each in taken.disagreements])
    assert [each.words for each in again.disagreements] == [("王的名称", "李的名称")], (
        "told as the first time"
    )
    assert wang.app(entry).get("project_name") == "李的名称"
    assert wang.archive.search("李的名称") and wang.archive.verify() == []


def test_both_versions_of_a_chapter_can_be_kept_with_their_pictures(wang: Desk, li: Desk, entry: str) -> None:
    li.take(wang.give(entry))
    for desk in (wang, li):
        app = desk.app(entry)
        app.set("results", [{"text": f"{desk.name}写的"}, {"image": "files/图.png"}])
        desk.save(entry, app, 图_png=f"of {desk.name}".encode())
    back = li.give(entry)
    (seen,) = look_at_handover(wang.archive, back, SECRET).disagreements
    assert seen.is_joinable
    wang.take(back, [seen.both])
    app = wang.app(entry)
    assert app.get("results") == [
        {"text": "王芳写的"}, {"image": "files/图.png"}, {"text": "李强写的"}, {"image": "files/图-2.png"}
    ]  # fmt: skip
    assert app.files.read("files/图-2.png") == "of 李强".encode()


def test_what_was_not_chosen_stands_in_the_history(wang: Desk, li: Desk, entry: str) -> None:
    li.take(wang.give(entry))
    wang.write(entry, project_name="王的名称")
    li.write(entry, project_name="李的名称")
    wang.take(li.give(entry))
    app = wang.app(entry)
    listed = versions(wang.archive, entry, app.form)
    names = [state_at(wang.archive, entry, each.seq, app.form).get("project_name") for each in listed]
    assert names[:3] == ["王的名称", "李的名称", "王的名称"]
    assert "李强交来的" in listed[1].words


def test_it_goes_to_and_fro_and_only_what_is_new_is_asked_about(wang: Desk, li: Desk, entry: str) -> None:
    li.take(wang.give(entry))
    for number in range(3):
        li.write(entry, recommender=f"李第{number}次")
        wang.write(entry, filing=f"王第{number}次")
        assert wang.take(li.give(entry)).disagreements == ()
        assert li.take(wang.give(entry)).disagreements == ()
        assert li.app(entry).values == wang.app(entry).values
        assert li.app(entry).get("filing") == f"王第{number}次"
    own = wang.give(entry)
    wang.write(entry, recommender="又改了")
    assert wang.take(own).disagreements == () and wang.app(entry).get("recommender") == "又改了"


def test_three_people_send_it_round_and_each_word_arrives(
    tmp_path: Path, wang: Desk, li: Desk, entry: str
) -> None:
    zhao = Desk("赵敏", tmp_path / "zhao")
    with zhao.archive:
        li.take(wang.give(entry))
        li.write(entry, recommender="李写的")
        zhao.take(li.give(entry))
        zhao.write(entry, filing="赵写的")
        wang.write(entry, dataset_names="王写的")
        assert wang.take(zhao.give(entry)).disagreements == ()
        li.take(wang.give(entry))
        li.write(entry, recommender="李又写的")
        assert wang.take(li.give(entry)).disagreements == ()
        app = wang.app(entry)
    assert [app.get(name) for name in ("recommender", "filing", "dataset_names")] == [
        "李又写的", "赵写的", "王写的"
    ]  # fmt: skip


def test_the_common_step_outlives_the_thinning_of_the_history(wang: Desk, li: Desk, entry: str) -> None:
    wang.write(entry, filing="交出时的备案")
    li.take(wang.give(entry))
    for number in range(70):
        wang.write(entry, project_name=f"第{number}稿")
    year_later = round((local_clock() + timedelta(days=365)).timestamp() * 1000)
    with wang.archive.together():
        thin_all(wang.archive._database, year_later)
    kept = len(wang.archive.history(entry))
    assert 2 <= kept < 70
    li.write(entry, recommender="李写的")
    assert wang.take(li.give(entry)).disagreements == ()
    assert wang.app(entry).get("project_name") == "第69稿"


def test_an_older_backup_that_knows_of_no_hand_over_still_finds_the_common_state(
    tmp_path: Path, wang: Desk, li: Desk, entry: str
) -> None:
    wang.write(entry, filing="备份时的备案")
    backup = wang.archive.backup(tmp_path / "备份.aimed")
    li.take(wang.give(entry))
    li.write(entry, filing="李的备案")
    path = li.give(entry)
    recover(backup, tmp_path / "again", "王芳的口令-2026")
    with Archive.open(tmp_path / "again", "王芳的口令-2026", use_keyring=False) as archive:
        assert take_handover(archive, path, SECRET).disagreements == ()
        assert b"\xe6\x9d\x8e\xe7\x9a\x84\xe5\xa4\x87\xe6\xa1\x88" in archive.load(entry).data


def test_files_that_both_call_alike_are_both_there(wang: Desk, li: Desk, entry: str) -> None:
    li.take(wang.give(entry))
    for desk in (wang, li):
        app = desk.app(entry)
        app.set_materials((*app.materials, MaterialFile("photos", "files/现场.pdf")))
        app.set("joint_intro", [{"image": "files/现场.pdf"}] if desk is li else None)
        desk.save(entry, app, 现场_pdf=pdf(f"of {desk.name}"))
    wang.take(li.give(entry))
    app = wang.app(entry)
    found = [each.file for each in app.materials if each.slot == "photos"][-2:]
    assert found == ["files/现场.pdf", "files/现场-2.pdf"]
    assert [app.files.read(name) for name in found] == [pdf("of 王芳"), pdf("of 李强")]
    assert app.get("joint_intro") == [{"image": "files/现场-2.pdf"}]
    assert li.take(wang.give(entry)).disagreements == ()
    assert {li.app(entry).files.read(each.file) for each in li.app(entry).materials} >= {
        pdf("of 王芳"), pdf("of 李强")
    }  # fmt: skip


def test_a_version_fixed_and_handed_in_there_is_so_here_with_its_records(
    wang: Desk, li: Desk, entry: str
) -> None:
    li.take(wang.give(entry))
    li.write(entry, project_name="李定的名称", filing=None)
    finalise(li, entry)
    li.archive.lifecycle.add_scan(entry, "盖章扫描件.pdf", 1, SEAL)
    lifecycle.mark(li.archive, entry, Status.SUBMITTED, who="李强")
    wang.take(li.give(entry))
    assert lifecycle.standing(wang.archive, entry).status is Status.SUBMITTED
    assert wang.app(entry).values == li.app(entry).values, "what is fixed is what was typed"
    assert [scan.name for scan in wang.archive.lifecycle.scans(entry)] == ["盖章扫描件.pdf"]
    keep_printing(wang.archive, entry, "全部 1 份", "打印机", is_set=False)
    li.archive.lifecycle.set_tick(entry, 1, 1, 0, is_set=True)
    lifecycle.mark(li.archive, entry, Status.ACCEPTED)
    wang.take(li.give(entry))
    events = wang.archive.lifecycle.events(entry)
    assert [event.deed for event in events] == ["定稿", "标记", "打印", "标记"]
    assert lifecycle.standing(wang.archive, entry).status is Status.ACCEPTED
    assert wang.archive.lifecycle.ticks(entry, 1) == {(1, 0)}
    assert len(wang.archive.lifecycle.scans(entry)) == 1
    assert wang.archive.verify() == [], "the chain of records holds"


def test_lives_that_went_two_ways_are_not_mixed(wang: Desk, li: Desk, entry: str) -> None:
    li.take(wang.give(entry))
    li.write(entry, project_name="李的")
    draft = li.give(entry)
    finalise(li, entry)
    fixed = li.give(entry)
    wang.write(entry, filing="王又改了")
    before = wang.archive.load(entry)
    with refused("handover_fixed_there", 1):
        wang.take(fixed)
    finalise(wang, entry)
    with refused("handover_fixed_here", 1):
        wang.take(draft)
    with refused("handover_two_lives", 1):
        wang.take(fixed)
    assert wang.archive.load(entry).data == before.data
    assert len(wang.archive.lifecycle.events(entry)) == 1


def test_what_lies_in_the_bin_comes_out_of_it(wang: Desk, li: Desk, entry: str) -> None:
    li.take(wang.give(entry))
    li.write(entry, filing="李写的")
    wang.archive.bin.put(entry)
    wang.take(li.give(entry))
    assert [each.id for each in wang.archive.list()] == [entry]
    assert wang.app(entry).get("filing") == "李写的"


def test_what_cannot_be_taken_in_is_refused_and_nothing_changes(
    tmp_path: Path, wang: Desk, li: Desk, entry: str
) -> None:
    path = wang.give(entry)
    broken, other, backup = (tmp_path / f"{name}.aimed" for name in ("坏", "别的", "备份"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    broken.write_bytes(data)
    other.write_bytes(b"no zip at all")
    wang.archive.backup(backup)
    for file, code, secret in (
        (path, "handover_passphrase", "不是这个口令-2026"),
        (broken, "handover_damaged", SECRET),
        (other, "handover_damaged", SECRET),
        (backup, "handover_is_backup", SECRET),
        (tmp_path / "没有.aimed", "file_missing", SECRET),
    ):
        with refused(code, 2):
            take_handover(li.archive, file, secret)
    with refused("backup_damaged", 2):
        recover(path, tmp_path / "new", SECRET)
    assert li.archive.list() == [] and li.archive.verify() == []
    with refused("target_exists", 2):
        wang.archive.give(entry, path, SECRET, "王芳", CHEAP)
    with refused("passphrase_short", 2):
        wang.archive.give(entry, tmp_path / "短.aimed", "12", "王芳", CHEAP)
    with refused("unknown_entry", 2):
        wang.archive.give("20260101-AAAAA", tmp_path / "无.aimed", SECRET, "王芳", CHEAP)
    assert len(wang.archive.shared.of(entry)) == 1, "what was not given is not noted as given"


def test_a_hand_over_of_a_newer_program_says_so(
    wang: Desk, li: Desk, entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aimed_desktop.archive import database, migration

    path = wang.give(entry)
    for module in (migration, database):
        monkeypatch.setattr(module, "MIGRATIONS", MIGRATIONS[:-1])
    with refused("handover_newer", 2):
        li.take(path)


def test_another_form_under_the_same_id_is_refused(wang: Desk, li: Desk, entry: str) -> None:
    path = wang.give(entry)
    stored = wang.archive.load(entry)
    meta = replace(stored.meta, form="wuhan-2026-1")
    li.archive.add(stored.data, {}, dict(stored.sources), meta, application=entry)
    with refused("handover_other", 2):
        li.take(path)


def test_nothing_of_it_can_be_read_without_the_passphrase(tmp_path: Path, wang: Desk, entry: str) -> None:
    wang.write(entry, project_name="保密的项目名称")
    path = wang.give(entry)
    with zipfile.ZipFile(path) as opened:
        content = b"".join(opened.read(name) for name in opened.namelist())
    assert "保密的项目名称".encode() not in content and b"SQLite format" not in content
    with zipfile.ZipFile(path) as opened:
        assert wang.archive._key_file.archive_id.encode() not in opened.read("archive-keys.json")
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0


def test_the_recovery_code_of_an_absent_clerk_hands_the_application_over(
    tmp_path: Path, wang: Desk, li: Desk, entry: str
) -> None:
    code = wang.archive.make_recovery_code(CHEAP)
    wang.archive.close()
    with Archive.open(wang.folder, code, use_keyring=False) as archive:
        path = give_application(archive, entry, tmp_path / "移交.aimed", SECRET, "信息科")
    taken = take_handover(li.archive, path, SECRET)
    assert (taken.entry, taken.who, taken.is_new) == (entry, "信息科", True)


@pytest.mark.parametrize("seed", range(6))
def test_no_word_is_lost_between_two_archives(wang: Desk, li: Desk, seed: int) -> None:
    entry = wang.begin("wuhan-2026-4" if seed % 2 else "demo")
    li.take(wang.give(entry))
    base = wang.app(entry)
    sides: list[Application] = []
    for desk, name in ((wang, "王"), (li, "李")):
        app = desk.app(entry)
        Hand(name, seed).edit(app, 12)
        desk.save(entry, app)
        sides.append(desk.app(entry))
    taken = wang.take(li.give(entry))
    told = {word for d in taken.disagreements for word in words_in([d.conflict.mine, d.conflict.theirs])}
    typed = (words_of(sides[0]) | words_of(sides[1])) - words_of(base)
    assert typed <= words_of(wang.app(entry)) | told
    assert wang.archive.verify() == []


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_a_kill_half_way_leaves_both_archives_whole_and_no_half_file(
    tmp_path: Path, wang: Desk, li: Desk, entry: str
) -> None:
    li.take(wang.give(entry))
    wang.write(entry, filing="王写的")
    li.write(entry, recommender="李写的")
    shutil.copy(li.give(entry), tmp_path / "来.aimed")
    before = wang.archive.load(entry).data
    wang.archive.close()

    def pass_on(place: Place) -> None:
        with Archive.open(place.data, "王芳的口令-2026", use_keyring=False) as archive:
            archive.give(place.entry, place.folder / "去.aimed", SECRET, "王芳", CHEAP)
            take_handover(archive, tmp_path / "来.aimed", SECRET)

    def fresh(name: str) -> Place:
        shutil.copytree(wang.folder, tmp_path / name / "data")
        return Place(tmp_path / name, entry)

    points = run(pass_on, fresh("counted"), None)
    seen = set()
    for point in sorted({1 + (points - 1) * number // 11 for number in range(12)}):
        place = fresh(f"killed-{point}")
        run(pass_on, place, point)
        with Archive.open(place.data, "王芳的口令-2026", use_keyring=False) as archive:
            assert archive.verify() == []
            data = archive.load(entry).data
            seen.add(is_merged := "李写的".encode() in data)
            assert "王写的".encode() in data and (is_merged or data == before)
        assert {path.name for path in place.data.iterdir()} <= {
            "archive.db",
            "archive-keys.json",
            "archive.lock",
        }
        if (made := place.folder / "去.aimed").exists():
            other = Desk("赵敏", tmp_path / f"other-{os.urandom(4).hex()}")
            with other.archive:
                assert other.take(made).is_new
    assert seen == {False, True}
