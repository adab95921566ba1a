"""The pile on the page 盖章扫描: put in order, mended by keys, ticks set by what was seen."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from aimed_desktop.application.beginning import begin as begin_alone
from aimed_desktop.archive.matched_scans import matched_pile
from aimed_desktop.archive.papers import kept_paper
from aimed_desktop.definition.library import default_library
from aimed_desktop.packet.fixed_paper import draw_paper
from aimed_desktop.packet.pile import PilePage
from tests.scanner import Scanning, scanned
from tests.ui.conftest import OpenWindow
from tests.ui.opening import activate, begin
from tests.ui.test_life import fix
from ui.pages.hand_row import HandRow
from ui.pages.pair_dialog import PairDialog
from ui.pages.pile_card import PairList
from ui.shell.application_view import STAMP, ApplicationView
from ui.widgets.progress import Task, tasks_in

WAIT = 120_000
HOW = Scanning(dpi=150, quality=70, skew=0.8, stamped=True, signed=True)


@pytest.fixture
def view(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> ApplicationView:
    """A fixed version of six pages at 盖章扫描."""
    made = begin(open_window(), qtbot, "wuxi-2026", example=True)
    fix(made, qtbot, tmp_path)
    made.show_step(STAMP)
    qtbot.waitUntil(lambda: made.stamp.left > 0 and not tasks_in(made.stamp), timeout=WAIT)
    return made


def scans(view: ApplicationView, folder: Path, *wanted: int) -> list[Path]:
    paper = kept_paper(view.session.desk.archive, view.opened.id, 1)
    assert paper is not None
    pages = [(paper.files[each.pdf], index) for each in paper.documents for index in range(len(each.pages))]
    paths = [folder / f"扫描{at}.jpg" for at in wanted]
    for at, path in zip(wanted, paths, strict=True):
        path.write_bytes(scanned(*pages[at], HOW, Random(at), at=seal_place(*pages[at])))
    return paths


def seal_place(pdf: bytes, index: int) -> tuple[float, float] | None:
    """Beside the first words that want a seal, in shares of the page; None where there are none."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[index].get_textpage()
        found = text.search("盖章").get_next()
        if found is None:
            return None
        left, bottom, right, top = text.get_charbox(found[0])
        return (left + right) / 2 / document[index].get_width(), 1 - (top + bottom) / 2 / document[
            index
        ].get_height()


def stranger(folder: Path) -> Path:
    (pdf,) = draw_paper(begin_alone(default_library(None), "beijing-2025", example=True)).paper.pdfs()
    (folder / "别的.jpg").write_bytes(scanned(pdf, 2, HOW, Random(1)))
    return folder / "别的.jpg"


def matched_pages(view: ApplicationView) -> list[PilePage]:
    pile = matched_pile(view.session.desk.archive, view.opened.id)
    assert pile is not None
    return list(pile.pages)


def drawn_wide(dialog: PairDialog) -> int:
    """How many pixels the pages that are shown were drawn with, the narrowest of them."""
    return min(image.width() for image in dialog._sharp or () if image is not None) if dialog._sharp else 0


def rows(view: ApplicationView) -> list[HandRow]:
    return [row for row in view.stamp.pile.findChildren(HandRow) if not row.isHidden()]


def test_a_pile_is_put_in_order_and_an_unknown_page_is_placed_by_keys(
    view: ApplicationView, qtbot: QtBot, tmp_path: Path
) -> None:
    stamp = view.stamp
    stamp.scans_chosen.emit([*scans(view, tmp_path, 3, 0, 1, 4, 2), stranger(tmp_path)])
    qtbot.waitUntil(lambda: stamp.pile.pairs.count() == 6 and len(rows(view)) == 1, timeout=WAIT)
    assert "缺《" in stamp.pages.text() and "认不出是哪一页" in stamp.pages.text()
    assert "建议用扫描仪重扫" in stamp.pages.text()
    assert stamp.pile.pairs.item(5).text().startswith("✗")
    (row,) = rows(view)
    activate(view.window(), qtbot)
    row.choice.setFocus()
    QTest.keyClick(row.choice, Qt.Key.Key_Down)
    row.put.setFocus()
    QTest.keyClick(row.put, Qt.Key.Key_Space)
    assert "已经对上一张" in row.question.text() and row.question.isVisible()
    assert row.put.text() == "换成这一张" and not any(page.by_hand for page in matched_pages(view))
    QTest.keyClick(row.put, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row.turn
    row.choice.setFocus()
    QTest.keyClick(row.choice, Qt.Key.Key_End)
    assert row.question.isHidden() and row.put.text() == "放到这一页"
    QTest.keyClick(row.turn, Qt.Key.Key_Space)
    row.put.setFocus()
    QTest.keyClick(row.put, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: stamp.pages.text() == "6 页都对上了。", timeout=WAIT)
    assert not rows(view) and QApplication.focusWidget() is stamp.pile.pairs
    by_hand = [page for page in matched_pages(view) if page.by_hand]
    assert [page.lie and page.lie.turn for page in by_hand] == [90]
    qtbot.waitUntil(lambda: "盖章扫描件.pdf》：6 页" in stamp.pile.size_words.text(), timeout=WAIT)
    pairs = stamp.pile.pairs
    pairs.setFocus()
    QTest.keyClick(pairs, Qt.Key.Key_End)
    assert pairs.visibleRegion().contains(pairs.visualItemRect(pairs.item(5)).center())
    QTest.keyClick(pairs, Qt.Key.Key_Home)
    assert pairs.visibleRegion().contains(pairs.visualItemRect(pairs.item(0)).center())
    QTest.keyClick(pairs, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stamp.findChild(PairDialog) is not None, timeout=WAIT)
    dialog = stamp.findChild(PairDialog)
    assert dialog is not None and "第1页" in dialog.windowTitle()
    qtbot.waitUntil(lambda: drawn_wide(dialog) >= 1000, timeout=WAIT)
    QTest.keyClick(dialog.larger, Qt.Key.Key_Space)
    labels = dialog.findChildren(QLabel, "scan_page")
    shown_wide = {label.pixmap().deviceIndependentSize().width() for label in labels}
    assert shown_wide == {1000}
    QTest.keyClick(dialog.after, Qt.Key.Key_Space)
    assert dialog.before.isEnabled() and dialog.no.isHidden()
    for _ in range(4):
        QTest.keyClick(dialog.after, Qt.Key.Key_Space)
    assert not dialog.no.isHidden() and "由您指明" in dialog.words.text()
    dialog.no.setFocus()
    QTest.keyClick(dialog.no, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "认不出是哪一页" in stamp.pages.text() and bool(rows(view)), timeout=WAIT)
    assert not any(page.by_hand for page in matched_pages(view))


def test_marks_that_were_seen_tick_the_first_copy_and_one_button_the_others(
    view: ApplicationView, qtbot: QtBot, tmp_path: Path
) -> None:
    stamp = view.stamp
    stamp.scans_chosen.emit(scans(view, tmp_path, 0, 1, 2, 3, 4, 5))
    qtbot.waitUntil(lambda: stamp.pile.pairs.count() == 6, timeout=WAIT)
    seen = [label.text() for label in stamp._seen_of.values()]
    assert "已见" in seen
    ticked = {place for (place, copy), box in stamp._box_of.items() if box.isChecked() and copy == 0}
    assert ticked == {place for place, label in stamp._seen_of.items() if label.text() == "已见"}
    assert ("没有看到盖章或签字" in stamp.pile.notes.text()) == ("没看到" in seen)


def test_one_button_says_of_the_other_copies_what_was_seen_on_the_first(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = begin(open_window(), qtbot, example=True)
    fix(view, qtbot, tmp_path)
    view.show_step(STAMP)
    stamp = view.stamp
    qtbot.waitUntil(lambda: stamp.left > 0 and not tasks_in(stamp), timeout=WAIT)
    same = stamp.findChild(QPushButton, "tick_other_copies")
    assert same is not None and same.isVisible() and not same.isEnabled()
    stamp.scans_chosen.emit(scans(view, tmp_path, 10))
    qtbot.waitUntil(lambda: not stamp.pile.isHidden(), timeout=WAIT)
    ticked = {place for (place, copy), box in stamp._box_of.items() if box.isChecked()}
    assert ticked and {copy for _, copy in stamp._box_of} == {0, 1}
    QTest.mouseClick(same, Qt.MouseButton.LeftButton)
    assert all(box.isChecked() == (place in ticked) for (place, _), box in stamp._box_of.items())


def test_a_pile_of_which_no_page_is_known_is_told_and_placed_by_hand(
    view: ApplicationView, qtbot: QtBot, tmp_path: Path
) -> None:
    stamp = view.stamp
    stamp.scans_chosen.emit([stranger(tmp_path)])
    qtbot.waitUntil(lambda: "没有一页认得出" in stamp.pages.text(), timeout=WAIT)
    assert stamp.pages.property("role") == "bad"
    (row,) = rows(view)
    row.choice.setCurrentIndex(row.choice.count() - 1)
    QTest.mouseClick(row.put, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stamp.pages.text().startswith("缺"), timeout=30_000)
    assert [page.by_hand for page in matched_pages(view)] == [True]


def test_a_page_is_dragged_onto_the_page_that_it_is_and_never_onto_a_good_one_unasked(
    view: ApplicationView, qtbot: QtBot, tmp_path: Path
) -> None:
    stamp = view.stamp
    stamp.scans_chosen.emit([*scans(view, tmp_path, 0, 1, 2, 3), stranger(tmp_path)])
    qtbot.waitUntil(lambda: stamp.pile.pairs.count() == 6 and bool(rows(view)), timeout=WAIT)
    (row,) = (row for row in rows(view) if "别的.jpg" in row.put.accessibleName())
    drop(row, stamp.pile.pairs, 1)
    qtbot.waitUntil(row.question.isVisible)
    assert "已经对上一张" in row.question.text() and not any(page.by_hand for page in matched_pages(view))
    drop(row, stamp.pile.pairs, 5)
    qtbot.waitUntil(lambda: any(page.by_hand for page in matched_pages(view)), timeout=WAIT)
    (placed,) = (page for page in matched_pages(view) if page.by_hand)
    assert placed.file == "别的.jpg" and placed.match is not None
    assert placed.match.name in stamp.pile.pairs.item(5).text()


def drop(row: HandRow, pairs: PairList, at: int) -> None:
    """Drag the page of the row, and let it go on one of the list."""
    place = pairs.visualItemRect(pairs.item(at)).center()
    data, action = row.drag_data(), Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    target = pairs.viewport()
    for event in (
        QDragEnterEvent(place, action, data, left, none),
        QDragMoveEvent(place, action, data, left, none),
        QDropEvent(place, action, data, left, none),
    ):
        QApplication.sendEvent(target, event)
        assert event.isAccepted()


def test_a_pile_whose_new_scans_nobody_matched_is_not_shown_as_it_was(
    view: ApplicationView, qtbot: QtBot, tmp_path: Path
) -> None:
    stamp = view.stamp
    stamp.scans_chosen.emit(scans(view, tmp_path, 0))
    qtbot.waitUntil(lambda: not stamp.pile.isHidden(), timeout=WAIT)
    stamp.scans_chosen.emit(scans(view, tmp_path, 1, 2))

    def matching() -> list[Task]:
        return [task for task in tasks_in(stamp) if "逐页核对" in task.words]

    qtbot.waitUntil(lambda: bool(matching()), timeout=WAIT)
    matching()[0].stop()
    qtbot.waitUntil(lambda: "逐页核对已取消" in stamp.pages.text(), timeout=WAIT)
    assert stamp.pile.isHidden() and {label.text() for label in stamp._seen_of.values()} == {""}
