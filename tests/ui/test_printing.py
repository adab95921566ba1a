"""整套打印 in the window, against a printing system whose queue the test moves on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from aimed_desktop.application.life.copies import own_copies
from aimed_desktop.application.model import Status
from aimed_desktop.archive.applications import open_application
from aimed_desktop.archive.records import Records
from aimed_desktop.desktop.printers import Queued
from aimed_desktop.desktop.window_settings import WindowSettings
from aimed_desktop.services.print_choices import Scope, Sides
from aimed_desktop.services.problem_words import words_of
from aimed_desktop.settings import UserSettings
from aimed_desktop.stopping import Stopped
from tests.pdf_file import PdfFile
from tests.system_tools import calls, given, tools_on_path
from tests.ui.conftest import PASSPHRASE, OpenWindow
from tests.ui.opening import begin, cancelling
from tests.ui.test_closing import answering
from tests.ui.test_mishaps import full_disk
from ui.desk.application_service import ApplicationService
from ui.lifecycle import print_job
from ui.lifecycle.print_dialog import PrintDialog
from ui.pages.print_card import PrintCard
from ui.platform import paper_printing
from ui.shell.application_view import FINAL, ApplicationView
from ui.shell.main_window import MainWindow
from ui.widgets.buttons import is_primary
from ui.widgets.jobs import Jobs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not there")

SAID = "请点“已打出”"
LPSTAT = """here="$(dirname "$0")/.."
case "$*" in
    -e) cat "$here/printers";;
    "-W not-completed"*) cat "$here/waiting";;
    "-W completed"*) cat "$here/ended";;
    -p) cat "$here/trouble";;
esac 2>/dev/null"""
LP = """here="$(dirname "$0")/.."
if [ -f "$here/hangs" ]; then exec sleep 600; fi
if [ -f "$here/refuses" ]; then echo "lp: Destination \\"办\\" is not accepting jobs." >&2; exit 1; fi
cat > "$(mktemp "$here/given-XXXXXX")"
cat "$here/answer\""""
JOB = "%E5%8A%9E-7 clerk 1 Tue Dec 1\n\tStatus: \n\tAlerts: none\n"
TROUBLE = "printer 办 disabled since Tue Dec  1 03:46:12 2026 -\n\t缺纸\n"


@pytest.fixture(scope="module")
def fixed(
    qapp: QApplication, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ApplicationView]:
    """One fixed version for all tests; each leaves it so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIMED_PASSPHRASE", PASSPHRASE)
        qtbot, jobs = QtBot(request), Jobs()
        desk = ApplicationService(tmp_path_factory.mktemp("printing") / "data", jobs, use_keyring=False)
        out = tmp_path_factory.mktemp("out")
        window = MainWindow(desk, jobs, WindowSettings(welcomed=True, export_folder=str(out)))
        with qtbot.waitExposed(window):
            window.show()
        window.begin_work()
        qtbot.waitUntil(lambda: window.desk.is_open, timeout=20_000)
        view = begin(window, qtbot, example=True)
        view.show_step(FINAL)
        view.later.printing._job._timer.setInterval(50)
        with qtbot.waitSignal(view.final.finished, timeout=60_000):
            view.final.go.click()
        yield view
        window.close()
        window.deleteLater()


@pytest.fixture
def view(fixed: ApplicationView, qtbot: QtBot) -> Iterator[ApplicationView]:
    yield fixed
    controller = fixed.later.controller
    fixed.later.printing._job._end("")  # whatever came of the test, its print is not asked about on leaving
    if controller.standing.status is Status.PRINTED:
        controller.take_back()
        qtbot.waitUntil(lambda: controller.standing.status is Status.FINAL)


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in whose files the printing system's words stand; `told`: how it was called."""
    (tmp_path / "printers").write_text("办\n科\n", encoding="utf-8")
    (tmp_path / "answer").write_text("request id is 办-7 (0 file(s))\n", encoding="utf-8")
    tools_on_path(
        tmp_path, monkeypatch, {"lpstat": LPSTAT, "lp": LP, "cancel": 'test ! -f "$(dirname "$0")/../stuck"'}
    )
    return tmp_path


def asked(view: ApplicationView, qtbot: QtBot) -> PrintDialog:
    view.final.print.click()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in view.findChildren(PrintDialog)))
    return next(each for each in view.findChildren(PrintDialog) if each.isVisible())


def card_of(view: ApplicationView, qtbot: QtBot, words: str) -> PrintCard:
    card = view.final.printing
    qtbot.waitUntil(
        lambda: card.isVisible() and words in card.title.text() + card.words.text() + card.news.text()
    )
    return card


def ended(view: ApplicationView, qtbot: QtBot, words: str) -> None:
    """The card is gone, and the page says how it ended."""
    qtbot.waitUntil(lambda: view.final.printing.isHidden() and words in view.final.state.text())


def status(view: ApplicationView) -> Status:
    return view.later.controller.standing.status


def test_it_is_noted_when_the_queue_says_that_it_is_done_and_not_before(
    view: ApplicationView, qtbot: QtBot, system: Path
) -> None:
    (system / "waiting").write_text(JOB, encoding="utf-8")
    (system / "trouble").write_text(TROUBLE, encoding="utf-8")
    dialog = asked(view, qtbot)
    assert dialog.trouble.text() == "已暂停（缺纸）" and dialog.choice.scope is Scope.SET
    assert dialog.total.text() == "共 2 份 × 11 页 = 纸 22 张" and "盖章" in dialog.seals.text()
    dialog.send.click()
    card = card_of(view, qtbot, "打印机“办”已暂停（缺纸）")
    (system / "trouble").unlink()
    qtbot.waitUntil(lambda: card.news.isHidden() and "纸 22 张" in card.words.text())
    assert status(view) is Status.FINAL
    (system / "waiting").unlink()
    (system / "ended").write_text(JOB, encoding="utf-8")
    ended(view, qtbot, "已打出，并已记下：整套，每份 11 页，2 份，纸 22 张")
    assert status(view) is Status.PRINTED and "打印：办，整套，每份 11 页" in view.final.story.text()
    (job,) = given(system / "told")
    assert PdfFile(job, system).pages() == 22
    assert "-n " not in calls(system / "told", "lp")[0], "all copies are in it"


def test_a_spare_page_or_a_print_that_was_given_up_changes_no_number_of_copies(
    view: ApplicationView, qtbot: QtBot, system: Path
) -> None:
    (system / "ended").write_text(JOB, encoding="utf-8")
    dialog = asked(view, qtbot)
    dialog.scope.setCurrentIndex(dialog.scope.findText("整套里的几页"))
    dialog.pages.setText("3")
    dialog.handed_in.setValue(1)
    dialog.send.click()
    ended(view, qtbot, "已打出，并已记下：整套的第3页")
    assert "应打印 2 份" in view.final.copies.text() and view.stamp.left == 2 * 5
    (system / "hangs").touch()
    dialog = asked(view, qtbot)
    dialog.handed_in.setValue(3)
    dialog.send.click()
    qtbot.waitUntil(lambda: bool(cancelling(view.window())) and len(calls(system / "told", "lp")) == 2)
    cancelling(view.window())[0].click()
    ended(view, qtbot, "取消时正在传送")
    assert "应打印 2 份" in view.final.copies.text() and view.stamp.left == 2 * 5


def test_a_double_click_asks_once_and_what_is_printed_is_printed_once(
    view: ApplicationView, qtbot: QtBot, system: Path
) -> None:
    (system / "waiting").write_text(JOB, encoding="utf-8")
    for _ in range(3):
        view.final.print_wanted.emit()
    dialog = asked(view, qtbot)
    qtbot.wait(300)
    assert [each for each in view.findChildren(PrintDialog) if each.isVisible()] == [dialog]
    dialog.reject()
    again = asked(view, qtbot)
    again.send.click()
    card_of(view, qtbot, "request id is 办-7").stop.click()
    ended(view, qtbot, "撤回")
    assert len(given(system / "told")) == 1


@pytest.mark.parametrize(
    ("stuck", "words"), [(False, "已从打印机“办”撤回，没有记为已打印"), (True, "没能从打印机“办”撤回")]
)
def test_what_waits_in_the_queue_is_taken_back(
    view: ApplicationView, qtbot: QtBot, system: Path, stuck: bool, words: str
) -> None:
    (system / "waiting").write_text(JOB, encoding="utf-8")
    if stuck:
        (system / "stuck").touch()
    asked(view, qtbot).send.click()
    card = card_of(view, qtbot, "request id is 办-7")
    view.final.print.click()
    assert not [each for each in view.findChildren(PrintDialog) if each.isVisible()], "one after the other"
    card.stop.click()
    ended(view, qtbot, words)
    assert calls(system / "told", "cancel") == ["办-7"] and status(view) is Status.FINAL


def test_a_job_that_somebody_else_cancelled_is_not_noted_and_one_that_is_lost_is_asked_about(
    view: ApplicationView, qtbot: QtBot, system: Path
) -> None:
    asked(view, qtbot).send.click()
    card = card_of(view, qtbot, "打印系统没有说打完没有")
    assert SAID in card.news.text() and "11 页" in card.words.text(), "the numbers stay"
    card.stop.click()
    ended(view, qtbot, "撤回")
    (system / "ended").write_text(JOB.replace("\tStatus: \n", ""), encoding="utf-8")
    asked(view, qtbot).send.click()
    ended(view, qtbot, "没有打完就从打印系统里取消了")
    assert status(view) is Status.FINAL


def test_sending_that_hangs_is_cancelled_and_a_refusal_is_told(
    view: ApplicationView, qtbot: QtBot, system: Path, told: list[BaseException]
) -> None:
    (system / "hangs").touch()
    asked(view, qtbot).send.click()
    qtbot.waitUntil(lambda: bool(cancelling(view.window())) and calls(system / "told", "lp") != [])
    cancelling(view.window())[0].click()
    ended(view, qtbot, "取消时正在传送，请看一眼打印机有没有收到")
    (system / "hangs").unlink()
    (system / "refuses").touch()
    asked(view, qtbot).send.click()
    qtbot.waitUntil(lambda: bool(told))
    assert "不接收新的打印任务" in words_of(told.pop())
    next(each for each in view.window().findChildren(QMessageBox) if each.isVisible()).reject()
    ended(view, qtbot, "没有打印")
    assert status(view) is Status.FINAL


def test_both_sides_are_printed_one_after_the_other_and_noted_at_the_clerks_word(
    view: ApplicationView, qtbot: QtBot, system: Path
) -> None:
    (system / "answer").write_text("", encoding="utf-8")  # nothing by which it could be followed
    dialog = asked(view, qtbot)
    dialog.sides.setCurrentIndex(list(Sides).index(Sides.DRAWER))
    assert dialog.total.text() == "共 2 份 × 11 页，双面每份 7 张 = 纸 14 张" and dialog.turning.isVisible()
    dialog.send.click()
    card = card_of(view, qtbot, "手动双面：先打正面")
    assert "翻过来" in card.steps.text() and card.backs.isVisible() and not card.done.isVisible()
    card.backs.click()
    card_of(view, qtbot, "正在打印")
    fronts, backs = given(system / "told")
    assert [PdfFile(side, system).pages() for side in (fronts, backs)] == [14, 14]
    assert all("sides=one-sided" in call for call in calls(system / "told", "lp"))
    card.done.click()
    ended(view, qtbot, "已记下：整套，每份 11 页，2 份，双面，纸 14 张")
    assert status(view) is Status.PRINTED
    view.later.controller.take_back()
    again = asked(view, qtbot)
    assert again.choice.sides is Sides.DRAWER, "as this machine printed before"
    again.sides.setCurrentIndex(0)
    again.save.click()
    card_of(view, qtbot, "打印用 PDF 已存好").stop.click()


def test_backs_that_were_refused_or_cancelled_are_printed_again_on_the_fronts_that_are_out(
    view: ApplicationView, qtbot: QtBot, system: Path, told: list[BaseException]
) -> None:
    (system / "ended").write_text(JOB, encoding="utf-8")
    dialog = asked(view, qtbot)
    dialog.sides.setCurrentIndex(list(Sides).index(Sides.TRAY))
    dialog.send.click()
    card = card_of(view, qtbot, "打印机说正面已打完")
    assert is_primary(card.backs) and view.window().focusWidget() is card.backs
    (system / "refuses").touch()
    card.backs.click()
    qtbot.waitUntil(lambda: bool(told))
    assert "不接收新的打印任务" in words_of(told.pop())
    next(each for each in view.window().findChildren(QMessageBox) if each.isVisible()).reject()
    card_of(view, qtbot, "背面没有送到打印机，正面的纸请留好")
    assert card.backs.isVisible() and not card.done.isVisible()
    (system / "refuses").unlink()
    (system / "hangs").touch()
    card.backs.click()
    qtbot.waitUntil(lambda: bool(cancelling(view.window())) and len(calls(system / "told", "lp")) == 3)
    cancelling(view.window())[0].click()
    card_of(view, qtbot, "取消时正在传送背面")
    assert card.backs.isVisible() and card.done.isVisible()
    (system / "hangs").unlink()
    (system / "ended").write_text(JOB.replace("\tStatus: \n", ""), encoding="utf-8")
    card.backs.click()
    card_of(view, qtbot, "背面没有打完就从打印系统里取消了")
    card.stop.click()
    ended(view, qtbot, "没有记为已打印。已印好正面的 14 张纸请作废。")
    dialog = asked(view, qtbot)
    dialog.sides.setCurrentIndex(0)
    (system / "ended").write_text(JOB, encoding="utf-8")
    dialog.send.click()
    ended(view, qtbot, "已记下：整套")


def test_the_word_about_a_saved_file_notes_no_other_print(
    view: ApplicationView, qtbot: QtBot, system: Path
) -> None:
    asked(view, qtbot).save.click()
    card = card_of(view, qtbot, "打印用 PDF 已存好")
    (system / "hangs").touch()
    asked(view, qtbot).send.click()
    qtbot.waitUntil(lambda: bool(cancelling(view.window())) and calls(system / "told", "lp") != [])
    assert not card.done.isVisible() and "正在合成打印文件" in card.words.text()
    card.printed_said.emit()
    cancelling(view.window())[0].click()
    ended(view, qtbot, "取消时正在传送")
    assert status(view) is Status.FINAL and not view.later.controller.is_busy


def test_a_file_that_a_reader_prints_is_listed_and_goes_where_files_usually_go(
    view: ApplicationView, qtbot: QtBot, system: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def by_reader(printer: str, _content: bytes, _title: str, save: Callable[[], Path], **_: bool) -> Queued:
        return Queued(printer, "", "已交给看 PDF 的程序打印。", file=save())

    monkeypatch.setattr(print_job, "give", by_reader)
    monkeypatch.setattr(view.later.printing, "_session", replace(view.session, folder=tmp_path / "usual"))
    monkeypatch.chdir(tmp_path)
    before, listed = view.final.folder.text(), view.final.files.paths
    view.final.folder.setText("")
    asked(view, qtbot).send.click()
    card = card_of(view, qtbot, "已交给看 PDF 的程序打印")
    view.final.folder.setText(before)
    (made,) = view.final.files.paths
    assert made.is_relative_to(tmp_path / "usual") and PdfFile(made.read_bytes(), tmp_path).pages() == 22
    card.stop.click()
    ended(view, qtbot, "请到打印机上取消")
    view.final.files.show_files(listed)


def test_a_word_that_could_not_be_noted_can_be_said_once_more(
    view: ApplicationView, qtbot: QtBot, told: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(view, qtbot).save.click()
    card = card_of(view, qtbot, "打印用 PDF 已存好")
    with monkeypatch.context() as patch:
        patch.setattr(Records, "add", full_disk)
        card.done.click()
        card.done.click()
        qtbot.waitUntil(lambda: len(told) == 1 and "没有记下" in card.news.text())
    next(each for each in view.window().findChildren(QMessageBox) if each.isVisible()).reject()
    assert status(view) is Status.FINAL
    card.done.click()
    ended(view, qtbot, "已记下：整套")
    told.clear()


def test_a_job_is_taken_back_once_and_one_that_is_done_is_not_called_taken_back(
    view: ApplicationView, qtbot: QtBot, system: Path
) -> None:
    (system / "waiting").write_text(JOB, encoding="utf-8")
    asked(view, qtbot).send.click()
    card = card_of(view, qtbot, "request id is 办-7")
    card.stop.click()
    card.stop.click()
    card.stop_wanted.emit()
    ended(view, qtbot, "已从打印机“办”撤回")
    assert calls(system / "told", "cancel") == ["办-7"]
    (system / "stuck").touch()
    asked(view, qtbot).send.click()
    card = card_of(view, qtbot, "request id is 办-7")
    view.later.printing._job._timer.stop()
    (system / "waiting").unlink()
    (system / "ended").write_text(JOB, encoding="utf-8")
    card.stop.click()
    ended(view, qtbot, "打印机已经打完，没有撤回")


def test_without_a_printer_the_pdf_is_saved_and_one_more_copy_is_counted_everywhere(
    view: ApplicationView, qtbot: QtBot, system: Path
) -> None:
    (system / "printers").write_text("", encoding="utf-8")
    sheet = next(path for path in view.final.files.paths if "路线单" in path.name)
    dialog = asked(view, qtbot)
    assert (
        dialog.save.isDefault()
        and not dialog.send.isVisible()
        and "没有找到打印机" in dialog.printer.currentText()
    )
    dialog.own.setChecked(True)
    assert dialog.total.text() == "共 3 份 × 11 页 = 纸 33 张"
    dialog.save.click()
    card = card_of(view, qtbot, "打印用 PDF 已存好")
    assert "另打 1 份留底，共 3 份" in view.final.copies.text()
    qtbot.waitUntil(lambda: "3份（报送2份，留底1份）" in PdfFile(sheet.read_bytes(), system).squeezed())
    saved = view.final.files.paths[0]
    assert PdfFile(saved.read_bytes(), system).pages() == 33
    qtbot.waitUntil(lambda: view.later.final.settings.own_copy)
    qtbot.waitUntil(lambda: view.stamp.left == 3 * 5)
    archive, entry = view.session.desk.archive, view.opened.id
    qtbot.waitUntil(lambda: own_copies(open_application(archive, entry)) == 1)
    card.done.click()
    ended(view, qtbot, "已记下：整套，每份 11 页，3 份")


def test_a_machine_that_keeps_a_copy_counts_it_from_the_first_version_on(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = begin(open_window(), qtbot, example=True)
    view.later.producing.show_settings(UserSettings(own_copy=True))
    view.later.finalising.go_on()
    qtbot.waitUntil(lambda: status(view) is Status.FINAL)
    assert "另打 1 份留底，共 3 份" in view.final.copies.text()
    assert own_copies(open_application(view.session.desk.archive, view.opened.id)) == 1


def test_a_printer_without_a_reader_gets_each_page_drawn_as_fine_as_it_prints(
    fixed: ApplicationView, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = next(path for path in fixed.final.files.paths if "路线" in path.name)
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFileName(str(tmp_path / "drawn.pdf"))
    device.setResolution(100)
    sent = paper_printing.draw_on(device, paper.read_bytes())
    pages = PdfFile(paper.read_bytes(), tmp_path).pages()
    drawn = PdfFile((tmp_path / "drawn.pdf").read_bytes(), tmp_path)
    assert drawn.pages() == pages and sent.answer == f"已送出 {pages} 页。"
    assert drawn.info()["Page size"].startswith("59")

    looks = iter([True])

    def one_page() -> None:
        if not next(looks, False):
            raise Stopped

    monkeypatch.setattr(paper_printing, "checkpoint", one_page)
    device.setOutputFileName(str(tmp_path / "half.pdf"))
    half = paper_printing.draw_on(device, paper.read_bytes())
    assert half.is_stopped and "已送出 1 页" in half.answer


def test_leaving_while_it_prints_is_asked_about_and_a_returned_version_is_taken_back(
    open_window: OpenWindow, qtbot: QtBot, system: Path
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    view.show_step(FINAL)
    view.later.finalising.go_on()
    qtbot.waitUntil(lambda: status(view) is Status.FINAL)
    (system / "waiting").write_text(JOB, encoding="utf-8")
    asked(view, qtbot).send.click()
    card_of(view, qtbot, "request id is 办-7")
    for leave in (window.show_start, window.close):
        was_asked = answering(window, "留下")
        leave()
        assert was_asked() and window.view is view
    view.later.controller.return_for_changes("区里", "电话错")
    qtbot.waitUntil(lambda: "第1版已退回修改" in view.bar.words.text())
    assert "已从打印机“办”撤回" in view.bar.words.text() and view.final.printing.isHidden()
    assert calls(system / "told", "cancel") == ["办-7"]
    view.show_step(FINAL)
    view.later.finalising.go_on()
    qtbot.waitUntil(lambda: status(view) is Status.FINAL)
    (system / "waiting").unlink()
    (system / "ended").write_text(JOB, encoding="utf-8")
    dialog = asked(view, qtbot)
    dialog.sides.setCurrentIndex(list(Sides).index(Sides.TRAY))
    view.later.printing._job._timer.setInterval(50)
    dialog.send.click()
    card_of(view, qtbot, "打印机说正面已打完")
    view.later.controller.return_for_changes("区里", "又错")
    qtbot.waitUntil(lambda: "第2版已退回修改" in view.bar.words.text())
    assert view.bar.words.text().endswith("已经印出的纸请作废。"), "nothing is in the printer any more"
