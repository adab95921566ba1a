"""A chapter goes to its author as a Word file and comes back beside what is there, taken only when asked."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TypeVar

import docx
from lxml import etree
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.model import Status
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.write.word_document import docx_bytes
from tests.core.document.word_edits import controls, edited
from tests.core.document.word_edits import write as write_control
from tests.ui.conftest import OpenWindow
from tests.ui.opening import begin
from tests.word_file import W
from ui.chapters.chapter_buttons import ChapterButtons
from ui.chapters.give_dialog import GiveDialog
from ui.chapters.take_dialog import TakeDialog
from ui.narrative.editor import NarrativeEditor
from ui.pictures.picture_dialog import PictureDialog
from ui.shell.application_view import ApplicationView

Dialog = TypeVar("Dialog", bound=QWidget)


def shown(view: ApplicationView, kind: type[Dialog], qtbot: QtBot) -> Dialog:
    window = view.window()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)), timeout=20_000)
    return next(d for d in window.findChildren(kind) if d.isVisible())


def given(view: ApplicationView, qtbot: QtBot, folder: Path, *paths: str) -> Path:
    """The Word file of chapters, made by the dialog."""
    dialog = view.chapters.give(paths)
    assert dialog.chosen() == list(paths)
    dialog.deadline.setText("6月10日前")
    target = folder / dialog._name_of(list(paths)).name
    dialog.give(target)
    qtbot.waitUntil(dialog.folder.isVisible, timeout=20_000)
    dialog.reject()
    return target


def write(path: Path, *texts: str, picture: bytes | None = None) -> None:
    """What the author does in Word."""
    document = docx.Document(str(path))
    for text in texts:
        document.add_paragraph(text)
    if picture is not None:
        document.add_picture(io.BytesIO(picture))
        document.add_paragraph("图1 门诊现场")
    document.save(str(path))


def drop(widget: QWidget, *paths: Path) -> bool:
    """Drag files over a widget and let go; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, held, copy = (
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.DropAction.CopyAction,
    )
    entering = QDragEnterEvent(QPoint(5, 5), copy, data, button, held)
    QApplication.sendEvent(widget, entering)
    event = QDropEvent(QPointF(5, 5), copy, data, button, held)
    QApplication.sendEvent(widget, event)
    return entering.isAccepted() and event.isAccepted()


def test_a_chapter_comes_back_and_is_taken_as_one_step(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, example=True)
    app = view.opened.app
    old = app.get("background"), app.get("results")
    path = given(view, qtbot, tmp_path, "background", "results")
    assert path.name.startswith("章节-（一）背景等2章-")
    write(path, "作者补写的一段。")
    assert drop(view.form.paper, path)
    dialog = shown(view, TakeDialog, qtbot)
    assert [offer.field.path for offer in dialog.ticked()] == []
    assert not dialog.go.isEnabled()
    assert dialog.fields.count() == 1
    assert "作者补写的一段。" in dialog.new.toPlainText()
    assert "作者补写的一段。" not in dialog.old.toPlainText()
    assert "字 →" in dialog.counts.text()
    dialog.tick(0, wanted=True)
    dialog.go.click()
    qtbot.waitUntil(lambda: app.get("results") != old[1])
    assert app.get("results") == [*old[1], {"text": "作者补写的一段。"}]
    assert app.get("background") == old[0]
    view.undo.undo()
    assert app.get("results") == old[1]


def test_the_files_of_two_authors_come_back_one_after_the_other(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot)
    app = view.opened.app
    first, second = tmp_path / "甲", tmp_path / "乙"
    for folder in (first, second):
        folder.mkdir()
    one = given(view, qtbot, first, "background")
    two = given(view, qtbot, second, "background")
    write(one, "甲写的背景。")
    write(two, "乙写的背景。")
    old = tmp_path / "旧.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0")
    assert drop(view.form.paper, one, old, two)
    dialog = shown(view, TakeDialog, qtbot)
    assert [offer.field.path for offer in dialog.ticked()] == ["background"]
    dialog.go.click()
    qtbot.waitUntil(lambda: app.get("background") == [{"text": "甲写的背景。"}])
    dialog = shown(view, TakeDialog, qtbot)
    assert "甲写的背景。" in dialog.old.toPlainText()
    assert "又改过" in dialog.notes.toPlainText() and dialog.notes.isVisible()
    assert dialog.ticked() == []
    dialog.reject()
    qtbot.waitUntil(lambda: "旧.doc：这个文件是旧格式" in view.bar.words.text())
    assert "已采用收回的 1 栏" in view.bar.words.text()
    view.bar.action.click()
    assert app.get("background") is None


def test_a_chapter_of_another_application_is_told_and_nothing_of_it_is_ticked(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    path = given(begin(window, qtbot, example=True), qtbot, tmp_path, "background")
    view = begin(window, qtbot)
    view.chapters.take_back([path])
    dialog = shown(view, TakeDialog, qtbot)
    assert any("另一份申报件" in label.text() for label in dialog.findChildren(QLabel))
    assert dialog.ticked() == []
    dialog.reject()


def test_an_empty_chapter_is_ticked_and_its_new_pictures_must_be_confirmed(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot)
    app = view.opened.app
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((600, 400)).save(picture, "PNG")
    path = given(view, qtbot, tmp_path, "background")
    write(path, "重写的背景。", picture=picture.getvalue())
    view.chapters.take_back([path])
    dialog = shown(view, TakeDialog, qtbot)
    assert [offer.field.path for offer in dialog.ticked()] == ["background"]
    assert not dialog.go.isEnabled()
    assert "脱敏" in dialog.state.text()
    dialog.look_at(dialog.ticked()[0].pictures[0])
    looked = shown(view, PictureDialog, qtbot)
    qtbot.waitUntil(looked.turned.isEnabled)
    assert looked.caption.text() == "门诊现场"
    looked.confirmed.setChecked(True)
    looked.insert.click()
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.go.click()
    qtbot.waitUntil(lambda: app.get("background") is not None)
    text, image = app.get("background")
    assert text == {"text": "重写的背景。"}
    assert image["caption"] == "门诊现场"
    assert app.files.exists(image["image"])


def test_a_file_that_says_nothing_new_is_told_so(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, example=True)
    path = given(view, qtbot, tmp_path, "background")
    view.chapters.take_back([path])
    qtbot.waitUntil(lambda: "没有要采用的改动" in view.bar.words.text(), timeout=20_000)
    assert not view.window().findChildren(TakeDialog)


def test_a_chapter_that_its_author_emptied_is_told_and_empties_nothing(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    blank = given(begin(window, qtbot), qtbot, tmp_path, "background")
    view = begin(window, qtbot, example=True)
    view.chapters.take_back([blank])
    qtbot.waitUntil(lambda: "1 栏在文件里空着" in view.bar.words.text(), timeout=20_000)
    assert view.opened.app.get("background") is not None


def test_a_word_file_dropped_on_a_text_is_read_and_not_written_into_it(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, example=True)
    path = given(view, qtbot, tmp_path, "background")
    write(path, "作者补写的一段。")
    editor = view.form.paper.editor("results")
    assert isinstance(editor, NarrativeEditor)
    before = editor.toPlainText()
    assert drop(editor.viewport(), path)
    dialog = shown(view, TakeDialog, qtbot)
    assert dialog.fields.count() == 1
    assert editor.toPlainText() == before
    dialog.reject()


def test_nothing_comes_back_into_a_form_that_is_fixed(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, example=True)
    path = given(view, qtbot, tmp_path, "background")
    view.opened.app.status = Status.FINAL
    view.chapters.take_back([path])
    assert "已定稿" in view.bar.words.text()
    view.opened.app.status = Status.DRAFT


def test_the_outline_offers_the_chapters_of_its_section(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = begin(open_window(), qtbot)
    buttons = view.findChild(ChapterButtons)
    assert buttons is not None
    assert buttons.button.isVisible()
    assert view.form.outline.viewport().geometry().bottom() < buttons.button.y()
    rows = range(view.form.outline.count())
    titles = {view.form.outline.item(row).text().strip("　 0123456789/"): row for row in rows}
    row = next(row for title, row in titles.items() if "背景" in title)
    assert buttons._long_in(row) == ["background"]
    dialog = view.chapters.give(buttons._long_in(row))
    assert isinstance(dialog, GiveDialog)
    assert dialog.go.isEnabled()
    dialog.reject()


def test_a_unit_that_was_added_in_a_whole_export_gets_its_own_line(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, example=True)
    app = view.opened.app

    def edit(root: etree._Element) -> None:
        line = next(controls(root, "joint_units.0.name")[0].iterancestors(W + "tr"))
        copy = etree.fromstring(etree.tostring(line))
        write_control(controls(copy, "joint_units.0.name")[0], "武汉示例大学")
        line.addnext(copy)

    (plan,) = make_plans(app)
    path = tmp_path / "整份.docx"
    path.write_bytes(edited(docx_bytes(plan), edit))
    view.chapters.take_back([path])
    dialog = shown(view, TakeDialog, qtbot)
    assert [offer.field.path for offer in dialog.ticked()] == ["joint_units.1.name"]
    dialog.go.click()
    qtbot.waitUntil(lambda: app.get("joint_units.1.name") == "武汉示例大学")
    qtbot.waitUntil(lambda: view.form.paper.editor("joint_units.1.name") is not None)
    view.undo.undo()
    assert len(app.get("joint_units")) == 1
