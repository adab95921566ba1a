"""The form page leads: outline, hints, findings that jump, the grid of the paper."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.checks.checks import check
from aimed_desktop.definition.library import Library
from tests.ui.conftest import OpenPage
from tests.ui.typing import commit
from ui.binding.field_widgets import REQUIRED
from ui.form.line_fields import LineField
from ui.form.printed_text import FieldLabel
from ui.form.table_view import TableView
from ui.widgets import theme
from ui.workspace.form_page import FormPage


def test_a_finding_jumps_to_its_field(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(unit_name="示例医院")
    page.show_findings(check(page.app))
    rows = [page.side.findings.item(row) for row in range(page.side.findings.count())]
    row = next(item for item in rows if "推广价值" in item.text() and "没有填写" in item.text())
    with qtbot.waitSignal(page.field_entered) as entered:
        page.side.findings.itemClicked.emit(row)
    assert entered.args == ["promotion"]
    editor = page.paper.editor("promotion")
    assert editor is not None
    assert not editor.visibleRegion().isEmpty()
    assert page.side.title.text() == "（四）推广价值"


def test_the_hint_of_the_notice_stands_beside_the_focused_field(open_page: OpenPage) -> None:
    page = open_page()
    page.focus_field("funding")
    assert "自筹、财政资金或其他" in page.side.hint.text()


def test_a_field_of_which_something_is_said_is_marked_for_eye_and_screen_reader(open_page: OpenPage) -> None:
    page = open_page(uscc="12420000441626031X1")
    editor = page.paper.editor("uscc")
    assert editor is not None
    page.show_findings([finding for finding in check(page.app) if finding.field == "uscc"])
    assert editor.property("wrong") == "perhaps"
    assert "18 位" in editor.accessibleDescription() and "18 位" in editor.toolTip()
    assert page.paper.editor("lead_name").property("wrong") is None  # type: ignore[union-attr]
    page.show_findings([])
    assert editor.property("wrong") == "false" and editor.accessibleDescription() == REQUIRED


def test_the_outline_counts_what_is_filled(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    items = [page.outline.item(row) for row in range(page.outline.count())]
    background = next(item for item in items if "背景" in item.text())
    assert background.text().endswith("还要填 1 处")
    page.app.set("background", [{"text": "背景"}])
    qtbot.waitUntil(lambda: background.text().endswith("已填"))


def test_the_grid_of_the_screen_is_the_grid_of_the_paper(open_page: OpenPage) -> None:
    page = open_page()
    table = page.paper.findChild(TableView)
    assert table is not None
    name, title, phone = (page.paper.editor(path) for path in ("lead_name", "lead_title", "lead_phone"))
    assert name and title and phone
    assert len({widget.mapTo(table, widget.rect().topLeft()).y() for widget in (name, title, phone)}) == 1
    contact = page.paper.editor("contact_name")
    assert contact is not None
    assert contact.mapTo(table, contact.rect().topLeft()).x() == name.mapTo(table, name.rect().topLeft()).x()
    assert contact.width() == name.width()
    unit = page.paper.editor("unit_address")
    assert unit is not None
    assert unit.width() > 4 * name.width()


def test_every_editor_is_named_and_every_label_has_its_buddy(open_page: OpenPage) -> None:
    page = open_page()
    editors = page.paper.findChildren(LineField)
    assert editors
    assert all(editor.objectName() and editor.accessibleName() for editor in editors)
    buddies = {label.buddy().objectName() for label in page.paper.findChildren(QLabel) if label.buddy()}
    assert {"unit_name", "uscc", "lead_phone", "funding", "background", "apply_date"} <= buddies


def test_carried_fields_stand_in_a_section_of_their_own(open_page: OpenPage) -> None:
    page = open_page()
    words = [label.text() for label in page.paper.findChildren(QLabel)]
    assert "以下内容不印在纸上，只随申报件保存" in words
    commit(page.paper.editor("district"), "江汉区")  # type: ignore[arg-type]
    assert page.app.get("district") == "江汉区"
    tick = page.paper.editor("no_accident")
    label = next(label for label in page.paper.findChildren(QLabel) if label.buddy() is tick)
    assert tick is not None and label.geometry().left() > tick.geometry().left(), "what it confirms has room"


@pytest.mark.parametrize("form_id", ["wuhan-2026-1", "wuhan-2026-2", "wuhan-2026-4"])
def test_every_table_has_the_height_that_its_cells_need(
    open_page: OpenPage, qtbot: QtBot, form_id: str
) -> None:
    page = open_page(form_id, example=True)
    tables = page.paper.findChildren(TableView)
    qtbot.waitUntil(lambda: all(table.height() >= table.heightForWidth(table.width()) for table in tables))


def test_what_a_repeated_block_carries_is_asked_for_in_the_block(open_page: OpenPage) -> None:
    page = open_page("wuhan-2026-4", example=True)
    editor = page.paper.editor("cases.1.summary_description")
    assert editor is not None and editor.objectName() == "cases.1.summary_description"
    words = [label.text() for label in page.paper.findChildren(QLabel)]
    assert words.count("数据集概况\n（不印在纸上）") == 2


def test_the_names_of_the_rows_are_offered_while_their_field_is_empty(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("wuhan-2026-4", cases=[{"dataset_name": "甲"}, {"dataset_name": "乙"}])
    offer = page.paper.findChild(QToolButton, "offer:dataset_names")
    assert offer is not None and offer.isVisible()
    page.app.set("cases.1.dataset_name", "丙")
    qtbot.waitUntil(lambda: offer.text() == "填“甲、丙”")
    offer.click()
    assert page.app.get("dataset_names") == "甲、丙"
    assert not offer.isVisible()
    page.app.set("cases", None)
    page.app.set("dataset_names", None)
    qtbot.waitUntil(lambda: not offer.text())
    assert not offer.isVisible()


def test_typing_in_one_place_keeps_the_cursor_in_the_other(open_page: OpenPage) -> None:
    page = open_page(scene_name="急诊")
    cover, table = page.paper.findChildren(QLineEdit, "scene_name")
    table.setCursorPosition(1)
    commit(table, "室")
    assert (cover.text(), table.text(), table.cursorPosition()) == ("急室诊", "急室诊", 2)


def test_a_summary_asks_for_what_stands_in_its_title_and_lies_on_a_wide_sheet(open_page: OpenPage) -> None:
    page = open_page("wuhan-2026-5", example=True)
    editor = page.paper.editor("district")
    assert isinstance(editor, QLineEdit) and editor.text() == "示例区"
    sheet = page.paper.findChild(QFrame, "paper")
    assert sheet is not None and sheet.width() > theme.PAPER_WIDTH


def test_every_part_is_built_without_anybody_asking_for_it(library: Library, qtbot: QtBot) -> None:
    app = begin(library, "wuhan-2026-1", example=False)
    page = FormPage(app, library.notice(app.form.notice_id))
    qtbot.addWidget(page)
    page.resize(1366, 720)
    page.show()
    qtbot.waitUntil(lambda: page.paper.is_complete, timeout=20_000)
    page.close_form()


def test_an_upright_sheet_is_in_sight_beside_a_landscape_one(library: Library, qtbot: QtBot) -> None:
    app = begin(library, "demo", example=True)
    page = FormPage(app, library.notice(app.form.notice_id))
    qtbot.addWidget(page)
    page.resize(1366, 720)
    page.show()
    qtbot.waitUntil(lambda: page.paper.is_complete, timeout=20_000)
    upright = page.paper.findChild(QFrame, "paper")
    assert upright is not None
    view = page.paper.viewport()

    def is_in_sight() -> bool:
        left = upright.mapTo(view, upright.rect().topLeft()).x()
        return left >= 0 and left + upright.width() <= view.width()

    qtbot.waitUntil(is_in_sight, timeout=20_000)
    page.close_form()


def test_words_too_long_for_their_cell_are_broken_into_lines(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuxi-2026", example=True)
    editor = page.paper.editor("team.1.title")
    assert isinstance(editor, LineField)
    page.app.set("team.1.title", "信息科科长、高级工程师、人工智能中心主任")
    qtbot.waitUntil(lambda: editor.height() >= editor.fontMetrics().lineSpacing() * 2)


def test_what_must_not_stay_empty_is_marked_for_eye_and_ear(open_page: OpenPage) -> None:
    page = open_page()
    assert page.paper.editor("unit_name").accessibleDescription() == "必填"  # type: ignore[union-attr]
    assert page.paper.editor("joint_intro").accessibleDescription() == ""  # type: ignore[union-attr]
    words = [label.text() for label in page.paper.findChildren(FieldLabel)]
    marked = {text.split(" <")[0] for text in words if "*" in text}
    assert {"申报单位", "（一）背景。"} <= marked and "联合申报单位" not in marked
    table = page.paper.findChild(TableView)
    assert table is not None
    shown = table.grab().toImage()
    unit, joint = page.paper.editor("unit_address"), page.paper.editor("joint_intro")

    def has_mark(editor: QWidget | None) -> bool:
        assert editor is not None
        corner = editor.mapTo(table, editor.rect().topLeft())
        colours = [
            shown.pixelColor(x, y)
            for x in range(corner.x() - 30, corner.x())
            for y in range(corner.y() - 8, corner.y() + 12)
        ]
        return any(colour.red() > colour.green() + 60 for colour in colours)

    assert has_mark(unit) and not has_mark(joint)


def test_several_names_in_one_cell_each_have_a_line_to_be_seen_and_their_mark(open_page: OpenPage) -> None:
    page = open_page("wuxi-2026")
    marked = {
        label.text().split(" <")[0] for label in page.paper.findChildren(FieldLabel) if "*" in label.text()
    }
    assert "申报单位" in marked and "联合申报单位" not in marked
    line = page.paper.editor("joint_units.0.name")
    assert line is not None and not line.hasFocus()
    shown = line.grab().toImage()
    foot, middle = (
        shown.pixelColor(shown.width() // 2, y) for y in (shown.height() - 1, shown.height() // 2)
    )
    assert foot.lightness() < middle.lightness() - 20


def test_a_part_of_a_group_that_only_stands_in_a_text_is_asked_for(open_page: OpenPage) -> None:
    page = open_page("demo")
    editor = page.paper.editor("address.city")
    assert editor is not None and editor.objectName() == "address.city"
    commit(editor, "武汉市")
    assert page.app.get("address.city") == "武汉市"
    assert page.paper.editor("address.street").objectName() == "address.street"  # type: ignore[union-attr]


def scroll(page: FormPage, qtbot: QtBot, value: int) -> str:
    """Scroll the paper; the section that the outline marks then."""
    with qtbot.waitSignal(page._follow.timeout, timeout=20_000):
        page.paper.verticalScrollBar().setValue(value)
    item = page.outline.currentItem()
    assert item is not None
    return item.text()


def test_the_outline_goes_with_the_field_first_and_with_the_scrolling_then(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(example=True)
    page.focus_field("promotion")
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.hasFocus, timeout=20_000)
    at = page.paper.verticalScrollBar().value()
    assert "推广价值" in scroll(page, qtbot, at + 150), "in sight, another window in front"
    assert "封面" in scroll(page, qtbot, 0), "even over the first part"


@pytest.mark.parametrize("form", ["demo", "wuhan-2026-5"])
def test_a_landscape_sheet_makes_room_on_a_small_screen_for_the_panel_opened_by_hand(
    form: str, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(form, example=True)
    page.resize(1093, 540)
    assert page.columns.is_narrow and not page.side.isVisible()
    page.columns.toggle_side()
    assert page.side.isVisible()
    qtbot.waitUntil(lambda: page.paper.horizontalScrollBar().maximum() == 0, timeout=20_000)
