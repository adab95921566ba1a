"""After 退回修改 every list says the same: what is made again, what stays, and what comes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.life.lifecycle import Deed
from aimed_desktop.application.model import Status
from aimed_desktop.archive import lifecycle
from aimed_desktop.archive.applications import open_application, open_with_notice, store_application
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.doubts import doubts
from aimed_desktop.archive.keys import KdfParameters
from aimed_desktop.definition.library import default_library
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.void_pages import VoidDocument, VoidPages, void_pages_from_json
from aimed_desktop.packet.void_words import pages_in_words, void_words
from aimed_desktop.services.exporting import export_kept
from aimed_desktop.services.life_steps import StepResult, is_whole_by_default, take_step
from aimed_desktop.services.stamping import judge_scans, stamp_checklist, stamped_set
from tests.paper_files import picture
from tests.pdf_file import PdfFile

PASSPHRASE = "第二版测试用的口令-2026"


@pytest.fixture
def archive(data_dir: Path) -> Archive:
    kdf = KdfParameters(memory_kib=64, passes=1, lanes=4)
    with Archive.create(data_dir, PASSPHRASE, use_keyring=False, kdf=kdf) as opened:
        yield opened


def kept_of(archive: Archive, form: str) -> str:
    library = default_library(None)
    app = begin(library, form, example=True)
    return store_application(archive, app, library.sources(app.form))


@pytest.fixture
def kept(archive: Archive) -> str:
    return kept_of(archive, "wuhan-2026-1")


def fix(archive: Archive, entry: str, **values: object) -> StepResult:
    """The next version with these values written first, as the window is told of it."""
    app = open_application(archive, entry)
    for path, value in values.items():
        app.set(path, value)
    return take_step(archive, entry, lambda kept: lifecycle.finalise(kept, entry, app, 0))


def stamped(archive: Archive, entry: str) -> None:
    """The fixed version with every place of the first copy ticked off."""
    paper = archive.lifecycle.paper(entry, 1)
    assert paper is not None
    for number in range(len(paper.places)):
        archive.lifecycle.set_tick(entry, 1, number, 0, is_set=True)
    lifecycle.mark(archive, entry, Status.STAMPED)


def sheet(archive: Archive, entry: str, folder: Path) -> tuple[str, list[str]]:
    """The squeezed text of the 路线单 that is exported, and the names of what is exported with it."""
    opened = open_with_notice(archive, entry)
    made = export_kept(archive, entry, opened.app, opened.notice, folder, archive.folder, draft=False)
    route = next(path for path in made.paths if "路线单" in path.name)
    return PdfFile(route.read_bytes(), folder).squeezed(), [path.name for path in made.paths]


@pytest.mark.parametrize(
    ("indexes", "words"),
    [
        ((8,), "第8页，即PDF第9页"),
        ((0, 1), "封面、第1页，即PDF第1、2页"),
        ((0, 3, 4, 5, 9), "封面、第3页至第5页、第9页，共 5 页，即PDF第1、4至6、10页"),
        (tuple(range(0, 40, 2)), "封面至第38页之间共 20 页"),
    ],
)
def test_a_page_is_named_by_its_foot_and_by_its_place_in_the_file(
    indexes: tuple[int, ...], words: str
) -> None:
    names = ["封面", *(f"第{number}页" for number in range(1, 40))]
    assert pages_in_words([names[index] for index in indexes], indexes) == words


def test_a_changed_word_names_its_page_and_every_seal_stays(archive: Archive, kept: str) -> None:
    fix(archive, kept)
    stamped(archive, kept)
    lifecycle.return_for_changes(archive, kept, "区主管部门", "电话写错", is_whole=False)
    told = fix(archive, kept, lead_phone="13800138001").told
    assert told is not None
    assert told.pages == ("重新打印第1页，即PDF第2页，换下原来的页；其余各页继续有效。",)
    assert told.again == ()
    assert told.kept == ("已办好的继续有效，不用重新盖章、签字：封面 2 处、承诺书 第10页 3 处。",)
    assert len(archive.lifecycle.ticks(kept, 2)) == len(archive.lifecycle.ticks(kept, 1)) > 0


def test_the_sheet_of_the_second_version_says_first_what_is_done_again(
    archive: Archive, kept: str, tmp_path: Path
) -> None:
    fix(archive, kept)
    assert "先办这些" not in sheet(archive, kept, tmp_path / "1")[0]
    stamped(archive, kept)
    lifecycle.return_for_changes(archive, kept, "科室", "案例改名", is_whole=False)
    told = fix(archive, kept, scene_name="改了名的案例").told
    assert told is not None and len(told.again) == 2
    text, names = sheet(archive, kept, tmp_path / "2")
    order = [
        "先办这些（与第1版相比）",
        "重新打印封面、第1页，即PDF第1、2页，换下原来的页；其余各页继续有效。",
        "重新盖章、签字（每份2处，2份共4处）",
        "盖章：封面申报单位",
        "已办好的继续有效，不用重新盖章、签字：承诺书第10页3处。",
        "以下是第2版整套的盖章、签字",
        "一、盖章（每份3枚",
        "第1页是PDF的第2页。",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert any("第2版重印页" in name for name in names)


def test_bound_paper_is_printed_and_stamped_again_as_a_whole(
    archive: Archive, kept: str, tmp_path: Path
) -> None:
    fix(archive, kept)
    stamped(archive, kept)
    archive.lifecycle.add_scan(kept, "第3页.jpg", 1, picture("JPEG", "page"))
    lifecycle.return_for_changes(archive, kept, "区主管部门", "电话写错", is_whole=True)
    after = fix(archive, kept, lead_phone="13800138001")
    assert after.void is not None and after.void.is_whole and not after.void.reprints
    assert void_pages_from_json(after.void.to_json()) == after.void
    assert archive.lifecycle.ticks(kept, 2) == frozenset(), "no tick is carried over"
    text, names = sheet(archive, kept, tmp_path)
    assert "第1版已胶装、盖骑缝章或原件已交出：整套重新打印、盖章、签字" in text
    assert "看起来不同的是第1页，即PDF第2页" in text
    assert after.told is not None and after.told.kept == () and "每一处都重新办理" in after.told.again[0]
    assert not any("重印页" in name for name in names)
    opened, set_ = open_with_notice(archive, kept), stamped_set(archive, kept, 2)
    listed = stamp_checklist(opened.app, opened.notice, set_.paper, after.void)
    assert listed.places and all(place.again for place in listed.places)
    verdict = judge_scans(opened.app, set_, after.standing, after.void, 60)
    assert "第1版的打印件已整套作废" in verdict.scans[0].words
    assert any("整套作废" in doubt.message for doubt in doubts(archive, kept))


def test_the_answer_stands_in_the_story_and_is_taken_back_like_any_step(archive: Archive, kept: str) -> None:
    fix(archive, kept)
    lifecycle.mark(archive, kept, Status.PRINTED)
    with pytest.raises(UserProblem) as refused:
        lifecycle.answer(archive, kept, is_whole=True)
    assert refused.value.code == "nothing_sent_back"
    lifecycle.return_for_changes(archive, kept, "本单位", "看一看", is_whole=True)
    standing = lifecycle.answer(archive, kept, is_whole=False)
    assert [event.deed for event in standing.events[-3:]] == [
        Deed.RETURNED,
        Deed.WHOLE_AGAIN,
        Deed.CHANGED_ONLY,
    ]
    assert (standing.status, standing.version, standing.is_made_whole_again) == (Status.DRAFT, 2, False)
    void = fix(archive, kept, lead_phone="13800138001").void
    assert void is not None and (void.since, void.is_whole) == (1, False)


def test_paper_once_bound_is_made_again_though_a_version_between_was_never_printed(
    archive: Archive, kept: str
) -> None:
    fix(archive, kept)
    lifecycle.mark(archive, kept, Status.STAMPED)
    lifecycle.return_for_changes(archive, kept, "区里", "电话写错", is_whole=True)
    between = fix(archive, kept, lead_phone="13800138001")
    opened = open_with_notice(archive, kept)
    assert is_whole_by_default(opened.app, opened.notice, between.standing), "as it was answered before"
    lifecycle.return_for_changes(archive, kept, "本单位", "还要改")
    void = fix(archive, kept, lead_phone="13800138002").void
    assert void is not None and (void.since, void.is_whole) == (1, True)


@pytest.mark.parametrize(("form", "is_whole"), [("wuhan-2021-3", True), ("wuhan-2026-1", False)])
def test_a_notice_that_wants_the_paper_bound_sets_the_answer(
    archive: Archive, form: str, is_whole: bool
) -> None:
    entry = kept_of(archive, form)
    opened, standing = open_with_notice(archive, entry), fix(archive, entry).standing
    assert is_whole_by_default(opened.app, opened.notice, standing) is is_whole
    handed_in = lifecycle.mark(archive, entry, Status.SUBMITTED)
    assert is_whole_by_default(opened.app, opened.notice, handed_in), "the originals are away"


def test_of_several_documents_the_one_with_the_changed_page_is_named(archive: Archive) -> None:
    entry = kept_of(archive, "wuxi-2026")
    fix(archive, entry)
    lifecycle.mark(archive, entry, Status.PRINTED)
    lifecycle.return_for_changes(archive, entry, "本单位", "电话写错")
    app = open_application(archive, entry)
    told = fix(archive, entry, leader_phone="13800138001").told
    assert told is not None and told.pages
    titles = [document.title for document in app.form.documents]
    assert all(any(line.startswith(f"{title}：") for title in titles) for line in told.pages)


def test_a_kept_list_of_an_older_program_is_still_read() -> None:
    old = VoidDocument("d", "申报书", ("第9页",), ("第10页", "第11页"), (9,), False)
    data = VoidPages(1, (old,), ()).to_json()
    del data["is_whole"], data["documents"][0]["gone_indexes"]
    void = void_pages_from_json(data)
    assert void == VoidPages(1, (old,), ())
    assert void_words(void, ()).pages[-1] == "抽出第1版的第10页、第11页，即PDF第11、12页，不再使用。"
