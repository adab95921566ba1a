"""One-line fields say what is still missing and what is wrong, and keep ID numbers to themselves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.core.application.inline_forms import library_of
from tests.core.application.test_identifiers import id_number, uscc
from tests.ui.conftest import OpenPage
from tests.ui.typing import commit, compose
from ui.form.calendar_popup import DayPopup, MonthPopup
from ui.form.line_fields import IdField, LineField
from ui.form.line_holder import RemarkLabel
from ui.workspace.form_page import FormPage

ID = id_number("42010619900101001")


def focus(page: FormPage, qtbot: QtBot, path: str) -> LineField:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    editor = page.paper.editor(path)
    assert isinstance(editor, LineField), path
    editor.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(editor.hasFocus)
    return editor


def line(page: FormPage, path: str) -> LineField:
    editor = page.paper.editor(path)
    assert isinstance(editor, LineField), path
    return editor


def leave(editor: QWidget) -> None:
    QTest.keyClick(editor, Qt.Key.Key_Tab)


def said(editor: LineField) -> tuple[str, str] | None:
    """The words under the field and how they look."""
    place = editor.geometry()
    room = QRect(place.left(), place.bottom() + 1, place.width(), 40)
    labels = editor.parentWidget().findChildren(RemarkLabel)
    label = next((each for each in labels if each.isVisible() and each.geometry().intersects(room)), None)
    return (label.text(), label.property("state")) if label is not None else None


def test_a_code_says_how_much_is_missing_and_then_why_it_is_wrong(open_page: OpenPage, qtbot: QtBot) -> None:
    editor = focus(open_page(), qtbot, "uscc")
    QTest.keyClicks(editor, "12420000441626031")
    assert said(editor) == ("还差 1 位", "quiet")
    QTest.keyClick(editor, Qt.Key.Key_1)
    assert said(editor) == ("校验码不符，可能有一位填错了", "warn")
    assert "校验码" in editor.accessibleDescription()
    editor.selectAll()
    commit(editor, uscc("12420000441626031"))
    assert said(editor) is None


def test_a_phone_is_judged_only_when_it_is_left(open_page: OpenPage, qtbot: QtBot) -> None:
    editor = focus(open_page(), qtbot, "lead_phone")
    QTest.keyClicks(editor, "1380")
    assert said(editor) is None
    leave(editor)
    assert said(editor) == ("不像能拨通的号码", "warn")


def test_an_address_is_judged_when_it_is_left_and_full_width_is_mended(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("demo")
    editor = focus(page, qtbot, "website")
    QTest.keyClicks(editor, "www")
    assert said(editor) is None
    leave(editor)
    assert said(editor) == ("不像网址", "warn")
    focus(page, qtbot, "website").end(False)
    commit(editor, "．example．cn／a")
    leave(editor)
    assert (editor.text(), said(editor)) == ("www.example.cn/a", None)
    assert page.app.get("website") == "www.example.cn/a"


def test_an_id_number_is_whole_only_under_the_cursor(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("wuxi-2026", team=[{"name": "甲", "id_number": ID}])
    editor = page.paper.editor("team.0.id_number")
    assert isinstance(editor, IdField)
    masked = "420106********" + ID[-4:]
    assert editor.text() == masked
    inside = QPointF(5, 5)
    QApplication.sendEvent(editor, QEnterEvent(inside, inside, inside))
    assert ID not in editor.toolTip() + editor.accessibleName() + editor.accessibleDescription()
    focus(page, qtbot, "team.0.id_number")
    assert editor.text() == ID
    editor.selectAll()
    editor.copy()
    assert QApplication.clipboard().text() == ID
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert page.app.get("team.0.id_number") == ID[:-1]
    leave(editor)
    assert editor.text() == "420106*******" + ID[-5:-1]
    assert page.app.get("team.0.id_number") == ID[:-1]
    page.app.set("team.0.id_number", ID)
    assert editor.text() == masked


@pytest.mark.parametrize("typed", ["20260610", "2026.6.10", "２０２６．６．１０", "2026年6月10日", "6月10日"])
def test_a_date_is_taken_however_it_is_written(open_page: OpenPage, qtbot: QtBot, typed: str) -> None:
    page = open_page()
    editor = focus(page, qtbot, "apply_date")
    commit(editor, typed)
    leave(editor)
    assert (page.app.get("apply_date"), editor.text()) == ("2026-06-10", "2026年6月10日")


def test_a_day_that_does_not_exist_is_said_while_it_is_typed(open_page: OpenPage, qtbot: QtBot) -> None:
    editor = focus(open_page(), qtbot, "apply_date")
    QTest.keyClicks(editor, "2026-2-30")
    assert said(editor) == ("没有这一天", "bad")


def test_a_day_is_picked_from_the_calendar_by_keys(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(apply_date="2026-06-10")
    editor = focus(page, qtbot, "apply_date")
    QTest.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, DayPopup)
    assert popup.title.text() == "2026年6月"
    assert popup.calendar.firstDayOfWeek() is Qt.DayOfWeek.Monday
    days = popup.focusWidget()
    assert days.accessibleName() == "2026年6月，选日期"
    QTest.keyClick(days, Qt.Key.Key_Right)
    QTest.keyClick(days, Qt.Key.Key_Down)
    QTest.keyClick(days, Qt.Key.Key_Return)
    assert (page.app.get("apply_date"), editor.text()) == ("2026-06-18", "2026年6月18日")
    QTest.keyClick(editor, Qt.Key.Key_F4)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, DayPopup)
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Escape)
    assert not popup.isVisible() and page.app.get("apply_date") == "2026-06-18"


def test_a_month_is_picked_by_keys(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("demo", go_live="2026-02")
    editor = focus(page, qtbot, "go_live")
    QTest.keyClick(editor, Qt.Key.Key_F4)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, MonthPopup)
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Left)
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Left)
    assert popup.title.text() == "2025年"
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
    assert page.app.get("go_live") == "2025-12"


def test_a_period_takes_months_and_says_when_it_ends_before_it_begins(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("demo")
    commit(focus(page, qtbot, "period.from"), "2026年6月")
    end = focus(page, qtbot, "period.to")
    commit(end, "2026.3")
    assert page.app.get("period") == {"from": "2026-06", "to": "2026-03"}
    words = [label.text() for label in page.paper.findChildren(RemarkLabel) if label.isVisible()]
    assert words == ["结束早于开始"]
    leave(end)
    assert end.text() == "2026年3月"


def test_a_whole_period_typed_at_one_end_fills_both(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("demo")
    start = focus(page, qtbot, "period.from")
    commit(start, "2026年1月至12月")
    leave(start)
    assert page.app.get("period") == {"from": "2026-01", "to": "2026-12"}
    assert [line(page, f"period.{end}").text() for end in ("from", "to")] == ["2026年1月", "2026年12月"]


@pytest.mark.parametrize(
    ("start", "kind", "title"), [("2027-03-08", DayPopup, "2027年3月"), ("2027-03", MonthPopup, "2027年")]
)
def test_the_calendar_of_the_end_opens_where_the_period_begins(
    open_page: OpenPage, qtbot: QtBot, start: str, kind: type[QWidget], title: str
) -> None:
    page = open_page("demo")
    page.app.set("period", {"from": start})
    end = focus(page, qtbot, "period.to")
    QTest.keyClick(end, Qt.Key.Key_F4)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, kind) and isinstance(popup, DayPopup | MonthPopup)
    assert popup.title.text() == title
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
    assert page.app.get("period.to") == ("2027-03-09" if kind is DayPopup else "2027-04")


def test_a_date_without_its_day_is_told_what_is_missing(open_page: OpenPage, qtbot: QtBot) -> None:
    editor = focus(open_page(), qtbot, "apply_date")
    commit(editor, "2026年11月")
    assert said(editor) is None, "it may still come"
    leave(editor)
    assert said(editor) == ("只有年月，没有日", "bad")


def test_thousands_may_be_parted_by_commas(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page("demo")
    editor = focus(page, qtbot, "employees")
    commit(editor, "１，２００")
    leave(editor)
    assert (page.app.get("employees"), editor.text(), said(editor)) == ("1,200", "1,200", None)


def limited_page(qtbot: QtBot) -> FormPage:
    library = library_of("name: {label: 名称, type: text, limit: 5字以内}")
    from aimed_desktop.application.model import Application

    page = FormPage(Application(library.form("trial-1")), None)
    qtbot.addWidget(page)
    page.resize(900, 500)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_what_is_over_the_limit_of_a_line_is_kept_counted_and_marked(qtbot: QtBot) -> None:
    page = limited_page(qtbot)
    editor = page.paper.editor("name")
    assert isinstance(editor, QLineEdit)
    commit(editor, "一二三四五")
    within = editor.grab().toImage()
    commit(editor, "六")
    assert page.app.get("name") == "一二三四五六"
    holder = editor.parentWidget()
    assert any("超出 1" in label.text() for label in holder.findChildren(QWidget, "counter"))  # type: ignore[attr-defined]
    over = editor.grab().toImage()
    bad = [
        (x, y)
        for x in range(over.width())
        for y in range(over.height())
        if over.pixelColor(x, y).red() > over.pixelColor(x, y).green() + 60
    ]
    last = editor.fontMetrics().horizontalAdvance("一二三四五")
    assert bad and min(x for x, _ in bad) >= last
    assert not any(
        within.pixelColor(x, y).red() > within.pixelColor(x, y).green() + 60
        for x in range(within.width())
        for y in range(within.height())
    )
    assert QPoint(*bad[0]).y() > over.height() // 2
    page.close_form()


def test_a_composition_in_a_line_is_neither_saved_nor_judged(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    editor = focus(page, qtbot, "uscc")
    compose(editor, "123")
    assert page.app.get("uscc") is None and said(editor) is None


def test_only_the_hints_that_hold_stand_in_an_empty_field(open_page: OpenPage) -> None:
    page = open_page("wuhan-2021-3", directions=[{"option": "方向1：智能辅助诊断产品"}])
    editor = page.paper.editor("tasks.方向1：智能辅助诊断产品.name")
    assert editor is not None
    hint = editor.placeholderText()  # type: ignore[attr-defined]
    assert "支撑环境名称" not in hint
