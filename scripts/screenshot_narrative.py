"""The editor of long texts, its writing room and the find bar, brought up for the screenshots."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor

from scripts.screenshot_scene import Scene
from ui.narrative.editor import NarrativeEditor
from ui.narrative.field import LongField
from ui.narrative.looks import OBJECT
from ui.search.find_bar import FindBar

_CHAPTER = "background"


def figure(scene: Scene) -> None:
    """A chapter with the cursor on its figure."""
    _on_object(scene, "implementation")


def table(scene: Scene) -> None:
    """A chapter with the cursor on its table."""
    _on_object(scene, "results")


def room(scene: Scene) -> None:
    """专心写作."""
    editor = _editor(scene, _CHAPTER)
    field = editor.parentWidget()
    assert isinstance(field, LongField)
    scene.view.form.writing.enter(field, full_screen=False)


def find(scene: Scene) -> None:
    """Words found across the fields."""
    scene.field("unit_name")
    scene.view.searching.replace()
    (bar,) = scene.view.fill.findChildren(FindBar)
    bar.words.setText("报告")
    bar.stepped.emit(1)


def _on_object(scene: Scene, path: str) -> None:
    editor = _editor(scene, path)
    block = editor.document().begin()
    while block.isValid() and OBJECT not in block.text():
        block = block.next()
    editor.setTextCursor(QTextCursor(block))


def _editor(scene: Scene, path: str) -> NarrativeEditor:
    for bar in scene.view.fill.findChildren(FindBar):
        bar.close_bar()
    scene.field(path)
    editor = scene.view.form.paper.editor(path)
    assert isinstance(editor, NarrativeEditor)
    return editor
