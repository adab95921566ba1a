"""The dialogs of chapters, pictures and materials, brought up for the screenshots."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from aimed_desktop.application.model import Application
from aimed_desktop.document.chapter import chapter_bytes
from scripts.screenshot_scene import Scene
from ui.chapters.take_dialog import TakeDialog
from ui.materials.preview_dialog import MaterialPreview
from ui.narrative.editor import NarrativeEditor
from ui.pictures.dialog import PictureDialog

_CHAPTERS = ("background", "results")
_MATERIALS = 2


def give(scene: Scene) -> None:
    """分发章节 with two chapters ticked."""
    scene.step(0)
    scene.view.chapters.give(_CHAPTERS)


def take_back(scene: Scene) -> None:
    """收回章节: a text that was worked on beside the present one."""
    scene.step(0)
    opened = scene.view.opened
    app = opened.app.snapshot()
    worked_on = Application(app.form, app.values, app.materials, files=app.files)
    first, second, *rest = worked_on.get("background")
    second = second | {"text": second["text"].replace("1.1万", "1.3万") + "上线以来等待时间明显缩短。"}
    worked_on.set("background", [first, second, *rest, {"text": "以上数据由信息科核对。"}])
    path = scene.folder / "章节-（一）背景.docx"
    path.write_bytes(chapter_bytes(worked_on, opened.notice, _CHAPTERS))
    scene.view.chapters.take_back([path])
    scene.wait(
        lambda: any(isinstance(w, TakeDialog) for w in QApplication.topLevelWidgets() if w.isVisible())
    )


def picture(scene: Scene) -> None:
    """已脱敏? with a picture of the example."""
    scene.field("background")
    editor = scene.view.form.paper.editor("background")
    assert isinstance(editor, NarrativeEditor) and editor.context.pictures is not None
    files = scene.view.opened.app.files
    editor.context.pictures.take(
        editor, "系统架构.png", files.read("files/系统架构.png"), lambda _entry: None
    )
    scene.wait(
        lambda: any(
            w.turned.isEnabled() for w in QApplication.topLevelWidgets() if isinstance(w, PictureDialog)
        )
    )


def preview(scene: Scene) -> None:
    """A material, large."""
    scene.step(_MATERIALS)
    row = next(card.rows[0] for card in scene.view.materials.cards if card.rows)
    row.picture.click()
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, MaterialPreview) and w.isVisible()]
    scene.wait(lambda: "共" in shown[0].words.text())
