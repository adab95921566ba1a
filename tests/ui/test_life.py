"""One application from 定稿 to 已报送 in the real window on a real archive, sent back once on the way."""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.life.lifecycle import Deed
from aimed_desktop.application.model import Status
from aimed_desktop.archive import lifecycle
from aimed_desktop.archive.archive import Archive
from aimed_desktop.errors import UserProblem
from aimed_desktop.packet.verify import verify
from aimed_desktop.services import start_words
from aimed_desktop.services.operation import Kind, Operation
from aimed_desktop.stopping import Stopped
from tests.paper_files import locked_pdf, pdf, picture
from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin
from tests.ui.typing import commit
from ui.keys.keys_dialog import PassphraseDialog
from ui.lifecycle.hand_in_dialog import HandInDialog, ReceiptDialog
from ui.lifecycle.personal_dialog import PersonalDialog
from ui.lifecycle.step_dialogs import ReturnDialog, WhyDialog
from ui.pages.scan_cards import ScanDialog
from ui.shell.application_view import CHECK, FILL, FINAL, MATERIALS, STAMP, SUBMIT, ApplicationView

WAIT = 60_000


def fix(view: ApplicationView, qtbot: QtBot, folder: Path) -> list[Path]:
    """定稿 by the button; the files that were made."""
    view.show_step(FINAL)
    view.final.folder.setText(str(folder))
    with qtbot.waitSignal(view.final.finished, timeout=WAIT) as made:
        view.final.go.click()
    return list(made.args[0].paths)


def click(qtbot: QtBot, button: QPushButton, view: ApplicationView, status: Status) -> None:
    qtbot.waitUntil(button.isEnabled, timeout=WAIT)
    assert not button.isHidden()
    button.click()
    qtbot.waitUntil(lambda: view.later.controller.standing.status is status, timeout=WAIT)


def shown(page: object) -> str:
    labels = page.findChildren(QLabel)  # type: ignore[attr-defined]
    return "\n".join(label.text() for label in labels if not label.isHidden())


def test_from_a_fixed_version_to_handing_in_sent_back_once(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    made = fix(view, qtbot, tmp_path / "第一版")
    assert {path.suffix for path in made} == {".docx", ".pdf"}
    assert any("路线单" in path.name for path in made)
    assert window.top.status.text() == "定稿 第1版"

    view.show_step(FILL)
    editor = view.form.paper.editor("lead_phone")
    assert isinstance(editor, QLineEdit)
    before = editor.text()
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.text() == before
    assert "已定稿（第1版），内容已锁定" in shown(view.fill.banner)

    click(qtbot, view.final.mark, view, Status.PRINTED)
    qtbot.waitUntil(lambda: view.stamp.left > 0, timeout=WAIT)
    boxes = view.stamp.findChildren(QCheckBox)
    for box in boxes:
        box.click()
    assert view.stamp.left == 0
    click(qtbot, view.stamp.mark, view, Status.STAMPED)

    view.fill.unlock.click()
    dialog = view.findChild(ReturnDialog)
    assert dialog is not None
    confirm = dialog.findChild(QPushButton, "confirm")
    assert confirm is not None
    confirm.click()
    assert "请写明" in shown(dialog)
    dialog.who.setCurrentText("区主管部门")
    dialog.why.setPlainText("联系电话写错")
    assert dialog.changed.isChecked() and "已胶装、盖骑缝章或原件已交出？" in shown(dialog)
    confirm.click()
    qtbot.waitUntil(lambda: not view.form.bindings.is_locked, timeout=WAIT)
    assert window.top.status.text() == "草稿 第2版"
    assert view.currentWidget() is view.fill and view.fill.banner.isHidden()
    editor.setText("")
    commit(editor, "13800138001")

    again = fix(view, qtbot, tmp_path / "第二版")
    assert any("第2版重印页" in path.name for path in again)
    told = shown(view.final)
    assert "与已印的第1版相比" in told
    assert "重新打印第1页，即PDF第2页，换下原来的页；其余各页继续有效。" in told
    assert "已办好的继续有效，不用重新盖章、签字：封面 2 处、承诺书 第10页 3 处。" in told
    assert "重新打印第1页，即PDF第2页" in shown(view.stamp) and "第1版打的勾已带过来" in shown(view.stamp)
    assert "区主管部门，联系电话写错" in told
    qtbot.waitUntil(lambda: view.stamp.left == 0, timeout=WAIT)  # no seal stands on the new page

    paper = next(path for path in again if path.suffix == ".pdf" and "重印" not in path.name)
    stamped = tmp_path / "盖章扫描.pdf"
    stamped.write_bytes(paper.read_bytes() + b"\n% stamped\n")
    view.show_step(STAMP)
    view.stamp.scans_chosen.emit([stamped])
    qtbot.waitUntil(lambda: "是第2版的（核对码一致）" in shown(view.stamp), timeout=WAIT)
    click(qtbot, view.stamp.mark, view, Status.STAMPED)

    view.show_step(SUBMIT)
    view.submit.folder.setText(str(tmp_path / "报送包"))
    handed_in = view.submit.marks[Status.SUBMITTED]
    assert (view.submit.go.property("primary"), handed_in.property("primary")) == ("true", "false")
    with qtbot.waitSignal(view.submit.finished, timeout=WAIT) as packed:
        view.submit.go.click()
    assert (view.submit.go.property("primary"), handed_in.property("primary")) == ("false", "true")
    assert any("扫描件/" in name for name in packed.args[0].contents)
    assert "申报" in packed.args[0].letters[0].subject
    copy = view.submit.findChild(QToolButton, "copy_主题")
    assert copy is not None
    qtbot.waitUntil(lambda: view.submit.findChild(QPushButton, "take_packet_out") is not None, timeout=WAIT)
    (kept,) = window.desk.archive.packets(view.opened.id)
    view.submit.packet_wanted.emit(kept.number, kept.name, tmp_path / "取出")
    qtbot.waitUntil(lambda: "已取出到" in view.submit.state.text(), timeout=WAIT)
    assert verify(next((tmp_path / "取出").iterdir())).ok
    handed_in.click()
    asked = view.findChild(HandInDialog)
    assert asked is not None and asked.way.currentText() == "当面送达" and asked.to.text()
    photo = tmp_path / "回执.png"
    photo.write_bytes(picture("PNG"))
    asked.receipt.chosen.emit([photo])
    confirm = asked.findChild(QPushButton, "confirm")
    assert confirm is not None and not confirm.isEnabled(), "nothing is confirmed before the receipt is read"
    qtbot.waitUntil(lambda: "回执.png" in shown(asked.receipt) and confirm.isEnabled(), timeout=WAIT)
    asked.who.setText("经办人李")
    asked.number.setText("收文12号")
    confirm.click()
    qtbot.waitUntil(lambda: view.later.controller.standing.status is Status.SUBMITTED, timeout=WAIT)
    records = view.submit.records
    assert "经办人李，当面送达，交" in shown(records) and "回执 收文12号" in shown(records)
    records.findChild(QPushButton, "look_at_receipt").click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: view.submit.findChild(ScanDialog) is not None, timeout=WAIT)
    view.submit.findChild(ScanDialog).close()  # type: ignore[union-attr]
    records.add.click()
    late = view.submit.findChild(ReceiptDialog)
    assert late is not None
    note = late.findChild(QPushButton, "confirm")
    assert note is not None
    note.click()
    assert late.isVisible() and late.problem.text() == "请写回执编号，或加一张回执的照片。"
    late.number.setText("鄂经信收〔2026〕12号")
    note.click()
    qtbot.waitUntil(lambda: "补记回执：回执 鄂经信收〔2026〕12号" in shown(records), timeout=WAIT)
    assert [button.text() for button in window.top.steps[3:]] == [
        "定稿打印 ✓",
        "盖章扫描 ✓",
        "报送归档 ✓",
    ]

    entry = view.opened.id
    window.close()
    later = open_window()
    qtbot.waitUntil(lambda: later.view is not None, timeout=WAIT)
    assert later.view is not None and later.view.opened.id == entry
    assert later.view.form.bindings.is_locked
    assert later.top.status.text() == "已报送 第2版"
    qtbot.waitUntil(lambda: "经办人李" in later.top.status.toolTip(), timeout=WAIT)
    assert later.desk.archive.list()[0].status == "已报送"
    assert json.loads(later.desk.archive.load(entry).data)["values"]["lead_phone"] == "13800138001"


def test_a_set_that_is_not_ticked_off_is_marked_and_packed_only_with_a_reason(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    made = fix(view, qtbot, tmp_path / "文件")
    stamped = tmp_path / "盖章扫描.pdf"
    paper = next(path for path in made if path.suffix == ".pdf" and "路线单" not in path.name)
    stamped.write_bytes(paper.read_bytes() + b"\n% stamped\n")
    view.show_step(STAMP)
    view.stamp.scans_chosen.emit([stamped])
    qtbot.waitUntil(lambda: view.stamp.scan_count == 1, timeout=WAIT)

    view.show_step(SUBMIT)
    view.submit.folder.setText(str(tmp_path / "报送包"))
    view.submit.go.click()
    qtbot.waitUntil(lambda: view.findChild(WhyDialog) is not None, timeout=WAIT)
    asked = view.findChild(WhyDialog)
    assert asked is not None and "处没有打勾" in shown(asked)
    asked.reject()
    assert "没有打包" in view.submit.state.text() and view.submit.go.isEnabled()
    assert not (tmp_path / "报送包").exists()
    asked.deleteLater()
    qtbot.waitUntil(lambda: view.findChild(WhyDialog) is None, timeout=WAIT)

    view.show_step(STAMP)
    view.stamp.mark.click()
    qtbot.waitUntil(lambda: view.findChild(WhyDialog) is not None, timeout=WAIT)
    dialog = view.findChild(WhyDialog)
    assert dialog is not None
    confirm = dialog.findChild(QPushButton, "confirm")
    assert confirm is not None
    confirm.click()
    assert "请选一条原因" in shown(dialog)
    assert view.later.controller.standing.status is Status.FINAL
    dialog.reasons[0].click()
    dialog.more.setText("院办李主任核对")
    confirm.click()
    qtbot.waitUntil(lambda: view.later.controller.standing.status is Status.STAMPED, timeout=WAIT)
    assert "仍然继续：已逐页核对纸面，盖章、签字齐全；院办李主任核对" in shown(view.final)

    view.show_step(SUBMIT)
    with qtbot.waitSignal(view.submit.finished, timeout=WAIT) as packed:
        view.submit.go.click()
    assert packed.args[0].paths, "what was explained is not asked again"
    assert "报送包已生成" in view.submit.state.text()
    app, materials = view.opened.app, view.opened.app.materials
    app.materials = materials[1:]
    view.later.show_routes()
    assert "已过时" in view.submit.state.text()
    app.materials = materials
    view.later.show_routes()
    assert "报送包已生成" in view.submit.state.text()
    view.stamp.scan_removed.emit(window.desk.archive.lifecycle.scans(view.opened.id)[0].number)
    qtbot.waitUntil(lambda: "已过时，请重新生成" in view.submit.state.text(), timeout=WAIT)


def test_paper_that_is_bound_is_made_again_as_a_whole_and_the_answer_can_be_changed(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, example=True)
    controller = view.later.controller
    fix(view, qtbot, tmp_path / "第一版")
    click(qtbot, view.final.mark, view, Status.PRINTED)
    view.later.ask_return()
    dialog = view.findChild(ReturnDialog)
    assert dialog is not None
    dialog.why.setPlainText("电话写错")
    dialog.whole.click()
    button(dialog, "confirm").click()
    qtbot.waitUntil(lambda: controller.standing.is_made_whole_again, timeout=WAIT)
    assert "整套重新打印、盖章、签字" in shown(view.final)
    view.show_step(FINAL)
    for expected in (False, True):
        button(view.final, "other_scope").click()
        qtbot.waitUntil(
            lambda wanted=expected: (
                controller.standing.is_made_whole_again is wanted  # type: ignore[misc]
                and not controller.is_busy
            ),
            timeout=WAIT,
        )
        assert view.currentIndex() == FINAL
    view.opened.app.set("lead_phone", "13800138001")
    made = fix(view, qtbot, tmp_path / "第二版")
    assert not any("重印页" in path.name for path in made)
    told = shown(view.final)
    assert "整套重新打印、盖章、签字，第1版的打印件不再使用" in told and "第1页，即PDF第2页" in told
    qtbot.waitUntil(lambda: view.stamp.left == 10, timeout=WAIT)  # both copies of every place


def test_a_mark_made_by_mistake_is_taken_back(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    view = begin(open_window(), qtbot, example=True)
    fix(view, qtbot, tmp_path)
    click(qtbot, view.final.mark, view, Status.PRINTED)
    assert view.final.mark.isHidden()
    click(qtbot, view.final.back, view, Status.FINAL)
    assert not view.final.mark.isHidden() and view.final.back.isHidden()


def test_before_a_version_is_fixed_the_later_pages_say_what_comes_first(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, example=True)
    scan = tmp_path / "扫描.pdf"
    scan.write_bytes(b"%PDF-1.4")
    for step, page in ((STAMP, view.stamp), (SUBMIT, view.submit)):
        view.show_step(step)
        assert "先到“定稿打印”定稿" in shown(page)
    assert not view.submit.go.isEnabled() and not view.stamp.add.isEnabled()
    button = view.stamp.findChild(QPushButton, "to_final")
    assert button is not None
    button.click()
    assert view.currentWidget() is view.final


def test_what_is_no_scan_is_refused_with_a_sentence(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, told: list[BaseException]
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    fix(view, qtbot, tmp_path)
    unfit = {
        "表.pdf": (b"PK\x05\x06" + bytes(18), "不能作扫描件"),
        "锁.pdf": (locked_pdf(), "设了打开密码"),
        "断.pdf": (pdf("a", "b")[:-200], "不完整"),
        "断.jpg": (picture("JPEG")[:-900], "不完整"),
        "程序.pdf": (b"MZ\x90\0", "是程序"),
        "空.pdf": (b"", "空文件"),
    }
    for name, (content, _) in unfit.items():
        (tmp_path / name).write_bytes(content)
    os.mkfifo(tmp_path / "管.pdf")
    view.stamp.scans_chosen.emit([tmp_path / name for name in (*unfit, "管.pdf")])
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    lines = str(told.pop()).splitlines()
    for line, (name, (_, words)) in zip(lines, unfit.items(), strict=False):
        assert name in line and words in line
    assert "不是普通文件" in lines[-1]
    assert window.desk.archive.lifecycle.scans(view.opened.id) == ()
    for name in ("扫描.pdf", "又一次.pdf"):
        (tmp_path / name).write_bytes(pdf("scanned"))
    view.stamp.scans_chosen.emit([tmp_path / "扫描.pdf"])
    qtbot.waitUntil(lambda: view.stamp.scan_count == 1, timeout=WAIT)
    view.stamp.scans_chosen.emit([tmp_path / "又一次.pdf"])
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert "“又一次.pdf”与已加的“扫描.pdf”内容相同" in str(told.pop())
    assert len(window.desk.archive.lifecycle.scans(view.opened.id)) == 1


def test_of_several_scans_the_good_ones_are_kept_and_white_ones_are_marked(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, told: list[BaseException]
) -> None:
    view = begin(open_window(), qtbot, example=True)
    fix(view, qtbot, tmp_path)
    view.show_step(STAMP)
    contents = {"好.jpg": picture("JPEG"), "锁.pdf": locked_pdf(), "白.pdf": pdf(*[""] * 11)}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    view.stamp.scans_chosen.emit([tmp_path / name for name in contents])
    qtbot.waitUntil(lambda: view.stamp.scan_count == 2 and bool(told), timeout=WAIT)
    assert "“锁.pdf”设了打开密码" in str(told.pop())
    words = shown(view.stamp)
    assert "“白.pdf”全是白页：第1页至第11页是白页" in words
    assert "扫描件有内容的共 1 页，打印件一份有 11 页" in words


def test_what_the_district_says_is_typed_after_the_version_is_fixed(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, example=True)
    fix(view, qtbot, tmp_path)
    view.show_step(SUBMIT)
    editor = view.submit.findChild(QLineEdit, "district_deadline")
    assert editor is not None and not editor.isReadOnly()
    editor.clear()
    commit(editor, "2026-06-12")
    editor.editingFinished.emit()
    assert view.opened.app.get("district_deadline") == "2026-06-12"
    with pytest.raises(UserProblem, match="退回修改"):
        view.opened.app.set("scene_name", "改名")


def test_a_postponed_passphrase_is_asked_for_at_the_first_final_version(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    monkeypatch.setattr(Archive, "postponed", property(lambda _archive: True))
    view.show_step(FINAL)
    view.final.folder.setText(str(tmp_path))
    view.final.go.click()
    qtbot.waitUntil(lambda: window.findChild(PassphraseDialog) is not None, timeout=WAIT)
    dialog = window.findChild(PassphraseDialog)
    assert dialog is not None and not view.opened.app.is_locked
    with qtbot.waitSignal(view.final.finished, timeout=WAIT):
        dialog.reject()
    assert view.opened.app.version == 1


def test_a_final_version_that_was_stopped_locks_nothing(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    view.show_step(FINAL)
    view.final.folder.setText(str(tmp_path))
    qtbot.waitUntil(lambda: "可以定稿" in view.final.words.text(), timeout=WAIT)

    def stop() -> None:
        raise Stopped

    monkeypatch.setattr(lifecycle, "checkpoint", stop)
    view.final.go.click()
    qtbot.waitUntil(lambda: "已取消" in view.final.state.text(), timeout=WAIT)
    assert not view.form.bindings.is_locked and view.final.go.isEnabled()
    assert window.desk.archive.lifecycle.events(view.opened.id) == ()


def test_nothing_changes_behind_a_version_that_is_being_fixed(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    app, entry = view.opened.app, view.opened.id
    app.set("scene_name", "急诊")
    view.show_step(FINAL)
    view.final.folder.setText(str(tmp_path))
    qtbot.waitUntil(lambda: "可以定稿" in view.final.words.text(), timeout=WAIT)
    gate = Event()
    window._jobs.run(window, Operation(Kind.IN_ORDER, gate.wait, failed=window.fail))
    with qtbot.waitSignal(view.final.finished, timeout=WAIT):
        view.final.go.click()
        view.undo.undo()
        gate.set()
    assert app.get("scene_name") == "急诊"
    assert view.saver.flush() is None
    fixed = window.desk.archive.lifecycle.version(entry, 1)
    assert fixed is not None and fixed.data == window.desk.archive.load(entry).data
    assert not app.is_held and app.is_locked


def asked_about_people(view: ApplicationView, qtbot: QtBot) -> PersonalDialog:
    """定稿 by the button; the question that comes before it."""
    view.show_step(FINAL)
    qtbot.waitUntil(view.final.go.isEnabled, timeout=WAIT)
    view.final.go.click()

    def open_ones() -> list[PersonalDialog]:
        return [each for each in view.findChildren(PersonalDialog) if each.isVisible()]

    qtbot.waitUntil(lambda: len(open_ones()) == 1, timeout=WAIT)
    return open_ones()[0]


def test_steps_asked_for_in_one_breath_are_taken_one_after_the_other(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    view = begin(open_window(), qtbot, example=True)
    controller = view.later.controller
    controller.finalise(lambda: None)
    for _ in range(2):  # a double click
        controller.mark(Status.PRINTED)
    controller.mark(Status.STAMPED, why="院办已盖")
    controller.take_back()
    qtbot.waitUntil(lambda: not controller.is_busy, timeout=WAIT)
    deeds = [
        (each.deed, each.status) for each in controller.standing.events if each.deed is not Deed.EXPLAINED
    ]
    assert deeds == [
        (Deed.FINALISED, Status.FINAL),
        (Deed.MARKED, Status.PRINTED),
        (Deed.MARKED, Status.STAMPED),
        (Deed.TAKEN_BACK, Status.PRINTED),
    ]


def with_more(view: ApplicationView, text: str) -> None:
    background = view.opened.app.get("background")
    assert isinstance(background, list)
    view.opened.app.set("background", [*background, {"text": text}])


def test_a_personal_number_in_the_text_is_asked_about_once_before_a_version_is_fixed(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, example=True)
    view.show_step(FINAL)
    view.final.folder.setText(str(tmp_path))
    with_more(view, "住院号20231234567的患者随访。")  # no check has seen it yet
    dialog = asked_about_people(view, qtbot)
    assert "住院号" in shown(dialog) and not view.opened.app.is_locked
    button(dialog, "look_at_personal").click()
    assert view.currentIndex() == FILL and view.form.field_path == "background"
    assert view.later.controller.standing.version == 0, "nothing was fixed"
    button(asked_about_people(view, qtbot), "keep_personal").click()
    qtbot.waitUntil(lambda: view.later.controller.standing.version == 1, timeout=WAIT)


def test_what_was_kept_silences_no_other_kind_in_the_same_text_and_no_later_version(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, example=True)
    controller = view.later.controller
    view.final.folder.setText(str(tmp_path))
    name = view.opened.app.get("scene_name")
    with_more(view, "住院号20231234567的患者随访。")
    view.opened.app.set("scene_name", None)
    button(asked_about_people(view, qtbot), "keep_personal").click()
    qtbot.waitUntil(lambda: "必改" in view.final.state.text(), timeout=WAIT)  # refused: a name is missing
    view.opened.app.set("scene_name", name)
    with_more(view, "联系手机13800138000。")
    told = shown(asked := asked_about_people(view, qtbot))
    assert "手机" in told and "住院号" not in told
    button(asked, "keep_personal").click()
    qtbot.waitUntil(lambda: controller.standing.is_locked and not controller.is_busy, timeout=WAIT)
    controller.return_for_changes("本单位", "补充")
    qtbot.waitUntil(lambda: not controller.standing.is_locked and not controller.is_busy, timeout=WAIT)
    told = shown(asked_about_people(view, qtbot))
    assert "手机" in told and "住院号" in told, "each version is asked about anew"


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_the_days_that_are_left_stand_on_every_page_until_it_is_handed_in(
    open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 6, 1, 9, tzinfo=timezone(timedelta(hours=8)))
    monkeypatch.setattr(start_words, "beijing_now", lambda: now)
    window = open_window()
    view = begin(window, qtbot, example=True)
    due = window.top.due
    assert due.text() == "还有 14 天" and due.isVisible()
    view.form.bindings.write("district_deadline", "2026-06-08", window)
    by_notice = window.top.due_by_notice
    window.resize(1366, 700)
    words = [due.text(), by_notice.text()]
    assert words == ["本单位6月8日 还有 7 天", "通知6月15日 还有 14 天"]
    window.resize(1093, 614)
    assert [due.text(), by_notice.text()] == ["本单位 7 天", "通知 14 天"]
    assert due.accessibleName() == "截止 2026年6月8日，还有 7 天（告知本单位的时间）"
    assert by_notice.accessibleName() == "通知截止 2026年6月15日 17:00，还有 14 天"
    assert due.toolTip() == by_notice.toolTip() == f"{due.accessibleName()}\n{by_notice.accessibleName()}"
    for step in (CHECK, MATERIALS, FINAL, STAMP, SUBMIT):
        view.show_step(step)
        assert due.isVisible() and by_notice.isVisible()
    view.opened.app.status = Status.SUBMITTED
    view.show_step(FILL)
    assert due.isHidden() and by_notice.isHidden()


def test_why_an_earlier_application_came_back_is_told_once_in_the_next_one(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    fix(view, qtbot, tmp_path)
    view.later.controller.return_for_changes("区卫健局", "法人证书过期")
    qtbot.waitUntil(lambda: not view.later.controller.standing.is_locked, timeout=WAIT)
    following = begin(window, qtbot, example=True)

    def told() -> list[str]:
        return [each.message for each in following.checker.findings if each.rule == "came_back"]

    qtbot.waitUntil(lambda: bool(told()), timeout=WAIT)
    assert "因“法人证书过期”被退回" in told()[0]
    following.show_step(CHECK)

    def take_note() -> None:
        fixes = following.check.findChildren(QPushButton, "fix")
        next(each for each in fixes if each.text() == "知道了").click()
        qtbot.waitUntil(lambda: not told(), timeout=WAIT)

    take_note()
    assert following.bar.action.text() == "撤销" and following.bar.isVisible()
    following.bar.action.click()
    qtbot.waitUntil(lambda: bool(told()), timeout=WAIT)
    take_note()
    assert following.saver.flush() is None
    assert "came_back" in json.loads(window.desk.archive.load(following.opened.id).data)["desk"]
