"""用印审签单, 授权委托书 and the sheets of joint units on the page 盖章扫描, in the real window."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aimed_desktop.application.life.joint_sheets import joint_sheets
from aimed_desktop.services import start_words
from aimed_desktop.services.seal_sheets import seals_told
from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin
from tests.ui.spoken import silent_at_first, wrong
from ui.pages.making_card import MakingCard
from ui.shell.application_view import FINAL, STAMP

WAIT = 60_000
UNIT = "武汉示例智能科技有限公司"
NOW = datetime(2026, 6, 1, 9, tzinfo=timezone(timedelta(hours=8)))


def test_what_is_said_of_seals_and_signatures_is_made_into_sheets_and_kept(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start_words, "beijing_now", lambda: NOW)
    window = open_window()
    view = begin(window, qtbot, example=True)
    seals, joint = view.stamp.seals, view.stamp.joint
    view.show_step(STAMP)
    assert seals.isHidden() and joint.isHidden(), "of a draft nothing is stamped"
    view.show_step(FINAL)
    view.final.folder.setText(str(tmp_path))
    with qtbot.waitSignal(view.final.finished, timeout=WAIT):
        view.final.go.click()
    view.show_step(STAMP)
    qtbot.waitUntil(lambda: not joint.isHidden(), timeout=WAIT)
    assert seals.seals.text() == "本单位公章每份 2 枚，2 份共 4 枚。"
    assert seals.letter.isHidden() and seals.doubts.isHidden()
    assert "\n".join([*silent_at_first(view.stamp), *wrong(view.stamp)]) == ""

    (choice,) = seals.choices.values()
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == "签名章"
    qtbot.waitUntil(lambda: not seals.letter.isHidden(), timeout=WAIT)
    assert "用签名章" in seals.doubts.text() and seals.choices[next(iter(seals.choices))] is choice
    request = (seals.request, "用印审签单-*.pdf")
    for make, name in (request, (seals.letter, "授权委托书-*.docx"), request):
        make.click()
        qtbot.waitUntil(lambda name=name: bool([*tmp_path.rglob(name)]), timeout=WAIT)
        qtbot.waitUntil(lambda: "已生成 1 个文件" in seals.state.text(), timeout=WAIT)
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert not seals.files.paths and not seals.state.text(), "it was made of another way to sign"
    seals.request.click()
    qtbot.waitUntil(lambda: "已生成 1 个文件" in seals.state.text(), timeout=WAIT)
    QTest.keyClick(choice, Qt.Key.Key_Up)

    joint.until.setText("六月八号前")
    joint.make.click()
    assert "日期看不懂" in joint.problem.text() and not joint.problem.isHidden()
    assert not [*tmp_path.rglob("联合单位*.pdf")]
    with qtbot.assertNotEmitted(view.later.sheets.changed):
        joint.until_given.emit("")
    opened = view.opened
    joint.show_told(seals_told(window.desk.archive, opened.id, opened.app, opened.notice), 1)
    assert joint.until.text() == "六月八号前", "what is typed stays, to be mended"
    joint.until.setText("6月8日")
    joint.make.click()
    qtbot.waitUntil(lambda: "已生成 1 个文件" in joint.state.text(), timeout=WAIT)
    joint.until.editingFinished.emit()
    assert joint.problem.isHidden() and "已生成 1 个文件" in joint.state.text(), (
        "passing through tells nothing"
    )
    joint.boxes[UNIT, 0, False].click()
    qtbot.waitUntil(lambda: joint.boxes[UNIT, 0, False].text() == "寄出 06-01", timeout=WAIT)
    joint.boxes[UNIT, 1, True].click()
    qtbot.waitUntil(joint.boxes[UNIT, 1, False].isChecked, timeout=WAIT)
    kept = joint_sheets(view.opened.app)
    assert kept.until == "2026-06-08" and kept.at(UNIT, 1).back == "2026-06-01"
    entry = view.opened.id
    window.show_start()
    qtbot.waitUntil(lambda: window.view is None, timeout=WAIT)
    with qtbot.waitSignal(window.opened, timeout=WAIT):
        window.open_application(entry)
    assert window.view is not None
    window.view.show_step(STAMP)
    page = window.view.stamp
    qtbot.waitUntil(lambda: not page.joint.isHidden(), timeout=WAIT)
    assert [choice.currentText() for choice in page.seals.choices.values()] == ["签名章"]
    assert page.joint.until.text() == "2026-06-08"
    ticked = {place for place, box in page.joint.boxes.items() if box.isChecked()}
    assert ticked == {(UNIT, 0, False), (UNIT, 1, False), (UNIT, 1, True)}


def test_what_was_made_of_another_version_is_no_longer_told(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, example=True)
    controller, handover = view.later.controller, view.submit.handover
    cards: tuple[MakingCard, ...] = (view.stamp.seals, view.stamp.joint, handover)
    view.submit.folder.setText(str(tmp_path))

    def fix() -> None:
        view.show_step(FINAL)
        view.final.folder.setText(str(tmp_path))
        with qtbot.waitSignal(view.final.finished, timeout=WAIT):
            view.final.go.click()
        view.show_step(STAMP)
        qtbot.waitUntil(lambda: not any(card.isHidden() for card in cards), timeout=WAIT)

    fix()
    for card, make in zip(cards, (view.stamp.seals.request, view.stamp.joint.make, None), strict=True):
        make.click() if make is not None else handover.wanted.emit()
        qtbot.waitUntil(lambda card=card: "已生成 1 个文件" in card.state.text(), timeout=WAIT)
    controller.return_for_changes("区卫健局", "电话写错")
    qtbot.waitUntil(lambda: not controller.standing.is_locked and not controller.is_busy, timeout=WAIT)
    view.opened.app.set("lead_phone", "13800138001")
    fix()
    for card in cards:
        qtbot.waitUntil(lambda card=card: not card.state.text() and not card.files.paths, timeout=WAIT)
