"""材料补正 in the real window: papers are asked for after handing in, put in, listed and mailed."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.file import to_json
from aimed_desktop.application.life.supplement import open_supplement, supplements
from aimed_desktop.application.model import Status
from aimed_desktop.services import start_words
from tests.paper_files import pdf
from tests.pdf_file import PdfFile
from tests.ui.conftest import OpenWindow
from tests.ui.opening import activate, begin
from ui.lifecycle.step_dialogs import ReturnDialog
from ui.lifecycle.supplement_dialog import SupplementDialog
from ui.shell.application_view import FINAL, MATERIALS, SUBMIT, ApplicationView

WAIT = 60_000
NOW = datetime(2026, 6, 26, 9, tzinfo=timezone(timedelta(hours=8)))


def shown(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def ask_for_a_licence(view: ApplicationView, qtbot: QtBot) -> None:
    """By 退回修改, which offers the shorter way."""
    view.later.ask_return()
    sent_back = view.findChild(ReturnDialog)
    assert sent_back is not None and sent_back.whole.isChecked(), "the originals are away"
    button(sent_back, "to_supplement").click()
    dialog = view.findChild(SupplementDialog)
    assert dialog is not None
    button(dialog, "confirm").click()
    assert "请写明" in shown(dialog)
    dialog.who.setCurrentText("区卫健局")
    dialog.missing.setPlainText("法人证书过期")
    dialog.until.setDate(QDate(2026, 7, 1))
    button(dialog, "confirm").click()
    qtbot.waitUntil(lambda: open_supplement(view.opened.app) is not None, timeout=WAIT)


def test_no_day_is_taken_for_the_authoritys_and_one_that_is_over_is_asked_about(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start_words, "beijing_now", lambda: NOW)
    given: list[str] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    dialogs = [SupplementDialog(parent) for _ in range(3)]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.missing.setPlainText("法人证书过期")
        dialog.given.connect(lambda _who, _missing, until: given.append(until))
    untouched, over, today = dialogs
    button(untouched, "confirm").click()
    assert given == [""]
    over.until.setDate(QDate(2026, 6, 25))
    button(over, "confirm").click()
    assert given == [""] and "这一天已经过了" in shown(over)
    button(over, "confirm").click()
    today.is_open.click()
    assert today.until.isEnabled()
    button(today, "confirm").click()
    assert given == ["", "2026-06-25", "2026-06-26"]


def test_a_missing_paper_is_handed_in_later_and_the_version_stays(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start_words, "beijing_now", lambda: NOW)
    window = open_window()
    view = begin(window, qtbot, example=True)
    controller, card = view.later.controller, view.submit.supplement
    view.show_step(FINAL)
    view.final.folder.setText(str(tmp_path / "文件"))
    with qtbot.waitSignal(view.final.finished, timeout=WAIT):
        view.final.go.click()
    view.show_step(SUBMIT)
    assert card.isHidden(), "nothing is handed in later before it was handed in"
    controller.mark(Status.SUBMITTED, "2026-06-12")
    qtbot.waitUntil(lambda: not card.isHidden(), timeout=WAIT)
    assert "申报书不改，只补交缺的材料" in shown(card)
    activate(window, qtbot)
    card.ask.setFocus()
    ask_for_a_licence(view, qtbot)
    qtbot.waitUntil(lambda: window.focusWidget() is card.materials, timeout=WAIT)
    assert (window.top.status.text(), window.top.due.text()) == ("已报送 第1版", "补正 5 天")
    assert "材料补正（2026-07-01前交）：区卫健局，法人证书过期" in shown(view.final)

    button(card, "supplement_materials").click()
    assert view.currentIndex() == MATERIALS
    slot = next(each for each in view.materials.cards if each.rows)
    old = slot.rows[0].name
    assert slot.rows[0].tool("移出").isHidden() and not slot.rows[0].tool("替换").isHidden()
    fresh = tmp_path / "新法人证书.pdf"
    fresh.write_bytes(pdf("new licence"))
    slot.replacement_given.emit(old, fresh)
    qtbot.waitUntil(lambda: slot.rows[0].name != old, timeout=WAIT)
    slot.rows[0].tool("移出").click()
    box = view.materials.findChild(QMessageBox, "ask_to_take_out")
    assert isinstance(box, QMessageBox) and "换回" in box.text()
    next(each for each in box.buttons() if each.text() == "移出").click()
    assert slot.rows[0].name == old, "what was handed in comes back"
    view.materials.bar.action.click()
    assert slot.rows[0].name != old

    view.show_step(SUBMIT)
    view.submit.folder.setText(str(tmp_path / "补正"))
    button(card, "make_supplement").click()
    qtbot.waitUntil(lambda: bool(card.files.paths), timeout=WAIT)
    (folder,) = card.files.paths
    listed = PdfFile((folder / "补交清单.pdf").read_bytes(), tmp_path).squeezed()
    assert "新法人证书.pdf" in listed and "2026年7月1日" in listed
    assert (folder / "邮件草稿.eml").exists() and card.findChild(QToolButton, "copy_主题") is not None
    assert "（补正材料）" in shown(card)
    assert "2026年6月26日" in (folder / "邮件卡.html").read_text("utf-8"), "the day on which it was made"

    button(card, "hand_in_supplement").click()
    qtbot.waitUntil(lambda: "已补交" in card.title.text(), timeout=WAIT)
    assert window.top.due.isHidden()
    assert view.later.controller.standing.status is Status.SUBMITTED
    view.show_step(MATERIALS)
    assert slot.add.isHidden() and slot.rows[0].tool("替换").isHidden()
    assert view.saver.flush() is None
    assert window.desk.archive.load(view.opened.id).data == to_json(view.opened.app)
    entry = view.opened.id
    window.close()
    later = open_window()
    qtbot.waitUntil(lambda: later.view is not None and later.view.opened.id == entry, timeout=WAIT)
    assert later.view is not None
    assert [each.handed for each in supplements(later.view.opened.app)] == ["2026-06-26"]
