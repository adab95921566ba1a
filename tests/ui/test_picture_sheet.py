"""图片一览 and the size of a mail on the page 报送归档: what is chosen there is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from aimed_desktop.application.life.pictures_seen import is_seen, pictures_mark
from aimed_desktop.archive.applications import open_application
from aimed_desktop.settings import UserSettings, read_settings
from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin
from ui.pages.picture_sheet_dialog import PictureSheetDialog
from ui.pages.scan_cards import PAGE_PX, ScanDialog
from ui.shell.application_view import SUBMIT

WAIT = 60_000


def test_the_tick_under_all_pictures_is_kept_with_the_application(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    view = begin(window, qtbot, "wuhan-2026-1", example=True)
    view.show_step(SUBMIT)
    view.submit.packing.pictures_wanted.emit()
    looked = view.submit.packing.looked
    qtbot.waitUntil(lambda: "还没有确认" in looked.text(), timeout=WAIT)
    dialog = window.findChild(PictureSheetDialog)
    assert dialog is not None and not dialog.tick.isEnabled()
    qtbot.waitUntil(dialog.tick.isEnabled, timeout=WAIT)
    assert not dialog.is_filling, "nobody has seen what does not stand here yet"
    assert "请先遮盖或换掉" in dialog.words.text() and not dialog.tick.isChecked()
    passed = [dialog.focusWidget()]
    for _ in range(len(dialog.findChildren(QToolButton, "sheet_picture")) + 1):
        QTest.keyClick(passed[-1], Qt.Key.Key_Tab)
        passed.append(dialog.focusWidget())
    names = [each.objectName() for each in passed]
    assert names == ["shown_pages", *["sheet_picture"] * (len(names) - 2), "pictures_seen"]
    first = dialog.findChild(QToolButton, "sheet_picture")
    assert first is not None and first.accessibleName().startswith("放大看 ")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.findChild(ScanDialog) is not None, timeout=WAIT)
    large = dialog.findChild(ScanDialog)
    assert large is not None
    qtbot.waitUntil(lambda: any(page.width() >= PAGE_PX for page in large.findChildren(QLabel, "scan_page")))
    large.close()
    dialog.tick.click()
    dialog.ok.click()
    archive, entry = window.desk.archive, view.opened.id

    def kept() -> bool:
        app = open_application(archive, entry)
        return is_seen(app, pictures_mark(app))

    qtbot.waitUntil(kept, timeout=WAIT)
    state = view.submit.state
    qtbot.waitUntil(lambda: "已确认" in looked.text(), timeout=WAIT)
    assert state.text() == "", "what is told of a packet stays"
    app = view.opened.app
    app.materials = app.materials[1:]
    view.later.show_routes()
    qtbot.waitUntil(lambda: "换过图片，请重新确认" in looked.text(), timeout=WAIT)


def test_how_large_a_mail_may_be_is_typed_once_and_kept_beside_the_other_choices(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    view = begin(open_window(), qtbot, "wuhan-2026-1", example=True)
    view.final.settings_chosen.emit(UserSettings(word_controls=False))
    line = view.submit.packing.mail_limit.box.lineEdit()
    assert line is not None and line.text() == "50"
    line.setText("35")
    QTest.keyClick(line, Qt.Key.Key_Return)
    wanted = UserSettings(word_controls=False, mail_limit_mb=35)
    qtbot.waitUntil(lambda: read_settings(data_dir) == wanted, timeout=WAIT)
    line.setText("")
    view.submit.packing.mail_limit._on_chosen()
    assert line.text() == "35"
