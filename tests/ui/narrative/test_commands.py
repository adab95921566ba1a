"""Keys at the edges of headings, lists and figures; the tools; figures and tables where they stand."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.editing.undo_journal import Journal
from tests.ui.narrative.conftest import Chapter, OpenChapter
from tests.ui.typing import commit
from ui.narrative import commands, figure_rows, objects
from ui.narrative.table_dialog import TableDialog
from ui.widgets.later import call_later

FIGURE = {"image": "files/ct.png", "caption": "现场"}
TABLE = {"table": [["指标", "前"], ["时间", "30分钟"]], "caption": "对比"}


def press(chapter: Chapter, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(chapter.editor, key, held)


def tool(chapter: Chapter, name: str) -> QToolButton:
    found = chapter.editor.window().findChild(QToolButton, name)
    assert found is not None, name
    return found


def test_enter_on_an_empty_item_ends_the_list_and_backspace_at_its_start_too(
    open_chapter: OpenChapter,
) -> None:
    chapter = open_chapter([{"items": ["甲", "乙"], "numbered": True}])
    chapter.put_cursor(1, 1)
    press(chapter, Qt.Key.Key_Return)
    press(chapter, Qt.Key.Key_Return)
    commit(chapter.editor, "正文")
    assert chapter.value == [{"items": ["甲", "乙"], "numbered": True}, {"text": "正文"}]
    chapter.put_cursor(1)
    press(chapter, Qt.Key.Key_Backspace)
    assert chapter.value == [{"items": ["甲"], "numbered": True}, {"text": "乙"}, {"text": "正文"}]


def test_a_heading_ends_with_its_line_and_backspace_makes_it_plain(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"heading": "标题", "level": 2}])
    chapter.put_cursor(0, 2)
    press(chapter, Qt.Key.Key_Return)
    commit(chapter.editor, "正文")
    assert chapter.value == [{"heading": "标题", "level": 2}, {"text": "正文"}]
    chapter.put_cursor(0)
    press(chapter, Qt.Key.Key_Return)
    commit(chapter.editor, "其下")
    assert chapter.value[0] == {"heading": "其下标题", "level": 2}
    chapter.put_cursor(1)
    press(chapter, Qt.Key.Key_Backspace)
    assert chapter.value[0] == {"text": "其下标题"}


@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_keys_of_the_tools_make_headings_and_plain_text(open_chapter: OpenChapter, level: int) -> None:
    chapter = open_chapter([{"text": "甲"}])
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    press(chapter, Qt.Key(Qt.Key.Key_0 + level), held)
    assert chapter.value == [{"heading": "甲", "level": level}]
    press(chapter, Qt.Key.Key_0, held)
    assert chapter.value == [{"text": "甲"}]


def test_a_list_tool_takes_several_paragraphs_and_gives_them_back(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "甲"}, {"text": "乙"}])
    chapter.editor.selectAll()
    tool(chapter, "tool:list-ordered").click()
    assert chapter.value == [{"items": ["甲", "乙"], "numbered": True}]
    tool(chapter, "tool:list").click()
    assert chapter.value == [{"items": ["甲", "乙"], "numbered": False}]
    tool(chapter, "tool:list").click()
    assert chapter.value == [{"text": "甲"}, {"text": "乙"}]


def test_the_tools_are_there_only_while_the_chapter_is_written_in(open_chapter: OpenChapter) -> None:
    chapter = open_chapter()
    assert tool(chapter, "tool:list").isVisible()
    chapter.page.focus_field("scene_name")
    assert not tool(chapter, "tool:list").isVisible()


def test_a_picture_is_inserted_behind_the_paragraph_with_the_cursor(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前"}, {"text": "后"}])
    chapter.put_cursor(0, 1)
    tool(chapter, "tool:image-plus").click()
    assert chapter.value == [{"text": "前"}, {"image": "files/chosen.png"}, {"text": "后"}]


def test_words_typed_beside_a_figure_get_a_paragraph_of_their_own(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([FIGURE])
    chapter.put_cursor(0, 1)
    commit(chapter.editor, "后")
    chapter.put_cursor(0, 0)
    commit(chapter.editor, "前")
    assert chapter.value == [{"text": "前"}, FIGURE, {"text": "后"}]


def caption_line(chapter: Chapter) -> QLineEdit:
    found = chapter.editor.findChild(QLineEdit, "object_caption")
    assert found is not None
    return found


def test_a_caption_is_typed_under_its_figure(open_chapter: OpenChapter, qtbot: QtBot) -> None:
    chapter = open_chapter([{"text": "前"}, {"image": "files/ct.png"}])
    chapter.put_cursor(0)
    assert not caption_line(chapter).isVisible()
    chapter.put_cursor(1)
    assert caption_line(chapter).isVisible()
    press(chapter, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: caption_line(chapter).hasFocus())
    commit(caption_line(chapter), "系统部署现场")
    QTest.keyClick(caption_line(chapter), Qt.Key.Key_Return)
    assert chapter.editor.hasFocus()
    assert chapter.value[1] == {"image": "files/ct.png", "caption": "系统部署现场"}


def test_the_width_of_a_figure_stays_between_40_and_160_mm(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([FIGURE | {"width_mm": 150}])
    chapter.put_cursor(0)
    for _ in range(3):
        tool(chapter, "object:plus").click()
    assert chapter.value == [FIGURE | {"width_mm": 160}]
    for _ in range(14):
        tool(chapter, "object:minus").click()
    assert chapter.value == [FIGURE | {"width_mm": 40}]


def test_a_figure_is_moved_and_deleted_with_undo(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "甲"}, {"items": ["乙", "丙"], "numbered": True}, FIGURE])
    chapter.put_cursor(3)
    tool(chapter, "object:arrow-up").click()
    assert chapter.value == [{"text": "甲"}, FIGURE, {"items": ["乙", "丙"], "numbered": True}]
    tool(chapter, "object:arrow-up").click()
    tool(chapter, "object:arrow-up").click()
    assert chapter.value[0] == FIGURE
    tool(chapter, "object:arrow-down").click()
    assert chapter.value[1] == FIGURE
    tool(chapter, "object:trash-2").click()
    assert chapter.value == [{"text": "甲"}, {"items": ["乙", "丙"], "numbered": True}]
    chapter.editor.undo()
    assert chapter.value[1] == FIGURE


def in_dialog(act: Any) -> None:
    """Do `act` with the table dialog once it is open."""

    def reply() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TableDialog)
        act(dialog)
        dialog.accept()

    call_later(QApplication.instance(), reply)


def test_a_table_is_edited_in_its_grid(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([TABLE])
    chapter.put_cursor(0)

    def change(dialog: TableDialog) -> None:
        dialog.grid.setCurrentCell(1, 1)
        dialog.grid.add_row()
        dialog.grid.setCurrentCell(2, 0)
        QApplication.clipboard().setText("检出率\t91%\t96%")
        QTest.keyClick(dialog.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        dialog.caption.setText("前后对比")

    in_dialog(change)
    tool(chapter, "object:pencil").click()
    assert chapter.value == [
        {
            "table": [["指标", "前", ""], ["时间", "30分钟", ""], ["检出率", "91%", "96%"]],
            "caption": "前后对比",
        }
    ]


def test_a_new_table_is_filled_before_it_is_put_in(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([{"text": "前"}])

    def fill(dialog: TableDialog) -> None:
        dialog.grid.delete_row()
        dialog.grid.delete_column()
        dialog.grid.item(0, 0).setText("甲")
        dialog.grid.item(1, 1).setText("乙")

    in_dialog(fill)
    tool(chapter, "tool:table").click()
    assert chapter.value == [{"text": "前"}, {"table": [["甲", ""], ["", "乙"]]}]


def test_a_locked_chapter_can_be_read_but_not_changed(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([FIGURE, {"text": "后"}])
    chapter.page.bindings.set_locked(True)
    chapter.put_cursor(0)
    assert not caption_line(chapter).isVisible()
    commit(chapter.editor, "字")
    press(chapter, Qt.Key.Key_Return)
    assert chapter.value == [FIGURE, {"text": "后"}]
    assert objects.current(chapter.editor) is not None
    assert commands.kind_of(chapter.editor) == commands.PLAIN


def test_every_tool_tells_its_name_and_its_key(open_chapter: OpenChapter) -> None:
    chapter = open_chapter([FIGURE])
    chapter.put_cursor(0)
    foot = chapter.editor.parentWidget()
    buttons = foot.findChildren(QToolButton)
    assert len(buttons) > 8
    assert [b.objectName() for b in buttons if not (b.accessibleName() and b.toolTip())] == []
    named: list[QWidget] = [widget for widget in foot.findChildren(QLineEdit) if not widget.accessibleName()]
    assert named == []


def test_the_buttons_over_a_figure_are_reached_by_the_tab_key(
    open_chapter: OpenChapter, qtbot: QtBot
) -> None:
    chapter = open_chapter([{"text": "前"}, FIGURE])
    chapter.put_cursor(1)
    wider = tool(chapter, "object:plus")
    for _ in range(4):
        if not wider.hasFocus():
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert wider.hasFocus()
    QTest.keyClick(wider, Qt.Key.Key_Space)
    assert chapter.value == [{"text": "前"}, FIGURE | {"width_mm": 120}]
    assert wider.isVisible()
    chapter.page.focus_field("scene_name")
    qtbot.waitUntil(lambda: not wider.isVisible())


def test_a_figure_is_put_beside_the_one_before_and_below_it_again(open_chapter: OpenChapter) -> None:
    wide = FIGURE | {"width_mm": 110}
    other = {"image": "files/后.png", "caption": "后"}
    chapter = open_chapter([{"text": "前"}, wide, other, {"text": "后"}])
    journal = Journal(chapter.app)
    chapter.put_cursor(1)
    button = tool(chapter, "object:figures-beside")
    assert not button.isVisible(), "nothing stands before the first one"
    chapter.put_cursor(2)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    narrow = {key: value for key, value in wide.items() if key != "width_mm"}
    assert chapter.value[1:3] == [narrow, other | {"beside": True}]
    assert button.isChecked() and button.toolTip().startswith("不并排")
    journal.undo()
    assert chapter.value[1:3] == [wide, other]
    journal.redo()
    chapter.put_cursor(2)
    button.click()
    assert chapter.value[1:3] == [narrow, other]
    assert not button.isChecked()


def test_figures_beside_each_other_say_where_they_stand_in_their_row(open_chapter: OpenChapter) -> None:
    beside = FIGURE | {"beside": True}
    chapter = open_chapter([FIGURE, beside, {"text": "间"}, FIGURE, beside, beside, FIGURE])

    def places() -> list[str]:
        document = chapter.editor.document()
        return [figure_rows.place_in_row(document.findBlockByNumber(n)) for n in range(document.blockCount())]

    assert places() == ["左", "右", "", "左", "中", "右", ""]
    chapter.put_cursor(4)
    tool(chapter, "object:figures-beside").click()
    assert places() == ["左", "右", "", "", "左", "右", ""]


def test_no_fourth_figure_finds_room_in_a_row(open_chapter: OpenChapter) -> None:
    row = [FIGURE, *[FIGURE | {"beside": True}] * 2, FIGURE]
    chapter = open_chapter(row)
    chapter.put_cursor(3)
    assert not tool(chapter, "object:figures-beside").isVisible()
    chapter.put_cursor(2)
    assert tool(chapter, "object:figures-beside").isVisible()
