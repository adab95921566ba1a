"""单位档案: typed once, saved by itself, offered in every form, learnt from what is typed there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin
from tests.ui.typing import commit
from ui.desk.profile_store import ProfileStore
from ui.form.field_block import PROFILE_OFFER
from ui.profile.learning import Learning
from ui.profile.profile_dialog import ProfileDialog
from ui.shell.application_view import ApplicationView
from ui.shell.main_window import MainWindow
from ui.workspace.editing import Editing

KNOWN: dict[str, Any] = {
    "unit.name": "示例医院",
    "unit.uscc": "12420100MB9X000159",
    "unit.nature": {"option": "事业单位"},
    "lead.name": "张三",
}


def with_profile(open_window: OpenWindow, qtbot: QtBot, **values: Any) -> tuple[MainWindow, ApplicationView]:
    """An application that was begun where the profile knows something already."""
    window = open_window()
    window.desk.archive.save_profile(KNOWN)
    view = begin(window, qtbot)
    for path, value in values.items():
        view.opened.app.set(path, value)
    qtbot.waitUntil(lambda: bool(window.desk.profile.data))
    view.profile.offers.refresh()
    return window, view


def dialog_of(window: MainWindow, qtbot: QtBot) -> ProfileDialog:
    window.show_profile()
    qtbot.waitUntil(lambda: window.findChild(ProfileDialog) is not None)
    dialog = window.findChild(ProfileDialog)
    assert dialog is not None
    return dialog


def line(view: ApplicationView, path: str) -> QLineEdit:
    editor = view.form.paper.editor(path)
    assert isinstance(editor, QLineEdit)
    return editor


def test_what_is_typed_in_the_profile_is_kept_by_itself(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    dialog = dialog_of(window, qtbot)
    commit(dialog.findChild(QLineEdit, "unit.name"), "示例医院")  # type: ignore[arg-type]
    with qtbot.waitSignal(window.desk.profile.saved, timeout=20_000):
        commit(dialog.findChild(QLineEdit, "lead.name"), "李四")  # type: ignore[arg-type]
    assert "已保存" in dialog.state.text()
    commit(dialog.findChild(QLineEdit, "people.0.name"), "王五")  # type: ignore[arg-type]
    with qtbot.waitSignal(window.desk.profile.saved, timeout=20_000):
        dialog.accept()
    assert window.desk.archive.profile() == {
        "unit.name": "示例医院",
        "lead.name": "李四",
        "people": [{"name": "王五"}],
    }


def test_empty_fields_offer_what_the_profile_knows_and_take_it_by_a_key(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window, view = with_profile(open_window, qtbot, unit_name="已经填好的名称")
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    uscc = line(view, "uscc")
    assert uscc.placeholderText() == "填入：12420100MB9X000159"
    assert "填入" not in line(view, "unit_name").placeholderText()
    view.form.focus_field("uscc")
    QTest.keyClick(uscc, Qt.Key.Key_Down)
    assert view.opened.app.get("uscc") == "12420100MB9X000159"
    qtbot.waitUntil(lambda: "填入" not in uscc.placeholderText())
    assert view.opened.app.get("unit_name") == "已经填好的名称"
    view.undo.undo()
    assert view.opened.app.get("uscc") is None


def test_an_offer_is_taken_by_a_click(open_window: OpenWindow, qtbot: QtBot) -> None:
    _, view = with_profile(open_window, qtbot)
    (action,) = line(view, "lead_name").findChildren(QAction, "take_profile_offer")
    action.trigger()
    assert view.opened.app.get("lead_name") == "张三"
    chips = view.form.paper.findChildren(QToolButton, PROFILE_OFFER)
    nature = next(chip for chip in chips if chip.property(PROFILE_OFFER) == "unit_nature")
    assert nature.text() == "填入：事业单位"
    nature.click()
    assert view.opened.app.get("unit_nature") == {"option": "事业单位"}
    qtbot.waitUntil(nature.isHidden)


def test_all_offers_are_taken_at_once_as_one_step(open_window: OpenWindow, qtbot: QtBot) -> None:
    _, view = with_profile(open_window, qtbot)
    assert view.bar.isVisible()
    assert view.bar.words.text() == "单位档案里有本表的 4 项内容"
    view.bar.action.click()
    app = view.opened.app
    assert (app.get("unit_name"), app.get("lead_name")) == ("示例医院", "张三")
    view.undo.undo()
    assert (app.get("unit_name"), app.get("lead_name")) == (None, None)


def test_who_types_by_hand_is_not_told_any_longer(open_window: OpenWindow, qtbot: QtBot) -> None:
    _, view = with_profile(open_window, qtbot)
    assert view.bar.isVisible()
    commit(line(view, "scene_name"), "急诊")
    assert not view.bar.isVisible()


def test_a_locked_form_offers_nothing(open_window: OpenWindow, qtbot: QtBot) -> None:
    _, view = with_profile(open_window, qtbot)
    view.form.bindings.set_locked(True)
    qtbot.waitUntil(lambda: "填入" not in line(view, "uscc").placeholderText())
    assert not view.profile.offers.take("uscc")


def test_what_is_typed_in_a_form_is_learnt_where_nothing_is_known(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window, view = with_profile(open_window, qtbot)
    commit(line(view, "lead_name"), "别人")
    commit(line(view, "lead_title"), "院长")
    view.form.focus_field("results")
    view.profile.learning.learn()
    known = window.desk.profile.data
    assert (known["lead.name"], known["lead.title"]) == ("张三", "院长")
    assert view.bar.words.text() == "已记入单位档案：负责人职务"
    view.bar.action.click()
    assert "lead.title" not in window.desk.profile.data
    commit(line(view, "lead_title"), "，教授")
    view.form.focus_field("results")
    view.profile.learning.learn()
    assert "lead.title" not in window.desk.profile.data, "refused once, not asked again"


def test_what_does_not_fit_is_not_learnt(open_window: OpenWindow, qtbot: QtBot) -> None:
    window, view = with_profile(open_window, qtbot)
    commit(line(view, "contact_phone"), "不知道")
    view.form.focus_field("results")
    view.profile.learning.learn()
    assert "contact.phone" not in window.desk.profile.data


def test_a_name_of_the_list_brings_the_other_columns_along(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    person = {"name": "王五", "title": "主任医师", "phone": "13912345678", "id_number": "不对的号码"}
    window.desk.archive.save_profile({**KNOWN, "people": [person]})
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.begin("wuxi-2026", False)
    view = window.view
    assert view is not None
    view.form.paper.complete()
    app = view.opened.app
    app.set("team.1.title", "已填的职务")
    name = line(view, "team.1.name")
    qtbot.waitUntil(lambda: name.completer() is not None)
    assert name.completer().model().data(name.completer().model().index(0, 0)) == "王五"
    name.completer().activated[str].emit("王五")
    row = {"name": "王五", "unit": "示例医院", "title": "已填的职务", "phone": "13912345678"}
    assert app.get("team.1") == row
    view.undo.undo()
    assert app.get("team.1") == {"title": "已填的职务"}


def test_nothing_is_learnt_before_the_profile_was_read(open_window: OpenWindow, qtbot: QtBot) -> None:
    window, view = with_profile(open_window, qtbot)
    store = ProfileStore(lambda: window.desk.archive, view.session.jobs, window)
    learning = Learning(Editing(view.form, view.undo, view.bar), store)
    commit(line(view, "lead_title"), "院长")
    view.form.focus_field("results")
    learning.learn()
    assert store.data == {}
    learning.close()
