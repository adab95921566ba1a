"""材料补正: papers come in later, the version with its seals and scans stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.life.lifecycle import Deed
from aimed_desktop.application.life.supplement import instead_of, new_papers, open_supplement, supplements
from aimed_desktop.application.model import Application, MaterialFile, Status
from aimed_desktop.archive import lifecycle
from aimed_desktop.archive.applications import Opened, open_with_notice, store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.archive.supplements import ask_supplement, hand_in_supplement, undo_supplement
from aimed_desktop.definition.library import default_library
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.supplement_folder import write_supplement
from aimed_desktop.packet.verify import verify
from aimed_desktop.services import start_words
from aimed_desktop.services.due_words import due_words
from aimed_desktop.services.packing import pack_with_kept_scans
from aimed_desktop.services.start_lists import application_lines
from aimed_desktop.services.supplementing import make_supplement, told_of
from tests.paper_files import pdf, picture
from tests.pdf_file import PdfFile

PASSPHRASE = "补正测试用的口令-2026"
NEW, OLD = "files/新法人证书.pdf", "files/事业单位法人证书副本.pdf"
UNTIL = "2026-07-01 17:00"
TODAY = "2026-06-28"
NOW = datetime(2026, 6, 26, 9, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def archive(data_dir: Path) -> Iterator[Archive]:
    kdf = KdfParameters(memory_kib=64, passes=1, lanes=4)
    with Archive.create(data_dir, PASSPHRASE, use_keyring=False, kdf=kdf) as opened:
        yield opened


@pytest.fixture
def kept(archive: Archive) -> str:
    """An application that was stamped, scanned and handed in."""
    library = default_library(None)
    app = begin(library, "wuhan-2026-1", example=True)
    entry = store_application(archive, app, library.sources(app.form))
    lifecycle.finalise(archive, entry, open_with_notice(archive, entry).app, 0)
    archive.lifecycle.set_tick(entry, 1, 0, 0, is_set=True)
    archive.lifecycle.add_scan(entry, "扫描.jpg", 1, picture("JPEG", "stamped"))
    lifecycle.mark(archive, entry, Status.STAMPED)
    lifecycle.mark(archive, entry, Status.SUBMITTED, "2026-06-12")
    return entry


def asked(archive: Archive, entry: str) -> Opened:
    opened = open_with_notice(archive, entry)
    ask_supplement(archive, entry, opened.app, "区卫健局", "法人证书过期，缺伦理批件", UNTIL)
    return open_with_notice(archive, entry)


def brought(archive: Archive, opened: Opened) -> Application:
    """A new licence in the place of the old one, and one paper more."""
    files = {NEW: pdf("new licence"), "files/伦理批件.pdf": pdf("ethics")}
    archive.save(opened.id, archive.load(opened.id).data, files=files)
    app = open_with_notice(archive, opened.id).app
    slot = next(entry.slot for entry in app.materials if entry.file == OLD)
    entries = [MaterialFile(slot, NEW) if entry.file == OLD else entry for entry in app.materials]
    app.set_materials((*entries, MaterialFile(entries[-1].slot, "files/伦理批件.pdf")))
    lifecycle.save_application(archive, opened.id, app)
    return open_with_notice(archive, opened.id).app


def code(act: object, *arguments: object) -> str:
    with pytest.raises(UserProblem) as told:
        act(*arguments)  # type: ignore[operator]
    return told.value.code


def test_the_version_its_ticks_and_its_scans_stay(archive: Archive, kept: str) -> None:
    mark = fingerprint(open_with_notice(archive, kept).app)
    app = brought(archive, asked(archive, kept))
    standing = lifecycle.standing(archive, kept)
    assert (standing.status, standing.version) == (Status.SUBMITTED, 1)
    last = standing.events[-1]
    assert (last.deed, last.who, last.note, last.date) == (
        Deed.SUPPLEMENT,
        "区卫健局",
        "法人证书过期，缺伦理批件",
        UNTIL,
    )
    assert fingerprint(app) == mark and app.is_locked
    assert archive.lifecycle.ticks(kept, 1) and archive.lifecycle.scans(kept)
    after = lifecycle.take_back(archive, kept)
    assert after.status is Status.STAMPED, "the mark before it is the one that is taken back"


def test_only_what_is_new_is_listed_and_mailed(archive: Archive, kept: str, tmp_path: Path) -> None:
    opened = asked(archive, kept)
    assert code(make_supplement, opened.app, opened.notice, tmp_path / "none", TODAY) == "supplement_empty"
    assert not (tmp_path / "none").exists() or not any((tmp_path / "none").iterdir())
    app = brought(archive, opened)
    made = make_supplement(app, opened.notice, tmp_path, TODAY)
    (folder,) = made.paths
    assert folder.name.endswith("-补正材料")
    assert [Path(name).name.partition("-")[0] for name in made.contents if name.startswith("材料/")] == [
        "01",
        "02",
    ]
    text = PdfFile((folder / "补交清单.pdf").read_bytes(), tmp_path).squeezed()
    for words in (
        "交给区卫健局",
        "2026年7月1日17:00",
        "替换“事业单位法人证书副本.pdf”",
        "伦理批件.pdf",
        "补交",
    ):
        assert words in text, words
    assert "场景建设运行证明" not in text, "what was handed in before is not listed"
    mail: Message = message_from_bytes((folder / "邮件草稿.eml").read_bytes())
    subject = str(make_header(decode_header(mail["Subject"])))
    first = open_mail_subject(archive, kept, tmp_path)
    assert subject == f"{first}（补正材料）"
    attached = [part.get_filename() for part in mail.walk() if part.get_filename()]
    assert attached == [
        "补交清单.pdf",
        *(Path(name).name for name in made.contents if name.startswith("材料/")),
    ]
    assert "补交清单.pdf" in (folder / "邮件卡.html").read_text("utf-8")
    assert [each.body.endswith("2026年6月28日\n") for each in made.letters] == [True], "no day of 申报日期"
    again = make_supplement(app, opened.notice, tmp_path, TODAY)
    assert again.paths[0].name == f"{folder.name}-2", "what stands there is left alone"


def test_a_round_is_dealt_out_to_mails_as_a_packet_is_and_none_is_made_where_none_is_wanted(
    archive: Archive, kept: str, tmp_path: Path
) -> None:
    opened = asked(archive, kept)
    app, notice = brought(archive, opened), opened.notice
    asked_for = supplements(app)[-1]
    whole = write_supplement(app, notice, asked_for, tmp_path / "whole", TODAY)
    limit = (whole.folder / "邮件草稿.eml").stat().st_size
    same = write_supplement(app, notice, asked_for, tmp_path / "same", TODAY, limit)
    assert same.is_complete and len(same.letters) == 1, "a mail of exactly the limit is sent whole"
    made = write_supplement(app, notice, asked_for, tmp_path / "less", TODAY, limit - 1)
    assert [each.subject[-5:] for each in made.letters] == ["（1/2）", "（2/2）"] and made.is_complete
    listed = [name for each in made.letters for name in each.attachments]
    assert sorted(listed) == sorted(whole.letters[0].attachments)
    assert all(path.stat().st_size < limit for path in made.folder.glob("*.eml"))
    notes = (made.folder / "邮件说明.txt").read_text("utf-8")
    assert notes.count("就在这个文件夹里") == 2 and "封”文件夹" not in notes
    paper = replace(notice, routes=tuple(replace(route, by=("paper",)) for route in notice.routes))
    none = write_supplement(app, paper, asked_for, tmp_path / "paper", TODAY)
    assert none.letters == () and not [name for name in none.contents if "邮件" in name]


def open_mail_subject(archive: Archive, kept: str, folder: Path) -> str:
    """The subject of the packet's own letter."""
    made = pack_with_kept_scans(
        archive, open_with_notice(archive, kept), folder / "packet", archive.folder, "受理单位同意"
    )
    assert made.letters
    return made.letters[0].subject


def test_a_packet_made_afterwards_holds_the_new_paper_but_no_list_and_no_reason(
    archive: Archive, kept: str, tmp_path: Path
) -> None:
    brought(archive, asked(archive, kept))
    opened = open_with_notice(archive, kept)
    made = pack_with_kept_scans(archive, opened, tmp_path, archive.folder, "受理单位同意")
    names = made.contents
    assert any("新法人证书" in name for name in names)
    assert not any("补交" in name for name in names)
    listed = (made.paths[0] / "data" / "文件清单.txt").read_text("utf-8")
    assert "补交" not in listed and "区卫健局" not in listed
    assert not any("事业单位法人证书副本.pdf" in name for name in names)
    assert verify(made.paths[0]).ok
    data = json.loads((made.paths[0] / "data" / "application.json").read_bytes())
    assert "法人证书过期" not in json.dumps(data, ensure_ascii=False)
    before = archive.load(kept, 1)
    assert OLD in before.files, "the paper that was replaced is kept in the history"


def test_its_own_deadline_is_counted_until_the_papers_are_handed_in(
    archive: Archive, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start_words, "beijing_now", lambda: NOW)
    before = open_with_notice(archive, kept)
    assert due_words(before.app, before.notice)[0].words == ""
    opened = asked(archive, kept)
    due, _ = due_words(opened.app, opened.notice)
    assert (due.words, due.whole) == ("补正 5 天", "材料补正，2026年7月1日 17:00前交")
    (line,) = application_lines(archive, default_library(None))
    assert (line.until, line.is_handed_in, line.is_supplement) == (UNTIL, False, True)
    app = brought(archive, opened)
    hand_in_supplement(archive, kept, app, "2026-06-27")
    (line,) = application_lines(archive, default_library(None))
    assert (line.is_handed_in, line.is_supplement) == (True, False)
    after = open_with_notice(archive, kept)
    assert due_words(after.app, after.notice)[0].words == ""


def test_what_was_refused_is_asked_for_no_papers(archive: Archive, kept: str) -> None:
    app = open_with_notice(archive, kept).app
    offered = told_of(app)
    assert offered is not None and (offered.state, offered.can_ask) == ("offered", True)
    app = brought(archive, asked(archive, kept))
    open_one = told_of(app)
    assert open_one is not None and (open_one.state, open_one.can_ask) == ("asked", False)
    assert any("新法人证书.pdf，替换“事业单位法人证书副本.pdf”" in line for line in open_one.papers)
    lifecycle.mark(archive, kept, Status.REJECTED, "2026-07-02")
    assert told_of(open_with_notice(archive, kept).app) is None


def test_it_is_asked_for_in_order_and_taken_back_step_by_step(archive: Archive, kept: str) -> None:
    opened = asked(archive, kept)
    assert code(ask_supplement, archive, kept, opened.app, "区里", "别的", "") == "supplement_open"
    assert code(hand_in_supplement, archive, kept, opened.app, "2026-06-27") == "supplement_empty"
    app = brought(archive, opened)
    assert code(undo_supplement, archive, kept, app) == "supplement_has_papers"
    hand_in_supplement(archive, kept, app, "2026-06-27")
    assert open_supplement(app) is None
    undo_supplement(archive, kept, app)
    assert open_supplement(open_with_notice(archive, kept).app) is not None
    app.set_materials(opened.app.materials)
    undo_supplement(archive, kept, app)
    assert supplements(open_with_notice(archive, kept).app) == ()
    assert code(undo_supplement, archive, kept, app) == "supplement_none"
    deeds = [event.deed for event in lifecycle.standing(archive, kept).events[-4:]]
    assert deeds == [Deed.SUPPLEMENT, Deed.SUPPLEMENTED, Deed.SUPPLEMENT_UNDONE, Deed.SUPPLEMENT_UNDONE]


def test_a_second_round_lists_its_own_papers_alone(archive: Archive, kept: str) -> None:
    app = brought(archive, asked(archive, kept))
    hand_in_supplement(archive, kept, app, "2026-06-27")
    ask_supplement(archive, kept, app, "市经信局", "再缺一份", "")
    more = MaterialFile(app.materials[-1].slot, "files/再补.pdf")
    app.set_materials((*app.materials, more))
    first, second = supplements(app)
    assert [paper.entry.file for paper in new_papers(app, first)] == [NEW, "files/伦理批件.pdf"]
    assert [(paper.entry, paper.instead) for paper in new_papers(app, second)] == [(more, "")]


def test_a_paper_that_moved_up_replaces_nothing_and_one_that_took_a_place_does(
    archive: Archive, kept: str
) -> None:
    app = open_with_notice(archive, kept).app
    a, b, c = (
        MaterialFile("licence", f"files/{name}.pdf", until)
        for name, until in zip("abc", ("长期", None, None), strict=True)
    )
    app.set_materials((a, b))
    ask_supplement(archive, kept, app, "区里", "缺一份")
    app.set_materials((a, c, b))
    (asked_for,) = supplements(app)
    assert [(paper.entry.file, paper.instead) for paper in new_papers(app, asked_for)] == [(c.file, "")]
    app.set_materials((c, b))
    assert [paper.instead for paper in new_papers(app, asked_for)] == [a.file]
    assert instead_of(app, c) == a, "with the end of the licence as it was handed in"


@pytest.mark.parametrize(
    ("who", "missing", "until", "expected"),
    [
        (" ", "缺", "", "supplement_unsaid"),
        ("区里", "", "", "supplement_unsaid"),
        ("区里", "缺", "2026-02-30", "supplement_date"),
        ("区里", "缺", "2026-07-01 25:00", "supplement_date"),
    ],
)
def test_what_is_asked_says_who_what_and_a_real_day(
    archive: Archive, kept: str, who: str, missing: str, until: str, expected: str
) -> None:
    app = open_with_notice(archive, kept).app
    assert code(ask_supplement, archive, kept, app, who, missing, until) == expected
    assert supplements(app) == ()


def test_before_it_is_handed_in_and_after_it_came_back_there_is_none(archive: Archive, kept: str) -> None:
    asked(archive, kept)
    lifecycle.return_for_changes(archive, kept, "区里", "内容也要改")
    draft = open_with_notice(archive, kept).app
    assert open_supplement(draft) is None
    assert code(ask_supplement, archive, kept, draft, "区里", "缺", "") == "supplement_too_early"
