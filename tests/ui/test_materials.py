"""材料: files dropped on the slots of the list, seen small and large, moved, replaced, taken out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from aimed_desktop.application.file import to_json
from aimed_desktop.application.model import Status
from tests.paper_files import locked_pdf, pdf, picture, tiff
from tests.ui.conftest import OpenWindow
from tests.ui.dropping import drop_files
from tests.ui.opening import activate, begin
from ui.pages.file_row import DOWN, UP
from ui.pages.preview_dialog import MaterialPreview
from ui.pages.slot_card import SlotCard
from ui.shell import application_view
from ui.shell.application_view import FILL, MATERIALS, ApplicationView
from ui.shell.main_window import MainWindow
from ui.widgets.bar import _LONG_SHOWN_MS


def opened(open_window: OpenWindow, qtbot: QtBot, *, example: bool = False) -> ApplicationView:
    view = begin(open_window(), qtbot, example=example)
    view.show_step(MATERIALS)
    qtbot.waitUntil(view.materials.isVisible)
    return view


def paper(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def first_card(view: ApplicationView) -> SlotCard:
    cards = view.materials.cards
    return next(card for card in cards if card.material.id == "licence")


def names(view: ApplicationView, card: SlotCard) -> list[str]:
    return [Path(m.file).name for m in view.opened.app.materials if m.slot == card.material.id]


def with_files(
    open_window: OpenWindow, qtbot: QtBot, folder: Path, *called: str
) -> tuple[ApplicationView, SlotCard]:
    """The page and its first slot, with files of different content in it."""
    view = opened(open_window, qtbot)
    card = first_card(view)
    card.files_given.emit([paper(folder, name, pdf(name)) for name in called])
    qtbot.waitUntil(lambda: len(card.rows) == len(called))
    return view, card


def test_files_dropped_on_a_slot_are_kept_there_in_order(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = opened(open_window, qtbot)
    card = first_card(view)
    drop_files(card, paper(tmp_path, "甲.pdf", pdf("1")), paper(tmp_path, "乙.pdf", pdf("2")))
    qtbot.waitUntil(lambda: names(view, card) == ["甲.pdf", "乙.pdf"])
    assert card.state.text() == "已附"
    assert "共 2 个文件" in view.materials.total.text()


def test_a_file_moves_by_keys_and_keeps_the_cursor(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "0.pdf", "1.pdf", "2.pdf")
    assert not card.rows[0].tool(UP).isEnabled()
    activate(view.window(), qtbot)
    qtbot.waitUntil(card.rows[2].picture.isVisible)
    card.rows[2].picture.setFocus()
    qtbot.keyClick(card.rows[2].picture, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(view, card) == ["0.pdf", "2.pdf", "1.pdf"]
    assert card.rows[1].picture.hasFocus()
    card.rows[0].tool(DOWN).click()
    assert names(view, card) == ["2.pdf", "0.pdf", "1.pdf"]


def test_a_file_that_was_taken_out_comes_back_by_one_click(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "证书.pdf")
    card.rows[0].tool("移出").click()
    assert names(view, card) == []
    assert card.state.text() == "必需，未附"
    with qtbot.waitSignal(view.saver.saved):
        pass
    view.materials.bar.action.click()
    qtbot.waitUntil(lambda: names(view, card) == ["证书.pdf"])
    assert card.state.text() == "已附"
    assert view.opened.app.files.read(view.opened.app.materials[0].file) == pdf("证书.pdf")


def test_the_end_of_a_licence_is_typed_beside_it_kept_and_taken_back(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "证书.pdf", "又一份.pdf")
    view.opened.app.set("apply_date", "2026-06-10")
    line = card.rows[1].validity
    assert line is not None
    line.line.setText("2026年6月9日")
    line.line.editingFinished.emit()
    assert [entry.valid_until for entry in view.opened.app.materials] == [None, "2026-06-09"]
    assert line.told.text() == "申报日期之前已过期"
    with qtbot.waitSignal(view.saver.saved):
        line.for_ever.click()
    assert (line.line.text(), line.told.text()) == ("长期", "")
    data = view.session.desk.archive.load(view.opened.id).data
    assert json.loads(data)["materials"][1]["valid_until"] == "长期"
    view.undo.undo()
    assert line.line.text() == "2026年6月9日"


def typing_an_end(view: ApplicationView, card: SlotCard, qtbot: QtBot, typed: str) -> QLineEdit:
    """The cursor stands in the line of the first file, what is typed in it not yet left."""
    activate(view.window(), qtbot)
    validity = card.rows[0].validity
    assert validity is not None
    validity.line.setFocus()
    qtbot.waitUntil(validity.line.hasFocus)
    qtbot.keyClicks(validity.line, typed)
    return validity.line


@pytest.mark.parametrize("way", ["closing", "start page"])
def test_an_end_that_is_typed_and_not_yet_left_is_kept_on_the_way_out(
    way: str, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "证书.pdf")
    window, entry = view.window(), view.opened.id
    assert isinstance(window, MainWindow)
    typing_an_end(view, card, qtbot, "2027-6-30")
    if way == "closing":
        window.close()
        window = open_window()
    else:
        window.show_start()
        window.open_application(entry)
    qtbot.waitUntil(lambda: window.view is not None and window.view is not view, timeout=20_000)
    assert window.view is not None and window.view.opened.id == entry
    assert [each.valid_until for each in window.view.opened.app.materials] == ["2027-06-30"]


def test_half_an_end_its_cursor_and_its_row_outlive_what_happens_to_other_files(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "0.pdf", "1.pdf")
    line = typing_an_end(view, card, qtbot, "2027-06-3")
    view.saver.about_to_save.emit()
    card.files_given.emit([paper(tmp_path, "又一份.pdf", pdf("more"))])
    qtbot.waitUntil(lambda: len(card.rows) == 3)
    view.materials._remove(card.material.id, 1)
    assert names(view, card) == ["0.pdf", "又一份.pdf"]
    assert line.hasFocus() and line.text() == "2027-06-3"
    qtbot.keyClicks(line, "0")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert view.opened.app.materials[0].valid_until == "2027-06-30"
    card.rows[0].tool(DOWN).click()
    assert [each.valid_until for each in view.opened.app.materials] == [None, "2027-06-30"]
    assert card.rows[1].validity is not None and card.rows[1].validity.line is line


def test_what_is_being_typed_is_written_before_the_version_is_held(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "证书.pdf")
    typing_an_end(view, card, qtbot, "2027-6-30")
    app, was_held = view.opened.app, list[bool]()
    app.subscribe(lambda _change: was_held.append(app.is_held))
    view.later.finalising.hold()
    assert app.materials[0].valid_until == "2027-06-30"
    assert was_held == [False] and app.is_held


@pytest.mark.parametrize("status", [Status.DRAFT, Status.STAMPED])
def test_what_was_typed_and_added_since_stays_when_a_file_is_put_back(
    status: Status, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "0.pdf", "1.pdf", "2.pdf")
    page = view.materials
    view.opened.app.status = status
    page._take_out(page._in(card.material.id)[1])
    typing_an_end(view, card, qtbot, "2027-6-30")
    page.add(card.material.id, "", "files/新.pdf")
    page.bar.action.click()
    assert names(view, card) == ["0.pdf", "1.pdf", "2.pdf", "新.pdf"]
    assert view.opened.app.materials[0].valid_until == "2027-06-30"


def test_the_file_that_was_replaced_comes_back_alone_with_its_end(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "旧.pdf", "1.pdf")
    page, slot = view.materials, card.material.id
    page._note_validity(slot, 0, "长期")
    page.add(slot, "files/旧.pdf", "files/新.pdf")
    page._note_validity(slot, 1, "2027-06-30")
    page.bar.action.click()
    kept = [(each.file, each.valid_until) for each in view.opened.app.materials]
    assert kept == [("files/旧.pdf", "长期"), ("files/1.pdf", "2027-06-30")]


def test_a_paper_without_an_end_is_not_asked_for_one(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = opened(open_window, qtbot)
    card = next(card for card in view.materials.cards if card.material.id == "evidence")
    card.files_given.emit([paper(tmp_path, "评价.pdf", pdf("1"))])
    qtbot.waitUntil(lambda: len(card.rows) == 1)
    assert card.rows[0].validity is None


def test_a_file_is_replaced_in_its_place(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "0.pdf", "1.pdf")
    card.replacement_given.emit(card.rows[0].name, paper(tmp_path, "新.pdf", pdf("new")))
    qtbot.waitUntil(lambda: names(view, card) == ["新.pdf", "1.pdf"])
    assert "换成" in view.materials.bar.words.text()


def test_a_file_takes_the_place_of_the_one_that_was_chosen_though_they_were_put_in_order_meanwhile(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "0.pdf", "1.pdf", "2.pdf")
    card.replacement_given.emit(card.rows[0].name, paper(tmp_path, "新.pdf", pdf("new")))
    card.rows[0].tool(DOWN).click()
    qtbot.waitUntil(lambda: "新.pdf" in names(view, card))
    assert names(view, card) == ["1.pdf", "新.pdf", "2.pdf"]


def test_a_file_whose_original_was_taken_out_meanwhile_takes_nobodys_place(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "0.pdf", "1.pdf")
    card.replacement_given.emit(card.rows[0].name, paper(tmp_path, "新.pdf", pdf("new")))
    card.rows[0].tool("移出").click()
    qtbot.waitUntil(lambda: names(view, card) == ["1.pdf", "新.pdf"])


def test_the_same_file_twice_is_told_and_added_only_when_wanted(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "甲.pdf")
    card.files_given.emit([paper(tmp_path, "又一份.pdf", pdf("甲.pdf"))])
    qtbot.waitUntil(lambda: "内容相同" in view.materials.bar.words.text())
    assert len(card.rows) == 1
    view.materials.bar.action.click()
    qtbot.waitUntil(lambda: len(card.rows) == 2)


def test_a_wrong_kind_is_explained_and_not_kept(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = opened(open_window, qtbot)
    card = first_card(view)
    card.files_given.emit([paper(tmp_path, "照片.heic", b"\0\0\0\x18ftypheic")])
    qtbot.waitUntil(lambda: "另存为 JPG" in view.materials.bar.words.text())
    assert card.rows == []
    drop_files(view.materials, paper(tmp_path, "甲.pdf", pdf("甲")))
    assert "那一项" in view.materials.bar.words.text()


def test_all_that_was_left_out_of_one_drop_is_told_together(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = opened(open_window, qtbot)
    card, bar = first_card(view), view.materials.bar
    (tmp_path / "扫描的照片").mkdir()
    given = [
        tmp_path / "扫描的照片",
        paper(tmp_path, "安装.exe", b"MZ\x90\0"),
        paper(tmp_path, "甲.pdf", pdf("甲")),
        paper(tmp_path, "又一份.pdf", pdf("甲")),
        paper(tmp_path, "乙.pdf", pdf("2")),
    ]
    drop_files(card, *given)
    qtbot.waitUntil(lambda: "内容相同" in bar.words.text())
    assert names(view, card) == ["甲.pdf", "乙.pdf"]
    assert "扫描的照片”是文件夹" in bar.words.text()
    assert "安装.exe”是程序" in bar.words.text()
    assert "又一份.pdf”与已附的“甲.pdf”内容相同" in bar.words.text()
    assert bar.width() <= view.materials.width()
    bar.action.click()
    qtbot.waitUntil(lambda: names(view, card) == ["甲.pdf", "乙.pdf", "又一份.pdf"])


def test_of_many_files_that_were_left_out_each_is_named(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = opened(open_window, qtbot)
    given = [paper(tmp_path, f"坏{number}.pdf", b"") for number in range(7)]
    drop_files(first_card(view), *given)
    bar = view.materials.bar
    qtbot.waitUntil(lambda: "坏6.pdf" in bar.words.text(), timeout=20_000)
    assert all(path.name in bar.words.text() for path in given)
    assert len(bar.words.text().splitlines()) <= 5


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("锁.pdf", locked_pdf(), "设了打开密码"),
        ("断.pdf", pdf("a", "b")[:-200], "不完整"),
        ("断.jpg", picture("JPEG")[:-900], "不完整"),
        ("坏.pdf", b"%PDF-1.4 startxref", "打不开"),
        ("假.docx", pdf(), "与文件名的结尾不符"),
        ("假.pdf", b"MZ\x90\0", "是程序"),
        ("空.pdf", b"", "空文件"),
    ],
)
def test_a_paper_that_nobody_could_open_is_told_at_once_and_not_kept(
    name: str, content: bytes, words: str, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = opened(open_window, qtbot)
    card = first_card(view)
    drop_files(card, paper(tmp_path, name, content), paper(tmp_path, "好.pdf", pdf("fine")))
    qtbot.waitUntil(lambda: words in view.materials.bar.words.text(), timeout=20_000)
    assert names(view, card) == ["好.pdf"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("白.pdf", pdf("a", ""), "第2页是白页"),
        ("地点.jpg", picture("JPEG", place=True), "GPS"),
    ],
)
def test_what_is_odd_about_a_paper_is_said_and_stays_beside_it(
    name: str, content: bytes, words: str, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = opened(open_window, qtbot)
    card = first_card(view)
    drop_files(card, paper(tmp_path, name, content))
    qtbot.waitUntil(lambda: words in view.materials.bar.words.text(), timeout=20_000)
    qtbot.waitUntil(lambda: bool(card.rows) and words in card.rows[0].about.text(), timeout=20_000)


def test_every_page_of_a_tiff_is_counted_and_shown(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = opened(open_window, qtbot)
    card = first_card(view)
    drop_files(card, paper(tmp_path, "三页.tif", tiff(["a", "b", "c"])))
    qtbot.waitUntil(lambda: bool(card.rows) and "3 页" in card.rows[0].about.text(), timeout=20_000)
    card.rows[0].picture.click()
    dialog = view.window().findChild(MaterialPreview)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.words.text() == "共 3 页。", timeout=20_000)
    dialog.reject()


def test_a_kept_paper_that_cannot_be_opened_is_a_finding_of_the_window(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = opened(open_window, qtbot)
    card = first_card(view)
    view.session.desk.archive.save(
        view.opened.id, to_json(view.opened.app), files={"files/锁.pdf": locked_pdf()}
    )
    view.materials.add(card.material.id, "", "files/锁.pdf")

    def found() -> bool:
        said = [finding.message for finding in view.checker.findings if finding.rule == "material"]
        return any("设了打开密码" in words for words in said)

    qtbot.waitUntil(found, timeout=20_000)
    qtbot.waitUntil(lambda: "打开密码" in card.rows[0].about.text(), timeout=20_000)


def test_pages_sizes_and_the_preview_come_by_themselves(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = opened(open_window, qtbot, example=True)
    card = next(card for card in view.materials.cards if card.rows)
    qtbot.waitUntil(lambda: "页 ·" in card.rows[0].about.text(), timeout=20_000)
    qtbot.waitUntil(lambda: "PDF 共" in view.materials.total.text(), timeout=20_000)
    card.rows[0].picture.click()
    dialog = view.window().findChild(MaterialPreview)
    assert dialog is not None
    qtbot.waitUntil(lambda: "共" in dialog.words.text(), timeout=20_000)
    pictures = [label for label in dialog.findChildren(QLabel) if not label.pixmap().isNull()]
    assert pictures[0].pixmap().width() == 900
    dialog.reject()


def test_a_paper_in_the_form_itself_asks_for_no_file(open_window: OpenWindow, qtbot: QtBot) -> None:
    view = opened(open_window, qtbot)
    card = next(card for card in view.materials.cards if card.material.in_document)
    assert card.state.text() == "随盖章扫描件"
    assert card.add.isHidden()
    assert not card.acceptDrops()


def test_a_fixed_version_takes_papers_until_it_is_handed_in(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view = opened(open_window, qtbot)
    card, app = first_card(view), view.opened.app
    view.form.bindings.set_locked(True)
    app.status = Status.STAMPED
    view.show_step(FILL)
    view.show_step(MATERIALS)
    card.files_given.emit([paper(tmp_path, "甲.pdf", pdf("甲"))])
    qtbot.waitUntil(lambda: len(card.rows) == 1)
    card.rows[0].tool("移出").click()
    asked = view.materials.findChild(QMessageBox, "ask_to_take_out")
    assert isinstance(asked, QMessageBox) and "已经定稿" in asked.text()
    assert len(app.materials) == 1, "nothing goes before the answer"
    next(each for each in asked.buttons() if each.text() == "移出").click()
    assert app.materials == ()
    assert "马上按下方的“撤销”放回" in asked.text()
    assert view.materials.bar._timer.interval() == _LONG_SHOWN_MS, "here Ctrl+Z takes nothing back"
    view.materials.bar.action.click()
    assert [entry.file for entry in app.materials] == ["files/甲.pdf"]
    app.status = Status.SUBMITTED
    view.show_step(FILL)
    view.show_step(MATERIALS)
    assert card.add.isHidden()
    drop_files(view.materials, paper(tmp_path, "补.pdf", pdf("补")))
    assert (
        "已报送，材料不能再改。受理单位要求补材料的，请到“报送归档”点“材料补正”"
        in view.materials.bar.words.text()
    )


def test_a_version_that_is_being_fixed_takes_and_loses_no_file(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "甲.pdf")
    view.form.bindings.set_locked(True)
    assert card.add.isHidden()
    assert not card.acceptDrops()
    assert card.rows[0].tool("移出").isHidden()
    view.form.bindings.set_locked(False)
    assert not card.rows[0].tool("移出").isHidden()


def test_a_file_dropped_just_before_leaving_is_kept(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application_view, "PATIENCE_SECONDS", 60)  # of a machine that has much else to do
    view = opened(open_window, qtbot)
    window, entry, card = view.window(), view.opened.id, first_card(view)
    assert isinstance(window, MainWindow)
    drop_files(card, paper(tmp_path, "甲.pdf", pdf("1")))
    window.show_start()
    kept = json.loads(window.desk.archive.load(entry).data)["materials"]
    assert kept == [{"slot": card.material.id, "file": "files/甲.pdf"}]


def test_no_key_takes_a_file_out_of_a_version_that_is_being_fixed(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    view, card = with_files(open_window, qtbot, tmp_path, "0.pdf", "1.pdf")
    activate(view.window(), qtbot)
    qtbot.waitUntil(card.rows[1].picture.isVisible)
    view.form.bindings.set_locked(True)
    card.rows[1].picture.setFocus()
    qtbot.keyClick(card.rows[1].picture, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(card.rows[1].picture, Qt.Key.Key_Delete)
    assert names(view, card) == ["0.pdf", "1.pdf"]
