"""Scenes of 填写: the paper with its fields, what stands beside it, long texts, chapters, pictures."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from aimed_desktop.application.values.shapes import Value, block_entries
from aimed_desktop.application.values.words import joined
from aimed_desktop.document.word.chapter import chapter_bytes
from scripts.screenshot_scene import Scene
from ui.chapters.give_dialog import GiveDialog
from ui.chapters.notes_dialog import NotesDialog, TakenNotes
from ui.chapters.take_dialog import TakeDialog
from ui.form.date_fields import DateField
from ui.narrative.editor import NarrativeEditor
from ui.narrative.field import LongField
from ui.narrative.table_dialog import TableDialog
from ui.narrative.text_formats import OBJECT
from ui.pictures.picture_dialog import PictureDialog
from ui.preview.large import LargePreview
from ui.search.find_bar import FindBar
from ui.search.number_panel import NumberPanel

_TABLE = [["指标", "使用前", "使用后"], ["出报告时间（分钟）", "52", "18"], ["漏诊率（%）", "4.7", "1.2"]]
_CHAPTERS = ("background", "results")
_AUTHORS_WORK = (("1.1万", "1.3万"), ("突出问题。", "突出问题，医患双方都有意见。"))
_WUXI, _CASES = "wuxi-2026", "wuhan-2026-4"
_FIGURE_PX = 100
_LONG = "本项目面向基层慢阻肺“发现晚、检查不准、随访断”的难题，由医院牵头、企业提供智能体平台共同研发。" * 7
PROBLEMS: dict[str, Value] = {
    "unit_address": None,
    "lead_phone": "1380000",
    "uscc": "12420100MB9X00015X",
    "scene_name": "急诊胸痛CT智能辅助诊断 与危急值闭环管理",
}


def table(scene: Scene) -> None:
    """The table of a form, the cursor in it."""
    scene.field("unit_nature")


def cover(scene: Scene) -> None:
    """The cover of a form with joint units."""
    scene.field("unit_name", _WUXI)


def people(scene: Scene) -> None:
    """Several people, their ID numbers masked."""
    scene.field("team.1.name", _WUXI)


def options(scene: Scene) -> None:
    """Options with their notes and quantities."""
    scene.field("honors", _WUXI)


def cases(scene: Scene) -> None:
    """A block that repeats, with amounts in it."""
    scene.field("cases.0.modality", _CASES)


def over_limit(scene: Scene) -> None:
    """What is over the limit is marked in the text."""
    scene.field("overview", _WUXI)
    scene.change(overview=_LONG)


def calendar(scene: Scene) -> None:
    """The calendar under a date."""
    scene.field("apply_date")
    editor = scene.view.form.paper.editor("apply_date")
    assert isinstance(editor, DateField)
    editor.open_calendar()


def narrative(scene: Scene) -> None:
    """A chapter with the cursor on its figure, the points of its hint beside it."""
    editor = _editor(scene, "implementation")
    block = editor.document().begin()
    while block.isValid() and OBJECT not in block.text():
        block = block.next()
    editor.setTextCursor(QTextCursor(block))
    scene.wait(lambda: editor.cursorRect().height() > _FIGURE_PX)  # it was drawn
    scene.view.form.paper.reveal(editor, editor.cursorRect())


def points(scene: Scene) -> None:
    """The points of a hint, one of them ticked by the author."""
    _editor(scene, "background")
    scene.side("hint")
    first = scene.view.form.side.coverage.points.item(0)
    first.setCheckState(Qt.CheckState.Checked)
    scene.afterwards(lambda: first.setCheckState(Qt.CheckState.Unchecked))


def confirmations(scene: Scene) -> None:
    """Confirmations as one list, two of them left open."""
    scene.open("fujian-2025-1")
    scene.change(own_funds=None, standards=None)
    scene.field("secure", "fujian-2025-1")


def outline(scene: Scene) -> None:
    """The cursor in the outline."""
    scene.field("unit_name")
    scene.view.form.columns.open_outline()


def preview(scene: Scene) -> None:
    """The page preview beside the field."""
    scene.field("lead_phone")
    scene.side("preview")
    _wait_for_page(scene)


def large_preview(scene: Scene) -> None:
    """The page preview in a window of its own."""
    preview(scene)
    scene.view.preview.enlarge()
    scene.shown(LargePreview)
    _wait_for_page(scene)


def findings(scene: Scene) -> None:
    """What is wrong, beside the fields that it is about."""
    scene.open()
    scene.change(**PROBLEMS)
    scene.field("lead_phone")
    scene.side("findings")
    scene.view.review.ask()
    rows = scene.view.form.side.list.rows
    scene.wait(lambda: rows.count() > len(PROBLEMS))


def find(scene: Scene) -> None:
    """Words found across the fields, to be replaced."""
    scene.field("unit_name")
    scene.view.searching.replace()
    bar = scene.view.fill.findChild(FindBar)
    assert bar is not None
    bar.words.setText("报告")
    bar.by.setText("诊断报告")
    bar.stepped.emit(1)
    scene.afterwards(bar.close_bar)


def numbers(scene: Scene) -> None:
    """All numbers under the form; one of them leads into its chapter."""
    scene.open("fujian-2025-1")
    scene.view.numbers.show()
    panel = scene.view.fill.findChild(NumberPanel)
    assert panel is not None
    scene.wait(lambda: panel.model.rowCount() > 1)
    panel.table.setCurrentIndex(panel.model.index(4, 0))
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    scene.afterwards(panel.close_panel)


def writing(scene: Scene) -> None:
    """专心写作."""
    field = _editor(scene, "background").parentWidget()
    assert isinstance(field, LongField)
    scene.view.form.writing.enter(field, full_screen=False)


def small_table(scene: Scene) -> None:
    """A small table while it is written."""
    scene.step(0)
    TableDialog({"table": _TABLE, "caption": "系统使用前后对比"}, scene.window).open()


def picture(scene: Scene) -> None:
    """已脱敏? with a picture of the example, a part of it chosen."""
    editor = _editor(scene, "implementation")
    assert editor.context.pictures is not None
    files = scene.view.opened.app.files
    editor.context.pictures.take(
        editor, "系统架构.png", lambda: files.read("files/系统架构.png"), lambda _entry: None
    )
    dialog = scene.shown(PictureDialog)
    scene.wait(dialog.turned.isEnabled)


def give(scene: Scene) -> None:
    """分发章节 with two chapters ticked."""
    scene.step(0)
    scene.view.chapters.give(_CHAPTERS)
    scene.shown(GiveDialog)


def take_back(scene: Scene) -> None:
    """收回章节: a text that its author worked on, and that was changed here meanwhile."""
    scene.start()  # opened anew, whatever was done in it before
    scene.step(0)
    opened = scene.view.opened
    given = chapter_bytes(opened.app.snapshot(), opened.notice, _CHAPTERS, origin=opened.id)
    path = scene.folder / "章节-（一）背景.docx"
    path.write_bytes(_worked_on(given))
    first, second, *rest = block_entries(opened.app.get("background"))
    said = joined([second["text"], "高峰时段更为突出。"])
    scene.change(background=[first, {**second, "text": said}, *rest])
    scene.view.chapters.take_back([path])
    scene.shown(TakeDialog)


def taken_notes(scene: Scene) -> None:
    """收回时的提示, as they are looked at again."""
    scene.step(0)
    notes = ("第3段：脚注1没有位置，已放进括号", "第7段：批注“请核对”没有收进来")
    NotesDialog([TakenNotes("章节-（一）背景.docx", "（一）背景", notes)], scene.view).open()
    scene.shown(NotesDialog)


def _worked_on(word: bytes) -> bytes:
    """The Word file as its author gives it back."""
    made = BytesIO()
    with ZipFile(BytesIO(word)) as given, ZipFile(made, "w") as back:
        for info in given.infolist():
            data = given.read(info)
            for before, after in _AUTHORS_WORK:
                data = data.replace(before.encode(), after.encode())
            back.writestr(info, data)
    return made.getvalue()


def _editor(scene: Scene, path: str) -> NarrativeEditor:
    scene.field(path)
    editor = scene.view.form.paper.editor(path)
    assert isinstance(editor, NarrativeEditor)
    return editor


def _wait_for_page(scene: Scene) -> None:
    scene.wait(
        lambda: (
            not any(
                label.isVisible() and label.text().startswith("正在排版")
                for label in scene.window.findChildren(QLabel)
            )
        )
    )
