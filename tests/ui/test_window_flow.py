"""The window on its archive: saved while typing, reopened where it was, filled through to the packet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from aimed_desktop.archive.archive import Archive
from aimed_desktop.desktop.window_settings import FILE_NAME, WindowSettings, read_settings, settings_text
from aimed_desktop.errors import UserProblem
from tests.paper_files import pdf
from tests.ui.conftest import PASSPHRASE, MakeWindow, OpenLocked, OpenWindow
from tests.ui.opening import activate, begin
from tests.ui.typing import commit, compose
from ui.binding.field_widgets import path_of
from ui.keys.keys_dialog import PassphraseDialog, RecoveryCodeDialog
from ui.shell.application_view import CHECK, FINAL, SUBMIT
from ui.shell.startup_placeholder import StartupPlaceholder
from ui.widgets.error_dialog import bug_report, show_error
from ui.widgets.later import call_later


def stored(data_dir: Path, entry: str) -> dict[str, object]:
    with Archive.open(data_dir, PASSPHRASE) as archive:
        values = json.loads(archive.load(entry).data)["values"]
    assert isinstance(values, dict)
    return values


def test_what_is_typed_is_in_the_archive_by_itself(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    window = open_window()
    view = begin(window, qtbot)
    editor = view.form.paper.editor("scene_name")
    assert isinstance(editor, QLineEdit)
    commit(editor, "急诊分诊")
    compose(editor, "zhuli")
    with qtbot.waitSignal(view.saver.saved, timeout=20_000):
        pass
    assert window.top.state.text().startswith("已保存 ")
    assert json.loads(window.desk.archive.load(view.opened.id).data)["values"]["scene_name"] == "急诊分诊"


def test_closing_saves_without_asking_and_reopening_is_where_it_was(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    window = open_window()
    view = begin(window, qtbot)
    view.form.focus_field("results")
    commit(view.form.paper.editor("results"), "成效显著")  # type: ignore[arg-type]
    entry = view.opened.id
    window.close()
    assert stored(data_dir, entry)["results"] == [{"text": "成效显著"}]
    kept = (data_dir / FILE_NAME).read_text(encoding="utf-8")
    assert "成效" not in kept

    again = open_window()
    qtbot.waitUntil(lambda: again.view is not None, timeout=20_000)
    assert again.view is not None
    assert again.view.opened.id == entry
    assert again.view.form.field_path == "results"
    assert again.view.form.app.get("results") == [{"text": "成效显著"}]
    editor = again.view.form.paper.editor("results")
    assert editor is not None
    qtbot.waitUntil(lambda: not editor.visibleRegion().isEmpty())


def test_the_first_paint_shows_the_last_form_before_the_archive_is_open(
    open_window: OpenWindow, make_window: MakeWindow, qtbot: QtBot, data_dir: Path
) -> None:
    window = open_window()
    view = begin(window, qtbot)
    commit(view.form.paper.editor("scene_name"), "只有我知道的名称")  # type: ignore[arg-type]
    window.close()
    cold = make_window(WindowSettings(application="x", form="wuhan-2026-1"))
    with qtbot.waitSignal(cold.painted):
        cold.show()
    assert not cold.desk.is_open
    page = cold.pages.currentWidget()
    assert isinstance(page, StartupPlaceholder)
    kept = (data_dir / "last-form.json").read_text(encoding="utf-8")
    assert "统一社会信用代码" in kept
    assert "只有我知道的名称" not in kept, "nothing typed is kept in the open"


def test_the_example_is_exported_and_packed_and_the_packet_kept(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    view.show_step(FINAL)
    view.final.folder.setText(str(tmp_path / "导出"))
    with qtbot.waitSignal(view.final.finished, timeout=60_000):
        view.final.go.click()
    (own,) = (tmp_path / "导出").iterdir()
    assert {path.suffix for path in own.iterdir()} == {".docx", ".pdf"}
    view.show_step(SUBMIT)
    view.submit.folder.setText(str(tmp_path / "报送包"))
    with qtbot.waitSignal(view.submit.finished, timeout=60_000):
        view.submit.go.click()
    assert len(list((tmp_path / "报送包").glob("*.zip"))) == 1
    assert len(window.desk.archive.packets(view.opened.id)) == 1


def test_an_unfinished_form_is_not_exported_but_checked(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    view = begin(window, qtbot)
    view.show_step(FINAL)
    view.final.folder.setText(str(tmp_path / "导出"))
    with qtbot.waitSignal(view.later.controller.failed, timeout=60_000):
        view.final.go.click()
    assert "必改问题" in view.final.state.text()
    assert not view.form.bindings.is_locked
    assert not (tmp_path / "导出").exists()
    view.show_step(CHECK)
    qtbot.waitUntil(lambda: view.check.table.rowCount() > 10)
    row = next(
        r for r in range(view.check.table.rowCount()) if view.check.table.item(r, 1).text() == "场景名称"
    )
    view.check.table.itemActivated.emit(view.check.table.item(row, 1))
    assert view.currentWidget() is view.fill
    assert view.form.field_path == "scene_name"


def test_a_material_is_kept_in_the_archive(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window()
    view = begin(window, qtbot)
    paper = tmp_path / "法人证书.pdf"
    paper.write_bytes(pdf("licence"))
    slot = next(m.id for m in view.opened.app.form.materials if not m.in_document)
    view.materials.files_chosen.emit(slot, [paper], "")
    qtbot.waitUntil(lambda: len(view.opened.app.materials) == 1)
    (entry,) = view.opened.app.materials
    assert (entry.slot, entry.file) == (slot, "files/法人证书.pdf")
    assert view.opened.app.files.read(entry.file) == pdf("licence")


def test_a_first_passphrase_is_asked_for_before_anything_is_saved(
    make_window: MakeWindow, qtbot: QtBot, data_dir: Path
) -> None:
    window = make_window()
    window.show()
    with qtbot.waitSignal(window.desk.door.unlocked, timeout=20_000):
        window.begin_work()
    window.begin("wuhan-2026-1", False)
    dialog = window.findChild(PassphraseDialog)
    assert dialog is not None
    dialog.first.setText("短")
    dialog._confirm.click()
    assert "8" in dialog.problem.text()
    dialog.first.setText("足够长的一个口令")
    dialog.second.setText("不一样的一个口令")
    dialog._confirm.click()
    assert "不一样" in dialog.problem.text()
    dialog.second.setText("足够长的一个口令")
    with qtbot.waitSignal(window.opened, timeout=20_000):
        dialog._confirm.click()
    qtbot.waitUntil(lambda: window.findChild(RecoveryCodeDialog) is not None, timeout=20_000)
    code_dialog = window.findChild(RecoveryCodeDialog)
    assert code_dialog is not None
    code = code_dialog.findChild(QLineEdit, "recovery_code").text()  # type: ignore[union-attr]
    code_dialog.accept()
    window.close()
    with Archive.open(data_dir, code) as archive:
        assert len(archive.list()) == 1


def test_a_wrong_passphrase_is_said_in_the_dialog(open_locked: OpenLocked, qtbot: QtBot) -> None:
    window, dialog = open_locked()
    dialog.first.setText("不对的口令不对")
    dialog._confirm.click()
    qtbot.waitUntil(dialog._confirm.isEnabled, timeout=20_000)
    assert "口令" in dialog.problem.text()
    assert "正在" not in dialog.problem.text()
    dialog.first.setText(PASSPHRASE)
    dialog._confirm.click()
    qtbot.waitUntil(lambda: window.desk.is_open, timeout=20_000)
    qtbot.waitUntil(lambda: not any(dialog.isVisible() for dialog in window.findChildren(QDialog)))


def test_a_bug_is_reported_without_what_was_typed(qtbot: QtBot, open_window: OpenWindow) -> None:
    try:
        raise ValueError("420106199001010015")
    except ValueError as error:
        report = bug_report(error)
    assert "ValueError" in report
    assert "test_a_bug" in report
    assert "4201" not in report


def test_an_error_that_nobody_caught_reaches_a_dialog(
    qtbot: QtBot, open_window: OpenWindow, told: list[BaseException]
) -> None:
    window = open_window()
    call_later(window, lambda: {}["4201"])
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "KeyError" in box.detailedText()
    assert "4201" not in box.detailedText()
    assert isinstance(told.pop(), KeyError)


def test_a_situation_of_the_user_is_told_in_its_own_words(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    show_error(window, UserProblem("file_missing", path="照片.jpg"))
    box = window.findChild(QMessageBox)
    assert box is not None
    assert box.text().startswith("找不到文件“照片.jpg”")
    box.close()


@pytest.mark.parametrize("bad", ["\ud800", "\x00", "\x1b[31m"])
def test_words_in_the_window_settings_that_nothing_can_store_are_as_usual(tmp_path: Path, bad: str) -> None:
    kept = {"export_folder": f"/home/{bad}", "form": bad, "zoom": 120, f"k{bad}": bad}
    (tmp_path / FILE_NAME).write_text(json.dumps(kept), encoding="utf-8")
    settings = read_settings(tmp_path)
    assert (settings.export_folder, settings.form, settings.zoom) == (
        WindowSettings().export_folder,
        None,
        120,
    )
    settings_text(settings).encode()


def test_window_settings_of_a_hundred_thousand_levels_are_as_usual(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("[" * 100_000, encoding="utf-8")
    assert read_settings(tmp_path) == WindowSettings()


def test_a_new_form_is_begun_in_its_first_field(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    activate(window, qtbot)
    begin(window, qtbot)
    qtbot.waitUntil(lambda: path_of(window.focusWidget()) == "unit_name")


def test_on_the_smallest_screen_the_open_application_is_told_apart_and_what_gives_way_is_on_hovering(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    view = begin(window, qtbot, example=True)
    view.form.bindings.app.set("scene_name", "急诊胸痛三联征智能辅助诊断与危急值闭环管理")
    with qtbot.waitSignal(view.saver.saved, timeout=20_000):
        pass
    top = window.top
    for width, back, saved in ((1366, "‹ 我的申报件", "已保存 "), (1093, "‹ 返回", "已保存")):
        window.resize(width, 614)
        qtbot.waitUntil(lambda wide=width: top.width() == wide)
        assert top.back.text() == back and top.state.text().startswith(saved)
        qtbot.waitUntil(lambda: len(top.title.text()) > 8 and top.title.text().endswith("管理"))
    assert top.state.text() == "已保存" and "最近一次保存：" in top.state.toolTip()
    assert top.back.accessibleName() == "返回我的申报件"
