"""整套打印: what a choice comes to agrees with the PDF and with the 路线单, and what is printed is noted."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from aimed_desktop.application.life.copies import own_copies, set_copies, told_copies
from aimed_desktop.application.life.lifecycle import Deed
from aimed_desktop.application.model import Status
from aimed_desktop.archive import lifecycle
from aimed_desktop.archive.applications import open_with_notice
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.earlier_states import versions
from aimed_desktop.archive.printings import keep_printing
from aimed_desktop.desktop.printers import JobState, Queued, hand_over, job_news, printers, taken_back
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet import routes
from aimed_desktop.packet.checklist import copy_names, ticked_copies
from aimed_desktop.packet.route_paper import routing_sheet
from aimed_desktop.services import print_choices
from aimed_desktop.services.life_words import story
from aimed_desktop.services.print_choices import (
    Printable,
    PrintChoice,
    Scope,
    Sides,
    count,
    keep_habits,
    printable,
    remember,
)
from aimed_desktop.services.ready_sets import backs_of, ready_set, save_set
from tests.core.services.test_second_version import archive, fix, kept, kept_of
from tests.pdf_file import PdfFile
from tests.system_tools import calls, tools_on_path

__all__ = ["archive", "kept"]


def of(archive: Archive, entry: str) -> Printable:
    opened = open_with_notice(archive, entry)
    return printable(archive, entry, opened.app, opened.notice)


def pages(content: bytes, folder: Path) -> list[str]:
    pdf = PdfFile(content, folder)
    return [pdf.squeezed(page) for page in range(1, pdf.pages() + 1)]


def test_one_more_copy_for_the_unit_is_printed_stamped_and_listed_everywhere(
    archive: Archive, kept: str, tmp_path: Path
) -> None:
    fix(archive, kept)
    printed = of(archive, kept)
    app, notice, first = printed.app, printed.notice, printed.first
    assert (first.scope, first.handed_in, first.has_own, first.sides) == (Scope.SET, 2, False, Sides.ONE)
    assert count(printed, first).words == "共 2 份 × 11 页 = 纸 22 张"
    choice = replace(first, has_own=True)
    assert remember(app, notice, choice) and not remember(app, notice, choice)
    assert (own_copies(app), ticked_copies(app, notice)) == (1, 3)
    counted = count(printed, choice)
    assert counted.words == "共 3 份 × 11 页 = 纸 33 张"
    _, sheet = routing_sheet(app, notice, printed.paper)
    words = PdfFile(sheet, tmp_path).squeezed()
    assert "3份（报送2份，留底1份）" in words and "第3份" in words
    for said in counted.seals.split("，"):  # 盖章 3 枚 × 3 份 = 9 枚
        assert f"3份共{said.rpartition('= ')[2].replace(' ', '')}" in words, said
    for scope in set(Scope) - {Scope.SET}:
        assert not remember(app, notice, replace(choice, scope=scope, handed_in=1, has_own=False)), scope
    lifecycle.save_application(archive, kept, app)
    assert of(archive, kept).first.has_own
    keep_habits(archive.folder, replace(choice, sides=Sides.TRAY))
    assert of(archive, kept).first.sides is Sides.TRAY


def test_where_nobody_says_how_many_a_print_in_one_copy_says_nothing_either(
    archive: Archive, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fix(archive, kept)
    monkeypatch.setattr(routes, "noticed_copies", lambda _app, _notice: None)
    monkeypatch.setattr(print_choices, "noticed_copies", lambda _app, _notice: None)
    printed = of(archive, kept)
    assert printed.first.handed_in == 1 and not remember(printed.app, printed.notice, printed.first)
    assert told_copies(printed.app) is None
    assert remember(printed.app, printed.notice, replace(printed.first, handed_in=4))
    assert told_copies(printed.app) == 4


@pytest.mark.parametrize(("is_provincial", "number"), [(False, 3), (True, 2)])
def test_fujian_prints_three_and_a_provincial_unit_two_unless_the_district_says_otherwise(
    archive: Archive, is_provincial: bool, number: int
) -> None:
    entry = kept_of(archive, "fujian-2025-1")
    fix(archive, entry, provincial=is_provincial)
    printed = of(archive, entry)
    assert printed.first.copies == number
    set_copies(printed.app, 5, has_own=False)
    assert ticked_copies(printed.app, printed.notice) == 5
    assert copy_names(printed.app, printed.notice)[-1] == "第5份"
    set_copies(printed.app, 6, has_own=True)
    assert copy_names(printed.app, printed.notice) == ("全部 7 份",), "one column for all"


def test_what_is_counted_is_what_is_in_the_pdf_on_one_side_both_sides_and_turned_by_hand(
    archive: Archive, kept: str, tmp_path: Path
) -> None:
    fix(archive, kept)
    printed = of(archive, kept)
    two = replace(printed.first, sides=Sides.TWO)
    assert count(printed, two).words == "共 2 份 × 11 页，双面每份 7 张 = 纸 14 张"
    whole = ready_set(printed, two)
    sides = pages(whole.content, tmp_path)
    assert len(sides) == 2 * 14 and whole.is_two_sided and not whole.backs_wanted
    fronts, backs = sides[0::2], sides[1::2]
    for by_hand, first in ((Sides.DRAWER, fronts[::-1]), (Sides.TRAY, fronts)):
        choice = replace(two, sides=by_hand)
        made = ready_set(printed, choice)
        assert made.backs_wanted and not made.is_two_sided
        assert pages(made.content, tmp_path) == first
        assert pages(backs_of(printed, choice), tmp_path) == backs[::-1]
    path, saved = save_set(printed, replace(two, sides=Sides.DRAWER), tmp_path)
    assert path.read_bytes() == saved.content == whole.content, "a file holds both sides"
    one = replace(printed.first, scope=Scope.PAGES, pages="3", sides=Sides.TWO)
    assert ready_set(printed, one).what == "整套的第3页，每份 2 页，2 份，双面，纸 2 张"


def test_one_document_and_the_route_sheet_are_printed_by_themselves(archive: Archive, tmp_path: Path) -> None:
    entry = kept_of(archive, "wuxi-2026")
    fix(archive, entry)
    printed = of(archive, entry)
    for document in printed.documents:
        choice = replace(printed.first, scope=Scope.DOCUMENT, document=document.id, handed_in=1)
        made = ready_set(printed, choice)
        assert pages(made.content, tmp_path) == pages(printed.paper.files[document.pdf], tmp_path)
        assert not made.is_set and document.title in made.what
    sheet = ready_set(printed, replace(printed.first, scope=Scope.SHEET, has_own=True))
    words = PdfFile(sheet.content, tmp_path).squeezed()
    assert "留底1份" in words and not sheet.is_noted
    assert own_copies(printed.app) == 0, "only asked about"


def test_a_printing_is_noted_with_pages_and_copies_and_a_set_makes_the_version_printed(
    archive: Archive, kept: str
) -> None:
    with pytest.raises(UserProblem, match="还没有定稿"):
        keep_printing(archive, kept, "整套", "", is_set=True)
    fix(archive, kept)
    some = keep_printing(archive, kept, "整套的第3页，每份 1 页，2 份，纸 2 张", "科教科", is_set=False)
    assert some.status is Status.FINAL
    printed = of(archive, kept)
    what = ready_set(printed, printed.first).what
    after = keep_printing(archive, kept, what, "科教科", is_set=True)
    assert after.status is Status.PRINTED and after.can_take_back
    assert [each.deed for each in after.events[-2:]] == [Deed.PRINTED, Deed.MARKED]
    assert "第1版　打印：科教科，整套，每份 11 页，2 份，纸 22 张" in story(after)
    steps = versions(archive, kept, printed.app.form)
    assert "打印：整套，每份 11 页，2 份，纸 22 张" in "".join(step.words for step in steps)
    back = lifecycle.take_back(archive, kept)
    assert back.status is Status.FINAL and "整套，每份 11 页" in story(back)
    again = keep_printing(archive, kept, what, "", is_set=True)
    later = keep_printing(archive, kept, "整套的第3页", "", is_set=False)
    assert (again.status, later.status) == (Status.PRINTED, Status.PRINTED)


def test_after_a_return_the_changed_pages_are_offered_and_all_of_what_was_bound(
    archive: Archive, kept: str, tmp_path: Path
) -> None:
    fix(archive, kept)
    keep_printing(archive, kept, "整套", "", is_set=True)
    lifecycle.return_for_changes(archive, kept, "区里", "电话错", is_whole=False)
    fix(archive, kept, lead_phone="13912345678")
    printed = of(archive, kept)
    assert printed.first.scope is Scope.CHANGED and printed.changed == (2,)
    counted = count(printed, printed.first)
    assert counted.words == "共 2 份 × 1 页 = 纸 2 张" and counted.seals == ""
    made = ready_set(printed, printed.first)
    assert made.is_set and "13912345678" in PdfFile(made.content, tmp_path).squeezed()
    lifecycle.return_for_changes(archive, kept, "区里", "又错", is_whole=True)
    fix(archive, kept, lead_phone="13912345679")
    assert of(archive, kept).first.scope is Scope.SET


@pytest.mark.parametrize("pages", ["40", "x", "0"])
def test_pages_that_are_none_are_told(archive: Archive, kept: str, pages: str) -> None:
    fix(archive, kept)
    with pytest.raises(UserProblem):
        count(of(archive, kept), PrintChoice(Scope.PAGES, pages=pages))


# The words of CUPS 2.4, whose lists write the name of a printer otherwise than its answers.
WAITING = 'printf "%%E7%%A7%%91-7 root 307200 Tue Dec 1\\n\\tAlerts: none\\n\\tqueued for 科\\n"'
ENDED = WAITING.replace("\\tAlerts", "\\tStatus: \\n\\tAlerts")
TROUBLED = 'printf "printer 科 disabled since Tue Dec  1 03:46:12 2026 -\\n\\t缺纸\\n"'


@pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not there")
@pytest.mark.parametrize(
    ("waiting", "ended", "state"),
    [
        (WAITING, "", JobState.WAITS),
        ("", ENDED, JobState.DONE),
        ("", WAITING, JobState.DROPPED),  # it ended and never came to the printer
        ("", ENDED.replace("none", "job-canceled-at-device"), JobState.DROPPED),
        ("", ENDED.replace("-7 ", "-17 "), JobState.LEFT),
    ],
    ids=["waits", "printed", "withdrawn", "cancelled", "forgotten"],
)
def test_the_queue_says_how_far_a_job_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waiting: str, ended: str, state: JobState
) -> None:
    answers = f'case "$*" in "-W not-"*) {waiting or ":"};; "-W c"*) {ended or ":"};; -p) {TROUBLED};; esac'
    tools_on_path(tmp_path, monkeypatch, {"lpstat": answers})
    trouble = "已暂停（缺纸）" if state is JobState.WAITS else ""
    assert job_news(Queued("科", "科-7", "")) == (state, trouble)


@pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not there")
def test_a_printing_system_that_takes_its_time_gets_every_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = 'sleep 0.3; cat > "$(dirname "$0")/../given"; echo "request id is 科-7 (0 file(s))"'
    tools_on_path(tmp_path, monkeypatch, {"lp": slow})
    content = bytes(range(256)) * 4096
    queued = hand_over("科", content, "整套", is_two_sided=False)
    assert queued == Queued("科", "科-7", "request id is 科-7 (0 file(s))")
    assert (tmp_path / "given").read_bytes() == content


@pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not there")
def test_printers_are_listed_with_what_is_wrong_and_a_refusal_is_told_with_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = 'echo "system default destination: 科"'
    listing = f'case "$1" in -e) printf "办\\n科\\n";; -d) {usual};; -p) {TROUBLED};; esac'
    refusal = 'cat > /dev/null; echo "lp: Destination \\"科\\" is not accepting jobs." >&2; exit 1'
    told = tools_on_path(tmp_path, monkeypatch, {"lpstat": listing, "lp": refusal, "cancel": "exit 1"})
    assert [(each.name, each.trouble) for each in printers()] == [("科", "已暂停（缺纸）"), ("办", "")]
    with pytest.raises(UserProblem, match=r"不接收新的打印任务.*is not accepting jobs"):
        hand_over("科", b"%PDF", "整套", is_two_sided=True)
    assert calls(told, "lp") == ["-d 科 -t 整套 -o print-scaling=none -o sides=two-sided-long-edge -- -"]
    assert taken_back(Queued("科", "科-7", "")) is not JobState.DROPPED
    monkeypatch.setenv("PATH", str(tmp_path))
    assert printers() == []
    with pytest.raises(UserProblem, match="没有送到打印机"):
        hand_over("科", b"%PDF", "整套", is_two_sided=False)
