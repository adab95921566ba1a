"""网上填报 in the real window: a sheet is made, goes out of date with an edit, and is asked about."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.life.online_filing import online_filing
from aimed_desktop.application.model import Status
from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin
from tests.ui.spoken import silent_at_first, wrong
from ui.lifecycle.hand_in_dialog import HandInDialog
from ui.shell.application_view import SUBMIT

WAIT = 60_000


def shown(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())


def ticks(page: QWidget) -> list[bool]:
    return [tick.isChecked() for tick in page.findChildren(QCheckBox) if not tick.isHidden()]


def test_a_sheet_is_made_is_kept_and_what_is_confirmed_of_it_ends_with_an_edit(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    view = begin(window, qtbot, "wuhan-2021-3", example=True)
    view.show_step(SUBMIT)
    card, app = view.submit.online, view.opened.app
    qtbot.waitUntil(lambda: not card.isHidden(), timeout=WAIT)
    assert "http://aimd.caict.ac.cn" in shown(card) and ticks(card) == []
    view.submit.folder.setText(str(tmp_path))
    card.make.click()
    qtbot.waitUntil(lambda: "的对照稿已生成" in shown(card), timeout=WAIT)
    (made,) = tmp_path.rglob("*.html")
    assert "草稿" in made.read_text("utf-8")

    view.final.folder.setText(str(tmp_path))
    with qtbot.waitSignal(view.final.finished, timeout=WAIT):
        view.final.go.click()
    qtbot.waitUntil(lambda: "内容与第1版相同" in shown(card), timeout=WAIT)
    assert ticks(card) == [False, False]
    assert "\n".join([*silent_at_first(card), *wrong(card)]) == ""
    assert not view.submit.handover.isHidden(), "a paper copy goes to the district"
    view.submit.handover.wanted.emit()
    qtbot.waitUntil(lambda: bool([*tmp_path.rglob("材料报送清单-*.pdf")]), timeout=WAIT)
    view.submit.mark_wanted.emit(Status.SUBMITTED)
    dialog = view.findChild(HandInDialog)
    assert dialog is not None and dialog.online is not None and ticks(dialog) == [False, False]
    confirm = dialog.findChild(QPushButton, "confirm")
    assert confirm is not None
    confirm.click()
    assert dialog.isVisible() and "还没有确认" in shown(dialog)
    for tick in (dialog.online.filed, dialog.online.same):
        tick.click()
    confirm.click()
    qtbot.waitUntil(lambda: view.later.controller.standing.status is Status.SUBMITTED, timeout=WAIT)
    qtbot.waitUntil(lambda: ticks(card) == [True, True], timeout=WAIT)

    assert app.get("filed_online") is True, "the form's own question is answered by it"
    view.later.controller.return_for_changes("区里", "地址写错")
    qtbot.waitUntil(lambda: not app.is_locked, timeout=WAIT)
    app.set("unit_address", "武汉市示例路2号")
    view.show_step(SUBMIT)
    qtbot.waitUntil(lambda: "对照稿已过时" in shown(card), timeout=WAIT)
    assert ticks(card) == []
    kept = online_filing(app)
    assert kept is not None and kept.is_confirmed
    entry = view.opened.id
    window.show_start()
    qtbot.waitUntil(lambda: window.view is None, timeout=WAIT)
    with qtbot.waitSignal(window.opened, timeout=WAIT):
        window.open_application(entry)
    assert window.view is not None and online_filing(window.view.opened.app) == kept
