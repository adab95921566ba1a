"""Tab leads through the paper from top to bottom, also after rows have come and gone."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.editing.row_edits import place_of
from aimed_desktop.application.life.joint_sheets import Travelled
from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.model import Status
from aimed_desktop.services.produced import Produced
from aimed_desktop.services.route_words import CopyRow
from aimed_desktop.services.seal_sheets import JointLine, SealsTold, SignLine
from aimed_desktop.services.stamping import ScanLine, StampLine
from tests.ui.conftest import OpenPage, OpenWindow
from tests.ui.focus import described, name_of, option_group, stops
from tests.ui.opening import activate, begin
from ui.binding.field_widgets import path_of
from ui.form.tab_order import focus_next_field
from ui.pages.stamp_page import StampPage
from ui.pages.submit_page import SubmitPage
from ui.widgets.page_parts import StepPage
from ui.workspace.form_page import FormPage

_LINE = 60  # px: what stands side by side may differ by this


def walked(page: FormPage) -> list[QWidget]:
    """What Tab reaches on the paper, pressed from its first field until it leaves the last one."""
    found: list[QWidget] = []
    page.paper.setFocus()
    assert focus_next_field(page.paper._desk)
    focused = QApplication.focusWidget()
    while focused is not None and page.paper._desk.isAncestorOf(focused) and focused not in found:
        found.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
    return found


@pytest.mark.parametrize("form", ["wuhan-2026-1", "wuhan-2026-4", "wuxi-2026", "wuhan-2021-3", "demo"])
def test_tab_goes_down_the_paper_after_rows_were_added(open_page: OpenPage, qtbot: QtBot, form: str) -> None:
    page = open_page(form)
    activate(page, qtbot)
    for field in page.app.form.fields:
        if field.is_rows:
            page.app.insert_row(field.id, 0)
            page.app.insert_row(field.id, 1)

    def backwards() -> list[tuple[str, str]]:
        order = walked(page)
        tops = [widget.mapTo(page.paper._desk, QPoint(0, 0)).y() for widget in order]
        return [
            (before.objectName(), after.objectName())
            for before, after, top, next_top in zip(order, order[1:], tops, tops[1:], strict=False)
            if next_top < top - _LINE
        ]

    qtbot.waitUntil(lambda: backwards() == [], timeout=20_000)


def test_the_next_field_is_one_key_away_whatever_boxes_this_one_has(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("wuhan-2026-1", example=True)
    activate(page, qtbot)
    desk = page.paper._desk
    page.focus_field("unit_nature")
    assert focus_next_field(desk)
    assert path_of(QApplication.focusWidget()) == "lead_name"
    assert focus_next_field(desk, backwards=True)
    assert path_of(QApplication.focusWidget()) == "unit_nature"
    reached = set()
    while focus_next_field(desk):
        reached.add(path_of(QApplication.focusWidget()))
    assert {"background", "promotion", "summary_description"} <= reached


@pytest.mark.parametrize("form", ["beijing-2025", "wuhan-2021-3", "wuhan-2026-4", "demo"])
def test_what_adds_a_row_comes_behind_the_last_row_of_its_kind(
    open_page: OpenPage, qtbot: QtBot, form: str
) -> None:
    page = open_page(form)
    activate(page, qtbot)
    added = {"beijing-2025": "metrics", "wuhan-2021-3": "joint_units", "wuhan-2026-4": "cases"}.get(form)
    if added is not None:
        page.app.insert_row(added, 0)
        page.bindings.settle()

    def astray() -> list[str]:
        order = [page.paper._desk, *walked(page)]
        adding = [(before, it) for before, it in pairwise(order) if "增加" in name_of(it) or is_plus(it)]
        assert adding
        return [described(it) for before, it in adding if not is_row_of(before, name_of(it), page)]

    qtbot.waitUntil(lambda: astray() == [], timeout=20_000)


def is_plus(widget: QWidget) -> bool:
    return widget.objectName() == "row_tool"


def is_row_of(widget: QWidget, words: str, page: FormPage) -> bool:
    """Whether `widget` stands in a row of the list that `words` name."""
    rows = place_of(str(path_of(widget)).rpartition(".")[0])
    label = page.bindings.field(rows.path).label if rows is not None else ""
    return bool(label) and (label in words or "增加一行" in words)


@pytest.mark.parametrize("form", ["wuhan-2026-1", "demo"])
def test_tab_leaves_the_paper_and_comes_back_to_it_either_way(
    qtbot: QtBot, open_window: OpenWindow, form: str
) -> None:
    window = open_window()
    view = begin(window, qtbot, form, example=True)
    qtbot.waitUntil(lambda: view.preview.typesetter.is_idle)
    activate(window, qtbot)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        assert focus_next_field(view.form.paper._desk)
        left_out = set(stops(window)) - walked_round(key)
        assert "\n".join(described(each) for each in left_out if not has_arrows(each)) == ""


def has_arrows(widget: QWidget) -> bool:
    """Whether arrows lead to it, once Tab has led to one of its kin."""
    is_step = isinstance(widget, QAbstractButton) and widget.autoExclusive()
    return is_step or option_group(widget) is not None


def walked_round(key: Qt.Key) -> set[QWidget]:
    """Every stop until the first one comes again."""
    found: set[QWidget] = set()
    while (focused := QApplication.focusWidget()) is not None and focused not in found:
        found.add(focused)
        QTest.keyClick(focused, key)
    return found


def test_tab_leaves_a_choice_whose_options_stand_in_lines_of_their_own(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page("wuxi-2026", example=True)
    activate(page, qtbot)
    page.focus_field("track")
    for field in ("track", "leader_name"):
        assert path_of(QApplication.focusWidget()) == field
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)


def test_tab_goes_down_the_pages_of_stamping_and_handing_in_after_all_was_built_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    stamp, submit = StampPage(), SubmitPage(tmp_path)
    standing = LifeStanding(Status.PRINTED, 1)
    for page in (stamp, submit):
        qtbot.addWidget(page)
        page.resize(1093, 544)
        page.show_standing(standing)
    stamp.show_scans([ScanLine(7, "扫描.tif", None, "bad", "是第1版的。", (b"",))], "warn", "共 1 页。")
    stamp.show_places([StampLine(0, "盖章", "封面", "申报单位", "示例医院")], ("第1份", "第2份"), frozenset())
    signs = tuple(SignLine(number, f"第{number}处", "亲笔", "") for number in (1, 2))
    joint = (JointLine("示例公司", "2 枚", (Travelled(), Travelled())),)
    stamp.seals.show_told(told := SealsTold("4 枚。", signs, True, joint, "送一圈。", ""))
    stamp.joint.show_told(told)
    made = Produced((tmp_path / "包.zip",), (), contents=("申报书.pdf",))
    for card in (stamp.seals, stamp.joint, submit.handover):
        card.show_busy("")
        card.show_result(made)
    submit.handover.show()
    submit.packing.show_busy(busy=True)
    submit.show_result(made)
    submit.show_letter([CopyRow(label, label, label) for label in ("收件人", "正文", "附件")])
    for page, least in ((stamp, 22), (submit, 16)):
        with qtbot.waitExposed(page):
            page.show()
        activate(page, qtbot)
        qtbot.waitUntil(lambda page=page, least=least: gone_down(page) >= least)  # type: ignore[misc]


def gone_down(page: StepPage) -> int:
    """How many stops Tab reaches from the first on, each below or beside the one before; 0: it went up."""
    area = page.findChild(QScrollArea, "page_scroll")
    assert area is not None
    desk = area.widget()
    found = list(stops(desk))
    top = {each: each.mapTo(desk, QPoint()).y() for each in found}
    order = [min(found, key=lambda each: (top[each] // _LINE, each.mapTo(desk, QPoint()).x()))]
    order[0].setFocus()
    while len(order) < len(found):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    is_down = all(top.get(after, 0) >= top[before] - _LINE for before, after in pairwise(order))
    return len(order) if is_down else 0
