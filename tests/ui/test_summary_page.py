"""汇总 in the window: packets in, damaged ones named, the tables out in Excel, Word and PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from aimed_desktop.application.beginning import begin
from aimed_desktop.definition.library import default_library
from aimed_desktop.packet.pack import pack
from aimed_desktop.services.packing import pack_application
from tests.paper_files import pdf
from tests.ui.conftest import OpenWindow
from tests.ui.dropping import drop_files
from ui.shell.main_window import MainWindow
from ui.summary.base_choice import Base
from ui.summary.summary_page import SummaryPage

LIBRARY = default_library(None)


@pytest.fixture(scope="module")
def packets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two whole packets of different forms, and a damaged one."""
    folder = tmp_path_factory.mktemp("packets")
    for form_id in ("wuhan-2026-1", "wuhan-2026-2"):
        app = begin(LIBRARY, form_id, example=True)
        notice, sources = LIBRARY.notice(app.form.notice_id), LIBRARY.sources(app.form)
        made = pack_application(app, notice, sources, folder / form_id)
        assert not made.refused
    whole = next((folder / "wuhan-2026-1").glob("*.zip"))
    (folder / "损坏的.zip").write_bytes(whole.read_bytes()[:-2000])
    return folder


def open_summary(window: MainWindow, qtbot: QtBot, form_id: str) -> SummaryPage:
    button: Callable[[], QPushButton | None] = lambda: window.start.findChild(  # noqa: E731
        QPushButton, f"summary:{form_id}"
    )
    qtbot.waitUntil(lambda: button() is not None)
    found = button()
    assert found is not None
    found.click()
    page = window.summary.page
    qtbot.waitUntil(lambda: page.tables.count() > 0)
    return page


def verdicts(table: QTableWidget) -> list[str]:
    items = [table.item(row, 0) for row in range(table.rowCount())]
    return sorted(item.text() for item in items if item is not None)


def test_packets_become_a_workbook_and_the_damaged_one_is_named(
    open_window: OpenWindow, qtbot: QtBot, packets: Path, tmp_path: Path
) -> None:
    window = open_window()
    page = open_summary(window, qtbot, "wuhan-2026-5")
    assert not page.go.isEnabled()
    drop_files(page, packets / "损坏的.zip", packets / "wuhan-2026-1", packets / "wuhan-2026-2")
    qtbot.waitUntil(lambda: page.sources.rowCount() > 0, timeout=30_000)
    assert verdicts(page.sources) == ["完整", "完整", "有问题"], "a packet and its zip are one"
    assert "真实" not in page.state.text()
    page.folder.line.setText(str(tmp_path / "汇总"))
    page.go.click()
    qtbot.waitUntil(lambda: "已生成 3 个文件" in page.made.text(), timeout=30_000)
    (book,) = (tmp_path / "汇总").glob("*.xlsx")
    sheet = openpyxl.load_workbook(book).worksheets[0]
    texts = [str(value) for row in sheet.values for value in row if value]
    scene, model = (begin(LIBRARY, name, example=True) for name in ("wuhan-2026-1", "wuhan-2026-2"))
    assert scene.text_of("scene_name") in texts
    assert model.text_of("product_name") in texts
    assert {path.suffix for path in (tmp_path / "汇总").iterdir()} == {".xlsx", ".docx", ".pdf"}


def test_what_is_typed_above_the_table_stands_in_it_and_goes_on_as_an_application(
    open_window: OpenWindow, qtbot: QtBot, packets: Path
) -> None:
    window = open_window()
    page = open_summary(window, qtbot, "wuhan-2026-5")
    drop_files(page, packets / "wuhan-2026-1")
    qtbot.waitUntil(page.keep.isEnabled, timeout=30_000)
    line = page.findChild(QLineEdit, "recommenders")
    assert line is not None
    line.setText("江城区卫生健康局")
    line.editingFinished.emit()
    with qtbot.waitSignal(window.opened, timeout=30_000):
        page.keep.click()
    assert window.view is not None
    app = window.view.opened.app
    assert app.form.id == "wuhan-2026-5"
    assert app.get("recommenders") == "江城区卫生健康局"
    assert len(app.get("scenes")) == 1


def test_a_folder_that_was_added_can_be_taken_out_again(
    open_window: OpenWindow, qtbot: QtBot, packets: Path, tmp_path: Path
) -> None:
    window = open_window()
    page = open_summary(window, qtbot, "wuhan-2026-5")
    note = tmp_path / "说明.yaml"
    note.write_text("只是一段话", encoding="utf-8")
    drop_files(page, note)
    qtbot.waitUntil(lambda: verdicts(page.sources) == ["有问题"], timeout=30_000)
    why = page.sources.item(0, 2)
    assert why is not None and "不是申报件" in why.text() and "aimed" not in why.text()
    page.removed.emit(str(note))
    qtbot.waitUntil(lambda: verdicts(page.sources) == ["已移出"])
    drop_files(page, packets / "wuhan-2026-1", packets / "没有的文件夹")
    qtbot.waitUntil(lambda: verdicts(page.sources) == ["完整", "已移出", "有问题"], timeout=30_000)
    page.sources.setCurrentCell(1, 0)
    page.remove.click()
    qtbot.waitUntil(lambda: verdicts(page.sources) == ["已移出", "已移出", "有问题"])
    assert not page.go.isEnabled()


def test_one_packet_of_a_folder_is_taken_out_alone_and_put_back(
    open_window: OpenWindow, qtbot: QtBot, packets: Path
) -> None:
    page = open_summary(open_window(), qtbot, "wuhan-2026-5")
    drop_files(page, packets)
    qtbot.waitUntil(lambda: verdicts(page.sources) == ["完整", "完整", "有问题"], timeout=30_000)
    page.sources.setCurrentCell(1, 0)
    assert page.remove.text() == "移出所选"
    page.remove.click()
    qtbot.waitUntil(lambda: verdicts(page.sources) == ["完整", "已移出", "有问题"])
    assert page.remove.text() == "放回所选", "the packet stays chosen"
    assert "已移出 1 份" in page.state.text()
    (chosen,) = {index.row() for index in page.sources.selectedIndexes()}
    assert page.sources.item(chosen, 0).text() == "已移出", "it alone, wherever it stands now"
    assert page.told.text() == "", "the list says so"
    page.remove.click()
    qtbot.waitUntil(lambda: verdicts(page.sources) == ["完整", "完整", "有问题"])
    assert page.remove.text() == "移出所选"


def test_a_later_version_is_told_by_the_names_of_the_files(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    for number in (1, 2):
        app = begin(LIBRARY, "wuhan-2026-1", example=True)
        app.version = number
        app.set("contact_phone", f"027-8555010{number}")
        pack_application(app, LIBRARY.notice("wuhan-2026"), LIBRARY.sources(app.form), tmp_path / str(number))
    page = open_summary(open_window(), qtbot, "wuhan-2026-5")
    drop_files(page, tmp_path / "1", tmp_path / "2")
    qtbot.waitUntil(lambda: verdicts(page.sources) == ["完整", "旧版"], timeout=30_000)
    rows = [page.sources.item(row, 2) for row in range(2)]
    said = "".join(item.text() for item in rows if item is not None)
    assert "（第2版）代替了" in said and str(tmp_path) not in said
    assert page.told.text() == "", "the list says so"


def test_a_packet_whose_scan_cannot_be_used_is_told_beside_its_row(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    scan = tmp_path / "白.pdf"
    scan.write_bytes(pdf("", ""))
    app = begin(LIBRARY, "wuhan-2026-1", example=True)
    notice = LIBRARY.notice(app.form.notice_id)
    pack(app, notice, LIBRARY.sources(app.form), tmp_path / "in", (scan,), lambda _folder: [])
    page = open_summary(open_window(), qtbot, "wuhan-2026-5")
    drop_files(page, tmp_path / "in")
    qtbot.waitUntil(lambda: verdicts(page.sources) == ["完整"], timeout=30_000)
    assert "白-盖章扫描件.pdf”全是白页" in page.told.text()
    assert str(tmp_path) not in page.told.text()


def test_a_summary_begun_earlier_is_gone_on_with_and_keeps_what_was_typed(
    open_window: OpenWindow, qtbot: QtBot, packets: Path
) -> None:
    window = open_window()
    page = open_summary(window, qtbot, "wuhan-2026-5")
    assert page.bases.isHidden(), "nothing was begun yet"
    drop_files(page, packets / "wuhan-2026-1")
    qtbot.waitUntil(page.keep.isEnabled, timeout=30_000)
    with qtbot.waitSignal(window.opened, timeout=30_000):
        page.keep.click()
    assert window.view is not None
    kept = window.view.opened
    kept.app.set("scenes.0.contact_name", "手工改的名字")
    window.show_start()
    page = open_summary(window, qtbot, "wuhan-2026-5")
    qtbot.waitUntil(page.bases.isVisible, timeout=20_000)
    page.removed.emit(str(packets / "wuhan-2026-1"))
    page.bases.setCurrentIndex(1)
    qtbot.waitUntil(page.keep.isEnabled, timeout=30_000)
    drop_files(page, packets / "wuhan-2026-2")
    qtbot.waitUntil(lambda: page.tables.tabText(1) == "表2（1）", timeout=30_000)
    qtbot.waitUntil(page.keep.isEnabled, timeout=30_000)
    with qtbot.waitSignal(window.opened, timeout=30_000):
        page.keep.click()
    opened = window.view.opened
    assert opened.id == kept.id
    assert opened.app.get("scenes.0.contact_name") == "手工改的名字"
    assert len(opened.app.get("models")) == 1


def test_the_wheel_over_the_choice_of_a_summary_leaves_it_and_the_words_typed_for_it(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    page = open_summary(window, qtbot, "wuhan-2026-5")
    page.bases.show_bases([Base("an id", "去年的汇总表")])
    page.forms.addItem("另一张汇总表", "other")
    for choice in (page.forms, page.bases):
        before = choice.currentIndex()
        for notch in (-120, 120):
            place = choice.mapTo(window, QPointF(choice.rect().center()))
            QTest.wheelEvent(window.windowHandle(), place, QPoint(0, notch))
            assert choice.currentIndex() == before
