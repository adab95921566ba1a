"""The start page on a real archive: progress and days, delete and 撤销, copies, supplementary notices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QMessageBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from aimed_desktop.application.beginning import begin, write_new
from aimed_desktop.application.life.countdown import BEIJING
from aimed_desktop.application.model import Status
from aimed_desktop.archive.applications import open_application
from aimed_desktop.archive.lifecycle import save_application
from aimed_desktop.services import start_words
from aimed_desktop.services.archiving import archive_application
from aimed_desktop.services.packing import pack_application
from aimed_desktop.services.start_lists import application_lines, notice_cards
from tests.ui.conftest import OpenWindow
from tests.ui.dropping import drop_files
from tests.ui.focus import press_menu_key
from tests.ui.opening import activate
from tests.ui.typing import commit
from ui.shell.application_view import SUBMIT
from ui.shell.main_window import MainWindow
from ui.shell.top_bar import TopBar
from ui.start.amendment_dialog import AmendmentDialog
from ui.start.application_table import ApplicationsTable
from ui.start.new_dialog import NewDialog

Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def tenth_of_june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_words, "beijing_now", lambda: datetime(2026, 6, 10, 9, 0, tzinfo=BEIJING))


def keep(window: MainWindow, form_id: str, *, example: bool = True, status: Status = Status.DRAFT) -> str:
    """Put an application straight into the archive; its id."""
    library = window.desk.library
    app = begin(library, form_id, example=example)
    app.status, app.version = status, 0 if status is Status.DRAFT else 2
    return archive_application(window.desk.archive, app, library.sources(app.form))


def listed(window: MainWindow, qtbot: QtBot, count: int) -> ApplicationsTable:
    window.starting.refresh()
    table = window.start.applications.table
    qtbot.waitUntil(lambda: table.rowCount() == count)
    return table


def cells(table: ApplicationsTable, row: int) -> list[str]:
    items = [table.item(row, column) for column in range(table.columnCount())]
    return [item.text() if item is not None else "" for item in items]


def shown_deadline(window: MainWindow, qtbot: QtBot, notice: str) -> str:
    def visible() -> list[QLabel]:
        labels = window.start.findChildren(QLabel, f"deadline:{notice}")
        return [label for label in labels if label.isVisible()]

    qtbot.waitUntil(lambda: len(visible()) == 1)
    return visible()[0].text()


def test_an_application_is_listed_with_status_progress_and_days_left(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    keep(window, "wuhan-2026-1", status=Status.FINAL)
    keep(window, "wuhan-2026-2", example=False)
    table = listed(window, qtbot, 2)
    blank, final = cells(table, 0), cells(table, 1)
    assert blank[3].startswith("0/")
    assert "必改" in blank[3]
    assert (final[2], final[4]) == ("定稿", "还有 5 天")
    assert "没有必改" in final[3]
    keep(window, "wuhan-2026-3", status=Status.SUBMITTED)
    assert cells(listed(window, qtbot, 3), 0)[2::2] == ["已报送", "—"], "handed in: no days to count"


def test_the_days_count_to_what_the_district_has_told_this_unit(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    archive, entry = window.desk.archive, keep(window, "wuhan-2026-1", status=Status.FINAL)
    table = listed(window, qtbot, 1)
    qtbot.waitUntil(lambda: cells(table, 0)[4] == "还有 5 天")
    app = open_application(archive, entry)
    app.set("district_deadline", "2026-06-12")
    save_application(archive, entry, app)
    listed(window, qtbot, 1)
    qtbot.waitUntil(lambda: cells(table, 0)[4] == "还有 2 天")
    item = table.item(0, 4)
    assert item is not None
    assert item.toolTip() == "截止 2026年6月12日，还有 2 天"
    app.set("district_deadline", "六月十")  # left half typed
    save_application(archive, entry, app)
    listed(window, qtbot, 1)
    qtbot.waitUntil(lambda: cells(table, 0)[4] == "还有 5 天")


def test_applications_are_found_by_their_form_and_notice(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    keep(window, "wuxi-2026")
    keep(window, "wuhan-2026-3")
    table = listed(window, qtbot, 2)
    for words_, form in (("智能终端产品申报书", "武汉市医疗行业智能终端产品申报书"), ("无锡2026", "")):
        window.start.applications.search.setText(words_)
        qtbot.waitUntil(lambda: table.rowCount() == 1)
        assert form in (table.item(0, 0).toolTip() or "")  # type: ignore[union-attr]
        window.start.applications.search.clear()
        qtbot.waitUntil(lambda: table.rowCount() == 2)


def test_beside_others_an_application_says_its_attachment_and_the_short_name_of_its_notice(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    keep(window, "fujian-2025-1", example=False)
    keep(window, "wuhan-2026-1")
    table = listed(window, qtbot, 2)
    named, unnamed = (table.item(row, 0) for row in (0, 1))
    assert named is not None and "附件1 武汉2026 AI+医疗　武汉市" in named.toolTip()
    assert "附件1 武汉2026 AI+医疗" in named.data(Qt.ItemDataRole.AccessibleTextRole)
    assert unnamed is not None and unnamed.toolTip().endswith("\n福建2025 AI+医疗卫生")
    shorts = [label.text() for label in window.start.notices.findChildren(QLabel) if is_short(label)]
    assert {"武汉2026 AI+医疗", "福建2025 AI+医疗卫生"} <= set(shorts)


def is_short(label: QLabel) -> bool:
    return bool(label.property("role") == "card_short")


def test_the_list_follows_what_was_typed_in_the_form(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.begin("wuhan-2026-1")
    assert window.view is not None
    editor = window.view.form.paper.editor("scene_name")
    assert isinstance(editor, QLineEdit)
    with qtbot.waitSignal(window.view.checker.checked, timeout=20_000):
        pass
    commit(editor, "急诊分诊")
    with qtbot.waitSignal(window.view.checker.checked, timeout=20_000):
        pass
    window.show_start()
    table = window.start.applications.table
    qtbot.waitUntil(lambda: table.rowCount() == 1 and cells(table, 0)[3].startswith("1/"))
    assert cells(table, 0)[0] == "急诊分诊"


def test_delete_asks_first_and_can_be_taken_back(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    entry = keep(window, "wuhan-2026-1")
    table = listed(window, qtbot, 1)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    box = window.start.findChild(QMessageBox)
    assert box is not None
    assert window.desk.archive.list(), "nothing is deleted before the answer"
    next(b for b in box.buttons() if b.text() == "删除").click()
    pane = window.start.applications
    qtbot.waitUntil(lambda: table.rowCount() == 0 and pane.bar.isVisible())
    assert window.desk.archive.list() == []
    pane.bar.action.click()
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    assert window.desk.archive.list()[0].id == entry


def test_the_menu_by_key_is_of_the_line_that_the_cursor_is_on(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    for _ in range(8):
        keep(window, "wuhan-2026-1")
    table = listed(window, qtbot, 8)
    activate(window, qtbot)
    table.setFocus()
    table.setCurrentCell(7, 0)
    entry = table.current_id
    press_menu_key(table)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and [each.text() for each in menu.actions()][-1] == "删除"
    assert table.current_id == entry
    line = table.visualItemRect(table.item(7, 0))
    assert abs(table.viewport().mapFromGlobal(menu.pos()).y() - line.bottom()) <= line.height()
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    box = window.start.findChild(QMessageBox)
    assert box is not None
    next(each for each in box.buttons() if each.text() == "删除").click()
    qtbot.waitUntil(lambda: table.rowCount() == 7 and window.focusWidget() is table)
    assert entry not in [each.id for each in window.desk.archive.list()]


def test_what_was_deleted_earlier_comes_back_from_the_bin(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    entry = keep(window, "wuhan-2026-1")
    window.desk.archive.bin.put(entry)
    pane = window.start.applications
    pane.bin.click()
    qtbot.waitUntil(lambda: pane.table.rowCount() == 1)
    QTest.keyClick(pane.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.table.rowCount() == 0)
    pane.bin.click()
    qtbot.waitUntil(lambda: pane.table.rowCount() == 1)


def test_enter_opens_and_words_inside_are_found(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    keep(window, "wuxi-2026")
    entry = keep(window, "wuhan-2026-1")
    table = listed(window, qtbot, 2)
    window.start.applications.search.setText("wuhan-2026-1")
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    with qtbot.waitSignal(window.opened, timeout=20_000):
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert window.view is not None
    assert window.view.opened.id == entry


def test_the_new_dialog_draws_the_paper_and_copies_to_another_form(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    source = keep(window, "wuhan-2026-1")
    listed(window, qtbot, 1)
    qtbot.waitUntil(lambda: window.start.findChild(QPushButton, "new:fujian-2025-1") is not None)
    window.start.applications.copy_wanted.emit(source)
    dialog = window.findChild(NewDialog)
    assert dialog is not None
    assert dialog.form_id == "wuhan-2026-1"
    assert dialog.forms.item(0).text() == "武汉2026 AI+医疗"
    qtbot.waitUntil(lambda: dialog.preview.shown >= 2, timeout=20_000)
    dialog.choose("fujian-2025-1", source)
    qtbot.waitUntil(lambda: dialog.preview.shown >= 1, timeout=20_000)
    qtbot.waitUntil(lambda: any("医疗卫生机构" in label.text() for label in dialog.findChildren(QLabel)))
    with qtbot.waitSignal(window.opened, timeout=20_000):
        dialog.copy.click()
    assert window.view is not None
    app = window.view.opened.app
    assert app.form.id == "fujian-2025-1"
    assert app.text_of(app.form.unit_name) == "武汉市示例医院"
    assert app.get("apply_date") is None


@pytest.mark.parametrize("with_materials", [True, False])
def test_a_copy_to_another_form_takes_the_papers_of_the_same_name_if_the_clerk_wants_them(
    open_window: OpenWindow, qtbot: QtBot, with_materials: bool
) -> None:
    window = open_window()
    source = keep(window, "wuhan-2026-1")
    listed(window, qtbot, 1)
    qtbot.waitUntil(lambda: window.start.findChild(QPushButton, "new:wuhan-2026-2") is not None)
    window.start.applications.copy_wanted.emit(source)
    dialog = window.findChild(NewDialog)
    assert dialog is not None
    dialog.choose("wuhan-2026-2", source)
    dialog.with_materials.setChecked(with_materials)
    with qtbot.waitSignal(window.opened, timeout=20_000):
        dialog.copy.click()
    assert window.view is not None
    materials = window.view.opened.app.materials
    assert {entry.slot for entry in materials} >= {"licence"} if with_materials else not materials


def test_a_supplementary_notice_moves_countdown_and_routes_and_can_be_taken_back(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    entry = keep(window, "wuhan-2026-1")
    table = listed(window, qtbot, 1)
    qtbot.waitUntil(lambda: window.start.findChild(QToolButton, "amend:wuhan-2026") is not None)
    window.start.findChild(QToolButton, "amend:wuhan-2026").click()  # type: ignore[union-attr]
    dialog = window.findChild(AmendmentDialog)
    assert dialog is not None
    assert dialog.route.accessibleName() == "改的是哪一步"
    dialog.record.click()
    qtbot.waitUntil(lambda: "标题" in dialog.problem.text())
    for name, text in (
        ("until", "2026年6月22日 12:00"),
        ("place", "市民之家三楼"),
        ("title", "关于延长征集时间的通知"),
        ("number", "武经信〔2026〕8号"),
    ):
        dialog.findChild(QLineEdit, f"amended_{name}").setText(text)  # type: ignore[union-attr]
    dialog.record.click()
    qtbot.waitUntil(lambda: cells(table, 0)[4] == "还有 12 天")
    assert shown_deadline(window, qtbot, "wuhan-2026") == "截止 2026年6月22日 12:00，还有 12 天"
    told = [label.text() for label in window.start.notices.findChildren(QLabel) if label.isVisible()]
    source = "按补充通知：关于延长征集时间的通知，武经信〔2026〕8号"
    assert any("截止时间改为 2026年6月22日 12:00" in words_ and source in words_ for words_ in told)
    assert any("地点改为 市民之家三楼" in words_ and source in words_ for words_ in told)

    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_application(entry)
    assert window.view is not None
    city = window.view.opened.notice.routes[1]
    assert (city.until, city.place) == ("2026-06-22 12:00", "市民之家三楼")
    assert window.view.opened.app.form.deadline == "2026-06-22"
    guidance = window.view.form.side.guidance
    guidance.show_field(window.view.opened.app.form.field("district_deadline"))
    assert "17:00前" in guidance.words.text(), "the notice as it was published"
    assert "截止时间改为 2026年6月22日 12:00" in guidance.words.text()

    (number,) = (each.number for each in window.desk.archive.amendments.all())
    dialog.taken_back.emit(number)
    qtbot.waitUntil(lambda: not window.desk.archive.amendments.all())
    window.show_start()
    qtbot.waitUntil(lambda: cells(table, 0)[4] == "还有 5 天")


def test_the_files_of_an_application_are_written_to_a_folder_of_its_own(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    entry = keep(window, "wuhan-2026-1")
    listed(window, qtbot, 1)
    window.starting.work.write_out(entry, tmp_path, window.start, window.starting._on_written_out)
    qtbot.waitUntil(lambda: "已导出" in window.start.applications.state.text())
    (folder,) = (path for path in tmp_path.iterdir() if (path / "application.json").is_file())
    assert list((folder / "files").iterdir())


def test_a_supplementary_notice_recorded_while_handing_in_shows_at_once(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    entry = keep(window, "wuxi-2026")
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_application(entry)
    assert window.view is not None
    window.view.show_step(SUBMIT)
    window.view.submit.amend_wanted.emit()
    dialog = window.findChild(AmendmentDialog)
    assert dialog is not None
    for name, text in (("mail", "new@wuxi.example"), ("title", "大赛组委会电话通知")):
        dialog.findChild(QLineEdit, f"amended_{name}").setText(text)  # type: ignore[union-attr]
    with qtbot.waitSignal(window.opened, timeout=20_000):
        dialog.record.click()
    dialog.accept()
    assert window.view.currentIndex() == SUBMIT
    assert window.view.opened.notice.routes[0].mail == ("new@wuxi.example",)
    shown = [label.text() for label in window.view.submit.findChildren(QLabel)]
    assert "new@wuxi.example" in shown, "what is copied is the address alone"
    assert any("按补充通知（大赛组委会电话通知），原为wuxiai2026health@163.com" in text for text in shown)


def test_a_notice_unfolds_to_who_may_apply_the_ways_and_the_papers(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    pane = window.start.notices
    qtbot.waitUntil(lambda: bool(pane.findChildren(QToolButton, "unfold:wuhan-2026")))
    pane.findChildren(QToolButton, "unfold:wuhan-2026")[-1].click()

    def words() -> str:
        return "\n".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())

    qtbot.waitUntil(lambda: "副本复印件" in words(), timeout=20_000)
    for part in ("独立法人资格", "市经信局412室", "whaicj@126.com", "份数：2 份"):
        assert part in words(), part


def test_an_application_is_begun_without_a_mouse(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: bool(window.start.findChildren(QPushButton, "new:wuhan-2026-2")))
    window.start.applications.new.click()
    dialog = window.findChild(NewDialog)
    assert dialog is not None
    assert dialog.form_id == "wuhan-2026-1"
    QTest.keyClick(dialog.forms, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.opened, timeout=20_000):
        QTest.keyClick(dialog.forms, Qt.Key.Key_Return)
    assert window.view is not None
    assert window.view.opened.app.form.id == "wuhan-2026-2"


def test_files_from_another_computer_are_taken_in_by_dropping_them(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    app = begin(window.desk.library, "wuhan-2026-1", example=True)
    write_new(app, tmp_path / "application.json")
    notice, sources = window.desk.library.notice("wuhan-2026"), window.desk.library.sources(app.form)
    packet = pack_application(app, notice, sources, tmp_path / "out").paths[1]
    pane = window.start.applications
    drop_files(pane, tmp_path / "application.json", packet)
    qtbot.waitUntil(lambda: pane.table.rowCount() == 2, timeout=30_000)
    assert {line.progress.errors for line in window.desk.archive.overview() if line.progress} == {0}
    assert all(list(window.desk.archive.files(entry.id)) for entry in window.desk.archive.list())


def test_two_applications_of_one_name_say_when_each_was_begun(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    for form in ("wuhan-2026-1", "wuhan-2026-1", "wuhan-2026-2"):
        keep(window, form)
    table = listed(window, qtbot, 3)
    items = [table.item(row, 0) for row in range(3)]
    seconds = [str(item.data(Qt.ItemDataRole.UserRole + 1)) for item in items if item is not None]
    assert sum(words.startswith("建于") for words in seconds) == 2
    assert all("附件" in words for words in seconds)
    lines = application_lines(window.desk.archive, window.desk.library)
    dialog = NewDialog(notice_cards(window.desk.library, None), lines, window)
    qtbot.addWidget(dialog)
    dialog.choose("wuhan-2026-1")
    shown = [dialog.sources.itemText(row) for row in range(3)]
    assert sum("（建于" in words for words in shown) == 2 and "附件2" in shown[2]


def test_a_long_title_is_cut_in_the_middle(qtbot: QtBot) -> None:
    bar = TopBar(None)  # type: ignore[arg-type]
    qtbot.addWidget(bar)
    bar.resize(1000, 50)
    bar.show()
    bar.show_page("示例多中心胸部CT影像数据集、" * 8 + "第二期")
    assert bar.title.text().endswith("第二期") and "…" in bar.title.text()
    assert bar.title.toolTip().endswith("第二期")
