"""Each editor writes what is typed and shows what others write."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenPage
from tests.ui.typing import commit, compose
from ui.form.choice_fields import ChoiceField
from ui.form.line_fields import LineField
from ui.form.quantity_field import QuantityField
from ui.narrative import commands
from ui.narrative.editor import NarrativeEditor
from ui.workspace.form_page import FormPage


def line(page: FormPage, path: str) -> LineField:
    found = page.paper.editor(path)
    assert isinstance(found, LineField), path
    return found


def chapter(page: FormPage, path: str) -> NarrativeEditor:
    found = page.paper.editor(path)
    assert isinstance(found, NarrativeEditor), path
    return found


def counter_of(editor: QWidget) -> str:
    holder = editor.parentWidget()
    label = holder.findChild(QLabel, "counter")
    assert label is not None
    return label.text()


def test_a_name_typed_in_the_table_stands_on_the_cover_too(open_page: OpenPage) -> None:
    page = open_page()
    commit(line(page, "scene_name"), "急诊分诊")
    assert page.app.get("scene_name") == "急诊分诊"
    assert [w.text() for w in page.paper.findChildren(QLineEdit, "scene_name")] == ["急诊分诊"] * 2


def test_a_composition_is_neither_saved_nor_counted(open_page: OpenPage) -> None:
    page = open_page()
    editor = chapter(page, "background")
    commit(editor, "痛点")
    compose(editor, "wenti")
    assert page.app.get("background") == [{"text": "痛点"}]
    assert counter_of(editor) == "2 字"
    commit(editor, "问题")
    assert page.app.get("background") == [{"text": "痛点问题"}]
    assert counter_of(editor) == "4 字"


def test_saving_another_field_leaves_a_composition_alone(open_page: OpenPage) -> None:
    page = open_page()
    editor = chapter(page, "background")
    compose(editor, "tongdian")
    page.app.set("scene_name", "他处改动")
    commit(editor, "痛点")
    assert editor.toPlainText() == "痛点"


def test_the_counter_counts_as_word_does_while_typing(open_page: OpenPage) -> None:
    page = open_page()
    editor = chapter(page, "background")
    commit(editor, "2026年5月28日")
    assert counter_of(editor) == "6 字"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    commit(editor, "AI+医疗")
    assert counter_of(editor) == "9 字"


def test_text_over_a_limit_is_kept_and_marked(open_page: OpenPage) -> None:
    page = open_page("demo")
    editor = chapter(page, "unit_intro")
    commit(editor, "字" * 310)
    assert page.app.get("unit_intro") == "字" * 310
    assert counter_of(editor) == "310 / 300 字，超出 10 字"
    (mark,) = editor.extraSelections()
    assert mark.cursor.selectedText() == "字" * 10  # type: ignore[attr-defined]


def test_pasted_control_characters_are_cleaned(open_page: OpenPage) -> None:
    page = open_page()
    mime = QMimeData()
    mime.setText("第一段\x0b第二段\x00\x0c第三段")
    chapter(page, "background").insertFromMimeData(mime)
    assert page.app.get("background") == [{"text": "第一段"}, {"text": "第二段"}, {"text": "第三段"}]
    line(page, "scene_name").insert("名\x07称\n续")
    assert page.app.get("scene_name") is not None
    assert all(ord(character) >= 32 for character in page.app.get("scene_name"))


def test_a_date_is_understood_as_typed_and_shown_as_printed(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    editor = line(page, "apply_date")
    editor.setText("2026.6.9")
    assert page.app.get("apply_date") == "2026-06-09"
    editor.show_usual_shape()
    assert editor.text() == "2026年6月9日"


def test_a_value_that_does_not_fit_is_kept_as_typed(open_page: OpenPage) -> None:
    page = open_page()
    editor = line(page, "apply_date")
    editor.setText("六月初")
    editor.show_usual_shape()
    assert (editor.text(), page.app.get("apply_date")) == ("六月初", "六月初")


def tick(page: FormPage, path: str, option: str) -> QCheckBox:
    box = page.paper.findChild(QCheckBox, f"{path}:{option}")
    assert isinstance(box, QCheckBox)
    box.click()
    return box


def test_a_single_choice_unticks_the_option_before_and_its_note_comes_back(open_page: OpenPage) -> None:
    page = open_page()
    tick(page, "unit_nature", "其他")
    field = page.paper.editor("unit_nature")
    assert isinstance(field, ChoiceField)
    note = field.findChild(QLineEdit, "note:其他")
    assert note is not None
    assert note.isVisible()
    commit(note, "军队医院")
    assert page.app.get("unit_nature") == {"option": "其他", "note": "军队医院"}
    tick(page, "unit_nature", "事业单位")
    assert page.app.get("unit_nature") == {"option": "事业单位"}
    assert not note.isVisible()
    tick(page, "unit_nature", "其他")
    assert page.app.get("unit_nature") == {"option": "其他", "note": "军队医院"}
    tick(page, "unit_nature", "其他")
    assert page.app.get("unit_nature") is None


def test_the_blank_beside_a_tick_shows_its_amount_and_writes_it(open_page: OpenPage) -> None:
    page = open_page("demo", example=True)
    field = page.paper.editor("honors")
    assert field is not None
    prize = field.findChild(QLineEdit, "amount:获得竞赛")
    assert prize is not None
    assert prize.text() == "二等奖"
    commit(prize, "（全国）")
    assert {"option": "获得竞赛", "amount": "二等奖（全国）"} in page.app.get("honors")


def test_options_of_another_version_are_kept(open_page: OpenPage) -> None:
    page = open_page(scene_type=[{"option": "AI+旧方向", "note": "试点"}])
    tick(page, "scene_type", "AI+临床诊疗")
    assert page.app.get("scene_type") == [
        {"option": "AI+临床诊疗"},
        {"option": "AI+旧方向", "note": "试点"},
    ]


def test_rows_are_added_filled_and_deleted_where_they_stand(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    commit(line(page, "joint_units.0.name"), "甲公司")
    add = next(b for b in page.paper.findChildren(QWidget, "add_row") if b.isVisible())
    add.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page.paper.findChild(LineField, "joint_units.1.name") is not None)
    commit(line(page, "joint_units.1.name"), "乙公司")
    assert page.app.get("joint_units") == [{"name": "甲公司"}, {"name": "乙公司"}]
    page.app.delete_row("joint_units", 0)
    qtbot.waitUntil(lambda: line(page, "joint_units.0.name").text() == "乙公司")


def test_blocks_that_the_box_cannot_show_stay_unharmed(open_page: OpenPage) -> None:
    blocks = [
        {"text": "之前"},
        {"image": "files/ct.png", "caption": "现场", "width_mm": 120, "later": {"crop": [1, 2]}},
        {"formula": "E=mc²"},
        {"table": [["指标", "前"], ["时间", "30分钟"]], "caption": "对比"},
        {"heading": "小标题", "level": 2},
        {"items": ["甲", "乙"], "numbered": True},
        {"text": "之后"},
    ]
    page = open_page(background=blocks)
    editor = chapter(page, "background")
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    commit(editor, "补充")
    assert page.app.get("background") == [*blocks[:-1], {"text": "之后补充"}]


def test_a_heading_a_list_and_plain_text_are_made_by_their_tools(open_page: OpenPage) -> None:
    page = open_page()
    editor = chapter(page, "background")
    commit(editor, "小标题")
    commands.make_heading(editor)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    commit(editor, "正文")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    commands.make_list(editor, numbered=True)
    commit(editor, "甲")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    commit(editor, "乙")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    commit(editor, "末段")
    assert page.app.get("background") == [
        {"heading": "小标题", "level": 1},
        {"text": "正文"},
        {"items": ["甲", "乙"], "numbered": True},
        {"text": "末段"},
    ]


def test_every_field_type_has_an_editor_that_shows_its_value(open_page: OpenPage) -> None:
    page = open_page("demo", example=True)
    before = dict(page.app.values)
    missing = [
        field.id
        for field in page.app.form.fields
        if page.bindings.holds(field.when) and page.paper.editor(field.id) is None
    ]
    assert missing == []
    assert page.app.values == before, "showing a value must not change it"


def test_the_wheel_over_a_unit_or_a_long_text_scrolls_the_paper_and_changes_nothing(
    open_page: OpenPage,
) -> None:
    page = open_page("demo", example=True)
    quantity = page.paper.editor("cases.0.frequency")
    assert isinstance(quantity, QuantityField)
    before, bar = dict(page.app.values), page.paper.verticalScrollBar()
    for under_mouse in (quantity.unit, chapter(page, "summary")):
        page.paper.reveal(under_mouse, under_mouse.rect())
        at = bar.value()
        place = under_mouse.mapTo(page, QPointF(5, 5))
        QTest.wheelEvent(page.windowHandle(), place, QPoint(0, -120))
        assert bar.value() > at
    assert page.app.values == before


def test_what_is_cut_comes_back_whole_where_it_is_pasted(open_page: OpenPage) -> None:
    blocks = [
        {"text": "前"},
        {"image": "files/ct.png", "caption": "现场"},
        {"heading": "小标题", "level": 1},
        {"items": ["甲", "乙"], "numbered": True},
        {"table": [["指标", "前"], ["时间", "30分钟"]]},
        {"text": "后"},
    ]
    page = open_page(background=blocks)
    editor = chapter(page, "background")
    editor.selectAll()
    editor.cut()
    assert page.app.get("background") is None
    editor.paste()
    assert page.app.get("background") == blocks
    other = chapter(page, "results")
    commit(other, "开头结尾")
    other.moveCursor(other.textCursor().MoveOperation.Left)
    other.moveCursor(other.textCursor().MoveOperation.Left)
    other.paste()
    assert page.app.get("results") == [{"text": "开头"}, *blocks, {"text": "结尾"}]
    other.undo()
    assert page.app.get("results") == [{"text": "开头结尾"}]


def test_words_inside_a_paragraph_are_pasted_into_a_paragraph(open_page: OpenPage) -> None:
    page = open_page(background=[{"heading": "小标题", "level": 1}, {"text": "正文"}])
    editor = chapter(page, "background")
    cursor = editor.textCursor()
    cursor.setPosition(0)
    cursor.movePosition(cursor.MoveOperation.Right, cursor.MoveMode.KeepAnchor, 2)
    editor.setTextCursor(cursor)
    editor.copy()
    editor.moveCursor(cursor.MoveOperation.End)
    editor.paste()
    assert page.app.get("background") == [{"heading": "小标题", "level": 1}, {"text": "正文小标"}]


def test_pictures_of_another_application_are_not_pasted(open_page: OpenPage) -> None:
    source = chapter(open_page(background=[{"text": "前"}, {"image": "files/ct.png"}]), "background")
    page = open_page()
    source.selectAll()
    source.copy()
    chapter(page, "background").paste()
    assert page.app.get("background") == [{"text": "前"}]
