"""Scenes of 历史版本, of 单位档案 and of what it offers in an empty form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from aimed_desktop.archive.archive import local_clock
from scripts.screenshot_scene import FORM, Scene
from ui.history.history_dialog import HistoryDialog
from ui.profile.profile_dialog import ProfileDialog

PROFILE: dict[str, Any] = {
    "unit.name": "武汉市示例医院",
    "unit.uscc": "12420100MB9X000159",
    "unit.nature": {"option": "事业单位"},
    "unit.address": "武汉市示例区示例大道100号",
    "lead.name": "张示例",
    "lead.title": "副院长",
    "lead.phone": "027-85550100",
    "contact.name": "李示例",
    "people": [{"name": "王示例", "title": "主任医师"}, {"name": "陈示例", "title": "工程师"}],
}


def history(scene: Scene) -> None:
    """Some days of work, a step in the middle of them chosen."""
    scene.open()
    if scene.view.opened.app.get("lead_phone") == PROFILE["lead.phone"]:
        _work(scene)
    scene.view.show_history()
    dialog = scene.shown(HistoryDialog)
    scene.wait(lambda: dialog.steps.topLevelItemCount() > 1)
    scene.wait(lambda: "正在" not in dialog.legend.text())
    latest = dialog.steps.topLevelItem(0)
    assert latest is not None
    dialog.steps.setCurrentItem(latest.child(1))
    scene.wait(lambda: "正在" not in dialog.legend.text())


def _work(scene: Scene) -> None:
    app, archive = scene.view.opened.app, scene.window.desk.archive
    begun = local_clock()
    edits: list[tuple[timedelta, Callable[[], None]]] = [
        (timedelta(days=1), lambda: app.set("lead_phone", "027-85550188")),
        (timedelta(days=1, hours=2), lambda: app.set("lead_title", "党委委员、副院长")),
        (timedelta(days=2), lambda: app.insert_row("joint_units", 1, {"name": "示例大学"})),
        (timedelta(days=2, minutes=9), lambda: app.delete_row("joint_units", 1)),
    ]
    for later, edit in edits:
        archive._clock = lambda later=later: begun + later  # type: ignore[misc]
        edit()
        scene.view.saver.save_now()
        scene.wait(lambda: scene.view.saver.is_clean)
    archive._clock = local_clock


def profile(scene: Scene) -> None:
    """The facts of the unit and its people."""
    scene.open()
    scene.window.desk.archive.save_profile(PROFILE)
    scene.window.show_profile()
    scene.shown(ProfileDialog)


def offers(scene: Scene) -> None:
    """An empty form that the profile knows something for."""
    scene.unlock()
    scene.window.desk.archive.save_profile(PROFILE)
    scene.begin(FORM)
    scene.wait(scene.view.bar.isVisible)
    scene.view.form.focus_field("uscc")
