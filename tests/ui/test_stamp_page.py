"""The page 盖章扫描 by itself: what is dropped on it, what is ticked, what it says of a scan."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from aimed_desktop.application.life.lifecycle import LifeStanding
from aimed_desktop.application.model import Status
from aimed_desktop.services.pile_view import FileLine, PileView
from aimed_desktop.services.stamping import ScanLine, StampLine
from ui.pages.stamp_page import StampPage

PLACES = (
    StampLine(0, "盖章", "封面", "申报单位", "示例医院", again=True),
    StampLine(2, "签字", "承诺书 第10页", "法人代表（签名）", "示例医院　法人代表"),
)


@pytest.fixture
def page(qtbot: QtBot) -> StampPage:
    made = StampPage()
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show_standing(LifeStanding(Status.PRINTED, 1))
    made.show_places(PLACES, ("第1份", "第2份"), frozenset({(2, 1)}))
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_each_place_of_each_copy_is_ticked_by_the_keyboard_and_told(qtbot: QtBot, page: StampPage) -> None:
    boxes = page.findChildren(QCheckBox)
    assert [box.isChecked() for box in boxes] == [False, False, False, True]
    assert page.left == 3
    assert "第1份 封面 申报单位 示例医院 重新盖章" in [box.accessibleName() for box in boxes]
    with qtbot.waitSignal(page.ticked) as told:
        QTest.keyClick(boxes[2], Qt.Key.Key_Space)
    assert told.args == [2, 0, True]
    assert page.left == 2


def test_files_are_dropped_anywhere_and_none_is_passed_over(
    qtbot: QtBot, page: StampPage, tmp_path: Path
) -> None:
    data = QMimeData()
    names = ("扫描.pdf", "签字页.JPG", "说明.docx")
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    under = page.childAt(600, 300)  # a part of the page that takes no drop itself
    assert under is not None and under is not page
    at, none = under.mapFrom(page, QPoint(600, 300)), Qt.KeyboardModifier.NoModifier
    enter, drop = QDragEnterEvent(at, copy, data, left, none), QDropEvent(QPointF(at), copy, data, left, none)
    with qtbot.waitSignal(page.scans_chosen) as told:
        QApplication.sendEvent(under, enter)
        QApplication.sendEvent(under, drop)
    assert told.args == [[tmp_path / name for name in names]]


def test_a_draft_takes_no_scans(page: StampPage) -> None:
    page.show_standing(LifeStanding(Status.DRAFT, 2))
    assert not page.acceptDrops() and not page.add.isVisible()
    assert "先到“定稿打印”定稿" in page.state.text()


def test_a_scan_is_shown_with_what_can_be_told_and_done(qtbot: QtBot, page: StampPage) -> None:
    page.show_scans(
        [ScanLine(7, "扫描.tif", None, "bad", "是第1版的。", (b"no picture",))], "warn", "共 1 页。"
    )
    shown = [label.text() for label in page.findChildren(QLabel)]
    assert "扫描.tif" in shown and "是第1版的。" in shown
    remove = page.findChild(QPushButton, "remove_scan")
    assert remove is not None and remove.accessibleName() == "移出 扫描.tif"
    with qtbot.waitSignal(page.scan_removed) as told:
        remove.click()
    assert told.args == [7]


def test_what_the_pages_of_a_pile_are_is_told_at_its_file_and_at_each_place(page: StampPage) -> None:
    guessed, sure = "纸面扫描件，看不出版本。", "是第1版的（核对码一致）。"
    page.show_scans(
        [ScanLine(7, "扫描.jpg", 1, "quiet", guessed), ScanLine(8, "电子章.pdf", 1, "good", sure)], "good", ""
    )
    files = (FileLine(7, "good", "对上第3页。"), FileLine(8, "good", "对上第4页。"))
    page.show_pile(
        PileView("good", "2 页都对上了。", (), (), ("建议彩色重扫。",), (), {0: True, 2: False}, files)
    )
    shown = [label.text() for label in page.findChildren(QLabel) if not label.isHidden()]
    assert "2 页都对上了。" in shown and "建议彩色重扫。" in shown
    assert "对上第3页。" in shown and f"{sure}对上第4页。" in shown and guessed not in shown
    assert [word for word in shown if word in ("已见", "没看到")] == ["已见", "没看到"]


def test_one_button_ticks_the_other_copies_and_each_tick_is_told(qtbot: QtBot, page: StampPage) -> None:
    page.tick_seen({0})
    assert page.left == 2
    same = page.findChild(QPushButton, "tick_other_copies")
    assert same is not None
    with qtbot.waitSignal(page.ticked) as told:
        QTest.keyClick(same, Qt.Key.Key_Space)
    assert told.args == [0, 1, True] and page.left == 1


def test_sheets_for_the_seal_are_folded_once_all_is_stamped(page: StampPage) -> None:
    assert page.rest.head.isHidden() and page.rest.body.isVisible()
    page.show_standing(LifeStanding(Status.STAMPED, 1))
    assert page.rest.head.isVisible() and page.rest.body.isHidden()
    page.show_standing(LifeStanding(Status.FINAL, 2))
    assert page.rest.body.isVisible()
