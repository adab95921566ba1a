"""What goes wrong at a clerk's desk: impatient clicks, a full disk, a second window, a lost code."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.model import Status
from aimed_desktop.archive.archive import Archive
from aimed_desktop.desktop.window_settings import WindowSettings
from aimed_desktop.errors import UserProblem
from aimed_desktop.services.operation import Kind, Operation
from tests.ui.conftest import PASSPHRASE, MakeWindow, OpenLocked, OpenWindow
from tests.ui.opening import begin
from tests.ui.typing import commit
from ui.keys.keys_dialog import PassphraseDialog, RecoveryCodeDialog
from ui.pages.final_page import FinalPage
from ui.pages.submit_page import SubmitPage
from ui.shell.application_view import SUBMIT, ApplicationView
from ui.start.new_dialog import NewDialog


def full_disk(*_: object, **__: object) -> None:
    raise UserProblem("disk_full", path="archive.db")


def test_a_double_click_begins_one_application(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: window.start.findChild(QPushButton, "new:wuhan-2026-1") is not None)
    button = window.start.findChild(QPushButton, "new:wuhan-2026-1")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(NewDialog)
    assert dialog is not None
    with qtbot.waitSignal(window.opened, timeout=20_000):
        QTest.mouseClick(dialog.blank, Qt.MouseButton.LeftButton)
        QTest.mouseClick(dialog.blank, Qt.MouseButton.LeftButton)
    assert len(window.desk.archive.list()) == 1


def settle(view: ApplicationView, qtbot: QtBot) -> None:
    """Until the archive has answered everybody who asked before."""
    answered: list[object] = []
    operation = Operation(Kind.IN_ORDER, int, done=answered.append, failed=answered.append)
    view.session.jobs.run(view, operation)
    qtbot.waitUntil(lambda: bool(answered), timeout=20_000)


def test_a_full_disk_is_told_once_and_nothing_is_lost(
    open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, told: list[BaseException]
) -> None:
    window = open_window()
    view = begin(window, qtbot)
    with monkeypatch.context() as full:
        full.setattr(Archive, "save", full_disk)
        full.setattr(Archive, "keep_progress", full_disk)
        with qtbot.waitSignal(view.checker.checked, timeout=20_000):
            commit(view.form.paper.editor("scene_name"), "急诊")  # type: ignore[arg-type]
        qtbot.waitUntil(lambda: bool(told), timeout=20_000)
        settle(view, qtbot)
        view.saver.save_now()
        qtbot.waitUntil(lambda: view.saver._running is None)
        told.pop()
        assert told == []
        assert "未保存" in window.top.state.text()
    with qtbot.waitSignal(view.saver.saved):
        view.saver.save_now()
    with qtbot.waitSignal(view.checker.checked, timeout=20_000):
        view.checker.check_now()
    settle(view, qtbot)
    (line,) = window.desk.archive.overview()
    assert line.progress is not None and line.progress.filled == 1


def test_typing_on_and_on_does_not_put_a_save_off(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = begin(open_window(), qtbot)
    editor = view.form.paper.editor("scene_name")
    assert editor is not None
    typing = QTimer(view, interval=40)
    typing.timeout.connect(lambda: commit(editor, "急"))
    typing.start()
    for _ in range(3):
        with qtbot.waitSignal(view.saver.saved, timeout=20_000):
            pass
    typing.stop()


def test_a_packet_that_could_not_be_kept_leaves_the_page_usable(
    open_window: OpenWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[BaseException],
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    monkeypatch.setattr(Archive, "add_packet", full_disk)
    view.later.controller.finalise(lambda: None)
    qtbot.waitUntil(lambda: view.opened.app.status is Status.FINAL, timeout=60_000)
    view.show_step(SUBMIT)
    view.submit.folder.setText(str(tmp_path / "报送包"))
    view.submit.go.click()
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    told.pop()
    assert view.submit.go.isEnabled()
    assert "没有存进档案库" in view.submit.state.text()


@pytest.mark.parametrize("page_of", [FinalPage, SubmitPage])
def test_without_a_folder_nothing_is_written_anywhere(
    qtbot: QtBot, page_of: type[FinalPage | SubmitPage], tmp_path: Path
) -> None:
    page = page_of(tmp_path)
    page.show_standing(LifeStanding(Status.FINAL, 1))
    qtbot.addWidget(page)
    for typed in ("", "  ", "导出"):
        page.folder.setText(typed)
        with qtbot.assertNotEmitted((page.packing if isinstance(page, SubmitPage) else page).wanted):
            page.go.click()
        assert "选择文件夹" in page.state.text()
        assert page.go.isEnabled()


def test_a_search_without_result_does_not_say_that_the_archive_is_empty(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    begin(window, qtbot)
    window.show_start()
    window.start.applications.search.setText("没有这样的名称")
    qtbot.waitUntil(lambda: "没有找到" in window.start.applications.state.text())


def test_a_second_window_asks_for_no_passphrase_and_opens_once_the_first_is_gone(
    open_window: OpenWindow,
    make_window: MakeWindow,
    qtbot: QtBot,
    data_dir: Path,
    told: list[BaseException],
) -> None:
    window = open_window()
    entry = begin(window, qtbot).opened.id
    window.close()
    first = Archive.open(data_dir, PASSPHRASE)
    second = make_window(WindowSettings(application=entry, form="wuhan-2026-1"))
    second.show()
    with qtbot.waitSignal(second.desk.door.unlocked, timeout=20_000):
        second.begin_work()
    problem = told.pop()
    assert isinstance(problem, UserProblem)
    assert problem.code == "archive_locked"
    assert second.findChild(PassphraseDialog) is None
    qtbot.waitUntil(lambda: second.start.findChild(QPushButton, "new:wuhan-2026-1") is not None)
    first.close()
    second.start.applications.unlock.click()
    qtbot.waitUntil(lambda: second.desk.is_open, timeout=20_000)
    qtbot.waitUntil(lambda: second.view is not None, timeout=20_000)


def test_a_dialog_that_was_put_away_can_be_asked_for_again(open_locked: OpenLocked, qtbot: QtBot) -> None:
    window, put_away = open_locked()
    put_away.reject()
    qtbot.waitUntil(lambda: window.findChild(PassphraseDialog) is None)
    window.start.applications.unlock.click()
    dialog = window.findChild(PassphraseDialog)
    assert dialog is not None
    dialog.first.setText(PASSPHRASE)
    dialog._confirm.click()
    qtbot.waitUntil(lambda: window.desk.is_open, timeout=20_000)


def test_a_recovery_code_that_nobody_has_kept_does_not_go_away_by_escape(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    window.keys.show_code("ABCD-EFGH")
    dialog = window.findChild(RecoveryCodeDialog)
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "我已收好" in dialog.state.text()
    dialog.accept()


def test_a_recovery_code_is_written_for_the_printer(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    window.keys.show_code("ABCD-EFGH")
    dialog = window.findChild(RecoveryCodeDialog)
    assert dialog is not None
    dialog.file_chosen.emit(tmp_path / "没有的文件夹" / "恢复码.txt")
    qtbot.waitUntil(lambda: "无法写入" in dialog.state.text())
    dialog.file_chosen.emit(tmp_path / "恢复码.txt")
    qtbot.waitUntil(lambda: "已保存" in dialog.state.text())
    assert "ABCD-EFGH" in (tmp_path / "恢复码.txt").read_text(encoding="utf-8-sig")
    dialog.accept()


def test_a_refusal_of_two_lines_is_shown_whole(open_window: OpenWindow, qtbot: QtBot) -> None:
    dialog = PassphraseDialog(open_window(), is_new=False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.show_problem("口令不对，档案库没有打开。请检查大小写和输入法后重试，或输入打印的恢复码。")
    label = dialog.problem
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))


def test_a_broken_form_of_the_hospital_is_told_and_the_others_are_listed(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    own = data_dir / "forms" / "own-2026"
    own.mkdir(parents=True)
    (own / "notice.yaml").write_text("title: [没有写完\n", encoding="utf-8")
    (own / "own-1.yaml").write_text("form: own-1\nfeilds: {}\n", encoding="utf-8")
    window = open_window()
    qtbot.waitUntil(window.start.notices.own_problems.isVisible, timeout=20_000)
    assert "notice.yaml:1" in window.start.notices.own_problems.text()
    qtbot.waitUntil(lambda: window.start.findChild(QPushButton, "new:wuhan-2026-1") is not None)


def test_what_is_typed_while_a_supplementary_notice_comes_in_is_kept(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    view = begin(window, qtbot)
    window.opening.show_again(view.opened.notice.id)
    view.opened.app.set("scene_name", "急诊")
    qtbot.waitUntil(lambda: window.view is not None and window.view is not view)
    assert window.view is not None
    assert window.view.opened.app.get("scene_name") == "急诊"


def test_a_unit_profile_that_the_disk_refused_is_written_when_it_is_asked_for_again(
    open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, told: list[BaseException]
) -> None:
    window = open_window()
    begin(window, qtbot)
    store = window.desk.profile
    qtbot.waitUntil(lambda: store.is_read)
    with monkeypatch.context() as patch, qtbot.waitSignal(store.failed):
        patch.setattr(Archive, "save_profile", full_disk)
        store.write({"unit.name": "示例医院"})
    told.pop()
    with qtbot.waitSignal(store.saved):
        store.write({"unit.name": "示例医院"})
    assert window.desk.archive.profile() == {"unit.name": "示例医院"}
